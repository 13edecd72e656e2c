"""What the program did, kept in a file that a person can send: times, names of functions and errors, no texts."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _WithoutTexts(logging.Formatter):
    """Writes where an error arose and of what kind it is; its own words may quote what a person wrote."""

    def formatException(self, raised: Raised) -> str:  # noqa: N802 - the name is Python's
        lines: list[str] = []
        error = raised[1]
        while error is not None:
            frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
            lines = [*frames, f"{type(error).__qualname__}\n", *lines]
            error = error.__cause__ or error.__context__
        return "".join(lines).rstrip()


def start(folder: Path) -> None:
    """Send the program's log to a file in `folder`; where that cannot be written, go on without."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "gptemplate.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(_WithoutTexts("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("gptemplate").addHandler(handler)
    logging.getLogger("gptemplate").setLevel(logging.INFO)
