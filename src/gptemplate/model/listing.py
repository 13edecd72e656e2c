"""A practice as the table knows it: titles and figures, without its texts. Light, for the first paint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gptemplate.model.states import Status

_NOTHING: Mapping[str, Any] = {}
_KINDS = [str, *[int] * 8]  # of the entries of `Counts`
_MOST = 2**31  # no practice has as many of anything


class Counts(NamedTuple):
    """How far one language of a practice has come: fields by state, those over their limit, and characters."""

    title: str = ""
    empty: int = 0
    draft: int = 0
    to_check: int = 0
    stale: int = 0
    done: int = 0
    over_limit: int = 0
    missing: int = 0  # required and empty
    characters: int = 0

    @property
    def fields(self) -> int:
        """The number of fields."""
        return self.empty + self.draft + self.to_check + self.stale + self.done


def _counts(raw: object) -> Counts:
    if not isinstance(raw, list) or [*map(type, raw)] != _KINDS or max(raw[1:]) >= _MOST:
        raise ValueError("no counts")
    return Counts._make(raw)


class Summary(NamedTuple):
    """One row of the table. `languages` has a `Counts` per language and one for `SHARED`."""

    languages: Mapping[str, Counts] = _NOTHING
    place: Mapping[str, str] = _NOTHING
    image: str = ""

    def title(self, language: str, source: str) -> tuple[str, str]:
        """Return (title, its language), falling back as `Practice.title` does."""
        for code in (language, source, *self.languages):
            counts = self.languages.get(code)
            if counts and counts.title:
                return counts.title, code
        return "", ""

    def total(self, name: str) -> int:
        """Return one figure of `Counts`, summed over the languages."""
        return sum(getattr(counts, name) for counts in self.languages.values())

    def to_json(self) -> dict[str, Any]:
        """Return the summary as plain data."""
        return {
            "languages": {code: list(counts) for code, counts in self.languages.items()},
            "place": dict(self.place),
            "image": self.image,
        }

    @classmethod
    def from_json(cls, raw: object) -> Summary:
        """Return the summary in plain data that `to_json` made; what is left out is empty. Raises ValueError for other data."""
        if not isinstance(raw, dict):
            raise ValueError("no summary")  # noqa: TRY004 - the data is wrong, not the program
        languages, place, image = raw.get("languages", {}), raw.get("place", {}), raw.get("image", "")
        if [type(languages), type(place), type(image)] != [dict, dict, str] or not {*map(type, place.values())} <= {str}:
            raise ValueError("no summary")
        return cls({code: _counts(counts) for code, counts in languages.items()}, place, image)


class Listed(NamedTuple):
    """A practice as the table knows it."""

    id: str
    template_id: str
    source_language: str
    status: Status
    summary: Summary
    created: int  # milliseconds since 1970
    modified: int
    deleted: int | None = None

    def title(self, language: str) -> tuple[str, str]:
        """Return (title, its language), falling back to the source's language and then to any."""
        return self.summary.title(language, self.source_language)
