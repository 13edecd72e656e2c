"""The marks of a house file: which there are, what each may be, and what is wrong with them.

Only what the marks need of Jinja is allowed: names, parts of names, loops over paragraphs, conditions and a few
filters. Nothing can be called, computed or loaded, because a house file may come by e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from gptemplate.i18n import Message
from gptemplate.model.template import COMPOSITE, Field, Kind, Template

LINES, DESCRIPTION, LABELS = "paragraphs", "description", "label"
"""Names of what is not a field: the paragraphs of a text, the description of a picture, the labels of all fields."""

FILTERS = ("upper", "lower", "trim", "first", "last", "default", "join", "length")
_DEEPEST_LOOP = 2
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Const,
    nodes.Filter,
    nodes.CondExpr,
)


@dataclass(frozen=True, slots=True)
class MarkProblem:
    """What is wrong with a mark of a house file. `blocks`: the file cannot be filled in before it is mended."""

    mark: str
    message: Message
    blocks: bool = True


def name_of(ident: str) -> str:
    """Return the name that a mark has for an id: letters, digits and underscores."""
    return ident.replace("-", "_").replace(".", "_")


_TAG = re.compile(r"<[^<>]*>")
_OPENING = re.compile(r"\{[{%]")
_LONGEST_MARK = 200  # characters
_NEAR = 40


class Marks(SandboxedEnvironment):
    """Jinja cut down to marks: a dot leads to what we offer under that name, never into a Python object."""

    intercepted_binops = frozenset(SandboxedEnvironment.default_binop_table)

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a part of a value."""
        offered = getattr(obj, "offered", None)
        if isinstance(offered, Mapping) and attribute in offered:
            return offered[attribute]
        if isinstance(obj, LoopContext) and attribute in ("first", "last", "index"):
            return getattr(obj, attribute)
        return self.undefined(obj=None, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ARG002
        """Return nothing: marks have no brackets."""
        return self.undefined(obj=None, name=str(argument))

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002
        """Nothing can be called."""
        return False


def problems_of(source: str, template: Template, used: set[tuple[str, ...]]) -> Iterator[MarkProblem]:
    """Yield what is wrong with the marks of one part; the names it uses are added to `used`."""
    try:
        tree = Marks().parse(source)
    except TemplateSyntaxError:
        yield _broken(source)
        return
    yield from _Walk(template, used).walk(tree, {}, 0)


def _broken(source: str) -> MarkProblem:
    """Name the mark that Jinja stumbled over; what it says itself is for programmers, and English."""
    text = _TAG.sub("", source)
    for found in _OPENING.finditer(text):
        inner = text[found.end() : found.end() + _LONGEST_MARK]
        closed, further = inner.find("}}" if found[0] == "{{" else "%}"), _OPENING.search(inner)
        if closed < 0 or (further is not None and further.start() < closed):
            near = " ".join(text[found.start() : found.start() + _NEAR].split())
            return MarkProblem(near, Message("A mark is broken: “{words}”. A bracket is not closed.", words=near))
    unended = Message("A mark is broken. Look for a “for” or “if” without its end, or a word that marks do not know.")
    return MarkProblem("", unended)


def missing_from(template: Template, used: set[tuple[str, ...]]) -> Iterator[MarkProblem]:
    """Yield the required fields that no mark shows; they do not block."""
    for one in template.fields.values():
        if one.required and one.handed_in and not any(name_of(one.id) in path for path in used if path[:1] != (LABELS,)):
            told = Message("The required field “{field}” has no mark.", field=one.labels)
            yield MarkProblem(f"{{{{ {name_of(one.id)} }}}}", told, blocks=False)


class _Walk:
    def __init__(self, template: Template, used: set[tuple[str, ...]]) -> None:
        self._fields = {name_of(one.id): one for one in template.fields.values()}
        self._codes = set(template.codes)
        self._used = used

    def walk(self, node: nodes.Node, loops: Mapping[str, bool], depth: int) -> Iterator[MarkProblem]:
        if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Filter) and node.name not in FILTERS):
            yield self._refused(type(node).__name__.lower())
            return
        if isinstance(node, nodes.Name | nodes.Getattr):
            yield from self._name(node, loops)
            return
        if isinstance(node, nodes.For):
            yield from self._loop(node, loops, depth)
            return
        for one in node.iter_child_nodes():
            yield from self.walk(one, loops, depth)

    def _loop(self, node: nodes.For, loops: Mapping[str, bool], depth: int) -> Iterator[MarkProblem]:
        path = _path(node.iter)
        if depth >= _DEEPEST_LOOP or path[-1:] != (LINES,) or not isinstance(node.target, nodes.Name) or node.recursive:
            yield self._refused("for")
            return
        yield from self.walk(node.iter, loops, depth)
        within = {**loops, node.target.name: True, "loop": True}
        for one in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from self.walk(one, within, depth + 1)

    def _name(self, node: nodes.Node, loops: Mapping[str, bool]) -> Iterator[MarkProblem]:
        path = _path(node)
        if path and path[0] in loops:
            return
        self._used.add(path)
        if not self._is_known(path):
            shown = ".".join(path)
            yield MarkProblem(f"{{{{ {shown} }}}}", Message("There is no field “{name}” in this template.", name=shown))

    def _is_known(self, path: tuple[str, ...]) -> bool:
        rest = path[1:] if path and (path[0] in self._codes or path[0] == LABELS) else path
        one = self._fields.get(rest[0]) if rest else None
        if one is None:
            return False
        return len(rest) == 1 or (len(rest) == 2 and path[0] != LABELS and rest[1] in _parts(one))

    def _refused(self, what: str) -> MarkProblem:
        told = Message(
            "“{name}” cannot be used in a mark. Use field names, “for” over paragraphs, “if” and simple filters.", name=what
        )
        return MarkProblem("", told)


def _parts(one: Field) -> set[str]:
    if one.kind is Kind.IMAGE:
        return {DESCRIPTION}
    return {LINES} | ({name_of(part.id) for part in one.parts} if one.kind in COMPOSITE else set())


def _path(node: nodes.Node) -> tuple[str, ...]:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        above = _path(node.node)
        return (*above, node.attr) if above else ()
    return ()
