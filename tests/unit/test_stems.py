"""One form of a word finds the others."""

import pytest

from gptemplate.model.stems import query_words, variants


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("kunta", "kunnan työntekijät"),
        ("kunnan", "kuntien yhteistyö"),
        ("nuori", "nuorten työpaja"),
        ("työpaja", "nuorisotyöpajoilla"),
        ("nainen", "naisia ja miehiä"),
        ("työntekijä", "työntekijöiden osaaminen"),
        ("kieli", "kielen oppiminen"),
        ("yritys", "yrityksiä ja yhdistyksiä"),
        ("palvelu", "palveluiden piirissä"),
        ("maahanmuuttaja", "maahanmuuttajien tueksi"),
        ("neuvonta", "neuvonnan kautta"),
        ("koulutus", "koulutuksessa mukana"),
        ("oppilas", "oppilaiden kanssa"),
        ("työpaikka", "työpaikalla"),
        ("kaupunki", "kaupungin palvelut"),
        ("kulttuuri", "kulttuurien kohtaaminen"),
        ("tulokset", "tuloksia vuodelta 2024"),
        ("praktik", "praktiken ordnas"),
        ("arbetsgivaren", "arbetsgivare i byn"),
        ("kommuner", "kommunens stöd"),
        ("employer", "employers and schools"),
        ("workshops", "a workshop in the village"),
    ],
)
def test_inflected_forms_and_compounds_are_found(query: str, text: str) -> None:
    (word,) = query_words(query)
    assert any(variant in text for variant in variants(word)), variants(word)


@pytest.mark.parametrize(("query", "text"), [("kunta", "kuvataide elää"), ("kylä", "kynttilä palaa"), ("talo", "tulokset")])
def test_other_words_are_not(query: str, text: str) -> None:
    assert not any(variant in text for variant in variants(query))


def test_a_question_is_split_into_words() -> None:
    assert query_words("  Työ-paja, “Äänekoski”! 2024 ") == ["työ-paja", "äänekoski", "2024"]


def test_a_very_short_word_is_looked_for_as_it_is() -> None:
    assert variants("eu") == ("eu",)
