"""What a session that ended in the middle leaves behind is found at the next opening, and named."""

from __future__ import annotations

from pathlib import Path

from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import editing
from gptemplate.services import library as services
from gptemplate.settings import Settings
from tests.forms import own_form


def _interrupted(where: Paths) -> str:
    where.templates.mkdir(parents=True)
    (where.templates / "mine.toml").write_text(own_form(), encoding="utf-8")
    library = services.open_library(where, Settings(device="here"))
    practice, _changes = services.new_practice(library, template_id="mine", source_language="fi")
    editing.write(library, practice, Key("title", "fi"), "strax innan")
    library.close()  # the field was not left, as when the program is killed
    return practice


def test_every_text_is_named_by_its_field_and_language(where: Paths) -> None:
    practice = _interrupted(where)
    library = services.open_library(where, Settings(device="here"))
    (found,) = library.recovered
    library.close()
    assert (found.practice, found.title) == (practice, "strax innan")
    assert [(one.label("en"), language) for one, language in found.fields] == [("Title", "Suomi")]


def test_a_library_opens_though_the_template_of_an_interrupted_practice_is_gone(where: Paths, tmp_path: Path) -> None:
    practice = _interrupted(where)
    form = where.templates / "mine.toml"
    form.rename(tmp_path / "mine.toml")
    library = services.open_library(where, Settings(device="here"))
    assert library.recovered == ()
    assert editing.open_practice(library, practice).text("title", "fi") == "strax innan"
    library.close()
    (tmp_path / "mine.toml").rename(form)
    library = services.open_library(where, Settings(device="here"))
    assert [one.keys for one in library.recovered] == [(Key("title", "fi"),)]
    library.close()
