"""Commands that make documents: export, blank and demo."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from gptemplate.cli import progress
from gptemplate.i18n import translator
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.cli.conftest import LANGUAGE_PARTNERS, TRIAL_COUNTER, Terminal, process


def test_export_makes_each_format_in_each_language(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", "f34f54e0", "--format", "pdf,docx", "--languages", "fi,en", "--to", tmp_path / "out")
    assert (ended.code, ended.err) == (0, "")
    files = [Path(line) for line in ended.out.splitlines()]
    assert sorted(file.suffix for file in files) == [".docx", ".docx", ".pdf", ".pdf"]
    for file in files:
        assert file.parent == tmp_path / "out"
        assert file.read_bytes()[:4] == (b"%PDF" if file.suffix == ".pdf" else b"PK\x03\x04")


def test_export_goes_to_this_folder_unless_told(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", TRIAL_COUNTER, "--format", "docx", "--languages", "fi,sv", "--side-by-side", "--json")
    assert ended.code == 0
    assert [one["languages"] for one in ended.json] == [["fi", "sv"]]
    assert Path(ended.json[0]["file"]).parent == tmp_path
    assert ended.json[0]["problem"] is None


def test_a_final_export_says_what_is_not_ready(filled: Terminal, tmp_path: Path) -> None:
    unready = filled("export", "f34f54e0", "--final", "--format", "docx", "--languages", "en", "--to", tmp_path / "out")
    assert unready.code == 1
    assert "from being submitted" in unready.err
    assert Path(unready.out.strip()).is_file()
    ready = filled("export", LANGUAGE_PARTNERS, "--final", "--format", "docx", "--languages", "en", "--to", tmp_path / "out")
    assert (ready.code, ready.err) == (0, "")


def test_export_says_what_was_not_made(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", "f34f54e0", "--format", "docx", "--languages", "fi,de", "--to", tmp_path / "out")
    assert ended.code == 1
    assert len(ended.out.splitlines()) == 1
    assert "[de]" in ended.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export",), "--all"),
        (("export", "--all", "--format", "odt"), "odt"),
        (("export", "--all", "--languages", ","), "empty"),
        (("export", "nobody"), "nobody"),
        (("export", "--all", "--name", "{size}"), "{size}"),
        (("export", "--all", "--existing", "destroy"), "destroy"),
        (("export", "--all", "--jobs", "0"), "0"),
        (("export", "--all", "--jobs", "many"), "many"),
        (("export", "--all", "--table", "ods"), "ods"),
        (("export", "--all", "--report", "report.doc"), "report.doc"),
        (("export", "--all", "--package", "everything.rar"), "everything.rar"),
        (("blank", "--format", "odt"), "odt"),
        (("blank", "no-such-form"), "no-such-form"),
    ],
)
def test_export_wrong_calls(filled: Terminal, words: tuple[str, ...], told: str) -> None:
    ended = filled(*words)
    assert ended.code == 2
    assert told in ended.err


def test_export_into_a_file_is_trouble(filled: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ended = filled("export", "f34f54e0", "--format", "docx", "--to", tmp_path / "file")
    assert ended.code == 3


def test_export_names_files_as_wanted(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", TRIAL_COUNTER, "--format", "pdf", "--languages", "en", "--name", "{id} {languages}")
    assert ended.code == 0
    assert Path(ended.out.strip()) == tmp_path / f"{TRIAL_COUNTER[:8]} en.pdf"


def test_export_again_leaves_alone_what_did_not_change(filled: Terminal, tmp_path: Path) -> None:
    words = ("export", "--all", "--format", "pdf", "--languages", "en", "--to", tmp_path / "out", "--json")
    first = filled(*words)
    assert {one["outcome"] for one in first.json} == {"made"}
    assert filled("set", TRIAL_COUNTER, "summary", "en", "Another summary.").code == 0
    again = filled(*words, "--existing", "replace")
    assert [one["practice"] for one in again.json if one["outcome"] == "made"] == [TRIAL_COUNTER]
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 6


def test_export_skips_or_keeps_files_of_others(filled: Terminal, tmp_path: Path) -> None:
    words = ("export", TRIAL_COUNTER, "--format", "pdf", "--languages", "en", "--name", "{id}")
    foreign = tmp_path / f"{TRIAL_COUNTER[:8]}.pdf"
    foreign.write_text("minutes", encoding="utf-8")
    skipped = filled(*words, "--existing", "skip")
    assert (skipped.code, skipped.out) == (0, "")
    assert "there already" in skipped.err
    replaced = filled(*words, "--existing", "replace")
    assert replaced.out.strip().endswith(" (2).pdf")
    assert "was kept" in replaced.err
    assert foreign.read_text(encoding="utf-8") == "minutes"


def test_export_makes_tables(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", "--all", "--table", "xlsx,csv", "--to", tmp_path / "out")
    assert (ended.code, ended.err) == (0, "")
    assert [Path(line).name for line in ended.out.splitlines()] == ["Practices.xlsx", "Practices.csv"]
    both = filled("export", TRIAL_COUNTER, "--table", "csv", "--format", "pdf", "--languages", "en", "--to", tmp_path / "both")
    assert [Path(line).suffix for line in both.out.splitlines()] == [".pdf", ".csv"]


def test_export_makes_a_package(filled: Terminal, tmp_path: Path) -> None:
    ended = filled("export", "--all", "--package", tmp_path / "out" / "jury.zip")
    assert ended.code == 1, "some are not ready"
    assert ended.out.splitlines() == [str(tmp_path / "out" / "jury.zip")]
    assert "from being submitted" in ended.err
    with zipfile.ZipFile(tmp_path / "out" / "jury.zip") as package:
        assert package.testzip() is None
        assert "manifest.json" in package.namelist()
    ready = filled("export", LANGUAGE_PARTNERS, "--languages", "en", "--package", tmp_path / "ready.zip")
    assert (ready.code, ready.err) == (0, "")


@pytest.mark.parametrize("ending", ["txt", "csv", "json"])
def test_export_writes_a_report(filled: Terminal, tmp_path: Path, ending: str) -> None:
    report = tmp_path / "reports" / f"report.{ending}"
    ended = filled("export", TRIAL_COUNTER, "--format", "pdf", "--languages", "en,de", "--to", tmp_path, "--report", report)
    assert ended.code == 1
    written = report.read_text(encoding="utf-8-sig")
    assert Path(ended.out.strip()).name in written
    assert "“de”" in written


def test_export_leaves_the_library_free_while_it_draws(filled: Terminal, tmp_path: Path, monkeypatch) -> None:
    seen = []

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

        def write(self, text: str) -> int:
            if not seen:
                seen.append(open_library(filled.paths.library, Templates(filled.paths.templates)).read_only)
            return super().write(text)

    monkeypatch.setattr(sys, "stderr", Screen())
    assert filled("export", TRIAL_COUNTER, "--format", "pdf", "--languages", "en").code == 0
    assert seen == [False]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_blank_makes_forms(run: Terminal, tmp_path: Path, language: str) -> None:
    ended = run("blank", "--format", "docx,pdf", "--languages", language, "--to", tmp_path / "out")
    assert (ended.code, ended.err) == (0, "")
    files = [Path(line) for line in ended.out.splitlines()]
    assert [file.suffix for file in files] == [".docx", ".pdf"]
    assert all(file.stem.endswith(f" – {language}") for file in files)
    assert [file.read_bytes()[:4] for file in files] == [b"PK\x03\x04", b"%PDF"]
    assert not run.paths.library.exists(), "forms need no library"


def test_blank_makes_every_language_unless_told(run: Terminal, tmp_path: Path) -> None:
    ended = run("blank", "interreg-europe-2014", "--format", "docx", "--json")
    assert [one["languages"] for one in ended.json] == [["fi"], ["sv"], ["en"]]
    strange = run("blank", "--format", "docx", "--languages", "xx")
    assert strange.code == 1
    assert "[xx]" in strange.err


def test_export_works_while_a_window_writes(filled: Terminal, tmp_path: Path) -> None:
    library = open_library(filled.paths.library, Templates(filled.paths.templates))
    try:
        ended = filled("export", "f34f54e0", "--format", "docx", "--languages", "fi", "--to", tmp_path / "out")
    finally:
        library.close()
    assert (ended.code, ended.err) == (0, "")


def test_export_of_a_library_that_is_not_there_makes_none(run: Terminal) -> None:
    assert run("export", "--all").code == 3
    assert not run.paths.library.exists()


def test_progress_is_for_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, expected in ((Screen(), "\r1 of 12 documents"), (io.StringIO(), "")):
        monkeypatch.setattr(sys, "stderr", stream)
        with progress.documents(translator("en")) as tell:
            assert tell(1, 12)
        assert stream.getvalue().startswith(expected)
        assert bool(stream.getvalue()) is bool(expected)


def test_demo_without_a_display_ends_well(tmp_path: Path) -> None:
    ended = process(tmp_path / "data", "--language", "en", "demo")
    assert ended.returncode == 0, ended.stderr.decode()
    out = ended.stdout.decode()
    documents = tmp_path / "data" / "demo" / "documents"
    assert str(documents) in out
    assert str(tmp_path / "data" / "demo" / "practices.gptemplate") in out
    assert len(list(documents.glob("*.pdf"))) == len(list(documents.glob("*.docx"))) == 18
    assert b"no display" in ended.stderr
    assert not (tmp_path / "data" / "practices.gptemplate").exists()


def test_demo_opens_the_window_on_its_own_library(run: Terminal) -> None:
    assert run("demo").code == 0
    [(paths, _settings, location, language)] = run.opened
    assert paths.library == run.data / "demo" / "practices.gptemplate"
    assert (location, language) == (None, "en")
    before = sorted(paths.data.glob("documents/*"))
    assert run("demo").code == 0
    assert sorted(paths.data.glob("documents/*")) == before


def test_export_binds_a_book(filled: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    ended = filled("export", "--all", "--collection", file, "--title", "Our practices", "--languages", "en")
    assert (ended.code, ended.err, ended.out.strip()) == (0, "", str(file))
    assert file.read_bytes().startswith(b"%PDF")
    both = filled("export", "--all", "--collection", file, "--package", tmp_path / "all.zip")
    assert both.code == 2
    assert "--collection makes a book and nothing else" in both.err
