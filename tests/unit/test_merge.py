"""How a text from outside meets the one that is here."""

import pytest

from gptemplate.model.merge import Incoming, Outcome, merge
from gptemplate.model.practice import Value
from gptemplate.model.states import Key

KEY = Key("summary", "sv")


@pytest.mark.parametrize(
    ("here", "base", "theirs", "outcome"),
    [
        ("sama", None, "sama", Outcome.UNCHANGED),
        ("", None, "uusi", Outcome.TAKEN),
        ("vanha", "vanha", "uusi", Outcome.TAKEN),
        ("minun", "vanha", "vanha", Outcome.UNCHANGED),
        ("minun", "vanha", "heidän", Outcome.CONFLICT),
        ("minun", None, "heidän", Outcome.CONFLICT),
        ("minun", None, "", Outcome.UNCHANGED),
        ("vanha", "vanha", "", Outcome.TAKEN),
    ],
)
def test_what_becomes_of_an_incoming_text(here: str, base: str | None, theirs: str, outcome: Outcome) -> None:
    assert merge(Value(here), Incoming(KEY, theirs, base=base)).outcome is outcome
