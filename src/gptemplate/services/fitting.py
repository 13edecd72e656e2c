"""Fitting the limits: what the library's finished texts say of lengths, and what can go in a text that is too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, permutations
from typing import TYPE_CHECKING

from gptemplate import resources
from gptemplate.errors import UserError
from gptemplate.model import shortening
from gptemplate.model.fitting import NOTHING_LEARNED, Pair, Ratios, learn
from gptemplate.model.shortening import Cut, Phrases
from gptemplate.model.states import SHARED
from gptemplate.model.template import Template

if TYPE_CHECKING:
    from gptemplate.store.library import Library
    from gptemplate.store.overview import Finished
    from gptemplate.store.work import Work


class Fitting:
    """What was learned from a library; ask on a worker. A library that has not changed is not read again."""

    def __init__(self) -> None:
        self._stamp: tuple[int, int] | None = None
        self._ratios = NOTHING_LEARNED

    def ratios(self, library: Library) -> Ratios:
        """Return the ratios that the finished pairs of a library tell. Raises StoreError."""
        with library.reading() as work:
            stamp = work.overview.stamp()
            if stamp != self._stamp:
                self._ratios = _learned(work)
                self._stamp = stamp
        return self._ratios


def ratios(library: Library) -> Ratios:
    """Return the ratios that the finished pairs of a library tell. Raises StoreError."""
    return Fitting().ratios(library)


@lru_cache(maxsize=8)
def phrases(language: str) -> Phrases:
    """Return the long expressions of a language and their short ones; an empty list where the program has none."""
    try:
        return shortening.parse(resources.path("phrases", f"{language}.toml").read_bytes())
    except FileNotFoundError:
        return Phrases()


def cuts(text: str, language: str) -> list[Cut]:
    """Return what can go in a text, in its order; about a millisecond for a full field."""
    return shortening.cuts(text, phrases(language))


def _learned(work: Work) -> Ratios:
    return learn(_pairs(work, work.overview.finished()))


def _pairs(work: Work, finished: Iterable[Finished]) -> Iterator[Pair]:
    forms: dict[str, Template | None] = {}
    for (_practice, template, field), texts in groupby(finished, key=lambda one: one[:3]):
        if template not in forms:
            forms[template] = _form(work, template)
        form = forms[template]
        one = form.fields.get(field) if form is not None else None
        if one is not None and one.is_written and not one.shared:
            yield from _of_field(one.kind.value, [text for text in texts if text.language != SHARED])


def _form(work: Work, template: str) -> Template | None:
    try:
        return work.template(template)
    except UserError:  # its practices are kept all the same
        return None


def _of_field(kind: str, texts: list[Finished]) -> Iterator[Pair]:
    """Both directions of every two texts; one that its original has moved on from is no pair."""
    digests = {one.language: one.digest for one in texts}
    whole = [one for one in texts if digests.get(one.origin_language or "", one.origin_digest) == one.origin_digest]
    for here, there in permutations(whole, 2):
        yield Pair(kind, here.language, there.language, here.length, there.length)
