"""What a second core gives a large export: `uv run python benchmarks/batch.py [PRACTICES]` (1000 unless told).

Every practice in three languages as Word and PDF, on one core and on all of them, each in a program of its own;
then once more, when nothing changed. Compare ratios. Memory is the peak of all processes together (Linux only).
On a machine that is busy otherwise, the seconds of all cores say more than those of the clock.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import libraries

from gptemplate.services import library as practices
from gptemplate.services.exporting import Order, Way, export
from gptemplate.services.exporting.making import cores

EVERY = 0.1  # seconds between two looks at the memory


def main() -> None:
    """Print a line for each number of processes."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        file = libraries.build(Path(folder) / f"{size}.gptemplate", size)
        single = 0.0
        for processes in (1, cores()):
            out = Path(folder) / f"out-{processes}"
            seconds, cpu, peak = _measured(file, out, processes)
            single = single or seconds
            made = sum(1 for one in out.iterdir() if not one.name.startswith("."))
            speed = f"{seconds:6.1f} s, x{single / seconds:.2f}"
            print(f"{processes} process(es): {made} documents, {speed}, {cpu:.1f} s of all cores, peak {peak:.0f} MB")
        seconds, cpu, peak = _measured(file, out, cores())
        print(f"again, unchanged: {seconds:6.1f} s, x{single / seconds:.1f}, {cpu:.1f} s of all cores, peak {peak:.0f} MB")


def _measured(file: Path, out: Path, processes: int) -> tuple[float, float, float]:
    """Seconds, seconds of all cores together, and megabytes of one export in a program of its own."""
    began, spent = time.perf_counter(), _spent()
    with subprocess.Popen([sys.executable, __file__, "--export", str(file), str(out), str(processes)]) as running:
        peak, ended = [0.0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(running.pid, peak, ended))
        watcher.start()
        assert running.wait() == 0
        taken = time.perf_counter() - began
        ended.set()
        watcher.join()
    return taken, _spent() - spent, peak[0]


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, peak: list[float], ended: threading.Event) -> None:
    while not ended.wait(EVERY):
        peak[0] = max(peak[0], sum(map(_memory, (pid, *_children(pid)))))


def _children(pid: int) -> list[int]:
    try:
        found = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        others = [int(one) for task in Path(f"/proc/{pid}/task").iterdir() for one in (task / "children").read_text().split()]
    except OSError:
        return []
    return sorted({*found, *others})


def _memory(pid: int) -> float:
    """Megabytes of a process; what it shares with others is counted once, in parts."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _export(file: Path, out: Path, processes: int) -> None:
    library = libraries.open_at(file, read_only=True)
    ids = tuple(one.id for one in practices.list_practices(library))
    export(library, Order(ids), out, Way(processes=processes))
    library.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--export"]:
        _export(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
