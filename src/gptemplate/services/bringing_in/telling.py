"""What a file would bring, in one sentence: "12 fields, 2 over their limit, 1 not understood"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gptemplate.i18n import N_, Message, Translator
from gptemplate.model.merge import Outcome
from gptemplate.services.bringing_in.drafts import NoteKind
from gptemplate.services.bringing_in.meeting import Brought

NOTE_NAMES = {
    NoteKind.REMARK: N_("Outside the fields"),
    NoteKind.COMMENT: N_("A comment"),
    NoteKind.TRACKED: N_("Tracked change"),
    NoteKind.MISREAD: N_("Not understood"),
}
"""What a note is called."""


def sentence(tr: Translator, one: Brought) -> str:
    """Return how many fields a file has, and what is wrong with how many of them."""
    return ", ".join(tr(part) for part in figures(one))


def figures(one: Brought) -> Iterator[Message]:
    """Yield the parts of the sentence; what there is none of is left out."""
    yield Message("{n} field", "{n} fields", n=one.fields)
    if one.over:
        yield Message("{n} over its limit", "{n} over their limit", n=len(one.over))
    if one.misread:
        yield Message("{n} not understood", "{n} not understood", n=len(one.misread))


def outcomes(one: Brought) -> Iterator[Message]:
    """Yield what would become of the fields, and what else the file says; what there is none of is left out."""
    taken, same, both = (one.count(each) for each in (Outcome.TAKEN, Outcome.UNCHANGED, Outcome.CONFLICT))
    if taken:
        yield Message("{n} changed", "{n} changed", n=taken)
    if same:
        yield Message("{n} unchanged", "{n} unchanged", n=same)
    if both:
        yield Message("{n} written in both places", "{n} written in both places", n=both)
    if n := len(one.untranslated):
        yield Message("{n} not translated yet", "{n} not translated yet", n=n)
    noted = Counter(note.kind for note in one.notes)
    if n := noted[NoteKind.REMARK]:
        yield Message("{n} text outside the fields", "{n} texts outside the fields", n=n)
    if n := noted[NoteKind.COMMENT]:
        yield Message("{n} comment", "{n} comments", n=n)
    if n := noted[NoteKind.TRACKED]:
        yield Message("{n} tracked change", "{n} tracked changes", n=n)
