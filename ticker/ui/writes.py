"""What the reader writes must not hold up the screen, and must not be lost where another process is writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ticker.errors import BusyError, TickerError
from ticker.store.database import Database

AT_ONCE = 0.2
"""Seconds for which the screen may stand still for another process; what takes longer waits in line."""

AT_THE_END = 10.0
"""Seconds for which what is left is waited for when the program ends."""

_T = TypeVar("_T")


class Writes:
    """The line of what is still to be written to a database, in the order in which the reader did it."""

    def __init__(self, db: Database) -> None:
        """From here on nothing on this connection waits for longer than AT_ONCE."""
        self._db = db
        self._line: list[Callable[[], object]] = []
        self._complaint: TickerError | None = None
        self._late = False
        db.wait_at_most(AT_ONCE)

    def do(self, write: Callable[[], _T], otherwise: _T) -> _T:
        """Write now and give what that gives, or else `otherwise`.

        Where another process holds the database it is written later, by `catch_up`. What cannot be written at all
        (a full disk, say) becomes the `complaint`.
        """
        if self._line:
            self._line.append(write)
            self.catch_up()
            return otherwise
        try:
            return write()
        except BusyError:
            self._line.append(write)
        except TickerError as error:
            self._complaint = error
        return otherwise

    def catch_up(self) -> None:
        """Write what waits in line, as far as the database is free."""
        while self._line:
            try:
                self._line[0]()
            except BusyError:
                break
            except TickerError as error:
                self._complaint = error
            else:
                self._late = True
            del self._line[0]

    @property
    def waiting(self) -> bool:
        """Whether anything waits in line."""
        return bool(self._line)

    def late(self) -> bool:
        """Whether anything was written since the last call that had waited in line."""
        late, self._late = self._late, False
        return late

    def complaint(self) -> TickerError | None:
        """What could not be written since the last call, and why."""
        complaint, self._complaint = self._complaint, None
        return complaint

    def finish(self) -> None:
        """Write what is left, and wait for it."""
        if self._line:
            self._db.wait_at_most(AT_THE_END)
            self.catch_up()
