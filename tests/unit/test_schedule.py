from __future__ import annotations

import bisect
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker.clock import to_milliseconds
from ticker.errors import Cause, Failure
from ticker.habits import HISTORY_SPAN, History, expected_after, history
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

paces = st.sampled_from([PUBLIC, PRIVATE, Pace(usual=60, least=60, quiet=0), Pace(usual=7200, least=900, quiet=DAY)])
jitters = st.floats(min_value=0, max_value=1, exclude_max=True)
moments = st.integers(0, 2**32).map(lambda second: datetime.fromtimestamp(second, UTC))
seconds = st.none() | st.integers(min_value=0, max_value=10**12)
wishes = st.none() | st.integers(1, 10**7)
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


histories = st.builds(
    lambda ago, counts: History(NOW - timedelta(seconds=ago), tuple(counts)),
    st.integers(0, 14 * DAY),
    st.lists(st.integers(0, 168), min_size=24, max_size=24),
)
BUSY = History(NOW - timedelta(days=14), (84,) * 24)  # six an hour
DAILY = History(NOW - timedelta(days=14), (*[0] * 5, 14, *[0] * 18))
SILENT = History(NOW - timedelta(days=14), (0,) * 24)


def after_answer(
    *,
    pace: Pace = PUBLIC,
    max_age: int | None = None,
    age: int = 0,
    known: History | None = None,
    wish: int | None = None,
    **said: int,
) -> Decision:
    hints = PollHints(**said)  # type: ignore[arg-type]
    return next_poll(NOW, pace=pace, jitter=0, max_age=max_age, age=age, hints=hints, known=known, wish=wish)


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
        (after_answer(known=BUSY), HOUR, Reason.USUAL),
        (after_answer(known=BUSY, max_age=10), 5 * MINUTE, Reason.LEAST),
        (after_answer(known=BUSY, max_age=10 * MINUTE), 10 * MINUTE, Reason.MAX_AGE),
        (after_answer(known=BUSY, ttl=3 * HOUR), 3 * HOUR, Reason.TTL),
        (after_answer(known=BUSY, max_age=3 * DAY), DAY, Reason.CAPPED),
        (after_answer(known=SILENT), DAY, Reason.QUIET),
        (after_answer(known=SILENT, max_age=10 * MINUTE), DAY, Reason.QUIET),
        (after_answer(known=SILENT, pace=PRIVATE), MINUTE, Reason.USUAL),
        (after_answer(known=SILENT, pace=PRIVATE, max_age=20), MINUTE, Reason.LEAST),
        (after_answer(wish=15 * MINUTE), 15 * MINUTE, Reason.WISH),
        (after_answer(wish=15 * MINUTE, known=SILENT), 15 * MINUTE, Reason.WISH),
        (after_answer(wish=MINUTE), 5 * MINUTE, Reason.LEAST),
        (after_answer(wish=1, pace=PRIVATE), MINUTE, Reason.LEAST),
        (after_answer(wish=15 * MINUTE, update_period=HOUR), 15 * MINUTE, Reason.WISH),
        (after_answer(wish=15 * MINUTE, max_age=HOUR), HOUR, Reason.MAX_AGE),
        (after_answer(wish=15 * MINUTE, ttl=2 * HOUR), 2 * HOUR, Reason.TTL),
        (after_answer(wish=5 * HOUR, max_age=5 * MINUTE, known=BUSY), 5 * HOUR, Reason.WISH),
        (after_answer(wish=9 * DAY), DAY, Reason.WISH),
        (after_answer(wish=5 * HOUR, max_age=9 * DAY), DAY, Reason.CAPPED),
        (after_failure(1), HOUR, Reason.BACKOFF),
        (after_failure(2), 2 * HOUR, Reason.BACKOFF),
        (after_failure(5), 16 * HOUR, Reason.BACKOFF),
        (after_failure(6), DAY, Reason.BACKOFF),
        (after_failure(10**9), DAY, Reason.BACKOFF),
        (after_failure(1, cause=Cause.DNS), MINUTE, Reason.BACKOFF),
        (after_failure(3, cause=Cause.CONNECT), 4 * MINUTE, Reason.BACKOFF),
        (after_failure(12, cause=Cause.DNS), DAY, Reason.BACKOFF),
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


