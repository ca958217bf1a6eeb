"""The reader's settings: one TOML file that holds only what differs from the defaults."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticker.errors import N_, UsageError

LOCALES = ("de_DE", "de_AT", "de_CH", "de_LI", "en_GB", "en_US")
THEMES = ("dark", "light")


@dataclass(frozen=True, slots=True)
class Config:
    """The settings. `timezone` is an IANA name, None for the system's; `locale` None for the environment's."""

    locale: str | None = None
    timezone: str | None = None
    theme: str = "dark"


def load(path: Path, *, required: bool) -> Config:
    """Read the settings from `path`; a missing file means the defaults unless it is `required`.

    Raises UsageError with the file and the nearest known key for anything in it that cannot be used.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        if required:
            raise UsageError(N_("There is no configuration file {path}."), path=path) from None
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(N_("The configuration {path} cannot be read: {reason}"), path=path, reason=error) from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(N_("The configuration {path} is no TOML: {reason}"), path=path, reason=error) from None
    return _checked(table, path)


def _checked(table: dict[str, object], path: Path) -> Config:
    known = [field.name for field in fields(Config)]
    for key, value in table.items():
        if key not in known:
            raise _unknown_key(key, known, path)
        if not isinstance(value, str):
            raise UsageError(N_("{path}: “{key}” must be a text in quotes."), path=path, key=key)
        _check_choice(key, value, path)
    return Config(**{key: str(value) for key, value in table.items()})


def _unknown_key(key: str, known: list[str], path: Path) -> UsageError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return UsageError(
            N_("{path}: “{key}” is no setting. Did you mean “{nearest}”?"),
            path=path,
            key=key,
            nearest=near[0],
        )
    return UsageError(
        N_("{path}: “{key}” is no setting. There are: {known}."), path=path, key=key, known=", ".join(known)
    )


def _check_choice(key: str, value: str, path: Path) -> None:
    if key == "timezone":
        check_timezone(value)
        return
    choices = {"locale": LOCALES, "theme": THEMES}[key]
    if value not in choices:
        raise UsageError(
            N_("{path}: “{key}” cannot be “{value}”. Possible: {choices}."),
            path=path,
            key=key,
            value=value,
            choices=", ".join(choices),
        )


def check_timezone(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises UsageError where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(N_("There is no time zone “{name}”."), name=name) from None
