"""Time: milliseconds there and back, and the machine's clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.clock import SystemClock, from_milliseconds, to_milliseconds, uptime


@given(st.integers(-(10**13), 10**14))
def test_milliseconds_survive_the_way_to_a_moment_and_back(value: int) -> None:
    moment = from_milliseconds(value)

    assert to_milliseconds(moment) == value
    assert moment.tzinfo is UTC


def test_an_offset_is_taken_into_account() -> None:
    berlin = timezone(timedelta(hours=2))

    assert to_milliseconds(datetime(1970, 1, 1, 2, 0, 0, 1500, tzinfo=berlin)) == 1


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        to_milliseconds(datetime(2023, 9, 13))  # noqa: DTZ001 - the fault that is meant


async def test_the_system_clock_gives_aware_utc_in_whole_milliseconds_and_can_wait() -> None:
    clock = SystemClock()

    before = clock.now()
    await clock.sleep(0)

    assert before.tzinfo is UTC
    assert before.microsecond % 1000 == 0
    assert before <= clock.now()
    assert abs(before - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_time_since_the_start_goes_on_as_the_system_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = uptime(), uptime()
    assert 0 < first <= second

    monkeypatch.delattr(time, "CLOCK_BOOTTIME", raising=False)  # as on macOS
    assert uptime() == pytest.approx(time.monotonic(), abs=60)
