"""Databases of every earlier schema with rows in them, as the programs of their time wrote them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ticker.store import schema, search_index

# Only columns of the first schema: later steps must give all that they add a value of its own.
_ROWS = (
    "INSERT INTO feed (id, url, kind, title, hints, added, next_poll) VALUES (1, 'https://kurier.example/feed', 'feed',"
    ' \'Kurier\', \'{"ttl":null,"update_period":null,"skip_hours":[],"skip_days":[]}\', 1694592000000, 1694595600000)',
    "INSERT INTO feed (id, url, kind, hints, added) VALUES (7, 'https://bote.example/feed', 'feed',"
    ' \'{"ttl":60,"update_period":null,"skip_hours":[3],"skip_days":[6]}\', 1694592000000)',
    "INSERT INTO entry (key, feed_id, id, headline, first_seen, sort_at, urgency, read, starred, revision)"
    " VALUES (1, 1, 'a', 'Brücke gesperrt', 1694592000000, 1694591000000, 4, 1, 0, 2)",
    "INSERT INTO entry (key, feed_id, id, headline, first_seen, sort_at, urgency, read, starred, revision)"
    " VALUES (5, 7, 'a', 'Zug fährt', 1694592000000, 1694592000000, 2, 0, 1, 1)",
    "INSERT INTO revision (entry_key, number, seen_at, title, summary, authors, categories, enclosures)"
    " VALUES (1, 1, 1694592000000, 'Brücke offen', 'Alt.', '[\"Änne Öhler\"]', '[]', '[]')",
    "INSERT INTO revision (entry_key, number, seen_at, title, summary, authors, categories, enclosures)"
    " VALUES (1, 2, 1694593000000, 'Brücke gesperrt', 'Neu.', '[]', '[\"Verkehr\"]',"
    ' \'[{"url":"https://kurier.example/1.jpg"}]\')',
    "INSERT INTO revision (entry_key, number, seen_at, title, authors, categories, enclosures)"
    " VALUES (5, 1, 1694592000000, 'Zug fährt', '[]', '[]', '[]')",
    "INSERT INTO change (seq, at, kind, feed_id, entry_key) VALUES (9, 1694593000000, 'entry-revised', 1, 1)",
    "INSERT INTO setting (name, value) VALUES ('theme', 'dark')",
)


def make(path: Path, version: int) -> None:
    """A database of that schema version at `path`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        schema.migrate(connection, schema.STEPS[:version])
        for row in _ROWS:
            connection.execute(row)
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone():
            search_index.rebuild(connection)
