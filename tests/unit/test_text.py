"""How texts are counted and cleaned."""

from hypothesis import given
from hypothesis import strategies as st

from gptemplate.model import text


def test_characters_are_counted_as_the_form_counts_them() -> None:
    assert text.length("työ\npaja") == 8, "a newline is one character"
    assert text.length("👍🏽") == 2, "code points, not what is seen"


def test_line_ends_of_every_system_become_newlines() -> None:
    assert text.clean("a\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"


def test_control_characters_and_leftovers_of_other_programs_go() -> None:
    assert text.clean("a\x00b\x1bc\xadd\ufeffe\tf") == "abcde\tf"


def test_half_characters_become_a_visible_mark() -> None:
    assert text.clean("a\ud83dz\ufffe") == "a\ufffdz\ufffd"


def test_letters_are_composed_so_that_they_can_be_found() -> None:
    assert text.clean("a\u0308") == "ä"


def test_marks_of_writing_direction_stay_but_are_counted() -> None:
    assert text.bidi_marks(text.clean("abc\u202edef")) == 1
    assert text.clean_line("abc\u202edef\n  x") == "abcdef x"


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_clean_text_can_be_stored_and_stays_as_it_is(given_text: str) -> None:
    once = text.clean(given_text)
    once.encode("utf-8")
    assert text.clean(once) == once
    assert not set(once) & {"\x00", "\r", "\x0b", "\x1b"}
