"""An XLIFF file that a translator returns, as drafts: one for each practice in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gptemplate.errors import BadFile
from gptemplate.i18n import Message
from gptemplate.model.handoff import Returned
from gptemplate.model.states import Key
from gptemplate.model.template import Labels, Template
from gptemplate.services.bringing_in.drafts import Draft, Form, Note, NoteKind, Said, Sent
from gptemplate.translation.xliff import ReadXliff
from gptemplate.translation.xliff_reading import read


def drafts(content: bytes, name: str, digest: str, templates: Sequence[Template], *, only_touched: bool = False) -> list[Draft]:
    """Return what a file says of each practice; with `only_touched`, only where something was translated in it.

    Raises BadFile where it has no text of ours, or cannot be read.
    """
    found = read(content, name)
    if not found.passages:
        raise BadFile(Message("{file} has no text of a practice. Nothing was taken from it.", file=name))
    codes = tuple(dict.fromkeys(code for one in templates for code in one.codes))
    found = replace(found, source_language=_code(found.source_language, codes))
    _check_language(found, codes, name)
    by_practice: dict[str, list[Returned]] = {}
    for one in (replace(each, key=Key(each.key.field, _code(each.key.language, codes))) for each in found.passages):
        by_practice.setdefault(one.practice, []).append(one)
    made = [
        _draft(found, practice, passages, f"{digest}:{practice}", name, templates)
        for practice, passages in by_practice.items()
        if not only_touched or any(one.is_touched for one in passages)
    ]
    if made and found.strange:
        made[0] = _with(made[0], _strange(found))
    return [one for one in made if one.says_something]


def _check_language(found: ReadXliff, codes: Sequence[str], name: str) -> None:
    """A file that says to be in another language than the one it was made for holds who knows which. Raises BadFile."""
    said = _code(found.target_language, codes)
    wanted = dict.fromkeys(_code(one.key.language, codes) for one in found.passages)
    if said and said not in wanted:
        raise BadFile(
            Message(
                "{file} says that it is a translation into “{language}”, but it was made for one into “{wanted}”. Nothing was"
                " taken from it.",
                file=name,
                language=said[:12],
                wanted=", ".join(wanted)[:40],
            )
        )


def _draft(
    found: ReadXliff, practice: str, passages: Sequence[Returned], ident: str, name: str, templates: Sequence[Template]
) -> Draft:
    said: dict[Key, Said] = {}
    notes: list[Note] = []
    for one in passages:
        notes.extend(Note(NoteKind.COMMENT, text, one.key, quoted=one.source) for text in one.remarks)
        if not one.is_translated:
            continue
        if one.key not in said:
            sent = Sent(found.source_language, one.source_revision, one.source)
            said[one.key] = Said(one.target, one.target_revision, sent)
        elif said[one.key].text != one.target:
            notes.append(Note(NoteKind.REMARK, one.target, one.key))
    partly = (one for one in passages if one.is_partial and one.is_translated)
    return Draft(
        ident=ident,
        file=name,
        form=Form.XLIFF,
        template=found.template,
        languages=tuple(dict.fromkeys(key.language for key in said)),
        said=said,
        practice=practice,
        source_language=found.source_language,
        notes=tuple(notes),
        problems=tuple(_partial(templates, one.key) for one in partly),
        untranslated=tuple(dict.fromkeys(one.key for one in passages if one.key not in said)),
        is_returned=True,
    )


def _code(language: str, codes: Sequence[str]) -> str:
    """The language of a form that a program called by a longer name: "sv-SE" is "sv"."""
    small = language.casefold()
    likely = [code for code in codes if small == code.casefold() or small.startswith(f"{code.casefold()}-")]
    return max(likely, key=len, default=language)


def _partial(templates: Sequence[Template], key: Key) -> Message:
    labels: Labels = next((one.fields[key.field].labels for one in templates if key.field in one.fields), {"en": key.field})
    return Message("“{field}”: only a part of the text is translated.", field=labels)


def _strange(found: ReadXliff) -> Iterator[Note]:
    """Translations of texts that are not ours are kept, never dropped."""
    return (Note(NoteKind.REMARK, f"{source} → {target}") for source, target in found.strange)


def _with(draft: Draft, notes: Iterator[Note]) -> Draft:
    return replace(draft, notes=(*draft.notes, *notes))
