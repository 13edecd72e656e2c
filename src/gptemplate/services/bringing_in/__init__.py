"""The one way in: whatever comes from outside becomes incoming values, meets what is here, and is one step to undo.

Files are recognised by content (`recognising`) and become drafts (`word_files`, `pdf_forms`, `table_files`), which find
their practice (`placing`) and meet it (`meeting`, `draft_values`); a practice file meets the practice it names
(`practice_files`). `look` does all of it and keeps nothing; `bring_in` does the same and keeps it (`taking`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gptemplate import resources
from gptemplate.exchange import practice_file
from gptemplate.exchange.practice_file import Known
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.checks.dismissals import dismissals_of
from gptemplate.model.practice import Practice
from gptemplate.model.revisions import before
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Draft, Form, Item, Note, NoteKind
from gptemplate.services.bringing_in.meeting import Brought, Misread
from gptemplate.services.bringing_in.placing import NEW, Candidate
from gptemplate.services.bringing_in.recognising import SUFFIXES, read_files
from gptemplate.services.bringing_in.taking import Choices, Look, Preferred, bring_in, look

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.work import Work

__all__ = [
    "NEW",
    "SUFFIXES",
    "Brought",
    "Candidate",
    "Choices",
    "Draft",
    "Form",
    "Item",
    "Look",
    "Misread",
    "Note",
    "NoteKind",
    "Preferred",
    "bring_in",
    "carried",
    "look",
    "read_files",
    "sample_files",
]


def sample_files() -> list[Path]:
    """Return the sample practices, which are brought in like any other file."""
    return sorted(resources.path("samples").glob("*.toml"))


def carried(library: Library, practice_id: str, *, attachments: bool = True) -> dict[str, Any]:
    """Return a practice as the plain data of a practice file, with comments and what was dismissed as no fault."""
    with library.reading() as work:
        practice = work.practice(practice_id)
        template = work.template(practice.template_id)
        contents: dict[str, bytes] = {}
        for one, language in template.registers() if attachments else ():
            for ident in values.attachments_of(one, language, practice.text(one.id, language)):
                content = work.attachment(ident)
                if content is not None:
                    contents[ident] = content
        dismissed, earlier = dismissals_of(practice).values(), _before(work, template, practice)
        return practice_file.write(template, practice, contents, work.comments(practice_id), dismissed, earlier)


def _before(work: Work, template: Template, practice: Practice) -> dict[Key, list[Known]]:
    """The revisions before each value's own, newest first."""
    keys = (Key(one.id, language) for one, language in template.registers())
    heads = {key: head for key in keys if (head := practice.value(*key).head)}
    return {
        key: [Known(one.id, texts.digest(one.text)) for one in before(work.history(practice.id, key), head)]
        for key, head in heads.items()
    }
