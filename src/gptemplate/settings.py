"""What a person has chosen: declared once, kept as JSON, never a reason not to start.

Settings lie in the data folder, and go along with it on a stick. What was chosen for one computer alone is kept in the
program's own folder on that computer: `Choice`.
"""

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
from gptemplate.paths import Paths
from gptemplate.paths import paths as paths_of

log = logging.getLogger(__name__)

TEXT_SCALES = (100, 200)  # per cent
BACKUP_LIMITS = (1, 10_000_000)  # MB
LONGEST_DEVICE = 40  # characters, as the library keeps it
DEEPEST = 20  # lists and tables within each other in a setting
CHOICES = "places.json"  # in the program's own folder on this computer
MOST_CHOICES = 100
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
    moved_to: str = ""  # the folder in which the library of this one is now; kept here by older versions
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


class Choice(NamedTuple):
    """Where to work on a library that lies in an unsafe place, as it was chosen on one computer."""

    library: str
    device: str  # as the settings beside the library had it: another stick may come under the same letter
    computer: str  # a folder of one's own may be the same on several computers
    moved_to: str = ""  # the folder where the library is now; "" is: it is written to where it lies


def choice(library: Path, device: str) -> Choice | None:
    """Return what was chosen for a library on this computer; None where nothing was, or it cannot be read."""
    wanted = _key(library, device)
    return next((one for one in _choices(_choices_file()) if one[:3] == wanted), None)


def choose(library: Path, device: str, moved_to: str = "") -> None:
    """Keep a choice on this computer. Raises OSError."""
    file, made = _choices_file(), Choice(*_key(library, device), moved_to)
    others = [one for one in _choices(file) if one[:3] != made[:3]]
    file.parent.mkdir(parents=True, exist_ok=True)
    kept = [one._asdict() for one in (*others, made)][-MOST_CHOICES:]
    write_whole(file, json.dumps(kept, ensure_ascii=True, indent=1).encode())


def moved_to(paths: Paths, settings: Settings) -> str:
    """Return the folder to which a data folder's library was moved on this computer, "" where it was not."""
    made = choice(paths.library, device_of(paths, settings))
    return (made.moved_to if made else "") or settings.moved_to


def device_of(paths: Paths, settings: Settings) -> str:
    """Return the device that a data folder's settings name; "" where none are kept, as it would be another at each start."""
    return settings.device if paths.settings.is_file() else ""


def _key(library: Path, device: str) -> tuple[str, str, str]:
    return str(library), device, os.environ.get("COMPUTERNAME", "") if os.name == "nt" else os.uname().nodename


def _choices_file() -> Path:
    return paths_of().data / CHOICES


def _choices(file: Path) -> list[Choice]:
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
        return [Choice(**{name: str(one.get(name, "")) for name in Choice._fields}) for one in raw]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        log.info("choices not read: %s", type(error).__name__)
        return []


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
