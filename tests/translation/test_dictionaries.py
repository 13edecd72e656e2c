"""Where dictionaries are looked for, and which is taken."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest

from gptemplate.paths import paths
from gptemplate.translation.dictionaries import Kind, dictionary_folders, find, system_folders
from tests.translation.vfst import dictionary
from tests.translation.words import FINNISH, hunspell


def test_there_may_be_none(tmp_path: Path) -> None:
    assert [find(language, [tmp_path, tmp_path / "not there"]) for language in ("fi", "sv", "en", "*")] == [None] * 4


def test_finnish_is_voikko_in_its_usual_folders(tmp_path: Path) -> None:
    file = dictionary(tmp_path, *FINNISH)
    found = find("fi", [tmp_path])
    assert found is not None
    assert (found.file, found.kind, found.region) == (file, Kind.VOIKKO, "fi_FI")
    assert find("fi", [file.parent]) == found, "the file itself lies in the folder"


def test_the_standard_vocabulary_comes_before_others(tmp_path: Path) -> None:
    other = tmp_path / "5" / "mor-laakis" / "mor.vfst"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"")
    standard = dictionary(tmp_path, *FINNISH)
    assert find("fi", [tmp_path]).file == standard  # type: ignore[union-attr]


def test_swedish_of_finland_comes_first_wherever_it_lies(tmp_path: Path) -> None:
    hunspell(tmp_path / "a", "sv_SE", ("grupp",))
    assert find("sv", [tmp_path / "a", tmp_path / "b"]).region == "sv_SE"  # type: ignore[union-attr]
    hunspell(tmp_path / "b", "sv_FI", ("grupp",))
    assert find("sv", [tmp_path / "a", tmp_path / "b"]).region == "sv_FI"  # type: ignore[union-attr]


def test_british_english_comes_first(tmp_path: Path) -> None:
    hunspell(tmp_path, "en_US", ("color",))
    hunspell(tmp_path, "en_GB", ("colour",))
    assert find("en", [tmp_path]).region == "en_GB"  # type: ignore[union-attr]


def test_the_persons_own_file_comes_before_the_systems(tmp_path: Path) -> None:
    hunspell(tmp_path / "system", "sv_FI", ("grupp",))
    own = hunspell(tmp_path / "own", "sv_FI", ("grupp",))
    assert find("sv", [tmp_path / "own", tmp_path / "system"]).file == own  # type: ignore[union-attr]


def test_half_a_hunspell_dictionary_is_none(tmp_path: Path) -> None:
    hunspell(tmp_path, "sv_FI", ("grupp",)).with_suffix(".aff").unlink()
    assert find("sv", [tmp_path]) is None


def test_libreoffice_has_a_folder_for_each_language(tmp_path: Path) -> None:
    file = hunspell(tmp_path / "dict-en", "en_GB", ("colour",))
    assert find("en", [tmp_path]).file == file  # type: ignore[union-attr]


def test_names_with_a_hyphen_are_known_too(tmp_path: Path) -> None:
    file = hunspell(tmp_path, "sv-FI", ("grupp",))
    assert find("sv", [tmp_path]).file == file  # type: ignore[union-attr]


def test_another_language_is_found_by_its_code(tmp_path: Path) -> None:
    file = hunspell(tmp_path, "et", ("vald",))
    assert find("et", [tmp_path]).file == file  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("platform", "folder"),
    [
        ("linux", "/usr/share/hunspell"),
        ("linux", "/usr/lib/voikko"),
        ("linux", "/etc/voikko"),
        ("darwin", "/Users/kaisa/Library/Spelling"),
        ("darwin", "/Library/Spelling"),
        ("win32", "/Programs/Voikko"),
        ("win32", "/Programs/LibreOffice/share/extensions"),
    ],
)
def test_each_system_has_its_folders(platform: str, folder: str) -> None:
    environment = {"ProgramFiles": "/Programs"}
    assert PurePath(folder) in system_folders(platform, environment, Path("/Users/kaisa"))


def test_the_persons_folder_is_looked_into_first(tmp_path: Path) -> None:
    assert dictionary_folders(paths(tmp_path))[0] == tmp_path / "dictionaries"
