"""A person's typing as fast as the disk takes it, saved when the window would save it, until the process is killed.

The person's clock is made up: it goes on by the time between two keys. The window's own rule says when a save is due.
Every key is told before it is pressed, and every save after it is kept, so the file may say at most too much and too little.
"""

from __future__ import annotations

import json
from io import FileIO
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from gptemplate.gui.editor.autosave import Autosave
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library

KEYS = [Key(field, language) for field in ("title", "summary", "challenges_encountered") for language in ("fi", "sv", "en")]
WORDS = "Kunnan työpajassa opitaan suomea, och svenska på köpet, åäö 1 500 €! "
PAUSES = (0.04, 0.08, 0.12, 0.2, 0.5)  # seconds between two keys


class Person:
    """Types in one field after another."""

    def __init__(self, library_file: Path, practice: str, seed: int, told: FileIO) -> None:
        self._rng = Random(seed)
        self._library = open_library(library_file, Templates(library_file.parent))
        self._practice = practice
        self._told = told
        self._now = 0.0
        self._autosave = Autosave(lambda: self._now)

    def burst(self) -> None:
        """Type some words in a field and leave it."""
        key = self._rng.choice(KEYS)
        text = editing.open_practice(self._library, self._practice).text(*key)[-2_000:]
        for _press in range(self._rng.randrange(4, 60)):
            self._pause(key, text, self._rng.choice(PAUSES))
            text += self._rng.choice(WORDS)
            self._tell("key", key, text)
            self._autosave.touch()
        self._save(key, text)
        editing.leave(self._library, self._practice, [key])

    def _pause(self, key: Key, text: str, seconds: float) -> None:
        due, then = self._autosave.wait, self._now + seconds
        if due is not None and self._now + due <= then:
            self._now += due
            self._save(key, text)
        self._now = then

    def _save(self, key: Key, text: str) -> None:
        self._autosave.clear()
        editing.write(self._library, self._practice, key, text)
        self._tell("saved", key, text)

    def _tell(self, what: str, key: Key, text: str) -> None:
        self._told.write(json.dumps([round(self._now * 1_000), what, *key, text]).encode() + b"\n")


def play(library_file: Path, practice: str, seed: int, told: Path, ready: Connection) -> None:
    """Type until killed. A line told is [milliseconds of the person's life, "key" or "saved", field, language, text]."""
    with told.open("ab", buffering=0) as stream:
        person = Person(library_file, practice, seed, stream)
        ready.send("typing")
        while True:
            person.burst()
