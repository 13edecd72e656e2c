"""A house file is checked, filled in without a change to its layout, and can be read back."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gptemplate import resources
from gptemplate.documents.house import check_house, fill_house
from gptemplate.documents.read_word import untouched
from gptemplate.errors import BadFile
from gptemplate.model.practice import Value
from gptemplate.model.states import SHARED, Key
from tests.documents.practices import PICTURE, new_practice, photograph, sample, template_of
from tests.documents.word_files import read

TEMPLATE = template_of("interreg-europe-2021")
SAMPLE = resources.path("word", "house-sample.docx").read_bytes()


def house(*marks: str) -> bytes:
    document = docx.Document()
    for mark in marks:
        document.add_paragraph(mark)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def words(content: bytes) -> list[str]:
    root = docx.Document(io.BytesIO(content)).element
    w = root.nsmap["w"]
    return ["".join(t.text or "" for t in p.iter(f"{{{w}}}t")) for p in root.iter(f"{{{w}}}p")]


def filled(*marks: str, values: dict[Key, Value] | None = None) -> list[str]:
    practice = new_practice(values) if values is not None else sample("language-at-work")
    return [text for text in words(fill_house(house(*marks), practice, TEMPLATE, "fi")) if text]


def test_the_sample_has_no_problem_and_is_filled_in_completely() -> None:
    assert check_house(SAMPLE, TEMPLATE) == ()
    practice = sample("language-at-work")
    content = fill_house(SAMPLE, practice, TEMPLATE, "sv", {PICTURE: photograph()})
    found = read(content)
    assert len(found.values) >= 19
    for key, value in found.values.items():
        assert value == untouched(TEMPLATE.fields[key.field], "sv", practice.text(*key))
    assert not found.remarks
    document = docx.Document(io.BytesIO(content))
    described = [one._inline.docPr.get("descr") for one in document.inline_shapes]
    assert described == [practice.text("image", "sv")]
    foot = document.sections[0].footer._element
    assert "".join(one.text for one in foot.iter(qn("w:t"))) == practice.text("title", "sv")


def test_the_layout_stays() -> None:
    content = fill_house(SAMPLE, sample("language-at-work"), TEMPLATE, "fi")
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as before, zipfile.ZipFile(io.BytesIO(content)) as after:
        for part in ("word/styles.xml", "word/theme/theme1.xml", "word/numbering.xml", "word/settings.xml"):
            assert before.read(part) == after.read(part)


def test_marks_name_fields_languages_parts_labels_and_paragraphs() -> None:
    practice = sample("language-at-work")
    assert filled("{{ title }}", "{{ sv.title }}", "{{ location.city }}", "{{ label.summary }}: {{ summary | upper }}") == [
        practice.text("title", "fi"),
        practice.text("title", "sv"),
        "Äänekoski",
        f"Tiivistelmä käytännöstä: {practice.text('summary', 'fi').upper()}",
    ]
    looped = filled("{%p for line in resources_needed.paragraphs %}", "* {{ line }}", "{%p endfor %}")
    assert looped == [f"* {line}" for line in practice.text("resources_needed", "fi").split("\n")]
    assert filled("{% if documents %}yes{% else %}no{% endif %}") == ["no"]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("{{ sumary }}", "There is no field “sumary” in this template."),
        ("{{ sv.sumary }}", "There is no field “sv.sumary” in this template."),
        ("{{ title.__class__ }}", "There is no field “title.__class__” in this template."),
        ("{{ summary", "A mark is broken: “{{ summary"),
        ("{% for x in title.paragraphs %}", "A mark is broken. Look for a “for”"),
        ("{{ title.upper() }}", "“call” cannot be used in a mark."),
        ("{{ range(999999999) }}", "“call” cannot be used in a mark."),
        ("{{ 'a' * 999999999 }}", "“mul” cannot be used in a mark."),
        ("{% include 'x' %}", "“include” cannot be used in a mark."),
        ("{{ title[0] }}", "“getitem” cannot be used in a mark."),
        ("{% for c in title %}{{ c }}{% endfor %}", "“for” cannot be used in a mark."),
        ("{{ title | attr('x') }}", "“filter” cannot be used in a mark."),
    ],
)
def test_a_wrong_mark_is_told_and_nothing_is_written(mark: str, told: str) -> None:
    problems = [one for one in check_house(house(mark), TEMPLATE) if one.blocks]
    assert problems
    assert str(problems[0].message).startswith(told)
    with pytest.raises(BadFile, match="Nothing was written"):
        fill_house(house(mark), new_practice(), TEMPLATE, "fi", name="house.docx")


def test_a_required_field_without_a_mark_is_told_but_does_not_block() -> None:
    problems = check_house(house("{{ title }}"), TEMPLATE)
    assert "The required field “Short summary of the practice” has no mark." in [str(one.message) for one in problems]
    assert not any(one.blocks for one in problems)


@pytest.mark.parametrize("content", [b"", b"PK no zip", b"\xd0\xcf\x11\xe0" + b"\0" * 99])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"house\.docx"):
        check_house(content, TEMPLATE, "house.docx")


def test_a_text_with_marks_or_code_in_it_is_only_text() -> None:
    nasty = "{{ title }} <w:p/> & {% raw %} \ue000 7\ue001 \x07 end"
    shown = filled("{{ summary }}", values={Key("summary", "fi"): Value(nasty)})
    assert shown == ["{{ title }} <w:p/> & {% raw %}  7  end"]


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=200))
def test_any_text_comes_back_from_a_house_file(text: str) -> None:
    practice = new_practice({Key("detailed_information", "fi"): Value(text)})
    found = read(fill_house(house("Alku: {{ detailed_information }} loppu"), practice, TEMPLATE, "fi"))
    assert all(key.field == "detailed_information" for key in found.values)


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (fill_house(SAMPLE, sample("language-at-work"), TEMPLATE, "en", {PICTURE: photograph()}) for _ in range(2))
    assert first == second


def test_a_shared_value_is_shown_in_the_language_asked_for() -> None:
    assert filled("{{ location }}")[0].endswith("Suomi")
    assert filled("{{ en.location }}")[0].endswith("Finland")
    assert sample("language-at-work").text("location", SHARED)
