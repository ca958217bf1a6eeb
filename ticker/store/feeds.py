"""The subscribed feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from ticker.address import is_private
from ticker.clock import from_milliseconds, to_milliseconds
from ticker.errors import Cause, Failure
from ticker.headline import ChangeKind, FeedKind
from ticker.store import changes, search_index, settings
from ticker.store.database import Database, transaction
from ticker.store.rows import hints_from_json, hints_json, milliseconds, moment

if TYPE_CHECKING:
    from ticker.model import Feed, Health

_DAY_MS = 24 * 3600 * 1000
_BETWEEN_WISHES = timedelta(minutes=1)
_CLOCK_SLACK = timedelta(hours=1)

_FEEDS = """
    SELECT f.id, f.url, f.kind, f.title, f.link, f.language, f.description, f.custom_title, f.added,
        f.hints, f.etag, f.last_modified, f.body_digest, f.next_poll,
        (SELECT COUNT(*) FROM entry e WHERE e.feed_id = f.id),
        f.interval_wish, f.interval, f.interval_reason, f.body_size, f.bytes_received, f.bytes_saved,
        f.moved_to, f.moved_polls, f.restless, f.restless_since, f.backlog, f."group",
        f.last_poll, f.last_success, f.status, f.failures, f.failing_since,
        f.failure_cause, f.failure_status, f.failure_detail, f.failure_retry_at
    FROM feed f
"""


def add(db: Database, url: str, now: datetime, *, title: str | None = None, next_poll: datetime | None = None) -> Feed:
    """Subscribe to the feed at `url`; one that is there already is given back as it is.

    `title` is the reader's own name for it. `next_poll` is when it is first asked, None for at once.
    """
    from ticker.model import PollHints

    with transaction(db) as connection:
        row = connection.execute(
            "INSERT INTO feed (url, kind, custom_title, hints, added, next_poll) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (url) DO NOTHING RETURNING id",
            (
                url,
                FeedKind.FEED.value,
                title,
                hints_json(PollHints()),
                to_milliseconds(now),
                to_milliseconds(next_poll or now),
            ),
        ).fetchone()
        if row is not None:
            changes.append(connection, now, ChangeKind.FEED_ADDED, row[0])
        return _feeds(db, "WHERE f.url = ?", url)[0]


def all_feeds(db: Database) -> list[Feed]:
    """All feeds in the order in which they were added."""
    return _feeds(db, "ORDER BY f.id")


class Overview(NamedTuple):
    """All feeds in figures. `unpolled` are those that have never been asked; `next_poll` is the earliest of the others.

    `offline_since` is when the poller found the reader's own network away, None while it is there.
    It costs nothing like `all_feeds`, which counts the entries of each.
    """

    total: int
    failing: int
    unpolled: int
    next_poll: datetime | None
    offline_since: datetime | None = None


def overview(db: Database) -> Overview:
    """How many feeds there are, how many of them fail, when the next one is asked."""
    total, failing, polled, next_poll = db.rows(
        "SELECT COUNT(*), COUNT(failure_cause), COUNT(last_poll),"
        " MIN(CASE WHEN last_poll IS NOT NULL THEN next_poll END) FROM feed"
    )[0]
    since = settings.get(db, settings.OFFLINE_SINCE)
    return Overview(total, failing, total - polled, moment(next_poll), moment(int(since)) if since else None)


def get(db: Database, feed_id: int) -> Feed | None:
    """The feed of that id."""
    found = _feeds(db, "WHERE f.id = ?", feed_id)
    return found[0] if found else None


def by_url(db: Database, url: str) -> Feed | None:
    """The feed of exactly that address."""
    found = _feeds(db, "WHERE f.url = ?", url)
    return found[0] if found else None


def due(db: Database, now: datetime) -> list[Feed]:
    """The feeds whose next poll has come, the one that waits longest first.

    A feed that was added more than an hour ahead and never asked is due as well: the clock was set back.
    """
    return _feeds(
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


def arrivals(db: Database, feed_id: int, since: datetime) -> list[int]:
    """When the feed's entries since then were published (their places in the river), in milliseconds since 1970."""
    rows = db.rows("SELECT sort_at FROM entry WHERE feed_id = ? AND sort_at >= ?", (feed_id, to_milliseconds(since)))
    return [at for (at,) in rows]


def daily_counts(db: Database, now: datetime, days: int = 14) -> dict[int, tuple[int, ...]]:
    """How many entries each feed published on each of the last `days` days (UTC): by feed id, today last."""
    first = to_milliseconds(now) // _DAY_MS - days + 1
    rows = db.rows(
        "SELECT f.id, e.sort_at / ? AS day, COUNT(e.key) FROM feed f"
        " LEFT JOIN entry e ON e.feed_id = f.id AND e.sort_at >= ? AND e.sort_at < ? GROUP BY f.id, day",
        (_DAY_MS, first * _DAY_MS, (first + days) * _DAY_MS),
    )
    counts: dict[int, list[int]] = {}
    for feed_id, day, count in rows:
        columns = counts.setdefault(feed_id, [0] * days)
        if day is not None:
            columns[day - first] = count
    return {feed_id: tuple(columns) for feed_id, columns in counts.items()}


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
        feed = get(db, feed_id)
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


def rename(db: Database, feed_id: int, title: str | None, now: datetime) -> None:
    """Give the feed the reader's own title; None or an empty one gives it back its own."""
    with transaction(db) as connection:
        named = connection.execute(
            "UPDATE feed SET custom_title = ? WHERE id = ? AND custom_title IS NOT ? RETURNING id",
            (title or None, feed_id, title or None),
        ).fetchall()
        if named:
            changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id)


