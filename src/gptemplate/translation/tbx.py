"""Terms as TBX: written as version 3 (ISO 30042:2019, dialect TBX-Basic), read in both its styles and as the older MARTIF.

The old way of writing it is there too: many programs read only that.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.translation.term_drafts import (
    LARGEST_FILE,
    LONGEST_TEXT,
    Draft,
    Gathering,
    Name,
    ReadTerms,
    country_of,
    language_of,
)

_XML = "{http://www.w3.org/XML/1998/namespace}"
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("{*}termSec", "{*}tig", "{*}ntig")
_CATEGORIES = frozenset((
    "term", "definition", "source", "note", "administrativeStatus", "normativeAuthorization", "geographicalUsage",
))  # fmt: skip
_STATUSES = {
    Standing.PREFERRED: "preferredTerm-admn-sts",
    Standing.ADMITTED: "admittedTerm-admn-sts",
    Standing.FORBIDDEN: "deprecatedTerm-admn-sts",
}
_FORBIDDEN = re.compile(r"deprecat|supersed|forbid|obsolete|not.?recommend|do.?not.?use|reject|prohibit", re.IGNORECASE)
_ADMITTED = re.compile(r"admit|allow|accept", re.IGNORECASE)


def write(terms: Iterable[Term], title: str = "", *, old: bool = False) -> bytes:
    """Return terms as a TBX file, of version 3 or, with `old`, of version 2 (MARTIF). Authors are not named in it."""
    from lxml import etree

    root = _tree(etree, _OLD if old else _NEW, terms, title)
    etree.indent(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def read(content: bytes, name: str) -> ReadTerms:
    """Return the terms of a TBX file; `name` is for messages. Entries with nothing to keep are left out and counted.

    Raises BadFile where it is no TBX, is broken, too large, or defines entities of its own.
    """
    if len(content) > LARGEST_FILE:
        raise BadFile(Message("{file} is too large to be a glossary. Nothing was taken from it.", file=name))
    from lxml import etree

    gathering = Gathering(name)
    try:
        for entry in _entries(etree, content, name):
            gathering.add(_draft(entry))
            if gathering.is_cut:
                break
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise BadFile(_unreadable(name)) from error
    return gathering.result()


def is_tbx(content: bytes) -> bool:
    """Return whether a file looks like TBX, by its beginning."""
    head = content[:4_000].replace(b"\x00", b"")
    return re.search(rb"<(?:\w+:)?(?:tbx|martif|TBX)\b", head) is not None


# Writing


@dataclass(frozen=True, slots=True)
class _Names:
    """What a version calls its elements."""

    root: str
    header: str
    entry: str
    language: str
    term: str
    space: str = ""


_NEW = _Names("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", "urn:iso:std:iso:30042:ed-2")
_OLD = _Names("martif", "martifHeader", "termEntry", "langSet", "tig")


def _tree(etree: Any, names: _Names, terms: Iterable[Term], title: str) -> Any:
    attributes = {"type": "TBX-Basic", f"{_XML}lang": "en"} | ({"style": "dca"} if names is _NEW else {})
    root = etree.Element(_tag(names.root, names.space), attributes, nsmap={None: names.space} if names.space else None)
    header = _under(etree, root, names.header)
    _file_description(etree, header, title)
    _under(etree, _under(etree, header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs", type="XCSURI")
    body = _under(etree, _under(etree, root, "text"), "body")
    for term in terms:
        entry = _under(etree, body, names.entry, id=f"c{term.id}")
        _about(etree, entry, term)
        for language in dict.fromkeys(one.language for one in term.designations):
            section = _under(etree, entry, names.language)
            section.set(f"{_XML}lang", language)
            for one in term.named(language):
                _designation(etree, _under(etree, section, names.term), one)
    return root


def _designation(etree: Any, held: Any, one: Designation) -> None:
    _under(etree, held, "term", one.text)
    _under(etree, held, "termNote", _STATUSES[one.standing], type="administrativeStatus")
    if one.region:
        _under(etree, held, "termNote", one.region, type="geographicalUsage")


def _file_description(etree: Any, header: Any, title: str) -> None:
    description = _under(etree, header, "fileDesc")
    if title:
        _under(etree, _under(etree, description, "titleStmt"), "title", title)
    _under(etree, _under(etree, description, "sourceDesc"), "p", "gptemplate")


def _about(etree: Any, entry: Any, term: Term) -> None:
    if term.definition:
        _under(etree, entry, "descrip", term.definition, type="definition")
    if term.source:
        _under(etree, entry, "admin", term.source, type="source")
    if term.note:
        _under(etree, entry, "note", term.note)


def _under(etree: Any, parent: Any, name: str, text: str | None = None, /, **attributes: str) -> Any:
    made = etree.SubElement(parent, _tag(name, etree.QName(parent).namespace), attributes)
    made.text = text
    return made


def _tag(name: str, space: str | None) -> str:
    return f"{{{space}}}{name}" if space else name


# Reading


def _entries(etree: Any, content: bytes, name: str) -> Iterator[Any]:
    """Yield each entry; it is emptied afterwards, so that a long file takes little memory."""
    held = etree.iterparse(
        io.BytesIO(content), events=("start", "end"),
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    _event, root = next(iter(held))
    if _local(root) not in ("tbx", "martif", "TBX"):
        raise BadFile(Message("{file} is not a glossary in TBX. Nothing was taken from it.", file=name))
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _entity in declared.iterentities()):
        raise BadFile(_unreadable(name))
    for event, element in held:
        if event == "end" and _local(element) in _ENTRIES:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


@dataclass(slots=True)
class _Said:
    """What one part of an entry says: each text under the name of its element, or the type that the element has."""

    texts: dict[str, list[str]] = field(default_factory=dict)

    def take(self, element: Any) -> None:
        for one in element.iter("*"):
            kind = one.get("type") or _local(one)
            if kind in _CATEGORIES or _local(one) in _CATEGORIES:
                self.texts.setdefault(kind if kind in _CATEGORIES else _local(one), []).append(_text(one))

    def first(self, kind: str) -> str:
        return next(filter(None, self.texts.get(kind, ())), "")

    def every(self, kind: str) -> list[str]:
        return [one for one in self.texts.get(kind, ()) if one]


def _draft(entry: Any) -> Draft:
    draft = Draft(entry.get("id", ""), entry.get("id", ""))
    about, english, elsewhere = _Said(), _Said(), _Said()
    sections = [one for one in entry if _local(one) in _LANGUAGES]
    for one in entry:
        if _local(one) not in _LANGUAGES:
            about.take(one)
    tags = [language_of(one.get(f"{_XML}lang") or one.get("lang") or "") for one in sections]
    for section, (language, country) in zip(sections, tags, strict=True):
        # A tag “sv-SE” says little, unless the same concept has “sv-FI” beside it.
        several = len({each for each in tags if each[0] == language}) > 1
        (english if language == "en" else elsewhere).take(section)
        for held in section.iter(*_TERMS):
            draft.names.append(_name(held, language, country if several else ""))
    # What is said of the concept; where nothing is, what is said in English, and else in any language.
    places = (about, english, elsewhere)
    draft.definition = next(filter(None, (one.first("definition") for one in places)), "")
    draft.source = next(filter(None, (one.first("source") for one in places)), "")
    draft.note = "\n".join(dict.fromkeys(next(filter(None, (one.every("note") for one in places)), ())))
    draft.where = draft.where or (draft.names[0].text if draft.names else "?")
    return draft


def _name(held: Any, language: str, country: str) -> Name:
    said = _Said()
    said.take(held)
    status = " ".join((said.first("administrativeStatus"), said.first("normativeAuthorization")))
    region = country_of(said.first("geographicalUsage")) or country
    return Name(language, said.first("term"), _standing(status), region)


def _standing(status: str) -> Standing | None:
    if _FORBIDDEN.search(status):
        return Standing.FORBIDDEN
    if _ADMITTED.search(status):
        return Standing.ADMITTED
    return Standing.PREFERRED if "preferred" in status.casefold() else None


def _text(element: Any) -> str:
    return "".join(element.itertext())[: LONGEST_TEXT + 1].strip()


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _unreadable(name: str) -> Message:
    return Message("{file} is no TBX that can be read. Nothing was taken from it.", file=name)
