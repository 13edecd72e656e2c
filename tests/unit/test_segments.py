"""Sentences: where they end in Finnish, Swedish and English, and that no letter of a text is lost between them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model import segments

_LABELLED = Path(__file__).parent.parent / "data" / "segments"
RIGHT = {"fi": (43, 45), "sv": (48, 48), "en": (48, 48)}
"""Of each language's labelled texts, how many are cut in the right places, and how many there are."""


ITEMS = ("- ", "– ", "1.", "2.", "3.")


def _cases(language: str) -> list[tuple[str, list[str]]]:
    """A text, and the sentences in it without the marks of items."""
    cases = []
    for line in (_LABELLED / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        pieces = [piece.replace("⏎", "\n") for piece in line.split(" | ")]
        text = " ".join(pieces).replace("\n ", "\n").replace(" \n", "\n")
        cases.append((text, [_bare(piece) for piece in pieces]))
    return cases


def _bare(piece: str) -> str:
    return re.sub(r"^(?:[-–]|[0-9]\.) ", "", piece.strip())


@pytest.mark.parametrize("language", RIGHT)
def test_the_share_of_labelled_texts_that_are_cut_right(language: str) -> None:
    cases = _cases(language)
    wrong = [(text, segments.sentences(text, language)) for text, said in cases if segments.sentences(text, language) != said]
    assert len(cases) >= 40
    assert (len(cases) - len(wrong), len(cases)) == RIGHT[language], wrong


_TEXTS = st.text(alphabet="aAäÖ1 .!?…\n–-()[]\"”'’:;,\t\u00a0\u202f。eg", max_size=120) | st.text(max_size=80)


@given(_TEXTS, st.sampled_from(["fi", "sv", "en", "fr", ""]))
def test_spans_cover_the_text_without_overlap(text: str, language: str) -> None:
    at, joined = 0, ""
    for start, end in segments.spans(text, language):
        assert at <= start < end
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        assert "\n" not in text[start:end]
        joined += text[at:start] + text[start:end]
        at = end
    assert joined + text[at:] == text


@given(_TEXTS, st.sampled_from(["fi", "sv", "en"]))
def test_what_is_between_sentences_is_space_and_the_marks_of_items(text: str, language: str) -> None:
    at = 0
    for start, end in [*segments.spans(text, language), (len(text), len(text))]:
        assert sum(c.isalpha() for c in text[at:start]) <= text[at:start].count(")")  # "a) first"
        at = end


def test_a_sentence_is_found_by_a_place_in_it() -> None:
    text = "Yksi. Kaksi on tässä."
    assert segments.span_at(text, "fi", 0) == (0, 5)
    assert segments.span_at(text, "fi", 5) == (0, 5)
    assert segments.span_at(text, "fi", 12) == (6, 21)
    assert segments.span_at("", "fi", 0) is None


def test_another_language_is_cut_by_the_general_rule() -> None:
    assert segments.sentences("Er kam, z.B. Montag. Dann ging er.", "de") == ["Er kam, z.B. Montag.", "Dann ging er."]
    assert segments.sentences("今天很好。我们走吧！", "zh") == ["今天很好。", "我们走吧！"]


def test_sentences_stand_side_by_side_where_the_counts_agree() -> None:
    said = {"fi": "Yksi. Kaksi.\nKolme.", "sv": "Ett. Två.\nTre.", "en": "One. Two.\nThree."}
    assert segments.aligned(said) == [
        {"fi": "Yksi.", "sv": "Ett.", "en": "One."},
        {"fi": "Kaksi.", "sv": "Två.", "en": "Two."},
        {"fi": "Kolme.", "sv": "Tre.", "en": "Three."},
    ]


def test_a_language_that_has_other_counts_is_left_out_only_there() -> None:
    said = {"fi": "Yksi. Kaksi.\nKolme.", "sv": "Ett och två.\nTre.", "en": "One. Two.\nThree."}
    assert segments.aligned(said) == [
        {"fi": "Yksi.", "en": "One."},
        {"fi": "Kaksi.", "en": "Two."},
        {"fi": "Kolme.", "sv": "Tre.", "en": "Three."},
    ]
    assert segments.aligned({"fi": "Yksi.\n\nKaksi.", "sv": "Ett.", "en": "One.\nTwo."}) == [
        {"fi": "Yksi.", "en": "One."},
        {"fi": "Kaksi.", "en": "Two."},
    ]
    assert segments.aligned({"fi": "Yksi. Kaksi.", "sv": "Ett."}) == []
    assert segments.aligned({"fi": "Yksi."}) == []
    assert segments.aligned({}) == []
