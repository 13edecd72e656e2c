"""A Word file as a draft: its values, what readers said in the margin, and the text that stands in no field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from gptemplate.documents.read_word import ReadWord, Tracked, read_word
from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Draft, Form, Note, NoteKind, Said, Sent
from gptemplate.services.bringing_in.placing import is_id


def draft(content: bytes, name: str, digest: str, templates: Sequence[Template]) -> Draft:
    """Return what a Word file says. Raises BadFile where it has no field of any form."""
    read = read_word(content, templates, name)
    if read.template is None or not read.values:
        raise BadFile(
            Message(
                "{file} has no field of a form that is known here, as a control or a label. Nothing was taken from it.",
                file=name,
            )
        )
    said = {key: Said(text, read.revisions.get(key, ""), _sent(read, key)) for key, text in read.values.items()}
    empty = {key for key, one in said.items() if one.sent is not None and not one.text.strip()}
    return Draft(
        ident=digest,
        file=name,
        form=Form.WORD,
        template=read.template,
        languages=read.languages,
        said={key: one for key, one in said.items() if key not in empty},
        practice=read.practice if read.practice and is_id(read.practice) else "",
        practice_begins=read.practice_begins,
        notes=tuple(_notes(read)),
        source_language=read.source_language,
        untranslated=tuple(key for key in said if key in empty and key in read.sources),
        is_returned=bool(read.source_language),
    )


def _sent(read: ReadWord, key: Key) -> Sent | None:
    """What a translator was handed; None where the file is not from one."""
    return Sent(read.source_language, read.sources.get(key, "")) if read.source_language else None


def _notes(read: ReadWord) -> Iterator[Note]:
    for one in read.comments:
        if one.text.strip():
            yield Note(NoteKind.COMMENT, one.text.strip(), one.key, one.author, milliseconds(one.time), one.quoted)
    yield from _joined(_tracked(one) for one in read.tracked if one.inserted.strip() or one.deleted.strip())
    for remark in read.remarks:
        yield Note(NoteKind.REMARK, remark.text, remark.near)


def _tracked(one: Tracked) -> Note:
    return Note(
        NoteKind.TRACKED, "", one.key, one.author, milliseconds(one.time), inserted=one.inserted, deleted=one.deleted
    )  # fmt: skip


def _joined(notes: Iterator[Note]) -> Iterator[Note]:
    """What one person took out and put in at one place is one change."""
    held: Note | None = None
    for note in notes:
        if held and (held.key, held.author) == (note.key, note.author) and held.deleted and not held.inserted and note.inserted:
            yield replace(held, inserted=note.inserted)
            held = None
            continue
        if held:
            yield held
        held = note
    if held:
        yield held


def milliseconds(moment: datetime | None) -> int:
    """Return a moment as milliseconds since 1970, 0 for none or one that no clock of ours has had."""
    try:
        return max(0, int(moment.timestamp() * 1000)) if moment else 0
    except (OverflowError, OSError, ValueError):
        return 0
