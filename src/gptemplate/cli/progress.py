"""How far long work has come: one line on a terminal's standard error, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gptemplate.i18n import Translator
from gptemplate.services.exporting.estimate import time_left


@contextmanager
def documents(tr: Translator) -> Iterator[Callable[[int, int], bool]]:
    """Give what is to be told (documents done, documents in all); the line goes when the work is over."""
    widest = 0
    began = time.monotonic()

    def tell(done: int, total: int) -> bool:
        nonlocal widest
        if sys.stderr.isatty():
            line = tr("{done} of {total} documents", done=done, total=total)
            left = time_left(time.monotonic() - began, done, total)
            line = f"{line}, {tr(left)}" if left else line
            widest = max(widest, len(line))
            print(f"\r{line:<{widest}}", end="", file=sys.stderr, flush=True)
        return True

    try:
        yield tell
    finally:
        if widest:
            print(f"\r{' ' * widest}\r", end="", file=sys.stderr, flush=True)
