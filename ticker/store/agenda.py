"""When feeds are to be asked: what is due, what a reader's wishes and a clock that is set make of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ticker.address import is_private
from ticker.clock import to_milliseconds
from ticker.headline import ChangeKind
from ticker.store import changes, feeds
from ticker.store.database import Database, transaction
from ticker.store.rows import milliseconds, moment

if TYPE_CHECKING:
    from ticker.model import Feed

_BETWEEN_WISHES = timedelta(minutes=1)
_CLOCK_SLACK = timedelta(hours=1)


def due(db: Database, now: datetime) -> list[Feed]:
    """The feeds whose next poll has come, the one that waits longest first.

    A feed that was added more than an hour ahead and never asked is due as well: the clock was set back.
    """
    return feeds.select(
        db,
        "WHERE f.next_poll <= ? OR (f.next_poll IS NOT NULL AND f.last_poll IS NULL AND f.added > ?)"
        " ORDER BY f.next_poll, f.id",
        to_milliseconds(now),
        to_milliseconds(now + _CLOCK_SLACK),
    )


def next_poll(db: Database) -> datetime | None:
    """When the first of all feeds is due; None if none ever is."""
    return moment(db.rows("SELECT MIN(next_poll) FROM feed")[0][0])


def put_off(db: Database, moments: Mapping[int, datetime]) -> None:
    """Move the next polls of some feeds, by their ids. No change is logged: nobody but the poller need know."""
    with transaction(db) as connection:
        connection.executemany(
            "UPDATE feed SET next_poll = ? WHERE id = ? AND next_poll IS NOT NULL",
            [(to_milliseconds(at), feed_id) for feed_id, at in moments.items()],
        )


def set_right(db: Database, now: datetime) -> None:
    """Plan anew where a feed's last poll lies more than an hour ahead: the clock was set back while nobody looked.

    How long ago that poll really was cannot be known. It counts as of now, so that no server is asked early, and no
    feed waits for longer than it was to wait in any case: the clock may have been years ahead.
    """
    limits = (to_milliseconds(now), to_milliseconds(now + _CLOCK_SLACK))
    where = "last_poll > ?2 AND next_poll > ?1"
    if db.rows(f"SELECT 1 FROM feed WHERE {where} LIMIT 1", limits):  # noqa: S608 - both are our own words
        with transaction(db) as connection:
            connection.execute(f"UPDATE feed SET {_moved('?1 - last_poll')} WHERE {where}", limits)  # noqa: S608


def follow_clock(db: Database, step: timedelta) -> None:
    """The clock was set by that much while the program ran: what is noted and planned of polls moves with it."""
    with transaction(db) as connection:
        values = (round(step.total_seconds() * 1000),)
        connection.execute(f"UPDATE feed SET {_moved('?1')} WHERE last_poll IS NOT NULL", values)  # noqa: S608


def _moved(step: str) -> str:
    """SQL that moves all moments that polls have left, by so many milliseconds."""
    moments = ("last_poll", "last_success", "failing_since", "failure_retry_at", "next_poll")
    return ", ".join(f"{name} = {name} + ({step})" for name in moments)


def ration(db: Database, url: str) -> int:
    """The shortest interval in seconds that the limit of its operator leaves to a feed at `url`; 0 without a limit."""
    from ticker import schedule  # the screen starts without it

    limit = schedule.rationed(url)
    if limit is None:
        return 0
    prefix, requests = limit
    count = db.rows("SELECT COUNT(*) FROM feed WHERE substr(url, 1, ?) = ?", (len(prefix), prefix))[0][0]
    return schedule.share(requests, count)


def ask_now(db: Database, feed_id: int, now: datetime) -> None:
    """Wish for a poll of the feed at once.

    Nothing happens to a feed that is due already, that is gone for good (410), whose server asked for patience
    (Retry-After) that is not over, or that was asked less than a minute ago on the public net (or within its share of
    what an operator allows): a reader who keeps pressing the key must not annoy its server. A live blog whose coverage
    has ended is asked once more.
    """
    from ticker import schedule

    at = to_milliseconds(now)
    with transaction(db) as connection:
        feed = feeds.get(db, feed_id)
        between = max(_BETWEEN_WISHES, timedelta(seconds=ration(db, feed.url if feed is not None else "")))
        if feed is None or _asked_within(between, feed, now):
            return
        asked = connection.execute(
            "UPDATE feed SET next_poll = ? WHERE id = ? AND COALESCE(failure_retry_at, 0) <= ?"
            " AND (next_poll > ? OR (next_poll IS NULL AND interval_reason = ?)) RETURNING id",
            (at, feed_id, at, at, schedule.Reason.ENDED.value),
        ).fetchall()
        if asked:
            changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id)


def _asked_within(span: timedelta, feed: Feed, now: datetime) -> bool:
    last = feed.health.last_poll
    public = not is_private(urlsplit(feed.url).hostname or "")
    return public and last is not None and timedelta() <= now - last < span


def set_interval(db: Database, feed_id: int, seconds: int | None, now: datetime) -> None:
    """Wish for a poll of the feed every so many seconds; None leaves it to the schedule again.

    A wish for more polls than before brings the next one forward, but not into a Retry-After. What politeness
    makes of the wish is decided at every poll (`ticker.schedule`).
    """
    from ticker import schedule

    with transaction(db) as connection:
        feed = feeds.get(db, feed_id)
        if feed is None or feed.interval_wish == seconds:
            return
        coming = feed.next_poll
        if seconds is not None and coming is not None and feed.health.last_poll is not None:
            interval = max(seconds, schedule.pace_for(feed.url, feed.kind).least)
            coming = min(coming, max(now, feed.health.last_poll + timedelta(seconds=interval)))
            if feed.health.failure is not None and feed.health.failure.retry_at is not None:
                coming = max(coming, feed.health.failure.retry_at)
        connection.execute(
            "UPDATE feed SET interval_wish = ?, next_poll = ? WHERE id = ?", (seconds, milliseconds(coming), feed_id)
        )
        changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id)
