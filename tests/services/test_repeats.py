"""Sentences that stand in several places."""

from __future__ import annotations

from gptemplate.model.states import Key
from gptemplate.services import editing
from gptemplate.services import library as practices
from gptemplate.services.repeats import repeats
from gptemplate.store.library import Library


def _new(library: Library, title: str, **texts: str) -> str:
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title=title)[0]
    for field, text in texts.items():
        editing.write(library, ident, Key(field, "fi"), text)
    return ident


def test_the_same_sentence_is_found_in_fields_and_practices(library: Library) -> None:
    first = _new(
        library, "Yksi", summary="Kunta maksaa koulutuksen. Ryhmä tapaa kahdesti.", challenges_encountered="Oma lause on tämä."
    )
    second = _new(library, "Kaksi", summary="Alussa on muuta tekstiä. KUNTA maksaa  koulutuksen.")
    (found,) = repeats(library, "fi")
    assert found.sentence.casefold().split() == ["kunta", "maksaa", "koulutuksen."]
    assert {(one.practice, one.title, one.key.field) for one in found.places} == {
        (first, "Yksi", "summary"),
        (second, "Kaksi", "summary"),
    }
    starts = {one.practice: one.start for one in found.places}
    assert starts[second] == len("Alussa on muuta tekstiä. ")
    assert repeats(library, "sv") == []


def test_short_sentences_and_those_of_other_practices_are_left_out(library: Library) -> None:
    mine = _new(library, "Minun", summary="Kiitos paljon. Täällä on jotain omaa tekstiä.")
    _new(library, "Toinen", summary="Kiitos paljon. Tämä lause toistuu aina.")
    _new(library, "Kolmas", summary="Tämä lause toistuu aina.")
    assert repeats(library, "fi", mine) == []
    assert len(repeats(library, "fi")) == 1
