"""Comments travel with the file of a practice, and never with what is handed in."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gptemplate.errors import BadFile
from gptemplate.exchange import practice_file
from gptemplate.model.comments import WHOLE, comment_of, to_plain
from gptemplate.model.states import Key
from gptemplate.services import bringing_in, commenting, editing
from gptemplate.services import library as practices
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library

FIRST = comment_of(Key("summary", "fi"), "Lukija", 1_000, "Montako?", quoted="osallistujat", source="a.docx")
ANSWER = comment_of(Key("summary", "fi"), "Toinen", 2_000, "42.", answers=FIRST.id)
WHOLE_ONE = replace(comment_of(WHOLE, "", 3_000, "Hyvä."), resolved=True)


def _file(comments: object) -> bytes:
    head = {"format": 1, "id": "0" * 32, "template": "interreg-europe-2021", "source_language": "fi"}
    return json.dumps(head | {"fi": {"title": "Kieli"}, "comments": comments}).encode()


def test_a_file_gives_back_its_comments() -> None:
    given = [FIRST, ANSWER, WHOLE_ONE]
    read = practice_file.read(_file([to_plain(one) for one in given]), "a.json")
    assert list(read.comments) == given
    assert set(read.values) == {Key("title", "fi")}, "comments are no language"


def test_a_file_written_by_a_person_may_have_comments() -> None:
    content = """
    format = 1
    id = "00000000000000000000000000000000"
    template = "interreg-europe-2021"
    source_language = "fi"
    [[comments]]
    field = "summary"
    language = "fi"
    author = "Lukija"
    time = 1000
    text = "Montako?\\u0007"
    """
    (one,) = practice_file.read(content.encode(), "a.toml").comments
    assert one == comment_of(Key("summary", "fi"), "Lukija", 1_000, "Montako?")


@pytest.mark.parametrize("wrong", [{}, "x", [5], [{}], [to_plain(FIRST) | {"time": "now"}]], ids=str)
def test_comments_of_another_shape_are_refused(wrong: object) -> None:
    with pytest.raises(BadFile, match="comments"):
        practice_file.read(_file(wrong), "a.json")


def test_comments_go_along_to_another_library_and_are_one_step(library: Library, tmp_path: Path, templates: Templates) -> None:
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")[0]
    commenting.write(library, ident, Key("summary", "fi"), "Montako?")
    file = tmp_path / "a.json"
    file.write_text(json.dumps(bringing_in.carried(library, ident)), encoding="utf-8")
    other = open_library(tmp_path / "other.gptemplate", templates)
    for _time in range(2):
        bringing_in.bring_in(other, [file])
    assert commenting.comments_of(other, ident) == commenting.comments_of(library, ident)
    editing.undo(other)
    assert commenting.comments_of(other, ident) == []
    other.close()


def test_what_is_handed_in_has_no_comments(library: Library, templates: Templates) -> None:
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Kieli")[0]
    practice = editing.open_practice(library, ident)
    assert "comments" not in practice_file.write(templates(practice.template_id), practice, {})
