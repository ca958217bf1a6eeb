"""Many subscriptions at once, as a list of another reader brings them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.model import ChangeKind, Feed, FeedKind, PollHints, Subscription
from ticker.store import changes, feeds
from ticker.store.database import Database, transaction
from ticker.store.rows import hints_json


def add_all(db: Database, wanted: Iterable[Subscription], now: datetime) -> list[Feed]:
    """Subscribe to all of them in one transaction, due at once, and give those that were not subscribed to before.

    What is there already stays as it is, with the name and the group that the reader has given it.
    """
    added: list[int] = []
    with transaction(db) as connection:
        for one in wanted:
            row = connection.execute(
                'INSERT INTO feed (url, kind, title, link, custom_title, "group", hints, added, next_poll)'
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING RETURNING id",
                (
                    one.url,
                    FeedKind.FEED.value,
                    one.title,
                    one.link,
                    one.custom_title,
                    one.group,
                    hints_json(PollHints()),
                    to_milliseconds(now),
                    to_milliseconds(now),
                ),
            ).fetchone()
            if row is not None:
                changes.append(connection, now, ChangeKind.FEED_ADDED, row[0])
                added.append(row[0])
        new = set(added)
        return [feed for feed in feeds.all_feeds(db) if feed.id in new] if new else []


def of(feed: Feed) -> Subscription:
    """What a list of subscriptions says of a feed."""
    return Subscription(feed.url, feed.custom_title, feed.title, feed.link, feed.group)
