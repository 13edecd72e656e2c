"""Handing off: packages for translation programs and Word tables, the same every time, and the whole way there and back."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from lxml import etree

from gptemplate.errors import BadValue
from gptemplate.i18n import INTERFACE_LANGUAGES
from gptemplate.model.memory import Extent, Unit
from gptemplate.model.merge import Outcome
from gptemplate.model.states import Key, State
from gptemplate.model.terms import Designation, Term
from gptemplate.services import bringing_in, editing
from gptemplate.services import library as practices
from gptemplate.services.bringing_in import Brought, Form
from gptemplate.services.handing_off import Errand, HandedOff, Kind, hand_off
from gptemplate.store.library import Library
from tests.documents.word_files import changed, libreoffice
from tests.services.returned import kept, practice_of
from tests.translation.sheets import local, translated
from tests.translation.test_xliff import assert_valid

PRACTICE = "Ensimmäinen työpaikka"  # in Finnish only
TITLE_FI, TITLE, SUMMARY = Key("title", "fi"), Key("title", "sv"), Key("summary", "sv")
HERE = "Vaasassa opiskelee"


@pytest.fixture
def practice(samples: Library) -> str:
    return practice_of(samples, PRACTICE).id


def handed(library: Library, folder: Path, *ids: str, targets: tuple[str, ...] = ("sv",), **errand: object) -> list[HandedOff]:
    return hand_off(library, Errand(ids, targets, **errand), folder)  # type: ignore[arg-type]


def package(library: Library, folder: Path, *ids: str, **errand: object) -> dict[str, bytes]:
    """The files in the package that is made, by their paths."""
    (one,) = handed(library, folder, *ids, **errand)
    assert one.file is not None
    with zipfile.ZipFile(one.file) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def bring(library: Library, *files: Path) -> Brought:
    (one,), _changes, errors = bringing_in.bring_in(library, files)
    assert not errors
    return one


def value(library: Library, practice: str, key: Key):
    return editing.open_practice(library, practice).value(*key)


def everything(library: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(library))


# ------------------------------------------------------------------- a package
def test_a_package_has_all_that_a_translator_needs(samples: Library, tmp_path: Path) -> None:
    with samples.writing() as work:
        work.terms.put(Term("a" * 32, (Designation("fi", "hyvä käytäntö"), Designation("sv", "god praxis"))))
    held = package(samples, tmp_path, *everything(samples))
    kinds = {name.split("/")[0] for name in held}
    assert kinds == {
        "xliff-2.1", "xliff-1.2", "omegat-fi-sv", "omegat-en-sv", "reading", "read-me.txt", "memory.tmx", "glossary.tbx",
        "manifest.json", "SHA256SUMS",
    }  # fmt: skip
    for name in (one for one in held if one.endswith(".xlf")):
        assert_valid(held[name])
    assert sum(name.startswith("xliff-2.1/") for name in held) == sum(name.endswith(".pdf") for name in held) == 3
    assert b"hyv\xc3\xa4 k\xc3\xa4yt\xc3\xa4nt\xc3\xb6\tgod praxis" in held["omegat-fi-sv/glossary/glossary.txt"]
    assert all(f"omegat-{pair}-sv/omegat.project" in held for pair in ("fi", "en"))
    for code in INTERFACE_LANGUAGES:
        assert held["read-me.txt"].decode().count("Suomi → Svenska") == len(INTERFACE_LANGUAGES), code


def test_the_checksums_and_the_manifest_are_right(samples: Library, practice: str, tmp_path: Path) -> None:
    held = package(samples, tmp_path, practice)
    sums = dict(reversed(line.split("  ", 1)) for line in held["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(held[name]).hexdigest() for name in held if name != "SHA256SUMS"}
    manifest = json.loads(held["manifest.json"])
    assert {one["path"] for one in manifest["files"]} == set(held) - {"SHA256SUMS", "manifest.json"}
    (told,) = manifest["practices"]
    assert (told["id"], told["from"], told["to"], len(told["texts"])) == (practice, "fi", "sv", 3)


def test_the_same_texts_give_the_same_bytes_and_a_file_that_is_there_stays(
    samples: Library, practice: str, tmp_path: Path
) -> None:
    (first,) = handed(samples, tmp_path, practice)
    (again,) = handed(samples, tmp_path, practice)
    (apart,) = handed(samples, tmp_path / "elsewhere", practice)
    assert (again.file, again.is_new) == (first.file, False)
    assert first.file.read_bytes() == apart.file.read_bytes()
    first.file.write_bytes(b"changed by somebody")
    (other,) = handed(samples, tmp_path, practice)
    assert other.file != first.file
    assert first.file.read_bytes() == b"changed by somebody"


def test_the_names_of_the_files_are_safe_and_none_is_lost(samples: Library, tmp_path: Path) -> None:
    for one in everything(samples):
        for code in ("fi", "sv", "en"):
            editing.write(samples, one, Key("title", code), 'CON: "a/b\\c"? ../x', typing=False)
    held = package(samples, tmp_path, *everything(samples), everything=True)
    files = [name for name in held if name.startswith("xliff-2.1/")]
    assert len({name.casefold() for name in files}) == len(files) >= 2
    assert not any(".." in name.split("/") or "\\" in name for name in held)


def test_what_is_still_being_typed_is_cut_as_a_revision_first(samples: Library, practice: str, tmp_path: Path) -> None:
    editing.write(samples, practice, TITLE_FI, "Kesken")
    held = package(samples, tmp_path, practice)
    revision = json.loads(held["manifest.json"])["practices"][0]["texts"][0]["revision"]
    with samples.reading() as work:
        assert work.revision(revision).text == "Kesken"


def test_what_needs_no_translation_is_told_and_makes_no_file(samples: Library, practice: str, tmp_path: Path) -> None:
    done = practice_of(samples, "Kielipari").id
    (one,) = handed(samples, tmp_path, done)
    assert (one.file, [title[:9] for title in one.left_out], one.texts) == (None, ["Language "], 0)
    assert not list(tmp_path.glob("*.zip"))
    (both,) = handed(samples, tmp_path, done, practice)
    assert (both.practices, len(both.left_out)) == (1, 1)
    (all_of_it,) = handed(samples, tmp_path, done, everything=True)
    assert all_of_it.texts > 5


def test_a_language_that_the_form_does_not_have_is_refused(samples: Library, practice: str, tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="de"):
        handed(samples, tmp_path, practice, targets=("de",))
    with pytest.raises(BadValue, match="xx"):
        handed(samples, tmp_path, practice, source="xx")
    assert not list(tmp_path.glob("*.zip"))


def test_a_package_for_each_language_and_it_can_be_stopped(samples: Library, practice: str, tmp_path: Path) -> None:
    assert [one.target for one in handed(samples, tmp_path, practice, targets=("sv", "en"))] == ["sv", "en"]
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 1

    assert hand_off(samples, Errand((practice, practice), ("sv",)), tmp_path / "stopped", stop) == []
    assert told == [(0, 2), (1, 2)]
    assert not list((tmp_path / "stopped").iterdir())


def test_the_memory_has_what_was_translated_in_these_practices_and_what_is_like_them(
    samples: Library, practice: str, tmp_path: Path
) -> None:
    editing.write(samples, practice, TITLE, "Den första arbetsplatsen", typing=False)
    editing.set_state(samples, practice, TITLE, State.DONE)
    like = Unit({"fi": f"{HERE} paljon nuoria.", "sv": "I Vasa studerar många unga."}, Extent.SENTENCE)
    unlike = Unit({"fi": "Kalastus on kivaa.", "sv": "Att fiska är roligt."}, Extent.SENTENCE)
    with samples.writing() as work:
        work.memory.add([like, unlike])
    memory = package(samples, tmp_path, practice)["memory.tmx"].decode()
    assert "Den första arbetsplatsen" in memory
    assert "I Vasa studerar många unga." in memory
    assert "fiska" not in memory


# ------------------------------------------------------------------- there and back
def test_a_whole_package_comes_back(samples: Library, practice: str, tmp_path: Path) -> None:
    (one,) = handed(samples, tmp_path, practice)
    out = io.BytesIO()
    with zipfile.ZipFile(one.file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.startswith("xliff-2.1/"):
                held = translated(held, {"title": "Den första arbetsplatsen"})
            new.writestr(name, held)
    back = bring(samples, kept(tmp_path, out.getvalue()))
    assert (back.form, back.count(Outcome.TAKEN), value(samples, practice, TITLE).text) == (
        Form.XLIFF, 1, "Den första arbetsplatsen",
    )  # fmt: skip


def table(library: Library, folder: Path, practice: str) -> Path:
    (one,) = handed(library, folder, practice, kind=Kind.WORD)
    assert one.file is not None
    return one.file


def written(file: Path, said: dict[int, str]) -> None:
    """The table as a person fills it in with Word: rows, counted below the head, get these texts in their last cell."""
    document = docx.Document(str(file))
    for number, text in said.items():
        cell = document.tables[0].rows[number].cells[-1]
        (paragraph,) = cell._element.findall(".//{*}sdtContent/{*}p")
        for one in paragraph.findall("{*}r"):
            paragraph.remove(one)
        properties = cell._element.find(".//{*}sdtPr")
        for hint in properties.findall("{*}showingPlcHdr"):
            properties.remove(hint)
        docx.text.paragraph.Paragraph(paragraph, cell).add_run(text)
    document.save(str(file))


def test_a_word_table_has_a_row_for_each_text_and_comes_back(samples: Library, practice: str, tmp_path: Path) -> None:
    file = table(samples, tmp_path, practice)
    shown = [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[0].rows]
    assert len(shown) == 4
    assert "Praxisens namn" in shown[1][0]
    assert "Högst 100 tecken" in shown[1][-1]
    written(file, {1: "Den första arbetsplatsen"})
    sent = value(samples, practice, TITLE_FI)
    editing.write(samples, practice, TITLE_FI, "Muuttunut", typing=False)
    back = bring(samples, file)
    assert (back.form, back.count(Outcome.TAKEN), len(back.untranslated)) == (Form.WORD, 1, 2)
    assert (back.notes, back.misread, back.problems) == ((), (), ())
    here = value(samples, practice, TITLE)
    assert (here.text, here.state, here.origin.revision) == ("Den första arbetsplatsen", State.TO_CHECK, sent.head)
    assert editing.open_practice(samples, practice).state(*TITLE) is State.STALE


def test_an_untouched_word_table_brings_nothing(samples: Library, practice: str, tmp_path: Path) -> None:
    seen = bringing_in.look(samples, [table(samples, tmp_path, practice)])
    assert (seen.brought, ["nothing is filled in" in str(one.message) for one in seen.errors]) == ((), [True])


def test_a_changed_original_and_questions_in_a_word_table_are_kept(samples: Library, practice: str, tmp_path: Path) -> None:
    file = table(samples, tmp_path, practice)
    written(file, {1: "Den första arbetsplatsen"})
    content = changed(file.read_bytes(), lambda xml: xml.replace(HERE, "Vaasassa asuu ja opiskelee"))
    back = bring(samples, kept(tmp_path, content))
    (note,) = back.notes
    assert note.text.startswith("Vaasassa asuu ja opiskelee")


def test_a_word_table_of_a_practice_that_is_not_here_begins_none(samples: Library, practice: str, tmp_path: Path) -> None:
    file = table(samples, tmp_path, practice)
    written(file, {1: "Den första arbetsplatsen"})
    elsewhere = changed(file.read_bytes(), lambda xml: xml.replace(practice, "f" * 32), "docProps/custom.xml")
    seen = bringing_in.look(samples, [kept(tmp_path, elsewhere)])
    assert (seen.brought, len(seen.errors)) == ((), 1)


@pytest.mark.slow
def test_a_word_table_that_libreoffice_saved_comes_back(samples: Library, practice: str, tmp_path: Path) -> None:
    file = table(samples, tmp_path, practice)
    written(file, {1: "Den första arbetsplatsen", 2: "Studerande får ett arbete."})
    (odt,) = libreoffice(tmp_path, [file], "odt")
    (again,) = libreoffice(tmp_path, [odt], "docx")
    for one in (*libreoffice(tmp_path, [file], "docx"), again):
        (seen,) = bringing_in.look(samples, [one]).brought
        assert {each.incoming.key: each.incoming.text for each in seen.merged} == {
            TITLE: "Den första arbetsplatsen", SUMMARY: "Studerande får ett arbete.",
        }  # fmt: skip
        assert (seen.notes, seen.practice) == ((), practice)
        assert all(each.incoming.origin is not None for each in seen.merged)


# ------------------------------------------------------------------- a real translation program
def omegat(project: Path) -> None:
    """Debian's OmegaT opens the project, translates what the memory has and creates the translated documents."""
    home = project.parent / "home"
    home.mkdir(exist_ok=True)
    command = ["omegat", str(project), "--mode=console-translate"]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=100, env={**os.environ, "HOME": str(home)}
    )
    assert "Finished" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed")
