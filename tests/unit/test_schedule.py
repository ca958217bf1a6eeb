from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker.errors import Cause, Failure
from ticker.model import PollHints
from ticker.schedule import (
    LONGEST,
    LONGEST_RETRY_AFTER,
    PRIVATE,
    PUBLIC,
    SPREAD,
    Decision,
    Pace,
    Reason,
    next_poll,
    pace_for,
)

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)  # a Wednesday
MINUTE, HOUR, DAY = 60, 3600, 86_400

paces = st.sampled_from([PUBLIC, PRIVATE, Pace(usual=60, least=60), Pace(usual=7200, least=900)])
jitters = st.floats(min_value=0, max_value=1, exclude_max=True)
moments = st.integers(0, 2**32).map(lambda second: datetime.fromtimestamp(second, UTC))
seconds = st.none() | st.integers(min_value=0, max_value=10**12)
hints = st.builds(
    PollHints,
    ttl=seconds,
    update_period=seconds,
    skip_hours=st.frozensets(st.integers(0, 23)),
    skip_days=st.frozensets(st.integers(0, 6)),
)
failing = st.builds(
    Failure,
    st.sampled_from([cause for cause in Cause if cause is not Cause.GONE]),
    retry_at=st.none() | moments,
)


def after_answer(*, pace: Pace = PUBLIC, max_age: int | None = None, age: int = 0, **said: int) -> Decision:
    return next_poll(NOW, pace=pace, jitter=0, max_age=max_age, age=age, hints=PollHints(**said))  # type: ignore[arg-type]


def after_failure(failures: int, *, cause: Cause = Cause.TIMEOUT, retry_after: int | None = None) -> Decision:
    retry_at = None if retry_after is None else NOW + timedelta(seconds=retry_after)
    return next_poll(NOW, pace=PUBLIC, jitter=0, failure=Failure(cause, retry_at=retry_at), failures=failures)


@pytest.mark.parametrize(
    ("decision", "interval", "reason"),
    [
        (after_answer(), HOUR, Reason.USUAL),
        (after_answer(pace=PRIVATE), MINUTE, Reason.USUAL),
        (after_answer(max_age=10 * MINUTE), 10 * MINUTE, Reason.MAX_AGE),
        (after_answer(max_age=2 * HOUR), 2 * HOUR, Reason.MAX_AGE),
        (after_answer(max_age=2 * HOUR, age=30 * MINUTE), 90 * MINUTE, Reason.MAX_AGE),
        (after_answer(max_age=2 * HOUR, age=110 * MINUTE), HOUR, Reason.MAX_AGE),
        (after_answer(max_age=10 * MINUTE, age=9 * MINUTE), 10 * MINUTE, Reason.MAX_AGE),
        (after_answer(max_age=0), HOUR, Reason.USUAL),
        (after_answer(max_age=20), 5 * MINUTE, Reason.LEAST),
        (after_answer(max_age=20, pace=PRIVATE), MINUTE, Reason.LEAST),
        (after_answer(ttl=15 * MINUTE), 15 * MINUTE, Reason.TTL),
        (after_answer(ttl=3 * HOUR, max_age=10 * MINUTE), 3 * HOUR, Reason.TTL),
        (after_answer(update_period=2 * HOUR), 2 * HOUR, Reason.UPDATE_PERIOD),
        (after_answer(update_period=15 * MINUTE), HOUR, Reason.USUAL),
        (after_answer(update_period=15 * MINUTE, max_age=6 * MINUTE), 15 * MINUTE, Reason.UPDATE_PERIOD),
        (after_answer(max_age=30 * DAY), DAY, Reason.CAPPED),
        (after_answer(update_period=365 * DAY), DAY, Reason.CAPPED),
        (after_failure(1), HOUR, Reason.BACKOFF),
        (after_failure(2), 2 * HOUR, Reason.BACKOFF),
        (after_failure(5), 16 * HOUR, Reason.BACKOFF),
        (after_failure(6), DAY, Reason.BACKOFF),
        (after_failure(10**9), DAY, Reason.BACKOFF),
        (after_failure(1, cause=Cause.BUSY, retry_after=3 * HOUR), 3 * HOUR, Reason.RETRY_AFTER),
        (after_failure(1, cause=Cause.BUSY, retry_after=10), HOUR, Reason.BACKOFF),
        (after_failure(3, cause=Cause.BUSY, retry_after=10), 4 * HOUR, Reason.BACKOFF),
        (after_failure(1, cause=Cause.BUSY, retry_after=3 * DAY), 3 * DAY, Reason.RETRY_AFTER),
        (after_failure(1, cause=Cause.BUSY, retry_after=30 * DAY), 7 * DAY, Reason.RETRY_AFTER),
    ],
)
def test_each_rule_gives_its_interval_and_its_name(decision: Decision, interval: int, reason: Reason) -> None:
    assert decision == Decision(NOW + timedelta(seconds=interval), reason, interval)


def test_a_feed_that_is_gone_is_never_asked_again() -> None:
    assert after_failure(1, cause=Cause.GONE) == Decision(None, Reason.GONE, 0)


def test_chance_adds_up_to_a_tenth() -> None:
    decision = next_poll(NOW, pace=PUBLIC, jitter=0.5)
    assert decision.at == NOW + timedelta(minutes=63)
    assert decision.interval == HOUR


