"""How long a document takes: `uv run python benchmarks/documents_speed.py`. Medians of one run; compare ratios."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.documents.practices import PICTURE, made, photograph, sample

from gptemplate.documents.pdf import write_pdf
from gptemplate.documents.word import write_word
from gptemplate.model.outline import Outline

ROUNDS = 50
Write = Callable[[Outline, Mapping[str, bytes]], bytes]


def median(write: Write, outline: Outline, attachments: Mapping[str, bytes]) -> float:
    """Return the milliseconds that a document takes, once everything is warm."""
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        write(outline, attachments)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print a line for each kind of document."""
    practice, attachments = sample("language-at-work"), {PICTURE: photograph()}
    kinds = {
        "one language": made(practice, "fi", final=True),
        "side by side": made(practice, "fi", "sv", "en", side=True, final=True),
    }
    for kind, outline in kinds.items():
        for write in (write_pdf, write_word):
            print(f"{kind:14} {write.__name__:12} {median(write, outline, attachments):6.1f} ms")


if __name__ == "__main__":
    main()
