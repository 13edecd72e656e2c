"""What `gptemplate check` says of findings that somebody dismissed."""

from __future__ import annotations

import json

from gptemplate.model import checks
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import dismissing, editing
from gptemplate.services import library as practices
from gptemplate.services.library import open_library
from gptemplate.settings import Settings
from tests.cli.conftest import Terminal


def _dismissed(where: Paths) -> str:
    library = open_library(where, Settings(device="here"))
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Nimi")[0]
    editing.write(library, ident, Key("summary", "fi"), "Tämä on on hyvä käytäntö kunnille.")
    practice = editing.open_practice(library, ident)
    found = checks.run(library.template(practice.template_id), practice, field="summary")
    dismissing.dismiss(library, ident, next(one for one in found if one.check == "double_words"), "Puhekieltä")
    library.close()
    return ident


def test_what_is_dismissed_is_told_only_when_asked_for(run: Terminal, where: Paths) -> None:
    ident = _dismissed(where)
    assert "on” " not in run("check", ident).out
    shown = run("check", ident, "--dismissed").out
    assert "dismissed (Puhekieltä)" in shown
    (plain,) = json.loads(run("check", ident, "--dismissed", "--json").out)
    assert [(one["check"], one["reason"]) for one in plain["dismissed"]] == [("double_words", "Puhekieltä")]
    assert "double_words" not in {one["check"] for one in plain["findings"]}
