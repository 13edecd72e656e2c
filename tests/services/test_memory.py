"""The translation memory at work: what is done feeds it, it answers and offers, goes out and comes in as a file."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate.errors import BadFile
from gptemplate.model.memory import Extent, Unit
from gptemplate.model.states import Key, State
from gptemplate.services import editing, memory
from gptemplate.services import library as practices
from gptemplate.store.library import Library
from gptemplate.translation import tmx

FORM = "interreg-europe-2021"
SAID = {
    "fi": "Koulutus alkoi syksyllä. Mukana oli kolme kuntaa.",
    "sv": "Utbildningen började på hösten. Tre kommuner deltog.",
    "en": "The training began in the autumn. Three municipalities took part.",
}


def _new(library: Library, title: str = "Silta") -> str:
    return practices.new_practice(library, template_id=FORM, source_language="fi", title=title)[0]


def _write(library: Library, practice: str, said: dict[str, str], field: str = "summary", *, done: bool = True) -> None:
    for language, text in said.items():
        editing.write(library, practice, Key(field, language), text)
        if done:
            editing.set_state(library, practice, Key(field, language), State.DONE)


def _units(library: Library) -> list[Unit]:
    with library.reading() as work:
        return list(work.memory.units())


def _recall(library: Library) -> memory.Recall:
    recall = memory.Recall()
    recall.bring_up_to_date(library)
    return recall


@pytest.fixture
def done(library: Library) -> str:
    """A practice with a field that is done in three languages."""
    practice = _new(library)
    _write(library, practice, SAID)
    return practice


def test_what_is_done_gives_the_field_and_its_sentences_in_all_languages(library: Library, done: str) -> None:
    found = {(one.extent, one.texts["fi"]): one for one in _units(library)}
    assert set(found) == {
        (Extent.FIELD, SAID["fi"]),
        (Extent.SENTENCE, "Koulutus alkoi syksyllä."),
        (Extent.SENTENCE, "Mukana oli kolme kuntaa."),
    }
    assert dict(found[Extent.FIELD, SAID["fi"]].texts) == SAID
    sentence = found[Extent.SENTENCE, "Mukana oli kolme kuntaa."]
    assert sentence.texts["sv"] == "Tre kommuner deltog."
    assert sentence.texts["en"] == "Three municipalities took part."
    assert (sentence.practice, sentence.field, sentence.project) == (done, "summary", "Silta")
    assert sentence.modified > 0


def test_what_is_not_done_gives_nothing(library: Library) -> None:
    practice = _new(library)
    _write(library, practice, SAID, done=False)
    editing.set_state(library, practice, Key("summary", "fi"), State.DONE)
    assert _units(library) == []


def test_a_field_of_one_sentence_is_given_once(library: Library) -> None:
    _write(library, _new(library), {"fi": "Yksi lause.", "sv": "En mening."})
    (unit,) = _units(library)
    assert unit.extent is Extent.FIELD


def test_a_contact_is_not_given(library: Library, done: str) -> None:
    template = library.template(FORM)
    assert {unit.field for unit in _units(library)} <= {one.id for one in template.fields.values() if not one.personal}


def test_a_field_that_is_no_longer_done_keeps_what_it_gave(library: Library, done: str) -> None:
    before = _units(library)
    editing.write(library, done, Key("summary", "fi"), "Aivan muuta.")
    editing.set_state(library, done, Key("summary", "sv"), State.TO_CHECK)
    assert _units(library) == before


def test_what_a_field_gave_is_exchanged_when_all_of_it_is_done_again(library: Library, done: str) -> None:
    new = {"fi": "Hanke päättyi.", "sv": "Projektet tog slut.", "en": "The project ended."}
    _write(library, done, new)
    assert [dict(one.texts) for one in _units(library)] == [new]


def test_a_language_that_is_stale_keeps_its_pair_until_it_is_done(library: Library, done: str) -> None:
    _write(library, done, {"fi": "Hanke päättyi.", "en": "The project ended."})
    said = [dict(one.texts) for one in _units(library)]
    assert {"fi": "Hanke päättyi.", "en": "The project ended."} in said
    assert SAID in said


def test_matches_come_from_every_language_into_every_other(library: Library, done: str) -> None:
    recall = _recall(library)
    for source, said in SAID.items():
        for target in set(SAID) - {source}:
            (match,) = recall.matches(said, source, target)
            assert (match.score, match.target, match.unit.project) == (100, SAID[target], "Silta")
    assert recall.matches(SAID["fi"], "fi", "de") == []


def test_sentences_are_answered_one_by_one(library: Library, done: str) -> None:
    text = "Koulutus alkoi keväällä. Sää oli hyvä."
    answers = [
        (text[start:end], [one.target for one in found]) for start, end, found in _recall(library).by_sentence(text, "fi", "sv")
    ]
    assert answers == [("Koulutus alkoi keväällä.", ["Utbildningen började på hösten."]), ("Sää oli hyvä.", [])]


def test_recall_follows_what_is_added_changed_and_removed(library: Library, done: str) -> None:
    recall = _recall(library)
    assert recall.matches("Mukana oli kolme kuntaa.", "fi", "en")
    assert not recall.bring_up_to_date(library)
    unit = next(one for one in _units(library) if one.texts["fi"].startswith("Mukana"))
    memory.put(library, Unit({"fi": "Kuntia oli viisi.", "en": "There were five."}, number=unit.number))
    assert recall.bring_up_to_date(library)
    assert recall.matches("Mukana oli kolme kuntaa.", "fi", "en") == []
    assert recall.matches("Kuntia oli viisi.", "fi", "en")[0].score == 100
    assert recall.matches("Kuntia oli viisi.", "fi", "sv") == []
    memory.remove(library, [unit.number])
    recall.bring_up_to_date(library)
    assert recall.matches("Kuntia oli viisi.", "fi", "en") == []


def test_a_unit_that_gained_a_language_answers_in_it(library: Library) -> None:
    with library.writing() as work:
        work.memory.add([Unit({"fi": "Hyvä käytäntö", "sv": "God praxis"}, modified=5)])
    recall = _recall(library)
    assert recall.matches("Hyvä käytäntö", "fi", "en") == []
    with library.writing() as work:
        work.memory.add([Unit({"fi": "Hyvä käytäntö", "en": "Good practice"}, modified=4)])
    recall.bring_up_to_date(library)
    assert [one.target for one in recall.matches("Hyvä käytäntö", "fi", "en")] == ["Good practice"]
    assert [one.target for one in recall.matches("God praxis", "sv", "en")] == ["Good practice"]


def test_words_are_found_in_any_form_and_language(library: Library, done: str) -> None:
    recall = _recall(library)
    (found, *_more) = recall.concordance("kunta")
    assert found.language == "fi"
    assert [found.unit.texts["fi"][start:end] for start, end in found.places] == ["kuntaa"]
    assert recall.concordance("municipality", "en")
    assert recall.concordance("municipality", "fi") == []


def test_everything_that_was_translated_to_the_letter_is_offered_and_taken_as_one_step(library: Library, done: str) -> None:
    practice = _new(library, "Toinen")
    _write(library, practice, {"fi": SAID["fi"]}, done=False)
    mixed = "Mukana oli kolme kuntaa.\n\nKoulutus alkoi syksyllä."
    _write(library, practice, {"fi": mixed}, "detailed_information", done=False)
    offers = _recall(library).offers(practice, "sv")
    assert {one.key.field: one.text for one in offers} == {
        "summary": SAID["sv"],
        "detailed_information": "Tre kommuner deltog.\n\nUtbildningen började på hösten.",
    }
    assert all(one.limit is None and one.source == "fi" for one in offers)
    changes = memory.take_offers(library, practice, offers)
    assert changes.practices == {practice}
    opened = editing.open_practice(library, practice)
    assert opened.text("summary", "sv") == SAID["sv"]
    assert opened.state("summary", "sv") is State.TO_CHECK
    assert opened.state("detailed_information", "sv") is State.TO_CHECK
    editing.undo(library, practice)
    opened = editing.open_practice(library, practice)
    assert not opened.text("summary", "sv")
    assert not opened.text("detailed_information", "sv")
    assert opened.text("summary", "fi") == SAID["fi"]


def test_an_offer_never_goes_over_what_was_written_or_to_a_source_that_moved(library: Library, done: str) -> None:
    practice = _new(library, "Toinen")
    _write(library, practice, {"fi": SAID["fi"]}, done=False)
    offers = _recall(library).offers(practice, "sv")
    _write(library, practice, {"sv": "Mitt eget."}, done=False)
    assert not memory.take_offers(library, practice, offers)
    assert editing.open_practice(library, practice).text("summary", "sv") == "Mitt eget."
    _write(library, practice, {"sv": "", "fi": "Muuta."}, done=False)
    assert not memory.take_offers(library, practice, offers)


def test_the_memory_goes_out_and_comes_in(library: Library, done: str, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    assert memory.export_file(library, file) == 3
    before = {tuple(one.texts.items()) for one in _units(library)}
    assert memory.forget_project(library, "Silta") == 3
    assert _units(library) == []
    came = memory.import_file(library, file)
    assert (came.new, came.read, came.skipped, came.broken) == (3, 3, 0, None)
    assert {tuple(one.texts.items()) for one in _units(library)} == before
    assert {(one.project, one.practice) for one in _units(library)} == {("Silta", "")}
    again = memory.import_file(library, file)
    assert (again.new, again.read) == (0, 3)


def test_a_project_and_a_pair_can_go_out_alone(library: Library, done: str, tmp_path: Path) -> None:
    _write(library, _new(library, "Toinen"), {"fi": "Yksi lause.", "sv": "En mening."})
    assert memory.projects(library) == [("Silta", 3), ("Toinen", 1)]
    file = tmp_path / "one.tmx"
    assert memory.export_file(library, file, project="Toinen") == 1
    assert memory.export_file(library, file, languages=("fi", "en")) == 3
    with file.open("rb") as stream:
        assert {frozenset(one.texts) for one in tmx.read(stream)} == {frozenset({"fi", "en"})}


def test_what_is_stopped_leaves_no_file(library: Library, done: str, tmp_path: Path) -> None:
    assert memory.export_file(library, tmp_path / "memory.tmx", progress=lambda _done, _all: False) == 0
    assert list(tmp_path.glob("*.tmx")) == list(tmp_path.glob(".*part")) == []


def _many(file: Path, count: int) -> Path:
    stream = io.BytesIO()
    tmx.write(stream, (Unit({"fi": f"Lause {n}", "sv": f"Mening {n}"}) for n in range(count)))
    file.write_bytes(stream.getvalue())
    return file


def test_an_import_that_is_stopped_keeps_whole_batches(library: Library, tmp_path: Path) -> None:
    file = _many(tmp_path / "many.tmx", 5_000)
    told: list[tuple[int, int]] = []

    def progress(done: int, size: int) -> bool:
        told.append((done, size))
        return len(told) < 3_000

    came = memory.import_file(library, file, progress=progress)
    assert came.cancelled
    assert (came.read, came.new, len(_units(library))) == (3_000, 3_000, 3_000)
    assert told[-1][1] == file.stat().st_size
    assert {one.project for one in _units(library)} == {"many.tmx"}


def test_another_file_brings_nothing(library: Library, tmp_path: Path) -> None:
    file = tmp_path / "words.tmx"
    file.write_text("no memory")
    with pytest.raises(BadFile):
        memory.import_file(library, file)
    assert _units(library) == []


def test_entries_that_say_the_same_are_joined(library: Library) -> None:
    with library.writing() as work:
        work.memory.add(
            [
                Unit({"fi": "Hyvä  käytäntö", "sv": "god praxis"}, modified=1),
                Unit({"fi": "Hyvä käytäntö", "sv": "God praxis", "en": "Good practice"}, modified=2),
                Unit({"fi": "hyvä käytäntö", "sv": "bra praxis"}, modified=3),
                Unit({"fi": "Muu", "sv": "Annat"}, modified=4),
            ]
        )
    assert memory.merge_duplicates(library) == 1
    assert [dict(one.texts) for one in _units(library)] == [
        {"fi": "Hyvä käytäntö", "sv": "God praxis", "en": "Good practice"},
        {"fi": "hyvä käytäntö", "sv": "bra praxis"},
        {"fi": "Muu", "sv": "Annat"},
    ]
    assert memory.merge_duplicates(library) == 0


def test_entries_are_found_changed_and_removed(library: Library, done: str) -> None:
    (unit,) = memory.find(library, "kommuner", language="sv", project="Silta", most=1)
    memory.put(library, Unit({**unit.texts, "sv": "Fyra kommuner."}, number=unit.number))
    assert memory.find(library, "fyra")[0].number == unit.number
    memory.remove(library, [unit.number])
    assert memory.find(library, "fyra") == []


def test_a_language_that_was_read_little_by_little_answers_as_one_read_at_once(library: Library) -> None:
    with library.writing() as work:
        work.memory.add(Unit({"fi": f"Koulutus {n} alkoi syksyllä.", "sv": f"Utbildning {n}."}) for n in range(2_500))
    patient = _recall(library)
    steps = 1
    while patient.learn("fi"):
        steps += 1
        assert patient.languages() == ["fi", "sv"]
    assert steps == 3
    asked = "Koulutus 77 alkoi syksyllä."
    assert patient.matches(asked, "fi", "sv") == _recall(library).matches(asked, "fi", "sv")
    assert patient.matches(asked, "fi", "sv")[0].target == "Utbildning 77."


def test_what_changes_while_a_language_is_read_is_in_the_answer(library: Library) -> None:
    with library.writing() as work:
        work.memory.add(Unit({"fi": f"Koulutus {n} alkoi syksyllä.", "sv": f"Utbildning {n}."}) for n in range(1_500))
    recall = _recall(library)
    assert recall.learn("fi")
    memory.put(library, Unit({"fi": "Aivan toinen lause.", "sv": "En annan mening."}, number=3))
    recall.bring_up_to_date(library)
    assert [one.target for one in recall.matches("Aivan toinen lause.", "fi", "sv")] == ["En annan mening."]


_steps = st.lists(
    st.tuples(st.sampled_from(["add", "put", "remove", "last", "bring"]), st.integers(0, 30), st.integers(0, 6)), max_size=25
)


@given(steps=_steps)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_brought_up_to_date_answers_as_what_is_read_anew(library: Library, steps: list[tuple[str, int, int]]) -> None:
    """Whatever comes, changes and goes, the last of it as well, whose row the next one is given."""
    with library.writing() as work:
        work.memory.remove([one.number for one in work.memory.units()])
        work.memory.add([Unit({"fi": "Alussa oli lause.", "sv": "I början."})])
    held = _recall(library)
    held.matches("Alussa", "fi", "sv")
    for what, which, words in [*steps, ("bring", 0, 0)]:
        _change(library, what, which, Unit({"fi": f"Kunta kokeili {'uutta ' * words}tapaa {which}.", "sv": f"Ny {words}."}))
        if what == "bring":
            held.bring_up_to_date(library)
            for asked in ("Kunta kokeili uutta tapaa 3.", "Alussa oli lause."):
                assert held.matches(asked, "fi", "sv") == _recall(library).matches(asked, "fi", "sv")


def _change(library: Library, what: str, which: int, unit: Unit) -> None:
    there = [one.number for one in _units(library)]
    with library.writing() as work:
        if what == "add":
            work.memory.add([unit])
        elif what == "put" and there:
            work.memory.put(replace(unit, number=there[which % len(there)]))
        elif what == "remove" and there:
            work.memory.remove([there[which % len(there)]])
        elif what == "last" and there:
            work.memory.remove(there[-1:])


def test_what_comes_in_the_place_of_much_that_went_is_found(library: Library) -> None:
    with library.writing() as work:
        work.memory.add(Unit({"fi": f"Koulutus {n} alkoi syksyllä.", "sv": f"Utbildning {n}."}) for n in range(700))
    recall = _recall(library)
    assert recall.matches("Koulutus 5 alkoi syksyllä.", "fi", "sv", most=1)[0].target == "Utbildning 5."
    with library.writing() as work:
        work.memory.remove([one.number for one in work.memory.units() if one.number > 50])
        work.memory.add([Unit({"fi": "Kunta kokeili uutta tapaa.", "sv": "Kommunen prövade ett nytt sätt."})])
    assert recall.bring_up_to_date(library)
    (found,) = recall.matches("Kunta kokeili uutta tapaa.", "fi", "sv")
    assert found.target == "Kommunen prövade ett nytt sätt."


def test_a_text_that_was_changed_is_not_found_by_what_it_said_before(library: Library) -> None:
    with library.writing() as work:
        work.memory.add([Unit({"fi": "Alussa oli lause.", "sv": "I början var en mening."})])
        work.memory.add([Unit({"fi": "Kunta kokeili uutta tapaa.", "sv": "Kommunen prövade."})])
    recall = _recall(library)
    (found,) = recall.matches("Kunta kokeili uutta tapaa.", "fi", "sv")
    memory.put(library, replace(found.unit, texts={"fi": "Aivan toinen lause.", "sv": "En annan mening."}))
    recall.bring_up_to_date(library)
    assert recall.matches("Kunta kokeili uutta tapaa.", "fi", "sv") == []
