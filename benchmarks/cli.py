"""How long the command line takes, against a bare Python doing nothing in the same run.

    uv run python benchmarks/cli.py [FOLDER]

The floors: `--version` under 3 times `python -c pass`; `list` on 1,000 practices under 0.6 s.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from libraries import build

TURNS = 15
PRACTICES = 1_000


def taken(*arguments: str) -> float:
    """Return the milliseconds that one run of Python takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def main(folder: Path) -> None:
    """Measure each command in turn with the floor, so that a busy moment meets all alike."""
    library = str(build(folder / "thousand.gptemplate", PRACTICES))
    program = ("-m", "gptemplate", "--data-dir", str(folder / "data"), "--library", library)
    jobs = {
        "python -c pass": ("-c", "pass"),
        "python -c 'import argparse, json, sqlite3'": ("-c", "import argparse, json, sqlite3"),
        "gptemplate --version": ("-m", "gptemplate", "--version"),
        "gptemplate --help": ("-m", "gptemplate", "--help"),
        f"gptemplate list ({PRACTICES:,})": (*program, "list"),
        f"gptemplate list --json ({PRACTICES:,})": (*program, "list", "--json"),
        f"gptemplate list --search ({PRACTICES:,})": (*program, "list", "--search", "kunta"),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _turn in range(TURNS):
        for name, arguments in jobs.items():
            times[name].append(taken(*arguments))
    floor = median(times["python -c pass"])
    for name, each in times.items():
        print(f"{name:44} median {median(each):7.1f} ms   {median(each) / floor:5.1f} x python -c pass")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
