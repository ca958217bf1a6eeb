"""What can still be read of a damaged database, carried over into a new one."""

# ruff: noqa: S608 - what is put together into SQL here are names of our own tables

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from ticker.store import derived, schema

_LARGEST = 2**32  # no table counts so far
_FRUITLESS = 12  # cuts in a row

# Parents before children; what is made from other tables is not carried over but made anew.
TABLES = (
    "feed",
    "entry",
    "revision",
    "change",
    "action",
    "position",
    "article",
    "picture",
    "found_feed",
    "tombstone",
    "story_split",
    "setting",
)

_WITHOUT_NUMBERS = ("tombstone", "story_split")  # tables whose rows SQLite does not count
_ORPHANS_WITHOUT_NUMBER = (
    "DELETE FROM tombstone WHERE feed_id NOT IN (SELECT id FROM feed)",
    "DELETE FROM story_split WHERE one NOT IN (SELECT key FROM entry) OR other NOT IN (SELECT key FROM entry)",
)

_FOR_LOST_VERSIONS = """
    INSERT INTO revision (entry_key, number, seen_at, title, authors, categories, enclosures)
    SELECT key, 1, first_seen, headline, '[]', '[]', '[]' FROM entry
    WHERE key NOT IN (SELECT entry_key FROM revision)
"""
# A long text lies on pages of its own: where one is lost, SQLite reads zeros, which no text of ours holds.
_TORN = """
    DELETE FROM revision WHERE instr(CAST(COALESCE(title, '') || COALESCE(summary, '') || COALESCE(content, '')
        || COALESCE(content_html, '') || extra AS BLOB), X'00')
        OR NOT (json_valid(authors) AND json_valid(categories) AND json_valid(enclosures) AND json_valid(extra))
"""
_PRESENT_VERSION = """
    UPDATE entry SET revision = (SELECT MAX(number) FROM revision WHERE entry_key = key)
    WHERE NOT EXISTS (SELECT 1 FROM revision WHERE entry_key = key AND number = entry.revision)
"""


def salvage(damaged: Path, new: Path) -> dict[str, int]:
    """Carry all rows that can be read over into a new file, and give how many there were of each table.

    An entry whose versions are lost keeps its headline; what belongs to a lost feed or entry is left out. Raises
    sqlite3.DatabaseError where not even the list of tables can be read.
    """
    found: dict[str, int] = {}
    with closing(sqlite3.connect(damaged)) as old, closing(sqlite3.connect(new, isolation_level=None)) as fresh:
        schema.migrate(fresh, schema.STEPS[: schema.version(old)])
        held = {name for (name,) in fresh.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        fresh.execute("PRAGMA foreign_keys = OFF")
        fresh.execute("BEGIN")
        for table in TABLES:
            if table in held:
                found[table] = _carry_over(old, fresh, table)
        fresh.execute("COMMIT")
        schema.migrate(fresh)
        fresh.execute("BEGIN")
        mend(fresh)
        fresh.execute("COMMIT")
    return found


def mend(connection: sqlite3.Connection) -> int:
    """Put right what rows of several tables say of each other, in the caller's transaction; how many were wrong.

    Rows whose feed or entry is missing go, and so do torn versions; entries without a version get one from their
    headline.
    """
    wrong = sum(connection.execute(sql).rowcount for sql in _ORPHANS_WITHOUT_NUMBER)
    while orphans := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in orphans:
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
        wrong += len(orphans)
    for sql in (_TORN, _FOR_LOST_VERSIONS, _PRESENT_VERSION):
        wrong += connection.execute(sql).rowcount
    derived.rebuild(connection)
    return wrong


def _carry_over(old: sqlite3.Connection, fresh: sqlite3.Connection, table: str) -> int:
    columns = [row[1] for row in fresh.execute(f"PRAGMA table_info ({table})")]
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    count = 0
    for rows in _readable(old, table, names):
        fresh.executemany(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})", rows)
        count += len(rows)
    return count


def _readable(old: sqlite3.Connection, table: str, names: str) -> Iterator[Sequence[Sequence[object]]]:
    """All rows of a table that can be read, in pieces.

    A stretch of numbers is read from its start to the first damage, and from its end back to the last. What lies
    between the two is cut in halves, until several cuts in a row have brought nothing to light.
    """
    if table in _WITHOUT_NUMBERS:
        yield _until_it_fails(old, f"SELECT {names} FROM {table}", ())[0]
        return
    within = f"FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    stretches = [(-1, _last(old, table), 0)]
    while stretches:
        first, last, fruitless = stretches.pop()
        rows, whole = _until_it_fails(old, f"SELECT rowid, {names} {within}", (first, last))
        yield [row[1:] for row in rows]
        if whole:
            continue
        first = max([first, *(row[0] + 1 for row in rows[-1:])])
        behind, _ = _until_it_fails(old, f"SELECT rowid, {names} {within} DESC", (first, last))
        yield [row[1:] for row in behind]
        last = min([last, *(row[0] - 1 for row in behind[-1:])])
        fruitless = 0 if rows or behind else fruitless + 1
        if first < last and fruitless < _FRUITLESS:
            middle = (first + last) // 2
            stretches += [(middle + 1, last, fruitless), (first, middle, fruitless)]


def _last(old: sqlite3.Connection, table: str) -> int:
    """A number that no row of the table lies beyond."""
    for sql in (
        f"SELECT MAX(rowid) FROM {table} NOT INDEXED",
        f"SELECT MAX(rowid) FROM (SELECT rowid FROM {table})",  # an index may know it too
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",
    ):
        with suppress(sqlite3.DatabaseError):
            row = old.execute(sql).fetchone()
            if row is not None:
                return int(row[0] or 0)
    return _LARGEST


def _until_it_fails(old: sqlite3.Connection, sql: str, values: Sequence[int]) -> tuple[list[Any], bool]:
    """The rows before the first damage, and whether these are all."""
    rows: list[Any] = []
    try:
        rows.extend(old.execute(sql, values))  # what came before the damage stays
    except sqlite3.DatabaseError:
        return rows, False
    return rows, True
