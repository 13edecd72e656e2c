"""The one door: no command opens the window, a command runs in the terminal."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # type checkers know the name; importing it from `typing` would take half of `--version`
if TYPE_CHECKING:
    from pathlib import Path

    from gptemplate.paths import Paths
    from gptemplate.settings import Settings


def main() -> int:
    """Run the program as the person called it and return its exit code."""
    if getattr(sys, "frozen", False):  # a process that helps with an export is this program too
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:] == ["--version"]:  # answered before anything else is loaded
        from gptemplate import __version__

        sys.stdout.write(f"gptemplate {__version__}\n")
        return 0
    from gptemplate.cli.main import main as run

    return run(sys.argv[1:], open_window)


def open_window(paths: Paths, settings: Settings, location: Path | str | None, language: str) -> int:
    """Open the window and return its exit code when it is closed; only now is Qt loaded."""
    from gptemplate.gui import app

    return app.run(paths, settings, location=location, language=language)


if __name__ == "__main__":
    sys.exit(main())
