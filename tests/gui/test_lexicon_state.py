"""What the room of terms and memory says, without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptemplate.gui.lexicon import memory_state, recognising, term_state
from gptemplate.gui.lexicon.memory_state import Wish
from gptemplate.i18n import translator
from gptemplate.model.memory import Unit
from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.services.memory import Imported
from gptemplate.services.term_files import Brought

TR = translator("en")


def term(ident: str, *names: Designation, definition: str = "") -> Term:
    return Term(ident * 32, names, definition)


GOOD = term(
    "a",
    Designation("fi", "hyvä käytäntö"),
    Designation("sv", "god praxis", region="FI"),
    Designation("sv", "bästa praxis", Standing.FORBIDDEN),
    Designation("sv", "god sed", Standing.ADMITTED),
    definition="What works and can be taken over.",
)
YOUNG = term("b", Designation("fi", "äänestäjä"), Designation("en", "voter"))
CALL = term("c", Designation("fi", "aika"))


class TestTerms:
    def test_the_search_takes_names_in_every_language_and_definitions(self) -> None:
        held = term_state.Glossary.of([GOOD, YOUNG])
        assert held.shown("PRAXIS god") == [GOOD]
        assert held.shown("taken over") == [GOOD]
        assert held.shown("voter praxis") == []

    def test_a_language_sorts_as_its_people_sort_and_what_has_no_name_comes_last(self) -> None:
        held = term_state.Glossary.of([YOUNG, GOOD, CALL])
        assert held.shown("", "fi") == [CALL, GOOD, YOUNG]
        assert held.shown("", "en", down=True) == [YOUNG, GOOD, CALL]

    def test_every_language_has_a_column_up_to_five(self) -> None:
        many = term("d", *(Designation(code, "x") for code in ("de", "et", "pl", "nl")))
        assert term_state.Glossary.of([GOOD]).columns == ("fi", "sv", "en")
        assert term_state.Glossary.of([many]).columns == ("fi", "sv", "en", "de", "et")
        assert term_state.Glossary.of([many]).languages[-1] == "pl"

    def test_names_to_use_stand_above_and_forbidden_ones_last(self) -> None:
        above, below = term_state.lines(GOOD, "sv")
        assert [one.text for one in above] == ["god praxis"]
        assert [one.text for one in below] == ["god sed", "bästa praxis"]

    def test_a_cell_is_said_with_country_and_standing(self) -> None:
        assert term_state.spoken(TR, GOOD, "sv") == "god praxis (Finland), god sed (admitted), bästa praxis (forbidden)"

    def test_a_summary_names_what_came_and_what_did_not(self) -> None:
        brought = Brought(("1", "2"), (GOOD,), same=0, skipped=3)
        assert term_state.told_brought(TR, "terms.tbx", brought) == "Terms from terms.tbx: 2 new, 1 changed, 3 left out"
        assert term_state.told_brought(TR, "terms.tbx", Brought()) == "Terms from terms.tbx: none"


UNIT = Unit({"fi": "Kunnan palvelut.", "sv": "Kommunens tjänster.", "en": "The municipality's services."}, number=1)


class TestMemory:
    @pytest.mark.parametrize(
        ("wish", "shown"),
        [
            (Wish(source="fi", target="en"), ("fi", "en")),
            (Wish(words="tjänster", target="en"), ("sv", "en")),
            (Wish(words="services", target="en"), ("en", "fi")),
            (Wish(target="sv"), ("fi", "sv")),
        ],
    )
    def test_two_texts_stand_side_by_side_the_one_with_the_words_first(self, wish: Wish, shown: tuple[str, str]) -> None:
        source, target = memory_state.pair_of(UNIT, wish)
        assert (source[0], target[0]) == shown

    def test_a_language_that_an_entry_lacks_stays_empty(self) -> None:
        two = Unit({"fi": "Kyllä", "sv": "Ja"})
        assert memory_state.pair_of(two, Wish(source="fi", target="en")) == (("fi", "Kyllä"), ("en", ""))

    def test_words_are_marked_wherever_they_stand_and_touching_marks_are_one(self) -> None:
        assert memory_state.marked("Kunnan ja kunnat", ["kunn"]) == [(0, 4), (10, 14)]
        assert memory_state.marked("kunnan", ["kunn", "nnan"]) == [(0, 6)]
        assert memory_state.marked("a+b (c)", ["+b", "(c"]) == [(1, 3), (4, 6)]

    def test_of_a_long_text_the_part_with_the_words_is_shown(self) -> None:
        line, places = memory_state.excerpt("sana " * 100 + "kunta\nja muuta", ["kunta"])
        assert line.startswith("…sana")
        assert len(line) < 80
        assert [line[start:end] for start, end in places] == ["kunta"]

    def test_a_word_is_looked_for_in_its_other_forms(self) -> None:
        assert any(form in "kynnyksen" for form in memory_state.other_forms("kynnys"))
        assert memory_state.other_forms("") == []
        assert len(memory_state.other_forms("kunnan kotouttamispalvelut nuorille")) <= memory_state.MOST_FORMS

    @pytest.mark.parametrize(("language", "said"), [("en", "100,000 entries"), ("fi", "100\u00a0000")])
    def test_large_numbers_are_written_as_people_write_them(self, language: str, said: str) -> None:
        words = memory_state.count_words(translator(language), 100_000, 200, is_search=False, has_more=True)
        assert words.startswith(said)

    def test_a_summary_says_what_stays_when_it_was_stopped(self) -> None:
        whole = memory_state.told_imported(TR, "old.tmx", Imported(new=3, read=5, skipped=1, foreign=1))
        assert whole == "Entries from old.tmx: 3 new, 2 already known, 2 left out"
        stopped = memory_state.told_imported(TR, "old.tmx", Imported(new=3, read=3, cancelled=True))
        assert stopped == "Stopped; what was read of old.tmx stays: 3 new"


class TestFiles:
    @pytest.mark.parametrize(
        ("content", "memory", "ours"),
        [
            ('<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">', True, True),
            ('<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic">', False, True),
            ('<martif type="TBX">', False, True),
            ('<xliff version="2.1">', False, False),
            ("fi;sv\nkunta;kommun", False, False),
        ],
    )
    def test_a_file_is_known_by_what_is_in_it(self, tmp_path: Path, content: str, memory: bool, ours: bool) -> None:
        for encoding in ("utf-8", "utf-16"):
            file = tmp_path / f"any-name.{encoding}"
            file.write_text(content, encoding=encoding)
            assert recognising.is_memory(file) is memory
            assert recognising.is_ours(file) is ours

    def test_a_table_holds_terms_only_where_it_was_dropped_in_the_room(self, tmp_path: Path) -> None:
        file = tmp_path / "terms.csv"
        file.write_text("fi;sv\nkunta;kommun", encoding="utf-8")
        assert not recognising.is_ours(file)
        assert recognising.is_ours(file, dropped_here=True)
