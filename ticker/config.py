"""The reader's settings: one TOML file that holds only what differs from the defaults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ticker import toml_lines
from ticker.errors import N_, UsageError
from ticker.preferences import BY_KEY, LOCALES, Value, as_text, check_timezone, checked

__all__ = [
    "LOCALES",
    "Config",
    "FeedSettings",
    "KeyWish",
    "Secret",
    "check_timezone",
    "is_header_value",
    "load",
    "with_value",
]

# Compiled when settings are read that need them: most readers have none, and every start would wait for it.
_HEADER_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # a token (RFC 9110, section 5.6.2)
_CONTROLS = r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]"
# What a fetch says itself, or what would undo its promises: framing, compression, conditions, no cookies, no referrer.
_OUR_HEADERS = (
    "(?i:a-im|accept-encoding|connection|content-.*|cookie|expect|host|if-.*|keep-alive|proxy-.*|range|referer|te|trailer|"
    "transfer-encoding|upgrade)"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret is to be had: from an environment variable, or from the first line that a command prints.

    Exactly one of the two is set. The words of the command are not shown: they may give something away.
    """

    env: str | None = None
    command: tuple[str, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How one feed is asked: header fields of its own, and name and password (RFC 7617)."""

    headers: Mapping[str, str | Secret] = field(default_factory=dict, repr=False)
    username: str | None = field(default=None, repr=False)
    password: Secret | None = None


@dataclass(frozen=True, slots=True)
class KeyWish:
    """The keys that the reader wants for a command, parted by commas, and where he says so (lines from 1)."""

    keys: str
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """The settings; what is chosen among is in `ticker.preferences`.

    `timezone` is an IANA name, None for the system's; `locale` None for the environment's; `measure` is in cells.
    `feed` is by address, as it was written down, `keys` by the ids of the commands.
    """

    locale: str | None = None
    timezone: str | None = None
    theme: str = "auto"
    crawl: str = "top"
    reduced_motion: bool = False
    cursor: bool = True
    images: str = "auto"
    typography: str = "plain"
    measure: int = 80
    justified: bool = False
    show_embargoed: bool = False
    feed: Mapping[str, FeedSettings] = field(default_factory=dict)
    keys: Mapping[str, KeyWish] = field(default_factory=dict)


def load(path: Path, *, required: bool) -> Config:
    """Read the settings from `path`; a missing file means the defaults unless it is `required`.

    Raises UsageError with the file and the nearest known key for anything in it that cannot be used.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        if required:
            raise UsageError(N_("There is no settings file {path}."), path=path) from None
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(N_("The settings file {path} cannot be read: {reason}"), path=path, reason=error) from None
    import tomllib  # most readers have no settings

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(N_("The settings file {path} is no TOML: {reason}"), path=path, reason=error) from None
    return _checked(table, path, text)


def with_value(settings: Config, key: str, value: Value) -> Config:
    """The settings with one preference changed; None is its default. Raises UsageError for what cannot be."""
    known: Any = BY_KEY[key].default if value is None else checked(key, value, key)
    return replace(settings, **{key: known})


def _checked(table: dict[str, object], path: Path, text: str) -> Config:
    def place(name: str) -> str:
        """The file and the line on which a setting stands."""
        return f"{path}:{toml_lines.line_of(text, name)}"

    for key in table:
        _check_keys({key: None}, [field.name for field in fields(Config)], place(key))
    feeds = {}
    for address, settings in _table(table.pop("feed", {}), "feed", place("feed")).items():
        here = place(f"feed.{address}")
        known = _address(address, here)
        feeds[known] = _feed(_table(settings, address, here), f'{here}, feed."{address}"')
    keys = {}
    for id, value in toml_lines.flat(_table(table.pop("keys", {}), "keys", place("keys"))).items():
        line = toml_lines.line_of(text, f"keys.{id}")
        keys[id] = KeyWish(as_text(value, id, place(f"keys.{id}")), path, line)
    values: dict[str, Any] = {key: checked(key, value, place(key)) for key, value in table.items()}
    return replace(Config(feed=feeds, keys=keys), **values)


def _feed(table: dict[str, object], place: str) -> FeedSettings:
    """The settings of one feed. No fault of theirs repeats a value: it may be a secret."""
    _check_keys(table, [field.name for field in fields(FeedSettings)], place)
    headers = {
        name: _header(name, value, place) for name, value in _table(table.get("headers", {}), "headers", place).items()
    }
    username = as_text(table["username"], "username", place) if "username" in table else None
    if username is not None and (":" in username or re.search(_CONTROLS, username)):
        raise UsageError(N_("{path}: “username” must do without colons and control characters."), path=place)
    password = _secret(table["password"], "password", place) if "password" in table else None
    if password is not None and username is None:
        raise UsageError(N_("{path}: “password” needs a “username”."), path=place)
    if username is not None and any(name.lower() == "authorization" for name in headers):
        raise UsageError(N_("{path}: “username” and the header “Authorization” exclude each other."), path=place)
    return FeedSettings(headers, username, password)


def _header(name: str, value: object, place: str) -> str | Secret:
    if not re.fullmatch(_HEADER_NAME, name):
        raise UsageError(N_("{path}: “{key}” is no name of a header."), path=place, key=name)
    if re.fullmatch(_OUR_HEADERS, name):
        raise UsageError(N_("{path}: The header “{key}” cannot be set."), path=place, key=name)
    if isinstance(value, dict):
        return _secret(value, name, place)
    text = as_text(value, name, place)
    if not is_header_value(text):
        raise UsageError(N_("{path}: “{key}” must consist of printable ASCII characters."), path=place, key=name)
    return text


def is_header_value(text: str) -> bool:
    """Whether it can be sent as the value of a header: printable ASCII, no spaces around (RFC 9110, section 5.5)."""
    return text.isascii() and text.isprintable() and text == text.strip()


def _secret(value: object, key: str, place: str) -> Secret:
    table = value if isinstance(value, dict) else {}
    _check_keys(table, [field.name for field in fields(Secret)], place)
    if len(table) != 1:
        raise UsageError(
            N_("{path}: “{key}” must say where it comes from, {env} or {command}."),
            path=place,
            key=key,
            env='{ env = "…" }',
            command='{ command = "…" }',
        )
    if "env" in table:
        name = as_text(table["env"], "env", place)
        if not name or "=" in name or re.search(_CONTROLS, name):
            raise UsageError(N_("{path}: “{key}” must be the name of an environment variable."), path=place, key="env")
        return Secret(env=name)
    return Secret(command=_command(as_text(table["command"], "command", place), place))


def _command(line: str, place: str) -> tuple[str, ...]:
    """The words of a command line, as a shell would split them."""
    import shlex

    try:
        words = () if re.search(_CONTROLS, line) else tuple(shlex.split(line))
    except ValueError:  # a quotation mark without its partner
        words = ()
    if not words:
        raise UsageError(N_("{path}: “{key}” must be a command with its arguments."), path=place, key="command")
    return words


def _address(text: str, place: str) -> str:
    """The address of a feed as it stands. Raises UsageError where it can be none."""
    try:
        parts = urlsplit(text)
    except ValueError:  # brackets without an IPv6 address
        parts = urlsplit("")
    if "@" in parts.netloc:
        raise UsageError(
            N_("{path}: An address with a user name or a password in it cannot be used. There is “username”."),
            path=place,
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in text or not text.isprintable():
        raise UsageError(
            N_("{path}: “{key}” is no web address with https:// or http:// before it."), path=place, key=text
        )
    return text


def _table(value: object, key: str, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UsageError(N_("{path}: “{key}” must be a table."), path=place, key=key)
    return value


def _check_keys(table: Mapping[str, object], known: list[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise _unknown_key(key, known, place)


def _unknown_key(key: str, known: list[str], place: str) -> UsageError:
    import difflib

    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return UsageError(
            N_("{path}: “{key}” is no setting. Did you mean “{nearest}”?"),
            path=place,
            key=key,
            nearest=near[0],
        )
    return UsageError(
        N_("{path}: “{key}” is no setting. There are: {known}."), path=place, key=key, known=", ".join(known)
    )
