"""Which entries fit a few letters; nothing here knows Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 50  # entries shown; who sees none of them that fits types another letter


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to go to: a practice or a command; `beside` stands muted after its title."""

    kind: str
    ident: str
    title: str
    beside: str = ""


def fitting(goals: Iterable[Goal], typed: str) -> list[Goal]:
    """Return the goals that have every word typed, the best first: in order, at the start of words, short titles."""
    words = _plain(typed).split()
    ranked = []
    for place, goal in enumerate(goals):
        rank = _rank(_plain(goal.title), _plain(goal.beside), words)
        if rank is not None:
            ranked.append((rank, place, goal))
    ranked.sort(key=lambda one: one[:2])
    return [goal for _rank_, _place, goal in ranked[:MOST]]


def _rank(title: str, beside: str, words: list[str]) -> int | None:
    """Lower is better; None does not fit."""
    rank = 0
    for word in words:
        at = title.find(word)
        if at == 0:
            continue
        if at > 0:
            rank += 1 if title[at - 1] == " " else 3
        elif word in beside:
            rank += 6
        else:
            return None
    return rank


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
