"""The tables, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import cast

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NUMBER = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only in an INTEGER column


class Base(DeclarativeBase):
    """The tables of a library."""


class Meta(Base):
    """Facts about the library itself: "schema" is the number of the last migration."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class PracticeRow(Base):
    """One practice. All but `id` is read off its values, so that the table can be shown without them."""

    __tablename__ = "practice"
    __table_args__ = (Index("practice_newest", "deleted", "modified"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    template: Mapped[str] = mapped_column(String(60))
    source_language: Mapped[str] = mapped_column(String(12))
    status: Mapped[str] = mapped_column(String(20))
    summary: Mapped[str] = mapped_column(Text)
    created: Mapped[int] = mapped_column(BigInteger)
    modified: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[int | None] = mapped_column(BigInteger)


class ValueRow(Base):
    """The current value of a register. `dirty`: it has changed since its last revision was cut."""

    __tablename__ = "value"
    __table_args__ = (UniqueConstraint("practice_id", "field", "language", name="value_register"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    practice_id: Mapped[str] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(20))
    dirty: Mapped[bool] = mapped_column(Boolean)
    head: Mapped[str | None] = mapped_column(String(64))
    origin_language: Mapped[str | None] = mapped_column(String(12))
    origin_revision: Mapped[str | None] = mapped_column(String(64))
    origin_digest: Mapped[str | None] = mapped_column(String(32))
    modified: Mapped[int] = mapped_column(BigInteger)


class RevisionRow(Base):
    """An immutable revision of a register; `parents` is a JSON list of ids."""

    __tablename__ = "revision"
    __table_args__ = (Index("revision_register", "practice_id", "field", "language"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    practice_id: Mapped[str] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    parents: Mapped[str] = mapped_column(Text)
    origin_language: Mapped[str | None] = mapped_column(String(12))
    origin_revision: Mapped[str | None] = mapped_column(String(64))
    origin_digest: Mapped[str | None] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(Text)
    device: Mapped[str] = mapped_column(String(40))
    time: Mapped[int] = mapped_column(BigInteger)


class CommentRow(Base):
    """A comment on a field or on the practice: `text` is its JSON, `comment` the id that follows from it."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("practice_id", "comment", name="comment_register"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    practice_id: Mapped[str] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    comment: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))
    modified: Mapped[int] = mapped_column(BigInteger)


class AttachmentRow(Base):
    """A photo or file, named by the SHA-256 of its content."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created: Mapped[int] = mapped_column(BigInteger)


class StepRow(Base):
    """A step that can be undone, or redone while `undone`; `scope` is a practice or "" for the library."""

    __tablename__ = "step"
    __table_args__ = (Index("step_scope", "scope", "undone", "id"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    scope: Mapped[str] = mapped_column(String(32))
    began: Mapped[int] = mapped_column(BigInteger)
    ended: Mapped[int] = mapped_column(BigInteger)
    typing: Mapped[bool] = mapped_column(Boolean)
    undone: Mapped[bool] = mapped_column(Boolean)
    changes: Mapped[str] = mapped_column(Text)


class SearchRow(Base):
    """The text of a practice in one language, in small letters, as it is searched."""

    __tablename__ = "search_document"
    __table_args__ = (
        UniqueConstraint("practice_id", "language", name="search_register"),
        Index("search_title", "title", "practice_id"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    practice_id: Mapped[str] = mapped_column(ForeignKey("practice.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)


class UnitRow(Base):
    """A unit of the translation memory. It outlives the practice that it came from, so it has no reference to it."""

    __tablename__ = "memory_unit"
    __table_args__ = (
        Index("memory_place", "practice_id", "field"),
        Index("memory_project", "project"),
        Index("memory_newest", "modified"),
        {"sqlite_autoincrement": True},  # a number is never given again, as on PostgreSQL
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    extent: Mapped[str] = mapped_column(String(12))
    practice_id: Mapped[str] = mapped_column(String(32))
    field: Mapped[str] = mapped_column(String(60))
    project: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(Text)
    modified: Mapped[int] = mapped_column(BigInteger)


class UnitTextRow(Base):
    """The text of a unit in one language; `digest` is that of the text."""

    __tablename__ = "memory_text"
    __table_args__ = (
        UniqueConstraint("unit_id", "language", name="memory_register"),
        Index("memory_digest", "digest"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("memory_unit.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(35))
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))


class TermRow(Base):
    """A concept of the glossary: `text` is its JSON; `deleted` says when it was put in the bin."""

    __tablename__ = "term"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(32))
    modified: Mapped[int] = mapped_column(BigInteger)
    deleted: Mapped[int | None] = mapped_column(BigInteger)


class WordRow(Base):
    """A word that everyone who uses this library accepts as rightly spelt in one language; `digest` is that of the word."""

    __tablename__ = "known_word"
    __table_args__ = (UniqueConstraint("language", "word", name="known_word_register"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    language: Mapped[str] = mapped_column(String(35))
    word: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(32))
    author: Mapped[str] = mapped_column(Text)
    modified: Mapped[int] = mapped_column(BigInteger)


def table(row: type[Base]) -> Table:
    """Return the table of a row class."""
    return cast("Table", row.__table__)
