"""Asking for thousands of rows at once: one value holds them all, where a place for each would take longer than the answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import expression


class _Numbers(expression.FunctionElement[int]):
    inherit_cache = True


class _Texts(expression.FunctionElement[str]):
    inherit_cache = True


def listed(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return whether a column has one of `those` values, with which the statement is run."""
    held = _Numbers if isinstance(column.type, Integer) else _Texts
    return column.op("IN", is_comparison=True)(held(bindparam("listed")))


def those(values: Iterable[int] | Iterable[str]) -> dict[str, Any]:
    """Return what a statement with `listed` is run with."""
    return {"listed": json.dumps(list(values))}


@compiles(_Numbers)
@compiles(_Texts)
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"(SELECT value FROM json_each({compiler.process(element.clauses, **options)}))"  # noqa: S608 - a place for a value


@compiles(_Numbers, "postgresql")
def _numbers_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    given = compiler.process(element.clauses, **options)
    return f"(SELECT CAST(json_array_elements_text(CAST({given} AS json)) AS BIGINT))"


@compiles(_Texts, "postgresql")
def _texts_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(SELECT json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS json)))"
