"""Bring the message catalogues up to date with the source: `uv run python packaging/catalogues.py`.

Reads every literal that is handed to `tr`, `N_`, `Message` or `plural` and writes translations/gptemplate.pot and
the catalogue of each language; translations that are there stay. `--check` only says whether anything would change.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
LANGUAGES = ("fi", "sv")
SINGLE = {"tr", "_tr", "N_", "Message"}
PLURAL = {"plural", "Message"}


def messages(source: str) -> Iterator[str | tuple[str, str]]:
    """Yield the msgids of one Python file: a string, or (one, many)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first, second = (*map(_literal, node.args[:2]), None, None)[:2]
            if name in PLURAL and first and second:
                yield first, second
            elif name in SINGLE and first:
                yield first


def template() -> Catalog:
    """Return the catalogue of all msgids, in the order of the files."""
    catalogue = Catalog(project="gptemplate", charset="utf-8", fuzzy=False)
    for file in sorted((ROOT / "src").rglob("*.py")):
        for msgid in messages(file.read_text(encoding="utf-8")):
            catalogue.add(msgid, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalogue


def updated(language: str, source: Catalog) -> Catalog:
    """Return a language's catalogue with every msgid of the source; what is new is empty, what is gone is dropped."""
    file = FOLDER / language / "gptemplate.po"
    old = read_po(io.BytesIO(file.read_bytes()), locale=language) if file.is_file() else Catalog(locale=language)
    new = Catalog(locale=language, project="gptemplate", charset="utf-8", fuzzy=False)
    for message in source:
        if message.id:
            kept = old.get(message.id)
            new.add(message.id, kept.string if kept else None, locations=message.locations)
    return new


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file without dates, so that it changes only when its messages do."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False)
    language = str(catalogue.locale) if catalogue.locale else ""
    head = ["# The words of gptemplate. Every msgid is in the source; see packaging/catalogues.py.", 'msgid ""', 'msgstr ""']
    head += [f'"Language: {language}\\n"', '"MIME-Version: 1.0\\n"', '"Content-Type: text/plain; charset=utf-8\\n"']
    head += ['"Content-Transfer-Encoding: 8bit\\n"', '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', "", ""]
    return "\n".join(head).encode() + out.getvalue()


def files() -> dict[Path, bytes]:
    """Return every catalogue file as it should be."""
    source = template()
    wanted = {FOLDER / "gptemplate.pot": written(source)}
    return wanted | {FOLDER / code / "gptemplate.po": written(updated(code, source)) for code in LANGUAGES}


def main(arguments: list[str]) -> int:
    """Write the catalogues, or with `--check` say whether they are up to date."""
    stale = [file for file, content in files().items() if not file.is_file() or file.read_bytes() != content]
    if "--check" in arguments:
        return len(stale)
    for file, content in files().items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return 0


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
