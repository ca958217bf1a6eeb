"""The time of a replay: a tape's own day, at any speed."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from ticker.clock import from_milliseconds, to_milliseconds

_NS_PER_MS = 1_000_000


class TapeClock:
    """A `ticker.clock.Clock` that shows start + speed × the real time since its anchor.

    `anchor_ns` is the real moment of the start in nanoseconds since the machine was started (default: now):
    clocks with the same start, speed and anchor show the same time in every process. A speed of `math.inf` lets no
    time pass but by sleeping, and sleeping takes none. At `end`, where given, the shown time stands still.
    The shown time never goes backwards.

    Raises ValueError for a speed that is not above 0. `time_ns` and `sleep` are where real time comes from.
    """

    def __init__(
        self,
        start: datetime,
        speed: float,
        anchor_ns: int | None = None,
        *,
        end: datetime | None = None,
        time_ns: Callable[[], int] = time.monotonic_ns,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if not speed > 0:
            raise ValueError("a tape runs forwards")
        self._start = to_milliseconds(start)
        self._end = math.inf if end is None else to_milliseconds(end)
        self._speed = speed
        self._anchor_ns = time_ns() if anchor_ns is None else anchor_ns
        self._time_ns = time_ns
        self._real_sleep = sleep
        self._reached = self._start

    def now(self) -> datetime:
        """The present moment on the tape: aware, in UTC, cut to milliseconds."""
        return from_milliseconds(int(min(self._milliseconds(), self._end)))

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of the tape's time."""
        await self._reach(self._milliseconds() + math.ceil(seconds * 1000))

    async def sleep_until(self, moment: datetime) -> None:
        """Wait until the tape's time is no longer before `moment` (aware)."""
        await self._reach(to_milliseconds(moment + timedelta(microseconds=999)))

    def _milliseconds(self) -> int:
        """The running time in milliseconds since 1970, which the end does not stop: sleepers must wake."""
        if self._speed != math.inf:
            passed_ns = (self._time_ns() - self._anchor_ns) * self._speed
            self._reached = max(self._reached, self._start + int(passed_ns // _NS_PER_MS))
        return self._reached

    async def _reach(self, target: int) -> None:
        """Wait until the running time is at `target` (milliseconds since 1970)."""
        if self._speed == math.inf:
            self._reached = max(self._reached, target)
            await self._real_sleep(0)  # other tasks get their turn
            return
        while (missing := target - self._milliseconds()) > 0:  # a real sleep may end a little early
            await self._real_sleep(missing / 1000 / self._speed)
