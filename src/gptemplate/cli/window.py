"""Opening the window from a terminal, or saying why it cannot open."""

from __future__ import annotations

import os
import sys

from gptemplate.cli.call import Call
from gptemplate.i18n import Message

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def open_window(call: Call) -> int | None:
    """Open the window and return its exit code, or None after telling why there is none."""
    if not _has_display():
        call.tell(Message("There is no display here, so the window stays closed. “gptemplate --help” says what works without."))
        return None
    sys.stdout.flush()
    try:
        return call.window(call.paths, call.settings, call.location, call.language)
    except ImportError as error:
        if (error.name or "").startswith("gptemplate"):
            raise
        call.tell(Message("The window cannot open: {reason}. The README lists what it needs.", reason=str(error)))
        return None


def _has_display() -> bool:
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in _DISPLAYS)
