"""How far the reader has come in an entry's text."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ticker.clock import to_milliseconds
from ticker.store.database import Database, transaction


class Position(NamedTuple):
    """Where the reader left an entry: at which paragraph of its text (from 0), and whether of the full article."""

    paragraph: int = 0
    full: bool = False


START = Position()
"""Where everybody begins; it is not stored."""


def get(db: Database, key: int) -> Position:
    """Where the reader left the entry."""
    rows = db.rows("SELECT paragraph, full FROM position WHERE entry_key = ?", (key,))
    return Position(rows[0][0], bool(rows[0][1])) if rows else START


def put(db: Database, key: int, position: Position, now: datetime) -> None:
    """Remember where the reader leaves the entry. One that is gone is passed over."""
    with transaction(db) as connection:
        if position == START:
            connection.execute("DELETE FROM position WHERE entry_key = ?", (key,))
            return
        connection.execute(
            "INSERT INTO position (entry_key, paragraph, full, left_at) SELECT key, ?, ?, ? FROM entry WHERE key = ? "
            "ON CONFLICT (entry_key) DO UPDATE SET paragraph = excluded.paragraph, full = excluded.full, "
            "left_at = excluded.left_at",
            (position.paragraph, position.full, to_milliseconds(now), key),
        )
