"""A feed as feedparser tells it: what its readers hand over, in its keys, whichever of them has read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_TEXTS = (
    *("comments", "created", "geo_lat", "geo_long", "id", "language", "published", "rights", "subtitle", "summary"),
    *("title", "updated"),
)
_DICTIONARIES = ("source", "summary_detail", "title_detail", "where")
_LISTS = ("authors", "content", "links", "media_content", "media_thumbnail", "tags")


@dataclass(frozen=True, slots=True)
class Raw:
    """A feed as read from XML: feedparser's word for the format, its dictionary of the feed and of each entry.

    Of the keys only those have to be there that `syndication` reads; their values have the types that belong to them.
    """

    version: str
    feed: dict[str, Any]
    entries: list[dict[str, Any]]


def checked(raw: dict[str, Any]) -> dict[str, Any]:
    """A dictionary of feedparser's, its values emptied that have another type than they should.

    An unknown element of the same name makes them something else.
    """
    kept = dict(raw)
    for key in kept.keys() & _TEXTS:
        kept[key] = kept[key] if isinstance(kept[key], str) else ""
    for key in kept.keys() & _DICTIONARIES:
        kept[key] = kept[key] if isinstance(kept[key], dict) else {}
    for key in kept.keys() & _LISTS:
        listed = kept[key] if isinstance(kept[key], list) else []
        kept[key] = [member for member in listed if isinstance(member, dict)]
    return kept
