"""What a person has chosen: declared once, kept as JSON, never a reason not to start."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from gptemplate.files import write_whole

log = logging.getLogger(__name__)

TEXT_SCALES = (100, 200)  # per cent
BACKUP_LIMITS = (1, 10_000_000)  # MB
LONGEST_DEVICE = 40  # characters, as the library keeps it
DEEPEST = 20  # lists and tables within each other in a setting
_HALF = re.compile("[\ud800-\udfff]")


class Settings(NamedTuple):
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
    export_name: str = ""  # how exported files are named; "" is the usual pattern
    export_existing: str = ""  # what happens to files that are there already; "" keeps both
    export_house: str = ""  # the Word file of the person's own that exports fill in
    second_copy: str = ""  # a folder, such as one on a stick, that gets every copy of the library too
    backup_limit_mb: int = 2048  # room that the copies may take
    machine: str = ""  # what translates on this computer: "" nothing, "opus-cat" or "model"
    machine_address: str = ""  # of OPUS-CAT; "" is its usual one
    machine_folder: str = ""  # with a translation model, or with several
    told_place: str = ""  # the folder of which it was said that it is no good place for a library
    moved_to: str = ""  # the folder in which the library of this one is now, on this computer
    extra: Mapping[str, Any] = MappingProxyType({})  # settings of a newer version, kept as they are


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
    return settings if settings.device else settings._replace(device=os.urandom(6).hex())


def write(settings: Settings, file: Path) -> None:
    """Keep the settings, whole or not at all. Raises OSError."""
    raw = settings._asdict()
    raw |= raw.pop("extra")
    file.parent.mkdir(exist_ok=True)  # not what is above it: a stick that was pulled out is not made anew on the disk
    write_whole(file, json.dumps(raw, ensure_ascii=False, indent=1).encode())


def _from_json(raw: dict[str, Any]) -> Settings:
    known = set(Settings._fields) - {"extra"}
    defaults = Settings()
    good: dict[str, Any] = {}
    for name in known & raw.keys():
        value = _fitting(getattr(defaults, name), raw[name])
        if value is not None:
            good[name] = value
    settings = Settings(**good, extra={name: raw[name] for name in raw.keys() - known if _is_keepable(name, raw[name])})
    device = settings.device if len(settings.device) <= LONGEST_DEVICE else ""
    return settings._replace(
        text_scale=_within(TEXT_SCALES, settings.text_scale),
        backup_limit_mb=_within(BACKUP_LIMITS, settings.backup_limit_mb),
        device=device,
    )


def _within(bounds: tuple[int, int], number: int) -> int:
    return min(max(number, bounds[0]), bounds[1])


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


def _is_keepable(name: str, value: Any) -> bool:
    """Whether what another version kept can be written again: whole characters, and not too deep for the program."""
    return _is_shallow(value) and not _HALF.search(json.dumps([name, value], ensure_ascii=False))


def _is_shallow(value: Any, room: int = DEEPEST) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return room > 0 and all(_is_shallow(one, room - 1) for one in inner)


def _keep_aside(file: Path) -> None:
    with suppress(OSError):  # it cannot be moved: the defaults serve all the same
        file.replace(file.with_suffix(".spoilt.json"))
