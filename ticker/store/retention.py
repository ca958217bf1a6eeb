"""Deleting what is old. It leaves a tombstone, so that a feed that still holds it does not bring it back."""

# ruff: noqa: S608 - what is put together into SQL here are names of columns and placeholders

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ticker.clock import to_milliseconds
from ticker.model import ChangeKind
from ticker.store import changes, search_index
from ticker.store.database import Database, transaction
from ticker.store.entries import FEED_NAME
from ticker.store.rows import batches, moment

_AT_ONCE = 500  # entries in a transaction: nobody else can write as long as one lasts


class Keep(StrEnum):
    """What may be spared in spite of its age."""

    STARRED = "starred"
    LATER = "later"
    UNREAD = "unread"


_GOES = {Keep.STARRED: "e.starred = 0", Keep.LATER: "e.later = 0", Keep.UNREAD: "e.read = 1"}
# The same as an index can tell it, so that not every entry has to be read.
_PLANNED = {
    Keep.STARRED: "e.key NOT IN (SELECT key FROM entry WHERE starred = 1)",
    Keep.LATER: "e.key NOT IN (SELECT key FROM entry WHERE later = 1)",
    Keep.UNREAD: "e.read = 1",
}


@dataclass(frozen=True, slots=True)
class Share:
    """What of one feed would go: so many entries, the oldest and the newest of them by their place in the river."""

    feed_id: int
    feed_name: str
    entries: int
    oldest: datetime
    newest: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go, feed by feed, the most first; `kept` are the entries that are old enough but shall stay.

    `starred`, `later` and `unread` count those among the entries that go.
    """

    before: datetime
    shares: tuple[Share, ...]
    kept: int
    starred: int
    later: int
    unread: int

    @property
    def entries(self) -> int:
        """How many entries would go."""
        return sum(share.entries for share in self.shares)


def plan(db: Database, before: datetime, keep: Collection[Keep] = ()) -> Plan:
    """What would go if all entries were deleted whose place in the river lies before that moment.

    Those of which one of `keep` is true stay.
    """
    at = to_milliseconds(before)
    goes = " AND ".join(["e.sort_at < ?", *(_PLANNED[kind] for kind in keep)])
    names = dict(db.rows(f"SELECT f.id, {FEED_NAME} FROM feed f"))
    index = "" if Keep.UNREAD in keep else "INDEXED BY entry_feed_river"
    rows = db.rows(
        f"SELECT e.feed_id, COUNT(*), MIN(e.sort_at), MAX(e.sort_at) FROM entry e {index} WHERE {goes}"
        " GROUP BY e.feed_id ORDER BY COUNT(*) DESC, e.feed_id",
        (at,),
    )
    shares = tuple(
        Share(feed_id, names[feed_id], count, moment(oldest) or before, moment(newest) or before)
        for feed_id, count, oldest, newest in rows
    )
    old = db.rows("SELECT COUNT(*) FROM entry e WHERE e.sort_at < ?", (at,))[0][0]
    marked = (
        f"SELECT COUNT(*) FROM entry e WHERE {goes} AND {mark}" for mark in ("starred = 1", "later = 1", "read = 0")
    )
    starred, later, unread = (db.rows(sql, (at,))[0][0] for sql in marked)
    return Plan(before, shares, old - sum(share.entries for share in shares), starred, later, unread)


def prune(db: Database, before: datetime, now: datetime, keep: Collection[Keep] = ()) -> int:
    """Delete what `plan` names, with all versions, and give the number of entries that went.

    It is done in short transactions, so that others can write between them: if it is cut off, what is gone is gone
    with its tombstones and the rest is as it was. The change log is cut off at the same moment.
    """
    gone = 0
    while True:
        with transaction(db) as connection:
            rows = connection.execute(
                f"SELECT e.feed_id, e.key, e.id FROM entry e WHERE e.sort_at < ? AND {_goes(keep)} LIMIT {_AT_ONCE}",
                (to_milliseconds(before),),
            ).fetchall()
            _delete(connection, rows, now)
        gone += len(rows)
        if len(rows) < _AT_ONCE:
            break
    with transaction(db) as connection:
        connection.execute("DELETE FROM change WHERE at < ?", (to_milliseconds(before),))
    return gone


def buried(connection: sqlite3.Connection, feed_id: int, ids: Iterable[str]) -> set[str]:
    """Which of these ids were deleted from the feed, in the caller's transaction (for the files of this package)."""
    if connection.execute("SELECT 1 FROM tombstone WHERE feed_id = ? LIMIT 1", (feed_id,)).fetchone() is None:
        return set()
    found: set[str] = set()
    for marks, batch in batches(list(ids)):
        sql = f"SELECT id FROM tombstone WHERE feed_id = ? AND id IN ({marks})"
        found.update(id for (id,) in connection.execute(sql, (feed_id, *batch)))
    return found


def _goes(keep: Collection[Keep]) -> str:
    return " AND ".join(["1", *(_GOES[kind] for kind in keep)])


def _delete(connection: sqlite3.Connection, rows: list[tuple[int, int, str]], now: datetime) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO tombstone (feed_id, id) VALUES (?, ?)", ((feed_id, id) for feed_id, _key, id in rows)
    )
    search_index.remove(connection, [key for _feed_id, key, _id in rows])
    connection.executemany("DELETE FROM entry WHERE key = ?", ((key,) for _feed_id, key, _id in rows))
    places = ((feed_id, key) for feed_id, key, _id in rows)
    changes.append_many(connection, now, ChangeKind.ENTRY_REMOVED, places)
