"""What is said of copies: why they were made, how large they are."""

from __future__ import annotations

from gptemplate.i18n import Message, Translator
from gptemplate.model.words import copy_reason

MB = 1024 * 1024


def why(tr: Translator, reason: str) -> str:
    """Say why a copy was made, as the beginning of a line."""
    said = copy_reason(tr, reason)
    return said[:1].upper() + said[1:]


def size(tr: Translator, count: int) -> str:
    """Return a size in bytes as people write it: "640 kB", "1,4 MB", "2 GB"."""
    if count < MB:
        return f"{max(1, round(count / 1024))} kB"
    number, unit = (count / MB, "MB") if count < 1000 * MB else (count / MB / 1024, "GB")
    written = f"{number:.1f}".removesuffix(".0") if number < 10 else str(round(number))
    return f"{written if tr.language == 'en' else written.replace('.', ',')} {unit}"


def title(tr: Translator, titles: tuple[str, str]) -> str:
    """Return a practice's title, or what stands for none."""
    return titles[0] or tr(Message("Untitled practice"))
