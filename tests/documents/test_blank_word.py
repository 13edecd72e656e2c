"""A blank form asks for every field, helps, and offers lists and boxes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from gptemplate.documents.blank_word import write_blank_word
from gptemplate.model.template import Kind, label_in
from tests.documents.practices import sample, template_of
from tests.documents.word_files import changed, read

TEMPLATE = template_of("interreg-europe-2021")


def body(language: str) -> docx.oxml.document.CT_Body:
    return docx.Document(io.BytesIO(write_blank_word(TEMPLATE, language))).element.body


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_field_stands_there_with_its_help_questions_and_limit(language: str) -> None:
    text = "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body(language).iter(qn("w:p")))
    for one in TEMPLATE.fields.values():
        if one.handed_in and one.kind is not Kind.FILES:
            assert one.label(language) in text
            assert label_in(one.help, language) in text
            assert str(one.limit.of(language) or "") in text
            assert all(label_in(question.labels, language) in text for question in one.questions)
            assert all(label_in(part.labels, language) in text for part in one.parts)
    assert "Expert opinion" not in text


def test_lists_offer_the_choices_and_boxes_can_be_ticked() -> None:
    offered = [[item.get(qn("w:displayText")) for item in one] for one in body("en").iter(qn("w:dropDownList"))]
    assert ["Local", "Regional", "National"] in offered
    content = write_blank_word(TEMPLATE, "en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/document.xml").count(b"<w14:checkbox>") == 4
    ticked = changed(content, lambda text: text.replace("☐", "☒", 1))
    assert [value for value in read(ticked).values.values() if value] == ["Yes"]


def test_a_written_answer_comes_back() -> None:
    filled = docx.Document(io.BytesIO(write_blank_word(TEMPLATE, "sv")))
    controls = filled.element.body.iter(qn("w:sdt"))
    tags = {one[0].find(qn("w:tag")).get(qn("w:val")): one for one in controls if one[0].find(qn("w:tag")) is not None}
    control = tags["gp1||title|sv|"]
    control[0].remove(control[0].find(qn("w:showingPlcHdr")))
    next(control.iter(qn("w:t"))).text = "Språkkafé"
    out = io.BytesIO()
    filled.save(out)
    assert {key.field: value for key, value in read(out.getvalue()).values.items() if value} == {"title": "Språkkafé"}


def test_the_same_form_has_the_same_bytes() -> None:
    practice = sample("language-at-work")
    assert write_blank_word(TEMPLATE, "fi", practice) == write_blank_word(TEMPLATE, "fi", practice)
