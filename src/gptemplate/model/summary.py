"""What the table of practices shows of each one: counted when a practice changes, not when the table is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.practice import Practice, State, Status, fields_in_force, is_missing
from gptemplate.model.template import SHARED, Field, Kind, Template


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


@dataclass(frozen=True, slots=True)
class Summary:
    """One row of the table. `languages` has a `Counts` per language and one for `SHARED`."""

    languages: Mapping[str, Counts] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)
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
    def from_json(cls, raw: Mapping[str, Any]) -> Summary:
        """Return the summary in plain data that `to_json` made."""
        languages = {code: Counts._make(counts) for code, counts in raw.get("languages", {}).items()}
        return cls(languages, raw.get("place", {}), raw.get("image", ""))


@dataclass(frozen=True, slots=True)
class Listed:
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


def summarise(template: Template, practice: Practice) -> Summary:
    """Count a practice."""
    tallies: dict[str, dict[str, Any]] = {code: {"title": ""} for code in (*template.codes, SHARED)}
    for code in template.codes:
        tallies[code]["title"] = practice.text(template.title_field, code).strip()
    for _section, one in fields_in_force(template, practice, working=False):
        for language in (SHARED,) if one.shared else template.codes:
            _tally(tallies[language], practice, one, language)
    place = template.first_of(Kind.PLACE)
    where = practice.text(place.id, SHARED) if place else ""
    image = template.first_of(Kind.IMAGE)
    return Summary(
        {code: Counts(**tally) for code, tally in tallies.items()},
        {code: values.place_name(place, where, code) for code in template.codes} if place and where else {},
        practice.text(image.id, SHARED) if image else "",
    )


def _tally(tally: dict[str, Any], practice: Practice, one: Field, language: str) -> None:
    def add(name: str, n: int = 1) -> None:
        tally[name] = tally.get(name, 0) + n

    state = practice.state(one.id, language)
    add(state.value)
    if state is State.EMPTY or one.kind in (Kind.PLACE, Kind.CONTACT):
        add("missing", int(is_missing(practice, one, language)))
    if one.is_written:
        size = texts.length(practice.text(one.id, language))
        limit = one.limit.of(language)
        add("characters", size)
        add("over_limit", int(limit is not None and size > limit))
