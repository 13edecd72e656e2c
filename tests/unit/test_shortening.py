"""What can go in a text: offered with words that leave the sentence right, never done by itself."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from gptemplate.model import shortening
from gptemplate.model.shortening import Kind, applied, parse, saved
from gptemplate.services.fitting import cuts, phrases
from tests.unit import fitting_labelled as labelled

LEAST_PRECISION, LEAST_RECALL = 0.9, 0.9
SAMPLES = Path(__file__).resolve().parent.parent.parent / "resources" / "samples"


@pytest.mark.parametrize("language", labelled.LANGUAGES)
def test_every_language_has_a_list(language: str) -> None:
    assert sum(rule.kind is Kind.PHRASE for rule in phrases(language).rules) >= 60


def test_a_language_without_a_list_has_no_offers() -> None:
    assert cuts("Aufgrund der Tatsache, dass es regnet", "de") == []


@pytest.mark.parametrize("language", labelled.LANGUAGES)
def test_no_short_form_is_longer_than_its_phrase(language: str) -> None:
    raw = tomllib.loads((SAMPLES.parent / "phrases" / f"{language}.toml").read_text("utf-8"))
    plain = {**raw["phrases"], **raw["doublets"]}
    assert [long for long, short in plain.items() if "{" not in long and len(short) >= len(long)] == []


@pytest.mark.parametrize("language", labelled.LANGUAGES)
def test_the_offers_are_seldom_wrong(language: str) -> None:
    score = labelled.measure(language)
    assert score.cases >= 40
    assert score.precision >= LEAST_PRECISION, "\n".join(score.wrong)
    assert score.recall >= LEAST_RECALL, "\n".join(score.missed)


def test_the_documentation_tells_these_figures() -> None:
    stale = "run: uv run python -m tests.unit.fitting_labelled"
    assert labelled.section() in labelled.DOCS.read_text("utf-8"), stale


def test_an_offer_says_what_it_saves() -> None:
    (one,) = cuts("Kurssi siirtyi sen vuoksi, että rahoitus päättyi.", "fi")
    assert (one.kind, one.fix, one.saved) == (Kind.PHRASE, "koska", len("sen vuoksi, että") - len("koska"))
    assert "sen vuoksi, että" in str(one.message)


def test_the_first_letter_of_a_sentence_stays_large() -> None:
    text = "Alku. In order to apply, basically, write. Basically, we call."
    assert applied(text, *cuts(text, "en")) == "Alku. To apply write. We call."


def test_the_first_letter_of_an_item_of_a_list_stays_as_it_was() -> None:
    text = "– basically we call\n– Basically we write"
    assert applied(text, *cuts(text, "en")) == "– we call\n– We write"


def test_an_abbreviation_at_the_end_brings_no_second_full_stop() -> None:
    text = "Vi övar samtal och så vidare."
    assert applied(text, *cuts(text, "sv")) == "Vi övar samtal osv."


def test_what_somebody_said_is_left_alone() -> None:
    assert cuts("He said: “We did it in order to learn.”", "en") == []


def test_capitals_and_parts_of_words_are_left_alone() -> None:
    assert cuts("IN ORDER TO", "en") == []
    assert cuts("A veryfine day-numerous-times", "en") == []


def test_a_space_that_does_not_break_is_a_space() -> None:
    assert [one.fix for one in cuts("They met in\u00a0order to learn.", "en")] == ["to"]


def test_no_two_offers_overlap_and_the_longer_one_wins() -> None:
    text = "It was due to the fact that help and support and assistance in addition to money was in excess of 5."
    found = cuts(text, "en")
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert applied(text, *found) == "It was because help and support besides money was over 5."


def test_a_long_word_twice_in_a_sentence_is_marked_for_a_person_to_judge() -> None:
    (one,) = cuts("Työnantaja tapaa ryhmän, ja työnantaja saa oppaan.", "fi")
    assert (one.kind, one.fix, one.saved, one.start) == (Kind.REPEATED, None, 0, 28)


def test_a_month_after_its_day_may_be_said_twice() -> None:
    assert cuts("The group met on 2 September and 9 September.", "en") == []


def test_a_row_of_words_that_stands_in_the_text_before_is_marked() -> None:
    text = "Ohjaaja tapaa ryhmän joka torstai. Uusi jäsen kuulee, että ohjaaja tapaa ryhmän joka torstai."
    (one,) = cuts(text, "fi")
    assert text[one.start : one.end] == "ohjaaja tapaa ryhmän joka"


def test_all_offers_together_say_what_they_save() -> None:
    text = "In order to apply prior to May, write due to the fact that we ask."
    found = cuts(text, "en")
    assert applied(text, *found) == "To apply before May, write because we ask."
    assert saved(found) == len(text) - len(applied(text, *found))


def test_a_list_that_is_wrong_is_refused() -> None:
    with pytest.raises(ValueError, match="in order to"):
        parse(b'[phrases]\n"in order to" = 7\n')


def test_a_list_of_a_person_s_own_is_read_like_ours() -> None:
    own = parse(b'fillers = ["hm"]\n[phrases]\n"{stort|litet} hus" = "{}"\n')
    assert [one.fix for one in shortening.cuts("Ett stort hus, hm vi såg.", own)] == ["stort"]


def test_very_long_texts_take_no_time() -> None:
    text = ("sekä " * 3000 + "että " * 3000)[:30_000]
    assert isinstance(cuts(text, "fi"), list)
