"""When to ask a feed again: decided from what its server and its document say, and from how it fares.

The rules are those that operators of feeds ask of readers: seldom by default, faster only where the publisher says
so, slower wherever he says so, back off on trouble, never all at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from ticker.address import is_private
from ticker.errors import Cause, Failure
from ticker.model import PollHints

HOUR = 3600
LONGEST = 24 * HOUR  # no feed is forgotten for longer, but where it asks for that itself
LONGEST_RETRY_AFTER = 7 * 24 * HOUR
SPREAD = 0.1  # the part of an interval that chance may add, so that feeds do not fall into step


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed may be asked, in seconds.

    `usual` applies where the publisher says nothing and is where backing off begins; `least` is the shortest
    interval that the publisher can ask for.
    """

    usual: int
    least: int


PUBLIC = Pace(usual=HOUR, least=5 * 60)
PRIVATE = Pace(usual=60, least=60)

_NO_HINTS = PollHints()


class Reason(StrEnum):
    """Which rule set the time of the next poll. The values are printed as JSON: they never change."""

    USUAL = "usual"  # nobody said anything
    LEAST = "least"  # the publisher would allow more than we do
    MAX_AGE = "max-age"  # Cache-Control or Expires
    TTL = "ttl"  # the document's ttl
    UPDATE_PERIOD = "update-period"  # the document's sy:updatePeriod
    CAPPED = "capped"  # the publisher said longer than a day
    SKIPPED = "skipped"  # put off by skipHours or skipDays
    BACKOFF = "backoff"  # failures in a row
    RETRY_AFTER = "retry-after"  # the server named the time
    GONE = "gone"  # the server asked never to be asked again


@dataclass(frozen=True, slots=True)
class Decision:
    """When to ask next (aware UTC; None: never again), by which rule, and the interval in seconds behind it.

    `at` lies later than `interval` by chance and by skipped hours.
    """

    at: datetime | None
    reason: Reason
    interval: int


def pace_for(url: str) -> Pace:
    """The pace for a feed at this address: a server at home may be asked every minute. Raises ValueError for no URL."""
    return PRIVATE if is_private(urlsplit(url).hostname or "") else PUBLIC


def next_poll(
    now: datetime,
    *,
    pace: Pace,
    jitter: float,
    failure: Failure | None = None,
    failures: int = 0,
    max_age: int | None = None,
    age: int = 0,
    hints: PollHints = _NO_HINTS,
) -> Decision:
    """When to ask again after a poll that ended at `now` (aware UTC).

    `failure` is how this poll failed (None: it gave an answer) and `failures` counts the failed polls in a row with
    this one. `max_age` is how long the answer stays fresh by its headers and `age` how much of that was used up on
    the way, both in seconds (RFC 9111, section 4.2). `jitter` is a random number in [0, 1).
    """
    if failure is not None and failure.cause is Cause.GONE:
        return Decision(None, Reason.GONE, 0)
    if failure is not None:
        interval, reason = _after_failure(now, failure, failures, pace)
    else:
        interval, reason = _after_answer(pace, max_age, age, hints)
    due = now + timedelta(seconds=interval)
    allowed = _allowed_hour(due, hints)
    # a poll that was put off stays within the first minutes of its hour
    spread = timedelta(seconds=SPREAD * jitter * (interval if allowed == due else min(interval, HOUR)))
    at = _allowed_hour(allowed + spread, hints)
    return Decision(at, reason if at == due + spread else Reason.SKIPPED, interval)


def _after_failure(now: datetime, failure: Failure, failures: int, pace: Pace) -> tuple[int, Reason]:
    """Twice as long after each failure, or as long as the server asks if that is longer (RFC 9110, section 10.2.3)."""
    doublings = min(max(failures - 1, 0), 16)  # far beyond the cap, and no giant number
    backoff = min(pace.usual << doublings, LONGEST)
    if failure.retry_at is None:
        return backoff, Reason.BACKOFF
    asked = min(math.ceil((failure.retry_at - now).total_seconds()), LONGEST_RETRY_AFTER)
    return max((backoff, Reason.BACKOFF), (asked, Reason.RETRY_AFTER))


def _after_answer(pace: Pace, max_age: int | None, age: int, hints: PollHints) -> tuple[int, Reason]:
    """The longest interval that the publisher names. Only max-age and ttl, which are promises, can undercut the usual.

    A zero is no wish to be asked all the time: it only forbids caching.
    """
    named = []
    if max_age:
        # a copy that grew old in some cache on the way must not make us ask more often than was promised
        named.append((max(max_age - age, min(max_age, pace.usual)), Reason.MAX_AGE))
    if hints.ttl:
        named.append((hints.ttl, Reason.TTL))
    interval, reason = max(named, default=(pace.usual, Reason.USUAL))
    if hints.update_period and hints.update_period > interval:
        interval, reason = hints.update_period, Reason.UPDATE_PERIOD
    if interval < pace.least:
        return pace.least, Reason.LEAST
    if interval > LONGEST:
        return LONGEST, Reason.CAPPED
    return interval, reason


def _allowed_hour(moment: datetime, hints: PollHints) -> datetime:
    """`moment`, or the start of the next hour that the feed does not skip (RSS 2.0 skipHours, skipDays; in GMT).

    A feed that skips every hour of the week is not taken at its word.
    """
    hour = moment.replace(minute=0, second=0, microsecond=0)
    for later in range(7 * 24 + 1):
        start = hour + timedelta(hours=later)
        if start.hour not in hints.skip_hours and start.weekday() not in hints.skip_days:
            return max(start, moment)
    return moment
