"""Whether the reader's own network is away, as the poller found it; read by `feeds.overview`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.model import ChangeKind, Feed
from ticker.store import changes, feeds, settings
from ticker.store.database import Database, transaction


def went_away(db: Database, failed: Iterable[Feed], now: datetime) -> None:
    """The network is away since `now`: remember it, and take back what that did to the feeds.

    `failed` are feeds as they were before their last poll: its failure was none of theirs, and their next poll stays
    when it was.
    """
    with transaction(db) as connection:
        settings.write(connection, settings.OFFLINE_SINCE, str(to_milliseconds(now)))
        for feed in failed:
            feeds.update(connection, feed)
            changes.append(connection, now, ChangeKind.FEED_CHANGED, feed.id)


def came_back(db: Database, feed_id: int, now: datetime) -> None:
    """The network is there again: this feed's server answered."""
    with transaction(db) as connection:
        settings.write(connection, settings.OFFLINE_SINCE, "")
        changes.append(connection, now, ChangeKind.FEED_CHANGED, feed_id)
