"""What a face wants to remember: texts by name."""

from __future__ import annotations

from ticker.store.database import Database, transaction


def get(db: Database, name: str) -> str | None:
    """What was last put under that name."""
    rows = db.rows("SELECT value FROM setting WHERE name = ?", (name,))
    return rows[0][0] if rows else None


def put(db: Database, name: str, value: str) -> None:
    """Remember the value under that name in the place of an older one."""
    with transaction(db) as connection:
        connection.execute(
            "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
