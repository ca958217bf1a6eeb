"""Values out of JSON that nobody has checked: the right type, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ticker.feeds.dates import parse_date
from ticker.text.sanitise import one_line

Object = dict[str, Any]


def text(value: Any) -> str:
    """A string or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def mapping(value: Any) -> Object:
    """An object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def members(value: Any) -> list[Any]:
    """The members of a list, or what stands alone in its place; nothing for null."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def objects(value: Any) -> list[Object]:
    """The objects of a list, or the one that stands alone in its place."""
    return [member for member in members(value) if isinstance(member, dict)]


def moment(value: Any) -> datetime | None:
    """The moment that a date in a string names."""
    return parse_date(value) if isinstance(value, str) else None


def line(value: Any) -> str | None:
    """A text on one line, None where there is none."""
    return one_line(text(value)) or None
