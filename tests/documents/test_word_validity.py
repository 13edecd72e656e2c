"""Two independent validators find nothing wrong: Microsoft's Open XML SDK (in WebAssembly) and openxml-audit."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from gptemplate import resources
from gptemplate.documents.blank_word import write_blank_word
from gptemplate.documents.book_word import write_book_word
from gptemplate.documents.handoff_word import write_handoff_word
from gptemplate.documents.house import fill_house
from gptemplate.documents.word import write_word
from tests.documents.books import book
from tests.documents.practices import PICTURE, SAMPLES, made, new_practice, photograph, sample, template_of
from tests.translation.sheets import long_sheet, sheet

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SDK = "@ooxml-tools/validate@0.4.6"
_SCRIPT = """
import { readFileSync } from "node:fs";
import validate from "@ooxml-tools/validate";
const found = {};
for (const file of process.argv.slice(2)) found[file] = await validate(readFileSync(file));
console.log(JSON.stringify(found));
process.exit(0);
"""


def documents() -> dict[str, bytes]:
    pictures = {PICTURE: photograph()}
    house = resources.path("word", "house-sample.docx").read_bytes()
    found = {"house-sample": house}
    for name in SAMPLES:
        for languages in (("fi",), ("sv",), ("en",), ("fi", "sv"), ("fi", "sv", "en")):
            for final in (False, True):
                outline = made(sample(name), *languages, side=len(languages) > 1, final=final, working=not final)
                found[f"{name}-{'-'.join(languages)}-{final}"] = write_word(outline, pictures)
    for count, languages in ((1, ("sv",)), (8, ("fi",)), (7, ("fi", "sv", "en"))):
        made_of = book(count, *languages, side=len(languages) > 1, final=False, titles={0: "<&> " * 300, 2: "x" * 400, 3: ""})
        found[f"book-{count}"] = write_book_word(made_of, pictures)
    found["handoff"] = write_handoff_word(sheet(), {"fi": "Suomi", "sv": "Svenska"})
    found["handoff-long"] = write_handoff_word(long_sheet(), {})
    for language in ("fi", "sv", "en"):
        for form in ("interreg-europe-2021", "interreg-europe-2014"):
            found[f"blank-{form}-{language}"] = write_blank_word(template_of(form), language)
        template = template_of("interreg-europe-2021")
        found[f"form-{language}"] = write_blank_word(template, language, sample("language-at-work"))
        found[f"house-{language}"] = fill_house(house, sample("language-at-work"), template, language, pictures)
        found[f"missing-{language}"] = write_word(made(new_practice(), language, working=True), {})
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("valid")
    for name, content in documents().items():
        (folder / f"{name}.docx").write_bytes(content)
    return sorted(folder.iterdir())


def test_the_open_xml_sdk_finds_nothing(files: list[Path], tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm, "this test needs node and npm: apt-get install nodejs npm"
    assert node
    (tmp_path / "package.json").write_text('{"private": true, "type": "module"}')
    (tmp_path / "run.js").write_text(_SCRIPT)
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", SDK], cwd=tmp_path, check=True, timeout=300)
    done = subprocess.run([node, "run.js", *files], cwd=tmp_path, check=True, capture_output=True, timeout=500)
    found = json.loads(done.stdout)
    assert len(found) == len(files)
    assert {file: errors for file, errors in found.items() if errors} == {}


def test_openxml_audit_finds_nothing(files: list[Path]) -> None:
    validator = OpenXmlValidator()
    found = {file.name: [str(one) for one in validator.validate(file).errors] for file in files}
    assert {name: errors for name, errors in found.items() if errors} == {}
