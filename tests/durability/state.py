"""Everything that a library holds, for tests that compare what was kept with what was said to be kept."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.practice import Practice
from gptemplate.model.template import Template
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.store import raw, rows
from gptemplate.store.library import Library

TABLES = (
    "practice", "value", "revision", "comment", "attachment", "step", "search_document",
    "memory_unit", "memory_text", "term", "known_word",
)  # fmt: skip


def fingerprint(library: Library) -> str:
    """Return a hash of every row of every table."""
    seen = hashlib.blake2b(digest_size=16)
    with library.reading() as work:
        for name in TABLES:
            for row in work._connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1"):
                seen.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return seen.hexdigest()


def faults(library: Library) -> list[str]:
    """Return what is wrong with a library: its pages, its index, its hashes, its histories, its attachments."""
    with library.writing() as work:  # a check of the index is written as an insertion, and raises where it does not fit
        ask = work._connection.exec_driver_sql
        found = [one for one in ask("PRAGMA integrity_check").scalars() if one != "ok"]
        found += [f"foreign key: {tuple(row)}" for row in ask("PRAGMA foreign_key_check")]
        ask("INSERT INTO search_trigram(search_trigram, rank) VALUES ('integrity-check', 1)")
        wrong = (row for row in ask("SELECT text, digest, field FROM value") if texts.digest(row.text) != row.digest)
        found += [f"hash of a text in {row.field}" for row in wrong]
        for name, column in raw.HASHED.items():
            kept_texts = ask(f"SELECT {column} AS said, digest FROM {name}")
            found += [f"hash of a row of {name}" for row in kept_texts if texts.digest(row.said) != row.digest]
        known = {row.id: rows.revision(row) for row in ask("SELECT * FROM revision")}
        found += [f"hash of a revision of {one.key}" for ident, one in known.items() if one.id != ident]
        found += [f"a parent of {one.key}" for one in known.values() if not set(one.parents) <= known.keys()]
        kept = {row.id for row in ask("SELECT * FROM attachment") if hashlib.sha256(row.content).hexdigest() == row.id}
    for row in (*practices.list_practices(library), *practices.list_practices(library, in_bin=True)):
        practice = editing.open_practice(library, row.id)
        found += _faults_of(practice, library.template(practice.template_id), known, kept)
    return found


def _faults_of(practice: Practice, template: Template, known: Collection[str], kept: Collection[str]) -> Iterator[str]:
    for key, value in practice.values.items():
        if value.head and value.head not in known:
            yield f"the newest revision of {key}"
        one = template.fields.get(key.field)
        named = values.attachments_of(one, key.language, value.text) if one else ()
        if not set(named) <= set(kept):
            yield f"an attachment of {key}"
