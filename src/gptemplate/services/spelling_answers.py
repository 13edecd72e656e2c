"""What dictionaries answered before, so that a key asks them nothing."""

from __future__ import annotations

from gptemplate.model.checks import spelling as rules
from gptemplate.model.checks.spelling import Misspelt

_MOST_WORDS = 50_000
_MOST_LINES = 2_000


class Answers:
    """Answers by language and word, and the lines of which every word was answered. Any thread may read them."""

    def __init__(self) -> None:
        self._right: dict[tuple[str, str], bool] = {}
        self._names: dict[tuple[str, str, bool], bool] = {}
        self._lines: dict[tuple[str, str], list[Misspelt]] = {}

    def is_right(self, language: str, word: str) -> bool | None:
        """Return what was answered for a word, None where nobody asked."""
        return self._right.get((language, word))

    def is_name(self, language: str, word: str, *, first: bool) -> bool | None:
        """Return what was answered of a name, None where nobody asked."""
        return self._names.get((language, word, first))

    def keep(self, language: str, word: str, *, right: bool) -> None:
        """Keep whether a word is right."""
        if len(self._right) >= _MOST_WORDS:
            self.forget()
        self._right[language, word] = right

    def keep_name(self, language: str, word: str, *, first: bool, name: bool) -> None:
        """Keep whether a word is a name, where it begins a sentence (`first`) or amid one."""
        self._names[language, word, first] = name

    def forget(self) -> None:
        """Forget everything: what was wrong may be right now."""
        self._right, self._names, self._lines = {}, {}, {}

    def told(self, text: str, language: str) -> tuple[list[Misspelt], bool]:
        """Return the words known to be wrong, and whether every word of the text was answered."""
        found: list[Misspelt] = []
        is_whole, start = True, 0
        for line in text.split("\n"):
            in_line, is_known = self._told_of(line, language)
            found += ((start + first, start + end, word) for first, end, word in in_line)
            is_whole = is_whole and is_known
            start += len(line) + 1
        return found, is_whole

    def _told_of(self, line: str, language: str) -> tuple[list[Misspelt], bool]:
        lines = self._lines
        kept = lines.get((language, line))
        if kept is not None:
            return kept, True
        found, is_known = self._look_at(line, language)
        if is_known:
            if len(lines) >= _MOST_LINES:
                lines.clear()
            lines[language, line] = found
        return found, is_known

    def _look_at(self, line: str, language: str) -> tuple[list[Misspelt], bool]:
        unasked: list[str] = []

        def is_right(word: str) -> bool:
            known = self.is_right(language, word)
            if known is None:
                unasked.append(word)
            return known is not False

        def is_name(word: str, first: bool) -> bool:  # noqa: FBT001 - the shape that the rule asks for
            known = self.is_name(language, word, first=first)
            if known is None:
                unasked.append(word)
            return known is not False

        return rules.misspelt(line, language, is_right, is_name), not unasked
