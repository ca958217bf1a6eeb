"""The subscribed feeds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.errors import Cause, Failure
from ticker.headline import ChangeKind, FeedKind
from ticker.store import changes, search_index, settings
from ticker.store.database import Database, transaction
from ticker.store.rows import hints_from_json, hints_json, milliseconds, moment

if TYPE_CHECKING:
    from ticker.model import Feed, Health

_DAY_MS = 24 * 3600 * 1000

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
        return select(db, "WHERE f.url = ?", url)[0]


def all_feeds(db: Database) -> list[Feed]:
    """All feeds in the order in which they were added."""
    return select(db, "ORDER BY f.id")


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
    found = select(db, "WHERE f.id = ?", feed_id)
    return found[0] if found else None


def by_url(db: Database, url: str) -> Feed | None:
    """The feed of exactly that address."""
    found = select(db, "WHERE f.url = ?", url)
    return found[0] if found else None


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


def select(db: Database, clauses: str, *values: object) -> list[Feed]:
    """The feeds that some clauses choose of the table `f` (for the files of this package)."""
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
