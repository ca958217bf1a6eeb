"""Notices that somebody has set the machine's clock: by hand, or NTP after a start without a network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ticker.clock import Clock

LEAST = timedelta(minutes=1)
"""Less is no matter: intervals are longer."""

Uptime = Callable[[], float]
"""Seconds that pass whatever the clock shows, also while the machine is suspended (`ticker.clock.uptime`)."""


class Steps:
    """By how much the clock has been set since a moment. Without an `uptime` nobody can tell, and it never was."""

    def __init__(self, clock: Clock, uptime: Uptime | None) -> None:
        self._clock = clock
        self._uptime = uptime
        self._start = self._origin()

    def step(self) -> timedelta:
        """By how much the clock has been set (back: below zero) since it was last heeded; zero where by little."""
        step = self._origin() - self._start
        return step if abs(step) >= LEAST and self._uptime is not None else timedelta()

    def heed(self, step: timedelta) -> None:
        """From now on so much of it is known."""
        self._start += step

    def _origin(self) -> datetime:
        """When the machine was started, by its present clock."""
        return self._clock.now() - timedelta(seconds=self._uptime() if self._uptime is not None else 0)
