"""What the table of the memory shows: which entries, which two texts of each, and where the words stand. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from gptemplate.i18n import N_, Translator
from gptemplate.model import stems
from gptemplate.model.memory import Extent, Unit

if TYPE_CHECKING:
    from gptemplate.services.memory import Imported

USUAL = ("fi", "sv", "en")
PAGE = 200  # entries that are read at a time
MOST_FORMS = 4  # forms that are looked for besides what was typed
_BEFORE = 48  # characters before the first of the words looked for, where a text is long
_LEAD = 90  # characters that are shown from the beginning

Said = tuple[str, str]
"""A language and a text in it; both empty where there is none."""

EXTENT_WORDS = {Extent.SENTENCE: N_("Sentence"), Extent.FIELD: N_("Whole field")}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to see: words in one language or in any, beside another one, from one place or all."""

    words: str = ""
    source: str = ""
    target: str = "sv"
    project: str = ""


def pair_of(unit: Unit, wish: Wish) -> tuple[Said, Said]:
    """Return the two texts of an entry that are shown side by side."""
    source = wish.source or _found_in(unit, wish)
    order = (wish.target, *(code for code in USUAL if code != wish.target), *unit.texts)
    target = wish.target if wish.source else next((code for code in order if code != source and code in unit.texts), "")
    return (source, unit.texts.get(source, "")), (target, unit.texts.get(target, ""))


def marked(text: str, words: Sequence[str]) -> list[tuple[int, int]]:
    """Return where words or parts of words stand in a text, from the left; places that touch are one."""
    found: list[tuple[int, int]] = []
    spans = [one.span() for word in words for one in re.finditer(re.escape(word), text, re.IGNORECASE)]
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def excerpt(text: str, words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return a text in one line, from a little before the words looked for, and where they stand in it."""
    line = text.replace("\n", " ")
    places = marked(line, words)
    if places and places[0][0] > _LEAD:
        start = line.find(" ", places[0][0] - _BEFORE) + 1 or places[0][0]
        line = "…" + line[min(start, places[0][0]) :]
        places = marked(line, words)
    return line, places


def other_forms(words: str) -> list[str]:
    """Return what else to look for, so that a word is found in its other forms: "kynnys" also as "kynnyks"."""
    asked = stems.query_words(words)
    if not asked:
        return []
    ways = (" ".join(way) for way in product(*(stems.variants(word) for word in asked)))
    return list(islice((way for way in ways if way != words.casefold()), MOST_FORMS))


def origin(tr: Translator, unit: Unit) -> str:
    """Return where an entry comes from."""
    return unit.project or tr(N_("Unknown origin"))


def number(tr: Translator, n: int) -> str:
    """Return a number as people write it: "100 000" in Finnish and Swedish, "100,000" in English."""
    return f"{n:,}" if tr.language == "en" else f"{n:,}".replace(",", "\u00a0")


def count_words(tr: Translator, total: int, shown: int, *, is_search: bool, has_more: bool) -> str:
    """Return how many entries there are, or how many were found."""
    if not is_search:
        return tr.plural("{n} entry", "{n} entries", total, n=number(tr, total))
    if has_more:
        return tr(N_("the newest {n} of those found"), n=number(tr, shown))
    return tr.plural("{n} found", "{n} found", shown, n=number(tr, shown))


def _found_in(unit: Unit, wish: Wish) -> str:
    """The language whose text has the words; the target only where no other has them."""
    codes = [*(code for code in USUAL if code in unit.texts), *(code for code in unit.texts if code not in USUAL)]
    codes.sort(key=lambda code: code == wish.target)
    folded = wish.words.casefold().split()
    having = [code for code in codes if _has(unit.texts[code], folded)]
    return next(iter([*having, *codes]), "")


def _has(text: str, folded: Sequence[str]) -> bool:
    small = text.casefold()
    return all(word in small for word in folded)


def told_imported(tr: Translator, file: str, brought: Imported) -> str:
    """Return in a sentence what a translation memory brought."""
    others = brought.read - brought.new
    left_out = brought.skipped + brought.foreign
    parts = [
        (brought.new, tr.plural("{n} new", "{n} new", brought.new, n=number(tr, brought.new))),
        (others, tr.plural("{n} already known", "{n} already known", others, n=number(tr, others))),
        (left_out, tr.plural("{n} left out", "{n} left out", left_out, n=number(tr, left_out))),
    ]
    what = ", ".join(words for n, words in parts if n) or tr(N_("none"))
    if brought.cancelled:
        return tr(N_("Stopped; what was read of {file} stays: {what}"), file=file, what=what)
    return tr(N_("Entries from {file}: {what}"), file=file, what=what)