@given(paces, jitters, seconds, st.integers(0, 10**9), hints, st.none() | histories, wishes)
def test_an_answer_never_brings_a_poll_before_what_was_promised(
    pace: Pace,
    jitter: float,
    max_age: int | None,
    age: int,
    hints: PollHints,
    known: History | None,
    wish: int | None,
) -> None:
    decision = next_poll(NOW, pace=pace, jitter=jitter, max_age=max_age, age=age, hints=hints, known=known, wish=wish)
    assert decision.at is not None
    fastest = min([pace.usual, *(value for value in (max_age, hints.ttl, wish) if value)])
    promised = max(0 if max_age is None else max_age - age, hints.ttl or 0, 0 if wish is None else wish)
    if wish is None:
        promised = max(promised, hints.update_period or 0)
    assert decision.at >= NOW + timedelta(seconds=max(pace.least, min(fastest, LONGEST)))
    assert decision.at >= NOW + timedelta(seconds=min(promised, LONGEST))
    assert pace.least <= decision.interval <= LONGEST
    if wish is None and not (max_age or hints.ttl):
        assert decision.interval >= pace.usual


@given(moments, paces, jitters, failing, st.integers(1, 10**6), hints)
def test_a_failure_never_brings_a_poll_before_its_time(
    now: datetime, pace: Pace, jitter: float, failure: Failure, failures: int, hints: PollHints
) -> None:
    decision = next_poll(now, pace=pace, jitter=jitter, failure=failure, failures=failures, hints=hints)
    assert decision.at is not None
    first = MINUTE if failure.cause in (Cause.DNS, Cause.CONNECT) else pace.usual
    assert decision.at >= now + timedelta(seconds=first)
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


# --- how a feed publishes ---------------------------------------------------------------------------------------

WATCHED = NOW - timedelta(days=20)
arrivals = st.lists(st.integers(0, int(HISTORY_SPAN.total_seconds())), max_size=60).map(
    lambda ago: [to_milliseconds(NOW - timedelta(seconds=second)) for second in ago]
)


def ago(**span: float) -> int:
    return to_milliseconds(NOW - timedelta(**span))


def test_what_is_published_together_counts_once_in_its_hour() -> None:
    known = history([ago(minutes=15), ago(minutes=14), ago(minutes=13), ago(hours=25), ago(hours=49)], WATCHED, NOW)
    assert known.since == NOW - HISTORY_SPAN
    assert {hour: count for hour, count in enumerate(known.counts) if count} == {7: 2, 8: 1}


@pytest.mark.parametrize(
    ("published", "since"),
    [
        pytest.param([], NOW, id="nothing is known of a feed without dates"),
        pytest.param([ago(days=2), ago(hours=1)], NOW - timedelta(days=2), id="to the oldest entry"),
        pytest.param([ago(days=13), *(ago(hours=h) for h in range(10))], NOW - timedelta(hours=9), id="but a tenth"),
    ],
)
def test_a_feed_that_was_just_subscribed_is_known_as_far_as_its_document_goes_back(
    published: list[int], since: datetime
) -> None:
    assert history(published, NOW, NOW).since == since


def test_a_clock_that_was_set_back_leaves_a_history() -> None:
    assert history([ago(days=-3)], NOW + timedelta(days=5), NOW).since == NOW


@pytest.mark.parametrize(
    ("known", "at", "least", "most"),
    [
        pytest.param(BUSY, NOW, 100, 160, id="six an hour: a quarter of ten minutes"),
        pytest.param(DAILY, NOW.replace(hour=5, minute=0), 1200, 2400, id="within the hour of the daily letter"),
        pytest.param(DAILY, NOW, 8 * HOUR, 16 * HOUR, id="seldom between the letters"),
        pytest.param(SILENT, NOW, DAY, DAY, id="nothing in two weeks"),
        pytest.param(history([], NOW, NOW), NOW, 900, 900, id="not known yet: taken for busy"),
    ],
)
def test_news_is_asked_for_when_it_can_be_expected(known: History, at: datetime, least: int, most: int) -> None:
    assert least <= expected_after(known, at, DAY) <= most


