"""The wheel: what is in it, and that it works where there is no checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from gptemplate import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
UV = shutil.which("uv")
needs_uv = pytest.mark.skipif(UV is None, reason="needs uv on the path")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), needs_uv]


def uv(*words: str | Path, folder: Path) -> None:
    """Run uv; what it needs is in its cache after `uv run pytest`, otherwise it may fetch it."""
    kept = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
    for mode in (["--offline"], []):
        ended = subprocess.run(
            [str(UV), *mode, *map(str, words)], cwd=folder, env=kept, capture_output=True, text=True, check=False
        )
        if ended.returncode == 0:
            return
    pytest.fail(ended.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an index would get it."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", CHECKOUT, "--out-dir", folder, folder=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment that has the wheel and nothing else of ours."""
    folder = tmp_path_factory.mktemp("installed")
    uv("venv", "--python", sys.executable, folder / "venv", folder=folder)
    found = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    uv("pip", "install", "--python", found / "python", wheel, folder=folder)
    return found


def test_the_wheel_has_every_module_resource_and_catalogue(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {name for name in archive.namelist() if ".dist-info/" not in name}
    modules = {
        file.relative_to(CHECKOUT / "src").as_posix()
        for file in (CHECKOUT / "src").rglob("*")
        if file.is_file() and file.parent.name != "__pycache__"
    }
    resources = {
        f"gptemplate/_data/{file.relative_to(CHECKOUT).as_posix()}"
        for file in (CHECKOUT / "resources").rglob("*")
        if file.is_file()
    }
    languages = {file.parent.name for file in (CHECKOUT / "translations").glob("*/gptemplate.po")}
    assert languages >= {"fi", "sv"}
    catalogues = {f"gptemplate/_data/translations/{language}/gptemplate.mo" for language in languages}
    assert inside == modules | resources | catalogues


def test_the_wheel_says_whose_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"gptemplate-{__version__}.dist-info/METADATA").decode()
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "License-Expression: EUPL-1.2" in metadata


def test_the_installed_program_works_from_another_folder(scripts: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*words: str) -> str:
        program = [str(scripts / words[0]), *words[1:]]
        ended = subprocess.run(program, cwd=tmp_path, env=kept, capture_output=True, text=True, encoding="utf-8", check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    data = ("--data-dir", str(tmp_path / "data"), "--language", "fi")
    assert run("gptemplate", "--version") == f"gptemplate {__version__}\n"
    assert len(run("gptemplate", *data, "sample").splitlines()) == 6
    assert "Koetiski" in run("gptemplate", *data, "list")
    made = run("gptemplate", *data, "export", "f34f54e0", "--languages", "fi", "--to", str(tmp_path / "out")).splitlines()
    assert [Path(file).suffix for file in made] == [".pdf", ".docx"]
    assert all(Path(file).stat().st_size > 10_000 for file in made)
    found = run("python", "-c", "import gptemplate; print(gptemplate.__file__)")
    assert Path(found.strip()).is_relative_to(scripts.parent)


def test_the_sources_alone_are_not_packed_without_catalogues(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(CHECKOUT, copy, ignore=shutil.ignore_patterns(".*", "tests", "translations", "benchmarks", "docs"))
    ended = subprocess.run(
        [str(UV), "build", "--wheel", str(copy), "--out-dir", str(tmp_path / "dist")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "no catalogue" in ended.stderr
