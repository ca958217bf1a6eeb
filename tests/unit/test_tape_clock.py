"""The tape's clock: real time is a number that only the test moves."""

from __future__ import annotations

import asyncio
import math
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.clock import Clock
from ticker.tape.clock import TapeClock

START = datetime(2023, 9, 13, 4, 0, tzinfo=UTC)
ANCHOR = 1_700_000_000_000_000_000
MILLISECOND = timedelta(milliseconds=1)

speeds = st.one_of(st.just(math.inf), st.sampled_from([1, 60, 3600]), st.floats(0.01, 100_000))
moments = st.timedeltas(timedelta(hours=-2), timedelta(hours=20)).map(lambda passed: START + passed)


class RealTime:
    """A machine's clock that moves when somebody sleeps; `wakes` says how much of each sleep really passes."""

    def __init__(self, wakes: list[float] | None = None) -> None:
        self.ns = ANCHOR
        self.slept: list[float] = []
        self._wakes = wakes or []

    def time_ns(self) -> int:
        return self.ns

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        share = self._wakes.pop() if self._wakes else 1.0
        self.ns += max(1, math.ceil(seconds * share * 1e9))
        await asyncio.sleep(0)


def clock_in(real: RealTime, speed: float, end: datetime | None = None) -> TapeClock:
    return TapeClock(START, speed, ANCHOR, end=end, time_ns=real.time_ns, sleep=real.sleep)


def test_shows_the_start_and_then_runs_at_its_speed() -> None:
    real = RealTime()
    clock: Clock = clock_in(real, 60)
    assert clock.now() == START
    real.ns += 1_500_000_000
    assert clock.now() == START + timedelta(seconds=90)


def test_cuts_to_milliseconds_in_utc() -> None:
    real = RealTime()
    start = datetime.fromisoformat("2023-09-13T06:00:00.123987+02:00")
    clock = TapeClock(start, 1, ANCHOR, time_ns=real.time_ns, sleep=real.sleep)
    real.ns += 1_999_999
    assert clock.now() == datetime(2023, 9, 13, 4, 0, 0, 124_000, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_is_anchored_at_the_present_by_default() -> None:
    real = RealTime()
    real.ns += 5_000_000_000
    clock = TapeClock(START, 10, time_ns=real.time_ns, sleep=real.sleep)
    assert clock.now() == START


def test_one_anchor_is_one_time_in_two_processes() -> None:
    real = RealTime()
    poller = clock_in(real, 60)
    real.ns += 7_777_777_777
    screen = clock_in(real, 60)
    assert screen.now() == poller.now() == START + timedelta(milliseconds=466_666)


def test_without_injection_it_follows_the_machine() -> None:
    before = time.monotonic_ns() // 1_000_000
    clock = TapeClock(START, 1, 0)
    assert clock.now() >= START + timedelta(milliseconds=before)


@pytest.mark.parametrize("speed", [0, -1, math.nan])
def test_a_tape_does_not_stand_or_run_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="forwards"):
        TapeClock(START, speed)


@given(
    speed=speeds,
    steps=st.lists(st.integers(-(10**12), 10**12), max_size=20),
    end=st.none() | st.timedeltas(timedelta(0), timedelta(hours=3)).map(lambda passed: START + passed),
)
def test_never_goes_backwards_nor_past_its_end(speed: float, steps: list[int], end: datetime | None) -> None:
    real = RealTime()
    clock = clock_in(real, speed, end)
    shown = [clock.now()]
    for step in steps:
        real.ns += step
        shown.append(clock.now())
    assert shown == sorted(shown)
    assert shown[0] == START
    if end is not None:
        assert shown[-1] <= end


@given(
    speed=speeds, moments=st.lists(moments, min_size=1, max_size=5), wakes=st.lists(st.floats(0.3, 1.0), max_size=20)
)
def test_sleep_until_ends_at_the_moment_and_never_before(
    speed: float, moments: list[datetime], wakes: list[float]
) -> None:
    async def scenario() -> None:
        real = RealTime(wakes)
        clock = clock_in(real, speed)
        for moment in moments:
            due = max(moment, clock.now())
            await clock.sleep_until(moment)
            tick = timedelta(0) if speed == math.inf else timedelta(microseconds=speed / 1000 * 16)
            # one for the moment's own microseconds, one for those of the time already passed
            assert due <= clock.now() <= due + 2 * MILLISECOND + tick

    asyncio.run(scenario())


@given(speed=speeds, seconds=st.floats(-5, 50_000))
def test_sleep_takes_its_seconds_of_tape_time(speed: float, seconds: float) -> None:
    async def scenario() -> None:
        real = RealTime()
        clock = clock_in(real, speed)
        await clock.sleep(seconds)
        assert clock.now() - START >= timedelta(seconds=max(0, seconds)) - timedelta(microseconds=1)
        if speed != math.inf and seconds > 0:
            wanted = math.ceil(seconds * 1000) / 1000 / speed
            # rounding may leave it a millisecond of the tape short, which it then waits for too
            assert wanted - 1e-6 * wanted <= sum(real.slept) <= wanted + 1e-6 * wanted + 0.001 / speed + 1e-8

    asyncio.run(scenario())


async def test_at_full_speed_only_sleep_moves_time_and_takes_none() -> None:
    real = RealTime()
    clock = clock_in(real, math.inf)
    real.ns += 10**12
    assert clock.now() == START
    await clock.sleep(90)
    await clock.sleep_until(START)
    assert clock.now() == START + timedelta(seconds=90)
    assert real.slept == [0, 0]


async def test_at_full_speed_other_tasks_get_their_turn() -> None:
    clock = TapeClock(START, math.inf)
    turns: list[str] = []

    async def sleeper(name: str) -> None:
        for _ in range(2):
            turns.append(name)
            await clock.sleep(1)

    await asyncio.gather(sleeper("a"), sleeper("b"))
    assert turns == ["a", "b", "a", "b"]


async def test_who_sleeps_past_the_end_still_wakes() -> None:
    real = RealTime()
    end = START + timedelta(seconds=10)
    clock = clock_in(real, 10, end)
    await clock.sleep_until(START + timedelta(seconds=60))
    assert clock.now() == end
    assert real.ns - ANCHOR == 6_000_000_000


def test_the_screen_may_use_it_without_loading_httpx() -> None:
    program = "import sys, ticker.tape.clock, ticker.tape.folder; print('httpx' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
