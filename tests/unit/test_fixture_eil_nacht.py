"""The night of the bulletins: what the second shipped tape holds, and what the program makes of it."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from ticker.errors import Cause
from ticker.model import Change, ChangeKind, Entry, Urgency
from ticker.poller.replay import play, rehearse, subscribe
from ticker.store import entries, feeds
from ticker.store.database import Database, memory_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.tape.model import FAULTS

NIGHT = shelf.take_down("eil-nacht")
BERLIN = ZoneInfo("Europe/Berlin")
RADIO = "https://nachtradio.example/nachrichten.atom"
RADIO_MOVED = "https://www.nachtradio.example/nachrichten.atom"
WIRE = "https://dienst.mdn.example/ninjs/warneland.json"


class Night:
    """The night as the program saw it: its database at the end, all changes, and each feed's troubles in turn."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.changes: list[Change] = []
        self.failures: list[tuple[str, Cause]] = []

    def titled(self, part: str) -> list[Entry]:
        return [entry for entry in entries.latest(self.db, None) if part in (entry.data.title or "")]


@pytest.fixture
async def night() -> AsyncIterator[Night]:
    with memory_database() as db:
        seen = Night(db)
        subscribe(db, NIGHT)
        async for changes in play(db, NIGHT, TapeClock(NIGHT.start, math.inf)):
            seen.changes += changes
            seen.failures += [
                (feed.url, feed.health.failure.cause)
                for feed in feeds.all_feeds(db)
                if feed.health.failure is not None and any(change.feed_id == feed.id for change in changes)
            ]
        yield seen


async def test_it_plays_as_it_was_laid_down() -> None:
    assert await rehearse(NIGHT) == []


def test_it_is_invented_throughout() -> None:
    hosts = {take.url.split("/")[2] for take in NIGHT.takes}
    assert all(host.endswith(".example") for host in hosts)
    assert (NIGHT.start.astimezone(BERLIN), NIGHT.end.astimezone(BERLIN)) == (
        datetime(2025, 2, 21, 23, 40, 2, tzinfo=BERLIN),
        datetime(2025, 2, 22, 6, 20, 4, tzinfo=BERLIN),
    )


def test_every_kind_of_fault_is_on_the_tape() -> None:
    statuses = [take.status for take in NIGHT.takes]
    assert {404, 410, 429, 301} <= set(statuses)
    assert {take.fault for take in NIGHT.takes} - {None} == set(FAULTS) - {Cause.CONNECT}
    (busy,) = [take for take in NIGHT.takes if take.status == 429]
    assert busy.header("retry-after") == "900"
    (cut,) = [take for take in NIGHT.takes if take.status == 200 and take.fault is not None]
    assert 0 < len(cut.body) < int(cut.header("content-length") or 0)


async def test_every_fault_is_seen_as_what_it_is_and_passes(night: Night) -> None:
    assert {cause for _url, cause in night.failures} == {
        Cause.GONE,
        Cause.STATUS,
        Cause.BUSY,
        Cause.BROKEN,
        Cause.TIMEOUT,
        Cause.NOT_A_FEED,
        Cause.TLS,
        Cause.DNS,
    }
    assert {feed.url: feed.health.failure.cause for feed in feeds.all_feeds(night.db) if feed.health.failure} == {
        "https://www.tagesbogen.example/sport.json": Cause.GONE
    }


async def test_the_radio_has_moved_for_good(night: Night) -> None:
    assert feeds.by_url(night.db, RADIO) is None
    moved = feeds.by_url(night.db, RADIO_MOVED)
    assert moved is not None
    assert moved.entry_count == 7


async def test_four_newsrooms_break_the_news(night: Night) -> None:
    urgent = [entry for entry in entries.latest(night.db, None) if entry.urgency <= Urgency.BULLETIN]
    assert {entry.feed_name for entry in urgent} == {"Warnekurier", "Nachtradio Nord", "Tagesbogen", "Meldedienst Nord"}
    assert len(urgent) == 11
    (flash,) = [entry for entry in urgent if entry.urgency is Urgency.FLASH]
    assert flash.data.title == "Blitz: Frachter rammt Brücke in Sandershagen"
    assert flash.first_seen == min(entry.first_seen for entry in urgent)


async def test_twelve_become_nine_everywhere(night: Night) -> None:
    revised = [change for change in night.changes if change.kind is ChangeKind.ENTRY_REVISED]
    keys = {change.entry_key for change in revised}
    assert len(keys) == 4
    for key in keys:
        assert key is not None
        before, after = (
            f"{version.data.title} {version.data.content or version.data.summary}"
            for version in entries.revisions(night.db, key)
        )
        assert "zwölf" in before.lower()
        assert "neun" in after.lower()


async def test_what_was_taken_back_is_still_there_and_marked(night: Night) -> None:
    wire, taken_over = sorted(night.titled("Ermittler prüfen Sabotage"), key=lambda entry: entry.first_seen)
    assert wire.feed_url == WIRE
    assert wire.withdrawn_at is not None
    assert wire.withdrawn_at.astimezone(BERLIN).strftime("%H:%M") == "01:50"
    assert wire.data.content is not None
    assert taken_over.withdrawn_at is None
    assert [entry.feed_name for entry in night.titled("Meldung über Sabotage zurückgezogen")] == ["Tagesbogen"]


async def test_all_are_found(night: Night) -> None:
    good = night.titled("Alle Vermissten") + night.titled("Niemand mehr vermisst") + night.titled("alle Vermissten")
    assert {entry.feed_name for entry in good} == {"Warnekurier", "Nachtradio Nord", "Tagesbogen", "Meldedienst Nord"}
    assert len(entries.latest(night.db, None)) == 34
