"""Practices as one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gptemplate.errors import StoreError, UserError
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.services.exporting import gathering
from gptemplate.services.exporting.order import Exported, Format

if TYPE_CHECKING:
    from gptemplate.store.library import Library


Row = tuple[Template, Practice]


def write_table(rows: Sequence[Row], kind: Format, language: str) -> bytes:
    """Return a table with a row for each practice, as XLSX or CSV; `language` is that of its heads."""
    from gptemplate.exchange.tables import write_csv, write_xlsx

    return write_xlsx(rows, language) if kind is Format.XLSX else write_csv(rows, language)


def read(library: Library, practices: Sequence[str]) -> tuple[list[Row], list[Exported]]:
    """Return the practices that can be read, with their templates, and what is to be told of the others."""
    found: list[Row] = []
    refused: list[Exported] = []
    for practice_id in practices:
        try:
            with library.reading() as work:
                practice = work.practice(practice_id)
                found.append((work.template(practice.template_id), practice))
        except StoreError:
            raise
        except UserError as error:
            refused.append(gathering.refused(practice_id, gathering.title_of(library, practice_id), (), error.message))
    return found, refused
