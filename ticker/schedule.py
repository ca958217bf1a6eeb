"""When to ask a feed again: decided from what its server and its document say, how it publishes and how it fares.

The rules are those that operators of feeds ask of readers: seldom by default, faster only where the publisher says
so or the reader wants it, slower wherever the publisher says so, back off on trouble, never all at once.

Within that, a feed is asked when news can be expected (`ticker.habits`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from urllib.parse import urlsplit

from ticker.address import is_private
from ticker.clock import from_milliseconds
from ticker.errors import Cause, Failure
from ticker.habits import HOUR, History, expected_after
from ticker.model import FeedKind, PollHints

LONGEST = 24 * HOUR  # no feed is forgotten for longer, but where it asks for that itself
FIRST_UNREACHED = 60  # the first wait after a failure that reached no server
LONGEST_RETRY_AFTER = 7 * 24 * HOUR
SPREAD = 0.1  # the part of an interval that chance may add, so that feeds do not fall into step


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a feed may be asked, in seconds.

    `usual` applies where the publisher says nothing and is where backing off begins; `least` is the shortest
    interval that the publisher or the reader can ask for; `quiet` is the longest one for want of news.
    """

    usual: int
    least: int
    quiet: int


PUBLIC = Pace(usual=HOUR, least=5 * 60, quiet=LONGEST)
PRIVATE = Pace(usual=60, least=60, quiet=0)
LIVE = Pace(usual=60, least=60, quiet=LONGEST)
FOLDER = Pace(usual=10, least=5, quiet=0)  # a look into a folder bothers nobody

RATIONS = (("https://www.tagesschau.de/api2", 60),)
"""Beginnings of addresses whose operators allow so many requests an hour to one reader."""

_LOOKS = 4  # times that a live blog is asked while it is quiet as long as it has been till now
_LIVELY = 5 * 60  # shorter intervals are called lively
_AFTER_END = 30 * 60  # how often it is asked when its coverage has ended
_LAST_LOOK = 2 * HOUR  # after the last entry; editors still correct what they have written
_RECENT = 10  # entries that tell how lively it is

_NO_HINTS = PollHints()


class Reason(StrEnum):
    """Which rule set the time of the next poll. The values are printed as JSON: they never change."""

    USUAL = "usual"  # nobody said anything
    LEAST = "least"  # the publisher would allow, or the reader wants, more than we do
    WISH = "wish"  # the reader said so
    QUIET = "quiet"  # nothing is to be expected sooner
    MAX_AGE = "max-age"  # Cache-Control or Expires
    TTL = "ttl"  # the document's ttl
    UPDATE_PERIOD = "update-period"  # the document's sy:updatePeriod
    CAPPED = "capped"  # the publisher said longer than a day
    SKIPPED = "skipped"  # put off by skipHours or skipDays
    BACKOFF = "backoff"  # failures in a row
    RETRY_AFTER = "retry-after"  # the server named the time
    GONE = "gone"  # the server asked never to be asked again
    LIVE = "live"  # a live blog that brings news just now
    CALM = "calm"  # a live blog that has grown quiet
    ENDING = "ending"  # its coverage has ended: some more looks for late corrections
    ENDED = "ended"  # its coverage has ended
    BACKLOG = "backlog"  # older entries are still to be fetched, page by page
    RATION = "ration"  # the operator allows so many requests an hour to all of his feeds together


@dataclass(frozen=True, slots=True)
class Decision:
    """When to ask next (aware UTC; None: never again), by which rule, and the interval in seconds behind it.

    `at` lies later than `interval` by chance and by skipped hours.
    """

    at: datetime | None
    reason: Reason
    interval: int


def pace_for(url: str, kind: FeedKind = FeedKind.FEED) -> Pace:
    """The pace for a feed at this address: a server at home may be asked every minute, and so may a live blog.

    A folder of this machine is looked into every few seconds. Raises ValueError for no URL.
    """
    if url.startswith("file:"):
        return FOLDER
    if is_private(urlsplit(url).hostname or ""):
        return PRIVATE
    return LIVE if kind is FeedKind.LIVEBLOG else PUBLIC


def rationed(url: str) -> tuple[str, int] | None:
    """The beginning of the address under which requests are rationed, and how many there may be in an hour."""
    return next((ration for ration in RATIONS if url.startswith(ration[0])), None)


def share(limit: int, feeds: int) -> int:
    """The shortest interval in seconds of each of so many feeds that share a limit of requests an hour."""
    return math.ceil(HOUR / limit) * max(feeds, 1)


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
    known: History | None = None,
    wish: int | None = None,
    ration: int = 0,
) -> Decision:
    """When to ask again after a poll that ended at `now` (aware UTC).

    `failure` is how this poll failed (None: it gave an answer) and `failures` counts the failed polls in a row with
    this one. `max_age` is how long the answer stays fresh by its headers and `age` how much of that was used up on
    the way, both in seconds (RFC 9111, section 4.2). `known` is how the feed publishes and `wish` the interval in
    seconds that the reader wants instead of all that we would choose; what the publisher promises to be fresh is
    never asked for sooner. `ration` is the feed's share of what its operator allows, in seconds. `jitter` is a random
    number in [0, 1).
    """
    if failure is not None and failure.cause is Cause.GONE:
        return Decision(None, Reason.GONE, 0)
    if failure is not None:
        interval, reason = _after_failure(now, failure, failures, pace)
    else:
        expected = 0 if known is None else expected_after(known, now, pace.quiet)
        promises = _promises(pace, max_age, age, hints)
        if ration:
            promises.append((ration, Reason.RATION))
        interval, reason = _after_answer(pace, promises, hints, expected, wish)
    due = now + timedelta(seconds=interval)
    allowed = allowed_hour(due, hints)
    # a poll that was put off stays within the first minutes of its hour
    spread = timedelta(seconds=SPREAD * jitter * (interval if allowed == due else min(interval, HOUR)))
    at = allowed_hour(allowed + spread, hints)
    return Decision(at, reason if at == due + spread else Reason.SKIPPED, interval)


