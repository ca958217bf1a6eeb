"""Open the database and hold the connection; say what is wrong with it in one line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ticker.errors import N_, BusyError, DamagedError, TickerError, UnavailableError, UsageError
from ticker.store import schema
from ticker.store.upgrade import upgrade

if TYPE_CHECKING:
    from ticker.store.recent import Recent


class GivenUp(Exception):
    """A query was given up because nobody wanted its answer any more."""


_STEPS = 100_000  # of SQLite's machine between two looks: two milliseconds or three
_PAGES_IN_LOG = 4000  # 16 MB


class Database:
    """A connection to a database file. It belongs to the thread that opened it: another thread opens its own.

    `path` is the file. `connection` is for the files of this package only, and so is `recent`: what linking stories
    keeps in memory between two polls.
    """

    __slots__ = ("connection", "path", "recent")

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self.recent: Recent | None = None

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. May be called twice."""
        self.connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """From here on let a write wait no longer than so many seconds for another process."""
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def while_wanted(self, wanted: Callable[[], bool]) -> None:
        """From here on let a query raise GivenUp as soon as `wanted` says no; it is asked every few milliseconds."""
        self.connection.set_progress_handler(lambda: not wanted(), _STEPS)

    def optimise(self) -> None:
        """Let SQLite bring its knowledge of the tables up to date where they have grown much; else nearly free."""
        self.rows("PRAGMA analysis_limit = 400")
        self.rows("PRAGMA optimize")

    def data_version(self) -> int:
        """A number that differs from the last answer if another connection has committed since."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def check(self) -> None:
        """Raises DamagedError where the file is damaged. Reads all of it: only for when something is odd already."""
        found = _damage(self.path)
        if found is not None:
            raise found

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows that the query gives. Raises TickerError where the file does not let itself be read."""
        with explained(self.path):
            return self.connection.execute(sql, values).fetchall()


def open_database(path: Path, *, create: bool = True, timeout: float = 10.0, cache: int = 2000) -> Database:
    """Open the database at `path`; where there is none, make it and its folders unless `create` is False.

    `timeout` is how many seconds a write waits for another process, `cache` how many kB of the file are kept in memory.
    What the file is, is looked at before anything is written. A database of an earlier schema is copied beside it
    (`.schema-3`) and then brought up to date. Raises UsageError for a file that is missing, cannot be used, is damaged
    (DamagedError), is none of ours or was written by a newer program; UnavailableError for one that another process
    holds.
    """
    path = path.absolute()
    try:
        _prepare_place(path, create=create)
    except OSError as error:
        raise UsageError(
            N_("The database {path} cannot be used: {reason}"), path=path, reason=error.strerror
        ) from error
    with explained(path):
        connection = sqlite3.connect(path, timeout=timeout, isolation_level=None)
        try:
            check_ours(connection, path)
            _use_wal(connection)
            connection.execute("PRAGMA synchronous = NORMAL")
            # Many polls write the same pages of the indices: the seldomer these are copied into the file, the better.
            connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_IN_LOG}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{cache}")
            if schema.version(connection) < len(schema.STEPS):
                upgrade(connection, path)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path)


def memory_database() -> Database:
    """A database of its own that is gone when it is closed; nothing is written to a disk."""
    path = Path(":memory:")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection)
    return Database(connection, path)


def copy_into(source: Database, target: Database) -> None:
    """Put all that is in `source` in the place of all that is in `target`. Other processes see it at one stroke.

    Raises UnavailableError if another process keeps the target locked for longer than its timeout.
    """
    with explained(target.path):
        source.connection.backup(target.connection)


@contextmanager
def transaction(db: Database) -> Iterator[sqlite3.Connection]:
    """All that is written inside stands together or not at all. Gives the connection to write with.

    The write lock is taken at once, so what is read inside is still true when it is written. Raises
    UnavailableError if another process keeps the lock for longer than the database's timeout.
    """
    with explained(db.path), db.connection as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the file into a TickerError (for the files of this package).

    A mistake in our SQL stays what it is, unless the file proves to be damaged: then nothing that it says holds.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise GivenUp from error
        explanation = _explanation(error, path) or _damage(path)
        if explanation is None:
            raise
        raise explanation from error


def _prepare_place(path: Path, *, create: bool) -> None:
    if path.exists():
        # SQLite would open it for reading and fail at the first write.
        if not os.access(path, os.W_OK):
            raise UsageError(N_("The database {path} cannot be written to."), path=path)
    elif create:
        for folder in reversed([folder for folder in path.parents if not folder.exists()]):
            folder.mkdir(mode=0o700, exist_ok=True)
    else:
        raise UsageError(N_("There is no database {path}."), path=path)


def check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Raises UsageError where the file is none of ours or of a newer schema (for the files of this package)."""
    with connection:
        # In one transaction, because another process may be making the file at this moment.
        connection.execute("BEGIN")
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        version = schema.version(connection)
        empty = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != schema.APPLICATION_ID and (owner, version, empty) != (0, 0, True):
        raise UsageError(N_("{path} is the database of another program."), path=path)
    if version > len(schema.STEPS):
        raise UsageError(N_("The database {path} was written by a newer version of ticker."), path=path)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Let readers and one writer work at the same time. The file remembers it: only the first time does anything.

    That first time fails at once, without waiting, where another process is reading just then. No harm: all goes
    on with the old journal, and the next one to open the file tries again.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def damaged(path: Path, reason: object) -> DamagedError:
    """What is told of a damaged file (for the files of this package)."""
    return DamagedError(
        N_("The database is damaged; ticker doctor --repair mends it: {path} ({reason})"), path=path, reason=reason
    )


def _damage(path: Path) -> DamagedError | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        try:
            found = connection.execute("PRAGMA quick_check (1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
    return None if found == "ok" else damaged(path, found.splitlines()[-1])


def _explanation(error: sqlite3.DatabaseError, path: Path) -> TickerError | None:
    # The low byte is the result code, the rest tells its variety: https://www.sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return BusyError(N_("The database {path} is locked by another program."), path=path)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return UnavailableError(
            N_("The database {path} cannot be read or written at present: {reason}"), path=path, reason=error
        )
    if code == sqlite3.SQLITE_NOTADB:
        return UsageError(N_("{path} is no database."), path=path)
    if code == sqlite3.SQLITE_CORRUPT or "decode to UTF-8" in str(error):
        return damaged(path, error)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return UsageError(N_("The database {path} cannot be used: {reason}"), path=path, reason=error)
    return None
