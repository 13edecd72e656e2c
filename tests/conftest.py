"""What every test stands on: its own data folder, real databases, and a log that must stay quiet."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest

from gptemplate.paths import Paths, paths
from gptemplate.services import bringing_in
from gptemplate.services.templates import Templates
from gptemplate.store.library import Library, open_library
from tests.postgresql import Server, start_server

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # windows are drawn, but not on the person's screen

hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):  # what lands is judged by the same examples every time; new ones are looked for while one works
    hypothesis.settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks veraPDF, which runs on a Java of its own, is slow."""
    for item in items:
        if isinstance(item, pytest.Function) and "vera" in item.fixturenames:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the person's own data, settings or cache."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(folder / name.lower()))
        patch.setenv("LANG", "en_GB.UTF-8")
        patch.setenv("LANGUAGE", "en")
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


class ExpectedLog:
    """Lets a test say which warnings it means to cause."""

    def __init__(self) -> None:
        self.allowed: list[str] = []

    def __call__(self, part: str) -> None:
        self.allowed.append(part)

    def covers(self, record: logging.LogRecord) -> bool:
        return any(part in record.getMessage() for part in self.allowed)


@pytest.fixture(autouse=True)
def expect_log(caplog: pytest.LogCaptureFixture) -> Iterator[ExpectedLog]:
    """Fail a test that logs a warning nobody expected."""
    expected = ExpectedLog()
    yield expected
    for when in ("setup", "call"):
        for record in caplog.get_records(when):
            if record.levelno >= logging.WARNING and not expected.covers(record):
                pytest.fail(f"unexpected log: {record.name}: {record.getMessage()}")


@pytest.fixture
def where(tmp_path: Path) -> Paths:
    """The paths of a data folder of its own."""
    return paths(tmp_path / "data")


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """The program's own templates."""
    return Templates(tmp_path_factory.mktemp("no-templates"))


Opened = Callable[..., Library]


@pytest.fixture
def opened(where: Paths, templates: Templates) -> Iterator[Opened]:
    """Opens SQLite libraries and closes them after the test."""
    held: list[Library] = []

    def open_one(location: Path | None = None, **options: object) -> Library:
        library = open_library(location or where.library, templates, **{"device": "here", **options})  # type: ignore[arg-type]
        held.append(library)
        return library

    yield open_one
    for library in held:
        library.close()


@pytest.fixture(scope="session")
def samples_file(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Path:
    """A library file with the six samples: bringing them in takes a second, a copy nothing."""
    file = tmp_path_factory.mktemp("samples") / "library.gptemplate"
    library = open_library(file, templates, device="here")
    brought, _changes, errors = bringing_in.bring_in(library, bringing_in.sample_files())
    library.close()
    assert len(brought) == 6
    assert not errors
    return file


@pytest.fixture
def library(opened: Opened, where: Paths, request: pytest.FixtureRequest) -> Library:
    """A library in a file, empty unless the test asks for the samples."""
    if "samples" in request.fixturenames:
        where.data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(request.getfixturevalue("samples_file"), where.library)
    return opened()


@pytest.fixture
def samples(library: Library) -> Library:
    """A library with the sample practices."""
    return library


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL server of this test run's own."""
    with start_server(tmp_path_factory) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def any_library(request: pytest.FixtureRequest, where: Paths, templates: Templates) -> Iterator[Library]:
    """An empty library, once in a file and once on a server."""
    location: Path | str = where.library
    if request.param == "postgresql":
        location = request.getfixturevalue("postgresql_server").new_database()
    library = open_library(location, templates, author="group 1", device="here")
    yield library
    library.close()


@contextmanager
def environment(**names: str) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
