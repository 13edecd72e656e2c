"""Where the program keeps things."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Paths(NamedTuple):
    """The folder of one person's data and the names inside it."""

    data: Path

    @property
    def library(self) -> Path:
        """The library file: every practice, with its history and photos."""
        return self.data / "practices.gptemplate"

    @property
    def templates(self) -> Path:
        """Template files that the person added."""
        return self.data / "templates"

    @property
    def backups(self) -> Path:
        """Copies of the library."""
        return self.data / "backups"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.data / "settings.json"

    @property
    def logs(self) -> Path:
        """What the program did, without any text of a practice."""
        return self.data / "logs"


def paths(data_dir: str | Path | None = None) -> Paths:
    """Return the paths below `data_dir`, or below the platform's own place for data."""
    if data_dir is not None:
        return Paths(Path(data_dir).expanduser().absolute())
    import platformdirs

    return Paths(Path(platformdirs.user_data_dir("gptemplate", appauthor=False)))
