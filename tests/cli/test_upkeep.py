"""Commands that look after the library: backup, doctor, forget."""

from __future__ import annotations

import io
import sqlite3
import sys
from pathlib import Path

import pytest

from gptemplate import settings
from gptemplate.paths import Paths
from gptemplate.services import elsewhere, upkeep
from tests.cli.conftest import LANGUAGE_PARTNERS, Terminal

NAME = "Päivi Äijälä"
CONTACT = '{"name": "Päivi Äijälä", "email": "paivi@kunta.example", "organisation": "Kunta"}'


class _Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


def _spoil(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_copy_is_made_listed_compared_and_put_back(filled: Terminal) -> None:
    assert filled("backup", "--list").err == "No copies yet.\n"
    made = filled("backup")
    assert (made.code, made.err) == (0, "")
    copy = Path(made.out.removeprefix("The copy: ").strip())
    assert filled("backup", "--compare", copy).out == "The copy has the same practices with the same texts.\n"
    filled("set", LANGUAGE_PARTNERS, "summary", "fi", "Aivan toinen")
    compared = filled("backup", "--compare", "1")
    assert compared.code == 1
    assert compared.out.startswith(f"1 text differs: {LANGUAGE_PARTNERS}")
    restored = filled("backup", "--restore", "1")
    assert restored.code == 0
    assert filled("backup", "--compare", copy).code == 0
    listed = filled("backup", "--list", "--json").json
    assert [(one["reason"], one["whole"], len(one["practices"])) for one in listed] == [
        ("before-restore", True, 6),
        ("by-hand", True, 6),
    ]
    assert "Aivan toinen" not in str(listed)
    told = filled("backup", "--list").out.splitlines()[1:]
    assert ["before a copy was put back" in told[0], "by hand" in told[1]] == [True, True]


def test_comparing_as_json(filled: Terminal) -> None:
    copy = filled("backup", "--json").json["copy"]
    filled("new", "--title", "Uusi", "--from-language", "fi")
    found = filled("backup", "--compare", copy, "--json").json
    assert [one["title"] for one in found["only_in_library"]] == ["Uusi"]
    assert (found["only_in_copy"], found["differing"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("backup", "--restore", "9"), 2),
        (("backup", "--restore", "nothing.gptemplate"), 3),
        (("backup", "--list", "--restore", "1"), 2),
        (("doctor", "--repair", "--salvage", "x"), 2),
        (("forget", "Li", "--yes"), 2),
        (("forget", NAME), 2),
        (("--library", "postgresql://server/db", "doctor"), 3),
        (("--library", "none.gptemplate", "doctor"), 3),
    ],
)
def test_what_cannot_be_done_is_told(filled: Terminal, words: tuple[str, ...], code: int) -> None:
    ended = filled(*words)
    assert ended.code == code
    assert ended.err
    assert ended.out == ""


def test_the_doctor_finds_repairs_and_says_so(filled: Terminal, expect_log) -> None:
    expect_log("damaged entries")
    assert filled("doctor").out == "All is well with 6 practices.\n"
    _spoil(filled.paths.library, "UPDATE value SET text = 'Sipulit' WHERE field = 'title' AND language = 'fi'")
    found = filled("doctor")
    assert found.code == 1
    assert "The text of “title [fi]” does not match its hash." in found.out
    assert "Sipulit" not in found.out
    plain = filled("doctor", "--json").json
    assert not plain["fine"]
    assert {one["kind"] for one in plain["problems"]} == {"text"}
    repaired = filled("doctor", "--repair")
    assert repaired.code == 0
    assert "All is well with 6 practices." in repaired.out
    assert "before-repair" in repaired.out


def test_the_doctor_says_what_it_cannot_repair(filled: Terminal) -> None:
    _spoil(filled.paths.library, "DELETE FROM attachment WHERE rowid = 1")
    ended = filled("doctor", "--repair")
    assert ended.code == 1
    assert "The rest cannot be rebuilt." in ended.out


def test_what_can_be_read_is_salvaged(filled: Terminal, tmp_path: Path) -> None:
    new = tmp_path / "new.gptemplate"
    content = bytearray(filled.paths.library.read_bytes())
    content[:4096] = bytes(4096)
    filled.paths.library.write_bytes(content)
    assert filled("doctor").code == 3
    ended = filled("doctor", "--salvage", new)
    assert ended.out.startswith(f"Recovered into {new}: 6 practices")
    assert filled.paths.library.read_bytes() == bytes(content)
    assert filled("--library", new, "doctor").code == 0
    assert filled("doctor", "--salvage", tmp_path / "other.gptemplate", "--json").json["practices"] == 6


def test_forgetting_asks_first(filled: Terminal, monkeypatch) -> None:
    filled("set", LANGUAGE_PARTNERS, "author", "*", CONTACT)
    for answer in ("no\n", "\n", ""):
        monkeypatch.setattr(sys, "stdin", _Keyboard(answer))
        refused = filled("forget", NAME)
        assert refused.code == 1
        assert "It cannot be brought back." in refused.err
        assert "Nothing was changed." in refused.err
    assert NAME.encode() in filled.paths.library.read_bytes()
    monkeypatch.setattr(sys, "stdin", _Keyboard("yes\n"))
    assert filled("forget", NAME).code == 0
    assert NAME.encode() not in filled.paths.library.read_bytes()


def test_forgetting_says_what_went_and_what_stays(filled: Terminal) -> None:
    filled("set", LANGUAGE_PARTNERS, "author", "*", CONTACT)
    filled("set", LANGUAGE_PARTNERS, "title", "fi", f"{NAME} neuvoo")
    filled("backup")
    ended = filled("forget", NAME.casefold(), "--yes")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert lines[0].startswith(f"removed: {LANGUAGE_PARTNERS}")
    assert lines[0].endswith(": author")
    assert lines[1].startswith("removed from the copy")
    assert lines[2].startswith("still named in")
    assert "libraries on other computers" in ended.err
    again = filled("forget", NAME, "--yes", "--json").json
    assert (again["removed"], len(again["mentioned"])) == ([], 1)


def test_a_library_that_was_moved_is_followed(filled: Terminal, where: Paths, tmp_path: Path) -> None:
    moved = elsewhere.move(where, settings.read(where.settings), tmp_path / "here", upkeep.now())
    assert filled("set", LANGUAGE_PARTNERS, "summary", "fi", "Uudessa paikassa").code == 0
    shown = {folder: filled("where", "--data-dir", folder).out for folder in (where.data, moved.data)}
    assert shown[where.data] == shown[moved.data]
    assert str(moved.library) in shown[where.data]
