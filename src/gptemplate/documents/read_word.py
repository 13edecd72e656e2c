"""A Word file that came back, read: which value stands where, what was changed and said, and what stands elsewhere.

Four kinds of file are understood, and mixtures of them: ours with its content controls; ours after LibreOffice, by the
bookmarks of the labels; a house file that was filled in by the program; and any file whose tables or headings have the
labels of a template. What is in no field is returned as a remark, never dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gptemplate.documents import word_package
from gptemplate.documents.word_body import joined_text, moment, read_lines, read_styles
from gptemplate.documents.word_keys import COLLECTION, SOURCE_LANGUAGE, bookmark_name, source_name
from gptemplate.documents.word_known import Known
from gptemplate.documents.word_package import Package, attribute, children, local
from gptemplate.documents.word_reading import Reading, Tracked, comment_keys
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model import text as texts
from gptemplate.model import values as value_rules
from gptemplate.model.outline import printed_lines
from gptemplate.model.states import Key
from gptemplate.model.template import Field, Kind, Template

__all__ = ["Comment", "ReadWord", "Remark", "Tracked", "read_word", "untouched"]


@dataclass(frozen=True, slots=True)
class Remark:
    """Text that stands in no field. `near` is the field it stands beside or after, or None; `place` where in the file.

    `place`: "body", "header", "footer", "footnote", "endnote", "text box" or "hint" (an unknown hint of a control).
    """

    text: str
    near: Key | None = None
    place: str = "body"


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reader wrote in the margin; `key` is the field it is anchored to, `quoted` the text it is about."""

    author: str
    time: datetime | None
    text: str
    key: Key | None = None
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """What a Word file says.

    `values` are texts as the file shows them, with all tracked changes accepted: paragraphs on lines, list items after
    "– ", labels for ids, parts of a place as "label: value" where each has its own control. A value that is "" was
    asked for and not written. `originals` are the texts before the tracked changes, where there are any. `revisions`
    are the first 12 digits of the revision that a value was written from. `languages` are those with values.
    `practice_begins` are the first 8 digits of the practice's id, which a house file has when it has no `practice`.
    Of a file for a translator, `source_language` is the language that it is translated from, and `sources` are the first
    12 digits of the revisions of the texts in it.
    """

    practice: str | None
    template: str | None
    version: int | None
    languages: tuple[str, ...]
    values: Mapping[Key, str] = field(default_factory=dict)
    originals: Mapping[Key, str] = field(default_factory=dict)
    revisions: Mapping[Key, str] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    comments: tuple[Comment, ...] = ()
    tracked: tuple[Tracked, ...] = ()
    practice_begins: str = ""
    source_language: str = ""
    sources: Mapping[Key, str] = field(default_factory=dict)


def read_word(content: bytes, templates: Sequence[Template], name: str = "Word") -> ReadWord:
    """Return what a Word file says. `templates` give the labels to look for; `name` is the file's, for messages.

    Raises BadFile when it is no Word file, or one made to do harm.
    """
    package = Package(content, name)
    root = package.tree("word/document.xml")
    if root is None:
        raise word_package.not_word(name)
    styles = read_styles(package)
    reading = Reading(Known(templates), read_lines(root, styles, "body"), _properties(package))
    if COLLECTION in reading.properties:
        raise BadFile(
            Message(
                "{file} is a book of several practices, which cannot be brought back. Export each practice as a Word document"
                " of its own for that. Nothing was taken from it.",
                file=name,
            )
        )
    reading.read()
    for part, place in _other_parts(package):
        tree = package.tree(part)
        if tree is not None:
            reading.lines.extend(read_lines(tree, styles, place))
    template, version = reading.template()
    return ReadWord(
        practice=reading.properties.get("gp_practice") or None,
        template=template,
        version=version,
        languages=reading.languages(),
        values=reading.values,
        originals=reading.originals,
        revisions=reading.revisions,
        remarks=tuple(Remark(*one) for one in reading.remarks()),
        comments=tuple(_comments(package, reading)),
        tracked=tuple(reading.tracked()),
        practice_begins=reading.practice_begins,
        source_language=reading.properties.get(SOURCE_LANGUAGE, ""),
        sources=dict(_sources(reading)),
    )


def untouched(one: Field, language: str, kept: str) -> str:
    """Return how a kept value reads when it comes back as it went out, in a language of the document.

    A returned value that equals it was not changed, whatever its lists and empty lines looked like.
    """
    if one.kind is Kind.PLACE:
        return value_rules.place_name(one, kept, language)
    if not one.is_written:
        return value_rules.show(one, kept, language)
    return "\n".join(printed_lines(texts.clean(kept)))


def _sources(reading: Reading) -> Iterator[tuple[Key, str]]:
    named = ((key, source_name(bookmark_name(key))) for key in reading.values)
    return ((key, reading.properties[name]) for key, name in named if name in reading.properties)


def _properties(package: Package) -> dict[str, str]:
    tree = package.tree("docProps/custom.xml")
    return {attribute(one, "name"): "".join(one.itertext()).strip() for one in children(tree)}


def _other_parts(package: Package) -> Iterator[tuple[str, str]]:
    for place in ("header", "footer", "footnote", "endnote"):
        yield from ((part, place) for part in package.names(f"word/{place}"))


def _comments(package: Package, reading: Reading) -> Iterator[Comment]:
    tree = package.tree("word/comments.xml")
    if tree is None:
        return
    keys = comment_keys(reading)
    styles = read_styles(package)
    for one in tree:
        if local(one.tag) == "comment":
            key, quoted = keys.get(attribute(one, "id"), (None, ""))
            text = joined_text(read_lines(one, styles, "comment")).strip()
            yield Comment(attribute(one, "author"), moment(one), text, key, quoted)
