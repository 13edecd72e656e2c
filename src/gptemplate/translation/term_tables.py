"""Terms as a table: one row a concept, in TSV or CSV, and the glossary of OmegaT.

A column is a language, perhaps a country, and perhaps a standing: “fi”, “sv-SE”, “sv (admitted)”. Several words in one cell are
parted by “|”. Tables of others are recognised by the names of languages in Finnish, Swedish and English.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.terms import Standing, Term
from gptemplate.translation.term_drafts import LARGEST_FILE, MOST_TERMS, Draft, Gathering, Name, ReadTerms, language_of

_SEPARATORS = ("\t", ";", ",")
_MOST_COLUMNS = 400
_NOTES = ("definition", "note", "source")
# A cell that a spreadsheet would take for a formula, also where it cuts the line at other separators than we do.
_START = '(?:^|[,;|\\t\\r\\n])[ "]*'
_GUARD = re.compile(f"({_START})(?=['=+\\-@\\t\\r＝＋－＠])")
_GUARDED = re.compile(f"({_START})'(?=['=+\\-@\\t\\r＝＋－＠])")

_LANGUAGES = {
    "suomi": "fi", "finnish": "fi", "finska": "fi", "suomeksi": "fi", "ruotsi": "sv", "swedish": "sv", "svenska": "sv",
    "ruotsiksi": "sv", "englanti": "en", "english": "en", "engelska": "en", "englanniksi": "en",
    "saksa": "de", "german": "de", "tyska": "de", "deutsch": "de", "ranska": "fr", "french": "fr", "franska": "fr",
    "viro": "et", "estonian": "et", "estniska": "et", "norja": "nb", "norwegian": "nb", "norska": "nb",
    "hollanti": "nl", "dutch": "nl", "nederländska": "nl", "holländska": "nl", "espanja": "es", "spanish": "es",
    "spanska": "es", "italia": "it", "italian": "it", "italienska": "it", "kreikka": "el", "greek": "el", "grekiska": "el",
}  # fmt: skip
_HEADS = {
    "id": "id", "tunniste": "id", "identifier": "id",
    "definition": "definition", "määritelmä": "definition", "selite": "definition", "förklaring": "definition",
    "note": "note", "notes": "note", "comment": "note", "huomautus": "note", "huom": "note", "kommentti": "note",
    "anmärkning": "note", "kommentar": "note", "not": "note",
    "source": "source", "lähde": "source", "källa": "source", "reference": "source",
}  # fmt: skip
_STANDINGS = {
    Standing.PREFERRED: ("preferred", "suositettava", "ensisijainen", "föredragen", "rekommenderad"),
    Standing.ADMITTED: ("admitted", "hyväksyttävä", "sallittu", "tillåten", "godtagen", "synonym", "synonyms", "synonyymi"),
    Standing.FORBIDDEN: ("forbidden", "deprecated", "kielletty", "vältettävä", "förbjuden", "avrådd", "undvik"),
}
_COLUMN = re.compile(r"(?:term[_ :.-]?)?([^\W\d_]+(?:[-_][^\W\d_]{2})?)\s*(?:[(\[/:_-]\s*([^\W\d_]+)\s*[)\]]?)?")
_CODED = re.compile(r".*[(\[]([a-z]{2}(?:[-_][a-z]{2})?)[)\]]", re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|\t)"', re.MULTILINE)
_PARTS = re.compile(r"((?:[^|\\]|\\.)*)(?:\||$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Column:
    language: str
    region: str = ""
    standing: Standing | None = None


# Writing


def write(terms: Iterable[Term], separator: str = "\t") -> bytes:
    """Return terms as a table in UTF-8 with its mark, which spreadsheets need; formulas are guarded by an apostrophe."""
    held = tuple(terms)
    columns = sorted(
        {_Column(one.language, one.region, one.standing) for term in held for one in term.designations}, key=_place
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(["id", *map(_head, columns), *_NOTES])
    for term in held:
        cells = [_cell(term, column) for column in columns]
        writer.writerow([_guarded(one) for one in (term.id, *cells, term.definition, term.note, term.source)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def write_omegat(terms: Iterable[Term], source: str, target: str, country: str = "FI") -> bytes:
    """Return a glossary for OmegaT, in UTF-8: what a text may have, what is agreed for it, and a note.

    A forbidden designation of the source language leads to the agreed one of the target language; none is offered, nor
    what is said in another country only, unless there is nothing else.
    """
    lines = []
    for term in terms:
        usable = term.in_use(target, country)
        agreed = [one for one in usable if one.region in ("", country)] or usable
        about = "; ".join(filter(None, (term.definition, term.note)))
        lines += [_line(one.text, better.text, about) for one in term.named(source) for better in agreed]
    return "".join(lines).encode("utf-8", "replace")


def _line(*cells: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _place(one: _Column) -> tuple[object, ...]:
    order = ("fi", "sv", "en")
    at = order.index(one.language) if one.language in order else len(order)
    standing = (Standing.PREFERRED, Standing.ADMITTED, Standing.FORBIDDEN).index(one.standing or Standing.PREFERRED)
    return at, one.language, standing, one.region


def _head(one: _Column) -> str:
    language = f"{one.language}-{one.region}" if one.region else one.language
    return language if one.standing is Standing.PREFERRED else f"{language} ({one.standing})"


def _cell(term: Term, column: _Column) -> str:
    named = [one for one in term.named(column.language) if (one.region, one.standing) == (column.region, column.standing)]
    return "|".join(one.text.replace("\\", "\\\\").replace("|", "\\|") for one in named)


def _guarded(text: str) -> str:
    return _GUARD.sub(r"\1'", text)


# Reading


def read(content: bytes, name: str, languages: Sequence[str] = ()) -> ReadTerms:
    """Return the terms of a table; `name` is for messages. Rows with nothing to keep are left out and counted.

    `languages` say what the columns are where no head does, as in a glossary of OmegaT: what comes after them is a note.
    Raises BadFile, saying what to do, where no column is understood.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{file} is too large to be a glossary. Nothing was taken from it.", file=name))
    gathering = Gathering(name)
    text = _decoded(content, name, gathering)
    csv.field_size_limit(LARGEST_FILE)
    try:
        rows = _rows(text, _separator(text))
        heads = next(rows, [])
        table = _Table(heads, languages)
        if not table.columns:
            raise BadFile(_no_heads(name))
        start = () if table.has_heads else (heads,)
        _gather(gathering, table, (*start, *rows), 2 if table.has_heads else 1)
    except csv.Error as error:
        raise BadFile(_unreadable(name)) from error
    return gathering.result()


