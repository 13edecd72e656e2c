"""How documents name languages."""

from __future__ import annotations

from gptemplate import i18n


def tag(language: str) -> str:
    """Return the name of a language that Word and PDF readers know, such as "fi-FI"."""
    return i18n.locale_name(language).replace("_", "-")
