"""XLIFF 1.2, for older translation programs: a `trans-unit` for each field, with its limit, notes and what it was made from."""

from __future__ import annotations

from typing import Any

from lxml import etree

from gptemplate.model import text as texts
from gptemplate.model.handoff import Passage, Sheet
from gptemplate.model.states import State
from gptemplate.translation.xliff import OURS, ReadXliff, facts_of, first, local, named, notes_of, returned, unit_id

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_CODES = frozenset({"ph", "bpt", "ept", "it"})  # what they hold is the code of another format, no text
_STATES = {State.TO_CHECK: "needs-review-translation", State.STALE: "needs-adaptation", State.DRAFT: "needs-translation"}
_OWN = "x-gp-"  # how the kinds of context begin that hold what a unit was made from
_BREAKS = frozenset({"lb", "x-lb", "x-br"})


def write(sheet: Sheet, *, filled: bool = False) -> bytes:
    """Return the texts of a practice as a file; the same texts give the same bytes.

    With `filled`, every target holds the source text: OmegaT 3 takes what it shows from there.
    """
    root = etree.Element(f"{{{NAMESPACE}}}xliff", {"version": "1.2"}, nsmap={None: NAMESPACE})
    languages = {"source-language": sheet.source_language, "target-language": sheet.target_language}
    file = _add(root, "file", {"original": sheet.practice, "datatype": "plaintext", **languages})
    header = _add(file, "header")
    _add(header, "note", {"from": OURS}, sheet.title)
    body = _add(file, "body")
    for one in sheet.passages:
        _add_unit(body, sheet, one, filled=filled)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _add_unit(body: Any, sheet: Sheet, one: Passage, *, filled: bool) -> None:
    limit = {"maxwidth": str(one.limit), "size-unit": "char"} if one.limit is not None else {}
    attributes = {"id": unit_id(sheet, one), "resname": one.key.field, **limit, f"{_XML}space": "preserve"}
    unit = _add(body, "trans-unit", attributes)
    _add(unit, "source", {f"{_XML}lang": sheet.source_language}, one.source)
    language = {f"{_XML}lang": sheet.target_language}
    if filled:
        _add(unit, "target", {**language, "state": "new"}, one.source)
    elif one.target:
        state = {"state": _STATES[one.state]} if one.state in _STATES else {}
        _add(unit, "target", {**language, **state}, one.target)
    group = _add(unit, "context-group", {"purpose": "information"})
    for name, text in facts_of(sheet, one).items():
        _add(group, "context", {"context-type": f"{_OWN}{name}"}, text)
    for kind, text in notes_of(one):
        _add(unit, "note", {"from": f"{OURS}:{kind}"}, text)
    if filled and one.target:
        before = _add(unit, "alt-trans", {"alttranstype": "previous-version"})
        _add(before, "target", language, one.target)


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None, text: str = "") -> Any:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes or {})
    made.text = texts.clean(text) or None
    return made


def read_tree(root: Any) -> ReadXliff:
    """Return what a returned file says."""
    passages, strange = [], []
    source_language = target_language = template = ""
    for file in named(root, "file"):
        source_language = source_language or file.get("source-language", "")
        target_language = target_language or file.get("target-language", "")
        for unit in (one for one in file.iter() if local(one) == "trans-unit"):
            source, target = (_text(first(unit, name)) for name in ("source", "target"))
            facts = _facts(unit)
            template = template or facts.get("form", "")
            language = file.get("target-language", "")
            found = returned(unit.get("id", ""), facts, language, source, target, remarks=_remarks(unit))
            if found is not None:
                passages.append(found)
            elif target.strip() and target != source:
                strange.append((texts.clean(source), texts.clean(target)))
    return ReadXliff(source_language, target_language, template, tuple(passages), tuple(strange))


def _facts(unit: Any) -> dict[str, str]:
    contexts = (one for group in named(unit, "context-group") for one in named(group, "context"))
    held = {one.get("context-type", ""): (one.text or "").strip() for one in contexts}
    return {name.removeprefix(_OWN): text for name, text in held.items() if name.startswith(_OWN)}


def _remarks(unit: Any) -> tuple[str, ...]:
    notes = (one for one in named(unit, "note") if not one.get("from", "").startswith(OURS))
    return tuple(text for one in notes if (text := texts.clean(_text(one)).strip()))


def _text(element: Any) -> str:
    """The text of a source or target; codes of other formats that a program put in are left out, what they enclose is not."""
    if element is None:
        return ""
    parts = [element.text or ""]
    for one in element:
        name = local(one)
        if name == "x" and one.get("ctype", "") in _BREAKS:
            parts.append("\n")
        elif name and name not in _CODES:
            parts.append(_text(one))
        parts.append(one.tail or "")
    return "".join(parts)
