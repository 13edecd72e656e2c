"""A person at work, without a window: every kind of save, one after another, each said aloud once it is kept.

    python -m tests.durability.session FOLDER TURNS [SYNCHRONOUS]

After each save it appends to the file "acknowledged" of the folder: {"did": …, "state": a hash of all that is kept}.
With SYNCHRONOUS=OFF the database does not wait for the disk: a test that cannot see the harm of that sees nothing.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from gptemplate.errors import BadValue
from gptemplate.model.states import Key, State, Status
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library
from tests.durability.recording import SAID
from tests.durability.state import fingerprint

LANGUAGES = ("fi", "sv", "en")
FIELDS = ("title", "summary", "challenges_encountered")
WORDS = [
    "kunnan",
    "työpajassa",
    "opitaan",
    "suomea",
    "och",
    "svenska",
    "på",
    "köpet",
    "eight",
    "learners",
    "åäö",
    "1",
    "500",
    "€",
]


class Person:
    """Does one thing after another, as chance will have it."""

    def __init__(self, folder: Path, synchronous: str) -> None:
        self._rng = Random(3)
        self._file = folder / "practices.gptemplate"
        self._templates = Templates(folder)
        self._synchronous = synchronous
        self._now = 1_790_000_000_000
        self._said = (folder / SAID).open("ab", buffering=0)
        self._library = self._open()
        self._say("open")
        self._practices = [self._new()]
        self._say("begin")

    def work(self, turns: int) -> None:
        """Do so many things."""
        deeds = list(self._deeds())
        for turn in range(turns):
            name, deed = deeds[turn] if turn < len(deeds) else self._rng.choice(deeds)
            try:
                deed()
            except BadValue:
                name += ", refused"  # a step that no longer fits the text cannot be taken back
            self._say(name)

    def _deeds(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Typing is what a person does most; everything is done at least once."""
        yield from [("type", self._type)] * 12
        yield from [("leave", lambda: editing.leave(self._library, self._one()))] * 3
        yield (
            "mark",
            lambda: editing.set_state(self._library, self._one(), self._key(), self._rng.choice((State.DONE, State.TO_CHECK))),
        )
        yield "confirm", lambda: editing.confirm_valid(self._library, self._one(), self._key())
        yield "status", lambda: practices.set_status(self._library, [self._one()], self._rng.choice(list(Status)))
        yield "photo", self._photo
        yield (
            "file",
            lambda: editing.attach_file(
                self._library, self._one(), "documents", self._rng.randbytes(self._rng.randrange(1, 20_000)), "liite.bin"
            ),
        )
        yield from [("undo", lambda: editing.undo(self._library, self._rng.choice((self._one(), ""))))] * 2
        yield "redo", lambda: editing.redo(self._library, self._rng.choice((self._one(), "")))
        yield "bin", lambda: practices.to_bin(self._library, [self._one()])
        yield "restore", lambda: practices.restore(self._library, self._practices)
        yield "bring in", lambda: bringing_in.bring_in(self._library, [self._rng.choice(bringing_in.sample_files())])
        yield "new", lambda: self._practices.append(self._new())
        yield "reopen", self._reopen

    def _say(self, did: str) -> None:
        said = {"did": did, "state": fingerprint(self._library)}
        self._said.write(json.dumps(said).encode())

    def _open(self) -> Library:
        library = open_library(self._file, self._templates, device="here", clock=self._clock)
        if self._synchronous:
            driver = library._engine.raw_connection().driver_connection
            assert driver is not None
            driver.execute(f"PRAGMA synchronous = {self._synchronous}")
        return library

    def _reopen(self) -> None:
        self._library.close()
        self._library = self._open()

    def _clock(self) -> int:
        self._now += self._rng.randrange(3_000)
        return self._now

    def _new(self) -> str:
        title = f"Käytäntö {self._rng.randrange(100)}"
        return practices.new_practice(self._library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]

    def _one(self) -> str:
        return self._rng.choice(self._practices)

    def _key(self) -> Key:
        return Key(self._rng.choice(FIELDS), self._rng.choice(LANGUAGES))

    def _type(self) -> None:
        practice, key = self._one(), self._key()
        text = editing.open_practice(self._library, practice).text(*key)
        more = " ".join(self._rng.choices(WORDS, k=self._rng.randrange(1, 30)))
        editing.write(self._library, practice, key, f"{text[-3_000:]} {more}")

    def _photo(self) -> None:
        out = io.BytesIO()
        size = (self._rng.randrange(20, 200), 100)
        Image.frombytes("RGB", size, self._rng.randbytes(size[0] * size[1] * 3)).save(out, "PNG")
        editing.attach_image(self._library, self._one(), "image", out.getvalue(), "kuva.png")


if __name__ == "__main__":
    Person(Path(sys.argv[1]), sys.argv[3] if len(sys.argv) > 3 else "").work(int(sys.argv[2]))
    os._exit(0)  # with the library still open, as a power cut finds it
