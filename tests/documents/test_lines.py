"""Where lines end, and where words are divided."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.documents import fonts, hyphens, lines
from gptemplate.documents.style import BODY, SECTION, TextStyle

WIDE, NARROW = 400.0, 150.0


def divided(word: str, language: str) -> str:
    places = (0, *hyphens.divisions(word, language), len(word))
    return "-".join(word[start:end] for start, end in pairwise(places))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("maahanmuuttaja", "maa-han-muut-taja"),
        ("kunta", "kunta"),
        ("talossa", "talossa"),
        ("kielenopettaja", "kie-le-no-pet-taja"),
        ("elektroniikka", "elekt-ro-niikka"),
        ("työpaikoilla", "työ-pai-koilla"),
        ("Kaupunginjohtaja", "Kau-pun-gin-joh-taja"),
        ("hyöty", "hyöty"),
        ("”perehdytyskansio”,", "”pereh-dy-tys-kansio”,"),
        ("2022–2025", "2022–2025"),
        ("Äänekoski", "Ääne-koski"),
    ],
)
def test_finnish_words_are_divided_at_their_syllables(word: str, expected: str) -> None:
    assert divided(word, "fi") == expected


def test_swedish_and_english_words_are_divided_by_their_patterns() -> None:
    assert divided("arbetsmarknad", "sv") == "arbets-marknad"
    assert divided("language", "en") == "lan-guage"


def test_a_language_without_rules_divides_nothing() -> None:
    assert hyphens.divisions("maahanmuuttaja", "el") == ()


@settings(deadline=None)
@given(word=st.text(max_size=60), language=st.sampled_from(["fi", "sv", "en"]))
def test_no_division_leaves_a_stub(word: str, language: str) -> None:
    places = hyphens.divisions(word, language)
    assert list(places) == sorted(set(places))
    assert all(hyphens.BEFORE <= at <= len(word) - hyphens.AFTER for at in places)


words = st.text(st.sampled_from("aeiouäölkrtsn-/. "), max_size=300) | st.text(max_size=80)


@settings(deadline=None)
@given(
    text=words,
    language=st.sampled_from(["", "fi", "sv", "en"]),
    room=st.floats(40, 400),
    style=st.sampled_from([BODY, SECTION]),
)
def test_lines_fit_and_lose_nothing(text: str, language: str, room: float, style: TextStyle) -> None:
    shown = fonts.drawable(text)
    broken = lines.broken(shown, style, room, language)
    assert "".join(broken).replace(fonts.SOFT_HYPHEN, "") == " ".join(part for part in shown.split(" ") if part)
    for line in broken:
        assert fonts.width(line.rstrip(" "), style) <= room + 0.01 or len(line) == 1


def test_a_wide_column_has_no_hyphens() -> None:
    text = "Maahanmuuttajien kotoutumissuunnitelmat laaditaan työvoimapalveluissa " * 4
    assert fonts.SOFT_HYPHEN not in "".join(lines.broken(text, BODY, WIDE, "fi"))
    assert fonts.SOFT_HYPHEN in "".join(lines.broken(text, BODY, NARROW, "fi"))


def test_a_label_is_divided_only_where_it_must_be() -> None:
    assert fonts.SOFT_HYPHEN not in "".join(lines.broken("Vastuullinen organisaatio englanniksi", BODY, 90, "fi", sparing=True))
    assert fonts.SOFT_HYPHEN in "".join(lines.broken("Kotoutumissuunnitelmista", BODY, 90, "fi", sparing=True))


def test_the_last_word_is_not_divided() -> None:
    text = "Sanat jatkuvat kotoutumissuunnitelma"
    assert lines.broken(text, BODY, 130, "fi")[-1] == "kotoutumissuunnitelma"


@pytest.mark.parametrize("room", range(40, 160, 7))
def test_a_sum_of_money_stays_on_one_line(room: int) -> None:
    broken = lines.broken("Kulut ovat 14 400 € ja 7 % niistä 120 hengelle", BODY, room, "")
    assert "".join(broken) == "Kulut ovat 14 400 € ja 7 % niistä 120 hengelle"
    assert any("14 400 €" in line for line in broken)
    assert any("7 %" in line for line in broken)


def test_hyphens_do_not_stand_below_each_other_for_long() -> None:
    text = "kotoutumissuunnitelmasta työvoimapalveluista " * 12
    broken = lines.broken(text.strip(), BODY, 160, "fi")
    ends = "".join("-" if line.endswith(fonts.SOFT_HYPHEN) else " " for line in broken)
    assert "---" not in ends
    assert "-" in ends


def test_a_word_without_end_takes_no_time() -> None:
    broken = lines.broken("x" * 200_000, BODY, NARROW, "fi")
    assert "".join(broken) == "x" * 200_000
