"""What states and reasons are called, in the window and in the terminal alike."""

from __future__ import annotations

from gptemplate.i18n import N_, Translator
from gptemplate.model.states import State, Status

STATE_WORDS = {
    State.EMPTY: N_("Empty"),
    State.DRAFT: N_("Draft"),
    State.TO_CHECK: N_("To check"),
    State.STALE: N_("Stale"),
    State.DONE: N_("Done"),
}

STATUS_WORDS = {
    Status.DRAFT: N_("Draft"),
    Status.IN_REVIEW: N_("In review"),
    Status.APPROVED: N_("Approved"),
    Status.SUBMITTED: N_("Submitted"),
}

COPY_REASONS = {
    "daily": N_("the day's"),
    "regular": N_("now and then"),
    "by-hand": N_("by hand"),
    "before-merge": N_("before an import"),
    "before-restore": N_("before a copy was put back"),
    "before-repair": N_("before a repair"),
    "before-upgrade": N_("before an upgrade"),
    "before-move": N_("before a move"),
}


def copy_reason(tr: Translator, reason: str) -> str:
    """Say why a copy of the library was made; a reason that only a newer version knows stays as it is."""
    found = next((words for name, words in COPY_REASONS.items() if reason.startswith(name)), "")
    return tr(found) if found else reason
