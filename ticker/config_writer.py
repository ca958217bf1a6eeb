"""Write a setting into the file that the reader edits too: comments, order and everything else stay as they are."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path

from ticker.errors import N_, UnavailableError, UsageError
from ticker.preferences import Value, checked

_HEAD = re.compile(r"\s*\[")
_SETTING = re.compile(r"\s*[A-Za-z0-9_.\"'-]+\s*=")


def line(key: str, value: Value) -> str:
    """The line of a settings file that gives a setting this value; empty for None, which is none."""
    return "" if value is None else f"{key} = {json.dumps(value, ensure_ascii=False)}"


def write(path: Path, key: str, value: Value) -> None:
    """Put a preference (`ticker.preferences`) into the settings file, which is made where there is none.

    None takes the setting out, so that its default counts. Raises UsageError for a value that cannot be or a file
    that is no TOML, UnavailableError where it cannot be written; the file is then as it was.
    """
    if value is not None:
        checked(key, value, str(path))
    _replace(path, changed(_text(path), key, value, str(path)))


def changed(text: str, key: str, value: Value, place: str) -> str:
    """The text of a settings file with a setting changed. Raises UsageError for no TOML, which names `place`. Pure."""
    import tomlkit
    from tomlkit.exceptions import ParseError

    try:
        document = tomlkit.parse(text)
    except ParseError as error:
        raise UsageError(N_("The settings file {path} is no TOML: {reason}"), path=place, reason=error) from None
    if value is not None and key not in document:
        return _with_line(text, f"{key} = {tomlkit.item(value).as_string()}")
    if value is not None:
        document[key] = value
    elif key in document:
        del document[key]
    return tomlkit.dumps(document)


def _with_line(text: str, line: str) -> str:
    """The text with one more setting: behind the last one that stands in no table, else before the first table.

    The library would put it between a table and the comment above it.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    head = next((number for number, row in enumerate(lines) if _HEAD.match(row)), len(lines))
    last = next((number for number in range(head - 1, -1, -1) if _SETTING.match(lines[number])), None)
    if last is not None:
        return "".join([*lines[: last + 1], f"{line}\n", *lines[last + 1 :]])
    while head < len(lines) and head > 0 and lines[head - 1].startswith("#"):
        head -= 1
    gap = ["\n"] if head < len(lines) else []
    return "".join([*lines[:head], f"{line}\n", *gap, *lines[head:]])


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(N_("The settings file {path} cannot be read: {reason}"), path=path, reason=error) from None


def _replace(path: Path, text: str) -> None:
    """Write the whole file or nothing: behind links, with the rights that it had."""
    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=path.parent, delete=False) as file:
            file.write(text)
        if path.exists():
            os.chmod(file.name, path.stat().st_mode & 0o777)  # noqa: PTH101 - a name, not a path
        os.replace(file.name, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError, UnboundLocalError):
            os.unlink(file.name)  # noqa: PTH108
        raise UnavailableError(
            N_("The settings file {path} cannot be written: {reason}"), path=path, reason=error.strerror or error
        ) from None
