"""The reader's marks on entries. Each action is noted in a journal, from which `ticker.store.undo` takes it back."""

# ruff: noqa: S608 - what is put together into SQL here are the names of columns

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from ticker.clock import to_milliseconds
from ticker.headline import ChangeKind
from ticker.store import changes
from ticker.store.database import Database, transaction

_REMEMBERED = 200  # actions that can be undone


class Mark(StrEnum):
    """What a reader can note on an entry. The values are columns of the table `entry` and are stored."""

    READ = "read"
    STARRED = "starred"
    HIDDEN = "hidden"
    LATER = "later"


def set_read(db: Database, keys: Sequence[int], read: bool, now: datetime, *, undoable: bool = True) -> list[int]:
    """Mark the entries as read or unread; see `set_mark`."""
    return set_mark(db, Mark.READ, keys, read, now, undoable=undoable)


def set_starred(db: Database, keys: Sequence[int], starred: bool, now: datetime) -> list[int]:
    """Give the entries a star or take it away; see `set_mark`."""
    return set_mark(db, Mark.STARRED, keys, starred, now)


def set_hidden(db: Database, keys: Sequence[int], hidden: bool, now: datetime) -> list[int]:
    """Take the entries out of the reader's sight or let them come back; see `set_mark`."""
    return set_mark(db, Mark.HIDDEN, keys, hidden, now)


def set_later(db: Database, keys: Sequence[int], later: bool, now: datetime) -> list[int]:
    """Put the entries on the list of what is to be read later or take them off; see `set_mark`."""
    return set_mark(db, Mark.LATER, keys, later, now)


def set_mark(
    db: Database, mark: Mark, keys: Sequence[int], value: bool, now: datetime, *, undoable: bool = True
) -> list[int]:
    """Set or take off one mark of exactly these entries, and give the keys of those that it really changed.

    Entries that are so already, or are gone, are passed over in silence. Nothing else is touched, whatever has come
    in meanwhile: a bulk mark is given the keys that the reader had before him. All is one action of the journal,
    unless it is not `undoable`: a mark that came by itself, say by opening an entry, is not what he wants to undo.
    """
    if not keys:
        return []
    with transaction(db) as connection:
        changed = write(connection, mark, keys, value, now)
        if changed and undoable:
            _remember(connection, mark, changed, value, now)
    return changed


def write(connection: sqlite3.Connection, mark: Mark, keys: Sequence[int], value: bool, now: datetime) -> list[int]:
    """Set one mark and log it, inside the caller's transaction (for the files of this package).

    Gives the keys of the entries that were not so before, in ascending order.
    """
    rows = connection.execute(
        f"UPDATE entry SET {mark.value} = ? WHERE key IN (SELECT value FROM json_each(?)) AND {mark.value} <> ?"
        " RETURNING key, feed_id",
        (value, json.dumps(list(keys)), value),
    ).fetchall()
    changes.append_many(connection, now, ChangeKind.ENTRY_MARKED, ((feed_id, key) for key, feed_id in sorted(rows)))
    return sorted(key for key, _feed_id in rows)


def _remember(connection: sqlite3.Connection, mark: Mark, keys: Sequence[int], value: bool, now: datetime) -> None:
    row = connection.execute(
        "INSERT INTO action (at, mark, value, keys) VALUES (?, ?, ?, ?) RETURNING id",
        (to_milliseconds(now), mark.value, value, json.dumps(keys, separators=(",", ":"))),
    ).fetchone()
    connection.execute("DELETE FROM action WHERE id <= ?", (row[0] - _REMEMBERED,))
