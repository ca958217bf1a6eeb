"""What the tests of the store put into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ticker.model import Change, EntryData, Feed, Intent, IntentKind, PollResult, Urgency
from ticker.store import feeds, polls
from ticker.store.database import Database

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
URL = "https://kurier.example/feed.xml"


def later(minutes: float) -> datetime:
    """So many minutes after NOW."""
    return NOW + timedelta(minutes=minutes)


def add(data: EntryData, urgency: Urgency | None = None) -> Intent:
    return Intent(IntentKind.ADD, None, data, urgency or data.urgency or Urgency.ROUTINE)


def revise(key: int, data: EntryData, urgency: Urgency = Urgency.ROUTINE) -> Intent:
    return Intent(IntentKind.REVISE, key, data, urgency)


def poll(db: Database, feed: Feed, *intents: Intent, at: datetime = NOW) -> list[Change]:
    """A successful poll that brings these intents."""
    return polls.record(db, feed.id, PollResult(at=at, status=200, next_poll=later(60), intents=intents))


def fill(db: Database, data: Sequence[EntryData], *, url: str = URL, at: datetime = NOW) -> Feed:
    """A feed at `url` with these entries, first seen at `at`."""
    feed = feeds.add(db, url, at)
    poll(db, feed, *map(add, data), at=at)
    return feed


def numbered(count: int, start: int = 0) -> list[EntryData]:
    """Entries of increasing number, each a second younger than the last, the last one at most at NOW."""
    return [
        EntryData(id=f"n{number}", title=f"Meldung {number}", published=NOW - timedelta(seconds=100_000 - number))
        for number in range(start, start + count)
    ]
