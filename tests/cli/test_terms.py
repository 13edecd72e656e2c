"""The glossary from the command line."""

from pathlib import Path

from gptemplate.translation.starter_terms import starter_terms
from tests.cli.conftest import Terminal

ADD = (
    "terms",
    "add",
    "fi=osallistuja",
    "sv=deltagare",
    "en=participant",
    "en:forbidden=trainee",
    "--definition",
    "one of us",
)


def test_a_term_is_added_listed_removed_and_restored(run: Terminal) -> None:
    added = run(*ADD)
    ident = added.out.strip()
    assert (added.code, len(ident)) == (0, 32)
    listed = run("terms")
    assert "participant, trainee (not to be used)" in listed.out
    (plain,) = run("terms", "list", "trainee", "--json").json
    assert (plain["id"], plain["definition"]) == (ident, "one of us")
    assert {"language": "en", "text": "trainee", "standing": "forbidden", "region": ""} in plain["designations"]
    assert run("terms", "remove", "deltagare").code == 0
    assert run("terms", "list", "trainee").err.strip() == "No terms."
    assert ident[:8] in run("terms", "list", "--bin").out
    assert run("terms", "restore", ident[:8]).code == 0
    assert ident[:8] in run("terms", "list", "delta", "--in", "sv").out


def test_a_term_that_is_there_is_joined_and_told(run: Terminal) -> None:
    ident = run(*ADD).out.strip()
    again = run("terms", "add", "fi=osallistuja", "sv=deltagare", "en=participant", "en:admitted=attendee")
    assert (again.code, again.out.strip()) == (0, ident)
    assert "is there already" in again.err
    (held,) = run("terms", "list", "osallistuja", "--json").json
    assert [one["text"] for one in held["designations"] if one["language"] == "en"] == ["participant", "attendee", "trainee"]
    other = run("terms", "add", "fi=osallistuja", "sv=andelsägare")
    assert other.out.strip() != ident, "another meaning of the same word"


def test_a_language_that_does_not_exist_is_refused(run: Terminal) -> None:
    refused = run("terms", "add", "foo=bar")
    assert refused.code == 2
    assert "“foo” is not the code of a language" in refused.err
    assert run("terms", "add", "uk=слово", "sme=sátni").code == 0


def test_the_programmes_terms_are_there_from_the_start(run: Terminal) -> None:
    assert run("new", "--title", "Kielipolku").code == 0
    assert len(run("terms", "--json").json) == len(starter_terms())
    assert "hyvä käytäntö" in run("terms", "find", "Hyvien käytäntöjen siirto", "--in", "fi").out


def test_terms_are_found_in_a_text(run: Terminal) -> None:
    run(*ADD)
    found = run("terms", "find", "Trainees and participants", "--in", "en", "--json").json
    assert [(one["written"], one["standing"], one["equivalents"]) for one in found] == [
        ("Trainees", "forbidden", ["osallistuja", "deltagare"]),
        ("participants", "preferred", ["osallistuja", "deltagare"]),
    ]
    assert "0–8  Trainees = trainee: osallistuja, deltagare" in run("terms", "find", "Trainees", language="en").out


def test_the_programmes_terms_go_out_to_every_kind_of_file_and_in_again(run: Terminal, tmp_path: Path) -> None:
    assert run("terms", "import", "--starter", "--json").json["new"] == len(starter_terms())
    for name in ("a.tbx", "a.csv", "a.tsv"):
        assert run("terms", "export", tmp_path / name, "--json").json["terms"] == len(starter_terms())
        brought = run("terms", "import", tmp_path / name, "--json").json
        assert (brought["new"], brought["changed"], brought["same"]) == (0, 0, len(starter_terms()))
    assert run("terms", "export", tmp_path / "a.txt", "--languages", "fi,sv").code == 0
    assert "hyvä käytäntö\tgod praxis\t" in (tmp_path / "a.txt").read_text("utf-8")
    assert (
        b"<martif" in (run("terms", "export", tmp_path / "old.tbx", "--format", "tbx2"), (tmp_path / "old.tbx").read_bytes())[1]
    )


def test_rows_that_could_not_be_kept_are_told_and_end_with_not_all(run: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    file.write_text("fi,en,note\ntalo,house,\n,,alone\n", "utf-8")
    brought = run("terms", "import", file)
    assert (brought.code, brought.out.strip()) == (1, "terms: 1 new, 0 changed, 0 as they were")
    assert "left out: 3" in brought.err


def test_wrong_calls_are_told_what_is_missing(run: Terminal, tmp_path: Path) -> None:
    run(*ADD)
    for words, reason in (
        (("add",), "in each language"),
        (("add", "talo"), "is not written as"),
        (("add", "fi:strange=talo"), "is not written as"),
        (("remove",), "Say which term"),
        (("remove", "nothing"), "There is no term"),
        (("export",), "Name one file"),
        (("find",), "Write the text"),
    ):
        ended = run("terms", *words)
        assert (ended.code, reason in ended.err) == (2, True), (words, ended)
    assert run("terms", "export", tmp_path / "x.doc").code == 3
    assert run("terms", "import", tmp_path / "none.tbx").code == 3
