"""What a damaged library does not give back, in words for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gptemplate.i18n import Message
from gptemplate.model.states import Key
from gptemplate.store.gathering import Found
from gptemplate.store.gathering_lexical import Lexical


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that was not recovered as it was; `when` is the time of the older text that took its place."""

    kind: str
    message: Message
    practice: str = ""
    key: Key | None = None


def lost(found: Found) -> Iterable[Loss]:
    """Say what of a file is not there, whichever practice it was of."""
    yield from _general(found)
    yield from _lost_history(found)
    yield from _lost_comments(found.lost_comments)
    yield from _lost_words(found.lexical)


def _general(found: Found) -> Iterable[Loss]:
    if found.unreadable:
        n = found.unreadable
        yield Loss("file", Message("{n} page of the file is empty.", "{n} pages of the file are empty.", n=n))
    if found.doubtful:
        n = found.doubtful
        message = Message("{n} earlier text is damaged and left out.", "{n} earlier texts are damaged and left out.", n=n)
        yield Loss("history", message)


def _lost_history(found: Found) -> Iterable[Loss]:
    """What texts and revisions say that came before them, and that is not there."""
    named = {parent for one in found.revisions.values() for parent in one.parents}
    named |= {row["head"] for (practice, _key), row in found.values.items() if row["head"] and practice in found.practices}
    if n := len(named - found.revisions.keys() - found.spoilt.keys()):
        message = Message("{n} earlier text is lost from the history.", "{n} earlier texts are lost from the history.", n=n)
        yield Loss("history", message)


def _lost_comments(n: int) -> Iterable[Loss]:
    if n:
        message = Message("{n} comment is damaged and left out.", "{n} comments are damaged and left out.", n=n)
        yield Loss("comment", message)


def _lost_words(found: Lexical) -> Iterable[Loss]:
    lost = Counter(table for table, _ident in found.lost)
    if n := lost["memory_text"]:
        message = Message(
            "{n} text of the translation memory is damaged and left out.",
            "{n} texts of the translation memory are damaged and left out.",
            n=n,
        )
        yield Loss("memory", message)
    if n := found.made_up:
        message = Message(
            "{n} entry of the translation memory has lost where it came from.",
            "{n} entries of the translation memory have lost where they came from.",
            n=n,
        )
        yield Loss("memory", message)
    if n := lost["term"]:
        message = Message(
            "{n} term of the glossary is damaged and left out.", "{n} terms of the glossary are damaged and left out.", n=n
        )
        yield Loss("term", message)
    if n := lost["known_word"]:
        message = Message(
            "{n} word of the word list is damaged and left out.", "{n} words of the word list are damaged and left out.", n=n
        )
        yield Loss("word", message)


def lost_steps(n: int) -> Iterable[Loss]:
    """Say how many steps of undo stay behind."""
    if n:
        message = Message(
            "{n} step that could be undone is not carried over; the history of every text is.",
            "{n} steps that could be undone are not carried over; the history of every text is.",
            n=n,
        )
        yield Loss("undo", message)
