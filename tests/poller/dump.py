"""The content of a whole database as text, so that two can be compared to the byte."""

from __future__ import annotations

from ticker.store.database import Database

_FACES = "replay_"


def dump(db: Database) -> list[str]:
    """Every row of every table, but for what a replay's player and screen tell each other.

    How a full-text index lies on the disk depends on when it was written; it is asked whether it is whole instead.
    """
    tables = db.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")
    virtual = [name for name, sql in tables if sql.startswith("CREATE VIRTUAL")]
    lines: list[str] = []
    for name, _sql in tables:
        if name not in virtual and not any(name.startswith(f"{index}_") for index in virtual):
            rows = db.rows(f'SELECT * FROM "{name}"')
            lines += [f"{name} {row!r}" for row in rows if not str(row[0]).startswith(_FACES)]
    return lines
