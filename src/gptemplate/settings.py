"""What a person has chosen: declared once, kept as JSON, never a reason not to start."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from gptemplate.files import write_whole

log = logging.getLogger(__name__)

TEXT_SCALES = (100, 200)  # per cent
LONGEST_DEVICE = 40  # characters, as the library keeps it


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's choices. An empty string means: as the system has it."""

    interface_language: str = ""
    theme: str = ""  # "", "light" or "dark"
    author: str = ""  # shown in the history of texts
    device: str = ""  # tells laptops apart when their practices meet
    columns: tuple[str, ...] = ()  # content languages shown side by side, in order
    export_folder: str = ""
    window: str = ""  # Qt's own record of the window's place, base64
    table: str = ""  # Qt's own record of the table's columns, base64
    text_scale: int = 100  # per cent
    export_formats: tuple[str, ...] = ("pdf", "docx")
    second_copy: str = ""  # a folder, such as one on a stick, that gets every copy of the library too
    backup_limit_mb: int = 2048  # room that the copies may take
    extra: dict[str, Any] = field(default_factory=dict)  # settings of a newer version, kept as they are


def read(file: Path) -> Settings:
    """Return the settings kept in `file`; a missing or spoilt file gives the defaults and is kept aside."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(raw, dict):
            raise TypeError
    except FileNotFoundError:
        raw = {}
    except (OSError, ValueError, TypeError, RecursionError) as error:
        log.info("settings not read: %s", type(error).__name__)
        _keep_aside(file)
        raw = {}
    settings = _from_json(raw)
    return settings if settings.device else replace(settings, device=os.urandom(6).hex())


def write(settings: Settings, file: Path) -> None:
    """Keep the settings, whole or not at all. Raises OSError."""
    raw = asdict(settings)
    raw |= raw.pop("extra")
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(raw, ensure_ascii=False, indent=1).encode())


def _from_json(raw: dict[str, Any]) -> Settings:
    known = {one.name for one in fields(Settings) if one.name != "extra"}
    defaults = Settings()
    good: dict[str, Any] = {}
    for name in known & raw.keys():
        value = _fitting(getattr(defaults, name), raw[name])
        if value is not None:
            good[name] = value
    settings = Settings(**good, extra={name: raw[name] for name in raw.keys() - known})
    low, high = TEXT_SCALES
    device = settings.device if len(settings.device) <= LONGEST_DEVICE else ""
    return replace(settings, text_scale=min(max(settings.text_scale, low), high), device=device)


def _fitting(default: Any, value: Any) -> Any:
    """The value if it is of the kind of its default and can be kept anywhere, else None."""
    if isinstance(default, tuple):
        whole = isinstance(value, list) and all(_fitting("", one) is not None for one in value)
        return tuple(value) if whole else None
    if type(value) is not type(default):
        return None
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return None
    return value


def _keep_aside(file: Path) -> None:
    with suppress(OSError):  # it cannot be moved: the defaults serve all the same
        file.replace(file.with_suffix(".spoilt.json"))
