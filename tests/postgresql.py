"""A real PostgreSQL server on a temporary folder, without a port that others could reach."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

_numbers = count()


@dataclass(frozen=True)
class Server:
    """A running server: its programs, its folder and the user it belongs to."""

    programs: Path
    folder: Path
    user: str

    def new_database(self) -> str:
        """Return the URL of a new, empty database."""
        name = f"library_{os.getpid()}_{next(_numbers)}"
        self.run("createdb", "-h", str(self.folder), "-U", "tests", "-E", "UTF8", "-T", "template0", name)
        return f"postgresql+psycopg://tests@/{name}?host={self.folder}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of the server's programs as the server's user."""
        command = [str(self.programs / program), *arguments]
        if self.user != getpass.getuser():
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, timeout=60)


@contextmanager
def start_server(folders: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server for as long as the tests run; where PostgreSQL is not installed, skip (but not in CI)."""
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed, and CI must test with it")
        pytest.skip("PostgreSQL is not installed")
    # A short path: the server's socket lies in it, and a socket's path may have 107 characters.
    folder = Path("/tmp") / f"gptemplate-pg-{os.getpid()}"
    folder.mkdir(mode=0o755)
    user = _user(folder)
    server = Server(programs, folder, user)
    try:
        server.run("initdb", "-D", str(folder / "db"), "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        server.run("pg_ctl", "-D", str(folder / "db"), "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield server
        server.run("pg_ctl", "-D", str(folder / "db"), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if installed:
        return installed[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _user(folder: Path) -> str:
    """The server refuses to run as root; Debian has a user for it."""
    if os.geteuid() != 0:
        return getpass.getuser()
    shutil.chown(folder, "postgres")
    return "postgres"
