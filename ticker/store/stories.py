"""Stories: entries of different feeds about one event, which `ticker.store.linking` joins when they arrive.

`entry.story` is the number of the story that an entry is in; `story_split` holds the pairs that the reader has parted:
they are never joined again.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from ticker.headline import ChangeKind, Headline
from ticker.store import changes, entries
from ticker.store.database import Database, transaction
from ticker.store.sight import EVERYTHING, Sight, condition


def members(db: Database, key: int, sight: Sight = EVERYTHING) -> list[Headline]:
    """The other entries of the entry's story, the first one to appear first; none where it is in no story."""
    seen, values = condition(sight)
    rows = db.rows(
        f"SELECT e.key FROM entry e WHERE e.story = (SELECT story FROM entry WHERE key = ?) AND e.key <> ? AND {seen}"
        " ORDER BY e.sort_at, e.key",
        (key, key, *values),
    )
    return entries.headlines(db, [other for (other,) in rows])


def split(db: Database, key: int, now: datetime) -> list[int]:
    """Take an entry out of its story for good and give the keys of those that it was with; none where it was in none.

    The entry and those are never joined again. A story of which one entry is left is none any more.
    """
    with transaction(db) as connection:
        row = connection.execute(
            "SELECT story, feed_id FROM entry WHERE key = ? AND story IS NOT NULL", (key,)
        ).fetchone()
        if row is None:
            return []
        story, feed_id = row
        others = members_of(connection, story, key)
        connection.executemany("INSERT OR IGNORE INTO story_split (one, other) VALUES (?, ?)", _pairs(key, others))
        connection.execute("UPDATE entry SET story = NULL WHERE key = ?", (key,))
        if len(others) == 1:
            connection.execute("UPDATE entry SET story = NULL WHERE story = ?", (story,))
        for other in (key, *others):
            changes.append(connection, now, ChangeKind.STORY_CHANGED, feed_id, other)
        return others


def members_of(connection: sqlite3.Connection, story: int, without: int | None = None) -> list[int]:
    """The keys of the entries of a story, but for one (for the files of this package)."""
    rows = connection.execute("SELECT key FROM entry WHERE story = ? ORDER BY key", (story,)).fetchall()
    return [key for (key,) in rows if key != without]


def _pairs(key: int, others: Iterable[int]) -> list[tuple[int, int]]:
    return [pair for other in others for pair in ((key, other), (other, key))]
