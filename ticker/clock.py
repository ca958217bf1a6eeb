"""Time, as the program is allowed to read it.

Nothing in the house but this file, `course.py` and the tape's clock asks the system for the time. What needs it is
handed a `Clock`, so a replay can run the whole program at another speed and a test needs no patching.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from and how one waits for it."""

    def now(self) -> datetime:
        """The present moment: aware, in UTC, cut to milliseconds (what the store keeps)."""

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of this clock's own time."""


def to_milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware moment.

    Raises ValueError for a naive one: its offset could only be guessed.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset")
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000


def from_milliseconds(value: int) -> datetime:
    """The aware UTC moment that lies so many milliseconds after 1970.

    Raises OverflowError outside the years 1 to 9999.
    """
    seconds, milliseconds = divmod(value, 1000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=milliseconds * 1000)


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment: aware, in UTC, cut to milliseconds."""
        return from_milliseconds(time.time_ns() // 1_000_000)

    async def sleep(self, seconds: float) -> None:
        """Wait for so many real seconds."""
        import asyncio  # a verb that never waits need not load it

        await asyncio.sleep(seconds)


def uptime() -> float:
    """Seconds since some moment, also those in which the machine was suspended: nobody can set them."""
    counted = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # Linux; that of macOS counts a suspend as it is
    return time.clock_gettime(counted)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
