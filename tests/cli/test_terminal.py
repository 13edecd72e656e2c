"""How the command line behaves as a program: help, languages, exit codes, pipes, encodings, what it loads."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from gptemplate import __version__, i18n
from gptemplate.cli.commands import COMMANDS
from gptemplate.cli.main import main
from gptemplate.settings import Settings, write
from tests.cli.conftest import Terminal, process


@pytest.mark.parametrize("language", i18n.INTERFACE_LANGUAGES)
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_speaks_every_language(run: Terminal, command: str | None, language: str) -> None:
    ended = run(*([command] if command else []), "--help", language=language)
    tr = i18n.translator(language)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(tr("usage: "))
    assert f"{tr('options')}:" in ended.out
    words = " ".join(ended.out.split())  # lines are broken where the language has it
    assert tr("show this help and end") in words
    expected = [COMMANDS[command]] if command else COMMANDS.values()
    assert all(tr(about) in words for _module, about in expected)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("lst",), "Did you mean “list”?"),
        (("xyzzy",), "there are: new, list"),
        (("--nonsense",), "--nonsense"),
        (("list", "--nonsense"), "This was not expected: --nonsense"),
        (("list", "--search"), "--search needs a value"),
        (("list", "--json=1"), "--json takes no value"),
        (("show",), "This is missing: PRACTICE"),
        (("template", "draw"), "is not one of"),
    ],
)
def test_a_wrong_call_is_told(run: Terminal, words: tuple[str, ...], told: str) -> None:
    ended = run(*words)
    assert ended.code == 2
    assert told in ended.err
    assert ended.out == ""


def test_an_unknown_language_is_a_wrong_call(run: Terminal) -> None:
    ended = run("list", language="xx")
    assert ended.code == 2
    assert "fi, sv, en" in ended.err.replace("'", "")


def test_the_language_is_the_settings_unless_told(run: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    run.data.mkdir()
    write(Settings(interface_language="fi", device="here"), run.paths.settings)
    assert main(["--data-dir", str(run.data), "list"], run._window) == 0
    assert capsys.readouterr().err.strip() == i18n.translator("fi")("No practices.")
    assert main(["--language=sv", "--data-dir", str(run.data), "list"], run._window) == 0
    assert capsys.readouterr().err.strip() == i18n.translator("sv")("No practices.")


def test_general_options_may_follow_the_command(run: Terminal, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert run("where", "--data-dir", elsewhere, "--json").json["library"].startswith(str(elsewhere))


def test_no_command_opens_the_window(run: Terminal) -> None:
    run.window_code = 5
    assert run("--library", "postgresql+psycopg://server/db").code == 5
    [(paths, _settings, location, language)] = run.opened
    assert paths.data == run.data
    assert (location, language) == ("postgresql+psycopg://server/db", "en")


def test_no_command_at_all_opens_the_window_in_the_usual_language(run: Terminal) -> None:
    assert main([], run._window) == 0
    [(_paths, _settings, location, language)] = run.opened
    assert (location, language) == (None, "")


def test_no_command_without_a_display(tmp_path: Path) -> None:
    ended = process(tmp_path, "--language", "en")
    assert ended.returncode == 1
    assert b"There is no display" in ended.stderr


def test_a_window_that_lacks_a_system_library_says_so(run: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    def window(*_told: object) -> int:
        raise ImportError("libGL.so.1: cannot open shared object file", name="PySide6.QtGui")

    assert main(["--data-dir", str(run.data), "--language", "en"], window) == 1
    assert "libGL.so.1" in capsys.readouterr().err


def test_an_interrupted_command_ends_quietly(run: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    def window(*_told: object) -> int:
        raise KeyboardInterrupt

    assert main(["--data-dir", str(run.data)], window) == 130
    assert capsys.readouterr() == ("", "")


def _read_up(pipe: IO[bytes]) -> None:
    """Write into a pipe and wait until its reader has taken it: from then on it waits for more."""
    import fcntl
    import termios

    pipe.write(b"a text that goes on")
    pipe.flush()
    until = time.monotonic() + 60
    while int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder) and time.monotonic() < until:
        time.sleep(0.02)


@pytest.fixture
def heard() -> Iterator[None]:
    """Programs that are started hear Ctrl+C, even where the tests run behind a shell that has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.usefixtures("heard")
