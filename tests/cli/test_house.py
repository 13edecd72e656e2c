"""A Word file of the partnership's own at the command line: checked, begun from the sample, filled in."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gptemplate import resources
from tests.cli.conftest import LANGUAGE_PARTNERS, Terminal

SAMPLE = resources.path("word", "house-sample.docx")


def own_file(folder: Path, *marks: str) -> Path:
    document = docx.Document()
    for mark in marks:
        document.add_paragraph(mark)
    document.save(str(folder / "Own.docx"))
    return folder / "Own.docx"


def test_a_sound_file_is_told_so(run: Terminal) -> None:
    ended = run("house", SAMPLE)
    assert (ended.code, ended.err) == (0, "")
    assert "can be filled in" in ended.out


def test_what_blocks_and_what_only_warns_is_told_apart(run: Terminal, tmp_path: Path) -> None:
    blocked = run("house", own_file(tmp_path, "{{ titel }}"))
    assert blocked.code == 1
    assert blocked.out.startswith("must: ")
    assert "“titel”" in blocked.out
    warned = run("house", own_file(tmp_path, "{{ title }}"))
    assert warned.code == 0
    assert warned.out.startswith("should: ")
    assert "all the same" in warned.out


def test_each_template_is_checked(run: Terminal) -> None:
    ended = run("house", SAMPLE, "interreg-europe-2014", "interreg-europe-2021", "--json")
    assert ended.code == 1
    assert {one["template"] for one in ended.json["problems"]} == {"interreg-europe-2014"}
    assert {one["blocks"] for one in ended.json["problems"]} == {True, False}


@pytest.mark.parametrize("words", [("house",), ("house", "x.docx", "nothing-such"), ("house", "gone.docx")])
def test_a_wrong_call_is_told(run: Terminal, words: tuple[str, ...]) -> None:
    ended = run(*words)
    assert ended.code != 0
    assert ended.err


def test_the_sample_is_written_and_never_over_another_file(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mine.docx"
    assert run("house", "--sample", file).out.strip() == str(file)
    assert file.read_bytes() == SAMPLE.read_bytes()
    file.write_bytes(b"mine")
    assert run("house", "--sample", file).code != 0
    assert file.read_bytes() == b"mine"
    assert run("house", "--sample", tmp_path / "mine.doc").code == 2


def test_export_fills_it_in_for_each_language(filled: Terminal, tmp_path: Path) -> None:
    words = ("export", LANGUAGE_PARTNERS, "--house", SAMPLE, "--languages", "fi,sv", "--to", tmp_path / "out")
    ended = filled(*words)
    assert (ended.code, ended.err) == (0, "")
    files = [Path(line) for line in ended.out.splitlines()]
    assert [one.stem.rpartition(" – ")[2] for one in files] == ["house-sample"] * 2, "and nothing else"
    beside = filled(*words, "--format", "pdf", "--json")
    assert sorted(one["outcome"] for one in beside.json) == ["made", "made", "unchanged", "unchanged"]


def test_a_failing_mark_does_not_stop_the_rest(filled: Terminal, tmp_path: Path) -> None:
    own = own_file(tmp_path, "{{ titel }}")
    ended = filled(
        "export", LANGUAGE_PARTNERS, "--house", own, "--format", "docx", "--languages", "fi", "--to", tmp_path / "out"
    )
    assert ended.code == 1
    assert len(ended.out.splitlines()) == 1
    assert "“titel”" in ended.err
    assert filled("export", "--all", "--house", tmp_path / "gone.docx").code == 3
