"""What states are called, in the window and in the terminal alike."""

from __future__ import annotations

from gptemplate.i18n import N_
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
