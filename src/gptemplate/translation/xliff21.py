"""XLIFF 2.1, for current translation programs: a unit with one segment for each field.

Limits are those of the module for size restriction, what a unit was made from stands in the module for metadata, and notes
belong to the unit: that is what translation programs keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gptemplate.model import text as texts
from gptemplate.model.handoff import Passage, Sheet
from gptemplate.model.states import State
from gptemplate.translation.xliff import OURS, ReadXliff, facts_of, first, local, named, notes_of, returned, unit_id

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # that of all versions 2
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SIZES = "urn:oasis:names:tc:xliff:sizerestriction:2.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_EMPTY_CODES = frozenset({"ph", "sc", "ec", "sm", "em"})
_ORDER = re.compile(r"[1-9][0-9]{0,5}")


def write(sheet: Sheet) -> bytes:
    """Return the texts of a practice as a file; the same texts give the same bytes."""
    languages = {"srcLang": sheet.source_language, "trgLang": sheet.target_language}
    names = {None: NAMESPACE, "mda": METADATA, "slr": SIZES}
    root = etree.Element(f"{{{NAMESPACE}}}xliff", {"version": "2.1", **languages}, nsmap=names)
    file = _add(root, "file", {"id": sheet.practice, "original": sheet.practice, f"{_XML}space": "preserve"})
    profiles = _add(file, "profiles", {"generalProfile": "xliff:codepoints"}, space=SIZES)
    _add(profiles, "normalization", {"general": "nfc"}, space=SIZES)
    _add(_add(file, "notes"), "note", {"category": OURS}, sheet.title)
    for one in sheet.passages:
        _add_unit(file, sheet, one)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _add_unit(file: Any, sheet: Sheet, one: Passage) -> None:
    limit = {f"{{{SIZES}}}sizeRestriction": str(one.limit)} if one.limit is not None else {}
    unit = _add(file, "unit", {"id": unit_id(sheet, one), "name": one.key.field, **limit})
    group = _add(_add(unit, "metadata", space=METADATA), "metaGroup", {"category": OURS}, space=METADATA)
    for name, text in facts_of(sheet, one).items():
        _add(group, "meta", {"type": name}, text, space=METADATA)
    notes = _add(unit, "notes")
    for kind, text in notes_of(one):
        _add(notes, "note", {"category": f"{OURS}:{kind}"}, text)
    segment = _add(unit, "segment", {"state": "translated" if one.target and one.state is not State.STALE else "initial"})
    _add(segment, "source", text=one.source)
    if one.target:
        _add(segment, "target", text=one.target)


def _add(parent: Any, name: str, attributes: dict[str, str] | None = None, text: str = "", *, space: str = NAMESPACE) -> Any:
    made = etree.SubElement(parent, f"{{{space}}}{name}", attributes or {})
    made.text = texts.clean(text) or None
    return made


def read_tree(root: Any) -> ReadXliff:
    """Return what a returned file says."""
    passages, strange = [], []
    language, template = root.get("trgLang", ""), ""
    for unit in (one for one in root.iter() if local(one) == "unit"):
        facts = _facts(unit)
        template = template or facts.get("form", "")
        source, target, is_partial = _texts(unit)
        told = {"remarks": _remarks(unit), "is_partial": is_partial}
        found = returned(unit.get("id", ""), facts, language, source, target, **told)
        if found is not None:
            passages.append(found)
        elif target.strip() and target != source:
            strange.append((texts.clean(source), texts.clean(target)))
    return ReadXliff(root.get("srcLang", ""), language, template, tuple(passages), tuple(strange))


def _facts(unit: Any) -> dict[str, str]:
    metas = (one for held in named(unit, "metadata") for one in held.iter() if local(one) == "meta")
    return {one.get("type", ""): (one.text or "").strip() for one in metas}


def _remarks(unit: Any) -> tuple[str, ...]:
    notes = (one for held in named(unit, "notes") for one in named(held, "note"))
    strange = (one for one in notes if not one.get("category", "").startswith(OURS))
    return tuple(text for one in strange if (text := texts.clean(_text(one)).strip()))


def _texts(unit: Any) -> tuple[str, str, bool]:
    """The source, the translation, and whether segments of it have none."""
    sources, targets, missing = [], [], 0
    for place, one in enumerate(named(unit, "segment", "ignorable"), 1):
        source, target = first(one, "source"), first(one, "target")
        sources.append(_text(source))
        is_segment = local(one) == "segment"
        if target is not None and (_text(target).strip() or not is_segment):
            order = target.get("order", "")
            targets.append((int(order) if _ORDER.fullmatch(order) else place, _text(target), is_segment))
        elif is_segment:
            missing += bool(_text(source).strip())
        else:
            targets.append((place, _text(source), False))
    if not any(is_segment for _place, _held, is_segment in targets):
        return "".join(sources), "", False
    return "".join(sources), "".join(held for _place, held, _is in sorted(targets, key=lambda one: one[0])), missing > 0


def _text(element: Any) -> str:
    """The text of a source or target, without the inline codes that a program put in."""
    return "" if element is None else "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for one in element:
        name = local(one)
        if name == "cp":
            yield _character(one.get("hex", ""))
        elif name and name not in _EMPTY_CODES:
            yield from _pieces(one)
        yield one.tail or ""


def _character(code: str) -> str:
    """A character that XML cannot hold, named by its number; what is none is left out."""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) or int(code, 16) > 0x10FFFF:
        return ""
    return chr(int(code, 16))
