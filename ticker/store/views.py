"""Views: parts of the river, each in river order and found by an index."""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ticker.store.database import Database
from ticker.store.entries import FEED_NAME, Counts, columns
from ticker.store.rows import batches
from ticker.store.sight import Sight, condition


class ViewKind(StrEnum):
    """What a view shows."""

    ALL = "all"
    UNREAD = "unread"
    URGENT = "urgent"  # Blitz and Eil
    STARRED = "starred"
    LATER = "later"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class View:
    """A part of the river. `feed_id` goes with FEED."""

    kind: ViewKind = ViewKind.ALL
    feed_id: int | None = None


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """Live figures: entries that are unread, unread and urgent, starred, to be read later; unread ones by feed.

    `names` are the names of all feeds by id.
    """

    unread: int = 0
    urgent: int = 0
    starred: int = 0
    later: int = 0
    feeds: Mapping[int, int] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


_CONDITIONS = {
    ViewKind.ALL: "1",
    ViewKind.UNREAD: "e.read = 0",
    ViewKind.URGENT: "e.urgency <= 2",
    ViewKind.STARRED: "e.starred = 1",
    ViewKind.LATER: "e.later = 1",
    ViewKind.FEED: "e.feed_id = ?",
}


def keys(db: Database, view: View, sight: Sight, limit: int = -1) -> tuple[array[int], array[int]]:
    """The keys of the entries of a view in river order, and the `sort_at` of each in milliseconds since 1970.

    With a `limit` only the first so many.
    """
    where, values = _where(view, sight)
    sql = f"SELECT e.key, e.sort_at FROM entry e WHERE {where} ORDER BY e.sort_at DESC, e.key DESC LIMIT ?"
    return columns(db, sql, *values, limit)


def places(db: Database, view: View, keys: Sequence[int], sight: Sight) -> list[tuple[int, int]]:
    """Where those of these entries that are in the view stand in the river: (`sort_at` in milliseconds, key)."""
    where, values = _where(view, sight)
    found: list[tuple[int, int]] = []
    for marks, batch in batches(keys):
        sql = f"SELECT e.sort_at, e.key FROM entry e WHERE {where} AND e.key IN ({marks})"
        found += [(at, key) for at, key in db.rows(sql, (*values, *batch))]
    return found


def fresh(db: Database, since: int, sight: Sight, limit: int) -> list[int]:
    """The keys of unread entries that came after `since` (milliseconds): urgent ones first, then the newest."""
    seen, values = condition(sight)
    sql = f"SELECT e.key FROM entry e WHERE e.read = 0 AND {seen} AND e.sort_at > ? "
    order = " ORDER BY e.sort_at DESC, e.key DESC LIMIT ?"
    urgent = [key for (key,) in db.rows(f"{sql} AND e.urgency <= 2 {order}", (*values, since, limit))]
    newest = [key for (key,) in db.rows(sql + order, (*values, since, limit))]
    return list(dict.fromkeys([*urgent, *newest]))[:limit]


def figures(db: Database, view: View, sight: Sight) -> Counts:
    """How many entries a view has, and how many of them are unread; it takes milliseconds where there are many."""
    where, values = _where(view, sight)
    total = db.rows(f"SELECT COUNT(*) FROM entry e WHERE {where}", values)[0][0]
    unread = db.rows(f"SELECT COUNT(*) FROM entry e WHERE {where} AND e.read = 0", values)[0][0]
    return Counts(total, unread)


def counts(db: Database, sight: Sight) -> ViewCounts:
    """The figures of all views; it takes milliseconds where there are many entries."""
    seen, values = condition(sight)

    def count(where: str) -> int:
        return int(db.rows(f"SELECT COUNT(*) FROM entry e WHERE {where} AND {seen}", values)[0][0])

    by_feed = db.rows(f"SELECT feed_id, COUNT(*) FROM entry e WHERE e.read = 0 AND {seen} GROUP BY feed_id", values)
    return ViewCounts(
        unread=sum(unread for _feed_id, unread in by_feed),
        urgent=count("e.urgency <= 2 AND e.read = 0"),
        starred=count("e.starred = 1"),
        later=count("e.later = 1"),
        feeds=dict(by_feed),
        names=dict(db.rows(f"SELECT f.id, {FEED_NAME} FROM feed f")),
    )


def _where(view: View, sight: Sight) -> tuple[str, tuple[object, ...]]:
    seen, values = condition(sight)
    own: tuple[object, ...] = () if view.feed_id is None else (view.feed_id,)
    return f"{_CONDITIONS[view.kind]} AND {seen}", (*own, *values)
