"""How far the reader has come in an entry's text."""

from __future__ import annotations

from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.store.database import Database, transaction


def get(db: Database, key: int) -> int | None:
    """The paragraph of the text (from 0) at which the reader left the entry; None at its start or after its end."""
    rows = db.rows("SELECT paragraph FROM position WHERE entry_key = ?", (key,))
    return rows[0][0] if rows else None


def put(db: Database, key: int, paragraph: int | None, now: datetime) -> None:
    """Remember the paragraph, or with None that there is nothing to go back to.

    An entry that is gone is passed over.
    """
    with transaction(db) as connection:
        if paragraph is None:
            connection.execute("DELETE FROM position WHERE entry_key = ?", (key,))
            return
        connection.execute(
            "INSERT INTO position (entry_key, paragraph, left_at) SELECT key, ?, ? FROM entry WHERE key = ? "
            "ON CONFLICT (entry_key) DO UPDATE SET paragraph = excluded.paragraph, left_at = excluded.left_at",
            (paragraph, to_milliseconds(now), key),
        )