@pytest.mark.parametrize(
    ("skip_hours", "skip_days", "expected"),
    [
        ({9}, {}, datetime(2023, 9, 13, 10, 3, tzinfo=UTC)),
        ({9, 10, 11}, {}, datetime(2023, 9, 13, 12, 3, tzinfo=UTC)),
        (set(range(24)) - {8}, {}, datetime(2023, 9, 14, 8, 3, tzinfo=UTC)),
        ({}, {2}, datetime(2023, 9, 14, 0, 3, tzinfo=UTC)),
        ({0, 1}, {2, 3, 4, 5, 6}, datetime(2023, 9, 18, 2, 3, tzinfo=UTC)),
        (set(range(24)) - {9}, set(range(7)) - {1}, datetime(2023, 9, 19, 9, 3, tzinfo=UTC)),
    ],
)
def test_skipped_hours_and_days_put_the_poll_off(skip_hours: set[int], skip_days: set[int], expected: datetime) -> None:
    hints = PollHints(skip_hours=frozenset(skip_hours), skip_days=frozenset(skip_days))
    assert next_poll(NOW, pace=PUBLIC, jitter=0.5, hints=hints) == Decision(expected, Reason.SKIPPED, HOUR)


def test_hours_that_are_not_skipped_change_nothing() -> None:
    hints = PollHints(skip_hours=frozenset({8, 10}), skip_days=frozenset({1, 3}))
    assert next_poll(NOW, pace=PUBLIC, jitter=0, hints=hints) == Decision(NOW + timedelta(hours=1), Reason.USUAL, HOUR)


def test_a_feed_that_skips_the_whole_week_is_asked_all_the_same() -> None:
    hints = PollHints(skip_days=frozenset(range(7)))
    assert next_poll(NOW, pace=PUBLIC, jitter=0, hints=hints) == Decision(NOW + timedelta(hours=1), Reason.USUAL, HOUR)


@given(moments, paces, jitters, seconds, st.integers(0, 10**9), hints)
def test_an_answer_never_brings_a_poll_before_what_was_promised(
    now: datetime, pace: Pace, jitter: float, max_age: int | None, age: int, hints: PollHints
) -> None:
    decision = next_poll(now, pace=pace, jitter=jitter, max_age=max_age, age=age, hints=hints)
    assert decision.at is not None
    fastest = min([pace.usual, *(value for value in (max_age, hints.ttl) if value)])
    slowest = max(max_age or 0, hints.ttl or 0, hints.update_period or 0)
    assert decision.at >= now + timedelta(seconds=max(pace.least, min(fastest, LONGEST)))
    assert decision.at >= now + timedelta(seconds=min(slowest - (age if slowest == max_age else 0), LONGEST))
    assert pace.least <= decision.interval <= LONGEST


@given(moments, paces, jitters, failing, st.integers(1, 10**6), hints)
def test_a_failure_never_brings_a_poll_before_its_time(
    now: datetime, pace: Pace, jitter: float, failure: Failure, failures: int, hints: PollHints
) -> None:
    decision = next_poll(now, pace=pace, jitter=jitter, failure=failure, failures=failures, hints=hints)
    assert decision.at is not None
    assert decision.at >= now + timedelta(seconds=pace.usual)
    if failure.retry_at is not None:
        assert decision.at >= min(failure.retry_at, now + timedelta(seconds=LONGEST_RETRY_AFTER))


@given(moments, paces, jitters, failing, st.integers(1, 40), hints)
@example(NOW.replace(minute=58, second=30), PRIVATE, 0.9, Failure(Cause.DNS), 1, PollHints(skip_hours=frozenset({8})))
def test_more_failures_never_bring_a_poll_sooner(
    now: datetime, pace: Pace, jitter: float, failure: Failure, failures: int, hints: PollHints
) -> None:
    once = next_poll(now, pace=pace, jitter=jitter, failure=failure, failures=failures, hints=hints)
    again = next_poll(now, pace=pace, jitter=jitter, failure=failure, failures=failures + 1, hints=hints)
    assert once.at is not None
    assert again.at is not None
    assert once.at <= again.at
    assert once.interval <= again.interval


@given(moments, paces, jitters, hints)
def test_a_poll_lies_in_an_hour_that_is_not_skipped(now: datetime, pace: Pace, jitter: float, hints: PollHints) -> None:
    decision = next_poll(now, pace=pace, jitter=jitter, hints=hints)
    assert decision.at is not None
    if len(hints.skip_hours) < 24 and len(hints.skip_days) < 7:
        assert decision.at.hour not in hints.skip_hours
        assert decision.at.weekday() not in hints.skip_days
    if decision.reason is not Reason.SKIPPED:
        assert decision.at <= now + timedelta(seconds=decision.interval * (1 + SPREAD))


@pytest.mark.parametrize(
    ("url", "pace"),
    [
        ("https://morgenblatt.example/feed", PUBLIC),
        ("http://localhost:8000/feed", PRIVATE),
        ("http://192.168.0.7/feed", PRIVATE),
        ("http://[::1]/feed", PRIVATE),
    ],
)
def test_a_server_at_home_may_be_asked_every_minute(url: str, pace: Pace) -> None:
    assert pace_for(url) == pace
