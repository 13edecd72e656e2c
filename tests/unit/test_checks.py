"""What holds for every check, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model import checks
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.practice import Origin, Practice, Value
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Template
from gptemplate.services.templates import Templates

FIELD = "detailed_information"
PIECES = (
    "12.5.2023", "12.5.", "31.4.2023", "0.0.0000", "12–14 May 2023", "den 12 Maj", "3. lokakuuta", "May", "1.1.–31.12.2024",
    "klo 14.30", "2.30 p.m.", "14:30", "24:00", "kl. 8–18", "1 500,50", "1,500.50", "1.500", "2.5", "2,5 %", "50%", "50 %",
    "€50", "50€", "EUR 1 200", "€1,500 €", "0,5", "00012", "99999999999999999999", "31/38", "1/0", "5/8", "2024–25", "-23",
    "50 + 30 = 90", "yhteensä 80 €", "40 €", "in total", "90-luvulla", "A2.2", "kaksi", "sex", "twenty five", "miljoonaa",
    "a@b.example", "a@b.exampel", "https://example.org/x", "www.example.org/sv/y", "Aino Esimerkki", "Aino Esimerki",
    "”a”", "“a”", '"a"', "„a“", "(", ")", "]", "a)", ":)", "and and", "ja ja", "  ", " ,", " .", ":", "–", "\n", "\n– ",
    "The the", "https://[",
    "Vapaaehtoiset auttavat perheitä arjessa.", "Volunteers help the families with everyday matters.",
    "Frivilliga hjälper familjer i vardagen.", "ﬁ", "İ", "ß", "٣", "²", "\u00a0", "\u202f", "\u202e", "😀",
)  # fmt: skip
written = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda glue: glue.join(parts))
)


@pytest.fixture(scope="module")
def template(templates: Templates) -> Template:
    return templates.default()


def _practice(template: Template, texts: dict[str, str], field: str = FIELD, source: str = "fi") -> Practice:
    values = {Key(field, language): Value(text) for language, text in texts.items()}
    return Practice("p" * 32, template.id, source, values=values)


def _found(template: Template, practice: Practice, field: str = FIELD) -> list[Finding]:
    found = checks.run(template, practice, field=field, every=True)
    return [one for one in found if one.check in checks.PRECISION]


@given(fi=written, sv=written, en=written, source=st.sampled_from(["fi", "sv", "en"]))
def test_no_text_stops_a_check_and_places_are_in_the_text(template: Template, fi: str, sv: str, en: str, source: str) -> None:
    practice = _practice(template, {"fi": fi, "sv": sv, "en": en}, source=source)
    for one in _found(template, practice):
        assert 0 <= one.start <= one.end <= len(practice.text(one.field, one.language)), one
        assert one.severity is Severity.WARNS
        assert str(one.message)


@given(fi=written, sv=written, en=written)
def test_a_fix_mends_what_was_found_and_breaks_nothing(template: Template, fi: str, sv: str, en: str) -> None:
    practice = _practice(template, {"fi": fi, "sv": sv, "en": en})
    before = _found(template, practice)
    for one in before:
        if one.fix is None:
            continue
        text = practice.text(one.field, one.language)
        mended = text[: one.start] + one.fix + text[one.end :]
        assert mended != text
        after = _found(template, _practice(template, {"fi": fi, "sv": sv, "en": en, one.language: mended}))
        assert _count(after, one) < _count(before, one), f"{one} in {text!r}"


def _count(found: list[Finding], like: Finding) -> int:
    return sum((one.check, one.language) == (like.check, like.language) for one in found)


@given(text=st.text(max_size=200))
def test_a_text_for_all_languages_is_looked_at_too(template: Template, text: str) -> None:
    for one in _found(template, _practice(template, {SHARED: text}, field="evidence_sources"), "evidence_sources"):
        assert one.language == SHARED
        assert one.end <= len(text)


@pytest.mark.slow
def test_a_long_hostile_text_takes_no_long_time(template: Template) -> None:
    for piece in ("1 000 ", "1.1.", "(", "a@", "12–", "“", "ja ja ", "5 + ", "www.", "9" * 50, "toukokuussa "):
        text = (piece * 20_000)[:20_000]
        _found(template, _practice(template, {"fi": text, "sv": text[1:], "en": "1"}))


def test_a_translation_is_compared_with_the_text_that_it_was_made_from(template: Template) -> None:
    practice = _practice(
        template, {"fi": "Mukana 12 kuntaa.", "sv": "Med är 14 kommuner.", "en": "14 municipalities take part."}
    )
    assert [one.language for one in _found(template, practice)] == ["en", "sv"]
    practice.values[Key(FIELD, "en")] = Value("14 municipalities take part.", origin=Origin("sv", "", ""))
    assert [one.language for one in _found(template, practice)] == ["sv"]


def test_a_translation_that_is_only_begun_lacks_nothing(template: Template) -> None:
    whole = (
        "Kokeilussa oli 34 henkilöä. "
        + "Ohjaajat tapasivat osallistujat viikoittain kirjastossa. " * 6
        + "Kustannus oli 5 400 €."
    )
    practice = _practice(template, {"fi": whole, "sv": "I försöket deltog 34 personer."})
    assert not _found(template, practice)
    practice.values[Key(FIELD, "sv")] = Value("I försöket deltog 43 personer.")
    assert [one.check for one in _found(template, practice)] == ["figures"]


def test_an_original_is_not_compared(template: Template) -> None:
    practice = _practice(template, {"fi": "Mukana on 12 kuntaa.", "sv": "Med är 14 kommuner."}, source="sv")
    assert [one.language for one in _found(template, practice)] == ["fi"]


def test_checks_that_are_often_wrong_are_asked_only_on_request(template: Template) -> None:
    practice = _practice(template, {"fi": "Kaupunki maksaa 60 %, ammattiopisto 50 %."})
    assert "shares" in checks.OFF
    assert [one.check for one in checks.run(template, practice, field=FIELD, every=True) if one.language == "fi"] == ["shares"]
    assert not [one for one in checks.run(template, practice, field=FIELD) if one.language == "fi"]


def test_what_only_follows_from_the_form_can_be_asked_alone(template: Template) -> None:
    practice = _practice(template, {"fi": "Mukana on 12 kuntaa .", "sv": "Med är 14 kommuner."})
    blocking = [one for one in checks.run(template, practice) if one.severity is Severity.BLOCKS]
    formal = checks.run(template, practice, prose=False)
    assert [one for one in formal if one.severity is Severity.BLOCKS] == blocking
    assert not {one.check for one in formal} & set(checks.PRECISION)


def test_a_finding_speaks_of_the_other_language(template: Template) -> None:
    practice = _practice(template, {"fi": "Mukana on 12 kuntaa.", "sv": "Med är 14 kommuner."})
    (finding,) = _found(template, practice)
    assert str(finding.message) == "“14” here, “12” in the Finnish text."


def test_the_samples_are_right_but_for_the_translation_that_is_out_of_date_on_purpose(samples) -> None:
    from gptemplate.services.editing import open_practice

    with samples.reading() as work:
        idents = [one.id for one in work.listing()]
    practices = [open_practice(samples, ident) for ident in idents]
    found = [one for each in practices for one in _every(samples.template(each.template_id), each)]
    outdated = {("summary", "sv"), ("summary", "en"), ("evidence_of_success", "sv")}
    assert {(one.field, one.language) for one in found} == outdated
    assert {one.check for one in found} == {"figures", "dates"}


def _every(template: Template, practice: Practice) -> list[Finding]:
    return [one for one in checks.run(template, practice, every=True) if one.check in checks.PRECISION]
