"""The memory finds what comparing with everything finds, says how near it is, and gives way to the next question."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from gptemplate.model.diff import Change
from gptemplate.model.memory import Unit
from gptemplate.translation.matching import Index
from gptemplate.translation.memory import Memory, difference, plain


def _unit(number: int, fi: str, **other: str) -> Unit:
    return Unit({"fi": fi, **(other or {"sv": f"sv {number}"})}, number=number, modified=number)


def _scores(memory: Memory, text: str, least: int = 70) -> list[int]:
    return [one.score for one in memory.matches(text, "fi", "sv", least=least)]


def test_only_what_is_the_same_to_the_letter_has_a_hundred() -> None:
    memory = Memory.of([_unit(1, "Koulutus alkoi vuonna 2023.")])
    assert _scores(memory, "Koulutus alkoi vuonna 2023.") == [100]
    assert _scores(memory, "koulutus  alkoi vuonna 2023.") == [99]
    assert _scores(memory, "KOULUTUS ALKOI VUONNA 2023.") == [99]
    assert memory.matches("Koulutus alkoi vuonna 2023.", "fi", "sv")[0].is_exact


def test_the_shapes_of_marks_do_not_count() -> None:
    memory = Memory.of([_unit(1, "Sanoi: ”hyvä” – ja lähti…")])
    assert _scores(memory, 'Sanoi: "hyvä" - ja lähti...') == [99]


def test_other_figures_are_told() -> None:
    memory = Memory.of([_unit(1, "Mukana oli 12 kuntaa ja 3 koulua.")])
    (match,) = memory.matches("Mukana oli 15 kuntaa ja 3 koulua.", "fi", "sv")
    assert match.figures_differ
    assert match.score == 96
    assert not memory.matches("Mukana oli kai 12 kuntaa ja 3 koulua.", "fi", "sv")[0].figures_differ


def test_the_best_come_first_and_the_newer_of_two_alike() -> None:
    memory = Memory.of(
        [_unit(1, "Hyvä käytäntö kunnille"), _unit(2, "Hyvä käytäntö kunnalle"), _unit(3, "Hyvä käytäntö kunnille")]
    )
    found = memory.matches("Hyvä käytäntö kunnille", "fi", "sv")
    assert [one.unit.number for one in found] == [3, 1, 2]
    assert len(memory.matches("Hyvä käytäntö kunnille", "fi", "sv", most=2)) == 2


def test_what_says_the_same_in_both_languages_is_shown_once() -> None:
    memory = Memory.of([_unit(1, "Sama", sv="Samma"), _unit(2, "Sama", sv="Samma"), _unit(3, "Sama", sv="Lika")])
    assert [one.target for one in memory.matches("Sama", "fi", "sv")] == ["Lika", "Samma"]


def test_only_units_with_the_other_language_count() -> None:
    memory = Memory.of([_unit(1, "Hyvä käytäntö", en="Good practice"), _unit(2, "Hyvä käytäntö!", sv="God praxis!")])
    assert [one.target for one in memory.matches("Hyvä käytäntö", "fi", "en")] == ["Good practice"]
    assert [one.target for one in memory.matches("God praxis", "sv", "fi")] == ["Hyvä käytäntö!"]
    assert memory.matches("Hyvä käytäntö", "fi", "de") == []
    assert memory.matches("Hyvä käytäntö", "de", "fi") == []
    assert memory.matches(" ", "fi", "sv") == []


def test_the_strong_ones_are_given_first() -> None:
    memory = Memory.of([_unit(1, "Hyvä käytäntö eri kunnille"), _unit(2, "Hyvä käytäntö eri seuduilla")])
    strong, every = memory.stages("Hyvä käytäntö eri kunnille", "fi", "sv")
    assert [one.unit.number for one in strong] == [1]
    assert [one.unit.number for one in every] == [1, 2]


def test_an_answer_that_is_not_wanted_any_more_is_not_given() -> None:
    memory = Memory.of([_unit(n, f"Hyvä käytäntö {n}") for n in range(2_000)])
    assert memory.matches("Hyvä käytäntö 5", "fi", "sv", is_wanted=lambda: False) == []
    left = iter([True] * 3)
    stages = list(memory.stages("Hyvä käytäntö 5", "fi", "sv", is_wanted=lambda: next(left, False)))
    assert len(stages) == 1
    assert stages[0][0].is_exact


def test_the_difference_is_shown_by_words() -> None:
    memory = Memory.of([_unit(1, "Hyvä käytäntö kunnille")])
    (match,) = memory.matches("Hyvä käytäntö kouluille", "fi", "sv")
    pieces = [(one.change, one.text) for one in difference(match, "Hyvä käytäntö kouluille")]
    assert pieces == [(Change.SAME, "Hyvä käytäntö "), (Change.REMOVED, "kunnille"), (Change.ADDED, "kouluille")]


def test_words_are_found_with_the_nearest_first() -> None:
    memory = Memory.of(
        [_unit(1, "Kunnat ja koulut tekivät paljon yhdessä"), _unit(2, "Kunnan koulu"), _unit(3, "Koulu on kunnassa")]
    )
    found = memory.concordance("kunnan koulu", "fi")
    assert [one.unit.number for one in found] == [2, 3, 1]
    assert found[2].places == ((0, 6), (10, 16))
    assert [one.unit.number for one in memory.concordance("sv 3")] == [3]
    assert memory.concordance("  ") == []


_SYLLABLES = "ka ki kou lu tus ku nan vai ke työ te nuo ret yh dis tys ja mi hen lö ta pah tu ma oh jaa toi min"


def _texts(rng: random.Random, count: int, words: int = 22) -> list[str]:
    vocabulary = ["".join(rng.choices(_SYLLABLES.split(), k=rng.randint(1, 4))) for _word in range(3_000)]
    made: list[str] = []
    for _text in range(count):
        if made and rng.random() < 0.3:
            said = rng.choice(made).split()
            for _edit in range(rng.randint(1, 4)):
                said[rng.randrange(len(said))] = rng.choice(vocabulary)
            made.append(" ".join(said))
        else:
            made.append(" ".join(rng.choices(vocabulary, k=rng.randint(1, words))))
    return made


def _scattered(rng: random.Random, text: str, share: float) -> str:
    letters = list(text)
    for _edit in range(int(share * len(letters))):
        letters[rng.randrange(len(letters))] = rng.choice("aeioukst")
    return "".join(letters)


def _nearest(text: str, texts: list[str], least: float) -> list[float]:
    found = process.cdist([text], texts, scorer=Levenshtein.normalized_similarity, dtype=np.float64)[0]
    return [round(one, 6) for one in sorted(found[found >= least - 1e-6], reverse=True)[:5]]


@pytest.mark.parametrize(("seed", "count", "words"), [(1, 6_000, 22), (2, 3_000, 3), (3, 600, 150)])
def test_nearly_all_that_brute_force_finds_is_found(seed: int, count: int, words: int) -> None:
    rng = random.Random(seed)
    texts = _texts(rng, count, words)
    index = Index()
    for start in range(0, count, 1_000):
        index.add((number, texts[number]) for number in range(start, min(start + 1_000, count)))
    asked = [_scattered(rng, text, rng.uniform(0, 0.28)) for text in rng.sample(texts, 80)]
    found = missed = 0
    for text in [*asked, *_texts(rng, 20, words)]:
        told = [round(hit.likeness, 6) for hit in list(index.search(text, 0.7, 5))[-1]]
        truth = _nearest(text, texts, 0.7)
        assert told == sorted(told, reverse=True)
        assert all(a <= b for a, b in zip(told, truth, strict=False))
        missed += sum(1 for one in truth if truth.count(one) > told.count(one))
        found += len(truth)
    assert found > 100
    assert missed <= 0.01 * found


def test_an_index_follows_what_is_added_and_dropped() -> None:
    rng = random.Random(4)
    texts = dict(enumerate(_texts(rng, 4_000)))
    index = Index()
    index.add(texts.items())
    for turn in range(5):
        gone = rng.sample(sorted(texts), 300)
        index.drop(gone)
        for number in gone:
            del texts[number]
        new = {10_000 * (turn + 1) + n: text for n, text in enumerate(_texts(rng, 200))}
        index.add(new.items())
        texts |= new
        assert len(index) == len(texts)
        assert sorted(index.numbers().tolist()) == sorted(texts)
        for number in rng.sample(sorted(texts), 20):
            hits = list(index.search(texts[number], 0.9, 50))[-1]
            assert number in [hit.number for hit in hits]
            assert all(texts[hit.number] is not None for hit in hits)
            assert all(a.likeness >= b.likeness for a, b in pairwise(hits))


def test_among_tells_which_texts_count() -> None:
    index = Index()
    index.add((number, text) for number, text in enumerate(_texts(random.Random(5), 2_000)))
    index.add([(5_000, "tämä on viimeinen")])
    odd = index.numbers() % 2 == 1
    hits = [hit for one in range(1_000, 1_100) for hit in list(index.search(plain(f"tapah {one}"), 0.3, 50, odd))[-1]]
    assert hits
    assert all(hit.number % 2 == 1 for hit in hits)
    assert list(index.search("tämä on viimeinen", 0.9, 5, index.numbers() != 5_000))[-1] == []
