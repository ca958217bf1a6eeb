"""Where a replay stands and how fast it runs: one value that the screen changes and the player follows.

Both read the tape's time off it, so they agree to the millisecond without a word more between them.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ticker.clock import from_milliseconds, to_milliseconds

SPEEDS = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1200, 1800, 3600)
"""The steps of faster and slower; 1 is real time."""


@dataclass(frozen=True, slots=True)
class Course:
    """The tape's time as a function of the machine's.

    At the real moment `anchor_ns` (see `present`) the tape's time was `at` (milliseconds since 1970). From
    there it runs `speed` times as fast as real time, or stands still where it does not run, and never passes `end`.
    """

    at: int
    anchor_ns: int
    speed: float
    end: int
    running: bool = True

    def moment(self, now_ns: int) -> int:
        """The tape's time (milliseconds since 1970) at a real moment."""
        if not self.running:
            return min(self.at, self.end)
        passed = max(0, now_ns - self.anchor_ns)
        return min(self.at + int(passed * self.speed // 1_000_000), self.end)

    def jumped(self, at: int, now_ns: int) -> Course:
        """From now on at another time of the tape."""
        return replace(self, at=min(at, self.end), anchor_ns=now_ns)

    def with_speed(self, speed: float, now_ns: int) -> Course:
        """From now on at another speed."""
        return replace(self.jumped(self.moment(now_ns), now_ns), speed=speed)

    def paused(self, now_ns: int) -> Course:
        """Standing still from now on."""
        return replace(self.jumped(self.moment(now_ns), now_ns), running=False)

    def resumed(self, now_ns: int) -> Course:
        """Running on from where it stands."""
        return replace(self.jumped(self.moment(now_ns), now_ns), running=True)

    def text(self) -> str:
        """The course as a text that `read` understands."""
        return f"{self.at} {self.anchor_ns} {self.speed!r} {self.end} {self.running:d}"


def read(text: str) -> Course:
    """The course that `Course.text` has written."""
    at, anchor_ns, speed, end, running = text.split()
    return Course(int(at), int(anchor_ns), float(speed), int(end), running == "1")


def begun(at: datetime, end: datetime, speed: float, now_ns: int) -> Course:
    """A course that runs from now on; at an infinite speed it stands at the end."""
    if math.isinf(speed):
        return Course(to_milliseconds(end), now_ns, 60.0, to_milliseconds(end), running=False)
    return Course(to_milliseconds(at), now_ns, speed, to_milliseconds(end))


def faster(speed: float) -> float:
    """The next higher step."""
    return next((step for step in SPEEDS if step > speed), SPEEDS[-1])


def slower(speed: float) -> float:
    """The next lower step."""
    return next((step for step in reversed(SPEEDS) if step < speed), SPEEDS[0])


def present() -> int:
    """The machine's time, as courses are anchored in it: nanoseconds since it was started.

    All its processes count the same, and nobody can set it: a replay must not stand still or leap with a clock.
    """
    return time.monotonic_ns()


class CourseClock:
    """A `ticker.clock.Clock` that shows the time of its `course`, whatever that is at the moment."""

    def __init__(self, course: Course, time_ns: Callable[[], int] = present) -> None:
        self.course = course
        self._time_ns = time_ns

    def now(self) -> datetime:
        """The tape's present moment: aware, in UTC, cut to milliseconds."""
        return from_milliseconds(self.course.moment(self._time_ns()))

    async def sleep(self, seconds: float) -> None:
        """Wait for so many seconds of real time: a course may be changed or stopped meanwhile."""
        import asyncio

        await asyncio.sleep(seconds)
