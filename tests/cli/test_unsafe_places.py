"""The command line where a library lies in a synchronised folder: it goes on, and says so once on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from gptemplate import settings
from gptemplate.paths import paths
from gptemplate.services import elsewhere
from tests.cli.conftest import LANGUAGE_PARTNERS, Terminal
from tests.conftest import environment

SAID = "keeps in step with other computers"


@pytest.fixture
def synced(filled: Terminal) -> Terminal:
    """A terminal whose library lies where Syncthing is at work."""
    (filled.data / ".stfolder").mkdir()
    return filled


@pytest.mark.parametrize(
    "words",
    [
        ("set", LANGUAGE_PARTNERS, "summary", "fi", "Uusi"),
        ("backup",),
        ("doctor", "--repair"),
        ("export", LANGUAGE_PARTNERS, "--to", "out"),
        ("where",),
    ],
)
def test_what_writes_says_it_once_and_goes_on(synced: Terminal, words: tuple[str, ...]) -> None:
    ended = synced(*words)
    assert ended.code == 0, ended.err
    assert ended.err.count(SAID) == 1
    assert SAID not in ended.out


@pytest.mark.parametrize("words", [("list",), ("show", LANGUAGE_PARTNERS), ("check",)])
def test_what_only_reads_says_nothing(synced: Terminal, words: tuple[str, ...]) -> None:
    assert SAID not in synced(*words).err


def test_who_chose_to_work_there_is_told_no_more(synced: Terminal, tmp_path: Path) -> None:
    with environment(XDG_DATA_HOME=str(tmp_path / "computer")):
        elsewhere.work_there(synced.paths, settings.read(synced.paths.settings))
        assert SAID not in synced("set", LANGUAGE_PARTNERS, "summary", "fi", "Uusi").err
    assert SAID in synced("set", LANGUAGE_PARTNERS, "summary", "fi", "Uusi!").err


def test_a_library_that_is_named_is_looked_at_where_it_lies(filled: Terminal, tmp_path: Path) -> None:
    there = tmp_path / "Nextcloud"
    there.mkdir()
    ended = filled("new", "--library", there / "x.gptemplate", "--title", "Uusi")
    assert (ended.code, ended.err.count("Nextcloud keeps in step")) == (0, 1), ended.err


def test_a_library_that_was_moved_is_followed_only_on_this_computer(synced: Terminal, tmp_path: Path) -> None:
    where = paths(synced.data)
    with environment(XDG_DATA_HOME=str(tmp_path / "computer")):
        moved = elsewhere.move(where, settings.read(where.settings), tmp_path / "here", elsewhere.datetime.now().astimezone())
        assert str(moved.library) in synced("where").out
    assert str(where.library) in synced("where").out
