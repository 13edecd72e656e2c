"""The programme's own terms, as they come with the program: resources/glossary."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from gptemplate import resources
from gptemplate.model.terms import Standing, Term
from gptemplate.translation.term_drafts import Draft, Name, language_of, term_of

_TEXTS = ("definition", "note", "source")
_GROUPS = {"admitted": Standing.ADMITTED, "forbidden": Standing.FORBIDDEN}


def starter_terms() -> list[Term]:
    """Return the terms of the files that come with the program; each always has the same id."""
    files = sorted(resources.path("glossary").glob("*.toml"))
    return [one for file in files for one in terms_in(file.read_text("utf-8"))]


def terms_in(text: str) -> list[Term]:
    """Return the terms of one such file."""
    return [_term(raw) for raw in tomllib.loads(text)["term"]]


def _term(raw: Mapping[str, Any]) -> Term:
    own = {tag: said for tag, said in raw.items() if tag not in ("key", *_TEXTS, *_GROUPS)}
    names = [*_names(own, Standing.PREFERRED)]
    for group, standing in _GROUPS.items():
        names += _names(raw.get(group, {}), standing)
    texts = {name: raw.get(name, "") for name in _TEXTS}
    term = term_of(Draft(raw["key"], blake2b(raw["key"].encode(), digest_size=16).hexdigest(), names, **texts))
    assert term is not None, f"a term of ours that cannot be kept: {raw['key']}"
    return term


def _names(said: Mapping[str, Any], standing: Standing) -> Iterator[Name]:
    for tag, names in said.items():
        language, region = language_of(tag)
        yield from (Name(language, one, standing, region) for one in ([names] if isinstance(names, str) else names))