def next_live_poll(
    now: datetime,
    *,
    jitter: float,
    arrivals: Sequence[int],
    hints: PollHints = _NO_HINTS,
    max_age: int | None = None,
    age: int = 0,
    wish: int | None = None,
) -> Decision:
    """When to ask a live blog again: fast while it brings news, slower as it calms, never after its end.

    `arrivals` are when its entries were published (milliseconds since 1970, in any order). While it is quiet it is
    asked again after a quarter of that time, but not more often than twice between two entries as they have come
    lately, never within a minute, and no sooner than its server promises or the reader wishes. Its end is what its
    page says, or the end of coverage that it names once it has been quiet for a while: some name the present moment.
    The other parameters are those of `next_poll`.
    """
    latest = sorted(arrivals)[-_RECENT:]
    newest = from_milliseconds(latest[-1]) if latest else None
    quiet = max((now - newest).total_seconds(), 0.0) if newest is not None else float(HOUR)
    is_past = hints.ends is not None and max(hints.ends, newest or hints.ends) <= now and quiet >= _AFTER_END
    if hints.over or is_past:
        if quiet >= _LAST_LOOK or newest is None:
            return Decision(None, Reason.ENDED, 0)
        interval, reason = _AFTER_END, Reason.ENDING
    else:
        gap = (latest[-1] - latest[0]) / 1000 / (len(latest) - 1) if len(latest) > 1 else 0.0
        lively = min(int(max(quiet / _LOOKS, min(gap / 2, HOUR), LIVE.least)), LONGEST)
        interval, reason = lively, Reason.LIVE if lively <= _LIVELY else Reason.CALM
    promises = _promises(LIVE, max_age, age, hints)
    named = [(interval, reason), *promises, (min(wish or 0, LONGEST), Reason.WISH)]
    interval, reason = max(named, key=itemgetter(0))
    interval, reason = (LONGEST, Reason.CAPPED) if interval > LONGEST else (interval, reason)
    return Decision(now + timedelta(seconds=interval * (1 + SPREAD * jitter)), reason, interval)


def _after_failure(now: datetime, failure: Failure, failures: int, pace: Pace) -> tuple[int, Reason]:
    """Twice as long after each failure, or as long as the server asks if that is longer (RFC 9110, section 10.2.3).

    Where no server was reached none was bothered either: it is mostly the reader's own network that is away, and he
    wants his news soon after it is back.
    """
    doublings = min(max(failures - 1, 0), 16)  # far beyond the cap, and no giant number
    first = FIRST_UNREACHED if failure.cause in (Cause.DNS, Cause.CONNECT) else pace.usual
    backoff = min(first << doublings, LONGEST)
    if failure.retry_at is None:
        return backoff, Reason.BACKOFF
    asked = min(math.ceil((failure.retry_at - now).total_seconds()), LONGEST_RETRY_AFTER)
    return max((backoff, Reason.BACKOFF), (asked, Reason.RETRY_AFTER))


def _promises(pace: Pace, max_age: int | None, age: int, hints: PollHints) -> list[tuple[int, Reason]]:
    """For how long the publisher says that there is nothing new.

    A zero is no wish to be asked all the time: it only forbids caching.
    """
    promises = []
    if max_age:
        # a copy that grew old in some cache on the way must not make us ask more often than was promised
        promises.append((max(max_age - age, min(max_age, pace.usual)), Reason.MAX_AGE))
    if hints.ttl:
        promises.append((hints.ttl, Reason.TTL))
    return promises


def _after_answer(
    pace: Pace, promises: list[tuple[int, Reason]], hints: PollHints, expected: int, wish: int | None
) -> tuple[int, Reason]:
    """The longest of all intervals that somebody names. Only a promise or the reader can undercut the usual."""
    if wish is not None:
        named = [*promises, (min(wish, LONGEST), Reason.WISH)]
    else:
        named = [
            *(promises or [(pace.usual, Reason.USUAL)]),
            (hints.update_period or 0, Reason.UPDATE_PERIOD),
            (expected, Reason.QUIET),
        ]
    interval, reason = max(named, key=itemgetter(0))
    if interval < pace.least:
        return pace.least, Reason.LEAST
    if interval > LONGEST:
        return LONGEST, Reason.CAPPED
    return interval, reason


def allowed_hour(moment: datetime, hints: PollHints) -> datetime:
    """`moment`, or the start of the next hour that the feed does not skip (RSS 2.0 skipHours, skipDays; in GMT).

    A feed that skips every hour of the week is not taken at its word.
    """
    hour = moment.replace(minute=0, second=0, microsecond=0)
    for later in range(7 * 24 + 1):
        start = hour + timedelta(hours=later)
        if start.hour not in hints.skip_hours and start.weekday() not in hints.skip_days:
            return max(start, moment)
    return moment
