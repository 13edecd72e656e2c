"""Words of a text as a glossary has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gptemplate.model import text as texts
from gptemplate.translation.inflections import Inflections

if TYPE_CHECKING:
    from gptemplate.translation.morphology import Morphology

_AROUND = " \t\n.,;:!?()[]{}“”„\"»«'’‘–—-…"
_NOUN = re.compile(r"(?:minen|us|ys|uus|yys|ja|jä|nta|ntä|o|ö)$")  # ends of base forms that are nouns more often than not


def base_forms(said: Mapping[str, str], morphologies: Mapping[str, Morphology]) -> dict[str, str]:
    """Return the words of each language in their base form, and with a small letter where they are no name."""
    made = {language: base_form(text, language, morphologies.get(language)) for language, text in said.items()}
    is_name = len(set(made.values())) == 1 or any(_has_capitals(text) for text in made.values())
    return made if is_name else {language: text[:1].lower() + text[1:] for language, text in made.items()}


def base_form(text: str, language: str, morphology: Morphology | None) -> str:
    """Return words in their base form, as far as it is known; what stands around them goes."""
    words = texts.clean_line(text).strip(_AROUND).split(" ")
    rules = Inflections(language, morphology)
    if language != "fi":
        return " ".join((*words[:-1], rules.base(words[-1])))
    head = words[-1]
    return " ".join((*(_modifier(rules, word, head) for word in words[:-1]), rules.base(head)))


def _modifier(rules: Inflections, word: str, head: str) -> str:
    """A word before the head: one that agrees with it takes the base form too, a genitive stays."""
    base = rules.base(word)
    is_genitive = word.endswith("n") and (not head.endswith("n") or _NOUN.search(base) is not None)
    return word if is_genitive or rules.base(head) == head else base


def _has_capitals(text: str) -> bool:
    """Whether more letters than the first are capitals: a name, or an acronym."""
    return any(c.isupper() for c in text[1:])
