"""Commands that write: new, set, import, sample."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest

from gptemplate import resources
from tests.cli.conftest import TRIAL_COUNTER, Terminal


def given(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))


def test_new_prints_the_id_that_other_commands_take(run: Terminal) -> None:
    ended = run("new", "--title", "Naapurit neuvovat", "--from-language", "fi")
    assert ended.code == 0
    assert re.fullmatch(r"[0-9a-f]{32}\n", ended.out)
    plain = run("show", ended.out.strip(), "--json").json
    assert plain["fi"]["title"] == "Naapurit neuvovat"
    assert plain["source_language"] == "fi"


def test_new_json_and_another_template(run: Terminal) -> None:
    made = run("new", "--template", "interreg-europe-2014", "--json", language="sv").json
    assert made["template"] == "interreg-europe-2014"
    assert made["source_language"] == "sv"
    assert run("show", made["id"], "--json").json["template"] == "interreg-europe-2014"


@pytest.mark.parametrize("words", [("--template", "unheard-of"), ("--from-language", "xx")])
def test_new_refuses_what_is_not_there(run: Terminal, words: tuple[str, ...]) -> None:
    ended = run("new", *words)
    assert ended.code == 2
    assert words[1] in ended.err
    assert run("list", "--json").json == []


def test_the_first_writing_keeps_the_name_of_this_computer(run: Terminal) -> None:
    run("new")
    device = json.loads(run.paths.settings.read_text(encoding="utf-8"))["device"]
    run("new")
    assert json.loads(run.paths.settings.read_text(encoding="utf-8"))["device"] == device


def test_set_writes_a_value_and_says_its_length(run: Terminal) -> None:
    ident = run("new").out.strip()
    ended = run("set", ident, "title", "sv", "Grannar ger råd")
    assert ended.code == 0
    assert re.search(r"15 of \d+ characters", ended.out)
    assert run("show", ident, "--json").json["sv"]["title"] == "Grannar ger råd"
    assert run("show", ident, "--json").json["revisions"]["sv"]["title"]


def test_set_reads_standard_input(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ident = run("new").out.strip()
    given(monkeypatch, "Yksi rivi.\r\n– Toinen ä\n".encode())
    assert run("set", ident, "detailed_information", "fi", "-").code == 0
    assert run("show", ident, "--json").json["fi"]["detailed_information"] == "Yksi rivi.\n– Toinen ä"


def test_set_refuses_input_that_is_not_text(run: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    ident = run("new").out.strip()
    given(monkeypatch, b"\xff\xfe\x00")
    ended = run("set", ident, "title", "fi", "-")
    assert ended.code == 3
    assert "UTF-8" in ended.err


def test_set_warns_of_a_text_over_its_limit_and_keeps_it(run: Terminal) -> None:
    ident = run("new").out.strip()
    ended = run("set", ident, "title", "fi", "ä" * 1_000)
    assert ended.code == 0
    assert "over the limit" in ended.err
    assert len(run("show", ident, "--json").json["fi"]["title"]) == 1_000


@pytest.mark.parametrize("language", ["*", "shared"])
def test_set_a_shared_value(run: Terminal, language: str) -> None:
    ident = run("new").out.strip()
    ended = run("set", ident, "start_date", language, "2024-02")
    assert (ended.code, ended.err) == (0, "")
    assert run("show", ident, "--json").json["shared"]["start_date"] == "2024-02"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("start_date", "*", "soon"), "2023-05"),
        (("start_date", "fi", "2024-02"), "“*”"),
        (("no_such_field", "fi", "x"), "no_such_field"),
        (("title", "xx", "x"), "xx"),
        (("title", "fi"), "--file"),
        (("title", "fi", "x", "--file", "y"), "--file"),
    ],
)
def test_set_refuses_what_does_not_fit(run: Terminal, words: tuple[str, ...], told: str) -> None:
    ident = run("new").out.strip()
    ended = run("set", ident, *words)
    assert ended.code == 2
    assert told in ended.err


def test_set_a_picture(run: Terminal, tmp_path: Path) -> None:
    ident = run("new").out.strip()
    assert run("set", ident, "image", "*", "--file", resources.path("samples", "trial-counter.jpg")).code == 0
    assert len(run("show", ident, "--json", "--attachments").json["attachments"]) == 1
    no_picture = tmp_path / "text.jpg"
    no_picture.write_text("not a picture", encoding="utf-8")
    ended = run("set", ident, "image", "*", "--file", no_picture)
    assert ended.code == 3
    assert "text.jpg" in ended.err
    ended = run("set", ident, "image", "*", "--file", tmp_path / "missing.jpg")
    assert ended.code == 3
    assert "there is no such file" in ended.err
    assert len(run("show", ident, "--json", "--attachments").json["attachments"]) == 1
    assert run("set", ident, "title", "fi", "--file", no_picture).code == 2


def test_a_value_that_came_broken_is_kept_clean_and_that_is_said(run: Terminal) -> None:
    ident = run("new").out.strip()
    ended = run("set", ident, "title", "fi", "a\x00b\x1bc")
    assert (ended.code, ended.err) == (0, "2 invisible or damaged characters were not kept.\n")
    assert run("show", ident, "--json").json["fi"]["title"] == "abc"


def test_bytes_that_are_no_text_are_refused(run: Terminal) -> None:
    ident = run("new").out.strip()
    run("set", ident, "title", "fi", "before")
    ended = run("set", ident, "title", "fi", "a\udcffc")
    assert (ended.code, ended.out) == (3, "")
    assert run("show", ident, "--json").json["fi"]["title"] == "before"


def test_an_empty_name_means_no_practice_even_where_there_is_only_one(run: Terminal) -> None:
    ident = run("new").out.strip()
    for name in ("", "  "):
        ended = run("set", name, "title", "fi", "X")
        assert (ended.code, ended.err) == (2, "The name of a practice is missing.\n")
    assert "fi" not in run("show", ident, "--json").json


def test_what_is_no_ordinary_file_is_refused_at_once(run: Terminal, tmp_path: Path) -> None:
    """Reading it would never end, or fill the memory."""
    ident = run("new").out.strip()
    pipe, link = tmp_path / "pipe.json", tmp_path / "link.json"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for odd in (pipe, link):
        for words in (
            ("import", odd),
            ("set", ident, "image", "*", "--file", odd),
            ("template", "check", odd),
            ("terms", "import", odd),
            ("memory", "import", odd),
            ("export", ident, "--house", odd, "--to", tmp_path),
            ("--library", odd, "list"),
        ):
            ended = run(*words)
            assert ended.code in (1, 3), words
            assert odd.name in ended.err, words


def test_a_practice_travels_to_another_library(filled: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(filled("show", TRIAL_COUNTER, "--json", "--attachments").out, encoding="utf-8")
    there = ("--library", str(tmp_path / "there.gptemplate"))
    first = filled("import", file, *there)
    assert first.code == 0
    assert "new, " in first.out
    again = filled("import", file, *there, "--json")
    assert again.code == 0
    assert again.json["practices"][0]["taken"] == 0
    assert again.json["practices"][0]["unchanged"] > 20
    assert filled("show", TRIAL_COUNTER, "--json", *there).json["fi"] == filled("show", TRIAL_COUNTER, "--json").json["fi"]


def test_import_keeps_both_texts_that_differ_and_says_so(filled: Terminal, tmp_path: Path) -> None:
    plain = filled("show", TRIAL_COUNTER, "--json").json
    plain["fi"]["title"] = "Toinen otsikko"
    plain["revisions"] = {}
    file = tmp_path / "one.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    ended = filled("import", file, "--json")
    assert ended.code == 1
    assert ended.json["practices"][0]["conflicts"] == [{"field": "title", "language": "fi"}]


def test_import_takes_the_good_files_and_names_the_others(run: Terminal, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    good = resources.path("samples", "trial-counter.toml")
    ended = run("import", broken, good, tmp_path / "missing.toml")
    assert ended.code == 1
    assert "broken.json" in ended.err
    assert "missing.toml" in ended.err
    assert "f34f54e0" in ended.out
    assert [one["id"] for one in run("list", "--json").json] == [TRIAL_COUNTER]
    assert len(run("import", broken, "--json").json["refused"]) == 1


def test_import_needs_a_file(run: Terminal) -> None:
    ended = run("import")
    assert ended.code == 2
    assert "missing: FILE" in ended.err


def test_sample_fills_the_library_once(run: Terminal) -> None:
    first = run("sample")
    assert (first.code, first.err) == (0, "")
    assert len(first.out.splitlines()) == 6
    assert run("set", TRIAL_COUNTER, "title", "fi", "Oma otsikko").code == 0
    again = run("sample")
    assert (again.code, again.out) == (0, "")
    assert "already" in again.err
    assert run("show", TRIAL_COUNTER, "--json").json["fi"]["title"] == "Oma otsikko"


def test_import_says_beforehand_what_a_table_would_bring_and_then_brings_it(run: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    table.write_text(f"title_fi;summary_fi;start_date\nKielikahvila;{'x' * 400};ensi syksynä\n", encoding="utf-8")
    seen = run("import", "--preview", table)
    assert seen.code == 1
    assert "answers.csv, row 2 → new practice “Kielikahvila”: 3 fields, 1 over its limit, 1 not understood" in seen.out
    assert "Start date: “ensi syksynä” was not understood" in seen.out
    assert run("list", "--json").json == []
    brought = run("import", table, "--json").json["practices"][0]
    assert (brought["title"], brought["not_understood"][0]["text"]) == ("Kielikahvila", "ensi syksynä")
    assert [one["id"] for one in run("list", "--json").json] == [brought["id"]]


def test_import_brings_a_file_without_an_id_into_the_practice_that_is_named(filled: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("milestone_focus;target_group_fi\n;Uusi kohderyhmä\n", encoding="utf-8")
    (brought,) = filled("import", table, "--into", TRIAL_COUNTER[:8], "--json").json["practices"]
    assert (brought["id"], brought["new"]) == (TRIAL_COUNTER, False)
