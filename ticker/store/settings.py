"""What a face wants to remember, and what the poller lets all faces know: texts by name."""

from __future__ import annotations

import sqlite3

from ticker.store.database import Database, transaction

OFFLINE_SINCE = "offline_since"
"""When the poller found the network away, in milliseconds since 1970; empty while the network is there."""

SAVED_SEARCHES = "saved_searches"
"""The reader's saved searches, as a JSON list of [kind of view, query]."""

LAST_LOOK = "river_last_look"
"""When the reader last looked at the river, in milliseconds since 1970."""


def get(db: Database, name: str) -> str | None:
    """What was last put under that name."""
    rows = db.rows("SELECT value FROM setting WHERE name = ?", (name,))
    return rows[0][0] if rows else None


def put(db: Database, name: str, value: str) -> None:
    """Remember the value under that name in the place of an older one."""
    with transaction(db) as connection:
        write(connection, name, value)


def write(connection: sqlite3.Connection, name: str, value: str) -> None:
    """What `put` does, inside the caller's transaction (for the files of this package)."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
