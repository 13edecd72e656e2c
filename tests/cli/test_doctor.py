"""A library that is damaged, seen from the terminal: what is told, and that nothing is written to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from gptemplate.paths import Paths
from tests.cli.conftest import LANGUAGE_PARTNERS, Terminal


def _halve(file: Path) -> bytes:
    content = file.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    spoilt = content[:middle] + bytes(4096) + content[middle + 4096 :]
    file.write_bytes(spoilt)
    return spoilt


def test_a_damaged_library_names_the_newest_copy_and_is_left_alone(filled: Terminal) -> None:
    copy = Path(filled("backup", "--json").json["copy"])
    spoilt = _halve(filled.paths.library)
    for words in (("set", LANGUAGE_PARTNERS, "title", "fi", "Toinen"), ("backup",), ("new", "--title", "Uusi")):
        ended = filled(*words)
        assert (ended.code, ended.out) == (3, "")
        assert ended.err.startswith(f"{filled.paths.library} is damaged")
        assert "The newest whole safety copy has 6 practices" in ended.err
        assert str(copy) in ended.err
        assert "doctor --salvage" in ended.err
    assert filled.paths.library.read_bytes() == spoilt
    assert filled("backup", "--restore", copy).code == 0
    assert filled("list").code == 0


def test_an_emptied_library_names_the_newest_copy(filled: Terminal) -> None:
    filled("backup")
    filled.paths.library.write_bytes(b"")
    for words in (("new", "--title", "Uusi"), ("list",), ("doctor",)):
        ended = filled(*words)
        assert ended.code == 3
        assert f"{filled.paths.library} is empty" in ended.err
        assert "The newest whole safety copy has 6 practices" in ended.err
        assert "--salvage" not in ended.err
    assert filled.paths.library.read_bytes() == b""


def test_the_copy_of_another_library_is_not_offered(filled: Terminal, tmp_path: Path) -> None:
    filled("backup")
    other = tmp_path / "other.gptemplate"
    other.write_bytes(b"no library" * 20)
    ended = filled("--library", other, "list")
    assert ended.code == 3
    assert "safety copy" not in ended.err


def test_rows_of_no_practice_get_one_again(filled: Terminal) -> None:
    with sqlite3.connect(filled.paths.library) as connection:
        connection.execute("DELETE FROM practice WHERE id LIKE ?", (f"{LANGUAGE_PARTNERS}%",))
        connection.execute("UPDATE value SET practice_id = 'x' WHERE rowid = (SELECT min(rowid) FROM value)")
    connection.close()
    assert "belong to no practice" in filled("doctor").out
    assert filled("doctor", "--repair").code == 0
    assert filled("doctor").out == "All is well with 6 practices.\n"
    assert len(filled("list", "--json").json) == 6


@pytest.mark.parametrize("words", [("list",), ("new", "--title", "Uusi")], ids=" ".join)
def test_a_file_in_the_place_of_the_data_folder_is_named(run: Terminal, where: Paths, words: tuple[str, ...]) -> None:
    where.data.write_text("a file")
    ended = run(*words)
    assert ended.code == 3
    assert ended.err == f"{where.data} is not a folder, so no library can be in it.\n"
