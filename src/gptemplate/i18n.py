"""The languages of the interface and of printed words; nothing here knows a window or a terminal.

Messages are marked where they are written, `Message("{n} fields", n=3)`, and become text only where they are
shown: `translator("fi")(message)`. English is the language of the source, so it needs no catalogue.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from gptemplate import resources

INTERFACE_LANGUAGES = ("fi", "sv", "en")
FALLBACK = "en"
_LONG_NUMBER = 10_000  # a shorter one may be a year

# The territory decides how dates and numbers are written. Swedish is set as in Finland, English as in Europe.
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


def N_(msgid: str) -> str:  # noqa: N802 - the name that every gettext tool knows
    """Mark a string for translation and return it unchanged."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence that is not yet in any language: a msgid, perhaps its plural, and the values it names."""

    msgid: str
    plural: str | None
    values: Mapping[str, Any]

    def __init__(self, msgid: str, plural: str | None = None, /, **values: Any) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "plural", plural)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return translator(FALLBACK)(self)


class Translator:
    """Turns messages into sentences of one language."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str | Message, **values: Any) -> str:
        if isinstance(message, str):
            sentence = self._catalogue.gettext(message) if message else ""
            return sentence.format(**values) if values else sentence
        parts = {name: self._value(part) for name, part in message.values.items()}
        if message.plural is None:
            return self(message.msgid, **parts)
        return self.plural(message.msgid, message.plural, message.values["n"], **parts)

    def _value(self, part: Any) -> Any:
        """A message inside a message is translated, labels of a template are taken in this language, long numbers grouped."""
        if isinstance(part, Message):
            return self(part)
        if isinstance(part, int) and abs(part) >= _LONG_NUMBER:
            return format_number(part, self.language)
        if isinstance(part, Mapping):
            return next((part[code] for code in (self.language, FALLBACK) if code in part), next(iter(part.values()), ""))
        return part

    def plural(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the form of the sentence that fits `n`."""
        return self._catalogue.ngettext(one, many, n).format(**{"n": n, **values})


@cache
def translator(language: str) -> Translator:
    """Return the translator of a language; a language without a catalogue speaks English."""
    binary = resources.catalogue(language)
    found = gettext.GNUTranslations(io.BytesIO(binary)) if binary else gettext.NullTranslations()
    return Translator(language, found)


def system_language() -> str:
    """Return the interface language that fits the person's system, English where none does."""
    import locale
    import os

    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.getlocale()[0] or "")
    for name in names:
        code = name.replace("-", "_").split("_")[0].split(".")[0].lower()
        code = {"finnish": "fi", "swedish": "sv", "english": "en"}.get(code, code)
        if code in INTERFACE_LANGUAGES:
            return code
    return FALLBACK


def locale_name(language: str) -> str:
    """Return the locale whose dates and numbers a language uses, such as "sv_FI"."""
    return _LOCALES.get(language, language)


@cache
def _babel_locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(locale_name(language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES[FALLBACK])


def format_month(year: int, month: int, language: str) -> str:
    """Return a month as people of the language write it: "toukokuu 2023", "maj 2023", "May 2023"."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", datetime(year, month, 1), locale=_babel_locale(language))  # noqa: DTZ001


def format_day(moment: datetime, language: str) -> str:
    """Return a day as people of the language write it: "22. marraskuuta 2026", "22 november 2026", "22 November 2026"."""
    from babel.dates import format_date

    return format_date(moment, "long", locale=_babel_locale(language))


def format_clock(moment: datetime, language: str) -> str:
    """Return the time of day: "14.32" in Finnish and Swedish, "14:32" in English. Needs no locale data."""
    return f"{moment:%H:%M}" if language == "en" else f"{moment:%H.%M}"


def format_number(number: int, language: str) -> str:
    """Return a whole number as people of the language write it: "1 500" with a space that does not break, "1,500"."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")
