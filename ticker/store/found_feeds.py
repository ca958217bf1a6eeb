"""The feeds that a page names which was subscribed to in their place, until the reader has chosen one."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.model import Change, ChangeKind, FoundFeed
from ticker.store import changes, search_index
from ticker.store.database import Database, transaction


def of_feed(db: Database, feed_id: int) -> list[FoundFeed]:
    """What the page of this subscription names, in its order; nothing where it is a feed itself."""
    rows = db.rows("SELECT url, title, type FROM found_feed WHERE feed_id = ? ORDER BY number", (feed_id,))
    return [FoundFeed(*row) for row in rows]


def choose(db: Database, feed_id: int, url: str, now: datetime) -> Change | None:
    """Let the subscription be to the feed at `url` from now on. It is due at once.

    Where that feed is subscribed to already, the subscription to the page ends. None where the subscription has
    ended meanwhile.
    """
    with transaction(db) as connection:
        return take(connection, feed_id, url, now)


def take(connection: sqlite3.Connection, feed_id: int, url: str, now: datetime) -> Change | None:
    """What `choose` does, inside the caller's transaction (for the files of this package)."""
    if connection.execute("SELECT 1 FROM feed WHERE url = ? AND id <> ?", (url, feed_id)).fetchone():
        search_index.remove_feed(connection, feed_id)
        gone = connection.execute("DELETE FROM feed WHERE id = ? RETURNING id", (feed_id,)).fetchall()
        return changes.append(connection, now, ChangeKind.FEED_REMOVED, feed_id) if gone else None
    taken = connection.execute(
        "UPDATE feed SET url = ?, next_poll = ?, last_poll = NULL, status = NULL, failures = 0, failing_since = NULL,"
        " failure_cause = NULL, failure_status = NULL, failure_detail = NULL, failure_retry_at = NULL,"
        " etag = NULL, last_modified = NULL, body_digest = NULL, moved_to = NULL, moved_polls = 0"
        " WHERE id = ? RETURNING id",
        (url, to_milliseconds(now), feed_id),
    ).fetchall()
    replace(connection, feed_id, ())
    return changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id) if taken else None


def replace(connection: sqlite3.Connection, feed_id: int, found: Sequence[FoundFeed]) -> None:
    """Remember what the page names, inside the caller's transaction (for the files of this package)."""
    connection.execute("DELETE FROM found_feed WHERE feed_id = ?", (feed_id,))
    connection.executemany(
        "INSERT INTO found_feed (feed_id, number, url, title, type) VALUES (?, ?, ?, ?, ?)",
        [(feed_id, number, feed.url, feed.title, feed.type) for number, feed in enumerate(found, start=1)],
    )
