"""A person at work on a disk that fails now and then: what cannot be saved is tried again, as the window does.

    python -m tests.durability.failing_session FOLDER

Says for each save {"did": …, "state": …, "refused": how often it was told that nothing could be saved}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gptemplate.errors import StoreError
from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.durability.recording import SAID
from tests.durability.state import fingerprint

TRIES = 12
SAVES = 3


def _again(deed: Callable[[], Any]) -> tuple[Any, int]:
    """Do something until it succeeds; return what came of it, and how often it was refused."""
    for refused in range(TRIES):
        try:
            return deed(), refused
        except StoreError:
            continue
    raise SystemExit("nothing can be saved any more")


def main(folder: Path) -> None:
    """Make a practice, write in it, leave the field."""
    file = folder / "practices.gptemplate"
    library, refused = _again(lambda: open_library(file, Templates(folder), device="here", clock=lambda: 1_790_000_000_000))
    with (folder / SAID).open("ab", buffering=0) as aloud:

        def say(did: str, refused: int) -> None:
            aloud.write(json.dumps({"did": did, "state": fingerprint(library), "refused": refused}).encode())

        say("open", refused)
        made, refused = _again(
            lambda: practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Työpaja")
        )
        say("new", refused)
        for number in range(SAVES):
            text = " ".join([f"Kunnan työpajassa opitaan suomea, {number}."] * 40)
            _done, refused = _again(lambda text=text: editing.write(library, made[0], Key("summary", "fi"), text))
            say("type", refused)
            _done, refused = _again(lambda: editing.leave(library, made[0]))
            say("leave", refused)
        assert editing.open_practice(library, made[0]).text("summary", "fi") == text
        library.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
