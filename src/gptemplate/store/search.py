"""Finding practices by any words in them: trigrams of word stems on SQLite, LIKE on PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, Select, and_, delete, insert, or_, select, text, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression

from gptemplate.model import stems
from gptemplate.model import values as kinds
from gptemplate.model.practice import Practice, fields_in_force
from gptemplate.model.states import SHARED
from gptemplate.model.template import Kind, Template
from gptemplate.store.schema import SearchRow, table

MOST = 3_000  # documents one search looks at: all of a thousand practices in three languages


class has_part(expression.FunctionElement[bool]):  # noqa: N801 - it is used as a function
    """Whether a text has a part, letter for letter."""

    type = Boolean()
    inherit_cache = True


@compiles(has_part)
def _with_instr(element: Any, compiler: Any, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(has_part, "postgresql")
def _with_strpos(element: Any, compiler: Any, **options: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"


_document = table(SearchRow)
_columns = (_document.c.title, _document.c.text)


def index(connection: Connection, template: Template, practice: Practice) -> None:
    """Make the searched texts of a practice agree with its values; unchanged ones are not touched."""
    held = {row.language: row for row in connection.execute(_documents_of(practice.id))}
    for language in template.codes:
        title, body = texts_of(template, practice, language)
        old = held.get(language)
        if old is not None and (old.title, old.text) == (title, body):
            continue
        if old is not None:
            _take_out(connection, old)
        made = insert(_document).values(practice_id=practice.id, language=language, title=title, text=body)
        number = connection.execute(made.returning(_document.c.id)).scalar_one()
        if connection.dialect.name == "sqlite":
            entry = "INSERT INTO search_trigram(rowid, title, text) VALUES (:id, :title, :text)"
            connection.execute(text(entry), {"id": number, "title": title, "text": body})


def forget(connection: Connection, practice_id: str) -> None:
    """Take a practice out of the index."""
    for row in connection.execute(_documents_of(practice_id)).all():
        _take_out(connection, row)


def _documents_of(practice_id: str) -> Select[Any]:
    return select(_document).where(_document.c.practice_id == practice_id)


def _take_out(connection: Connection, row: Any) -> None:
    connection.execute(delete(_document).where(_document.c.id == row.id))
    if connection.dialect.name == "sqlite":
        # The index holds no texts of its own and must be told which ones go.
        entry = "INSERT INTO search_trigram(search_trigram, rowid, title, text) VALUES ('delete', :id, :title, :text)"
        connection.execute(text(entry), {"id": row.id, "title": row.title, "text": row.text})


def search(connection: Connection, query: str, most: int = MOST) -> tuple[list[str], bool]:
    """Return the ids of practices that have every word of `query`, those with it in the title first, then the newest.

    A question of nothing but very short words is looked for in the titles only. The search ends with `most` documents;
    returns also whether there are no more.
    """
    groups = [stems.variants(word) for word in stems.query_words(query)]
    if not groups:
        return [], True
    long = [group for group in groups if min(map(len, group)) >= stems.SHORTEST]
    found: dict[str, bool] = {}
    rows = connection.execute(_matching(connection, long, most) if long else _titled(groups, most)).all()
    for practice_id, in_title in rows:
        found[practice_id] = bool(in_title) or found.get(practice_id, False)
    return sorted(found, key=lambda ident: not found[ident]), len(rows) < most


def _matching(connection: Connection, groups: Sequence[tuple[str, ...]], most: int) -> Select[Any]:
    """The newest documents that have every word, compared in the database: carrying the texts here takes longer."""
    in_title = and_(*(or_(*(has_part(_document.c.title, one) for one in group)) for group in groups))
    anywhere = and_(*(or_(*(has_part(column, one) for one in group for column in _columns)) for group in groups))
    query = select(_document.c.practice_id, in_title).where(anywhere).order_by(_document.c.id.desc()).limit(most)
    if connection.dialect.name == "sqlite":
        # Trigrams narrow it down; a document is indexed anew when it changes, so the newest have the highest numbers.
        near = text("SELECT rowid FROM search_trigram WHERE search_trigram MATCH :expression ORDER BY rowid DESC LIMIT :most")
        trigrams = " AND ".join("(" + " OR ".join(map(_all_trigrams, group)) + ")" for group in groups)
        candidates = near.bindparams(expression=trigrams, most=MOST).columns(_document.c.id)
        query = query.where(_document.c.id.in_(candidates))
    return query


def _titled(groups: Sequence[tuple[str, ...]], most: int) -> Select[Any]:
    clauses = (or_(*(_document.c.title.contains(one, autoescape=True) for one in group)) for group in groups)
    return select(_document.c.practice_id, true()).where(and_(*clauses)).limit(most)


def _all_trigrams(variant: str) -> str:
    threes = [variant[at : at + 3].replace('"', '""') for at in range(len(variant) - 2)]
    return "(" + " AND ".join(f'"{three}"' for three in threes) + ")"


def texts_of(template: Template, practice: Practice, language: str) -> tuple[str, str]:
    """Return the title and the rest of a practice in a language, in small letters, as they are searched."""
    title = practice.text(template.title_field, language)
    written, shared = [], []
    for _section, one in fields_in_force(template, practice):
        if one.kind is Kind.IMAGE or (one.is_written and not one.shared and one.id != template.title_field):
            written.append(practice.text(one.id, language))
        elif one.shared and one.kind not in (Kind.YES_NO, Kind.FILES):
            shared.append(kinds.show(one, practice.text(one.id, SHARED), language))
    return title.casefold(), "\n".join(part for part in (*written, *shared) if part).casefold()
