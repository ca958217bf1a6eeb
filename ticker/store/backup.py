"""A copy of the database, while others go on using it."""

from __future__ import annotations

from pathlib import Path

from ticker.errors import N_, UsageError
from ticker.store.copies import copy
from ticker.store.database import Database, explained


def backup(db: Database, target: Path, *, replace: bool = False) -> int:
    """Copy the database as it is at this moment to a file of its own, and give that file's size in bytes.

    What others write meanwhile is not in it; nobody has to wait. The copy was checked when it stands there under its
    name. Raises UsageError where there is a file already (unless it is to be replaced) or none can be made, and
    UnavailableError where the disk is full.
    """
    target = target.absolute()
    try:
        there = target.exists()
    except OSError as error:
        raise UsageError(N_("{path} cannot be written: {reason}"), path=target, reason=error.strerror) from error
    if there and not replace:
        raise UsageError(N_("{path} exists already. --force replaces it."), path=target)
    if there and target.samefile(db.path):
        raise UsageError(N_("{path} is the database itself."), path=target)
    with explained(db.path):
        copy(db.connection, target)
    return target.stat().st_size
