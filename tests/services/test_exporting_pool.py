"""Many documents on several cores: a process that dies, a document that breaks, a stop in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from gptemplate.errors import ExportError
from gptemplate.i18n import Message
from gptemplate.services import exporting
from gptemplate.services import library as practices
from gptemplate.services.exporting import Exported, Format, Order, Outcome, Way
from gptemplate.services.exporting.batch import put
from gptemplate.services.exporting.jobs import Job, Ready
from gptemplate.services.exporting.making import POOL_PAYS, make_all
from gptemplate.store.library import Library


@dataclass(frozen=True, slots=True)
class Fatal:
    """A document that ends the process that draws it, as a bug in a library of the system does."""

    stem: str
    format: Format = Format.PDF
    error: type[BaseException] | None = None

    def key(self) -> str:
        return self.stem

    def render(self) -> bytes:
        if self.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        assert self.error is not None
        raise self.error("broken") if self.error is not ExportError else ExportError(Message("Choose a folder."))

    def undrawable(self) -> str:
        return ""

    def told(self) -> Exported:
        return Exported("p", self.stem, ("fi",), self.format)


def plain(number: int) -> Ready:
    return Ready(f"document {number}".encode() * 1000, Format.PDF, f"document {number}", f"document {number}")


def units(*others: Job, many: int = POOL_PAYS + 40) -> list[list[Job]]:
    """Units of three plain documents, with others in the middle of them."""
    made: list[list[Job]] = [[plain(n), plain(n + 1), plain(n + 2)] for n in range(0, many, 3)]
    for one in others:
        made[len(made) // 2].insert(1, one)
    return made


@pytest.mark.slow
def test_one_document_on_two_cores_is_the_same_as_on_one(samples: Library, tmp_path: Path) -> None:
    everything = tuple(one.id for one in practices.list_practices(samples)) * 2
    order = Order(everything)
    made = {}
    for processes in (1, 2):
        folder = tmp_path / str(processes)
        exporting.export(samples, order, folder, Way(processes=processes))
        made[processes] = {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.startswith(".")}
    assert len(made[1]) >= 36
    assert made[1] == made[2]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
@pytest.mark.slow
def test_a_process_that_dies_does_not_lose_the_rest(tmp_path: Path) -> None:
    told = list(put(units(Fatal("murder")), tmp_path, Way(processes=2)))
    failed = [one for one in told if one.outcome is not Outcome.MADE]
    assert [one.title for one in failed] == ["murder"]
    assert "fault in the program" in str(failed[0].problem)
    assert [one.title for one in told if one.file] == [f"document {n}" for n in range(90)], "in the order they were asked for"
    assert all(one.file.read_bytes() == plain(n).content for n, one in enumerate(one for one in told if one.file))


@pytest.fixture(autouse=True)
def _faults_are_logged(expect_log) -> None:
    expect_log("a document could not be made")
    expect_log("a document was not written")


@pytest.mark.parametrize("many", [3, POOL_PAYS + 40], ids=["in this process", "in others"])
def test_a_document_that_breaks_does_not_stop_the_others(tmp_path: Path, many: int) -> None:
    broken = [Fatal("bug", error=ZeroDivisionError), Fatal("disk", error=PermissionError), Fatal("told", error=ExportError)]
    told = list(put(units(*broken, many=many), tmp_path, Way(processes=2)))
    problems = {one.title: str(one.problem) for one in told if one.problem}
    assert problems.keys() == {"bug", "disk", "told"}
    assert "fault in the program" in problems["bug"]
    assert problems["told"] == "Choose a folder."
    assert sum(one.outcome is Outcome.MADE for one in told) == len(told) - 3


def test_a_stop_in_the_middle_leaves_whole_files_and_nothing_else(tmp_path: Path) -> None:
    with closing(put(units(many=300), tmp_path, Way(processes=2))) as results:
        for number, _one in enumerate(results):
            if number == 70:
                break
    files = sorted(tmp_path.iterdir())
    assert len(files) == 71 + 1, "and the record"
    assert all(file.stat().st_size > 9_000 for file in files if file.suffix == ".pdf")
    told = list(put(units(many=300), tmp_path, Way(processes=2)))
    assert sum(one.outcome is Outcome.UNCHANGED for one in told) == 71


def test_few_documents_take_no_second_process(tmp_path: Path) -> None:
    class Watched(Ready):
        def render(self) -> bytes:
            seen.append(os.getpid())
            return b"x"

    seen: list[int] = []
    jobs = [[Watched(b"", Format.PDF, f"{n}", "")] for n in range(POOL_PAYS - 1)]
    assert sum(one is not None for one in make_all(jobs, tmp_path, 8)) == POOL_PAYS - 1
    assert set(seen) == {os.getpid()}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_processes_end_when_the_program_is_killed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            """
            import os, sys, time
            from pathlib import Path
            from gptemplate.services.exporting import Format
            from gptemplate.services.exporting.jobs import Ready
            from gptemplate.services.exporting.making import make_all

            class Slow(Ready):
                def render(self):
                    print(os.getpid(), flush=True)
                    time.sleep(0.2)
                    return b"x"

            if __name__ == "__main__":
                jobs = [[Slow(b"", Format.PDF, str(n), "")] for n in range(500)]
                for _one in make_all(jobs, Path(sys.argv[1]), 2):
                    pass
            """
        ),
        encoding="utf-8",
    )
    folder = tmp_path / "out"
    folder.mkdir()
    with subprocess.Popen([sys.executable, program, folder], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        workers = {int(running.stdout.readline()) for _line in range(6)}
        running.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{one}").exists() for one in workers):
        assert time.monotonic() < deadline, "a process outlives the program"
        time.sleep(0.05)
