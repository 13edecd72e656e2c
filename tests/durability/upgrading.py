"""A library of the first schema is put on the disk, said to be there, and opened by today's program.

python -m tests.durability.upgrading FOLDER
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library
from tests.durability.recording import ROOT, SAID
from tests.durability.state import fingerprint


def main(folder: Path) -> None:
    """Do it."""
    file = folder / "practices.gptemplate"
    with file.open("wb") as to:
        to.write((ROOT / "tests" / "data" / "schema-1.gptemplate").read_bytes())
        to.flush()
        os.fsync(to.fileno())
    directory = os.open(folder, os.O_RDONLY)
    os.fsync(directory)
    with (folder / SAID).open("ab", buffering=0) as aloud:
        aloud.write(json.dumps({"did": "put", "state": ""}).encode())
        library = open_library(file, Templates(folder), device="here", backups=folder / "backups")
        aloud.write(json.dumps({"did": "upgraded", "state": fingerprint(library)}).encode())
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
