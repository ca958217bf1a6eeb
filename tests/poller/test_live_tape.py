"""The tape of one live blog in two forms: both become the same entries, with the same versions, and nothing twice."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ticker.model import Entry, FeedKind
from ticker.poller.replay import play, rehearse, subscribe
from ticker.schedule import Reason
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock

LIVEBLOG = "https://radio-kiebitz.example/liveblog/kim-bei-putin"
ARTICLE = "https://www.falkenbote.example/ausland/kim-bei-putin-news-ticker.html"


@dataclass(frozen=True)
class Told:
    """What a reader sees of an entry, whatever form it came in."""

    published: datetime | None
    withdrawn: bool
    pinned: bool
    versions: tuple[tuple[str | None, str | None], ...]


def told(db: Database, url: str) -> list[Told]:
    feed = feeds.by_url(db, url)
    assert feed is not None
    return [
        Told(
            entry.data.published,
            entry.withdrawn_at is not None,
            entry.data.pinned,
            tuple((version.data.title, version.data.content) for version in entries.revisions(db, entry.key)),
        )
        for entry in entries.latest(db, None, feed_id=feed.id)
    ]


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """The day as the tape tells it."""
    tape = shelf.take_down("wostotschny-liveblog")
    with open_database(tmp_path / "ticker.db") as database:
        subscribe(database, tape)
        async for _changes in play(database, tape, TapeClock(tape.start, math.inf)):
            pass
        yield database


async def test_both_forms_become_identical_entries(db: Database) -> None:
    live, article = told(db, LIVEBLOG), told(db, ARTICLE)
    assert live == article
    assert len(live) == 17
    assert [entry.published for entry in live] == sorted((entry.published for entry in live), reverse=True)  # type: ignore[type-var]
    assert live[-1].published == datetime(2023, 9, 12, 21, 50, tzinfo=UTC)


async def test_each_correction_is_a_version_and_nothing_else_is(db: Database) -> None:
    by_title = {entry.versions[-1][0]: entry for entry in told(db, ARTICLE)}
    corrected = {title: len(entry.versions) for title, entry in by_title.items() if len(entry.versions) > 1}
    assert corrected == {"Handschlag am Startplatz": 2, "Das Wichtigste in Kürze": 3, "Ein Tag in Zahlen": 2}
    first, second = (content or "" for _title, content in by_title["Handschlag am Startplatz"].versions)
    assert first.replace("Wostotschni", "Wostotschny") == second


async def test_the_entry_that_was_taken_out_is_withdrawn_and_kept(db: Database) -> None:
    withdrawn = [entry for entry in told(db, LIVEBLOG) if entry.withdrawn]
    assert [entry.versions[-1][0] for entry in withdrawn] == ["Gemeinsame Erklärung unterzeichnet"]


async def test_the_pinned_entry_is_pinned_while_it_is_held_at_the_top(tmp_path: Path) -> None:
    tape = shelf.take_down("wostotschny-liveblog")
    pinned: list[set[str | None]] = []
    with open_database(tmp_path / "ticker.db") as database:
        subscribe(database, tape)
        async for _changes in play(database, tape, TapeClock(tape.start, math.inf)):
            held: list[Entry] = [entry for entry in entries.latest(database, None) if entry.data.pinned]
            pinned.append({entry.data.title for entry in held})
    assert all(titles == {"Das Wichtigste in Kürze"} for titles in pinned[:-2])
    assert pinned[-1] == set()


async def test_both_are_live_blogs_that_have_ended(db: Database) -> None:
    for feed in feeds.all_feeds(db):
        assert (feed.kind, feed.hints.over, feed.interval_reason) == (FeedKind.LIVEBLOG, True, Reason.ENDING)
        assert feed.health.failure is None


async def test_a_polite_client_could_have_recorded_it() -> None:
    assert await rehearse(shelf.take_down("wostotschny-liveblog")) == []
