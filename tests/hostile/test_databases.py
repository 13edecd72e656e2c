"""A library from somebody else: a good database with rows that this program would never have written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gptemplate.errors import UserError
from gptemplate.model.practice import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store.first_page import first_page
from gptemplate.store.library import open_library

ROWS = {
    "status": "UPDATE practice SET status = 'no such'",
    "summary-is-a-list": "UPDATE practice SET summary = '[]'",
    "summary-is-no-json": "UPDATE practice SET summary = 'x'",
    "summary-is-very-deep": f"UPDATE practice SET summary = '{'[' * 3_000}'",
    "summary-of-another-shape": """UPDATE practice SET summary = '{"languages": {"fi": [1, 2]}, "place": 5}'""",
    "template-is-a-path": "UPDATE practice SET template = '../../x'",
    "template-is-long": f"UPDATE practice SET template = '{'a' * 5_000}'",
    "time-is-a-text": "UPDATE practice SET modified = 'yesterday'",
    "time-is-huge": "UPDATE practice SET modified = 9223372036854775807, created = -9223372036854775808",
    "text-is-a-blob": "UPDATE value SET text = x'ff00ff'",
    "text-is-a-number": "UPDATE value SET text = 5",
    "state": "UPDATE value SET state = 'no such'",
    "parents": "UPDATE revision SET parents = '5'",
    "changes-are-a-number": "UPDATE step SET changes = '5'",
    "changes-of-another-shape": "UPDATE step SET changes = '[[1, 2]]'",
    "changes-are-very-deep": f"UPDATE step SET changes = '{'[' * 3_000}'",
    "document-is-a-blob": "UPDATE search_document SET text = x'ff'",
}
RAW = "Python's own error instead of NotALibrary: "
NOT_YET = {
    "status": RAW + "ValueError",
    "summary-is-a-list": RAW + "AttributeError, and from first_page, before the window is there",
    "summary-is-no-json": RAW + "JSONDecodeError",
    "summary-is-very-deep": RAW + "RecursionError, and from first_page, before the window is there",
    "summary-of-another-shape": RAW + "TypeError",
    "template-is-a-path": "Templates._find: ValueError of resources.path, which is asked before _is_plain",
    "template-is-long": "Templates._find: OSError of is_file()",
    "time-is-a-text": RAW + "TypeError",
    "text-is-a-blob": RAW + "AttributeError",
    "state": RAW + "ValueError",
    "parents": RAW + "TypeError",
    "changes-are-a-number": RAW + "TypeError",
    "changes-of-another-shape": RAW + "ValueError",
    "changes-are-very-deep": RAW + "RecursionError",
}


def _rows() -> list[object]:
    return [
        pytest.param(sql, id=name, marks=[pytest.mark.xfail(reason=NOT_YET[name], strict=True)] if name in NOT_YET else [])
        for name, sql in ROWS.items()
    ]


@pytest.mark.parametrize("sql", _rows())
def test_a_library_with_strange_rows_is_used_or_refused(opened, where, templates: Templates, expect_log, sql: str) -> None:
    expect_log("does not match its hash")
    library = opened()
    ident, _changes = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")
    editing.write(library, ident, Key("summary", "fi"), "Opitaan suomea.")
    editing.leave(library, ident)
    library.close()
    connection = sqlite3.connect(where.library)
    connection.execute(sql)
    connection.commit()
    connection.close()
    try:
        _use(where.library, templates, ident)
    except UserError as error:
        assert error.message.msgid


def _use(file: Path, templates: Templates, ident: str) -> None:
    """What the window does first with a library."""
    first_page(file)
    library = open_library(file, templates)
    try:
        practices.finish_interrupted(library)
        for row in practices.list_practices(library):
            assert row.title("fi") is not None
        practices.search(library, "suomea")
        practice = editing.open_practice(library, ident)
        practice.title(library.template(practice.template_id), "fi")
        with library.reading() as work:
            work.history(ident, Key("title", "fi"))
        editing.write(library, ident, Key("summary", "fi"), "Opitaan suomea ja ruotsia.")
        editing.leave(library, ident)
        editing.undo(library, ident)
        editing.undo(library)
    finally:
        library.close()
