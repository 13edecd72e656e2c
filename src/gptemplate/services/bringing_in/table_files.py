"""A table as drafts, one a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gptemplate.exchange.tables import ReadRow, read_table
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Template
from gptemplate.services.bringing_in.drafts import Draft, Form, Said
from gptemplate.services.bringing_in.placing import is_id


def drafts(content: bytes, name: str, digest: str, templates: Sequence[Template]) -> Iterator[Draft]:
    """Yield what each row says. Raises BadFile where no column is a field."""
    for row in read_table(content, name, templates):
        yield _draft(row, name, digest)


def _draft(row: ReadRow, name: str, digest: str) -> Draft:
    languages = tuple(dict.fromkeys(key.language for key in row.values if key.language != SHARED))
    return Draft(
        ident=f"{digest}:{row.number}",
        file=name,
        form=Form.TABLE,
        template=row.template,
        languages=languages,
        said=_said(row.values, row.revisions),
        number=row.number,
        practice=row.practice if is_id(row.practice) else "",
        source_language=row.source_language,
        misread=row.misread,
        problems=row.remarks,
    )


def _said(values: Mapping[Key, str], revisions: Mapping[Key, str]) -> dict[Key, Said]:
    return {key: Said(text, revisions.get(key, "")) for key, text in values.items()}
