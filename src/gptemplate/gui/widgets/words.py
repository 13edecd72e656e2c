"""The pictures of the states that a person sees."""

from __future__ import annotations

from gptemplate.model.states import State

STATE_ICONS = {
    State.EMPTY: "circle-dashed",
    State.DRAFT: "pencil-line",
    State.TO_CHECK: "eye",
    State.STALE: "history",
    State.DONE: "circle-check",
}
