"""What a document holds, before it is a document."""

from itertools import pairwise

import pytest

from gptemplate.exchange import practice_file
from gptemplate.model.outline import Bullets, Facts, Figure, Heading, Layout, Outline, Paragraph, Parallel, outline
from gptemplate.model.practice import Practice
from gptemplate.model.states import Key
from gptemplate.model.template import Template
from gptemplate.services import bringing_in, editing
from gptemplate.services.library import list_practices
from gptemplate.store.library import Library


@pytest.fixture
def complete(samples: Library) -> tuple[Template, Practice]:
    """The sample that is complete in three languages."""
    names = {one.stem: practice_file.read(one.read_bytes(), one.name).id for one in bringing_in.sample_files()}
    practice = editing.open_practice(samples, names["language-at-work"])
    return samples.template(practice.template_id), practice


@pytest.fixture
def unfinished(samples: Library) -> tuple[Template, Practice]:
    """The sample that a workshop only began."""
    names = {one.stem: practice_file.read(one.read_bytes(), one.name).id for one in bringing_in.sample_files()}
    practice = editing.open_practice(samples, names["first-job-students"])
    return samples.template(practice.template_id), practice


def _all_text(drawn: Outline) -> str:
    return repr(drawn.blocks)


def test_a_document_begins_with_title_summary_picture_and_facts(complete: tuple[Template, Practice]) -> None:
    drawn = outline(*complete, ("sv",), final=True)
    kinds = [type(block) for block in drawn.blocks[:4]]
    assert kinds == [Heading, Paragraph, Figure, Facts]
    assert drawn.title == complete[1].text("title", "sv")
    assert drawn.badge == ""


def test_headings_go_down_one_level_at_a_time(complete: tuple[Template, Practice]) -> None:
    levels = [block.level for block in outline(*complete, ("en",)).blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_text_that_is_handed_in_is_there_once(complete: tuple[Template, Practice]) -> None:
    template, practice = complete
    drawn = outline(template, practice, ("en",), final=True)
    facts = [row for block in drawn.blocks if isinstance(block, Facts) for row in block.rows]
    shown = [block.source.key for block in (*drawn.blocks, *facts) if getattr(block, "source", None)]
    for one in template.fields.values():
        if one.is_written and not one.shared and one.handed_in:
            assert Key(one.id, "en") in shown, one.id


def test_working_fields_never_reach_a_submission(complete: tuple[Template, Practice]) -> None:
    template, practice = complete
    working = practice.text("target_group", "en")
    assert working
    assert working not in _all_text(outline(template, practice, ("en",), final=True, working=True))
    assert working in _all_text(outline(template, practice, ("en",), working=True))


def test_what_is_empty_shows_in_a_draft_and_not_in_a_final_document(unfinished: tuple[Template, Practice]) -> None:
    draft = outline(*unfinished, ("fi",))
    final = outline(*unfinished, ("fi",), final=True)
    assert any(isinstance(block, Paragraph) and block.role == "missing" for block in draft.blocks)
    assert not any(isinstance(block, Paragraph) and block.role == "missing" for block in final.blocks)
    assert not any(row.missing for block in final.blocks if isinstance(block, Facts) for row in block.rows)
    headings = [block for block in final.blocks if isinstance(block, Heading)]
    assert final.blocks[-1] not in headings, "no heading stands over nothing"


def test_side_by_side_has_a_column_for_each_language(complete: tuple[Template, Practice]) -> None:
    drawn = outline(*complete, ("fi", "sv", "en"), layout=Layout.SIDE_BY_SIDE, final=True)
    tables = [block for block in drawn.blocks if isinstance(block, Parallel)]
    assert tables
    for table in tables:
        assert table.heads == ("Suomi", "Svenska", "English")
        for row in table.rows:
            assert [cell.language for cell in row] == ["fi", "sv", "en"]
            assert row[0].label != row[2].label, "labels speak each column's language"


def test_dates_are_written_as_the_language_writes_them(complete: tuple[Template, Practice]) -> None:
    template, practice = complete
    year = practice.text("start_date", "*")[:4]
    for language in ("fi", "sv", "en"):
        (facts,) = (block for block in outline(template, practice, (language,), final=True).blocks if isinstance(block, Facts))
        label = template.fields["start_date"].label(language)
        (row,) = (row for row in facts.rows if row.label == label)
        assert year in row.lines[0]
        assert "-" not in row.lines[0]


def test_lines_with_a_dash_are_a_list(complete: tuple[Template, Practice]) -> None:
    template, practice = complete
    practice.values[Key("detailed_information", "fi")] = practice.values[Key("detailed_information", "fi")].__class__(
        "Näin tehdään:\n– ensin\n– sitten\nLopuksi."
    )
    blocks = outline(template, practice, ("fi",), final=True).blocks
    (found,) = (block for block in blocks if isinstance(block, Bullets) and "ensin" in block.items)
    assert found.items == ("ensin", "sitten")


def test_every_sample_makes_an_outline_in_every_layout(samples: Library) -> None:
    for one in list_practices(samples):
        practice = editing.open_practice(samples, one.id)
        template = samples.template(practice.template_id)
        for layout in Layout:
            for final in (True, False):
                assert outline(template, practice, template.codes, layout=layout, final=final).blocks
