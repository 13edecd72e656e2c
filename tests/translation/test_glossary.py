"""Terms are found in the forms that texts have them in."""

import pytest

from gptemplate.model.terms import Designation, Standing, Term
from gptemplate.translation.base_forms import base_forms
from gptemplate.translation.glossary import Found, Recogniser
from gptemplate.translation.morphology import Morphology, morphology_for
from gptemplate.translation.starter_terms import starter_terms
from tests.translation.terms_labelled import morphologies

FORMS = {
    "kuntien": "kunta", "käytäntöjen": "käytäntö", "hyvien": "hyvä", "paras": "hyvä", "parhaita": "hyvä",
    "kotoutumisen": "kotoutua", "kotoutuminen": "kotoutua", "kotoutumista": "kotoutua", "kotoutuu": "kotoutua",
    "edistämistä": "edistää", "edistäminen": "edistää",
}  # fmt: skip
COMPOUNDS = {
    "kotoutumiskoulutuksessa": ("kotoutua", "koulutus"),
    "oppisopimuspaikka": ("oppi", "sopimus", "paikka"),
    "oppisopimus": ("oppi", "sopimus"),
}


class Dictionary:
    """A Finnish dictionary of a few words."""

    def lemmas(self, word: str) -> tuple[str, ...]:
        return (FORMS.get(word.lower(), word.lower()),)

    def parts(self, word: str) -> tuple[str, ...]:
        return COMPOUNDS.get(word.lower()) or self.lemmas(word)


def term(number: int, *names: tuple[str, str] | Designation) -> Term:
    return Term(f"{number:032x}", tuple(one if isinstance(one, Designation) else Designation(*one) for one in names))


def told(found: list[Found]) -> list[tuple[str, str]]:
    return [(one.written, one.designation.text) for one in found]


@pytest.fixture(params=["this machine's dictionary", "a small dictionary", "letters alone"])
def finnish(request: pytest.FixtureRequest) -> dict[str, Morphology]:
    known: dict[str, Morphology] = {"a small dictionary": {"fi": Dictionary()}, "letters alone": {}}.get(  # type: ignore[assignment]
        request.param, dict(morphologies())
    )
    if not known and request.param != "letters alone":
        pytest.skip("no Finnish dictionary on this machine")
    return known


def test_finnish_terms_are_found_inflected(finnish) -> None:
    held = Recogniser([term(1, ("fi", "hyvä käytäntö")), term(2, ("fi", "kunta"))], finnish)
    assert told(held.found("Hyvien käytäntöjen avulla kuntien", "fi")) == [
        ("Hyvien käytäntöjen", "hyvä käytäntö"),
        ("kuntien", "kunta"),
    ]


def test_the_longest_of_overlapping_terms_wins(finnish) -> None:
    held = Recogniser([term(1, ("fi", "kotoutuminen")), term(2, ("fi", "kotoutumisen edistäminen"))], finnish)
    assert told(held.found("Kotoutumisen edistämistä ja kotoutumista.", "fi")) == [
        ("Kotoutumisen edistämistä", "kotoutumisen edistäminen"),
        ("kotoutumista", "kotoutuminen"),
    ]


def test_a_term_is_found_inside_a_finnish_compound(finnish) -> None:
    held = Recogniser([term(1, ("fi", "kotoutuminen")), term(2, ("fi", "oppisopimus"))], finnish)
    found = held.found("kotoutumiskoulutuksessa, oppisopimuspaikka", "fi")
    assert [(one.written, one.designation.text, one.inside) for one in found] == [
        ("kotoutumiskoulutuksessa", "kotoutuminen", True),
        ("oppisopimuspaikka", "oppisopimus", True),
    ]


def test_a_verb_is_not_the_noun_made_of_it(finnish) -> None:
    assert Recogniser([term(1, ("fi", "kotoutuminen"))], finnish).found("Hän kotoutuu nopeasti.", "fi") == []


