"""The settings: what is read, and how each fault is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ticker.config import Config, check_timezone, load
from ticker.errors import UsageError


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "config.toml", required=False) == Config()


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"There is no configuration file .*nowhere\.toml"):
        load(tmp_path / "nowhere.toml", required=True)


def test_all_settings_are_read(tmp_path: Path) -> None:
    path = written(tmp_path, 'locale = "de_AT"\ntimezone = "Europe/Vienna"\ntheme = "light"\n')

    assert load(path, required=True) == Config("de_AT", "Europe/Vienna", "light")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('them = "light"', "“them” is no setting. Did you mean “theme”?"),
        ("x = 1", "“x” is no setting. There are: locale, timezone, theme."),
        ("theme = 3", "“theme” must be a text in quotes."),
        ('theme = "pink"', "“theme” cannot be “pink”. Possible: dark, light."),
        ('locale = "fr_FR"', "“locale” cannot be “fr_FR”. Possible: de_DE,"),
        ('timezone = "Europe/Entenhausen"', "There is no time zone “Europe/Entenhausen”."),
        ("theme = ", "is no TOML:"),
    ],
)
def test_each_fault_is_one_clear_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(written(tmp_path, text), required=False)

    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_is_no_text_file_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(UsageError, match="cannot be read"):
        load(path, required=False)
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path, required=False)


@pytest.mark.parametrize("name", ["", "../etc/passwd", "Mars/Olympus", "Europe"])
def test_a_time_zone_must_exist(name: str) -> None:
    with pytest.raises(UsageError, match="no time zone"):
        check_timezone(name)
