"""A database of an earlier schema is brought up to date, by one process at a time."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ticker.errors import N_, UsageError
from ticker.store import schema
from ticker.store.copies import before_migration

LARGE = 100_000_000
"""Bytes from which on that takes longer than anybody waits without a word: about ten seconds."""


def takes_long(path: Path) -> bool:
    """Whether a file is a large database of an earlier schema. Only its head is read: 30 microseconds."""
    try:
        with path.open("rb") as file:
            head = file.read(100)  # https://www.sqlite.org/fileformat2.html, section 1.3
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return False
    version, owner = (int.from_bytes(head[place : place + 4], "big") for place in (60, 68))
    return owner == schema.APPLICATION_ID and 0 < version < len(schema.STEPS) and size >= LARGE


def upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Copy the database beside itself where there is something in it, and take the steps that it lacks.

    Whoever comes meanwhile waits until that is done, however long it takes: were it not so, the copy could be one of
    what another process has changed already. Raises UsageError where no copy can be made; nothing is changed then.
    """
    with _alone(path):
        version = schema.version(connection)
        if 0 < version < len(schema.STEPS):
            before_migration(connection, path, version)
        schema.migrate(connection)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold a lock file beside the database; the system lets go of it when the process ends, however it ends."""
    lock = path.with_name(f"{path.name}.upgrade")
    try:
        file = _locked(lock)
    except OSError as error:
        raise UsageError(
            N_("The database {path} cannot be used: {reason}"), path=path, reason=error.strerror
        ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        os.close(file)


def _locked(lock: Path) -> int:
    while True:
        file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        # Whoever held it before has taken the file away: then it is locked, and means nothing any more.
        if _is_there(lock, file):
            return file
        os.close(file)


def _is_there(lock: Path, file: int) -> bool:
    try:
        return os.path.samestat(lock.stat(), os.fstat(file))
    except FileNotFoundError:
        return False
