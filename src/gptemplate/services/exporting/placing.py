"""Giving finished files their names in a folder, and remembering there what each was made from.

The record is a small hidden file: a second run into the same folder finds in it what need not be made again. It also
tells this program's files from others, which are never replaced.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gptemplate.errors import ExportError, is_full
from gptemplate.files import replace, write_whole
from gptemplate.i18n import Message
from gptemplate.services.exporting.making import Part
from gptemplate.services.exporting.order import Existing, Outcome

log = logging.getLogger(__name__)

RECORD = ".gptemplate-export.json"
_PARTS = ".gptemplate-parts-"
_FORMAT = 1
_LARGEST_RECORD = 50_000_000  # bytes; a document takes about 200
_OLD = 86_400  # seconds after which parts belong to a run that was ended
_SAVED_EVERY = 5.0  # seconds


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a finished file is now; None where it was not to take the place of another."""

    file: Path | None
    outcome: Outcome
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    digest: str
    undrawable: str = ""


class Place:
    """A folder that files are put into. Raises ExportError when it cannot be made or written to."""

    def __init__(self, folder: Path, existing: Existing) -> None:
        self._folder, self._existing = folder, existing
        self._taken: set[Path] = set()
        self._numbers: dict[str, int] = {}  # up to which the names of this run have numbers
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
            self.parts = Path(tempfile.mkdtemp(prefix=_PARTS, dir=folder))
        except OSError as error:
            log.info("the folder cannot be written: %s", type(error).__name__)
            if is_full(error):
                raise ExportError(
                    Message("The disk with the folder {path} is full. Make room, or choose another one.", path=str(folder))
                ) from None
            raise ExportError(
                Message("The folder {path} cannot be made. Choose another one.", path=str(folder))
                if not folder.is_dir()
                else Message("Nothing can be written into the folder {path}. Choose another one.", path=str(folder))
            ) from None
        self._entries = _read(folder / RECORD)
        self._names = {entry.key: name for name, entry in self._entries.items()}
        self._saved = time.monotonic()

    def made_before(self, key: str) -> Path | None:
        """Return the file that was made from the same, if it is still as it was then."""
        name = self._names.get(key)
        if name is None:
            return None
        file = self._folder / name
        if file in self._taken or _digest_of(file) != self._entries[name].digest:
            return None
        self._taken.add(file)
        return file

    def notes(self, file: Path) -> tuple[Message, ...]:
        """Return what a person should know of a file that this program made."""
        entry = self._entries.get(file.name)
        if entry is None or not entry.undrawable:
            return ()
        return (
            Message("{name} shows boxes for what no typeface here can draw: {text}", name=file.name, text=entry.undrawable),
        )

    def keep(self, part: Part, key: str, stem: str, suffix: str) -> Placed:
        """Give a part its name, as far as what is there already may be replaced. Raises OSError."""
        notes: list[Message] = []
        for file in self._candidates(stem, suffix):
            there = _digest_of(file)
            if there is None and not _is_there(file):
                _name(part.file, file)
                return self._placed(file, key, part, Outcome.MADE, notes)
            if there == part.digest:
                return self._placed(file, key, part, Outcome.UNCHANGED, notes)
            if self._existing is Existing.SKIP:
                return Placed(None, Outcome.SKIPPED, (Message("{name} is there already and was kept.", name=file.name),))
            if self._existing is Existing.REPLACE:
                if self._is_ours(file, there):
                    replace(part.file, file)
                    return self._placed(file, key, part, Outcome.MADE, notes)
                notes.append(
                    Message(
                        "{name} was kept: it was changed since it was exported, or another program made it.", name=file.name
                    )
                )
        raise AssertionError("there is always another number")

    def close(self) -> None:
        """Keep the record, and remove what is not finished."""
        self._save()
        shutil.rmtree(self.parts, ignore_errors=True)

    def _candidates(self, stem: str, suffix: str) -> Iterator[Path]:
        """The names that a file may have, without those that this run has given already."""
        number = self._numbers.get(f"{stem}{suffix}", 0)
        while True:
            number += 1
            self._numbers[f"{stem}{suffix}"] = number
            file = self._folder / (f"{stem}{suffix}" if number == 1 else f"{stem} ({number}){suffix}")
            if file not in self._taken:
                yield file

    def _placed(self, file: Path, key: str, part: Part, outcome: Outcome, notes: list[Message]) -> Placed:
        self._taken.add(file)
        self._entries[file.name] = _Entry(key, part.digest, part.undrawable)
        self._names[key] = file.name
        if time.monotonic() - self._saved > _SAVED_EVERY:
            self._save()
        return Placed(file, outcome, (*notes[:1], *self.notes(file)))

    def _is_ours(self, file: Path, digest: str | None) -> bool:
        entry = self._entries.get(file.name)
        return entry is not None and entry.digest == digest

    def _save(self) -> None:
        if not self._entries:
            return
        files = {name: _plain(one) for name, one in sorted(self._entries.items())}
        content = json.dumps({"format": _FORMAT, "files": files}, ensure_ascii=False, indent=0).encode()
        try:
            write_whole(self._folder / RECORD, content)
        except OSError as error:  # the next run makes everything anew, no more
            log.info("the record of an export was not kept: %s", type(error).__name__)
        self._saved = time.monotonic()


def _name(part: Path, file: Path) -> None:
    """Rename without ever taking the place of a file that came there a moment ago. Raises OSError."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except (OSError, AttributeError):  # a stick formatted for every system knows no second name
        replace(part, file)
    else:
        part.unlink()


def _is_there(file: Path) -> bool:
    return file.exists() or file.is_symlink()


def _digest_of(file: Path) -> str | None:
    """The SHA-256 of a plain file, None where there is none that can be read."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _read(file: Path) -> dict[str, _Entry]:
    """What a record says; one that cannot be understood says nothing."""
    try:
        if file.stat().st_size > _LARGEST_RECORD:
            return {}
        raw = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    files = raw.get("files") if isinstance(raw, dict) and raw.get("format") == _FORMAT else None
    if not isinstance(files, dict):
        return {}
    found = {name: _entry(one) for name, one in files.items() if Path(name).name == name}
    return {name: one for name, one in found.items() if one is not None}


def _plain(one: _Entry) -> dict[str, str]:
    return {"key": one.key, "sha256": one.digest} | ({"undrawable": one.undrawable} if one.undrawable else {})


def _entry(raw: Any) -> _Entry | None:
    if not isinstance(raw, dict):
        return None
    known = [raw.get("key"), raw.get("sha256"), raw.get("undrawable", "")]
    return _Entry(*known) if all(isinstance(one, str) for one in known) else None


def _sweep(folder: Path) -> None:
    """Remove what a run left that was ended in the middle."""
    for one in folder.glob(f"{_PARTS}*"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime > _OLD:
                shutil.rmtree(one)
