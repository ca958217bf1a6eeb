"""The change log: what happened, in order. A face reads on from the last number that it has seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.headline import Change, ChangeKind
from ticker.store.database import Database


def last_seq(db: Database) -> int:
    """The number of the latest change; 0 before the first."""
    return int(db.rows("SELECT COALESCE(MAX(seq), 0) FROM change")[0][0])


def since(db: Database, seq: int) -> list[Change]:
    """All changes after that number, oldest first. An entry or feed that one names may be gone by then."""
    rows = db.rows("SELECT seq, at, kind, feed_id, entry_key FROM change WHERE seq > ? ORDER BY seq", (seq,))
    return [
        Change(number, from_milliseconds(at), ChangeKind(kind), feed_id, entry_key)
        for number, at, kind, feed_id, entry_key in rows
    ]


def append(
    connection: sqlite3.Connection, at: datetime, kind: ChangeKind, feed_id: int, entry_key: int | None = None
) -> Change:
    """Write a change at the end of the log, inside the caller's transaction (for the files of this package)."""
    row = connection.execute(
        "INSERT INTO change (at, kind, feed_id, entry_key) VALUES (?, ?, ?, ?) RETURNING seq",
        (to_milliseconds(at), kind.value, feed_id, entry_key),
    ).fetchone()
    return Change(row[0], at, kind, feed_id, entry_key)


def append_all(
    connection: sqlite3.Connection, at: datetime, kind: ChangeKind, feed_id: int, keys: Sequence[int]
) -> list[Change]:
    """Write changes of one kind for some entries of a feed, inside the caller's transaction, and give them."""
    if not keys:
        return []
    first, moment = last_number(connection, "change") + 1, to_milliseconds(at)
    connection.executemany(
        "INSERT INTO change (seq, at, kind, feed_id, entry_key) VALUES (?, ?, ?, ?, ?)",
        [(seq, moment, kind.value, feed_id, key) for seq, key in enumerate(keys, start=first)],
    )
    return [Change(seq, at, kind, feed_id, key) for seq, key in enumerate(keys, start=first)]


def last_number(connection: sqlite3.Connection, table: str) -> int:
    """The highest number that a row of a table with AUTOINCREMENT ever had; 0 before the first."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return row[0] if row is not None else 0


def append_many(
    connection: sqlite3.Connection, at: datetime, kind: ChangeKind, places: Iterable[tuple[int, int]]
) -> None:
    """Write many changes of one kind, given as (feed id, entry key), inside the caller's transaction."""
    moment = to_milliseconds(at)
    connection.executemany(
        "INSERT INTO change (at, kind, feed_id, entry_key) VALUES (?, ?, ?, ?)",
        ((moment, kind.value, feed_id, key) for feed_id, key in places),
    )


def append_for_entry(connection: sqlite3.Connection, at: datetime, kind: ChangeKind, key: int) -> None:
    """Write a change of an entry at the end of the log, inside the caller's transaction; nothing where it is gone."""
    connection.execute(
        "INSERT INTO change (at, kind, feed_id, entry_key) SELECT ?, ?, feed_id, key FROM entry WHERE key = ?",
        (to_milliseconds(at), kind.value, key),
    )
