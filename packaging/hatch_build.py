"""The build hook: resources and compiled catalogues go into the wheel, where `gptemplate.resources` finds them.

An editable install reads both from the checkout, so nothing is added to it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "gptemplate/_data"


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the program's data to a wheel."""

    PLUGIN_NAME = "custom"
    _folder: tempfile.TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues and name what belongs into the wheel."""
        if version == "editable":
            return
        checkout = Path(self.root)
        self._folder = tempfile.TemporaryDirectory(prefix="gptemplate-build-")
        added = build_data["force_include"]
        added[str(checkout / "resources")] = f"{DATA}/resources"
        for compiled in compile_catalogues(checkout / "translations", Path(self._folder.name)):
            added[str(compiled)] = f"{DATA}/translations/{compiled.parent.name}/{compiled.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what was compiled."""
        if self._folder is not None:
            self._folder.cleanup()


def compile_catalogues(translations: Path, target: Path) -> list[Path]:
    """Compile each language's catalogue into `target` and return the files. Raises FileNotFoundError for none at all."""
    compiled = []
    for source in sorted(translations.glob("*/gptemplate.po")):
        file = target / source.parent.name / "gptemplate.mo"
        file.parent.mkdir(parents=True)
        with source.open("rb") as text, file.open("wb") as binary:
            write_mo(binary, read_po(text))
        compiled.append(file)
    if not compiled:
        raise FileNotFoundError(f"no catalogue in {translations}: the program would speak English only")
    return compiled
