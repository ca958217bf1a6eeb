"""What cannot be read must not end the screen: it is as if there were nothing there, and the reader is told why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from ticker.errors import DamagedError, TickerError
from ticker.store.database import GivenUp, open_database

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Troubles:
    """What went wrong with reading a database. It may be used from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._untold: TickerError | None = None
        self.damage: DamagedError | None = None
        """Why the file cannot be relied upon; it stays that way."""

    def note(self, error: Exception) -> TickerError:
        """Take in what a read has raised, and give it as what it means. Raises what is a fault of ours.

        Of a damaged file SQLite may also give rows that make no sense: so what is no TickerError is looked into.
        """
        if not isinstance(error, TickerError):
            error = self._looked_into(error)
        if not isinstance(error, DamagedError):
            self._untold = error
        elif self.damage is None:
            self._untold = self.damage = error
        return error

    def _looked_into(self, error: Exception) -> TickerError:
        try:
            with open_database(self._path, create=False) as db:
                db.check()
        except TickerError as found:
            return found
        raise error

    def untold(self) -> TickerError | None:
        """What has not been told yet; damage is told once."""
        untold, self._untold = self._untold, None
        return untold


class Reading:
    """Whoever reads a database with the two decorators below."""

    troubles: Troubles


def nothing() -> None:
    """There is none."""


def or_else(empty: Callable[[], object]) -> Callable[[Callable[_P, _T]], Callable[_P, _T]]:
    """Let a method of a `Reading` give what `empty` makes where it cannot be done; the trouble is noted."""

    def decorated(read: Callable[_P, _T]) -> Callable[_P, _T]:
        @wraps(read)
        def calm(*values: _P.args, **named: _P.kwargs) -> _T:
            try:
                return read(*values, **named)
            except Exception as error:
                _troubles(values).note(error)
                return cast(_T, empty())

        return calm

    return decorated


def or_told(read: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a method of a `Reading` raise a TickerError where it cannot be done, which is noted, or GivenUp."""

    @wraps(read)
    def told(*values: _P.args, **named: _P.kwargs) -> _T:
        try:
            return read(*values, **named)
        except GivenUp:
            raise
        except Exception as error:
            raise _troubles(values).note(error) from error

    return told


def _troubles(values: tuple[object, ...]) -> Troubles:
    reader = values[0]
    assert isinstance(reader, Reading), "a method"
    return reader.troubles
