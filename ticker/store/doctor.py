"""Is the database well, and what can be done where it is not."""

# ruff: noqa: S608 - what is put together into SQL here are names of our own tables

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from ticker.errors import N_, BusyError, UsageError
from ticker.store import schema
from ticker.store.database import check_ours, explained, open_database
from ticker.store.rows import moment
from ticker.store.salvage import TABLES, mend, salvage

_COMPLAINTS = 20  # that are told of a file; the first ones are as good as all


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. Sizes are in bytes, `oldest` and `newest` the ends of the river.

    `damage` is what SQLite says of the file, nothing where it is sound; `orphans` rows that belong to something that
    is gone, `lost_versions` entries whose present version is missing. `rows` is how many rows each table has; where
    the file is damaged it may know less than there are.
    """

    path: Path
    size: int
    log_size: int
    free: int
    schema: int
    rows: dict[str, int] = field(default_factory=dict)
    oldest: datetime | None = None
    newest: datetime | None = None
    damage: tuple[str, ...] = ()
    orphans: int = 0
    lost_versions: int = 0

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.damage or self.orphans or self.lost_versions)


@dataclass(frozen=True, slots=True)
class Repair:
    """What was done: rows that were put right, and where the file could not be mended, how many rows were carried over
    into a new one and where the `damaged` one lies now."""

    mended: int = 0
    carried_over: dict[str, int] = field(default_factory=dict)
    damaged: Path | None = None


def examine(path: Path) -> Examination:
    """Look at every page of the database and at what its rows say of each other; nothing is written.

    Raises UsageError where there is none, where it is none of ours or was written by a newer program, and BusyError
    where another process holds it.
    """
    path = path.absolute()
    if not path.exists():
        raise UsageError(N_("There is no database {path}."), path=path)
    log = path.with_name(f"{path.name}-wal")
    size, log_size = path.stat().st_size, log.stat().st_size if log.exists() else 0
    with explained(path), closing(sqlite3.connect(path, isolation_level=None, timeout=10.0)) as connection:
        try:
            check_ours(connection, path)
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                raise
            return Examination(path, size, log_size, 0, 0, damage=(str(error),))
        damage = _damage(connection)
        pages, free = (_number(connection, f"PRAGMA {name}") for name in ("page_size", "freelist_count"))
        version = schema.version(connection)
        rows = {name: count for name in TABLES if (count := _count(connection, name)) is not None}
        oldest, newest = _ends(connection)
        # A program that was killed in its very first moment has left a file without tables.
        orphans, lost = (0, 0) if damage or not version else (_orphans(connection), _lost_versions(connection))
    return Examination(path, size, log_size, pages * free, version, rows, oldest, newest, damage, orphans, lost)


def repair(path: Path, now: datetime) -> Repair:
    """Put right what `examine` finds.

    The rows of a sound file are mended where they are and what is derived from them is made anew. Of a damaged file
    the indexes are made anew first; where that does not help, all that can be read goes into a new file, which takes
    its place, and the damaged one is kept beside it. Raises BusyError where anybody else has the database open, and
    UsageError where nothing at all can be read.
    """
    path = path.absolute()
    found = examine(path)
    _claim(path)
    if found.damage and not _reindexed(path):
        return _replaced(path, now)
    with explained(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        schema.migrate(connection)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            mended = mend(connection)
        connection.execute("VACUUM")
        connection.execute("PRAGMA optimize")
    open_database(path).close()
    return Repair(mended)


def _claim(path: Path) -> None:
    """See to it that nobody else has the database open: only then does SQLite leave the write-ahead log."""
    with closing(sqlite3.connect(path, isolation_level=None, timeout=1.0)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if _is_damage(error):
                return
            mode = "busy"
    if mode != "delete":
        raise BusyError(N_("The database {path} is in use. All other tickers on it must be ended first."), path=path)


def _reindexed(path: Path) -> bool:
    """Whether the damage was in the indexes alone: then the file is sound once they are made anew."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("REINDEX")
            return not _damage(connection)
    except sqlite3.DatabaseError:
        return False


def _replaced(path: Path, now: datetime) -> Repair:
    new, kept = path.with_name(f"{path.name}.new"), path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%SZ}")
    with suppress(FileNotFoundError):
        new.unlink()
    os.close(os.open(new, os.O_WRONLY | os.O_CREAT, 0o600))
    try:
        _fill_up(path)
        carried_over = salvage(path, new)
        if not any(carried_over.values()):
            raise sqlite3.DatabaseError("not a row")
    except sqlite3.DatabaseError as error:
        new.unlink(missing_ok=True)
        raise UsageError(N_("Nothing can be read of the database {path}: {reason}"), path=path, reason=error) from error
    for suffix in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).rename(kept.with_name(kept.name + suffix))
    path.rename(kept)
    new.rename(path)
    open_database(path).close()
    return Repair(0, carried_over, kept)


def _fill_up(path: Path) -> None:
    """Let a file that was cut off be as long again as its head says: SQLite reads nothing at all of a shorter one."""
    with path.open("r+b") as file:
        head = file.read(32)  # https://www.sqlite.org/fileformat2.html, section 1.3
        size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
        whole = (65_536 if size == 1 else size) * pages
        if head.startswith(b"SQLite format 3\0") and path.stat().st_size < whole:
            file.truncate(whole)


def _damage(connection: sqlite3.Connection) -> tuple[str, ...]:
    try:
        found = [row[0] for row in connection.execute(f"PRAGMA integrity_check ({_COMPLAINTS})")]
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        found = [str(error)]
    return () if found == ["ok"] else tuple(line for text in found for line in text.splitlines())


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def _count(connection: sqlite3.Connection, table: str) -> int | None:
    """How many rows a table has; None where it is not there yet or cannot be read."""
    with suppress(sqlite3.DatabaseError):
        return _number(connection, f"SELECT COUNT(*) FROM {table}")
    return None


def _ends(connection: sqlite3.Connection) -> tuple[datetime | None, datetime | None]:
    with suppress(sqlite3.DatabaseError):
        oldest, newest = connection.execute("SELECT MIN(sort_at), MAX(sort_at) FROM entry").fetchone()
        return moment(oldest), moment(newest)
    return None, None


def _orphans(connection: sqlite3.Connection) -> int:
    return len(connection.execute("PRAGMA foreign_key_check").fetchall())


def _lost_versions(connection: sqlite3.Connection) -> int:
    return _number(
        connection,
        "SELECT COUNT(*) FROM entry e WHERE NOT EXISTS"
        " (SELECT 1 FROM revision r WHERE r.entry_key = e.key AND r.number = e.revision)",
    )


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])