@given(arrivals, arrivals, moments)
@example([], [], NOW)
def test_who_publishes_more_is_not_asked_later(some: list[int], more: list[int], at: datetime) -> None:
    fewer, many = history(some, WATCHED, NOW), history(some + more, WATCHED, NOW)
    assert expected_after(many, at.replace(year=2024), DAY) <= expected_after(fewer, at.replace(year=2024), DAY)


@given(histories, st.integers(0, 14 * DAY), seconds)
def test_the_expected_moment_lies_within_its_bounds(known: History, later: int, longest: int | None) -> None:
    bound = min(longest or 0, LONGEST)
    assert 0 <= expected_after(known, NOW + timedelta(seconds=later), bound) <= bound


@dataclass(frozen=True, slots=True)
class Served:
    """How a reader was served: requests a day, and the mean time from publication to poll in minutes."""

    requests: float
    delay: float


START, WARM, END = NOW, NOW + timedelta(days=15), NOW + timedelta(days=43)
chance = random.Random(7)


def every_day(*minutes: float) -> list[datetime]:
    midnight = START.replace(hour=0, minute=0)
    return [midnight + timedelta(days=day, minutes=minute) for day in range(44) for minute in minutes]


BY_DAY = every_day(*(6 * 60 + 10 * count + 3 for count in range(96)))
LETTER = every_day(6 * 60 + 4)
TWO_BURSTS = every_day(*(hour * 60 + count / 6 for hour in (7, 17) for count in range(20)))
OFFICE = every_day(480, 547, 690, 801, 950)
WEEKLY = [moment for moment in LETTER if moment.weekday() == 4]


def simulate(published: list[datetime], *, max_age: int | None = None, adaptive: bool = True) -> Served:
    """Four weeks, after two in which the habits are learnt; or the fixed hour of other readers."""
    times = [to_milliseconds(moment) for moment in published]
    now, polls = START, []
    while now < END:
        polls.append(now)
        seen = times[: bisect.bisect_right(times, to_milliseconds(now))]
        recent = seen[bisect.bisect_left(seen, to_milliseconds(now - HISTORY_SPAN)) :]
        known = history(recent, START, now) if adaptive else None
        decision = next_poll(now, pace=PUBLIC, jitter=chance.random(), max_age=max_age, known=known)
        assert decision.at is not None
        now = decision.at
    measured = [moment for moment in published if WARM <= moment < polls[-1]]
    delays = [(polls[bisect.bisect_left(polls, moment)] - moment).total_seconds() / 60 for moment in measured]
    return Served(sum(poll >= WARM for poll in polls) / 28, sum(delays) / len(delays))


@pytest.mark.parametrize(
    ("published", "max_age", "requests", "delay"),
    [
        pytest.param(BY_DAY, None, 19, 36, id="by day, the server is silent: no later, no request at night"),
        pytest.param(BY_DAY, 300, 200, 4, id="by day, the server allows five minutes"),
        pytest.param(LETTER, None, 5, 40, id="a daily letter"),
        pytest.param(TWO_BURSTS, None, 8, 30, id="two bursts a day"),
        pytest.param(OFFICE, None, 14, 40, id="five a day"),
        pytest.param(WEEKLY, None, 1, 24 * 60, id="weekly"),
    ],
)
def test_a_reader_waits_little_for_few_requests(
    published: list[datetime], max_age: int | None, requests: float, delay: float
) -> None:
    served, fixed = simulate(published, max_age=max_age), simulate(published, adaptive=False)
    assert served.requests <= requests
    assert served.delay <= delay
    assert served.requests < fixed.requests or served.delay < fixed.delay / 4
