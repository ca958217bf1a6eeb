"""Taking back what the reader has marked, action by action, the last one first; also after a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from ticker.clock import from_milliseconds
from ticker.store import marks
from ticker.store.database import Database, transaction
from ticker.store.marks import Mark


@dataclass(frozen=True, slots=True)
class Undone:
    """An action that was taken back: at `at` the entries of `keys` had got the mark (`value`) or lost it (not)."""

    mark: Mark
    value: bool
    at: datetime
    keys: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many entries are again as they were."""
        return len(self.keys)


def undo(db: Database, now: datetime) -> Undone | None:
    """Take back the last action that has not been taken back; None where there is none.

    Entries that are gone or were marked otherwise since are left alone; an action of which nothing is left to take
    back is passed over.
    """
    with transaction(db) as connection:
        while True:
            row = connection.execute("SELECT id, at, mark, value, keys FROM action ORDER BY id DESC LIMIT 1").fetchone()
            if row is None:
                return None
            number, at, mark, value, keys = row
            connection.execute("DELETE FROM action WHERE id = ?", (number,))
            changed = marks.write(connection, Mark(mark), json.loads(keys), not value, now)
            if changed:
                return Undone(Mark(mark), bool(value), from_milliseconds(at), tuple(changed))
