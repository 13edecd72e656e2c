"""The words that a person accepted, one plain file for each language, which may be edited by hand."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from gptemplate.errors import BadFile
from gptemplate.files import read_file, write_whole
from gptemplate.i18n import Message

log = logging.getLogger(__name__)

_LARGEST = 4 << 20
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


class OwnWords:
    """Words kept in `folder`, in `fi.txt`, `sv.txt` and so on: one a line; what follows a # is the person's own note."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: dict[str, tuple[tuple[int, int], frozenset[str]]] = {}

    def of(self, language: str) -> frozenset[str]:
        """Return the words of a language as the file has them now; a file that cannot be read has none, and is logged."""
        file = self._file(language)
        try:
            told = file.stat()
            stamp = (told.st_mtime_ns, told.st_size)
            kept = self._kept.get(language)
            if kept is None or kept[0] != stamp:
                kept = self._kept[language] = (stamp, frozenset(_words(_read(file))))
            return kept[1]
        except FileNotFoundError:
            return frozenset()
        except (OSError, BadFile) as wrong:
            log.warning("the list of words %s cannot be read: %s", file.name, wrong)
            return frozenset()

    def add(self, word: str, language: str) -> None:
        """Add a word at the end of the file; what a person wrote there stays. Raises OSError, BadFile."""
        told = " ".join(word.replace("#", " ").split())
        if not told or told in self.of(language):
            return
        file = self._file(language)
        self.folder.mkdir(parents=True, exist_ok=True)
        before = _read(file) if file.exists() else ""
        gap = "" if not before or before.endswith("\n") else "\n"
        write_whole(file, f"{before}{gap}{told}\n".encode())

    def remove(self, word: str, language: str) -> None:
        """Take a word out of the file again. Raises OSError, BadFile."""
        file = self._file(language)
        if word not in self.of(language):
            return
        lines = _read(file).splitlines(keepends=True)
        write_whole(file, "".join(line for line in lines if _word(line) != word).encode())

    def _file(self, language: str) -> Path:
        if not _LANGUAGE.fullmatch(language):
            raise ValueError(f"not a language: {language}")
        return self.folder / f"{language}.txt"


def _read(file: Path) -> str:
    """Read what any editor may have written: UTF-8 with or without a mark, or the old Western encoding."""
    content = read_file(file, _LARGEST)
    if len(content) > _LARGEST:
        raise BadFile(Message("“{file}” is too large for a list of words.", file=str(file)))
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n")


def _words(text: str) -> list[str]:
    return [word for line in text.splitlines() if (word := _word(line))]


def _word(line: str) -> str:
    return line.partition("#")[0].strip()
