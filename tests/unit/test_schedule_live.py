"""When a live blog is asked: fast while it brings news, slower as it calms, never after its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.clock import to_milliseconds
from ticker.model import FeedKind, PollHints
from ticker.schedule import (
    FOLDER,
    LIVE,
    LONGEST,
    PRIVATE,
    PUBLIC,
    SPREAD,
    Decision,
    Reason,
    next_live_poll,
    next_poll,
    pace_for,
    rationed,
    share,
)

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
MINUTE, HOUR, DAY = 60, 3600, 86_400


def ago(*seconds: float) -> list[int]:
    return [to_milliseconds(NOW - timedelta(seconds=span)) for span in seconds]


def decided(
    *quiet: float,
    ends: float | None = None,
    over: bool = False,
    max_age: int | None = None,
    age: int = 0,
    wish: int | None = None,
) -> Decision:
    """The decision for entries so many seconds old; the coverage ends so many seconds after now."""
    hints = PollHints(ends=None if ends is None else NOW + timedelta(seconds=ends), over=over)
    return next_live_poll(NOW, jitter=0, arrivals=ago(*quiet), hints=hints, max_age=max_age, age=age, wish=wish)


@pytest.mark.parametrize(
    ("decision", "interval", "reason"),
    [
        (decided(10), MINUTE, Reason.LIVE),
        (decided(4 * MINUTE), MINUTE, Reason.LIVE),
        (decided(16 * MINUTE), 4 * MINUTE, Reason.LIVE),
        (decided(HOUR), 15 * MINUTE, Reason.CALM),
        (decided(8 * HOUR), 2 * HOUR, Reason.CALM),
        (decided(30 * DAY), LONGEST, Reason.CALM),
        (decided(), 15 * MINUTE, Reason.CALM),
        (decided(10, 10 + 20 * MINUTE), 10 * MINUTE, Reason.CALM),
        (decided(10, 70, 130), MINUTE, Reason.LIVE),
        (decided(10, 10 + 9 * HOUR), HOUR, Reason.CALM),
        (decided(10, max_age=300), 5 * MINUTE, Reason.MAX_AGE),
        (decided(10, max_age=30), MINUTE, Reason.LIVE),
        (decided(10, max_age=7 * DAY), LONGEST, Reason.CAPPED),
        (decided(10, wish=600), 10 * MINUTE, Reason.WISH),
        (decided(10, wish=1), MINUTE, Reason.LIVE),
    ],
)
def test_intervals(decision: Decision, interval: int, reason: Reason) -> None:
    assert decision == Decision(NOW + timedelta(seconds=interval), reason, interval)


def test_what_is_over_is_looked_at_for_two_hours_and_then_never() -> None:
    assert decided(HOUR, over=True) == Decision(NOW + timedelta(minutes=30), Reason.ENDING, 30 * MINUTE)
    assert decided(2 * HOUR, over=True) == Decision(None, Reason.ENDED, 0)
    assert decided(over=True) == Decision(None, Reason.ENDED, 0)


def test_a_named_end_counts_when_it_has_passed_and_all_is_quiet() -> None:
    assert decided(HOUR, ends=HOUR).reason is Reason.CALM
    assert decided(HOUR, ends=-2 * MINUTE).reason is Reason.ENDING
    assert decided(3 * HOUR, ends=-2 * MINUTE).reason is Reason.ENDED
    assert decided(2 * MINUTE, ends=-MINUTE).reason is Reason.LIVE  # such pages name the moment of their last change


def test_chance_spreads_the_polls() -> None:
    decision = next_live_poll(NOW, jitter=0.5, arrivals=ago(10))
    assert decision.at == NOW + timedelta(seconds=MINUTE * (1 + SPREAD / 2))


@given(
    st.lists(st.integers(0, 60 * DAY), max_size=30),
    st.floats(0, 1, exclude_max=True),
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(1, 10**7),
    st.none() | st.integers(-DAY, DAY),
    st.booleans(),
)
def test_never_within_a_minute_and_never_forgotten(
    quiet: list[int], jitter: float, max_age: int | None, wish: int | None, ends: int | None, over: bool
) -> None:
    hints = PollHints(ends=None if ends is None else NOW + timedelta(seconds=ends), over=over)
    decision = next_live_poll(NOW, jitter=jitter, arrivals=ago(*quiet), hints=hints, max_age=max_age, wish=wish)
    if decision.at is None:
        assert decision.reason is Reason.ENDED
        assert over or (ends is not None and ends <= 0)
    else:
        assert LIVE.least <= decision.interval <= LONGEST
        assert timedelta(seconds=decision.interval) <= decision.at - NOW <= timedelta(seconds=LONGEST * (1 + SPREAD))


@given(st.lists(st.integers(0, DAY), min_size=1, max_size=20), st.integers(0, DAY))
def test_it_is_asked_less_often_the_quieter_it_is(ages: list[int], more: int) -> None:
    later = next_live_poll(NOW + timedelta(seconds=more), jitter=0, arrivals=ago(*ages))
    assert later.interval >= next_live_poll(NOW, jitter=0, arrivals=ago(*ages)).interval


def test_the_pace_of_a_live_blog() -> None:
    assert pace_for("https://kiebitz.example/live", FeedKind.LIVEBLOG) == LIVE
    assert pace_for("https://kiebitz.example/live", FeedKind.AGENCY) == PUBLIC
    assert pace_for("http://localhost/live", FeedKind.LIVEBLOG) == PRIVATE


def test_a_folder_is_looked_into_every_few_seconds() -> None:
    assert pace_for("file:///eingang") == FOLDER


def test_what_an_operator_rations() -> None:
    ration = rationed("https://www.tagesschau.de/api2u/homepage/")
    assert ration == ("https://www.tagesschau.de/api2", 60)
    assert rationed("https://www.tagesschau.de/infoservices/rss") is None
    assert [share(60, feeds) for feeds in (0, 1, 17)] == [60, 60, 17 * 60]


def test_a_ration_lets_ask_faster_and_never_faster_than_it_says() -> None:
    def interval(ration: int, wish: int | None = None) -> tuple[int, Reason]:
        decision = next_poll(NOW, pace=PUBLIC, jitter=0, ration=ration, wish=wish)
        return decision.interval, decision.reason

    assert interval(60) == (5 * MINUTE, Reason.LEAST)
    assert interval(17 * MINUTE) == (17 * MINUTE, Reason.RATION)
    assert interval(17 * MINUTE, wish=MINUTE) == (17 * MINUTE, Reason.RATION)
