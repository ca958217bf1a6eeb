"""Tapes as folders: `tape.toml` and the bodies beside it, to be read and edited by a person.

fixtures/putin-kim/tape.toml explains the format in its comments.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from ticker.errors import N_, Cause, UsageError
from ticker.model import Validators
from ticker.tape.model import FAULTS, Take, Tape

_TAPE_KEYS = ("title", "description", "feeds", "take")
_TAKE_KEYS = ("time", "url", "status", "fault", "detail", "body", "request", "headers")
_REQUEST_KEYS = ("if-none-match", "if-modified-since")


def read(path: Path) -> Tape:
    """The tape in the folder `path`.

    Raises UsageError for whatever cannot be used, naming the file and the take (counted from 1).
    """
    file = path / "tape.toml"
    place = str(file)
    table = _table(file)
    _check_keys(table, _TAPE_KEYS, place)
    takes = tuple(_takes(table, path, place))
    for number, (earlier, later) in enumerate(pairwise(takes), start=2):
        if later.at < earlier.at:
            raise UsageError(
                N_("{place}: “time” lies before that of the take above."), place=_take_place(place, number)
            )
    return Tape(
        title=_text(table, "title", place),
        description=_text(table, "description", place),
        feeds=_feeds(table, place),
        takes=takes,
    )


def _table(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise UsageError(
            N_("There is no tape at {path}: the file {file} is missing."), path=file.parent, file=file.name
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(N_("{place} cannot be read: {reason}"), place=file, reason=error) from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(N_("{place} is no TOML: {reason}"), place=file, reason=error) from None


def _takes(table: dict[str, object], folder: Path, place: str) -> Iterable[Take]:
    tables = _value(table, "take", place)
    if not isinstance(tables, list) or not tables or not all(isinstance(item, dict) for item in tables):
        raise UsageError(N_("{place}: a tape needs at least one take, and each begins with [[take]]."), place=place)
    return [_take(item, folder, _take_place(place, number)) for number, item in enumerate(tables, start=1)]


def _take_place(place: str, number: int) -> str:
    return f"{place}, [[take]] {number}"


def _take(table: dict[str, object], folder: Path, place: str) -> Take:
    _check_keys(table, _TAKE_KEYS, place)
    request = _texts(table, "request", place)
    _check_keys(request, _REQUEST_KEYS, f"{place}, [take.request]")
    fault = _fault(table, place) if "fault" in table else None
    return Take(
        at=_moment(table, place),
        url=_text(table, "url", place),
        request=Validators(request.get("if-none-match"), request.get("if-modified-since")),
        # What broke off within its body has a status too; what never came has none.
        status=None if fault is not None and "status" not in table else _status(table, place),
        headers=tuple(_texts(table, "headers", place).items()),
        body=_body(table, folder, place) if "body" in table else b"",
        fault=fault,
        detail=_text(table, "detail", place) if "detail" in table else "",
    )


def _check_keys(table: Iterable[str], known: tuple[str, ...], place: str) -> None:
    for key in table:
        if key not in known:
            raise UsageError(
                N_("{place}: “{key}” is not known here. There are: {known}."),
                place=place,
                key=key,
                known=", ".join(known),
            )


def _value(table: dict[str, object], key: str, place: str) -> object:
    if key not in table:
        raise UsageError(N_("{place}: “{key}” is missing."), place=place, key=key)
    return table[key]


def _text(table: dict[str, object], key: str, place: str) -> str:
    value = _value(table, key, place)
    if not isinstance(value, str):
        raise UsageError(N_("{place}: “{key}” must be a text in quotes."), place=place, key=key)
    return value


def _feeds(table: dict[str, object], place: str) -> tuple[str, ...]:
    value = _value(table, "feeds", place)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise UsageError(N_("{place}: “{key}” must be a list of addresses in quotes."), place=place, key="feeds")
    return tuple(value)


def _moment(table: dict[str, object], place: str) -> datetime:
    value = _value(table, "time", place)
    try:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar
        pass
    raise UsageError(
        N_("{place}: “{key}” must be a date and a time with an offset, like {example}."),
        place=place,
        key="time",
        example="2023-09-13T06:00:00+02:00",
    )


def _status(table: dict[str, object], place: str) -> int:
    value = _value(table, "status", place)
    if not isinstance(value, int) or not 200 <= value <= 599:
        raise UsageError(N_("{place}: “{key}” must be a number from 200 to 599."), place=place, key="status")
    return value


def _fault(table: dict[str, object], place: str) -> Cause:
    value = _text(table, "fault", place)
    if value not in FAULTS:
        raise UsageError(
            N_("{place}: “{key}” cannot be “{value}”. Possible: {choices}."),
            place=place,
            key="fault",
            value=value,
            choices=", ".join(FAULTS),
        )
    return Cause(value)


def _texts(table: dict[str, object], key: str, place: str) -> dict[str, str]:
    """A table of header names and values. HTTP sends them as ASCII (RFC 9110, section 5.5)."""
    value = table.get(key, {})
    if not isinstance(value, dict) or not all(map(_is_plain, [*value.keys(), *value.values()])):
        raise UsageError(
            N_("{place}: “{key}” must be a table of names and texts in quotes, all of it plain ASCII."),
            place=place,
            key=key,
        )
    return value


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isprintable()


def _body(table: dict[str, object], folder: Path, place: str) -> bytes:
    name = _text(table, "body", place)
    try:
        root = folder.resolve()
        file = (root / name).resolve()
        if file.is_relative_to(root):
            return file.read_bytes()
    except FileNotFoundError:
        raise UsageError(N_("{place}: there is no body {name}."), place=place, name=name) from None
    except (OSError, ValueError, RuntimeError) as error:  # no file, a NUL in the name, links in a circle
        raise UsageError(
            N_("{place}: the body {name} cannot be read: {reason}"), place=place, name=name, reason=error
        ) from None
    raise UsageError(N_("{place}: the body {name} lies outside the tape's folder."), place=place, name=name)
