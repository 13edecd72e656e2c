"""Files written whole, under names that every system takes."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate.files import free_name, safe_name, write_whole


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"old")
    write_whole(file, b"new")
    assert file.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kieli työssä: mitä/miten?", "Kieli työssä mitä miten"),
        ("con", "_con"),
        ("aux.txt", "_aux.txt"),
        ("...", "_"),
        ("", "_"),
        ("a\u202eb\n\tc", "a b c"),
        ("piste. ", "piste"),
        ("👍 ok", "👍 ok"),
    ],
)
def test_a_name_keeps_what_every_system_takes(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text(max_size=400))
def test_any_title_makes_a_name(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    name = safe_name(title)
    assert name
    assert len(f"{name} – fi-sv-en (12).docx".encode()) < 250
    assert not set(name) & set('<>:"/\\|?*')
    folder = tmp_path_factory.getbasetemp()
    (folder / name).write_bytes(b"")
    (folder / name).unlink()


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a (2).pdf").touch()
    assert free_name(tmp_path, "a", ".pdf").name == "a (3).pdf"
