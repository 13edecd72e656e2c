"""The inputs that once did harm, and what each must come to.

`tests/data/hostile` has a folder for each kind of file. A file stays for good. One that the program does not take well yet
stands in `NOT_YET` with what happens; the test of it is expected to fail, and says so when it does no more.
"""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "data" / "hostile"

NOT_YET: dict[str, str] = {
    "practices/attachment-name-is-half-a-character.json": "_kept: UnicodeEncodeError of the database",
    "practices/month-of-year-zero.json": "values: year 0 is accepted and cannot be shown (ValueError)",
    "practices/number-of-6000-hex-digits.toml": "kept_form: ValueError of str()",
    "practices/picture-name-is-half-a-character.json": "_kept: UnicodeEncodeError of the database",
    "practices/place-is-very-deep.json": "values.parts_of: RecursionError",
    "practices/revision-is-half-a-character.json": "_base: UnicodeEncodeError of the database",
    "practices/state-is-a-list.json": "_states: TypeError, unhashable",
    "practices/template-name-is-a-path.json": "Templates._find: ValueError of resources.path, which is asked before _is_plain",
    "practices/template-name-too-long.json": "Templates._find: OSError of is_file()",
    "templates/choice-has-two-lines.toml": "an item that can never be chosen: its id has a newline",
    "templates/default-is-no-choice.toml": "the default of a field is not one that a person could choose",
    "templates/id-is-very-deep.toml": "_section: RecursionError of str() on what should be an id",
    "templates/id-of-6000-hex-digits.toml": "_section: ValueError of str() on what should be an id",
    "templates/language-is-called-id.toml": "a practice file has its tables by language: “id” replaces the practice's",
    "templates/language-is-called-shared.toml": "a practice file has its tables by language: “shared” is another table",
    "templates/language-is-called-states.toml": "a practice file has its tables by language: “states” is another table",
    "templates/number-of-6000-digits.toml": "read_template: ValueError of tomllib that is no TOMLDecodeError",
    "templates/parent-is-a-list.toml": "_choice: the parent may be anything",
}


def corpus(kind: str) -> list[object]:
    """Return the files of a kind, as parameters of a test."""
    return [_parameter(file) for file in sorted((FOLDER / kind).iterdir())]


def _parameter(file: Path) -> object:
    name = f"{file.parent.name}/{file.name}"
    reason = NOT_YET.get(name)
    return pytest.param(file, id=file.name, marks=[pytest.mark.xfail(reason=reason, strict=True)] if reason else [])
