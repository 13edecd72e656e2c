"""How long a text will be in another language: supposed at first, learned from what is finished."""

from __future__ import annotations

import random
from math import exp, log

import pytest

from gptemplate.model import fitting
from gptemplate.model import text as texts
from gptemplate.model.fitting import LEAST, Fit, Pair, learn, needed
from gptemplate.model.practice import Origin, Practice, Value
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Template
from gptemplate.services.templates import Templates

FIELD = "evidence_of_success"  # 500 characters in every language


def pairs(n: int, ratio: float, kind: str = "long_text", *, stray: float = 0.05, seed: int = 7) -> list[Pair]:
    chance = random.Random(seed)
    lengths = [chance.randint(200, 900) for _ in range(n)]
    return [Pair(kind, "fi", "sv", here, round(here * ratio * exp(chance.gauss(0, stray)))) for here in lengths]


@pytest.fixture(scope="module")
def form(templates: Templates) -> Template:
    return templates.default()


def practice(form: Template, **written: str) -> Practice:
    values = {Key(FIELD, code): Value(text, State.DONE) for code, text in written.items()}
    return Practice("p" * 32, form.id, "fi", values=values)


def test_with_nothing_learned_the_languages_run_about_alike() -> None:
    assert 950 < needed(1000, "fi", "sv").likely < 1050
    assert 950 < needed(1000, "sv", "fi").likely < 1050
    assert needed(1000, "de", "fr").likely == 1000, "of a language that nothing is known of"


def test_there_and_back_is_the_same_length() -> None:
    there = needed(1000, "fi", "en").likely
    assert abs(needed(there, "en", "fi").likely - 1000) <= 1


def test_nothing_needs_nothing() -> None:
    assert needed(0, "fi", "sv") == (0, 0, 0)


def test_a_short_text_is_less_certain_than_a_long_one() -> None:
    short, long = needed(40, "fi", "sv"), needed(1000, "fi", "sv")
    assert (short.high - short.low) / 40 > 2 * (long.high - long.low) / 1000


def test_many_pairs_say_how_a_language_runs() -> None:
    ratios = learn(pairs(60, 1.2))
    assert 1150 < needed(1000, "fi", "sv", ratios).likely < 1220


def test_few_pairs_move_it_only_a_little() -> None:
    supposed, one = needed(1000, "fi", "sv").likely, needed(1000, "fi", "sv", learn(pairs(1, 1.4))).likely
    assert supposed < one < supposed + 60
    assert one < needed(1000, "fi", "sv", learn(pairs(8, 1.4))).likely


def test_one_odd_pair_changes_nothing() -> None:
    usual = pairs(40, 1.1)
    odd = [*usual, Pair("long_text", "fi", "sv", 900, 90)]
    assert abs(needed(1000, "fi", "sv", learn(usual)).likely - needed(1000, "fi", "sv", learn(odd)).likely) <= 10


def test_a_kind_of_field_has_a_ratio_of_its_own_once_enough_is_known_of_it() -> None:
    ratios = learn([*pairs(60, 1.0), *pairs(40, 1.3, "text", seed=8)])
    assert needed(300, "fi", "sv", ratios, "text").likely > needed(300, "fi", "sv", ratios, "long_text").likely + 50
    assert needed(300, "fi", "sv", ratios, "image") == needed(300, "fi", "sv", ratios)


def test_other_directions_are_learned_apart() -> None:
    assert needed(500, "sv", "fi", learn(pairs(60, 1.3))) == needed(500, "sv", "fi")


def test_texts_too_short_to_tell_are_passed_over() -> None:
    assert learn([Pair("text", "fi", "sv", LEAST - 1, 90), Pair("text", "fi", "sv", 90, LEAST - 1)]).learned == {}


def test_four_of_five_texts_fall_within_the_band() -> None:
    ratios = learn(pairs(200, 1.1, stray=0.1))
    fresh = pairs(400, 1.1, stray=0.1, seed=99)
    needs = [needed(one.here, "fi", "sv", ratios, "long_text") for one in fresh]
    within = sum(need.low <= one.there <= need.high for one, need in zip(fresh, needs, strict=True))
    assert 0.72 <= within / len(fresh) <= 0.93


def test_an_empty_translation_is_forecast_from_its_original(form: Template) -> None:
    found = fitting.forecast(form, practice(form, fi="a" * 480), Key(FIELD, "sv"))
    assert found is not None
    assert (found.source, found.target, found.length, found.limit) == ("fi", "sv", 480, 500)
    assert found.fit is Fit.MAY_OVERRUN


def test_a_long_original_usually_overruns_and_says_how_long_it_may_be(form: Template) -> None:
    ratios = learn(pairs(60, 1.2))
    found = fitting.forecast(form, practice(form, fi="a" * 460), Key(FIELD, "sv"), ratios)
    assert found is not None
    assert found.fit is Fit.OVERRUNS
    assert found.room is not None
    assert abs(found.room - round(500 / exp(ratios.of("fi", "sv", "long_text").middle))) <= 1
    shorter = fitting.forecast(form, practice(form, fi="a" * (found.room - 120)), Key(FIELD, "sv"), ratios)
    assert shorter is not None
    assert shorter.fit is Fit.FITS


def test_what_is_translated_is_not_forecast_until_its_original_moves_on(form: Template) -> None:
    one = practice(form, fi="a" * 100, sv="b" * 100)
    key = Key(FIELD, "sv")
    one.values[key] = Value("b" * 100, State.DONE, origin=Origin("fi", "", texts.digest("a" * 100)))
    assert fitting.forecast(form, one, key) is None
    one.values[Key(FIELD, "fi")] = Value("a" * 300, State.DRAFT)
    stale = fitting.forecast(form, one, key)
    assert stale is not None
    assert stale.length == 300


def test_an_original_and_what_is_the_same_in_every_language_have_no_forecast(form: Template) -> None:
    one = practice(form, fi="a" * 100)
    assert fitting.forecast(form, one, Key(FIELD, "fi")) is None
    assert fitting.forecast(form, one, Key("location", SHARED)) is None
    assert fitting.forecast(form, one, Key("no_such_field", "sv")) is None
    assert fitting.forecast(form, practice(form), Key(FIELD, "sv")) is None


def test_while_an_original_is_written_each_language_still_to_come_is_forecast(form: Template) -> None:
    one = practice(form, fi="a" * 450, en="b" * 440)
    assert [each.target for each in fitting.forecasts(form, one, Key(FIELD, "fi"))] == ["sv"]
    assert fitting.forecasts(form, one, Key(FIELD, "en")) == (), "English is no original here"


def test_an_original_in_another_language_than_the_practice_s_is_one_too(form: Template) -> None:
    one = practice(form, sv="a" * 450)
    assert {each.target for each in fitting.forecasts(form, one, Key(FIELD, "sv"))} == {"fi", "en"}


def test_what_is_supposed_is_what_our_samples_say() -> None:
    assert fitting.supposed("fi", "sv").middle == pytest.approx(log(0.99))