def set_group(db: Database, feed_id: int, group: str | None, now: datetime) -> None:
    """Put the feed into a group (`ticker.text.groups`), or with None into none."""
    with transaction(db) as connection:
        moved = connection.execute(
            'UPDATE feed SET "group" = ? WHERE id = ? AND "group" IS NOT ? RETURNING id', (group, feed_id, group)
        ).fetchall()
        if moved:
            changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id)


def set_interval(db: Database, feed_id: int, seconds: int | None, now: datetime) -> None:
    """Wish for a poll of the feed every so many seconds; None leaves it to the schedule again.

    A wish for more polls than before brings the next one forward, but not into a Retry-After. What politeness
    makes of the wish is decided at every poll (`ticker.schedule`).
    """
    from ticker import schedule

    with transaction(db) as connection:
        feed = get(db, feed_id)
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


def remove(db: Database, feed_id: int, now: datetime) -> None:
    """End the subscription and delete its entries with all their versions. A feed that is gone is passed over."""
    with transaction(db) as connection:
        search_index.remove_feed(connection, feed_id)
        if connection.execute("DELETE FROM feed WHERE id = ? RETURNING id", (feed_id,)).fetchall():
            changes.append(connection, now, ChangeKind.FEED_REMOVED, feed_id)


def move(connection: sqlite3.Connection, feed_id: int, url: str) -> bool:
    """Give the feed another address, inside the caller's transaction (for the files of this package).

    False where that address is subscribed already: which of the two feeds goes is for the reader to decide.
    """
    taken = connection.execute("SELECT 1 FROM feed WHERE url = ?", (url,)).fetchone()
    if taken is None:
        connection.execute("UPDATE feed SET url = ? WHERE id = ?", (url, feed_id))
    return taken is None


def update(connection: sqlite3.Connection, feed: Feed) -> None:
    """Write what a poll can change of a feed, inside the caller's transaction (for the files of this package).

    The address and the reader's own title and interval are not among it.
    """
    health, failure = feed.health, feed.health.failure
    connection.execute(
        """
        UPDATE feed SET kind = ?, title = ?, link = ?, language = ?, description = ?,
            hints = ?, etag = ?, last_modified = ?, body_digest = ?, next_poll = ?,
            interval = ?, interval_reason = ?, body_size = ?, bytes_received = ?, bytes_saved = ?,
            moved_to = ?, moved_polls = ?, restless = ?, restless_since = ?, backlog = ?,
            last_poll = ?, last_success = ?, status = ?, failures = ?, failing_since = ?,
            failure_cause = ?, failure_status = ?, failure_detail = ?, failure_retry_at = ?
        WHERE id = ?
        """,
        (
            feed.kind.value,
            feed.title,
            feed.link,
            feed.language,
            feed.description,
            hints_json(feed.hints),
            feed.validators.etag,
            feed.validators.last_modified,
            feed.body_digest,
            milliseconds(feed.next_poll),
            feed.interval,
            feed.interval_reason,
            feed.body_size,
            feed.bytes_received,
            feed.bytes_saved,
            feed.moved_to,
            feed.moved_polls,
            feed.restless,
            milliseconds(feed.restless_since),
            feed.backlog,
            milliseconds(health.last_poll),
            milliseconds(health.last_success),
            health.status,
            health.failures,
            milliseconds(health.failing_since),
            failure and failure.cause.value,
            failure and failure.status,
            failure and failure.detail,
            failure and milliseconds(failure.retry_at),
            feed.id,
        ),
    )


def _feeds(db: Database, clauses: str, *values: object) -> list[Feed]:
    return [_feed(row) for row in db.rows(_FEEDS + clauses, values)]


def _feed(row: Sequence[Any]) -> Feed:
    from ticker.model import Feed, Validators  # the first picture does not wait for it

    feed_id, url, kind, title, link, language, description, custom_title, added = row[:9]
    hints, etag, last_modified, body_digest, next_poll, entry_count = row[9:15]
    wish, interval, reason, body_size, received, saved, moved_to, moved_polls = row[15:23]
    restless, restless_since, backlog, group = row[23:27]
    return Feed(
        id=feed_id,
        url=url,
        kind=FeedKind(kind),
        title=title,
        link=link,
        language=language,
        description=description,
        added=from_milliseconds(added),
        validators=Validators(etag, last_modified),
        body_digest=body_digest,
        next_poll=moment(next_poll),
        health=_health(row[27:]),
        entry_count=entry_count,
        custom_title=custom_title,
        hints=hints_from_json(hints),
        interval_wish=wish,
        interval=interval,
        interval_reason=reason,
        body_size=body_size,
        bytes_received=received,
        bytes_saved=saved,
        moved_to=moved_to,
        moved_polls=moved_polls,
        backlog=backlog,
        restless=restless,
        restless_since=moment(restless_since),
        group=group,
    )


def _health(row: Sequence[Any]) -> Health:
    from ticker.model import Health

    last_poll, last_success, status, failures, failing_since, cause, failure_status, detail, retry_at = row
    return Health(
        last_poll=moment(last_poll),
        last_success=moment(last_success),
        status=status,
        failures=failures,
        failure=None if cause is None else Failure(Cause(cause), failure_status, detail, moment(retry_at)),
        failing_since=moment(failing_since),
    )