@pytest.mark.parametrize("target", ["sv", "en"])
def test_omegat_opens_the_package_translates_from_its_memory_and_what_it_makes_comes_back(
    samples: Library, practice: str, tmp_path: Path, target: str
) -> None:
    """One memory of three languages serves both pairs; what OmegaT did not translate counts as not translated."""
    title = Key("title", target)
    known = {
        "fi": editing.open_practice(samples, practice).text(*TITLE_FI),
        "sv": "Den första arbetsplatsen",
        "en": "The first workplace",
    }
    with samples.writing() as work:
        work.memory.add([Unit(known, Extent.FIELD)])
    (one,) = handed(samples, tmp_path, practice, targets=(target,))
    with zipfile.ZipFile(one.file) as archive:
        archive.extractall(tmp_path / "unpacked")
    project = tmp_path / "unpacked" / f"omegat-fi-{target}"
    omegat(project)
    (made,) = (project / "target").glob("*.xlf")
    root = etree.parse(str(made)).getroot()
    units = [each for each in root.iter() if local(each) == "trans-unit"]
    assert [each.get("maxwidth") for each in units] == ["100", "160", "1500"]
    back = bring(samples, made)
    assert value(samples, practice, title).text == known[target]
    assert (back.count(Outcome.TAKEN), len(back.untranslated), back.problems) == (1, 2, ())
    assert value(samples, practice, title).origin.digest == one.sheets[0].passages[0].digest
    assert editing.open_practice(samples, practice).state(*title) is State.TO_CHECK
