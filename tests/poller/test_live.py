"""Live blogs on their whole way: what is corrected, pushed in, taken out, broken off, moved or very long."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.feeds.pages import live_page, update
from ticker.errors import Cause
from ticker.model import Entry, FeedKind, Validators
from ticker.net.fetch import Answer
from ticker.poller.poll import reading_of, record
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database

URL = "https://kiebitz.example/live/kosmodrom"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


@dataclass
class Follower:
    """Follows one address through the pages that it is given."""

    db: Database
    clock: FakeClock
    url: str = URL

    def sees(self, page: str) -> None:
        """A poll to which the server answers with this page."""
        feed = feeds.add(self.db, self.url, self.clock.now())
        answer = Answer(200, self.url, page.encode(), "text/html", Validators())
        record(self.db, feed, asyncio.run(reading_of(answer, feed)), self.clock.now(), jitter=0.0)
        self.clock.moment += timedelta(minutes=2)

    def entries(self) -> dict[str, Entry]:
        """What is stored, by title."""
        return {entry.data.title or "": entry for entry in entries.latest(self.db, None)}


@pytest.fixture
def follower(db: Database) -> Follower:
    return Follower(db, FakeClock())


A, B, C = update("07:00", "Ankunft", "Der Zug hält am Gleis."), update("08:00", "Begrüßung"), update("09:00", "Abfahrt")


def test_a_live_blog_is_stored_as_one(follower: Follower) -> None:
    follower.sees(live_page([C, B, A]))
    (feed,) = feeds.all_feeds(follower.db)
    assert (feed.kind, feed.title, feed.entry_count) == (FeedKind.LIVEBLOG, "Treffen am Kosmodrom", 3)


def test_a_correction_is_a_version_and_an_entry_pushed_in_is_new(follower: Follower) -> None:
    follower.sees(live_page([B, A]))
    pushed_in = update("07:00", "Nachtrag", "Von hinten dazu, zur gleichen Minute.")
    corrected = update("07:00", "Ankunft", "Der Zug hielt am Gleis.")
    follower.sees(live_page([B, pushed_in, corrected]))
    assert {title: entry.revision for title, entry in follower.entries().items()} == {
        "Ankunft": 2,
        "Begrüßung": 1,
        "Nachtrag": 1,
    }


def test_ids_that_change_with_every_edit_make_no_duplicates(follower: Follower) -> None:
    for edit in range(3):
        pages = [dict(one, **{"@id": f"#post-{number}-{edit}"}) for number, one in enumerate((C, B, A))]
        follower.sees(live_page(pages))
    assert [entry.revision for entry in follower.entries().values()] == [1, 1, 1]


def test_what_breaks_off_loses_nothing_and_is_a_named_error(follower: Follower) -> None:
    follower.sees(live_page([B, A]))
    whole = live_page([C, B, A])
    follower.sees(whole[: whole.index('"Ankunft"')])
    (feed,) = feeds.all_feeds(follower.db)
    assert feed.health.failure is not None
    assert feed.health.failure.cause is Cause.UNREADABLE
    assert feed.health.failure.detail == "the live blog breaks off after 2 entries"
    assert set(follower.entries()) == {"Abfahrt", "Begrüßung", "Ankunft"}
    follower.sees(whole)
    (feed,) = feeds.all_feeds(follower.db)
    assert (feed.health.failure, feed.entry_count) == (None, 3)
    assert not any(entry.data.withdrawn for entry in follower.entries().values())


def test_two_thousand_posts_come_once_each(follower: Follower) -> None:
    posts = [
        update(f"{number // 120:02}:{number // 2 % 60:02}", f"Meldung {number}", f"Text der Meldung {number}.")
        for number in range(2000)
    ][::-1]
    follower.sees(live_page(posts[100:]))
    follower.sees(live_page(posts))
    follower.sees(live_page(posts[:50]))
    assert len(follower.entries()) == 2000
    assert all(entry.revision == 1 for entry in follower.entries().values())


def test_a_page_that_is_no_live_blog_any_more_is_a_named_error(follower: Follower) -> None:
    follower.sees(live_page([B, A]))
    follower.sees("<!doctype html><html><body>Wartung</body></html>")
    (feed,) = feeds.all_feeds(follower.db)
    assert feed.health.failure is not None
    assert (feed.health.failure.cause, feed.entry_count) == (Cause.NOT_A_FEED, 2)
    assert feed.kind is FeedKind.LIVEBLOG


def test_what_an_editor_takes_out_is_withdrawn_and_comes_back_with_him(follower: Follower) -> None:
    follower.sees(live_page([C, B, A, update("06:00", "Anfang")]))
    follower.sees(live_page([C, A, update("06:00", "Anfang")]))
    gone = follower.entries()["Begrüßung"]
    assert (gone.withdrawn_at is not None, gone.data.content) == (True, "Ein Satz.")
    follower.sees(live_page([C, B, A, update("06:00", "Anfang")]))
    assert follower.entries()["Begrüßung"].withdrawn_at is None
