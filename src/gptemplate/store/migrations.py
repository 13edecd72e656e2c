"""From every older library to today's: ordered steps, each in one transaction together with its number.

A migration describes the tables as they were then and never uses today's classes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from gptemplate.errors import NewerLibrary, NotALibrary
from gptemplate.i18n import Message
from gptemplate.store.engine import damaged, explain


@dataclass(frozen=True, slots=True)
class Migration:
    """One step; its number is the schema it leads to."""

    number: int
    name: str
    upgrade: Callable[[Connection], None]


def _text(name: str, length: int | None = None, *, nullable: bool = False, key: bool = False) -> sa.Column[str]:
    kind = sa.String(length) if length else sa.Text()
    return sa.Column(name, kind, primary_key=key, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _row_number() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True)


def _practice_id() -> sa.Column[str]:
    return sa.Column("practice_id", sa.String(32), sa.ForeignKey("practice.id", ondelete="CASCADE"), nullable=False)


def _origin() -> tuple[sa.Column[str], ...]:
    sizes = (("origin_language", 12), ("origin_revision", 64), ("origin_digest", 32))
    return tuple(_text(name, size, nullable=True) for name, size in sizes)


def _first_tables(connection: Connection) -> None:
    tables = sa.MetaData()
    practice = sa.Table(
        "practice", tables, _text("id", 32, key=True), _text("template", 60), _text("source_language", 12),
        _text("status", 20), _text("summary"), _number("created"), _number("modified"), _number("deleted", nullable=True),
    )  # fmt: skip
    sa.Index("practice_newest", practice.c.deleted, practice.c.modified)
    sa.Table(
        "value", tables, _row_number(), _practice_id(), _text("field", 60), _text("language", 12), _text("text"),
        _text("digest", 32), _text("state", 20), sa.Column("dirty", sa.Boolean(), nullable=False),
        _text("head", 64, nullable=True), *_origin(), _number("modified"),
        sa.UniqueConstraint("practice_id", "field", "language", name="value_register"),
    )  # fmt: skip
    revision = sa.Table(
        "revision", tables, _text("id", 64, key=True), _practice_id(), _text("field", 60), _text("language", 12),
        _text("text"), _text("state", 20), _text("parents"), *_origin(), _text("author"), _text("device", 40), _number("time"),
    )  # fmt: skip
    sa.Index("revision_register", revision.c.practice_id, revision.c.field, revision.c.language)
    sa.Table(
        "attachment", tables, _text("id", 64, key=True), _text("media_type", 80),
        sa.Column("content", sa.LargeBinary(), nullable=False), _number("created"),
    )  # fmt: skip
    step = sa.Table(
        "step", tables, _row_number(), _text("scope", 32), _number("began"), _number("ended"),
        sa.Column("typing", sa.Boolean(), nullable=False), sa.Column("undone", sa.Boolean(), nullable=False), _text("changes"),
    )  # fmt: skip
    sa.Index("step_scope", step.c.scope, step.c.undone, step.c.id)
    document = sa.Table(
        "search_document", tables, _row_number(), _practice_id(), _text("language", 12), _text("title"), _text("text"),
        sa.UniqueConstraint("practice_id", "language", name="search_register"),
    )  # fmt: skip
    sa.Index("search_title", document.c.title, document.c.practice_id)
    tables.create_all(connection)
    if connection.dialect.name == "sqlite":
        _trigram_index(connection)


def _trigram_index(connection: Connection) -> None:
    """A trigram index finds any part of a word; without positions it takes a tenth of the room.

    The program keeps it up to date itself: triggers would need a trusted schema, which a library from elsewhere is not.
    """
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE search_trigram USING fts5(title, text, content='search_document', content_rowid='id', "
            "tokenize='trigram', detail='none', columnsize=0)"
        )
    )


def _comments(connection: Connection) -> None:
    tables = sa.MetaData()
    sa.Table("practice", tables, _text("id", 32, key=True))  # it is there; the reference needs its name
    comment = sa.Table(
        "comment", tables, _row_number(), _practice_id(), _text("comment", 64), _text("text"), _text("digest", 32),
        _number("modified"), sa.UniqueConstraint("practice_id", "comment", name="comment_register"),
    )  # fmt: skip
    comment.create(connection)


def _translation(connection: Connection) -> None:
    tables = sa.MetaData()
    unit = sa.Table(
        "memory_unit", tables, _row_number(), _text("extent", 12), _text("practice_id", 32), _text("field", 60),
        _text("project", 200), _text("author"), _number("modified"), sqlite_autoincrement=True,
    )  # fmt: skip
    sa.Index("memory_place", unit.c.practice_id, unit.c.field)
    sa.Index("memory_project", unit.c.project)
    sa.Index("memory_newest", unit.c.modified)
    its_unit = sa.Column("unit_id", unit.c.id.type, sa.ForeignKey("memory_unit.id", ondelete="CASCADE"), nullable=False)
    said = sa.Table(
        "memory_text", tables, _row_number(), its_unit, _text("language", 35), _text("text"), _text("digest", 32),
        sa.UniqueConstraint("unit_id", "language", name="memory_register"),
    )  # fmt: skip
    sa.Index("memory_digest", said.c.digest)
    sa.Table(
        "term", tables, _text("id", 32, key=True), _text("text"), _text("digest", 32), _number("modified"),
        _number("deleted", nullable=True),
    )  # fmt: skip
    sa.Table(
        "known_word", tables, _row_number(), _text("language", 35), _text("word", 200), _text("digest", 32), _text("author"),
        _number("modified"), sa.UniqueConstraint("language", "word", name="known_word_register"),
    )  # fmt: skip
    tables.create_all(connection)


MIGRATIONS: tuple[Migration, ...] = (
    Migration(1, "the first tables", _first_tables),
    Migration(2, "comments", _comments),
    Migration(3, "memory, terms and words", _translation),
)


def newest(migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Return the number of the newest schema."""
    return migrations[-1].number


