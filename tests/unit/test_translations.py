"""Every word that a person can see is there in every language."""

import ast
import importlib.util
import re
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gptemplate.i18n import Message, translator

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fi", "sv")


@pytest.fixture(scope="module")
def catalogues():
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "packaging" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(language: str):
    with (ROOT / "translations" / language / "gptemplate.po").open("rb") as stream:
        return read_po(stream, locale=language)


def test_the_catalogues_hold_just_what_the_source_says(catalogues) -> None:
    assert catalogues.main(["--check"]) == 0, "run: uv run python packaging/catalogues.py"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_or_fuzzy(language: str) -> None:
    catalogue = _read(language)
    lacking = [message.id for message in catalogue if message.id and (message.fuzzy or not all(_forms(message)))]
    assert not lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_names_the_same_values(language: str) -> None:
    for message in _read(language):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            wanted = {name for one in ids for name in _names(one)}
            for form in _forms(message):
                assert _names(form) <= wanted, message.id
            assert _names(_forms(message)[-1]) == _names(ids[-1]), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_begins_and_ends_like_its_original(language: str) -> None:
    for message in _read(language):
        if message.id:
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            for form in _forms(message):
                assert (form[-1] in ".:!?…") == (first[-1] in ".:!?…"), message.id
                assert form.strip() == form or first.strip() != first, message.id


def test_messages_become_sentences_of_a_language() -> None:
    message = Message("{n} character over the limit of {limit}.", "{n} characters over the limit of {limit}.", n=2, limit=5)
    assert translator("en")(message) == "2 characters over the limit of 5."
    assert translator("fi")(message) != translator("sv")(message)


def test_a_message_inside_a_message_and_labels_speak_the_same_language() -> None:
    message = Message("“{field}”: {reason}", field={"en": "Start", "fi": "Alku"}, reason=Message("write “yes” or “no”."))
    assert translator("fi")(message).startswith("”Alku”")
    assert "write" not in translator("fi")(message)


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert translator("de")("Yes") == "Yes"


def _forms(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _names(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}


def test_no_number_of_things_hides_from_the_catalogues() -> None:
    """A text that only becomes a message elsewhere is not found in the source: it must be marked where it stands."""
    known = {
        one for message in _read("fi") if message.id for one in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    hidden = [
        (file.name, node.value)
        for file in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"\{n\} [a-z]", node.value)
        if node.value not in known
    ]
    assert not hidden
