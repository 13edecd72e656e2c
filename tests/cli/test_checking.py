"""What `gptemplate check` says of findings that somebody dismissed."""

from __future__ import annotations

import json

from gptemplate.model import checks
from gptemplate.model.checks.dismissals import dismissals_of
from gptemplate.model.states import Key
from gptemplate.paths import Paths
from gptemplate.services import dismissing, editing, spelling, terms
from gptemplate.services import library as practices
from gptemplate.services.library import open_library
from gptemplate.settings import Settings
from tests.cli.conftest import Terminal
from tests.translation.words import swedish


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


def test_dismissed_words_and_terms_are_told_with_the_reason_too(run: Terminal, where: Paths) -> None:
    swedish(where.data / "dictionaries")
    library = open_library(where, Settings(device="here"))
    ident = practices.new_practice(library, template_id="interreg-europe-2021", source_language="fi", title="Nimi")[0]
    terms.add_starter_once(library)
    editing.write(library, ident, Key("summary", "fi"), "Hyvä käytäntö syntyi vuonna 2019.")
    editing.write(library, ident, Key("summary", "sv"), "Den fina verksamheten uppstod år 2019 hzzket.")
    practice = editing.open_practice(library, ident)
    template = library.template(practice.template_id)
    reader = spelling.proofreader(where, aside=False)
    word = next(one for one in spelling.findings(reader, template, practice) if "hzzket" in str(one.message.values))
    (term,) = terms.findings(terms.Glossary([]).recogniser(library), template, practice)
    dismissing.dismiss(library, ident, word, "Ett namn")
    dismissing.dismiss(library, ident, term, "Fri översättning")
    library.close()
    asked = ("check", ident, "--spelling", "--terms")
    (plain,) = run(*asked, "--json").json
    assert not [one for one in plain["findings"] if one["check"] == "term_missing" or "hzzket" in one["message"]]
    assert "dismissed" not in plain
    (plain,) = run(*asked, "--dismissed", "--json").json
    assert {(one["check"], one["reason"]) for one in plain["dismissed"]} == {
        ("spelling", "Ett namn"),
        ("term_missing", "Fri översättning"),
    }
    library = open_library(where, Settings(device="here"))
    held = editing.open_practice(library, ident)
    for key in dismissals_of(held):
        dismissing.show_again(library, ident, key)
    library.close()
    (plain,) = run(*asked, "--dismissed", "--json").json
    assert "dismissed" not in plain
    assert {"spelling", "term_missing"} <= {one["check"] for one in plain["findings"]}
