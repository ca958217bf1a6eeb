"""How a feed publishes, and when news can be expected from it. Pure.

News can be expected as soon as a feed's history makes a quarter of a publication likely to have come, counted hour by
hour of the day. So every fourth request finds something. A feed that publishes every ten minutes by day is asked as
often as its server allows by day and a few times at night, a daily letter soon after its usual hour and a few times
else, a weekly one once a day.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ticker.clock import from_milliseconds

HOUR = 3600
HISTORY_SPAN = timedelta(days=14)  # habits change; two weeks know the hours of the day
EXPECTED = 0.25  # publications that a poll waits for
_TOGETHER_MS = 5 * 60 * 1000  # what is published within the shortest interval is one publication


@dataclass(frozen=True, slots=True)
class History:
    """How a feed publishes: `counts` are its publications by the hour of the day (UTC, 24 numbers) since `since`."""

    since: datetime
    counts: tuple[int, ...]


def history(arrivals: Sequence[int], watched_since: datetime, now: datetime) -> History:
    """What is known of a feed's habits at `now`.

    `arrivals` are when its entries of the last `HISTORY_SPAN` were published (milliseconds since 1970, in any order);
    `watched_since` is when it was subscribed. What came before that goes back to its oldest entry but a tenth: some
    feeds keep an old entry for ever. Entries published within five minutes count as one publication, for one poll
    finds them all.
    """
    publications = sorted({arrival // _TOGETHER_MS for arrival in arrivals})
    since = min(watched_since, now)
    if publications:
        since = min(since, from_milliseconds(publications[len(publications) // 10] * _TOGETHER_MS))
    counts = [0] * 24
    for publication in publications:
        counts[publication * _TOGETHER_MS // (HOUR * 1000) % 24] += 1
    return History(max(since, now - HISTORY_SPAN), tuple(counts))


def expected_after(known: History, now: datetime, longest: int) -> int:
    """In how many seconds from `now` so much is to be expected that asking pays; at most `longest`.

    The rate of an hour of the day is (publications + 1) / (hours watched + 1 / mean rate): what was counted in it, and
    one publication more at the feed's mean rate, so that an hour without any is not taken for dead. The mean counts
    one publication and one hour more than there were: a feed is taken for busy until it is known.
    """
    span = (now - known.since).total_seconds()
    mean = (sum(known.counts) + 1) / (span / HOUR + 1)
    days, rest = divmod(span, 24 * HOUR)
    watched = [days] * 24
    for hour, seconds in _hours(known.since, rest):
        watched[hour] += seconds / HOUR
    passed, missing = 0.0, EXPECTED
    for hour, seconds in _hours(now, longest):
        rate = (known.counts[hour] + 1) / (watched[hour] + 1 / mean) / HOUR
        if rate * seconds >= missing:
            return math.ceil(passed + missing / rate)
        passed += seconds
        missing -= rate * seconds
    return longest


def _hours(moment: datetime, seconds: float) -> Iterator[tuple[int, float]]:
    """The span of `seconds` from `moment` (UTC) cut at full hours: each hour of the day with the seconds in it."""
    hour, into = moment.hour, (moment.minute * 60 + moment.second) + moment.microsecond / 1e6
    while seconds > 0:
        part = min(HOUR - into, seconds)
        yield hour, part
        hour, into, seconds = (hour + 1) % 24, 0.0, seconds - part
