"""What is made from other tables and can be made anew from them."""

from __future__ import annotations

import sqlite3

from ticker.store import search_index


def rebuild(connection: sqlite3.Connection) -> None:
    """Make all that anew, inside the caller's transaction.

    `known_entries` only saves parsing, and what stories are found by only holds the last days: both fill by themselves.
    """
    connection.execute("DELETE FROM known_entries")
    search_index.rebuild(connection)
