"""Commands that only read: list, show, check, template, where."""

from __future__ import annotations

import re
from pathlib import Path

from gptemplate import resources
from gptemplate.model.comments import WHOLE
from gptemplate.model.states import Key
from gptemplate.services import commenting
from gptemplate.services.library import to_bin
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.cli.conftest import LANGUAGE_PARTNERS, TRIAL_COUNTER, Terminal


def test_list_before_anything_was_written_is_empty_and_makes_nothing(run: Terminal) -> None:
    ended = run("list")
    assert (ended.code, ended.out, ended.err) == (0, "", "No practices.\n")
    assert run("list", "--json").json == []
    assert not run.data.exists()


def test_list_of_a_library_that_is_not_there_is_trouble(run: Terminal) -> None:
    ended = run("--library", run.data / "other.gptemplate", "list")
    assert ended.code == 3
    assert "other.gptemplate" in ended.err


def test_list_json_has_what_a_program_needs(filled: Terminal) -> None:
    ended = filled("list", "--json")
    assert ended.code == 0
    assert len(ended.json) == 6
    one = next(each for each in ended.json if each["id"] == TRIAL_COUNTER)
    assert set(one["title"]) == {"fi", "sv", "en"}
    assert one["status"] == "draft"
    assert one["source_language"] == "fi"
    assert one["place"]["en"].startswith("Jyväskylä")
    assert one["languages"]["sv"]["state"] == "stale"
    assert one["languages"]["sv"]["stale"] == 2
    assert one["languages"]["fi"]["state"] == "done"
    counts = one["languages"]["en"]
    assert counts["fields"] == sum(counts[state] for state in ("empty", "draft", "to_check", "stale", "done"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", one["modified"])
    assert one["deleted"] is None


def test_list_is_an_aligned_table(filled: Terminal) -> None:
    lines = filled("list").out.splitlines()
    head, rows = lines[0], lines[1:]
    assert head.split() == ["id", "title", "place", "status", "fi", "sv", "en", "stale", "over", "limit"]
    assert len(rows) == 6
    assert len({len(line) for line in lines}) == 1
    assert all(re.match(r"[0-9a-f]{8}  \S", row) for row in rows)
    assert any("Äänekoski" in row and "Approved" in row and "8/8" in row for row in rows)


def test_list_finds_inflected_words(filled: Terminal) -> None:
    found = filled("list", "--search", "kauppahallissa", "--json").json
    assert found[0]["id"] == TRIAL_COUNTER
    assert filled("list", "--search", "xyzzy").err == "Nothing was found.\n"
    assert filled("list", "--search", "").code == 2


def test_list_bin_is_apart(filled: Terminal) -> None:
    assert filled("list", "--bin", "--json").json == []


def test_list_of_an_empty_library(run: Terminal) -> None:
    ident = run("new", "--title", "Thrown away").out.strip()
    library = open_library(run.paths.library, Templates(run.paths.templates))
    to_bin(library, [ident])
    library.close()
    assert run("list", "--json").json == []
    assert [one["id"] for one in run("list", "--bin", "--json").json] == [ident]
    assert run("list", "--bin", "--json").json[0]["deleted"]


def test_show_prints_every_field_in_the_language_asked_for(filled: Terminal) -> None:
    ended = filled("show", "f34f54e0", language="fi")
    assert ended.code == 0
    assert "Koetiski: maahan muuttaneen" in ended.out
    assert "maaliskuu 2023" in ended.out
    assert "(detailed_information)" in ended.out
    english = filled("show", "f34f54e0").out
    assert "March 2023" in english
    assert "Stale" in english
    assert re.search(r"\d+ of \d+ characters", english)


def test_show_takes_a_title_and_some_languages(filled: Terminal) -> None:
    title = "Trial counter: a migrant entrepreneur's first three months in the market hall"
    ended = filled("show", title, "--languages", "en")
    assert ended.code == 0
    assert "\n    en · " in ended.out
    assert "\n    fi · " not in ended.out


def test_show_json_is_a_practice_file(filled: Terminal) -> None:
    plain = filled("show", TRIAL_COUNTER, "--json").json
    assert plain["format"] == 1
    assert plain["fi"]["title"].startswith("Koetiski")
    assert plain["attachments"] == {}
    whole = filled("show", TRIAL_COUNTER, "--json", "--attachments").json
    assert list(whole["attachments"]) == [whole["shared"]["image"]["attachment"]]


def test_show_lists_open_comments_where_they_belong(filled: Terminal) -> None:
    library = open_library(filled.paths.library, Templates(filled.paths.templates), author="Lukija")
    for key, text in ((Key("summary", "fi"), "Montako osallistujaa?"), (Key("title", "fi"), "Valmis."), (WHOLE, "Hyvä.")):
        commenting.write(library, TRIAL_COUNTER, key, text)
    said = {one.text: one.id for one in commenting.comments_of(library, TRIAL_COUNTER)}
    commenting.write(library, TRIAL_COUNTER, WHOLE, "42.", answers=said["Montako osallistujaa?"])
    commenting.resolve(library, TRIAL_COUNTER, said["Valmis."])
    library.close()
    lines = filled("show", TRIAL_COUNTER, "--comments").out.splitlines()
    assert "Valmis." not in "\n".join(lines)
    place = lines.index("    > Montako osallistujaa?")
    assert lines[place - 1].startswith("    > fi · Lukija · ")
    assert lines[place + 2] == "      > 42."
    assert "(summary)" in [line for line in lines[:place] if line.startswith("  ") and line[2] not in " >"][-1]
    assert lines.index("  > Hyvä.") < place
    assert "Montako" not in filled("show", TRIAL_COUNTER).out
    assert [one["text"] for one in filled("show", TRIAL_COUNTER, "--json").json["comments"]] == [
        "Montako osallistujaa?", "Valmis.", "Hyvä.", "42.",
    ]  # fmt: skip


def test_show_json_says_that_there_are_no_comments(filled: Terminal) -> None:
    assert filled("show", TRIAL_COUNTER, "--json").json["comments"] == []


def test_show_of_nothing_known_is_a_wrong_call(filled: Terminal) -> None:
    ended = filled("show", "no such practice")
    assert ended.code == 2
    assert "no such practice" in ended.err
    assert ended.out == ""


def test_check_says_what_blocks(filled: Terminal) -> None:
    ended = filled("check", "f34f54e0")
    assert ended.code == 1
    assert re.search(r"\d+ things? keeps? it from being submitted", ended.out)
    assert re.search(r"^  must  .+ \[en\]: ", ended.out, re.MULTILINE)


def test_check_of_a_finished_practice_is_well(filled: Terminal) -> None:
    ended = filled("check", LANGUAGE_PARTNERS)
    assert ended.code == 0
    assert "ready to be submitted" in ended.out


def test_check_json(filled: Terminal) -> None:
    ended = filled("check", "--all", "--json")
    assert ended.code == 1
    assert len(ended.json) == 6
    found = [each for one in ended.json for each in one["findings"]]
    assert {"check", "severity", "field", "language", "message", "start", "end", "fix"} == set(found[0])
    assert {each["severity"] for each in found} <= {"blocks", "warns"}
    assert all(one["blocking"] == sum(each["severity"] == "blocks" for each in one["findings"]) for one in ended.json)


def test_check_only_in_one_language(filled: Terminal) -> None:
    found = [each for one in filled("check", "--all", "--languages", "fi", "--json").json for each in one["findings"]]
    assert {each["language"] for each in found} <= {"fi", "*"}


def test_check_needs_practices_or_all_but_not_both(filled: Terminal) -> None:
    for words in (("check",), ("check", "--all", "f34f54e0")):
        ended = filled(*words)
        assert ended.code == 2
        assert "--all" in ended.err


def test_reading_works_while_the_library_is_being_written(filled: Terminal) -> None:
    library = open_library(filled.paths.library, Templates(filled.paths.templates))
    try:
        for words in (("list",), ("list", "--search", "kauppahalli"), ("show", "f34f54e0"), ("check", LANGUAGE_PARTNERS)):
            assert filled(*words).code == 0, words
        ended = filled("set", "f34f54e0", "title", "en", "New")
        assert ended.code == 3
        assert "another window" in ended.err
    finally:
        library.close()


def test_template_lists_shows_and_checks(run: Terminal) -> None:
    listed = run("template")
    assert listed.code == 0
    assert [line.split()[0] for line in listed.out.splitlines()] == ["interreg-europe-2021", "interreg-europe-2014"]
    assert {one["id"] for one in run("template", "list", "--json").json} == {"interreg-europe-2021", "interreg-europe-2014"}
    shown = run("template", "show", "interreg-europe-2021")
    assert shown.code == 0
    assert re.search(r"^  title +\S.* text +required, fi ≤ \d+", shown.out, re.MULTILINE)
    plain = run("template", "show", "interreg-europe-2021", "--json").json
    fields = {one["id"]: one for section in plain["sections"] for one in section["fields"]}
    assert fields["project"]["when"] == {"field": "ie_project_involved", "value": "yes"}
    checked = run("template", "check", resources.path("templates", "interreg-europe-2014.toml"))
    assert checked.code == 0
    assert "fi, sv, en" in checked.out


def test_template_check_names_file_field_and_reason(run: Terminal, tmp_path: Path) -> None:
    text = resources.path("templates", "interreg-europe-2021.toml").read_text(encoding="utf-8")
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(text.replace('kind = "month"', 'kind = "moonth"', 1), encoding="utf-8")
    ended = run("template", "check", faulty)
    assert ended.code == 1
    assert "faulty.toml" in ended.err
    assert "start_date" in ended.err
    assert "moonth" in ended.err


def test_a_faulty_template_in_the_data_folder_is_told(run: Terminal) -> None:
    run.paths.templates.mkdir(parents=True)
    (run.paths.templates / "own.toml").write_text("format = ", encoding="utf-8")
    ended = run("template")
    assert ended.code == 1
    assert "own.toml" in ended.err
    assert "interreg-europe-2021" in ended.out


def test_template_wrong_calls(run: Terminal, tmp_path: Path) -> None:
    assert run("template", "show").code == 2
    assert run("template", "list", "something").code == 2
    assert run("template", "show", "unheard-of").code == 2
    assert run("template", "check", tmp_path / "missing.toml").code == 3


def test_where_names_every_place(run: Terminal) -> None:
    assert run("where", "--json").json == {
        "library": str(run.paths.library),
        "backups": str(run.paths.backups),
        "templates": str(run.paths.templates),
        "settings": str(run.paths.settings),
        "logs": str(run.paths.logs),
    }
    assert str(run.paths.library) in run("where").out
    assert run("where", "--library", "other.gptemplate", "--json").json["library"] == str(Path.cwd() / "other.gptemplate")


def test_where_keeps_a_password_to_itself(run: Terminal) -> None:
    ended = run("--library", "postgresql+psycopg://me:secret@server/db", "where")
    assert "secret" not in ended.out
    assert "postgresql+psycopg://me:…@server/db" in ended.out


def _own_template(run: Terminal, name: str, **changes: str) -> Path:
    """A copy of the program's form in the data folder, with other words in it."""
    text = resources.path("templates", "interreg-europe-2021.toml").read_text(encoding="utf-8")
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    run.paths.templates.mkdir(parents=True, exist_ok=True)
    file = run.paths.templates / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_language_that_the_form_does_not_have_is_refused(filled: Terminal) -> None:
    for words in (
        ("check", LANGUAGE_PARTNERS),
        ("check", "--all"),
        ("show", LANGUAGE_PARTNERS),
        ("show", LANGUAGE_PARTNERS, "--json"),
    ):
        ended = filled(*words, "--languages", "fi,se")
        assert (ended.code, ended.out) == (2, ""), words
        assert "“se”" in ended.err
        assert "fi, sv, en" in ended.err


def test_an_own_template_wins_over_the_program_s_whatever_its_file_is_called(filled: Terminal) -> None:
    _own_template(filled, "mine.toml", label=("Interreg Europe 2021–2027", "OUR FORM"))
    assert filled("template", "show", "interreg-europe-2021").out.startswith("OUR FORM")
    assert "OUR FORM" in filled("show", LANGUAGE_PARTNERS).out


def test_what_an_own_template_dropped_is_shown_and_carried_all_the_same(filled: Terminal, tmp_path: Path) -> None:
    before = filled("show", LANGUAGE_PARTNERS, "--json").json
    words = before["fi"]["keywords"]
    text = resources.path("templates", "interreg-europe-2021.toml").read_text(encoding="utf-8")
    at = text.index('id = "keywords"')
    start = text.rindex("[[section.field]]", 0, at)
    end = min(text.find(mark, at) for mark in ("[[section.field]]", "[[section]]") if text.find(mark, at) > 0)
    _own_template(filled, "mine.toml", field=(text[start:end], ""))
    ended = filled("show", LANGUAGE_PARTNERS)
    assert "Other values" in ended.out
    assert words.splitlines()[0] in ended.out
    assert "of fields that the form does not have" in ended.err
    assert filled("show", LANGUAGE_PARTNERS, "--json").json["fi"]["keywords"] == words
    made = filled("export", LANGUAGE_PARTNERS, "--format", "pdf", "--languages", "fi", "--to", tmp_path)
    assert made.code == 0
    assert "It is kept, but in no document" in made.err or "They are kept, but in no document" in made.err


def test_a_practice_whose_template_is_gone_does_not_stop_the_others(filled: Terminal, tmp_path: Path) -> None:
    file = _own_template(filled, "own.toml", ident=('id = "interreg-europe-2021"', 'id = "our-own"'))
    ident = filled("new", "--template", "our-own", "--title", "Without a form", "--from-language", "en").out.strip()
    file.unlink()
    ended = filled("check", "--all")
    assert ended.code == 1
    assert len([line for line in ended.out.splitlines() if not line.startswith(" ")]) == 7
    assert f"{ident[:8]}  Without a form: There is no template “our-own”" in ended.out
    told = filled("check", "--all", "--json").json
    assert [one["title"] for one in told if "problem" in one] == ["Without a form"]
    made = filled("export", ident, "--format", "pdf", "--to", tmp_path)
    assert made.code == 1
    assert made.err.startswith("“Without a form”")
    table = filled("export", ident, "--table", "csv", "--to", tmp_path / "table")
    assert table.code == 1
    assert not list((tmp_path / "table").glob("*.csv"))


def test_the_fault_of_a_template_is_said_where_it_is_asked_for(run: Terminal) -> None:
    kind = ('kind = "month"', 'kind = "moonth"')
    _own_template(run, "other.toml", ident=('id = "interreg-europe-2021"', 'id = "kindwrong"'), kind=kind)
    for words in (("new", "--template", "kindwrong"), ("template", "show", "kindwrong")):
        ended = run(*words)
        assert ended.code == 2
        assert "“moonth” is not a kind" in ended.err
