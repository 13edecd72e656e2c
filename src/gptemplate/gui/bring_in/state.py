"""What the preview of a file says: where it goes, in one sentence what it brings, and every detail on demand. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gptemplate.errors import UserError
from gptemplate.i18n import N_, Message, Translator
from gptemplate.model import diff, values
from gptemplate.model import text as texts
from gptemplate.model.diff import Change, Piece
from gptemplate.model.journal import Splice
from gptemplate.model.merge import Merged, Outcome
from gptemplate.model.states import SHARED, Key
from gptemplate.services.bringing_in import NEW, Brought, Form, Look, Note, NoteKind
from gptemplate.services.bringing_in.telling import outcomes, sentence

MOST_CARDS = 60  # a table may have a thousand rows; those that need a look come first then
MOST_DETAILS = 60  # of one kind
MOST_WORDS = 3_000  # of two texts that are compared word by word
LONGEST = 600  # characters of one piece that are shown
LONGEST_TITLE = 140  # characters
BEGINNING = 240  # characters of a text that is new as a whole

ICONS = {
    Form.PRACTICE: "file-text",
    Form.WORD: "file-text",
    Form.PDF: "file-text",
    Form.TABLE: "table",
    Form.XLIFF: "languages",
}
_PARTS = (
    (NoteKind.COMMENT, N_("Comments: kept at their fields")),
    (NoteKind.TRACKED, N_("Tracked changes: taken, and kept as comments")),
    (NoteKind.REMARK, N_("Text outside the fields: kept as comments on the practice")),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that a file says: what it is about, what to know of it, and the words.

    `key` is the value of a conflict in which a person may choose the text of the file, `is_chosen` whether they did.
    """

    about: str
    remark: str = ""
    pieces: tuple[Piece, ...] = ()
    is_odd: bool = False
    key: Key | None = None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Details of one kind, below a heading; `more` are left out."""

    heading: str
    details: tuple[Detail, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """A practice that a file may belong to."""

    practice: str
    word: str


def is_plain(look: Look) -> bool:
    """Return whether there is nothing to ask or show: practice files that go in as they are."""
    return not look.errors and all(one.is_plain for one in look.brought)


def needs_a_look(one: Brought) -> bool:
    """Return whether a person should see the details of a file."""
    return bool(one.misread or one.over or one.problems or one.candidates or one.notes or one.count(Outcome.CONFLICT))


def in_order(look: Look) -> tuple[list[Brought], int]:
    """Return what is shown, in the order of the files, and how many are left out; those that need a look are not."""
    shown = list(look.brought)
    if len(shown) <= MOST_CARDS:
        return shown, 0
    first = sorted(shown, key=lambda one: not needs_a_look(one))[:MOST_CARDS]
    kept = {id(one) for one in first}
    return [one for one in shown if id(one) in kept], len(shown) - len(first)


def name(tr: Translator, one: Brought) -> str:
    """Return what a card is called: the file, and the row of a table."""
    return tr(N_("{file}, row {n}"), file=one.file, n=one.number) if one.number else one.file


def target(tr: Translator, one: Brought) -> str:
    """Return which practice a file goes to."""
    title = _line(one.title) or tr(N_("Untitled practice"))
    if one.is_new:
        return tr(N_("Becomes a new practice: {title}"), title=title)
    if one.was_in_bin:
        return tr(N_("Belongs to: {title}. It is taken out of the bin."), title=title)
    return tr(N_("Belongs to: {title}"), title=title)


def options(tr: Translator, one: Brought) -> list[Option]:
    """Return the practices to choose from; none where it is known where the file goes."""
    if not one.candidates:
        return []
    own = Option(NEW, tr(N_("A new practice")))
    return [own, *(Option(each.practice, _line(each.title)) for each in one.candidates)]


def figures(tr: Translator, one: Brought) -> str:
    """Return the sentence: "12 fields, 2 over their limit, 1 not understood"."""
    return sentence(tr, one)


def became(tr: Translator, one: Brought) -> str:
    """Return what would become of the fields, and what else there is."""
    return ", ".join(tr(part) for part in outcomes(one))


def total(tr: Translator, look: Look) -> str:
    """Return what all files come to."""
    practices = len({one.practice for one in look.brought})
    if not practices:
        return tr(N_("Nothing can be brought in."))
    parts = [
        tr.plural("{n} practice", "{n} practices", practices),
        tr.plural("{n} text changed", "{n} texts changed", sum(each.is_taken for one in look.brought for each in one.merged)),
    ]
    if look.errors:
        parts.append(tr.plural("{n} file cannot be read", "{n} files cannot be read", len(look.errors)))
    return " · ".join(parts)


def heading(tr: Translator, look: Look) -> str:
    """Return the title of the preview."""
    files = len({one.file for one in look.brought}) + len(look.errors)
    return tr.plural("What {n} file brings", "What {n} files bring", files)


def refusals(tr: Translator, errors: Iterable[UserError]) -> list[str]:
    """Return why files cannot be read, a sentence each."""
    return [tr(error.message) for error in errors]


def parts(tr: Translator, one: Brought) -> list[Part]:
    """Return the details of a file, what needs a look first."""
    found = [
        _part(tr(N_("Not understood: kept as comments at their fields")), _misread(tr, one)),
        _part(
            tr(N_("Written in both places: both texts are kept, you choose here or in the history")),
            _met(tr, one, Outcome.CONFLICT),
        ),
        _part(tr(N_("New") if one.is_new else N_("What changes")), _met(tr, one, Outcome.TAKEN)),
        _part(tr(N_("Unchanged, and over their limit")), _still_over(tr, one)),
        _part(tr(N_("Not translated yet")), (Detail(_label(tr, one, key)) for key in one.untranslated)),
        *(_part(tr(words), _notes(tr, one, kind)) for kind, words in _PARTS),
        _part(tr(N_("Also")), (Detail("", tr(problem), is_odd=True) for problem in one.problems)),
    ]
    return [part for part in found if part.details]


def spoken(tr: Translator, detail: Detail) -> str:
    """Return a detail as a screen reader says it: what was removed and added by name, not by look."""
    names = {Change.REMOVED: tr(N_("removed")), Change.ADDED: tr(N_("added"))}
    marked = [f"{names[one.change]}: {one.text.strip()}" for one in detail.pieces if one.change in names and one.text.strip()]
    words = "; ".join(marked) or "".join(one.text for one in detail.pieces)
    return ". ".join(part for part in (detail.about, detail.remark, words) if part)


def _part(words: str, details: Iterable[Detail]) -> Part:
    held = tuple(details)
    return Part(words, held[:MOST_DETAILS], max(0, len(held) - MOST_DETAILS))


def _misread(tr: Translator, one: Brought) -> Iterator[Detail]:
    for each in one.misread:
        reason = each.reason.values.get("reason", each.reason) if each.reason else ""
        remark = tr(reason) if isinstance(reason, Message) else str(reason)
        yield Detail(_label(tr, one, each.key), remark[:1].upper() + remark[1:], _beginning(each.text), is_odd=True)


def _met(tr: Translator, one: Brought, outcome: Outcome) -> Iterator[Detail]:
    for each in one.merged:
        if each.outcome is outcome and (each.incoming.text or each.here):
            remark = _over(tr, one, each)
            if outcome is Outcome.TAKEN and not each.incoming.text:
                remark = tr(N_("Cleared in the file; what was here stays in the history."))
            key = each.incoming.key if outcome is Outcome.CONFLICT and one.ident else None
            pieces = _difference(_shown(tr, one, each))
            yield Detail(_label(tr, one, each.incoming.key), remark, pieces, bool(remark), key, each.chosen)


def _still_over(tr: Translator, one: Brought) -> Iterator[Detail]:
    for each in one.merged:
        if each.incoming.key in one.over and each.outcome is Outcome.UNCHANGED:
            yield Detail(_label(tr, one, each.incoming.key), _over(tr, one, each), is_odd=True)


def _over(tr: Translator, one: Brought, each: Merged) -> str:
    key = each.incoming.key
    if key not in one.over or one.template is None:
        return ""
    limit = one.template.fields[key.field].limit.of(key.language)
    return tr(N_("{n} characters, the limit is {limit}."), n=texts.length(each.incoming.text), limit=limit)


def _notes(tr: Translator, one: Brought, kind: NoteKind) -> Iterator[Detail]:
    for note in one.notes:
        if note.kind is kind:
            about = _label(tr, one, note.key) if note.key else tr(N_("The whole practice"))
            yield Detail(about if kind is not NoteKind.REMARK else "", note.author, _said(note))


def _said(note: Note) -> tuple[Piece, ...]:
    if note.kind is not NoteKind.TRACKED:
        return _beginning(note.text)
    pieces = (Piece(Change.REMOVED, note.deleted), Piece(Change.ADDED, note.inserted))
    return tuple(_cut(piece) for piece in pieces if piece.text)


def _label(tr: Translator, one: Brought, key: Key) -> str:
    field = one.template.fields.get(key.field) if one.template else None
    label = field.label(tr.language) if field else key.field
    return label if key.language == SHARED else f"{label} ({key.language.upper()})"


def _shown(tr: Translator, one: Brought, each: Merged) -> tuple[str, str]:
    """The texts before and after as people read them."""
    key = each.incoming.key
    field = one.template.fields.get(key.field) if one.template else None
    if field is None:
        return each.here, each.incoming.text
    language = tr.language if key.language == SHARED else key.language
    return values.show(field, each.here, language), values.show(field, each.incoming.text, language)


def _difference(shown: tuple[str, str]) -> tuple[Piece, ...]:
    before, after = shown
    if not before.strip():
        return _beginning(after)
    if texts.words(before) + texts.words(after) > MOST_WORDS:
        return tuple(map(_cut, diff.shortened(_coarse(before, after))))
    return tuple(map(_cut, diff.shortened(diff.words(before, after))))


def _coarse(before: str, after: str) -> list[Piece]:
    """The difference of long texts as one: comparing them word by word takes too long."""
    splice = Splice.between(before, after)
    pieces = (
        Piece(Change.SAME, before[: splice.at]),
        Piece(Change.REMOVED, splice.removed),
        Piece(Change.ADDED, splice.added),
        Piece(Change.SAME, before[splice.at + len(splice.removed) :]),
    )
    return [piece for piece in pieces if piece.text]


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rstrip()}…"


def _beginning(text: str) -> tuple[Piece, ...]:
    shown = text if len(text) <= BEGINNING else f"{text[:BEGINNING].rpartition(' ')[0] or text[:BEGINNING]} …"
    return (Piece(Change.SAME, shown),)


def _cut(piece: Piece) -> Piece:
    return piece if len(piece.text) <= LONGEST else replace(piece, text=f"{piece.text[:LONGEST].rstrip()} …")
