"""What a session told the disk, and what the disk may hold after the power fails in the middle of it.

`recorder.c` notes every write, truncation, sync, unlinking and renaming of a session. `Disk` takes these notes one by
one and can fail at any moment: what was synced is there; of the rest each write is whole, gone, or torn at sectors.
Changes of the folder (names that come, go and change) are there up to some moment since its last sync, in their order.
"""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

SECTOR = 512
ROOT = Path(__file__).resolve().parent.parent.parent
SAID = "acknowledged"  # the file into which a session says what it has done
_HEAD = struct.Struct("<cIQQ")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that the disk was told."""

    kind: str
    name: str  # of the file in its folder
    at: int
    content: bytes


@dataclass(slots=True)
class Stored:
    """A file: what is surely on the disk, and what has been written since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Event] = field(default_factory=list)

    def sync(self) -> None:
        """Put everything on the disk."""
        for event in self.since:
            _apply(self.synced, event)
        self.since.clear()

    def after_power_cut(self, rng: Random) -> bytes:
        """Return what may be left of the file."""
        content = bytearray(self.synced)
        kept, torn = rng.choice([(0.0, 0.0), (1.0, 0.0), (0.5, 0.0), (0.5, 0.5), (0.9, 0.1), (0.1, 0.9)])
        for event in self.since:
            if rng.random() < kept:
                _apply(content, event)
            elif rng.random() < torn:
                for sector in _sectors(event):
                    if rng.random() < 0.5:
                        _apply(content, sector)
        return bytes(content)


class Disk:
    """A disk that can lose its power."""

    def __init__(self) -> None:
        self._files: list[Stored] = []
        self._names: dict[str, int] = {}  # as the program sees them
        self._synced_names: dict[str, int] = {}
        self._renamings: list[dict[str, int]] = []  # the names after each change since the folder was synced

    def tell(self, event: Event) -> None:
        """Do what the program asked for."""
        match event.kind:
            case "c":
                self._files.append(Stored())
                self._change(self._names | {event.name: len(self._files) - 1})
            case "u":
                self._change({name: number for name, number in self._names.items() if name != event.name})
            case "r":
                others = {name: number for name, number in self._names.items() if name != event.name}
                self._change(others | {event.content.decode(): self._names[event.name]})
            case "d":
                self._synced_names = self._names
                self._renamings.clear()
            case "s":
                self._file(event).sync()
            case _:
                self._file(event).since.append(event)

    def _file(self, event: Event) -> Stored:
        return self._files[self._names[event.name]]

    def _change(self, names: dict[str, int]) -> None:
        self._names = names
        self._renamings.append(names)

    def after_power_cut(self, rng: Random) -> dict[str, bytes]:
        """Return the files that may be left."""
        names = rng.choice([self._synced_names, *self._renamings])
        return {name: self._files[number].after_power_cut(rng) for name, number in names.items()}

    def as_seen(self) -> dict[str, bytes]:
        """Return the files as a program sees them that did not end."""
        for file in self._files:
            file.sync()
        return {name: bytes(self._files[number].synced) for name, number in self._names.items()}


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "t":
        del content[event.at :]
    content.extend(bytes(max(0, event.at - len(content))))
    content[event.at : event.at + len(event.content)] = event.content


def _sectors(event: Event) -> Iterator[Event]:
    at, end = event.at, event.at + len(event.content)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        yield Event("w", event.name, at, event.content[at - event.at : until - event.at])
        at = until


def compiled(folder: Path) -> Path:
    """Return the recorder, made by the C compiler; without one the test is skipped, but not in CI."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not sys.platform.startswith("linux") or compiler is None:
        if os.environ.get("CI") and sys.platform.startswith("linux"):
            pytest.fail("there is no C compiler, and CI must test with one")
        pytest.skip("needs Linux and a C compiler")
    made = folder / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", made, source, "-ldl"], check=True)
    return made


def record(recorder: Path, folder: Path, module: str, *arguments: str, failing: Mapping[str, str] | None = None) -> list[Event]:
    """Run a session (a module) on a folder and return what it told the disk; `failing` says which changes the disk refuses."""
    folder.mkdir()
    to = folder.with_suffix(".record")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    recorded = {"LD_PRELOAD": str(recorder), "RECORDED_FOLDER": str(folder), "RECORD": str(to), **(failing or {})}
    subprocess.run(
        [sys.executable, "-m", module, folder, *arguments],
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, **recorded},
    )
    return list(_events(to.read_bytes(), folder))


def _events(content: bytes, folder: Path) -> Iterator[Event]:
    at, prefix = 0, f"{folder}/"
    while at < len(content):
        kind, path_length, offset, size = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        path = content[at : at + path_length].decode()
        at += path_length
        data = content[at : at + size]
        at += size
        if kind == b"r":
            data = data.decode().removeprefix(prefix).encode()
        # Neither an index of the log nor a lock is read again after a power cut; of folders only the one matters.
        elsewhere = path.endswith(("-shm", ".lock", " (deleted)")) or (kind == b"d" and path != str(folder))
        if not elsewhere:
            yield Event(kind.decode(), path.removeprefix(prefix), offset, data)


def said(event: Event) -> Any:
    """Return what the session says with an event, or None where the event is not such a one."""
    return json.loads(event.content) if event.name == SAID and event.kind == "w" else None
