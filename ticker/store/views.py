"""Views: parts of the river, each in river order and found by an index."""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from ticker.column import Column
from ticker.store.database import Database
from ticker.store.entries import FEED_NAME, Counts, columns
from ticker.store.rows import batches
from ticker.store.sight import Sight, condition

if TYPE_CHECKING:
    from ticker.query import Query


LATEST = 500
CATEGORIES = 10


class ViewKind(StrEnum):
    """What a view shows."""

    ALL = "all"
    UNREAD = "unread"
    URGENT = "urgent"  # Blitz and Eil
    STARRED = "starred"
    LATER = "later"
    FEED = "feed"
    GROUP = "group"
    CATEGORY = "category"
    SEARCH = "search"
    FILTER = "filter"


class View(NamedTuple):
    """A part of the river.

    `feed_id` goes with FEED, `query` with GROUP (its path: what lies deeper belongs to it), CATEGORY (its name), SEARCH
    and FILTER: a text of `ticker.rules`. The last word of a SEARCH may go on.
    """

    kind: ViewKind = ViewKind.ALL
    feed_id: int | None = None
    query: str = ""


class ViewCounts(NamedTuple):
    """Live figures: entries that are unread, unread and urgent, starred, to be read later; unread ones by feed.

    `names` are the names of all feeds by id, `groups` the paths of the groups of those that are in one, `categories`
    those that entries had lately, `found` the unread entries of views that ask a query.
    """

    unread: int = 0
    urgent: int = 0
    starred: int = 0
    later: int = 0
    feeds: Mapping[int, int] = MappingProxyType({})
    names: Mapping[int, str] = MappingProxyType({})
    groups: Mapping[int, str] = MappingProxyType({})
    categories: tuple[str, ...] = ()
    found: Mapping[View, int] = MappingProxyType({})


_CONDITIONS = {
    ViewKind.ALL: "1",
    ViewKind.UNREAD: "e.read = 0",
    ViewKind.URGENT: "e.urgency <= 2",
    ViewKind.STARRED: "e.starred = 1",
    ViewKind.LATER: "e.later = 1",
    ViewKind.FEED: "e.feed_id = ?",
    ViewKind.GROUP: """e.feed_id IN
        (SELECT id FROM feed WHERE "group" = ? OR substr("group", 1, length(?) + 1) = ? || '/')""",
}


_ASKING = (ViewKind.CATEGORY, ViewKind.SEARCH, ViewKind.FILTER)


def asks(view: View) -> bool:
    """Whether a view asks a query."""
    return view.kind in _ASKING


def query_of(view: View) -> Query | None:
    """The query of a view that asks one; None for the others. Raises QueryError for a text that means none."""
    if not asks(view):
        return None
    from ticker.query import Field, Named  # the first picture does not wait for them
    from ticker.rules import parse

    if view.kind is ViewKind.CATEGORY:
        return Named(Field.CATEGORY, view.query)
    return parse(view.query, typing=view.kind is ViewKind.SEARCH)


def keys(db: Database, view: View, now: datetime, zone: tzinfo | None = None, limit: int = -1) -> tuple[Column, Column]:
    """The keys of the entries of a view in river order, and the `sort_at` of each in milliseconds since 1970.

    `now` is the moment of looking (embargo), `zone` that of its days. With a `limit` only the first so many.
    """
    query = query_of(view)
    if query is not None:
        from ticker.store import search

        most = None if limit < 0 else limit
        hits, times = search.keys(db, query, now=now, zone=zone, sight=Sight(now), limit=most)
        return Column.of(hits), Column.of(times)
    where, values = _where(view, Sight(now))
    sql = f"SELECT e.key, e.sort_at FROM entry e WHERE {where} ORDER BY e.sort_at DESC, e.key DESC LIMIT ?"
    return columns(db, sql, *values, limit)


