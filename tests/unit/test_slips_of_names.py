"""What is an ending of a name and what is a slip in it."""

import pytest

from gptemplate.model.checks.finnish_names import is_form_of
from gptemplate.model.checks.likeness import is_slip, without_marks


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Virtasen", "Virtanen"),
        ("Mäelle", "Mäki"),
        ("Lehden", "Lehti"),
        ("Kilven", "Kilpi"),
        ("Syvärannan", "Syväranta"),
        ("Joen", "Joki"),
        ("Stubbille", "Stubb"),
        ("Hanneksen", "Hannes"),
        ("Tuomaan", "Tuomas"),
        ("Kurjen", "Kurki"),
        ("Sepän", "Seppä"),
        ("Lindströmiltä", "Lindström"),
        ("Kauppakadulla", "Kauppakatu"),
        ("Asematiellä", "Asematie"),
    ],
)
def test_a_finnish_form_is_the_same_name(form: str, base: str) -> None:
    assert is_form_of(form, base)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Virtanen", "Virtaten"),
        ("Korhonen", "Korhoinen"),
        ("Juha", "Juho"),
        ("Koskela", "Koskelo"),
        ("Hasan", "Hassan"),
        ("Kuppakatu", "Kauppakatu"),
        ("Mäkelä", "Mäkela"),
        ("0401234567", "0401234576"),
    ],
)
def test_a_slip_is_no_form(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)
    assert not is_form_of(one, other)
    assert not is_form_of(other, one)


def test_two_letters_make_another_name() -> None:
    assert not is_slip("Virtanen", "Virtala")
    assert not is_slip("Anna", "Anna")
    assert without_marks("Jyväskylä") == "Jyvaskyla"
