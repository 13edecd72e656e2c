"""One hostile file in a process of its own, with 1.5 GB of memory and half a minute of work.

    python -m tests.hostile.limits WHAT FILE

Prints "taken or refused", or the name of the error that came instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from gptemplate.errors import UserError
from gptemplate.exchange.pictures import prepare
from gptemplate.model.template_file import read_template
from gptemplate.services import bringing_in
from gptemplate.services.templates import Templates
from gptemplate.store.library import open_library

ROOT = Path(__file__).resolve().parent.parent.parent
MEMORY = 1_500_000_000  # bytes of address space
WORK = 20  # seconds of processor time


def with_little_memory(what: str, file: str) -> str:
    """Do something with a file in a process with limits; return what came of it."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.limits", what, file],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )
    return done.stdout.strip() or f"ended with {done.returncode}: {done.stderr.strip()[-300:]}"


def _do(what: str, file: Path) -> None:
    match what:
        case "picture":
            prepare(file.read_bytes(), file.name)
        case "template":
            read_template(file.read_bytes(), file.name)
        case _:
            with tempfile.TemporaryDirectory() as folder:
                library = open_library(Path(folder) / "a.gptemplate", Templates(Path(folder)))
                bringing_in.bring_in(library, [file])
                library.close()


def main() -> None:
    """Do what the arguments say, with the limits."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (WORK, WORK))
    try:
        _do(sys.argv[1], Path(sys.argv[2]))
    except UserError:
        pass
    except MemoryError:
        print("out of memory")
        return
    print("taken or refused")


if __name__ == "__main__":
    main()
