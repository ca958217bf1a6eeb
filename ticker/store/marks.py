"""The reader's own marks on entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ticker.model import ChangeKind
from ticker.store import changes
from ticker.store.database import Database, transaction

_READ = "UPDATE entry SET read = ? WHERE key = ? AND read <> ? RETURNING feed_id"
_STARRED = "UPDATE entry SET starred = ? WHERE key = ? AND starred <> ? RETURNING feed_id"


def set_read(db: Database, keys: Sequence[int], read: bool, now: datetime) -> None:
    """Mark the entries as read or unread. Those that are so already, or are gone, are passed over in silence."""
    _mark(db, _READ, keys, read, now)


def set_starred(db: Database, keys: Sequence[int], starred: bool, now: datetime) -> None:
    """Give the entries a star or take it away. Those that are so already, or are gone, are passed over in silence."""
    _mark(db, _STARRED, keys, starred, now)


def _mark(db: Database, sql: str, keys: Sequence[int], value: bool, now: datetime) -> None:
    with transaction(db) as connection:
        for key in keys:
            for (feed_id,) in connection.execute(sql, (value, key, value)).fetchall():
                changes.append(connection, now, ChangeKind.ENTRY_MARKED, feed_id, key)
