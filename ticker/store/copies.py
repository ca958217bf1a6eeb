"""Copies of a database file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from ticker.errors import N_, UnavailableError, UsageError


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy what a connection sees to a file, in one piece and for the reader's eyes only (SQLite's backup API).

    It is checked before it stands there under its name. Raises UsageError where the file cannot be made,
    UnavailableError where the disk is full, sqlite3.DatabaseError where the source is at fault.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(part)) as new:
            connection.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")  # one file is all that there is to carry away
            found = new.execute("PRAGMA quick_check (1)").fetchone()[0]
        if found != "ok":
            raise UnavailableError(N_("The copy {path} is damaged: {reason}"), path=target, reason=found)
        part.replace(target)
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=target, reason=error.strerror) from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
            raise UnavailableError(N_("{path} cannot be written: {reason}"), path=target, reason=error) from error
        raise
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal"), part.with_name(f"{part.name}-wal")):
            with suppress(OSError):
                leftover.unlink()


def before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path | None:
    """Copy a database of an earlier schema beside it, before it is changed; copies of still earlier ones go, and what
    is left of one that was killed while it was made. For one process at a time.

    None where there is nothing in it yet: then another process is just making it.
    """
    if connection.execute("SELECT 1 FROM feed LIMIT 1").fetchone() is None:
        return None
    target = path.with_name(f"{path.name}.schema-{version}")
    _remove(path, lambda name: ".part" in name.removeprefix(path.name))  # before the copy: it may need the room
    copy(connection, target)
    _remove(path, lambda name: name != target.name)
    return target


def _remove(path: Path, goes: Callable[[str], bool]) -> None:
    start = f"{path.name}.schema-"
    for other in path.parent.iterdir():
        if other.name.startswith(start) and goes(other.name):
            other.unlink(missing_ok=True)
