"""A feed as feedparser tells it: what its readers hand over, in its keys, whichever of them has read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Raw:
    """A feed as read from XML: feedparser's word for the format, its dictionary of the feed and of each entry.

    Of the keys only those have to be there that `syndication` reads.
    """

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]


def string(raw: dict[str, Any], key: str) -> str:
    """The value if it is a text, as it should be: an unknown element of that name makes it something else."""
    value = raw.get(key)
    return value if isinstance(value, str) else ""


def mapping(raw: dict[str, Any], key: str) -> dict[str, Any]:
    """The same for a dictionary."""
    value = raw.get(key)
    return value if isinstance(value, dict) else {}


def members(raw: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The same for a list of dictionaries."""
    value = raw.get(key)
    if not isinstance(value, list):
        return []
    return [member for member in value if isinstance(member, dict)]
