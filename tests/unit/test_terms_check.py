"""What the checks of terms say, where they point, and what they offer to put there."""

from collections.abc import Sequence

import pytest

from gptemplate.model import values
from gptemplate.model.checks import Finding, Severity
from gptemplate.model.checks.terms import findings
from gptemplate.model.practice import Practice, Value
from gptemplate.model.states import SHARED, Key
from gptemplate.model.template import Kind
from gptemplate.model.terms import Designation, Standing, Term, as_written
from gptemplate.services.templates import Templates
from gptemplate.translation.glossary import Found, Recogniser

FIELD = "detailed_information"
TERMS = (
    Term(
        "a" * 32,
        (
            Designation("en", "good practice"),
            Designation("sv", "god praxis"),
            Designation("en", "best practice", Standing.FORBIDDEN),
            Designation("en", "exemplar", Standing.FORBIDDEN),
        ),
    ),
    Term("b" * 32, (Designation("sv", "samkommun", region="FI"), Designation("sv", "kommunalförbund", region="SE"))),
    Term("c" * 32, (Designation("en", "fad", Standing.FORBIDDEN),)),
)


def found(text: str, language: str) -> Sequence[Found]:
    return Recogniser(TERMS, {}).found(text, language)


def check(templates: Templates, country: str = "FI", source: str = "sv", **texts: str) -> list[Finding]:
    template = templates.default()
    held = {Key(FIELD, code): Value(text) for code, text in texts.items()}
    place = template.first_of(Kind.PLACE)
    assert place is not None
    held[Key(place.id, SHARED)] = Value(values.from_parts({"country": country}))
    practice = Practice("p" * 32, template.id, source, values=held)
    return list(findings(template, practice, template.fields[FIELD], found))


@pytest.mark.parametrize(
    ("text", "written", "fix"),
    [
        ("It became best practice.", "best practice", "good practice"),
        ("Best practice is shared.", "Best practice", "Good practice"),
        ("Best practices are shared.", "Best practices", None),
        ("It is an exemplar.", "exemplar", None),
        ("It was exemplar in its time.", "exemplar", "good practice"),
        ("It was a fad.", "fad", None),
    ],
)
def test_a_forbidden_term_is_marked_and_its_base_form_may_be_replaced(
    templates: Templates, text: str, written: str, fix: str | None
) -> None:
    (one,) = check(templates, source="en", en=text)
    assert (one.check, one.language, one.severity) == ("term_forbidden", "en", Severity.WARNS)
    assert text[one.start : one.end] == written
    assert one.fix == fix


def test_the_message_names_the_agreed_term(templates: Templates) -> None:
    (one,) = check(templates, source="en", en="We have best practices.")
    assert str(one.message) == "“best practices” is not to be used; the agreed term is “good practice”."


def test_a_missing_equivalent_is_said_once_however_often_the_original_has_it(templates: Templates) -> None:
    (one,) = check(templates, sv="God praxis är god praxis.", en="It is what it is.")
    assert (one.check, one.language) == ("term_missing", "en")
    assert str(one.message) == "“good practice”, the agreed term for “God praxis” in the Swedish text, is missing here."


def test_nothing_is_missing_of_a_translation_that_is_only_begun(templates: Templates) -> None:
    assert check(templates, sv="God praxis. " + "Mycket mer text följer här. " * 10, en="It is.") == []


def test_a_term_without_an_equivalent_demands_nothing(templates: Templates) -> None:
    assert (
        check(templates, source="en", en="A fad, truly.", sv="En fluga, faktiskt.", country="SE")[0].check == "term_forbidden"
    )
    assert check(templates, sv="Samkommunen.", en="They.") == []


SWEDISH = {"FI": "kommunalförbund", "SE": "samkommun", "GR": "kommunalförbund", "": "kommunalförbund"}


@pytest.mark.parametrize(("country", "wrong"), SWEDISH.items())
def test_swedish_follows_the_country_of_the_practice(templates: Templates, country: str, wrong: str) -> None:
    for word, other in (("samkommun", "kommunalförbund"), ("kommunalförbund", "samkommun")):
        told = check(templates, country, sv=f"Vi har samma {word}.")
        assert [(one.check, one.fix) for one in told] == ([("term_region", other)] if word == wrong else [])


@pytest.mark.parametrize(
    ("agreed", "written", "expected"),
    [("god praxis", "Good", "God praxis"), ("god praxis", "good", "god praxis"), ("ESF", "Esf", "ESF"), ("stöd", "IT", "stöd")],
)
def test_capital_letters_follow_the_place(agreed: str, written: str, expected: str) -> None:
    assert as_written(agreed, written) == expected
