"""How long something still takes."""

from __future__ import annotations

from gptemplate.i18n import Message


def time_left(elapsed: float, done: int, total: int) -> Message | None:
    """Return how long it still takes after so many seconds; None until that can be told."""
    if done < 3 or elapsed < 2 or done >= total:
        return None
    seconds = elapsed / done * (total - done)
    if seconds < 60:
        return Message("less than a minute left")
    return Message("about {n} minute left", "about {n} minutes left", n=round(seconds / 60))
