"""Files written whole, under names that every system takes."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gptemplate.errors import is_full, why
from gptemplate.files import NotAFile, free_name, read_file, safe_name, write_whole


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


def test_a_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"12345")
    assert read_file(file, 5) == b"12345"
    assert read_file(file, 3) == b"1234", "a byte more says that it is too large"
    (tmp_path / "link").symlink_to(file)
    assert read_file(tmp_path / "link", 9) == b"12345"


def test_what_is_no_ordinary_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "endless").symlink_to("/dev/zero")
    for name in ("pipe", "endless"):
        with pytest.raises(NotAFile):
            read_file(tmp_path / name, 10)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path, 10)


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_what_the_system_refuses_is_said_in_our_words(code: int) -> None:
    told = str(why(OSError(code, os.strerror(code))))
    assert told
    assert os.strerror(code) not in told


def test_what_the_system_does_not_number_is_said_too() -> None:
    assert str(why(OSError("something"))) == "the system did not do it (OSError)"
    assert str(why(NotAFile(errno.EINVAL, "x"))) == "it is no ordinary file"
    assert is_full(OSError(errno.ENOSPC, "x"))
    assert not is_full(OSError(errno.EROFS, "x"))
