"""What is handed to a translator, in words; nothing here knows Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gptemplate.gui.library.state import Entry
from gptemplate.i18n import N_, Message, Translator
from gptemplate.services.handing_off import Errand, HandedOff, Kind

KIND_WORDS = {
    Kind.CAT: (
        N_("For a translation program"),
        N_("A package for each language: XLIFF, a project for OmegaT, memory, glossary, and the texts to read."),
    ),
    Kind.WORD: (
        N_("For Word"),
        N_("A table for each practice, for a translator who works without such a program."),
    ),
}
EXTENT_WORDS = {
    False: (N_("What needs it"), N_("Texts that are not translated, stale or to be checked.")),
    True: (N_("Everything"), N_("Finished translations as well.")),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person ticked. `source` "": each text from the language that it was written in."""

    entries: tuple[Entry, ...]
    targets: tuple[str, ...]
    source: str = ""
    kind: Kind = Kind.CAT
    everything: bool = False

    def hindrance(self) -> Message | None:
        """Return what is still missing, or wrong."""
        if not self.entries:
            return Message("There is no practice to hand off.")
        if not self.targets:
            return Message("Choose at least one language to translate into.")
        if self.source and self.targets == (self.source,):
            return Message("A text cannot be translated into its own language.")
        return None

    def told(self) -> Message:
        """Return what will be made."""
        n = len([code for code in self.targets if code != self.source])
        if self.kind is Kind.CAT:
            return Message("Makes up to {n} package.", "Makes up to {n} packages.", n=n)
        return Message("Makes up to {n} table.", "Makes up to {n} tables.", n=n * len(self.entries))

    def errand(self, language: str) -> Errand:
        """Return the errand; `language` is that of the interface."""
        targets = tuple(code for code in self.targets if code != self.source)
        return Errand(tuple(one.id for one in self.entries), targets, self.source, self.kind, self.everything, language)


def line(tr: Translator, one: HandedOff) -> str:
    """Return what is in a file, or why there is none."""
    if one.problem is not None:
        return tr(one.problem)
    assert one.file is not None
    parts = (
        Message("{n} practice", "{n} practices", n=one.practices),
        Message("{n} text", "{n} texts", n=one.texts),
        Message("{n} word", "{n} words", n=one.words),
        Message("{n} character", "{n} characters", n=one.characters),
    )
    counted = ", ".join(tr(part) for part in (parts if one.practices > 1 else parts[1:]))
    was_there = "" if one.is_new else f" · {tr(N_('was there already'))}"
    return f"{one.file.name}\n{counted}{was_there}"


def total(tr: Translator, done: Sequence[HandedOff]) -> str:
    """Return what came of everything."""
    files = sum(one.file is not None for one in done)
    if not files:
        return tr(N_("Nothing needs to be translated."))
    words = sum(one.words for one in done)
    counted = (Message("{n} file", "{n} files", n=files), Message("{n} word", "{n} words", n=words))
    return " · ".join(tr(part) for part in counted)


def left_out(done: Sequence[HandedOff]) -> list[str]:
    """Return the practices that have nothing to translate, with the languages."""
    languages: dict[str, list[str]] = {}
    for one in done:
        for title in one.left_out:
            languages.setdefault(title, []).append(one.target.upper())
    return [f"{title} ({', '.join(dict.fromkeys(codes))})" for title, codes in languages.items()]


def after(tr: Translator) -> str:
    """Return what to do with the files."""
    return tr(N_("Send the files to the translator. What comes back is brought in like any other file, and shown before."))
