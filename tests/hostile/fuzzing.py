"""Atheris on one of the readers, until an error that is no UserError or until the time is up.

    python -m tests.hostile.fuzzing READER SECONDS FOLDER [CORPUS…]

What fails is written to FOLDER and belongs into tests/data/hostile.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["gptemplate.exchange", "gptemplate.model", "tomllib"]):
    from gptemplate.errors import UserError
    from gptemplate.exchange import pictures, practice_file
    from gptemplate.model import template_file

READERS: dict[str, Callable[[bytes, str], object]] = {
    "practices": practice_file.read,
    "pictures": pictures.prepare,
    "templates": template_file.read_template,
}


def main() -> None:
    """Fuzz what the arguments say."""
    reader = READERS[sys.argv[1]]
    warnings.simplefilter("ignore")

    def once(content: bytes) -> None:
        with suppress(UserError):
            reader(content, "x")

    limits = [f"-max_total_time={sys.argv[2]}", "-rss_limit_mb=1500", "-timeout=10", f"-artifact_prefix={sys.argv[3]}/"]
    atheris.Setup([sys.argv[0], *limits, "-max_len=20000", *sys.argv[3:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
