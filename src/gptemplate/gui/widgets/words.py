"""The names, pictures and order of the states that a person sees."""

from __future__ import annotations

from gptemplate.i18n import N_
from gptemplate.model.practice import State, Status

STATE_WORDS = {
    State.EMPTY: N_("Empty"),
    State.DRAFT: N_("Draft"),
    State.TO_CHECK: N_("To check"),
    State.STALE: N_("Stale"),
    State.DONE: N_("Done"),
}

STATE_ICONS = {
    State.EMPTY: "circle-dashed",
    State.DRAFT: "pencil-line",
    State.TO_CHECK: "eye",
    State.STALE: "history",
    State.DONE: "circle-check",
}

STATUS_WORDS = {
    Status.DRAFT: N_("Draft"),
    Status.IN_REVIEW: N_("In review"),
    Status.APPROVED: N_("Approved"),
    Status.SUBMITTED: N_("Submitted"),
}
