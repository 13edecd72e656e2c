"""Voikko's own library, where the machine has it, to compare our reader with."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_WORD = re.compile(r"[^\W_][\w:’'-]*")
_TRANSLATED = re.compile(r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', re.MULTILINE)


class Native:
    """Spelling and base forms from libvoikko."""

    def __init__(self, library: ctypes.CDLL, handle: ctypes.c_void_p) -> None:
        self._library = library
        self._handle = handle

    def is_right(self, word: str) -> bool:
        return self._library.voikkoSpellCstr(self._handle, word.encode()) == 1

    def bases(self, word: str) -> set[str]:
        found = self._library.voikkoAnalyzeWordCstr(self._handle, word.encode())
        bases, at = set(), 0
        while found and found[at]:
            told = self._library.voikko_mor_analysis_value_cstr(found[at], b"BASEFORM")
            bases.add(told.decode().casefold() if told else "")
            at += 1
        self._library.voikko_free_mor_analysis(found)
        return bases - {""}


def native() -> Native | None:
    """Return libvoikko with its Finnish dictionary, None where the machine lacks either."""
    name = ctypes.util.find_library("voikko")
    try:
        library = ctypes.CDLL(name or "libvoikko.so.1")
    except OSError:
        return None
    library.voikkoInit.restype = ctypes.c_void_p
    library.voikkoInit.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_char_p, ctypes.c_char_p]
    library.voikkoSpellCstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.voikkoAnalyzeWordCstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.voikkoAnalyzeWordCstr.restype = ctypes.POINTER(ctypes.c_void_p)
    library.voikko_free_mor_analysis.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
    library.voikko_mor_analysis_value_cstr.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    library.voikko_mor_analysis_value_cstr.restype = ctypes.c_char_p
    handle = library.voikkoInit(ctypes.byref(ctypes.c_char_p()), b"fi", None)
    return Native(library, ctypes.c_void_p(handle)) if handle else None


def running_text() -> str:
    """Return the Finnish of the program itself: its samples, its labelled sentences and its catalogue."""
    texts: list[str] = []
    for folder in (ROOT / "resources" / "samples", ROOT / "tests" / "data" / "checks"):
        for file in sorted(folder.glob("*.toml")):
            texts += _finnish_of(tomllib.loads(file.read_text("utf-8")))
    texts += [case["text"] for case in tomllib.loads((ROOT / "tests/data/spelling/fi.toml").read_text("utf-8"))["case"]]
    for catalogue in sorted((ROOT / "translations" / "fi").rglob("*.po")):
        blocks = re.findall(r'^msgstr(?:\[\d\])? (?:"(?:[^"\\]|\\.)*"\n?)+', catalogue.read_text("utf-8"), re.MULTILINE)
        texts += ["".join(_TRANSLATED.findall(block)).replace("\\n", "\n").replace('\\"', '"') for block in blocks]
    return "\n".join(texts)


def words_of(text: str) -> list[str]:
    """Return every different word as it stands, in the order of the text."""
    found = (word.strip(".,;:!?()”\"“’'-–") for word in _WORD.findall(text))
    return list(dict.fromkeys(word for word in found if word))


def _finnish_of(held: object, *, is_finnish: bool = False) -> list[str]:
    if isinstance(held, str):
        return [held] if is_finnish else []
    if isinstance(held, dict):
        return [text for key, one in held.items() for text in _finnish_of(one, is_finnish=is_finnish or key == "fi")]
    return [text for one in held for text in _finnish_of(one, is_finnish=is_finnish)] if isinstance(held, list) else []
