"""Stand-ins for the two things that a test replaces: the clock and (in its own file) the HTTP transport."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from ticker.clock import from_milliseconds, to_milliseconds


class FakeClock:
    """A `ticker.clock.Clock` that stands still: `moment` may be set, and a sleep moves it on at once."""

    def __init__(self, moment: datetime = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The present moment: aware, in UTC, cut to milliseconds."""
        return from_milliseconds(to_milliseconds(self.moment))

    async def sleep(self, seconds: float) -> None:
        """Move on by so many seconds; other tasks get their turn, as they would while a real clock sleeps."""
        self.moment += timedelta(seconds=seconds)
        await asyncio.sleep(0)
