"""States that a person sees, and what is required."""

from gptemplate.model import checks
from gptemplate.model.checks import Severity
from gptemplate.model.listing import Summary
from gptemplate.model.practice import Origin, Practice, Value, applies
from gptemplate.model.states import SHARED, Key, State
from gptemplate.model.summary import summarise
from gptemplate.model.template import Template
from gptemplate.model.text import digest
from gptemplate.services.templates import Templates


def _practice(template: Template, **texts: str) -> Practice:
    held = {Key(*name.rsplit("__", 1)): Value(text) for name, text in texts.items()}
    shared = {Key(key.field, SHARED if key.language == "shared" else key.language): value for key, value in held.items()}
    return Practice("p" * 32, template.id, "fi", values=shared)


def test_a_translation_is_stale_while_its_source_reads_otherwise(templates: Templates) -> None:
    practice = _practice(templates.default(), summary__fi="Vanha teksti.", summary__sv="Gammal text.")
    key = Key("summary", "sv")
    practice.values[key] = Value("Gammal text.", State.DONE, origin=Origin("fi", "", digest("Vanha teksti.")))
    assert practice.state(*key) is State.DONE
    practice.values[Key("summary", "fi")] = Value("Uusi teksti.")
    assert practice.state(*key) is State.STALE
    practice.values[Key("summary", "fi")] = Value("Vanha teksti.")
    assert practice.state(*key) is State.DONE, "the source reads as it did"


def test_blanks_are_empty(templates: Templates) -> None:
    assert _practice(templates.default(), title__fi="  \n").state("title", "fi") is State.EMPTY


def test_a_title_falls_back_to_the_source_and_says_so(templates: Templates) -> None:
    template = templates.default()
    assert _practice(template, title__fi="Suomeksi").title(template, "sv") == ("Suomeksi", "fi")
    assert _practice(template).title(template, "sv") == ("", "")


def test_a_field_applies_only_while_its_condition_holds(templates: Templates) -> None:
    template = templates.default()
    project = template.fields["project"]
    assert not applies(_practice(template, ie_project_involved__shared="no"), project)
    assert applies(_practice(template, ie_project_involved__shared="yes"), project)


def _found(template: Template, practice: Practice, check: str) -> list[checks.Finding]:
    return [one for one in checks.run(template, practice) if one.check == check]


def test_what_is_required_and_empty_blocks_a_submission(templates: Templates) -> None:
    template = templates.default()
    practice = _practice(template, title__fi="Nimi")
    missing = {(one.field, one.language) for one in _found(template, practice, "missing") if one.severity is Severity.BLOCKS}
    assert ("title", "sv") in missing
    assert ("title", "fi") not in missing
    assert ("location", SHARED) in missing
    assert all(template.fields[field].handed_in for field, _language in missing)


def test_the_missing_part_of_a_place_is_named(templates: Templates) -> None:
    template = templates.default()
    practice = _practice(template, location__shared='{"country": "FI"}')
    (finding,) = (one for one in _found(template, practice, "missing") if one.field == "location")
    assert "Region" in str(finding.message)


def test_texts_over_their_limit_are_marked_from_the_first_character_too_many(templates: Templates) -> None:
    template = templates.default()
    (finding,) = _found(template, _practice(template, title__fi="x" * 103), "over_limit")
    assert (finding.start, finding.end) == (100, 103)
    assert str(finding.message) == "3 characters over the limit of 100."


def test_an_end_before_the_start_is_found(templates: Templates) -> None:
    template = templates.default()
    practice = _practice(template, start_date__shared="2023-05", end_date__shared="2023-04")
    assert [one.field for one in _found(template, practice, "before_start")] == ["end_date"]
    practice.values[Key("end_date", SHARED)] = Value("ongoing")
    assert not _found(template, practice, "before_start")


def test_strange_characters_and_addresses_are_found(templates: Templates) -> None:
    template = templates.default()
    practice = _practice(
        template,
        summary__fi="abc\u202edef",
        title__fi="a\ufffdb",
        further_information__shared="not an address",
        author__shared='{"email": "nobody"}',
    )
    for check in ("direction_marks", "lost_character", "web_address", "email"):
        assert _found(template, practice, check), check


def test_a_summary_counts_what_is_handed_in(templates: Templates) -> None:
    template = templates.default()
    practice = _practice(template, title__fi="Nimi", summary__fi="x" * 161, target_group__fi="ei lasketa")
    counts = summarise(template, practice).languages["fi"]
    assert (counts.title, counts.draft, counts.over_limit) == ("Nimi", 2, 1)
    assert counts.fields == counts.draft + counts.empty
    assert Summary.from_json(summarise(template, practice).to_json()) == summarise(template, practice)
