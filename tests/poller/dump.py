"""A whole database as text, so that two can be compared to the byte."""

from __future__ import annotations

from ticker.store.database import Database

_FACES = "replay_"


def dump(db: Database) -> list[str]:
    """The schema and every row of it, but for what a replay's player and screen tell each other."""
    return [line for line in db.connection.iterdump() if f"VALUES('{_FACES}" not in line]
