"""When to save what is typed: soon after a pause, and never long after the first key."""

from __future__ import annotations

from collections.abc import Callable

PAUSE = 0.3  # seconds after the last key
LONGEST = 1.0  # seconds after the first key that is not saved


class Autosave:
    """Knows when a save is due. `now` is a clock in seconds."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._first: float | None = None
        self._last = 0.0

    def touch(self) -> None:
        """A key was pressed."""
        self._last = self._now()
        if self._first is None:
            self._first = self._last

    def clear(self) -> None:
        """Everything typed so far is on its way to the disk."""
        self._first = None

    @property
    def wait(self) -> float | None:
        """Seconds until a save is due, 0 when it is; None when there is nothing to save."""
        if self._first is None:
            return None
        return max(0.0, min(self._last + PAUSE, self._first + LONGEST) - self._now())

    @property
    def is_due(self) -> bool:
        """Whether it is time to save."""
        return self.wait == 0.0
