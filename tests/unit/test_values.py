"""Values of each kind: kept, refused, shown."""

import pytest

from gptemplate.errors import BadValue
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.states import SHARED
from gptemplate.services.templates import Templates

HASH = "a" * 64


@pytest.fixture
def fields(templates: Templates):
    return templates("interreg-europe-2021").fields


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("consent", "yes", "yes"),
        ("project", "milestone", "milestone"),
        ("start_date", " 2023-05 ", "2023-05"),
        ("end_date", "ongoing", "ongoing"),
        ("milestone_focus", "language\nemployers\n", "language\nemployers"),
        ("further_information", "https://example.org/a\n\n www.example.org ", "https://example.org/a\nwww.example.org"),
        ("location", '{"city": "Äänekoski", "country": "FI", "region": ""}', '{"city": "Äänekoski", "country": "FI"}'),
        ("image", HASH, HASH),
        ("documents", f"{HASH} esite.pdf", f"{HASH} esite.pdf"),
        ("start_date", "", ""),
    ],
)
def test_a_good_value_is_kept(fields, field: str, given: str, kept: str) -> None:
    assert values.accept(fields[field], SHARED, given) == kept


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("consent", "maybe"),
        ("project", "other project"),
        ("start_date", "2023-13"),
        ("start_date", "ongoing"),
        ("start_date", "May 2023"),
        ("milestone_focus", "language\nnonsense"),
        ("location", "Äänekoski"),
        ("location", '{"planet": "Mars"}'),
        ("image", "photo.jpg"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_what_is_expected(fields, field: str, given: str) -> None:
    with pytest.raises(BadValue) as caught:
        values.accept(fields[field], SHARED, given)
    assert fields[field].label("en") in str(caught.value.message)


def test_a_text_over_its_limit_is_kept_whole(fields) -> None:
    assert len(values.accept(fields["title"], "fi", "x" * 5_000)) == 5_000


def test_a_text_beyond_all_measure_is_refused_whole(fields) -> None:
    with pytest.raises(BadValue, match="200,000"):
        values.accept(fields["detailed_information"], "fi", "x" * (texts.LONGEST + 1))


@pytest.mark.parametrize(
    ("field", "kept", "language", "shown"),
    [
        ("consent", "yes", "fi", "Kyllä"),
        ("consent", "no", "sv", "Nej"),
        ("start_date", "2023-05", "fi", "toukokuu 2023"),
        ("start_date", "2023-05", "sv", "maj 2023"),
        ("start_date", "2023-05", "en", "May 2023"),
        ("end_date", "ongoing", "sv", "Pågående"),
        ("milestone_focus", "language\nemployers", "en", "Language for work\nEmployers and recruitment"),
        ("documents", f"{HASH} liite 1.pdf", "fi", "liite 1.pdf"),
    ],
)
def test_a_value_is_shown_in_the_words_of_a_language(fields, field: str, kept: str, language: str, shown: str) -> None:
    assert values.show(fields[field], kept, language) == shown


def test_a_place_is_shown_nearest_first(fields) -> None:
    kept = '{"city": "Jyväskylä", "country": "FI", "region": "FI19"}'
    assert values.place_name(fields["location"], kept, "sv") == "Jyväskylä, Västra Finland, Finland"


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.org/page?x=1", True),
        ("www.example.org", True),
        ("example", False),
        ("http://[bad", False),
        ("javascript:alert(1)", False),
        ("https://", False),
    ],
)
def test_web_addresses_are_told_from_other_words(address: str, good: bool) -> None:
    assert values.is_web_address(address) is good
