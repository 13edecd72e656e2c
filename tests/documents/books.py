"""Collections to print: the samples again and again, each time in another place and with its own title."""

from __future__ import annotations

import json
from dataclasses import replace

from gptemplate.model.collection import Collection, collection
from gptemplate.model.outline import Layout
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key, State, Status
from gptemplate.model.template import Template
from tests.documents.practices import SAMPLES, sample, template_of

PLACES = (
    {"country": "FI", "region": "FI19", "city": "Äänekoski"},
    {"country": "SE", "region": "SE12", "city": "Linköping"},
    {"country": "FI", "region": "FI1D"},
    {"country": "ES", "region": "ES51", "city": "Ascó"},
    {},
    {"country": "FI", "region": "FI19", "city": "Jyväskylä"},
    {"country": "SI"},
)


def practices(count: int, titles: dict[int, str] | None = None) -> list[tuple[Template, Practice]]:
    """That many practices; `titles` are those of some, in every language, by their place."""
    return [_practice(number, (titles or {}).get(number)) for number in range(count)]


def _practice(number: int, title: str | None) -> tuple[Template, Practice]:
    one = sample(SAMPLES[number % len(SAMPLES)])
    template = template_of(one.template_id)
    held = dict(one.values)
    if number >= len(SAMPLES):
        place = PLACES[number % len(PLACES)]
        held[Key("location", SHARED)] = Value(json.dumps(place) if place else "", State.DONE)
    for code in template.codes:
        key = Key(template.title_field, code)
        if title is not None:
            held[key] = Value(title)
        elif number >= len(SAMPLES) and key in held:
            held[key] = replace(held[key], text=f"{held[key].text} {number}")
    status = tuple(Status)[number % len(Status)]
    return template, replace(one, id=f"{number:08x}{number:024x}", values=held, status=status, modified=one.modified + number)


def book(
    count: int,
    *languages: str,
    side: bool = False,
    final: bool = True,
    titles: dict[int, str] | None = None,
    title: str = "",
) -> Collection:
    """A book of that many practices."""
    layout = Layout.SIDE_BY_SIDE if side else Layout.ONE_LANGUAGE
    return collection(practices(count, titles), languages or ("fi",), layout=layout, final=final, title=title)
