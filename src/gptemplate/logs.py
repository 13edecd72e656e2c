"""What the program did, kept in a file that a person can send: times, names of functions and errors, no texts."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def start(folder: Path) -> None:
    """Send the program's log to a file in `folder`; where that cannot be written, go on without."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "gptemplate.log", maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("gptemplate").addHandler(handler)
    logging.getLogger("gptemplate").setLevel(logging.INFO)
