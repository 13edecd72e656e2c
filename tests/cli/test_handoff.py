"""`gptemplate handoff`: what a translator gets from the command line, and the way back with `gptemplate import`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gptemplate.cli.exits import Exit
from tests.cli.conftest import Terminal
from tests.translation.sheets import translated

FIRST_JOB, DONE = "ecfef2a7", "02689728"


def test_it_makes_a_package_for_each_language_and_says_how_much_there_is(filled: Terminal, tmp_path: Path) -> None:
    done = filled("handoff", FIRST_JOB, "--to-language", "sv,en", "--to", tmp_path / "out")
    assert done.code == Exit.DONE
    files = [Path(line) for line in done.out.splitlines()]
    assert [one.name for one in files] == ["For translation fi-sv.zip", "For translation fi-en.zip"]
    assert all(zipfile.is_zipfile(one) for one in files)
    assert done.err.count("1 practice, 3 texts, 129 words") == 2


def test_the_way_there_and_back(filled: Terminal, tmp_path: Path) -> None:
    filled("handoff", FIRST_JOB, "--to-language", "sv", "--to", tmp_path / "out")
    (package,) = (tmp_path / "out").glob("*.zip")
    with zipfile.ZipFile(package) as archive:
        name = next(one for one in archive.namelist() if one.startswith("xliff-2.1/"))
        returned = tmp_path / "returned"
        returned.write_bytes(translated(archive.read(name), {"title": "Den första arbetsplatsen"}))
    preview = filled("import", returned, "--preview")
    assert "1 changed, 2 not translated yet" in preview.out
    taken = filled("import", returned, "--json").json
    (told,) = taken["practices"]
    assert (told["taken"], told["form"], told["new"]) == (1, "xliff", False)
    shown = filled("show", FIRST_JOB, "--json").json
    assert "Den första arbetsplatsen" in str(shown)


def test_word_tables_are_a_file_for_each_practice(filled: Terminal, tmp_path: Path) -> None:
    done = filled("handoff", "--all", "--to-language", "sv", "--kind", "word", "--to", tmp_path / "out")
    assert done.code == Exit.DONE
    assert [Path(one).suffix for one in done.out.splitlines()] == [".docx"] * 3
    assert done.err.count("nothing to translate") == 3


def test_what_has_nothing_to_translate_is_said(filled: Terminal, tmp_path: Path) -> None:
    done = filled("handoff", DONE, "--to-language", "sv", "--to", tmp_path / "out", "--json")
    assert (done.code, [one["file"] for one in done.json]) == (Exit.DONE, [None])
    assert len(done.json[0]["nothing_to_translate"]) == 1
    everything = filled("handoff", DONE, "--to-language", "sv", "--everything", "--to", tmp_path / "out", "--json")
    assert everything.json[0]["texts"] == 9


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["handoff", FIRST_JOB], Exit.WRONG_CALL),
        (["handoff", "--to-language", "sv"], Exit.WRONG_CALL),
        (["handoff", FIRST_JOB, "--to-language", "de"], Exit.WRONG_CALL),
        (["handoff", "no such practice", "--to-language", "sv"], Exit.WRONG_CALL),
        (["handoff", FIRST_JOB, "--to-language", "sv", "--to", "/dev/null/x"], Exit.TROUBLE),
    ],
)
def test_what_cannot_be_is_said_in_words(filled: Terminal, words: list[str], code: Exit) -> None:
    done = filled(*words)
    assert (done.code, done.out) == (code, "")
    assert done.err


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_its_help_speaks_every_language(run: Terminal, language: str) -> None:
    done = run("handoff", "--help", language=language)
    assert (done.code, "--to-language" in done.out) == (Exit.DONE, True)
