"""What takes long to make is made once, where it is first needed, and shared by all who ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Makes a thing when it is first called. Only jobs of one thread may call it: the adviser's."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: T | None = None

    def __call__(self) -> T:
        """Return the thing."""
        if self._made is None:
            self._made = self._make()
        return self._made
