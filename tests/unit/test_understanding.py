"""From what people write to what is kept: whatever is shown comes back, and more than that is understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gptemplate.i18n import INTERFACE_LANGUAGES
from gptemplate.model import text as texts
from gptemplate.model import values
from gptemplate.model.outline import printed_lines
from gptemplate.model.states import SHARED
from gptemplate.model.template import Choice, Field, Kind, Part
from gptemplate.model.understanding import laid_out, plain, understand
from tests.documents.practices import template_of

FORM = template_of("interreg-europe-2021")
OTHER_FORM = template_of("interreg-europe-2014")
PLACE, START, END, AUTHOR = (FORM.fields[name] for name in ("location", "start_date", "end_date", "author"))
LANGUAGES = st.sampled_from(INTERFACE_LANGUAGES)


@pytest.mark.parametrize(
    ("said", "language", "kept"),
    [
        ("syyskuu 2022", "fi", "2022-09"),
        ("syyskuussa 2022", "fi", "2022-09"),
        ("Syyskuu 2022", "", "2022-09"),
        ("september 2022", "sv", "2022-09"),
        ("September 2022", "en", "2022-09"),
        ("Sept. 2022", "en", "2022-09"),
        ("1 September 2022", "en", "2022-09"),
        ("9/2022", "fi", "2022-09"),
        ("09.2022", "fi", "2022-09"),
        ("1.9.2022", "fi", "2022-09"),
        ("2022/9", "", "2022-09"),
        ("2022-09", "", "2022-09"),
        ("2022-09-15", "", "2022-09"),
        ("2022-09-01 00:00:00", "", "2022-09"),
        ("mars 2023", "sv", "2023-03"),
        ("mar 2023", "en", "2023-03"),
        ("mar 2023", "fi", "2023-11"),
        ("mar 2023", "", None),
        ("maj 2023", "fi", "2023-05"),
        ("13/2022", "", None),
        ("ensi syksynä", "fi", None),
        ("ongoing", "", None),
        ("0000-05", "", None),
    ],
)
def test_a_month_is_understood_in_words_and_numbers(said: str, language: str, kept: str | None) -> None:
    assert understand(START, said, language) == kept


@pytest.mark.parametrize("said", ["ongoing", "Ongoing", "Käynnissä", "pågående"])
def test_what_goes_on_is_understood_where_it_may_go_on(said: str) -> None:
    assert understand(END, said) == "ongoing"
    assert understand(START, said) is None


@pytest.mark.parametrize(
    ("said", "kept"), [("Kyllä", "yes"), ("ja", "yes"), ("Yes.", "yes"), ("Ei", "no"), ("nej", "no"), ("perhaps", None)]
)
def test_yes_and_no_are_understood_in_every_language(said: str, kept: str | None) -> None:
    assert understand(FORM.fields["ie_project_involved"], said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "Äänekoski, Länsi-Suomi, Suomi",
        "Äänekoski, Länsi-Suomi, Finland",
        "\n".join(
            f"{part.labels['fi']} : {said}"
            for part, said in zip(PLACE.parts, ("Suomi", "Länsi-Suomi", "Äänekoski"), strict=True)
        ),
        "Country: Finland\nRegion (NUTS 2): Länsi-Suomi\nCity: Äänekoski",
        "– Country: Finland\n– Region (NUTS 2): Länsi-Suomi\n– City: Äänekoski",
        "Suomi\nLänsi-Suomi\nÄänekoski",
    ],
)
def test_a_place_is_understood_on_one_line_and_on_several(said: str) -> None:
    kept = understand(PLACE, said, "fi")
    assert kept is not None
    assert values.parts_of(kept) == {"city": "Äänekoski", "country": "FI", "region": "FI19"}


def test_a_city_may_have_a_comma_of_its_own_and_a_place_without_its_country_is_one() -> None:
    kept = understand(PLACE, "Vaasa, Gerby, Länsi-Suomi, Suomi")
    assert kept is not None
    assert values.parts_of(kept)["city"] == "Vaasa, Gerby"
    assert understand(PLACE, "Finland") == '{"country": "FI"}'
    assert understand(PLACE, "somewhere in the north, by the sea") is None


def test_two_items_of_one_name_are_told_apart_by_what_was_there_before() -> None:
    twice = Field("x", Kind.CHOICE, {}, choices=(Choice("a", {"en": "Same"}), Choice("b", {"en": "Same"})))
    assert understand(twice, "Same") is None
    assert understand(twice, "same", "en", "b") == "b"


def test_files_are_known_by_the_names_of_those_that_were_there() -> None:
    files = FORM.fields["documents"]
    before = f"{'a' * 64} esite.pdf\n{'b' * 64} ohje.pdf"
    assert understand(files, "ohje.pdf", "fi", before) == f"{'b' * 64} ohje.pdf"
    assert understand(files, "uusi.pdf", "fi", before) is None


def test_web_addresses_on_one_line_are_several() -> None:
    addresses = FORM.fields["further_information"]
    assert understand(addresses, "– https://a.example, www.b.example") == "https://a.example\nwww.b.example"
    assert understand(addresses, "see our page") == "see our page"


def test_a_contact_without_labels_keeps_to_the_lines_it_had() -> None:
    before = values.from_parts({"name": "Aino Esimerkki", "email": "aino@example.org"})
    after = understand(AUTHOR, "Aino Esimerkki-Malli\naino@example.org", "fi", before)
    assert after == values.from_parts({"name": "Aino Esimerkki-Malli", "email": "aino@example.org"})
    assert understand(AUTHOR, "Aino Esimerkki", "fi") is None


def test_unchanged_lines_keep_their_marks_and_empty_lines() -> None:
    before = "Ensin tämä.\n\n* yksi\n* kaksi\n\nLopuksi tuo."
    shown = "\n".join(printed_lines(before))
    assert shown == "Ensin tämä.\n– yksi\n– kaksi\nLopuksi tuo."
    assert laid_out(shown.replace("kaksi", "kaksi ja kolme"), before) == before.replace("kaksi", "kaksi ja kolme")
    assert laid_out(f"{shown}\nVielä yksi kappale.", before) == f"{before}\n\nVielä yksi kappale."


def _shared_choice_fields() -> list[Field]:
    kinds = (Kind.CHOICE, Kind.CHOICES)
    return [one for form in (FORM, OTHER_FORM) for one in form.fields.values() if one.kind in kinds]


@pytest.mark.parametrize("one", _shared_choice_fields(), ids=lambda one: one.id)
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_item_comes_back_from_its_label(one: Field, language: str) -> None:
    for item in one.choices:
        back = understand(one, values.show(one, item.id, language), language)
        same_name = [
            other for other in one.choices if values.show(one, other.id, language) == values.show(one, item.id, language)
        ]
        assert back == (item.id if len(same_name) == 1 else None)


@given(st.integers(1000, 9999), st.integers(1, 12), LANGUAGES, LANGUAGES)
def test_every_month_comes_back_as_it_is_shown(year: int, number: int, shown_in: str, likely: str) -> None:
    kept = f"{year}-{number:02}"
    assert understand(START, values.show(START, kept, shown_in), likely) == kept
    assert understand(END, values.show(END, values.ONGOING, shown_in), likely) == values.ONGOING


_words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30).map(texts.clean_line)


@st.composite
def _parts(draw: st.DrawFn, one: Field) -> str:
    def part_of(part: Part) -> st.SearchStrategy[str]:
        if part.kind == "choice":
            return st.sampled_from(["", *(item.id for item in part.choices)])
        return st.sampled_from(["", "aino@example.org"]) if part.kind == "email" else _words

    return values.from_parts({part.id: draw(part_of(part)) for part in one.parts})


@settings(deadline=None)
@given(st.data(), LANGUAGES, st.sampled_from([PLACE, AUTHOR, OTHER_FORM.fields.get("location", PLACE)]))
def test_parts_come_back_with_their_labels_and_as_they_are_kept(data: st.DataObject, language: str, one: Field) -> None:
    kept = data.draw(_parts(one))
    lines = [f"{part.labels.get(language, part.id)}: {shown}" for part, shown in values.show_parts(one, kept, language)]
    assert understand(one, "\n".join(lines), language) in (kept, None if _has_twins(one, kept, language) else kept)
    assert understand(one, values.show(one, kept, language), language, kept) == kept
    assert understand(one, kept, language) == kept


def _has_twins(one: Field, kept: str, language: str) -> bool:
    """Whether an item that is chosen is called like another one."""
    shown = [(part, label) for part, label in values.show_parts(one, kept, language) if part.kind == "choice"]
    return any(sum(label in item.labels.values() for item in part.choices) > 1 for part, label in shown)


@settings(deadline=None)
@given(st.text(max_size=200), LANGUAGES)
def test_any_text_comes_back_as_it_was_where_nobody_touched_it(said: str, language: str) -> None:
    kept = texts.clean(said)
    for one in (FORM.fields["title"], FORM.fields["detailed_information"]):
        assert understand(one, kept, language, kept) == ("" if not kept.strip() else kept)
    shown = "\n".join(printed_lines(kept))
    if shown:
        back = laid_out(shown, kept)
        assert plain("\n".join(printed_lines(back))) == plain(shown)


@settings(deadline=None)
@given(st.text(max_size=80), LANGUAGES)
def test_nothing_that_is_written_breaks_it_and_what_is_understood_fits(said: str, language: str) -> None:
    for one in FORM.fields.values():
        if one.kind in (Kind.MONTH, Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.PLACE, Kind.CONTACT):
            kept = understand(one, said, language)
            assert kept is None or values.accept(one, SHARED, kept) is not None
