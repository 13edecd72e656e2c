"""Real practices to print: the samples, read by hand so that printing needs no library, and pictures made here."""

from __future__ import annotations

import io
import json
import tomllib
from functools import cache
from typing import Any

from PIL import Image, ImageDraw

from gptemplate import resources
from gptemplate.model.outline import Layout, Outline, outline
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Template
from gptemplate.model.template_file import read_template

PICTURE = "a" * 64
MODIFIED = 1_751_000_000_000
SAMPLES = tuple(sorted(path.stem for path in resources.path("samples").glob("*.toml")))


@cache
def template_of(name: str) -> Template:
    path = resources.path("templates", f"{name}.toml")
    return read_template(path.read_bytes(), path.name)


def new_practice(values: dict[Key, Value] | None = None, template: str = "interreg-europe-2021") -> Practice:
    return Practice("p1", template, "fi", Status.DRAFT, values or {}, MODIFIED, MODIFIED)


@cache
def sample(name: str) -> Practice:
    raw = tomllib.loads(resources.path("samples", f"{name}.toml").read_text("utf-8"))
    template = template_of(raw["template"])
    registers = {"shared": SHARED} | {code: code for code in template.codes}
    values = {
        Key(field, code): Value(_kept(field, held), State.DONE)
        for part, code in registers.items()
        for field, held in raw.get(part, {}).items()
    }
    return new_practice(values, raw["template"])


def _kept(field: str, held: Any) -> str:
    if isinstance(held, list):
        return "\n".join(held)
    if field == "image" and isinstance(held, dict):
        return PICTURE
    return json.dumps(held, ensure_ascii=False, sort_keys=True) if isinstance(held, dict) else str(held).strip()


def made(practice: Practice, *languages: str, side: bool = False, final: bool = False, working: bool = False) -> Outline:
    layout = Layout.SIDE_BY_SIDE if side else Layout.ONE_LANGUAGE
    template = template_of(practice.template_id)
    return outline(template, practice, languages or ("fi",), layout=layout, final=final, working=working)


@cache
def photograph(width: int = 1200, height: int = 800, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (width, height), "#7fa8b0")
    draw = ImageDraw.Draw(image)
    for at in range(0, width, 60):
        draw.ellipse((at, height // 3, at + 200, height // 3 + 260), fill=(at % 200, 110, 120))
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()
