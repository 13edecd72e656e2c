"""Which words of a text are looked up, and which are never wrong."""

from __future__ import annotations

import pytest

from gptemplate.model.checks import Severity
from gptemplate.model.checks import spelling as rules
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import Key
from gptemplate.services.templates import Templates


def wrong_in(text: str, language: str = "fi", *, right: str = "") -> list[str]:
    """Return the words that are wrong where only those of `right` are in the dictionary."""
    known = set(right.split())
    return [word for _start, _end, word in rules.misspelt(text, language, known.__contains__)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.ohjaamot.fi/vaasa?q=tyo",
        "https://example.org/polku/äö",
        "etunimi.sukunimi@kunta.fi",
        "kunta.fi",
        "opas_2024.pdf lomake.docx",
        "@yhdistys #kotona",
        "1.1.2024–31.12.2025, 63 %, 240 000 €, 9:30",
        "e.g. bl.a. d.v.s.",
    ],
)
def test_addresses_figures_and_abbreviations_are_never_wrong(text: str) -> None:
    assert wrong_in(text) == []


def test_each_wrong_word_has_its_place() -> None:
    text = "Ensin 🎉 kisssa, sitten hnake."
    found = rules.misspelt(text, "fi", {"Ensin", "sitten"}.__contains__)
    assert found == [(8, 14, "kisssa"), (23, 28, "hnake")]
    assert all(text[start:end] == word for start, end, word in found)


def test_a_word_may_need_the_mark_beside_it() -> None:
    assert wrong_in("esim. maahanmuutto- ja -palvelut", right="esim. maahanmuutto- ja -palvelut") == []
    assert wrong_in("esim maahanmuutto", right="esim. maahanmuutto-") == ["esim", "maahanmuutto"]


def test_a_plural_may_own_something_in_english() -> None:
    assert wrong_in("the migrants’ skills", "en", right="the migrant's skills") == []
    assert wrong_in("the migrants’ skills", "sv", right="the migrant's skills") == ["migrants"]


def test_a_pair_with_a_dash_is_no_compound() -> None:
    assert wrong_in("suomi–ruotsi-sanasto", right="suomi ruotsi sanasto") == []
    assert wrong_in("ruotsi-sanasto", right="suomi ruotsi sanasto") == ["ruotsi-sanasto"]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Knta auttaa", True),
        ("Se auttaa. Knta auttaa", True),
        ("Se auttaa.\n– Knta auttaa", True),
        ("”Knta auttaa”", True),
        ("Ensin: Knta auttaa", True),
        ("Kun Knta auttaa", False),
        ("Kun (Knta) auttaa", False),
        ("Turku, Knta", False),
    ],
)
def test_a_capital_means_something_else_where_a_sentence_begins(text: str, begins: bool) -> None:
    asked: list[tuple[str, bool]] = []

    def is_name(word: str, first: bool) -> bool:
        asked.append((word, first))
        return True

    assert rules.misspelt(text, "fi", lambda word: word != "Knta", is_name) == []
    assert asked == [("Knta", begins)]


def test_only_a_capital_makes_a_name() -> None:
    assert len(rules.misspelt("knta", "fi", lambda _word: False, lambda _word, _first: True)) == 1


def test_a_long_text_without_spaces_takes_no_time() -> None:
    text = "a" * 200_000 + "." * 1000 + "@" * 1000 + "a." * 10_000
    assert rules.misspelt(text, "fi", lambda _word: True) == []


def test_the_check_warns_and_marks_the_place(templates: Templates) -> None:
    template = templates.default()
    field = template.fields[template.summary_field]
    values = {Key(field.id, "fi"): Value("Hyvä kisssa."), Key(field.id, "sv"): Value("Bra kisssa.")}
    practice = Practice("p" * 32, template.id, "fi", values=values)

    def wrong(text: str, language: str) -> list[tuple[int, int, str]]:
        return rules.misspelt(text, language, lambda word: "kisssa" not in word) if language == "fi" else []

    found = list(rules.check(template, practice, field, wrong))
    assert [(one.check, one.severity, one.language, one.start, one.end) for one in found] == [
        ("spelling", Severity.WARNS, "fi", 5, 11)
    ]
    assert str(found[0].message) == "“kisssa” may be spelt wrong."
