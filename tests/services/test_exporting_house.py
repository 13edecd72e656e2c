"""The partnership's own Word file: checked, filled in beside the other documents, and never the end of them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from gptemplate import resources
from gptemplate.errors import BadFile
from gptemplate.model.outline import Layout
from gptemplate.model.states import SHARED, Key
from gptemplate.services import editing, exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Batch, Existing, Format, House, Order, Outcome, Way
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library

SAMPLE = resources.path("word", "house-sample.docx")


@pytest.fixture
def everything(samples: Library) -> tuple[str, ...]:
    return tuple(one.id for one in practices.list_practices(samples))


def house_of(folder: Path, *marks: str, name: str = "Own.docx") -> House:
    """A house file with a paragraph for each mark."""
    document = docx.Document()
    for mark in marks:
        document.add_paragraph(mark)
    document.save(str(folder / name))
    return exporting.read_house(folder / name)


def words(file: Path) -> list[str]:
    """The paragraphs of a Word file, whatever stands in content controls among them."""
    root = docx.Document(str(file)).element
    w = root.nsmap["w"]
    found = ("".join(t.text or "" for t in p.iter(f"{{{w}}}t")) for p in root.iter(f"{{{w}}}p"))
    return [text for text in found if text]


# The check


def test_the_sample_fits_the_form_it_was_made_for(templates: Templates) -> None:
    found = exporting.check_house(exporting.read_house(SAMPLE), [templates.default()])
    assert found.problems == ()
    assert not found.is_useless


def test_an_unknown_field_blocks_and_a_missing_one_is_only_told(templates: Templates, tmp_path: Path) -> None:
    house = house_of(tmp_path, "{{ title }}", "{{ nothing_such }}")
    found = exporting.check_house(house, [templates.default()])
    first, *rest = found.problems
    assert first.blocks
    assert "nothing_such" in str(first.message)
    assert rest
    assert not any(one.blocks for one in rest), "what blocks comes first, required fields without a mark only warn"
    assert found.is_useless


def test_each_form_is_checked_by_itself(templates: Templates, tmp_path: Path) -> None:
    house = house_of(tmp_path, "{{ title }} {{ topic }}")
    older = templates("interreg-europe-2014")
    found = exporting.check_house(house, [templates.default(), older])
    assert found.blocked == {older.id}
    assert not found.is_useless


def test_the_forms_of_the_library_are_used_and_one_that_is_gone_does_not_matter(samples: Library) -> None:
    found = exporting.check_house_for(samples, SAMPLE, ["interreg-europe-2021", "gone"])
    assert found.templates == ("interreg-europe-2021",)
    assert found.problems == ()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 old Word"])
def test_what_is_no_word_file_is_refused_in_words(templates: Templates, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.docx").write_bytes(content)
    with pytest.raises(BadFile, match=r"bad\.docx"):
        exporting.check_house(exporting.read_house(tmp_path / "bad.docx"), [templates.default()])


def test_a_file_that_is_gone_is_refused_in_words(tmp_path: Path) -> None:
    for bad in (tmp_path / "gone.docx", tmp_path, Path("a\0b")):
        with pytest.raises(BadFile, match="cannot be read"):
            exporting.read_house(bad)


def test_the_sample_is_saved_to_start_from(tmp_path: Path) -> None:
    exporting.save_house_sample(tmp_path / "mine.docx")
    assert (tmp_path / "mine.docx").read_bytes() == SAMPLE.read_bytes()


# The copies


@pytest.mark.slow
def test_every_practice_and_language_gets_a_filled_copy(samples: Library, everything, tmp_path: Path) -> None:
    house = house_of(tmp_path, "{{ title }}", "{{ sv.title }}")
    batch = Batch(samples, Order(everything, (), house=house), tmp_path / "out")
    assert batch.total == 18
    told = list(batch.results())
    assert len(told) == batch.total == 18
    for one in told:
        assert one.outcome is Outcome.MADE
        assert one.file is not None
        assert one.file.name.endswith(f"– {one.languages[0]} – Own.docx")
        with samples.reading() as work:
            practice = work.practice(one.practice)
        shown = [practice.text("title", code) for code in (one.languages[0], "sv")]
        assert words(one.file) == [text for text in shown if text]


def test_the_sample_is_filled_in_for_every_practice(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything, (), ("fi",), house=exporting.read_house(SAMPLE))
    for one in exporting.export(samples, order, tmp_path):
        assert one.file is not None
        shown = words(one.file)
        assert one.title in shown
        assert not any("{{" in text or "{%" in text for text in shown)


def test_copies_stand_beside_the_other_documents(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], (Format.WORD, Format.XLSX), ("fi", "sv"), house=exporting.read_house(SAMPLE))
    told = exporting.export(samples, order, tmp_path)
    names = [one.file.name for one in told if one.file]
    assert len(set(names)) == len(told) == 5
    assert sum("house-sample" in name for name in names) == 2


def test_languages_side_by_side_leave_a_copy_for_each(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], (Format.PDF,), ("fi", "sv"), Layout.SIDE_BY_SIDE, house=exporting.read_house(SAMPLE))
    batch = Batch(samples, order, tmp_path)
    assert [one.languages for one in batch.results()] == [("fi", "sv"), ("fi",), ("sv",)]
    assert batch.total == 3


def test_only_what_changed_is_made_again(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:2], (), ("fi",), house=house_of(tmp_path, "{{ title }}"))
    way = Way(existing=Existing.REPLACE)
    out = tmp_path / "out"
    exporting.export(samples, order, out, way)
    assert {one.outcome for one in exporting.export(samples, order, out, way)} == {Outcome.UNCHANGED}
    editing.write(samples, everything[1], Key("title", "fi"), "Uusi nimi")
    again = exporting.export(samples, order, out, way)
    assert [one.outcome for one in again] == [Outcome.UNCHANGED, Outcome.MADE]
    other = replace(order, house=house_of(tmp_path, "Own: {{ title }}"))
    assert {one.outcome for one in exporting.export(samples, other, out, way)} == {Outcome.MADE}
    assert all(words(one.file)[0].startswith("Own: ") for one in exporting.export(samples, other, out, way) if one.file)


def test_the_same_input_gives_the_same_bytes(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], (), ("fi",), house=exporting.read_house(SAMPLE))
    (first,) = exporting.export(samples, order, tmp_path / "a")
    (second,) = exporting.export(samples, order, tmp_path / "b")
    assert first.file is not None
    assert second.file is not None
    assert first.file.read_bytes() == second.file.read_bytes()


def test_a_submission_leaves_out_working_notes_and_names_what_is_missing(samples: Library, everything, tmp_path: Path) -> None:
    template = practices.list_practices(samples)[0].template_id
    working = next(
        one.id for one in samples.template(template).fields.values() if not one.handed_in and one.shared and one.is_written
    )
    editing.write(samples, everything[-1], Key(working, SHARED), "Only for us")
    order = Order(everything[-1:], (), ("en",), house=house_of(tmp_path, "{{ title }}", f"{{{{ {working} }}}}"))
    (draft,) = exporting.export(samples, order, tmp_path / "draft")
    (final,) = exporting.export(samples, replace(order, final=True), tmp_path / "final")
    assert draft.file is not None
    assert final.file is not None
    assert "Only for us" in words(draft.file)
    assert "Only for us" not in words(final.file)
    assert final.findings


# What cannot be made


def test_a_failing_mark_stops_only_the_copies(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:2], (Format.WORD,), ("fi", "sv"), house=house_of(tmp_path, "{{ nothing_such }}"))
    batch = Batch(samples, order, tmp_path / "out")
    told = list(batch.results())
    assert batch.total == len(told)
    assert sum(one.file is not None for one in told) == 4
    refused = [one for one in told if one.outcome is Outcome.FAILED]
    assert [one.practice for one in refused] == list(everything[:2]), "told once for each practice"
    assert all("nothing_such" in str(one.problem) for one in refused)


def test_an_unknown_practice_or_language_stops_no_copy(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(("f" * 32, everything[0]), (), ("fi", "xx"), house=exporting.read_house(SAMPLE))
    told = exporting.export(samples, order, tmp_path)
    assert [one.outcome for one in told].count(Outcome.MADE) == 1
    assert len(told) == 3


@pytest.mark.parametrize(
    "marks",
    [
        ("{%p if title %}", "{{ title }}"),
        ("{{ title",),
        ("{%p for line in summary.paragraphs %}", "{{ line }}"),
        ("{%tr if title %}", "{{ title }}", "{%tr endif %}"),
        ("{{ title.__class__ }}",),
        ("{{ title | first | join }}", "{{ summary | length }}"),
        ("{% include 'x' %}",),
        ("{{r title }}", "{{p summary }}"),
    ],
)
def test_faulty_marks_are_told_in_words_or_filled_in(samples: Library, everything, tmp_path: Path, marks) -> None:
    order = Order(everything[:1], (Format.WORD,), ("fi",), house=house_of(tmp_path, *marks))
    told = exporting.export(samples, order, tmp_path / "out")
    copy, document = sorted(told, key=lambda one: one.file is not None and "Own" not in one.file.name)
    assert document.outcome is Outcome.MADE
    if copy.problem is not None:
        assert "Own.docx" in str(copy.problem)
    else:
        assert copy.file is not None
        words(copy.file)


def test_a_package_has_the_copies(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything[:1], (), ("fi",), house=exporting.read_house(SAMPLE))
    copy, packed = exporting.package(samples, order, tmp_path / "all.zip")
    assert copy.file is not None
    assert copy.file.as_posix().startswith("documents/")
    assert packed.outcome is Outcome.MADE


@pytest.mark.slow
def test_many_copies_are_made_on_all_cores(samples: Library, everything, tmp_path: Path) -> None:
    order = Order(everything, (), house=exporting.read_house(SAMPLE))
    alone = {one.file.name: one.file.read_bytes() for one in exporting.export(samples, order, tmp_path / "a") if one.file}
    many = Order(everything * 3, (), house=exporting.read_house(SAMPLE))
    told = exporting.export(samples, many, tmp_path / "b", Way(processes=2))
    assert len(told) == 54
    assert alone == {name: (tmp_path / "b" / name).read_bytes() for name in alone}


@pytest.mark.slow
def test_a_filled_copy_opens_in_libreoffice(samples: Library, everything, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    order = Order(everything[:1], (), ("fi",), house=exporting.read_house(SAMPLE))
    (copy,) = exporting.export(samples, order, tmp_path / "out")
    assert copy.file is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    call = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(copy.file)]
    subprocess.run(call, check=True, capture_output=True, timeout=110)
    text = (tmp_path / f"{copy.file.stem}.txt").read_text(encoding="utf-8-sig")
    assert copy.title in text
    with samples.reading() as work:
        practice = work.practice(everything[0])
    for line in practice.text("summary", "fi").split("\n"):
        assert line in text
    assert "{{" not in text
