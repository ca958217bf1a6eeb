"""The entries and the river that they form.

River order is by `sort_at`, the latest first, and among equal times by key, the highest first.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ticker.clock import from_milliseconds
from ticker.model import Entry, Headline, Revision, Urgency
from ticker.revise import StoredEntry
from ticker.store.database import Database, explained
from ticker.store.rows import batches, entry_data, moment

_KEYS = "SELECT key, sort_at FROM entry ORDER BY sort_at DESC, key DESC"

_FEED_NAME = "COALESCE(NULLIF(f.custom_title, ''), NULLIF(f.title, ''), f.url)"

_DATA = """r.title, r.link, r.authors, r.published, r.updated, r.summary, r.content, r.content_html,
    r.categories, r.enclosures, r.language, r.extra"""

_HEADLINES = f"""
    SELECT e.key, e.feed_id, {_FEED_NAME}, e.headline, e.sort_at, e.urgency, e.read, e.starred, e.revision,
        e.hidden, e.withdrawn_at, e.pinned, e.key_event
    FROM entry e JOIN feed f ON f.id = e.feed_id
"""

_ENTRIES = f"""
    SELECT e.key, e.feed_id, f.url, {_FEED_NAME}, e.first_seen, e.sort_at, e.urgency, e.read, e.starred,
        e.revision, r.seen_at, e.hidden, e.withdrawn_at, e.id, {_DATA}
    FROM entry e JOIN feed f ON f.id = e.feed_id JOIN revision r ON r.entry_key = e.key AND r.number = e.revision
"""

_STORED = f"""
    SELECT e.key, e.id, {_DATA}
    FROM entry e JOIN revision r ON r.entry_key = e.key AND r.number = e.revision
"""

_REVISIONS = f"""
    SELECT r.number, r.seen_at, e.id, {_DATA}
    FROM revision r JOIN entry e ON e.key = r.entry_key
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries there are and how many of them the reader has not read."""

    total: int
    unread: int


def keys(db: Database) -> tuple[array[int], array[int]]:
    """The keys of all entries in river order, and the `sort_at` of each in milliseconds since 1970."""
    return _columns(db, _KEYS)


def first_keys(db: Database, limit: int) -> tuple[array[int], array[int]]:
    """The first `limit` of what `keys` gives."""
    return _columns(db, _KEYS + " LIMIT ?", limit)


def headlines(db: Database, keys: Sequence[int]) -> list[Headline]:
    """The headlines of these entries in the order of `keys`; those that are gone are left out."""
    found: dict[int, Headline] = {}
    for marks, batch in batches(keys):
        for row in db.rows(f"{_HEADLINES} WHERE e.key IN ({marks})", batch):
            found[row[0]] = _headline(row)
    return [found[key] for key in keys if key in found]


def entry(db: Database, key: int) -> Entry | None:
    """The entry of that key."""
    rows = db.rows(_ENTRIES + "WHERE e.key = ?", (key,))
    return _entry(rows[0]) if rows else None


def find(db: Database, id: str, feed_url: str | None = None) -> list[Entry]:
    """The entries that have this id in their feed (in any feed, or in the one of exactly that address)."""
    if feed_url is None:
        rows = db.rows(_ENTRIES + "WHERE e.id = ? ORDER BY e.key", (id,))
    else:
        rows = db.rows(_ENTRIES + "WHERE e.id = ? AND f.url = ?", (id, feed_url))
    return [_entry(row) for row in rows]


def latest(db: Database, limit: int | None, *, feed_id: int | None = None, unread: bool = False) -> list[Entry]:
    """The first entries of the river, all where `limit` is None; of one feed only, unread ones only, if asked."""
    conditions = ["e.read = 0"] if unread else []
    values = []
    if feed_id is not None:
        conditions.append("e.feed_id = ?")
        values.append(feed_id)
    sql = _ENTRIES
    if conditions:
        sql += "WHERE " + " AND ".join(conditions)
    sql += " ORDER BY e.sort_at DESC, e.key DESC"
    if limit is not None:
        sql += " LIMIT ?"
        values.append(limit)
    return [_entry(row) for row in db.rows(sql, values)]


def stored(db: Database, feed_id: int, ids: Collection[str]) -> dict[str, StoredEntry]:
    """What is stored of a feed's entries by their ids in the feed; unknown ids are left out."""
    found: dict[str, StoredEntry] = {}
    for marks, batch in batches(list(ids)):
        for key, id, *values in db.rows(f"{_STORED} WHERE e.id IN ({marks}) AND e.feed_id = ?", (*batch, feed_id)):
            found[id] = StoredEntry(key, entry_data(id, values))
    return found


def revisions(db: Database, key: int) -> list[Revision]:
    """All versions of the entry, the first one first; the last one is the present version."""
    rows = db.rows(_REVISIONS + "WHERE r.entry_key = ? ORDER BY r.number", (key,))
    return [
        Revision(number, from_milliseconds(seen_at), entry_data(id, values)) for number, seen_at, id, *values in rows
    ]


def counts(db: Database) -> Counts:
    """How many entries are stored and unread."""
    rows = db.rows("SELECT (SELECT COUNT(*) FROM entry), (SELECT COUNT(*) FROM entry WHERE read = 0)")
    return Counts(*rows[0])


def _columns(db: Database, sql: str, *values: object) -> tuple[array[int], array[int]]:
    keys, times = array("q"), array("q")
    with explained(db.path):
        # Row by row: a list of them all first takes a quarter more time and ten times the memory.
        for key, sort_at in db.connection.execute(sql, values):
            keys.append(key)
            times.append(sort_at)
    return keys, times


def _headline(row: Sequence[Any]) -> Headline:
    key, feed_id, feed_name, title, sort_at, urgency, read, starred, revision = row[:9]
    hidden, withdrawn_at, pinned, key_event = row[9:]
    return Headline(
        key=key,
        feed_id=feed_id,
        feed_name=feed_name,
        title=title,
        sort_at=from_milliseconds(sort_at),
        urgency=Urgency(urgency),
        read=bool(read),
        starred=bool(starred),
        revision=revision,
        hidden=bool(hidden),
        withdrawn=withdrawn_at is not None,
        pinned=bool(pinned),
        key_event=bool(key_event),
    )


def _entry(row: Sequence[Any]) -> Entry:
    key, feed_id, feed_url, feed_name, first_seen, sort_at, urgency, read, starred, revision = row[:10]
    seen_at, hidden, withdrawn_at, id = row[10:14]
    return Entry(
        key=key,
        feed_id=feed_id,
        feed_url=feed_url,
        feed_name=feed_name,
        data=entry_data(id, row[14:]),
        first_seen=from_milliseconds(first_seen),
        sort_at=from_milliseconds(sort_at),
        urgency=Urgency(urgency),
        read=bool(read),
        starred=bool(starred),
        revision=revision,
        revised_at=from_milliseconds(seen_at) if revision > 1 else None,
        hidden=bool(hidden),
        withdrawn_at=moment(withdrawn_at),
    )