def test_control_c_ends_a_command_that_waits(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "gptemplate", "--data-dir", str(tmp_path), "set", "x", "title", "fi", "-"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as waiting:
        assert waiting.stdin is not None
        _read_up(waiting.stdin)
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(20) == 130
        assert waiting.stderr is not None
        assert waiting.stderr.read() == b""


def test_a_file_that_is_no_library_is_trouble(run: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("not a library, but long enough to be looked at", encoding="utf-8")
    for words in (("list",), ("show", "x"), ("check", "--all"), ("new",), ("export", "--all"), ("import", "x"), ("sample",)):
        ended = run(*words, "--library", other)
        assert ended.code == 3, words
        assert "other.txt" in ended.err
    assert other.read_text(encoding="utf-8").startswith("not a library")


def test_a_library_of_a_newer_version_is_refused(filled: Terminal) -> None:
    with sqlite3.connect(filled.paths.library) as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema'")
    connection.close()
    ended = filled("new")
    assert ended.code == 3
    assert "newer version" in ended.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that may not be written to")
def test_a_folder_that_may_not_be_written_to(run: Terminal) -> None:
    run.data.mkdir(mode=0o500)
    ended = run("new")
    assert ended.code == 3
    assert str(run.data) in ended.err


def test_a_data_folder_that_cannot_be_made_is_trouble(run: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = run("new", "--data-dir", tmp_path / "file" / "below")
    assert ended.code == 3
    assert "file" in ended.err


def test_a_reader_that_leaves_is_no_error(sample_data: Path) -> None:
    words = [sys.executable, "-m", "gptemplate", "--data-dir", str(sample_data), "list"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.wait(20) == 0
        assert program.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_the_output_is_told(sample_data: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-m", "gptemplate", "--language", "en", "--data-dir", str(sample_data), "list"]
        ended = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 3
    assert b"the disk is full" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_can_be_written(sample_data: Path, encoding: str) -> None:
    shown = process(sample_data, "list", "--language", "fi", PYTHONIOENCODING=encoding)
    assert shown.returncode == 0, shown.stderr
    assert len(shown.stdout.splitlines()) == 7
    listed = process(sample_data, "list", "--json", PYTHONIOENCODING=encoding)
    titles = [title for one in json.loads(listed.stdout.decode(encoding)) for title in one["title"].values()]
    assert any("ä" in title for title in titles)


def test_text_goes_through_standard_input_as_it_is(run: Terminal) -> None:
    ident = run("new").out.strip()
    text = "Ensimmäinen rivi\n\n– toinen 🙂"
    words = ("set", ident, "detailed_information", "fi", "-")
    ended = process(run.data, *words, given=f"{text}\n".encode(), PYTHONIOENCODING="ascii")
    assert ended.returncode == 0, ended.stderr
    assert run("show", ident, "--json").json["fi"]["detailed_information"] == text


def test_version_is_the_programs(run: Terminal) -> None:
    assert run("--version").out == f"gptemplate {__version__}\n"


LOADED = """
import sys
sys.argv = ["gptemplate", *{words!r}]
from gptemplate.__main__ import main
code = main()
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (("--version",), {"argparse", "sqlite3", "babel", "json", "logging", "gettext", "PySide6", "sqlalchemy", "reportlab"}),
        (("list",), {"PySide6", "shiboken6", "reportlab", "docx", "PIL", "sqlalchemy", "babel"}),
        (("list", "--json"), {"PySide6", "shiboken6", "reportlab", "docx", "PIL", "sqlalchemy"}),
        (("show", "f34f54e0"), {"PySide6", "shiboken6", "reportlab", "docx"}),
        (("check", "02689728"), {"PySide6", "shiboken6", "reportlab", "docx"}),
        (("template",), {"PySide6", "shiboken6", "reportlab", "docx", "sqlalchemy"}),
        (("export", "f34f54e0", "--to", "{out}", "--format", "docx"), {"PySide6", "shiboken6", "reportlab"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    sample_data: Path, tmp_path: Path, words: tuple[str, ...], absent: set[str]
) -> None:
    words = tuple(word.replace("{out}", str(tmp_path)) for word in words)
    if words != ("--version",):
        words = ("--language", "en", "--data-dir", str(sample_data), *words)
    source = LOADED.format(words=words)
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    loaded = set(ended.stderr.splitlines()[-1].split())
    assert "gptemplate" in loaded
    assert not loaded & absent


def test_another_library_is_left_alone(filled: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.gptemplate"
    ident = filled("new", "--title", "Elsewhere", "--library", other).out.strip()
    assert [one["id"] for one in filled("list", "--json", "--library", other).json] == [ident]
    assert len(filled("list", "--json").json) == 6
