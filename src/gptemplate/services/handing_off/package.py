"""A package for a translation program: what is to be translated, what helps, and checksums, in one zip.

The same texts, memory and terms give the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gptemplate import __version__
from gptemplate.files import safe_name
from gptemplate.model.handoff import Sheet
from gptemplate.model.memory import Unit
from gptemplate.model.outline import Outline
from gptemplate.model.terms import Term
from gptemplate.services.handing_off import read_me

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_FORMAT = "gptemplate-handoff"


@dataclass(frozen=True, slots=True)
class Material:
    """What a package is made of: `reading` are outlines of the practices with the pictures in them, `names` of languages."""

    sheets: tuple[Sheet, ...]
    units: tuple[Unit, ...] = ()
    terms: tuple[Term, ...] = ()
    reading: tuple[tuple[Outline, Mapping[str, bytes]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def packed(material: Material) -> bytes:
    """Return the package. Raises OSError, UserError."""
    held = dict(_contents(material))
    held["read-me.txt"] = read_me.read_me(material.sheets, [*held], material.names).encode()
    listed = [
        {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)} for path, content in held.items()
    ]
    held["manifest.json"] = json.dumps(_manifest(material, listed), ensure_ascii=False, indent=1).encode()
    held["SHA256SUMS"] = "".join(f"{hashlib.sha256(held[path]).hexdigest()}  {path}\n" for path in held).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted([*held, *_folders(held)]):
            entry = zipfile.ZipInfo(path, _LONG_AGO)
            entry.external_attr = (0o40755 if path.endswith("/") else 0o644) << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, held.get(path, b""))
    return out.getvalue()


def _folders(paths: Iterable[str]) -> Iterator[str]:
    """The empty folders without which OmegaT takes no folder for a project."""
    for one in paths:
        if one.endswith("/omegat.project"):
            folder = one.removesuffix("omegat.project")
            yield from (f"{folder}{name}/" for name in ("dictionary", "glossary", "omegat", "target", "tm"))


def _contents(material: Material) -> Iterator[tuple[str, bytes]]:
    from gptemplate.documents.pdf import write_pdf
    from gptemplate.translation import tbx, term_tables, xliff12, xliff21

    stems = dict(_stems(material.sheets))
    memory = _memory(material.units)
    glossary = tbx.write(material.terms) if material.terms else b""
    for sheet, stem in stems.items():
        yield f"xliff-2.1/{stem}.xlf", xliff21.write(sheet)
        yield f"xliff-1.2/{stem}.xlf", xliff12.write(sheet)
    for source, target in dict.fromkeys((one.source_language, one.target_language) for one in material.sheets):
        folder = f"omegat-{source}-{target}"
        yield f"{folder}/omegat.project", read_me.omegat_project(source, target)
        for sheet, stem in stems.items():
            if sheet.source_language == source:
                yield f"{folder}/source/{stem}.xlf", xliff12.write(sheet, filled=True)
        yield f"{folder}/tm/auto/memory.tmx", memory
        if material.terms:
            yield f"{folder}/glossary/glossary.txt", term_tables.write_omegat(material.terms, source, target)
    yield "memory.tmx", memory
    if glossary:
        yield "glossary.tbx", glossary
    taken: set[str] = set()
    for outline, pictures in material.reading:
        yield f"reading/{_free(safe_name(outline.title, longest=70), taken)}.pdf", write_pdf(outline, pictures)


def _memory(units: Sequence[Unit]) -> bytes:
    from gptemplate.translation import tmx

    out = io.BytesIO()
    tmx.write(out, units)
    return out.getvalue()


def _stems(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, str]]:
    taken: set[str] = set()
    for one in sheets:
        title = safe_name(one.title or one.practice[:8], longest=60)
        yield one, _free(f"{title} – {one.source_language}-{one.target_language}", taken)


def _free(stem: str, taken: set[str]) -> str:
    """A name that no other file has, on systems that tell capitals apart and on those that do not."""
    name, number = stem, 2
    while name.casefold() in taken:
        name, number = f"{stem} ({number})", number + 1
    taken.add(name.casefold())
    return name


def _manifest(material: Material, listed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "version": 1,
        "program": f"gptemplate {__version__}",
        "practices": [
            {
                "id": one.practice,
                "title": one.title,
                "form": one.template,
                "from": one.source_language,
                "to": one.target_language,
                "texts": [{"field": each.key.field, "revision": each.revision} for each in one.passages],
                "words": one.words,
                "characters": one.characters,
            }
            for one in material.sheets
        ],
        "files": list(listed),
    }
