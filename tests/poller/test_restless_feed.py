"""A feed whose texts hold a clock: it comes to rest, says so, and what is news in it still comes through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from ticker.contract import feed as as_json
from ticker.l10n.region import Region
from ticker.l10n.versions import held_still
from ticker.model import ChangeKind, Document, EntryData, Feed, FeedData
from ticker.poller.poll import record
from ticker.poller.reading import Reading
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database

REGION = Region("de_DE", None)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as db:
        yield db


class Source:
    """A feed that is polled once an hour."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = FakeClock()
        feeds.add(db, "https://kurier.example/feed", self.clock.now())

    @property
    def feed(self) -> Feed:
        (feed,) = feeds.all_feeds(self.db)
        return feed

    def poll(self, *data: EntryData, title: str = "Kurier") -> list[ChangeKind]:
        """Poll a document with these entries; what changed."""
        self.clock.moment += timedelta(hours=1)
        document = Document("rss20", "utf-8", FeedData(title=title), data)
        found = record(self.db, self.feed, Reading(200, document=document), self.clock.now(), jitter=0.0)
        return [change.kind for change in found if change.kind is not ChangeKind.FEED_CHANGED]


def with_clock(number: int, poll: int, text: str = "Der Rat tagt im Saal") -> EntryData:
    return EntryData(id=str(number), title=f"Meldung {number}", content=f"{text}. Abruf 10:{poll:02} id{poll * 77}x")


def test_a_feed_with_a_clock_comes_to_rest_and_says_so(db: Database) -> None:
    source = Source(db)
    source.poll(*(with_clock(number, 0) for number in range(5)))
    revised = [source.poll(*(with_clock(number, poll) for number in range(5))) for poll in range(1, 10)]
    assert [len(found) for found in revised] == [5, 5, 0, 0, 0, 0, 0, 0, 0]
    assert {entry.revision for entry in entries.latest(db, None)} == {3}
    feed = source.feed
    assert (feed.restless, feed.restless_since) == (5, source.clock.now() - timedelta(hours=6))
    assert as_json(feed)["restless"] == {"entries": 5, "since": "2023-09-13T12:15:00+00:00"}
    said = held_still(feed, REGION)
    assert said is not None
    assert said.startswith("5 Meldungen ändern sich bei jedem Abruf")

    corrected = with_clock(3, 11, "Der Rat tagt heute nicht mehr im Saal")
    news = [*(with_clock(number, 11) for number in range(3)), corrected]
    assert source.poll(*news) == [ChangeKind.ENTRY_REVISED]
    assert source.feed.restless == 3


def test_a_feed_that_has_come_to_its_senses_is_trusted_again(db: Database) -> None:
    source = Source(db)
    for poll in range(5):
        source.poll(*(with_clock(number, poll) for number in range(5)))
    assert source.feed.restless == 5
    source.poll(*(with_clock(number, 2) for number in range(5)))
    assert source.feed.restless_since is None
    assert held_still(source.feed, REGION) is None
    assert as_json(source.feed)["restless"] is None


def test_a_feed_whose_title_names_the_day_keeps_its_name(db: Database) -> None:
    source = Source(db)
    source.poll(title="Kurier – Nachrichten vom 13. September 2023")
    source.poll(title="Kurier – Nachrichten vom 14. September 2023")
    assert source.feed.name == "Kurier – Nachrichten"
