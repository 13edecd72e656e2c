"""Packages for submission and tables: what is in them, and that they are always the same."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from gptemplate.exchange import practice_file
from gptemplate.exchange.tables import read_table
from gptemplate.i18n import translator
from gptemplate.model.states import SHARED, Key
from gptemplate.services import editing, exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Existing, Format, Order, Outcome, Way
from gptemplate.store.library import Library

TITLE = Key("title", "fi")


@pytest.fixture
def everything(samples: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(samples))


def packed(library: Library, ids: tuple[str, ...], file: Path, **order) -> zipfile.ZipFile:
    told = exporting.package(library, Order(ids, **order), file, Way(language="fi", processes=1))
    assert told[-1].file == file
    return zipfile.ZipFile(file)


def test_a_package_has_documents_photos_data_and_checksums(samples: Library, everything, tmp_path: Path) -> None:
    with packed(samples, everything, tmp_path / "for the jury.zip") as package:
        names = package.namelist()
        for ending in (".pdf", ".docx"):
            assert sum(name.startswith("documents/") and name.endswith(ending) for name in names) == 15, "those with texts"
        assert sum(name.startswith("photos/") for name in names) == 3
        assert sum(name.startswith("data/") and name.endswith(".json") for name in names) == 6
        listed = translator("fi")("Covering list")
        assert {"data/practices.csv", "manifest.json", "SHA256SUMS", f"{listed}.pdf", f"{listed}.txt"} <= set(names)
        sums = dict(reversed(line.split("  ", 1)) for line in package.read("SHA256SUMS").decode().splitlines())
        assert sums == {name: hashlib.sha256(package.read(name)).hexdigest() for name in names if name != "SHA256SUMS"}
        manifest = json.loads(package.read("manifest.json"))
        assert {one["path"] for one in manifest["files"]} == set(names) - {"SHA256SUMS", "manifest.json"}
        assert all(one["bytes"] == package.getinfo(one["path"]).file_size for one in manifest["files"])


def test_the_data_of_a_package_is_the_practice_itself(samples: Library, everything, tmp_path: Path, templates) -> None:
    with packed(samples, everything, tmp_path / "p.zip") as package:
        files = [name for name in package.namelist() if name.endswith(".json") and name.startswith("data/")]
        read = {one.id: one for one in (practice_file.read(package.read(name), name) for name in files)}
        rows = read_table(package.read("data/practices.csv"), "practices.csv", templates.all())
        photos = {hashlib.sha256(package.read(one)).hexdigest() for one in package.namelist() if one.startswith("photos/")}
    assert read.keys() == {row.practice for row in rows} == set(everything)
    with samples.reading() as work:
        for practice_id in everything:
            practice = work.practice(practice_id)
            assert read[practice_id].values[TITLE] == practice.text(*TITLE)
            photo = practice.text("image", SHARED)
            assert not photo or photo in photos, "the original that is stored"


def test_a_package_is_the_same_whenever_and_however_it_is_made(samples: Library, everything, tmp_path: Path) -> None:
    for practice_id in everything[:2]:
        editing.write(samples, practice_id, TITLE, "Sama nimi")
    made = set()
    for name in ("a.zip", "b.zip"):
        exporting.package(samples, Order(everything), tmp_path / name, Way(processes=1))
        made.add((tmp_path / name).read_bytes())
    assert len(made) == 1


def test_what_keeps_a_practice_from_being_submitted_is_listed_and_the_package_made(
    samples: Library, everything, tmp_path: Path
) -> None:
    told = exporting.package(samples, Order(everything, (Format.PDF,)), tmp_path / "p.zip", Way(language="en"))
    assert told[-1].outcome is Outcome.MADE
    assert "not ready to be submitted" in str(told[-1].notes[0])
    with zipfile.ZipFile(tmp_path / "p.zip") as package:
        listed = package.read("Covering list.txt").decode()
        pdf = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(package.read("Covering list.pdf"))).pages)
        manifest = json.loads(package.read("manifest.json"))
    unready = [one["title"] for one in manifest["practices"] if not one["ready"]]
    assert unready
    for title in unready:
        assert title in listed
        assert " ".join(title.split()[:3]) in " ".join(pdf.split())
    assert "Not ready: " in listed
    assert "Left out: " in listed, "languages in which nothing is written"


def test_a_package_that_was_stopped_is_not_there(samples: Library, everything, tmp_path: Path) -> None:
    def three(done: int, _all: int) -> bool:
        return done < 3

    told = exporting.package(samples, Order(everything), tmp_path / "p.zip", progress=three)
    assert len(told) == 3
    assert [one.name for one in tmp_path.iterdir() if one.name != "data"] == []


def test_a_package_takes_no_other_files_name(samples: Library, everything, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_bytes(b"another archive")
    for existing in Existing:
        told = exporting.package(samples, Order(everything[:1]), tmp_path / "p.zip", Way(existing=existing))
        assert (told[-1].file is None) is (existing is Existing.SKIP)
    assert (tmp_path / "p.zip").read_bytes() == b"another archive"


def test_tables_stand_beside_documents_or_alone(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(everything, (Format.XLSX, Format.CSV)), tmp_path / "tables", Way(language="sv"))
    assert [one.format for one in told] == [Format.XLSX, Format.CSV]
    assert {one.practice for one in told} == {""}
    again = exporting.export(samples, Order(everything, (Format.CSV, Format.XLSX)), tmp_path / "tables", Way(language="sv"))
    assert {one.outcome for one in again} == {Outcome.UNCHANGED}
    mixed = exporting.export(samples, Order(everything[:1], (Format.PDF, Format.CSV), ("fi",)), tmp_path / "mixed")
    assert [one.format for one in mixed] == [Format.PDF, Format.CSV]


def test_a_table_tells_of_a_practice_that_it_lacks(samples: Library, everything, tmp_path: Path) -> None:
    told = exporting.export(samples, Order(("f" * 32, everything[0]), (Format.CSV,)), tmp_path)
    assert [one.outcome for one in told] == [Outcome.FAILED, Outcome.MADE]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_another_program_checks_the_sums(samples: Library, everything, tmp_path: Path) -> None:
    with packed(samples, everything[:2], tmp_path / "p.zip") as package:
        package.extractall(tmp_path / "out")
    checked = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "out", capture_output=True, text=True, check=True
    )
    assert "FAILED" not in checked.stdout
