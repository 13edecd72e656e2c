"""Translators' files that do harm: refused in words or taken, in little memory and time, and nothing is written for them."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gptemplate.errors import UserError
from gptemplate.model import text as texts
from gptemplate.services import bringing_in
from gptemplate.services import library as practices
from gptemplate.store.library import Library
from gptemplate.translation.xliff_reading import read
from tests.hostile.corpus import corpus
from tests.hostile.limits import with_little_memory


@pytest.mark.parametrize("file", corpus("translations"))
def test_what_once_did_harm_is_refused_in_words_or_taken(file: Path) -> None:
    try:
        found = read(file.read_bytes(), file.name)
    except UserError as error:
        assert file.name in str(error.message)
        return
    for one in found.passages:
        assert (texts.clean(one.target), texts.clean(one.source)) == (one.target, one.source)


@pytest.mark.parametrize("file", corpus("translations"))
def test_nothing_is_begun_by_them(library: Library, file: Path) -> None:
    brought, _changes, errors = bringing_in.bring_in(library, [file])
    assert (brought, len(errors)) == ([], 1)
    assert practices.list_practices(library) == []


def _archive(file: Path, first: bytes, times: int, piece: bytes) -> None:
    """A file in an archive that is many times smaller than what it holds."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.xlf", "w", force_zip64=True) as stream:
        stream.write(first)
        for _turn in range(times):
            stream.write(piece)


def _nested(file: Path) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.xlf", b"<xliff>" + b" " * 20_000_000)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.zip", inside.getvalue())


HUGE: dict[str, Callable[[Path], object]] = {
    "a deep one": lambda file: file.write_bytes(b'<xliff version="2.0">' + b"<group>" * 2_000_000),
    "a long text": lambda file: file.write_bytes(b'<xliff version="2.0"><note>' + b"a" * 30_000_000 + b"</note></xliff>"),
    "many units": lambda file: file.write_bytes(
        b'<xliff version="2.0"><file id="f">' + b'<unit id="u"/>' * 2_000_000 + b"</file></xliff>"
    ),
    "many attributes": lambda file: file.write_bytes(
        b'<xliff version="2.0" ' + b"".join(b'a%d="" ' % n for n in range(1_000_000)) + b"/>"
    ),
    "a bomb in an archive": lambda file: _archive(file, b"<xliff>", 300, b" " * 1_000_000),
    "an archive in an archive": _nested,
}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of processes are those of POSIX")
@pytest.mark.parametrize("name", HUGE)
def test_a_huge_file_takes_little_memory_and_time(tmp_path: Path, name: str) -> None:
    file = tmp_path / "huge.xlf"
    HUGE[name](file)
    assert with_little_memory("translation", str(file)) == "taken or refused"