def test_the_best_is_not_the_good_though_a_dictionary_joins_them(finnish) -> None:
    forbidden = Designation("fi", "paras käytäntö", Standing.FORBIDDEN)
    held = Recogniser([term(1, ("fi", "hyvä käytäntö"), forbidden)], finnish)
    assert [one.designation.text for one in held.found("Se on paras käytäntö.", "fi")] == ["paras käytäntö"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goda praxisar", ["god praxis"]),
        ("policyinstrumentet och policyinstrumentens", ["policyinstrument", "policyinstrument"]),
        ("Medborgarna på arbetsmarknaden", ["medborgare", "arbetsmarknad"]),
        ("Arbetsmarknadspolitiken", ["arbetsmarknad"]),
        ("Kommunikation, kommunicera, lär", []),
        ("Det lärande exemplet", ["lärande"]),
    ],
)
def test_swedish_goes_by_endings_and_compounds(text: str, expected: list[str]) -> None:
    names = ("god praxis", "policyinstrument", "medborgare", "arbetsmarknad", "kommun", "lärande")
    held = Recogniser([term(at, ("sv", name)) for at, name in enumerate(names)], {})
    assert [one.designation.text for one in held.found(text, "sv")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("good practices, a practice's, practical", ["good practice"]),
        ("integrated, integrate, integration's", ["integration"]),
        ("learn, learned, learning", ["learning"]),
        ("policies", ["policy"]),
        ("third country nationals and Third-Country National", ["third-country national", "third-country national"]),
        ("it is IT, and the IT's", ["IT", "IT"]),
        ("good. Practice", []),
        ("community-based", []),
        ("policy-like", ["policy"]),
    ],
)
def test_english_goes_by_endings(text: str, expected: list[str]) -> None:
    names = ("good practice", "integration", "learning", "policy", "third-country national", "IT")
    held = Recogniser([term(at, ("en", name)) for at, name in enumerate(names)], {})
    assert [one.designation.text for one in held.found(text, "en")] == expected


def test_forbidden_and_admitted_designations_are_found_with_their_standing() -> None:
    names = [Designation("en", "a", Standing.PREFERRED), Designation("en", "best practice", Standing.FORBIDDEN)]
    names.append(Designation("en", "fine practice", Standing.ADMITTED))
    found = Recogniser([term(1, *names)], {}).found("Best practices and fine practices", "en")
    assert [one.designation.standing for one in found] == [Standing.FORBIDDEN, Standing.ADMITTED]


def test_one_word_of_two_concepts_is_told_for_both() -> None:
    held = Recogniser([term(1, ("sv", "validering")), term(2, ("sv", "validering"))], {})
    assert [one.term.id for one in held.found("Valideringen", "sv")] == [f"{1:032x}", f"{2:032x}"]


def test_places_are_in_characters_of_the_text() -> None:
    text = "😀 Å – god praxis."
    (found,) = Recogniser([term(1, ("sv", "god praxis"))], {}).found(text, "sv")
    assert text[found.start : found.end] == "god praxis"


def test_words_of_a_term_are_not_joined_across_sentences_or_paragraphs() -> None:
    held = Recogniser([term(1, ("en", "good practice"))], {})
    assert held.found("It is good. Practice helps. Good\n\npractice.", "en") == []
    assert len(held.found("good\npractice, good\u00a0practice, good-practice", "en")) == 3


def test_another_language_goes_by_its_stems_where_they_are_known() -> None:
    held = [term(1, ("de", "gute Praxis"), ("de", "Zielgruppe"))]
    assert told(Recogniser(held, {}).found("gute Praxis, gute Sache, Zielgruppen", "de")) == [("gute Praxis", "gute Praxis")]
    stems = Recogniser(held, {"de": morphology_for("de", ())})
    assert [one.written for one in stems.found("guten Praxis, gute Sache, Zielgruppen", "de")] == [
        "guten Praxis",
        "Zielgruppen",
    ]


def test_a_language_without_terms_has_none_and_strange_texts_do_no_harm() -> None:
    held = Recogniser([term(1, ("sv", "god praxis"), ("xx", "…"), ("sv", ""))], {})
    assert held.found("god praxis", "de") == []
    for text in ("", " ", ":::", "a" * 10_000, "-" * 5_000, "’ '", "god\u0301 praxis", "\U0001f600"):
        assert held.found(text, "sv") == [], text


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"fi": "Hyvien käytäntöjen", "sv": "god praxis"}, {"fi": "hyvä käytäntö", "sv": "god praxis"}),
        ({"fi": "kotoutumisen edistämistä", "en": "(support)"}, {"fi": "kotoutumisen edistäminen", "en": "support"}),
        ({"sv": "Intressenter", "en": "stakeholders,"}, {"sv": "intressenter", "en": "stakeholder"}),
        ({"sv": "Interreg Europe", "en": "Interreg Europe"}, {"sv": "Interreg Europe", "en": "Interreg Europe"}),
        ({"fi": "EU:n", "en": "EU"}, {"fi": "EU", "en": "EU"}),
    ],
)  # fmt: skip
def test_selected_words_are_kept_in_their_base_form(said: dict[str, str], expected: dict[str, str]) -> None:
    known = morphologies()
    if "fi" in said and not known:
        pytest.skip("no Finnish dictionary on this machine")
    assert base_forms(said, known) == expected


def test_every_starter_term_has_its_languages_and_is_found_as_it_is_written(finnish) -> None:
    terms = starter_terms()
    held = Recogniser(terms, finnish)
    assert len(terms) >= 80
    assert len({one.id for one in terms}) == len(terms)
    for one in terms:
        assert one.definition.endswith("."), one
        for language in ("fi", "sv", "en"):
            assert one.in_use(language), one
            for name in one.named(language):
                found = held.found(name.text, language)
                assert one.id in {each.term.id for each in found if each.written == name.text}, name
