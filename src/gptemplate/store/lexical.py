"""Rows of the translation memory, the glossary and the word list as the model knows them, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from gptemplate.model.memory import Extent, Unit
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.store import cells
from gptemplate.store.rows import told

LONGEST_LANGUAGE = 35  # characters, as BCP 47 asks for
LONGEST_WORD = 200
LONGEST_PROJECT = 200
LONGEST_PRACTICE, LONGEST_FIELD = 32, 60

_ID = re.compile(r"[0-9a-f]{32}")
_VERSION = re.compile(r"[0-9]{1,18}")


def unit_of(row: Iterable[Any], texts: Mapping[str, str]) -> Unit:
    """Return the unit in the cells of a row, in the order of its table, with its texts. Raises ValueError."""
    number, extent, practice, field, project, author, modified = row
    for cell in (practice, field, project, author, *texts, *texts.values()):
        cells.text(cell)
    return Unit(texts, Extent(extent), practice, field, project, author, cells.moment(modified), number)


unit = told(unit_of)


def term_text(term: Term) -> str:
    """Return what is kept of a term: JSON without its id and its moment, which have columns of their own."""
    named = [[one.language, one.text, one.standing.value, one.region] for one in term.designations]
    held = {"definition": term.definition, "note": term.note, "source": term.source, "author": term.author}
    return json.dumps({"designations": named} | {name: said for name, said in held.items() if said}, ensure_ascii=False)


def term_of(kept: object, text: object, modified: object) -> Term:
    """Return the term in the cells of a row. Raises ValueError."""
    designations, held = read_term(text)
    return Term(ident(kept), designations, **held, modified=cells.moment(modified))


def ident(cell: object) -> str:
    """Return the id of a term. Raises ValueError."""
    if isinstance(cell, str) and _ID.fullmatch(cell):
        return cell
    raise ValueError("no id")


def read_term(text: object) -> tuple[tuple[Designation, ...], dict[str, str]]:
    """Return the designations in what is kept of a term, and the rest. Raises ValueError."""
    read = cells.plain_data(text)
    if not isinstance(read, dict):
        raise ValueError("no term")  # noqa: TRY004 - the data is wrong, not the program
    held = {name: cells.text(read.get(name, "")) for name in ("definition", "note", "source", "author")}
    return _designations(read.get("designations")), held


def _designations(read: object) -> tuple[Designation, ...]:
    if not isinstance(read, list) or not all(isinstance(one, list) and len(one) == 4 for one in read):
        raise ValueError("no designations")
    return tuple(_designation(*one) for one in read)


def _designation(language: object, text: object, standing: object, region: object) -> Designation:
    return Designation(cells.text(language), cells.text(text), Standing(cells.text(standing)), cells.text(region))


term = told(term_of)


@told
def words(found: Iterable[Any]) -> dict[str, frozenset[str]]:
    """Return the words in rows of them, by language."""
    by_language: dict[str, set[str]] = {}
    for language, word in found:
        by_language.setdefault(cells.text(language), set()).add(cells.text(word))
    return {language: frozenset(held) for language, held in sorted(by_language.items())}


def version_of(kept: object) -> int:
    """Return the number of changes that `meta` has, 0 where it has none. Raises ValueError."""
    if kept is None:
        return 0
    if not _VERSION.fullmatch(cells.text(kept)):
        raise ValueError("no number")
    return int(cells.text(kept))


version = told(version_of)
