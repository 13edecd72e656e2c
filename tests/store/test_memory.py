"""The translation memory in a library: what is added, joined, found, exchanged and forgotten."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.errors import BadValue, UnknownName
from gptemplate.model.memory import Extent, Unit
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library

HERE, THERE = "a" * 32, "b" * 32
YES = Unit({"fi": "Kyllä.", "sv": "Ja."})


def _held(library: Library) -> list[Unit]:
    with library.reading() as work:
        return list(work.memory.units())


def _add(library: Library, *units: Unit) -> int:
    with library.writing() as work:
        return work.memory.add(units)


# Keeping


def test_a_unit_comes_back_as_it_was_given(any_library: Library) -> None:
    given_unit = Unit({"fi": "Kyllä 👍.", "sv": "Ja."}, Extent.FIELD, HERE, "summary", "Kieli työssä", "A", 5)
    assert _add(any_library, given_unit) == 1
    (found,) = _held(any_library)
    assert found == given_unit
    with any_library.reading() as work:
        assert work.memory.unit(found.number) == given_unit
        assert work.memory.unit(found.number + 1) is None
        assert work.memory.count() == 1


def test_units_come_by_number_after_the_one_that_was_read_last(any_library: Library) -> None:
    assert _add(any_library, *(Unit({"fi": f"{n}.", "sv": f"nr {n}"}) for n in range(2_500))) == 2_500
    everything = _held(any_library)
    assert [one.texts["fi"] for one in everything] == [f"{n}." for n in range(2_500)]
    with any_library.reading() as work:
        assert list(work.memory.units(after=everything[1_999].number)) == everything[2_000:]


def test_a_number_is_never_given_again(any_library: Library) -> None:
    _add(any_library, YES)
    (gone,) = _held(any_library)
    with any_library.writing() as work:
        work.memory.remove([gone.number])
    _add(any_library, YES)
    assert _held(any_library)[0].number > gone.number


def test_an_entry_is_changed_in_its_place_and_goes_without_texts(any_library: Library) -> None:
    _add(any_library, YES)
    (found,) = _held(any_library)
    with any_library.writing() as work:
        work.memory.put(replace(found, texts={"fi": "Kyllä!", "en": "Yes!"}))
        (changed,) = work.memory.units()
        assert (changed.number, changed.texts) == (found.number, {"fi": "Kyllä!", "en": "Yes!"})
        work.memory.put(replace(found, texts={"fi": ""}))
        assert work.memory.count() == 0
        with pytest.raises(UnknownName):
            work.memory.put(found)


def test_what_is_from_elsewhere_need_not_fit(any_library: Library) -> None:
    strange = Unit({"fi": "Ei", "sv": ""}, practice="x" * 99, field="y" * 99, project="z" * 9_999)
    _add(any_library, strange, Unit({"fi": ""}))
    (found,) = _held(any_library)
    assert (found.texts, found.practice, found.field, len(found.project)) == ({"fi": "Ei"}, "", "", 200)
    with pytest.raises(BadValue):
        _add(any_library, Unit({"x" * 99: "Ei"}))


def test_the_version_is_another_after_each_change_and_only_then(any_library: Library) -> None:
    def version() -> int:
        with any_library.reading() as work:
            return work.memory.version()

    steps: list[Callable[[Library], object]] = [
        lambda library: _add(library, YES),
        lambda library: _add(library, Unit({"fi": "Kyllä.", "en": "Yes."})),
        lambda library: _replace(library, HERE, "summary", Unit({"fi": "Ei."})),
        lambda library: _replace(library, HERE, "summary", Unit({"fi": "Ei."}, project="Nimi")),
        lambda library: _replace(library, HERE, "summary"),
    ]
    seen = [version()]
    for step in steps:
        step(any_library)
        seen.append(version())
    assert seen == sorted(set(seen))
    for step in (lambda library: _add(library, YES), lambda library: _replace(library, THERE, "summary")):
        step(any_library)
        assert version() == seen[-1]


# Joining


def test_what_agrees_makes_an_entry_fuller_and_is_not_kept_twice(any_library: Library) -> None:
    assert _add(any_library, YES, Unit({"sv": "Ja.", "en": "Yes."}), YES) == 1
    assert [one.texts for one in _held(any_library)] == [{"fi": "Kyllä.", "sv": "Ja.", "en": "Yes."}]


@pytest.mark.parametrize(
    "other", [Unit({"fi": "Kyllä.", "sv": "Jo."}), replace(YES, extent=Extent.FIELD), Unit({"sv": "Kyllä."})]
)
def test_what_does_not_agree_stands_for_itself(any_library: Library, other: Unit) -> None:
    assert _add(any_library, YES) + _add(any_library, other) == 2
    assert {tuple(one.texts.items()) for one in _held(any_library)} == {tuple(one.texts.items()) for one in (YES, other)}


def test_what_two_places_gave_is_not_taken_back_by_one(any_library: Library) -> None:
    _replace(any_library, HERE, "summary", YES)
    _replace(any_library, THERE, "summary", YES)
    _replace(any_library, HERE, "summary")
    assert [(one.texts, one.practice) for one in _held(any_library)] == [(YES.texts, "")]


def test_a_text_that_stands_in_thousands_of_entries_does_no_harm(any_library: Library) -> None:
    hot = [Unit({"fi": "Kyllä.", "sv": f"Ja {n}."}) for n in range(3_000)]
    assert _add(any_library, *hot) == 3_000
    assert _add(any_library, *hot) == 0, "the other text tells them apart"


@pytest.mark.slow
def test_a_whole_tmx_is_added_without_being_in_memory(library: Library) -> None:
    _add(library, YES)

    def endless(n: int) -> Iterator[Unit]:
        yield from (Unit({"fi": f"Lause numero {at}. " * 5, "sv": f"Mening nummer {at}. " * 5}) for at in range(n))

    peaks = []
    for n in (1_500, 5_000):
        tracemalloc.start()
        with library.writing() as work:
            work.memory.add(endless(n))
            assert sum(1 for _unit in work.memory.units()) > n
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0], "three times as much takes no more room"


# Exchanging


def _replace(library: Library, practice: str, name: str, *units: Unit) -> None:
    with library.writing() as work:
        work.memory.replace_of(practice, name, units)


def test_what_a_field_gave_is_exchanged_and_the_same_stays(any_library: Library) -> None:
    _replace(any_library, HERE, "summary", YES, Unit({"fi": "Ei.", "sv": "Nej."}))
    _replace(any_library, HERE, "title", Unit({"fi": "Otsikko"}))
    before = {one.texts["fi"]: one.number for one in _held(any_library)}
    _replace(any_library, HERE, "summary", YES, Unit({"fi": "Ehkä.", "sv": "Kanske."}))
    after = {one.texts["fi"]: one.number for one in _held(any_library)}
    assert after.keys() == {"Kyllä.", "Ehkä.", "Otsikko"}
    assert (after["Kyllä."], after["Otsikko"]) == (before["Kyllä."], before["Otsikko"])


def test_a_language_that_is_finished_later_joins_and_one_taken_back_goes(any_library: Library) -> None:
    three = Unit({"fi": "Kyllä.", "sv": "Ja.", "en": "Yes."})
    _replace(any_library, HERE, "summary", YES)
    (first,) = _held(any_library)
    _replace(any_library, HERE, "summary", three)
    (fuller,) = _held(any_library)
    assert (fuller.number, fuller.texts) == (first.number, three.texts)
    _replace(any_library, HERE, "summary", YES)
    assert [one.texts for one in _held(any_library)] == [YES.texts]


@dataclass
class Plain:
    """The memory as one would write it without a database."""

    held: list[Unit] = field(default_factory=list)

    def add(self, unit: Unit) -> None:
        ranked = [(self._shared(one, unit), -place) for place, one in enumerate(self.held)]
        most, place = max(ranked, default=(0, 0))
        if not most:
            self.held.append(unit)
            return
        one = self.held[-place]
        practice = one.practice if one.practice == unit.practice else ""
        name = one.field if practice == one.practice and one.field == unit.field else ""
        self.held[-place] = replace(one, texts={**unit.texts, **one.texts}, practice=practice, field=name)

    def replace_of(self, practice: str, name: str, units: list[Unit]) -> None:
        given_units = [replace(one, practice=practice, field=name) for one in units]
        self.held = [
            one
            for one in self.held
            if (one.practice, one.field) != (practice, name)
            or any(one.extent == other.extent and one.texts.items() <= other.texts.items() for other in given_units)
        ]
        theirs = [one for one in self.held if (one.practice, one.field) == (practice, name)]
        for unit in given_units:
            if not any(one.extent == unit.extent and one.texts == unit.texts for one in theirs):
                self.add(unit)

    @staticmethod
    def _shared(one: Unit, other: Unit) -> int:
        both = one.texts.keys() & other.texts.keys()
        agree = one.extent is other.extent and all(one.texts[code] == other.texts[code] for code in both)
        return len(both) if agree else 0


_TEXTS = st.dictionaries(st.sampled_from(["fi", "sv", "en"]), st.sampled_from(["Ja", "Ei", "Ehkä"]), min_size=1)
_UNITS = st.builds(Unit, _TEXTS, st.sampled_from(Extent), modified=st.just(1))
_PLACES = st.tuples(st.sampled_from([HERE, THERE]), st.sampled_from(["summary", "title"]))
_STEPS = st.lists(st.tuples(st.one_of(st.none(), _PLACES), st.lists(_UNITS, max_size=5)), max_size=8)


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[Library]:
    """A library that is emptied for each example."""
    library = open_library(tmp_path_factory.mktemp("memory") / "a.gptemplate", templates)
    yield library
    library.close()


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(_STEPS)
def test_adding_and_exchanging_do_what_a_plain_list_does(shared_library: Library, steps) -> None:
    plain = Plain()
    with shared_library.trying() as work:
        for place, units in steps:
            before, count = work.memory.version(), len(plain.held)
            known = [replace(one) for one in plain.held]
            if place is None:
                new = work.memory.add(units)
                for unit in units:
                    plain.add(unit)
                assert new == len(plain.held) - count
            else:
                work.memory.replace_of(*place, units)
                plain.replace_of(*place, units)
            held = list(work.memory.units())
            assert held == plain.held
            assert (work.memory.version() != before) == (held != known)


# Finding


def _found(library: Library, words: str = "", **where: object) -> list[str]:
    with library.reading() as work:
        return [one.texts["fi"] for one in work.memory.find(words, **where)]  # type: ignore[arg-type]


@pytest.fixture
def searched(any_library: Library) -> Library:
    """A memory of five entries, from the oldest to the newest."""
    said = ["Äiti osaa 100 %.", "Työpaja kunnassa", "KUNNAN TYÖ_PAJA", "Straße", "Ylöjärvi"]
    units = [Unit({"fi": text, "sv": f"Nummer {n}"}, project=f"P{n % 2}", modified=n + 1) for n, text in enumerate(said)]
    _add(any_library, *units)
    return any_library


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("", ["Ylöjärvi", "Straße", "KUNNAN TYÖ_PAJA", "Työpaja kunnassa", "Äiti osaa 100 %."]),
        ("työ", ["KUNNAN TYÖ_PAJA", "Työpaja kunnassa"]),
        ("kunna pAJA", ["KUNNAN TYÖ_PAJA", "Työpaja kunnassa"]),
        ("ÄITI", ["Äiti osaa 100 %."]),
        ("ä", ["Ylöjärvi", "Äiti osaa 100 %."]),
        ("100 %", ["Äiti osaa 100 %."]),
        ("ö_p", ["KUNNAN TYÖ_PAJA"]),
        ("straße", ["Straße"]),
        ("nummer 3", ["Straße"]),
        ("straße nummer", []),
        ("\\", []),
        ("x" * 9_999, []),
    ],
)
def test_words_and_parts_of_words_are_found_newest_first(searched: Library, words: str, hits: list[str]) -> None:
    assert _found(searched, words) == hits


def test_finding_is_narrowed_and_turned_page_by_page(searched: Library) -> None:
    assert _found(searched, "nummer", language="fi") == []
    assert _found(searched, language="sv", project="P1") == ["Straße", "Työpaja kunnassa"]
    assert _found(searched, "työ", project="P1") == ["Työpaja kunnassa"]
    assert [text for skip in (0, 2, 4) for text in _found(searched, most=2, skip=skip)] == _found(searched)


def test_a_project_is_forgotten_whole(searched: Library) -> None:
    with searched.writing() as work:
        assert work.memory.projects() == [("P0", 3), ("P1", 2)]
        assert work.memory.forget_project("P0") == 3
        assert work.memory.projects() == [("P1", 2)]
        assert work.memory.forget_project("P0") == 0


def test_a_damaged_text_is_told_when_it_is_read(library: Library, where, expect_log) -> None:
    _add(library, YES)
    with library.writing() as work:
        work._connection.exec_driver_sql("UPDATE memory_text SET text = 'Kyllb.' WHERE language = 'fi'")
    expect_log("does not match its hash: unit 1 of the memory, fi")
    assert _held(library)[0].texts["fi"] == "Kyllb."


def test_a_library_of_an_older_version_is_not_read_by_half(tmp_path: Path, templates: Templates) -> None:
    copy = tmp_path / "a.gptemplate"
    copy.write_bytes((Path(__file__).parent.parent / "data" / "schema-2.gptemplate").read_bytes())
    library = open_library(copy, templates, backups=tmp_path)
    assert _add(library, YES) == 1
    library.close()