def _gather(gathering: Gathering, table: _Table, rows: Iterable[Sequence[str]], first: int) -> None:
    for number, row in enumerate(rows, first):
        if gathering.is_cut:
            return
        if any(cell.strip() for cell in row):
            gathering.add(table.draft(number, row))


class _Table:
    """What the columns of a table are."""

    def __init__(self, heads: Sequence[str], languages: Sequence[str]) -> None:
        read = [_meant(head) for head in heads]
        if "id" in read:  # ours: a head of three letters is a language there, elsewhere it may be anything
            read = [_meant(head, longest=3) for head in heads]
        named = {place: one for place, one in enumerate(read) if isinstance(one, _Column)}
        self.has_heads = len({one.language for one in named.values()}) > 1 or any(isinstance(one, str) for one in read)
        self.has_heads = self.has_heads and bool(named)
        if self.has_heads:
            self.columns = named
            self._texts = {place: one for place, one in enumerate(read) if isinstance(one, str)}
        else:
            self.columns = {place: _Column(*language_of(code)) for place, code in enumerate(languages)}
            self._texts = {len(languages): "note"}
        self._is_ours = "id" in self._texts.values()
        self._unsaid = Standing.PREFERRED if self._is_ours else None

    def draft(self, number: int, row: Sequence[str]) -> Draft:
        """Return what a row says."""
        draft = Draft(str(number))
        for place, cell in enumerate(row):
            said = _GUARDED.sub(r"\1", cell) if self._is_ours else cell
            column = self.columns.get(place)
            if column is not None:
                standing = column.standing or self._unsaid
                draft.names += [Name(column.language, one, standing, column.region) for one in self._parted(said)]
            elif place in self._texts and said.strip():
                setattr(draft, self._texts[place], said)
        return draft

    def _parted(self, cell: str) -> Iterator[str]:
        if not self._is_ours:
            yield from re.split(r"[|;\n]", cell)
            return
        for one in _PARTS.finditer(cell):
            yield re.sub(r"\\(.)", r"\1", one[1])


def _meant(head: str, longest: int = 2) -> _Column | str | None:
    """What a head names: a column of a language, whose code has at most `longest` letters, or a text about the concept."""
    plain = " ".join(head.replace("\ufeff", " ").split()).casefold().strip(" *:.")
    if plain in _HEADS:
        return _HEADS[plain]
    found = _COLUMN.fullmatch(plain)
    if found is None:
        coded = _CODED.fullmatch(plain)
        return _Column(*language_of(coded[1])) if coded else None
    language, region = _tongue(found[1], longest)
    if not language:
        coded = _CODED.fullmatch(plain)
        return _Column(*language_of(coded[1])) if coded else None
    return _Column(language, region or "", _standing(found[2] or ""))


def _tongue(said: str, longest: int) -> tuple[str, str]:
    if said in _LANGUAGES:
        return _LANGUAGES[said], ""
    code, country = language_of(said)
    return (code, country) if len(re.split("[-_]", said)[0]) <= longest else ("", "")


def _standing(said: str) -> Standing | None:
    return next((one for one, words in _STANDINGS.items() if said in words), None)


def _decoded(content: bytes, name: str, gathering: Gathering) -> str:
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig"]
    zeros = (content[:2_000:2].count(0), content[1:2_000:2].count(0))
    if max(zeros) > 10 + min(zeros) * 2:  # UTF-16 without its mark
        encodings.insert(0, "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise BadFile(_unreadable(name))
    gathering.remarks.append(
        Message("The letters of {file} are not UTF-8; they were read as a Windows program writes them.", file=name)
    )
    return text


def _separator(text: str) -> str:
    """The separator with which the first line has the most heads that are known, and then the most cells."""

    def known(separator: str) -> tuple[int, int]:
        heads = next(_rows(text, separator), [])
        return sum(_meant(head) is not None for head in heads), len(heads)

    return max(_SEPARATORS, key=known)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    # In OmegaT's glossaries a quotation mark is only that.
    is_quoted = separator != "\t" or (_QUOTED.search(text) is not None and text.count('"') % 2 == 0)
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)
    for at, row in enumerate(rows):
        if at > MOST_TERMS + 1:
            return
        yield row[:_MOST_COLUMNS]


def _no_heads(name: str) -> Message:
    return Message(
        "{file}: no column is named after a language (such as “fi”, “sv” and “en”). Name the columns in the first row. "
        "Nothing was taken from it.",
        file=name,
    )


def _unreadable(name: str) -> Message:
    return Message("{file} is no table that can be read. Nothing was taken from it.", file=name)