def places(
    db: Database, view: View, keys: Sequence[int], now: datetime, zone: tzinfo | None = None
) -> list[tuple[int, int]]:
    """Where those of these entries that are in the view stand in the river: (`sort_at` in milliseconds, key).

    A view that asks a query is looked through as far as its latest entries go.
    """
    query = query_of(view)
    if query is not None:
        from ticker.store import search

        latest = max(LATEST, 2 * len(keys))
        hits, times = search.keys(db, query, now=now, zone=zone, sight=Sight(now), limit=latest)
        wanted = set(keys)
        return [(time, key) for key, time in zip(hits, times, strict=True) if key in wanted]
    where, values = _where(view, Sight(now))
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


def story_members(db: Database, keys: Sequence[int] | None = None) -> list[tuple[int, int, int]]:
    """(story, `sort_at` in milliseconds, key) of all entries in a story, or only of those in the stories of `keys`."""
    sql = "SELECT e.story, e.sort_at, e.key FROM entry e WHERE e.story IS NOT NULL"
    if keys is None:
        return [(story, at, key) for story, at, key in db.rows(sql)]
    found: list[tuple[int, int, int]] = []
    for marks, batch in batches(keys):
        more = f"{sql} AND e.story IN (SELECT story FROM entry WHERE key IN ({marks}))"
        found += [(story, at, key) for story, at, key in db.rows(more, batch)]
    return found


def figures(db: Database, view: View, now: datetime, zone: tzinfo | None = None) -> Counts:
    """How many entries a view has, and how many of them are unread; it takes milliseconds where there are many."""
    query = query_of(view)
    if query is not None:
        from ticker.store import search

        return search.figures(db, query, now=now, zone=zone, sight=Sight(now))
    where, values = _where(view, Sight(now))
    total = f"SELECT COUNT(*) FROM entry e WHERE {where}"
    # In one statement: what comes in between two would make more unread entries than there are.
    return Counts(*db.rows(f"SELECT ({total}), ({total} AND e.read = 0)", (*values, *values))[0])


def categories(db: Database, limit: int) -> tuple[str, ...]:
    """The categories that the latest entries had most often."""
    rows = db.rows(
        "SELECT r.categories FROM entry e JOIN revision r ON r.entry_key = e.key AND r.number = e.revision "
        "WHERE e.key IN (SELECT key FROM entry ORDER BY sort_at DESC LIMIT ?)",
        (LATEST,),
    )
    counter = Counter(name for (text,) in rows for name in json.loads(text))
    return tuple(name for name, _count in counter.most_common(limit))


def counts(db: Database, now: datetime, zone: tzinfo | None = None, asked: Sequence[View] = ()) -> ViewCounts:
    """The figures of all views, and of those that ask a query; it takes milliseconds where there are many entries."""
    seen, values = condition(Sight(now))

    def count(where: str) -> int:
        return int(db.rows(f"SELECT COUNT(*) FROM entry e WHERE {where} AND {seen}", values)[0][0])

    feeds = db.rows(f'SELECT f.id, {FEED_NAME}, f."group" FROM feed f')
    by_feed = db.rows(f"SELECT feed_id, COUNT(*) FROM entry e WHERE e.read = 0 AND {seen} GROUP BY feed_id", values)
    return ViewCounts(
        unread=sum(unread for _feed_id, unread in by_feed),
        urgent=count("e.urgency <= 2 AND e.read = 0"),
        starred=count("e.starred = 1"),
        later=count("e.later = 1"),
        feeds=dict(by_feed),
        names={id: name for id, name, _group in feeds},
        groups={id: group for id, _name, group in feeds if group},
        categories=categories(db, CATEGORIES),
        found={view: figures(db, view, now, zone).unread for view in asked},
    )


def _where(view: View, sight: Sight) -> tuple[str, tuple[object, ...]]:
    seen, values = condition(sight)
    own: tuple[object, ...] = () if view.feed_id is None else (view.feed_id,)
    if view.kind is ViewKind.GROUP:
        own = (view.query,) * 3
    return f"{_CONDITIONS[view.kind]} AND {seen}", (*own, *values)
