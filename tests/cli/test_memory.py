"""`gptemplate memory`: what it holds, what it finds, in and out as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptemplate.model.memory import Unit
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.cli.conftest import Terminal

UNITS = [
    Unit(
        {"fi": "Mukana oli 3 kuntaa.", "sv": "Tre kommuner deltog.", "en": "Three took part."},
        project="Silta",
        author="R 1",
        modified=10**12,
    ),
    Unit({"fi": "Hyvä käytäntö", "en": "Good practice"}, project="old.tmx", modified=2 * 10**12),
]


@pytest.fixture
def held(run: Terminal) -> Terminal:
    """A terminal whose library has a memory."""
    run.paths.library.parent.mkdir(parents=True)
    library = open_library(run.paths.library, Templates(run.data / "none"), device="here")
    with library.writing() as work:
        work.memory.add(UNITS)
    library.close()
    return run


def test_the_list_says_where_entries_come_from(held: Terminal) -> None:
    assert [line.split() for line in held("memory").out.splitlines()] == [
        ["entries", "where", "from"],
        ["1", "Silta"],
        ["1", "old.tmx"],
    ]
    assert held("memory", "list", "--json").json == [{"project": "Silta", "entries": 1}, {"project": "old.tmx", "entries": 1}]


def test_words_are_found_in_any_form(held: Terminal) -> None:
    out = held("memory", "search", "kunta").out
    assert out.splitlines() == [
        "Silta, 2001-09-09, R 1",
        "  fi  Mukana oli 3 kuntaa.",
        "  sv  Tre kommuner deltog.",
        "  en  Three took part.",
    ]
    (found,) = held("memory", "search", "kunta", "--json").json
    assert (found["language"], found["places"], found["texts"]["sv"]) == ("fi", [[13, 19]], "Tre kommuner deltog.")
    assert held("memory", "search", "kunta", "--in", "sv").err == "No entry has these words.\n"
    assert held("memory", "search").code == 2


def test_a_text_is_matched(held: Terminal) -> None:
    out = held("memory", "match", "Mukana oli 5 kuntaa.", "--from", "fi", "--to", "sv").out
    assert out.splitlines() == [
        "95 %  Silta, 2001-09-09, R 1  other figures",
        "  Mukana oli 3 kuntaa.",
        "  Tre kommuner deltog.",
    ]
    (found,) = held("memory", "match", "Hyvä käytäntö", "--from", "fi", "--to", "en", "--json").json
    assert (found["score"], found["target"], found["figures_differ"], found["entry"]["project"]) == (
        100,
        "Good practice",
        False,
        "old.tmx",
    )
    nothing = held("memory", "match", "Aivan muuta", "--from", "fi", "--to", "en")
    assert (nothing.code, nothing.err) == (0, "Nothing like it was translated before.\n")
    assert held("memory", "match", "Hei").code == 2


def test_the_memory_goes_out_and_comes_in_elsewhere(held: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    assert held("memory", "export", file).out == f"2 entries written to {file}\n"
    other = ("--library", tmp_path / "other.gptemplate")
    came = held(*other, "memory", "import", file)
    assert (came.code, came.out.splitlines()) == (0, ["2 entries read", "2 of them are new"])
    again = held(*other, "memory", "import", file, "--json").json
    assert (again["new"], again["read"], again["broken"]) == (0, 2, None)
    assert held("memory", "export", file, "--project", "Silta", "--json").json == {"file": str(file), "entries": 1}


def test_a_damaged_file_says_what_was_taken(held: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "memory.tmx"
    held("memory", "export", file)
    file.write_bytes(file.read_bytes().replace(b"</body>", b"<tu><tuv/></tu><tu>"))
    came = held("--library", tmp_path / "other.gptemplate", "memory", "import", file)
    assert came.code == 1
    assert "2 entries read" in came.out
    assert "passed over" in came.err
    assert "damaged from line" in came.err
    file.write_text("nothing")
    assert held("memory", "import", file).code == 3
    assert held("memory", "import", tmp_path / "none.tmx").code == 3
    assert held("memory", "import").code == 2


def test_what_came_from_one_place_is_forgotten(held: Terminal) -> None:
    assert held("memory", "forget", "Silta").code == 2
    assert held("memory", "forget", "Silta", "--yes").out == "1 entry removed\n"
    assert held("memory", "forget", "Silta", "--yes").code == 1
    assert held("memory", "list", "--json").json == [{"project": "old.tmx", "entries": 1}]
    assert held("memory", "merge").out == "0 entries joined others\n"


def test_an_empty_memory_says_so(run: Terminal) -> None:
    run("new", "--title", "Silta")
    assert run("memory").err == "The translation memory is empty.\n"
