"""Templates of a person's own, as small as a template can be."""

from __future__ import annotations

NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English", "de": "Deutsch"}


def own_form(ident: str = "mine", languages: tuple[str, ...] = ("fi",)) -> str:
    """Return the file of a form with a title in some languages, and nothing else."""
    columns = "".join(f'[[language]]\ncode = "{code}"\nname = "{NAMES[code]}"\n' for code in languages)
    return f"""
format = 1
id = "{ident}"
version = 1
submission_language = "{languages[-1]}"
title_field = "title"
summary_field = "title"
label.en = "Mine"
{columns}
[[section]]
id = "one"
label.en = "One"
[[section.field]]
id = "title"
kind = "text"
label.en = "Title"
limit = 20
"""
