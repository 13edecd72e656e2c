"""What a book of practices holds, whatever it is printed as."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gptemplate.errors import BadValue
from gptemplate.model import values
from gptemplate.model.collection import Area, collection, cut
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.template import Kind
from tests.documents.books import book, practices
from tests.documents.practices import new_practice, sample, template_of


def below(areas: tuple[Area, ...]) -> list[int]:
    return [number for one in areas for number in (*one.chapters, *below(one.areas))]


def test_every_practice_stands_in_the_summary_once() -> None:
    made = book(40, "fi")
    assert sorted(below(made.areas)) == list(range(40))
    assert sum(int(one.count.split()[0]) for one in made.areas) == 40


def test_practices_without_a_place_come_last() -> None:
    made = book(40, "en")
    assert made.areas[-1].name == "No place given"
    assert all(made.chapters[number].place == "" for number in made.areas[-1].chapters)
    assert [one.name for one in made.areas[:-1]] == sorted(one.name for one in made.areas[:-1])


def test_the_index_of_topics_names_every_choice_and_keyword() -> None:
    given = practices(12)
    made = collection(given, ("en",), final=True)
    topics = next(one for one in made.indexes if one.title == "Index of topics")
    found = {(group.label, term.text): term.chapters for group in topics.groups for term in group.terms}
    for number, (template, practice) in enumerate(given):
        for one in template.fields.values():
            if one.kind in (Kind.CHOICE, Kind.CHOICES) and one.handed_in and practice.text(one.id, SHARED):
                for line in values.show(one, practice.text(one.id, SHARED), "en").split("\n"):
                    assert number in found[one.label("en"), line]
        words = [word.strip() for word in practice.text("keywords", "en").split(",") if word.strip()]
        held = {text.casefold(): chapters for (label, text), chapters in found.items() if label == "Keywords"}
        assert all(number in held[word.casefold()] for word in words)


def test_working_fields_are_indexed_in_a_working_book_only() -> None:
    given = [(template_of("interreg-europe-2021"), sample("language-at-work"))]
    labels = [
        {group.label for index in collection(given, ("en",), working=working).indexes for group in index.groups}
        for working in (False, True)
    ]
    assert labels[0] < labels[1]


def test_forms_of_several_kinds_stand_in_one_book() -> None:
    old, new = template_of("interreg-europe-2014"), template_of("interreg-europe-2021")
    made = collection([(old, new_practice(template=old.id)), (new, sample("language-at-work"))], ("fi",))
    assert made.subtitle == f"{old.label('fi')} · {new.label('fi')}"


def test_a_language_is_done_where_everything_asked_for_is_done() -> None:
    template, practice = template_of("interreg-europe-2021"), sample("language-at-work")
    key = Key("title", "sv")
    draft = replace(practice, values=practice.values | {key: Value("Språkpar", State.DRAFT)})
    assert collection([(template, practice)], ("fi",)).chapters[0].done == ("fi", "sv", "en")
    assert collection([(template, draft)], ("fi",)).chapters[0].done == ("fi", "en")


@pytest.mark.parametrize(("language", "day"), [("fi", "27. kesäkuuta 2025"), ("sv", "27 juni 2025"), ("en", "27 June 2025")])
def test_the_cover_tells_when_something_last_changed(language: str, day: str) -> None:
    assert book(3, language).facts[-1][1] == day


def test_a_long_title_is_cut_in_lists_only() -> None:
    title = "word " * 200
    made = book(1, "en", titles={0: title})
    assert len(made.chapters[0].name) <= 151
    assert made.chapters[0].outline.title == title.strip()
    assert cut("one two three", 9) == "one two…"


def test_a_book_needs_a_practice() -> None:
    with pytest.raises(BadValue, match="at least one practice"):
        collection([], ("fi",))


def test_an_empty_practice_is_a_chapter() -> None:
    empty: Practice = new_practice()
    made = collection([(template_of(empty.template_id), empty)], ("en",))
    assert (made.chapters[0].name, made.chapters[0].place, made.chapters[0].done) == ("Untitled practice", "", ())