def schema_of(engine: Engine) -> int:
    """Return the number of the library's schema; 0 for an empty database.

    Raises NotALibrary when the database holds something else.
    """
    with engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        if "meta" in names:
            try:
                found = connection.execute(text("SELECT value FROM meta WHERE key = 'schema'")).scalar()
                if (number := int(found or 0)) > 0:
                    return number
            except (ValueError, TypeError, DatabaseError):
                names.add("?")
        if names:
            path = str(engine.url.database)
            raise NotALibrary(Message("{path} belongs to another program, not to this one. It was not changed.", path=path))
        return 0


def upgrade(engine: Engine, before: Callable[[int], None], migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Bring a library up to date and return the number of steps taken.

    `before` is called with the old number when a library that holds something is about to change, to keep a copy.
    Raises NewerLibrary when it was written by a newer program; nothing is changed then.
    """
    number = schema_of(engine)
    refuse_newer(number, migrations)
    pending = [one for one in migrations if one.number > number]
    if pending and number:
        before(number)
    for one in pending:
        _take(engine, one)
    return len(pending)


def _take(engine: Engine, step: Migration) -> None:
    try:
        with engine.begin() as connection:
            step.upgrade(connection)
            _note(connection, step.number)
    except DatabaseError as error:
        if explain(error.orig) is None:  # the tables are not those of the number that the library has
            raise damaged() from error
        raise


def check(engine: Engine) -> None:
    """Raise NewerLibrary or NotALibrary unless the library can be read as it is."""
    number = schema_of(engine)
    refuse_newer(number)
    if number == 0:
        raise NotALibrary(Message("{path} is empty: there is nothing in it.", path=str(engine.url.database)))
    if number < newest():
        raise NotALibrary(
            Message("The library is of an older version. Open it once where it may be written to; then it can be read.")
        )


def refuse_newer(number: int, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Raise NewerLibrary for a schema that this program does not know."""
    if number > newest(migrations):
        raise NewerLibrary(
            Message(
                "The library was written by a newer version of the program (format {found}; this one knows {known}). "
                "It was not changed. Install the newer version to open it.",
                found=number,
                known=newest(migrations),
            )
        )


def _note(connection: Connection, number: int) -> None:
    connection.execute(text("CREATE TABLE IF NOT EXISTS meta (key VARCHAR(40) NOT NULL PRIMARY KEY, value TEXT NOT NULL)"))
    connection.execute(text("DELETE FROM meta WHERE key = 'schema'"))
    connection.execute(text("INSERT INTO meta (key, value) VALUES ('schema', :number)"), {"number": str(number)})
