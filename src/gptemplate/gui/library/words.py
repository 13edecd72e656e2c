"""How the table names and draws statuses, marks and columns."""

from __future__ import annotations

from gptemplate.gui.library.state import Mark
from gptemplate.gui.theme import Pair, Theme
from gptemplate.i18n import N_
from gptemplate.model.states import Status

STATUS_ICONS = {
    Status.DRAFT: "pencil-line",
    Status.IN_REVIEW: "eye",
    Status.APPROVED: "circle-check",
    Status.SUBMITTED: "send",
}

_STATUS_STATES = {Status.DRAFT: "draft", Status.IN_REVIEW: "to_check", Status.APPROVED: "done"}

MARK_WORDS = {
    Mark.MISSING: N_("Missing texts"),
    Mark.STALE: N_("Stale"),
    Mark.OVER: N_("Over limit"),
}

MARK_ICONS = {Mark.MISSING: "circle-dashed", Mark.STALE: "history", Mark.OVER: "triangle-alert"}

LANGUAGE_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English", "de": "Deutsch", "es": "Español", "el": "Ελληνικά",
                  "it": "Italiano", "nl": "Nederlands", "pl": "Polski", "sl": "Slovenščina"}  # fmt: skip
"""Languages by their own names; a template names its own where it is at hand."""


def language_name(code: str) -> str:
    """Return a language's own name, or its code where it is not known here."""
    return LANGUAGE_NAMES.get(code, code.upper())


def status_pair(theme: Theme, status: Status) -> Pair:
    """Return the ink and the ground of a status."""
    state = _STATUS_STATES.get(status)
    return theme.state(state) if state else (theme.accent, theme.accent_soft)


def mark_pair(theme: Theme, mark: Mark) -> Pair:
    """Return the ink and the ground of a mark."""
    if mark is Mark.OVER:
        return theme.danger, theme.danger_soft
    return theme.state("stale" if mark is Mark.STALE else "empty")
