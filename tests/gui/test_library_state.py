"""Which practices are shown, in which order; no window is needed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from gptemplate.gui.library import dates
from gptemplate.gui.library.state import Column, Mark, Overview, Sorting, Wish, share_done
from gptemplate.gui.palette.state import Goal, fitting
from gptemplate.i18n import translator
from gptemplate.model.listing import Counts, Listed, Summary
from gptemplate.model.sorting import sort_key
from gptemplate.model.states import Status


def listed(ident: str, title: str = "", status: Status = Status.DRAFT, **counts: int) -> Listed:
    """A practice with one language and shared values."""
    summary = Summary({"fi": Counts(title=title, **counts), "*": Counts()}, {"fi": "Vaasa, Suomi", "en": "Vaasa, Finland"})
    return Listed(ident, "form", "fi", status, summary, 0, 1)


ROWS = (
    listed("a", "Äiti", done=2),
    listed("b", "Zebra", Status.IN_REVIEW, stale=1, done=1),
    listed("c", "Apu 10", Status.APPROVED, empty=3, missing=2),
    listed("d", "apu 9", Status.IN_REVIEW, draft=2, over_limit=1, missing=1),
    listed("e", "", empty=2),
)


def ids(overview: Overview, wish: Wish | None = None, sorting: Sorting | None = None) -> str:
    return "".join(one.id for one in overview.shown(wish or Wish(), sorting))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", ["Apu", "Zebra", "Åbo", "äiti", "Öljy"]),
        ("sv", ["Apu", "Zebra", "Åbo", "äiti", "Öljy"]),
        ("en", ["Åbo", "äiti", "Apu", "Öljy", "Zebra"]),
    ],
)
def test_letters_sort_as_in_their_language(language: str, expected: list[str]) -> None:
    words = ["Öljy", "Zebra", "äiti", "Apu", "Åbo"]
    assert sorted(words, key=lambda word: sort_key(word, language)) == expected


def test_numbers_sort_by_size_and_accents_do_not_matter() -> None:
    words = ["Résumé 10", "resume 9", "”Quoted” 1"]
    assert sorted(words, key=lambda word: sort_key(word, "en")) == ["”Quoted” 1", "resume 9", "Résumé 10"]


def test_titles_sort_in_the_interface_language_with_nameless_ones_last() -> None:
    overview = Overview.of(ROWS, "fi")
    title = Column("title")
    assert ids(overview, sorting=Sorting(title)) == "dcbae"
    assert ids(overview, sorting=Sorting(title, descending=True)) == "abcde"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (Column("status"), "aebdc"),
        (Column("language", "fi"), "cedba"),
        (Column("marks"), "acebd"),
        (Column("modified"), "abcde"),
    ],
)
def test_other_columns_sort_by_their_figures(column: Column, expected: str) -> None:
    assert ids(Overview.of(ROWS, "fi"), sorting=Sorting(column)) == expected


def test_filters_combine() -> None:
    overview = Overview.of(ROWS, "fi")
    assert ids(overview, Wish(frozenset({Status.IN_REVIEW}))) == "bd"
    assert ids(overview, Wish(frozenset({Status.IN_REVIEW, Status.APPROVED}), frozenset({Mark.MISSING}))) == "cd"
    assert ids(overview, Wish(marks=frozenset({Mark.MISSING, Mark.OVER}))) == "d"
    assert ids(overview, Wish(found=("d", "gone", "a"))) == "da"


def test_each_filter_says_what_it_would_show() -> None:
    overview = Overview.of(ROWS, "fi")
    tally = overview.tally(Wish(frozenset({Status.IN_REVIEW}), frozenset({Mark.MISSING})))
    assert tally.statuses[Status.IN_REVIEW] == 1
    assert tally.statuses[Status.APPROVED] == 1
    assert tally.marks[Mark.MISSING] == 1
    assert tally.marks[Mark.OVER] == 1
    assert tally.marks[Mark.STALE] == 0


def test_a_filter_goes_on_and_off() -> None:
    wish = Wish().with_status(Status.DRAFT).with_mark(Mark.STALE)
    assert wish != Wish()
    assert wish.with_status(Status.DRAFT).with_mark(Mark.STALE) == Wish()


def test_an_entry_speaks_the_interface_language_where_it_can() -> None:
    entry = Overview.of([ROWS[0]], "en").entries[0]
    assert (entry.title, entry.title_language, entry.place) == ("Äiti", "fi", "Vaasa, Finland")


def test_a_language_that_a_form_has_not_comes_before_an_empty_one() -> None:
    assert share_done(None) < share_done(Counts(empty=3)) < share_done(Counts(draft=3)) < share_done(Counts(done=1, empty=2))


@pytest.mark.parametrize(
    ("language", "today", "yesterday", "earlier"),
    [("fi", "Today 14.05", "Yesterday 14.05", "7.3.2024"), ("en", "Today 14:05", "Yesterday 14:05", "7 Mar 2024")],
)
def test_days_are_written_as_people_write_them(language: str, today: str, yesterday: str, earlier: str) -> None:
    tr = translator(language)
    now = datetime(2024, 3, 9, 14, 5).astimezone()

    def shown(moment: datetime) -> str:
        return dates.when(int(moment.timestamp() * 1000), now, tr)

    assert shown(now) == tr("Today {time}", time=today.split()[1])
    assert shown(now - timedelta(days=1)) == tr("Yesterday {time}", time=yesterday.split()[1])
    assert shown(now - timedelta(days=2)) == earlier


def test_the_palette_finds_what_a_few_letters_mean() -> None:
    goals = [Goal("practice", "a", "Kylien työrengas", "Winsum"), Goal("command", "b", "Työ"), Goal("practice", "c", "Keittiö")]
    assert [goal.ident for goal in fitting(goals, "tyo")] == ["b", "a"]
    assert [goal.ident for goal in fitting(goals, "winsum")] == ["a"]
    assert len(fitting(goals, "")) == 3
