"""Word files made and changed for the tests of reading back, the way Word, LibreOffice and people do."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

from gptemplate.documents.read_word import ReadWord, read_word
from tests.documents.practices import template_of

TEMPLATES = (template_of("interreg-europe-2021"), template_of("interreg-europe-2014"))
MAIN = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(content: bytes) -> ReadWord:
    return read_word(content, TEMPLATES, "returned.docx")


def changed(content: bytes, change: Callable[[str], str], part: str = MAIN) -> bytes:
    """The file with one of its parts changed; a change that changes nothing is a fault of the test."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            held = old.read(name)
            if name == part:
                after = change(held.decode()).encode()
                assert after != held
                held = after
            new.writestr(name, held)
    return out.getvalue()


def added(content: bytes, part: str, held: str) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part, held)
    return out.getvalue()


def comments(*said: tuple[str, str, str]) -> str:
    """The part with comments, each as (id, author, text)."""
    body = "".join(
        f'<w:comment w:id="{ident}" w:author="{author}" w:date="2025-03-01T10:00:00Z"><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        "</w:comment>"
        for ident, author, text in said
    )
    return f'<w:comments xmlns:w="{_WORD}">{body}</w:comments>'


def libreoffice(folder: Path, files: list[Path], kind: str) -> list[Path]:
    """The files as LibreOffice saves them, in a new folder."""
    out = folder / f"as-{kind.split(':', maxsplit=1)[0]}-{len(list(folder.iterdir()))}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=150)
    return sorted(out.iterdir())
