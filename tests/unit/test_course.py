"""The course of a replay: the tape's time as a function of the machine's."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker import course
from ticker.clock import Clock, from_milliseconds
from ticker.course import SPEEDS, Course, CourseClock, begun, faster, present, read, slower

END = 9_000_000
nanoseconds = st.integers(0, 10**15)
courses = st.builds(Course, st.integers(0, END), nanoseconds, st.floats(0.1, 10_000), st.just(END), st.booleans())


@given(course=courses, first=nanoseconds, later=nanoseconds)
def test_it_never_goes_back_nor_past_its_end(course: Course, first: int, later: int) -> None:
    first, later = sorted((first, later))
    assert course.moment(first) <= course.moment(later) <= END


@given(course=courses, now=nanoseconds, speed=st.floats(0.1, 10_000))
def test_a_change_is_no_jump(course: Course, now: int, speed: float) -> None:
    for changed in (course.paused(now), course.resumed(now), course.with_speed(speed, now)):
        assert changed.moment(now) == course.moment(now)
    assert course.jumped(7, now).moment(now) == 7
    assert course.jumped(END + 1, now).moment(now) == END
    assert read(course.text()) == course


def test_it_runs_or_stands() -> None:
    running = Course(1000, 0, 60, END)
    assert running.moment(2_000_000_000) == 121_000
    assert running.paused(2_000_000_000).moment(9_000_000_000) == 121_000
    assert running.paused(1_000_000_000).resumed(5_000_000_000).moment(6_000_000_000) == 121_000


def test_speeds_are_steps() -> None:
    speed: float = 1
    for step in SPEEDS[1:]:
        speed = faster(speed)
        assert speed == step
    assert faster(speed) == speed == 3600
    assert slower(45) == 30
    assert slower(1) == 1


def test_it_begins_or_stands_at_the_end() -> None:
    start, end = from_milliseconds(1000), from_milliseconds(9000)
    assert begun(start, end, 10, 7) == Course(1000, 7, 10, 9000)
    assert begun(start, end, math.inf, 7).moment(10**12) == 9000


async def test_its_clock_shows_whatever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0
    clock = CourseClock(Course(1000, 0, 60, END), lambda: now)
    as_clock: Clock = clock
    now = 1_000_000_000
    assert as_clock.now() == from_milliseconds(61_000)
    clock.course = clock.course.jumped(5000, now)
    assert as_clock.now() == from_milliseconds(5000)
    await as_clock.sleep(0)
    before = time.monotonic_ns()
    assert course.present() >= before
    assert present() >= before
