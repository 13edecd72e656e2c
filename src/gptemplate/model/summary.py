"""What the table of practices shows of each one: counted when a practice changes, not when the table is drawn."""

from __future__ import annotations

from typing import Any

from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.listing import Counts, Summary
from gptemplate.model.practice import Practice, fields_in_force, is_missing
from gptemplate.model.states import SHARED, State
from gptemplate.model.template import Field, Kind, Template


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
    state = practice.state(one.id, language)
    tally[state.value] = tally.get(state.value, 0) + 1
    if state is State.EMPTY or one.kind in (Kind.PLACE, Kind.CONTACT):
        tally["missing"] = tally.get("missing", 0) + is_missing(practice, one, language)
    if one.is_written:
        size = texts.length(practice.text(one.id, language))
        limit = one.limit.of(language)
        tally["characters"] = tally.get("characters", 0) + size
        tally["over_limit"] = tally.get("over_limit", 0) + (limit is not None and size > limit)
