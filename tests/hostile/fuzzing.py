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

with atheris.instrument_imports(include=["gptemplate.exchange", "gptemplate.model", "gptemplate.translation", "tomllib"]):
    from gptemplate import resources
    from gptemplate.errors import UserError
    from gptemplate.exchange import pictures, practice_file
    from gptemplate.model import template_file, values
    from gptemplate.model.practice import Practice
    from gptemplate.model.summary import summarise
    from gptemplate.model.template import Template
    from gptemplate.translation import xliff_reading

FORM: Template = template_file.read_template(resources.path("templates", "interreg-europe-2021.toml").read_bytes(), "form")


def _practice(content: bytes, name: str) -> None:
    """Read a practice file, and take each of its values."""
    file = practice_file.read(content, name)
    for key, raw in file.values.items():
        one = FORM.fields.get(key.field)
        if one is None or key.language not in FORM.languages_of(one):
            continue
        with suppress(UserError):
            kept = values.accept(one, key.language, practice_file.kept_form(one, raw))
            kept.encode()
            assert values.accept(one, key.language, kept) == kept
            values.show(one, kept, "fi")


def _template(content: bytes, name: str) -> None:
    """Read a form, and count an empty practice of it."""
    template = template_file.read_template(content, name)
    summarise(template, Practice("0" * 32, template.id, template.codes[0]))


READERS: dict[str, Callable[[bytes, str], object]] = {
    "practices": _practice,
    "pictures": pictures.prepare,
    "templates": _template,
    "translations": xliff_reading.read,
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
