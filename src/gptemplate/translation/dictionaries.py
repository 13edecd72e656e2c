"""Where dictionaries are on this machine: the person's own, the program's, and the system's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gptemplate import resources
from gptemplate.paths import Paths

OWN_DICTIONARIES = "dictionaries"
"""The folder of the person's own dictionaries, in their folder of data and among the program's resources."""

_REGIONS: Mapping[str, tuple[str, ...]] = {"sv": ("sv_FI", "sv_SE"), "en": ("en_GB", "en_IE", "en_AU", "en_ZA", "en_US")}
_VOIKKO = "5/mor-*/mor.vfst"
_INSIDE = ("", "voikko", "dictionaries", "dict-{language}")  # LibreOffice has a folder for each language


class Kind(StrEnum):
    """What reads a dictionary."""

    VOIKKO = "voikko"
    HUNSPELL = "hunspell"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary: Voikko's mor.vfst, or Hunspell's .dic with its .aff beside it. `region` is "sv_FI" and the like."""

    language: str
    region: str
    kind: Kind
    file: Path


def dictionary_folders(paths: Paths) -> tuple[Path, ...]:
    """Return the folders in which dictionaries are looked for, the person's own first."""
    return (paths.data / OWN_DICTIONARIES, resources.root() / OWN_DICTIONARIES, *system_folders())


def system_folders(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> tuple[Path, ...]:
    """Return the folders in which this kind of system keeps dictionaries, whether they are there or not."""
    home = home or Path.home()
    match platform:
        case "win32":
            return tuple(_on_windows(environment))
        case "darwin":
            return tuple(_on_macos(home))
        case _:
            return tuple(_on_linux(home))


def find(language: str, folders: Sequence[Path]) -> Dictionary | None:
    """Return a language's dictionary, or None: Voikko's for Finnish, that of the preferred region for others."""
    if language == "fi":
        file = next(_voikko_files(folders), None)
        return Dictionary("fi", "fi_FI", Kind.VOIKKO, file) if file else None
    for region in _REGIONS.get(language, (language,)):
        file = next(_hunspell_files(folders, language, region), None)
        if file:
            return Dictionary(language, region, Kind.HUNSPELL, file)
    return None


def _voikko_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in _places(folders, "fi"):
        yield from (file for file in (folder / "mor.vfst", *_glob(folder, _VOIKKO)) if file.is_file())


def _hunspell_files(folders: Sequence[Path], language: str, region: str) -> Iterator[Path]:
    for folder in _places(folders, language):
        for name in (region, region.replace("_", "-")):
            file = folder / f"{name}.dic"
            if file.is_file() and file.with_suffix(".aff").is_file():
                yield file


def _places(folders: Sequence[Path], language: str) -> Iterator[Path]:
    for folder in folders:
        for inside in _INSIDE:
            place = folder / inside.format(language=language)
            if place.is_dir():
                yield place


def _glob(folder: Path, pattern: str) -> list[Path]:
    """Return the standard vocabulary first, then the others; nothing where the folder may not be read."""
    try:
        return sorted(folder.glob(pattern), key=lambda file: (file.parent.name != "mor-standard", file.parent.name))
    except OSError:
        return []


def _on_linux(home: Path) -> Iterator[Path]:
    yield home / ".voikko"
    yield home / ".local/share/voikko"
    yield home / ".local/share/hunspell"
    yield Path("/etc/voikko")
    yield from (
        Path(root) / "voikko" for root in ("/usr/share", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/share")
    )
    yield from (Path("/usr/share") / name for name in ("hunspell", "myspell", "myspell/dicts"))
    yield Path("/app/share/hunspell")  # inside a Flatpak
    yield from _extensions((Path("/usr/lib/libreoffice"), Path("/usr/lib64/libreoffice"), *_glob(Path("/opt"), "libreoffice*")))


def _on_macos(home: Path) -> Iterator[Path]:
    yield from (root / "Spelling" for root in (home / "Library", Path("/Library")))
    yield from (root / "Spelling" / "voikko" for root in (home / "Library", Path("/Library")))
    yield from (Path(root) for root in ("/opt/homebrew/lib/voikko", "/usr/local/lib/voikko", "/usr/local/share/hunspell"))
    yield Path("/Applications/LibreOffice.app/Contents/Resources/extensions")


def _on_windows(environment: Mapping[str, str]) -> Iterator[Path]:
    roots = [
        Path(environment[name])
        for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA", "APPDATA")
        if name in environment
    ]
    for root in roots:
        yield root / "Voikko"
        yield root / "voikko"
        yield from _extensions((root / "LibreOffice", *_glob(root, "LibreOffice *")))


def _extensions(programs: Sequence[Path]) -> Iterator[Path]:
    return (program / "share" / "extensions" for program in programs)
