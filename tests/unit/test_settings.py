"""Settings survive, and never keep the program from starting."""

from pathlib import Path

import pytest

from gptemplate import settings
from gptemplate.settings import Settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    chosen = Settings(interface_language="sv", columns=("fi", "sv"), device="abc", text_scale=150)
    settings.write(chosen, file)
    assert settings.read(file) == chosen


def test_a_spoilt_file_is_kept_aside_and_the_defaults_serve(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{ not json", encoding="utf-8")
    assert settings.read(file).theme == ""
    assert (tmp_path / "settings.spoilt.json").read_text(encoding="utf-8") == "{ not json"


def test_values_of_another_kind_are_passed_over_and_newer_ones_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"text_scale": "huge", "theme": "dark", "of_a_newer_version": 1}', encoding="utf-8")
    found = settings.read(file)
    assert (found.text_scale, found.theme) == (100, "dark")
    settings.write(found._replace(theme=""), file)
    assert '"of_a_newer_version": 1' in file.read_text(encoding="utf-8")


def test_each_device_has_a_name_of_its_own(tmp_path: Path) -> None:
    assert settings.read(tmp_path / "none.json").device


def test_a_place_that_went_away_is_not_made_anew(tmp_path: Path) -> None:
    """Else a stick that was pulled out would leave a folder of its name on the disk, and hide the stick when it returns."""
    with pytest.raises(OSError, match="stick"):
        settings.write(Settings(), tmp_path / "stick" / "gptemplate" / "settings.json")
    assert not (tmp_path / "stick").exists()
