"""Live blogs on their whole way: what is corrected, pushed in, taken out, broken off, moved or very long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.feeds.pages import live_page, update
from tests.loopback import Reply, Request, Site
from ticker.errors import Cause
from ticker.model import Entry, Feed, FeedKind, Validators
from ticker.net.client import make_client
from ticker.net.fetch import Answer
from ticker.poller.poll import poll, record
from ticker.poller.reading import reading_of
from ticker.schedule import Reason
from ticker.store import agenda, entries, feeds
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


A, B = update("07:00", "Ankunft", "Der Zug hält am Gleis."), update("08:00", "Begrüßung")
C, D = update("09:00", "Abfahrt"), update("10:00", "Nachklang")


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


BLOG = "/api/client_blogs/0123456789abcdef01234567/posts"


def page_of_posts(posts: range, number: int, size: int) -> bytes:
    """A page of a Live Blog with these posts in all, the latest first."""
    numbers = list(posts)[::-1][(number - 1) * size : number * size]
    items = [
        {
            "_id": f"urn:post:{n}",
            "post_status": "open",
            "sticky": False,
            "published_date": f"2023-09-13T{n // 60:02}:{n % 60:02}:00+00:00",
            "groups": [{"id": "main", "refs": [{"item": {"item_type": "text", "text": f"Beitrag {n}"}}]}],
        }
        for n in numbers
    ]
    more = {"next": {"href": f"posts?page={number + 1}"}} if number * size < len(posts) else {}
    return json.dumps({"_items": items, "_links": more}).encode()


@dataclass
class Blog:
    """A Live Blog on a site of ours: `posts` are all that it has."""

    posts: range
    size: int = 10
    older: Reply | None = None  # what is answered for all pages but the first

    def serve(self, site: Site) -> str:
        """Answer for all pages, and give the address of the first."""
        site.routes |= {BLOG: self._answer} | {f"{BLOG}?page={number}": self._answer for number in range(2, 20)}
        return site.url + BLOG

    def _answer(self, request: Request) -> Reply:
        number = int(request.path.partition("page=")[2] or 1)
        page = Reply(page_of_posts(self.posts, number, self.size), headers=(("Content-Type", "application/json"),))
        return self.older or page if number > 1 else page


async def test_older_pages_are_fetched_a_few_at_a_time_until_all_is_known(db: Database) -> None:
    clock, blog = FakeClock(), Blog(range(120))
    async with Site() as site, make_client() as client:
        url = blog.serve(site)

        async def polled() -> Feed:
            before = len(site.requests)
            await poll(db, client, feeds.add(db, url, clock.now()), clock.now())
            clock.moment += timedelta(minutes=1)
            asked.append(len(site.requests) - before)
            return feeds.add(db, url, clock.now())

        asked: list[int] = []
        first = await polled()
        assert (first.entry_count, first.interval_reason) == (10, Reason.BACKLOG)
        assert (await polled()).entry_count == 60
        assert (await polled()).entry_count == 110
        done = await polled()
        assert (done.entry_count, done.backlog) == (120, None)
        assert asked == [1, 6, 6, 2]

        blog.posts = range(145)  # more at once than a page holds
        assert (await polled()).entry_count == 130
        caught_up = await polled()
        assert (caught_up.entry_count, caught_up.backlog) == (145, None)
        assert asked[4:] == [1, 6]


async def test_a_page_of_the_backlog_that_is_not_to_be_had_is_tried_again(db: Database) -> None:
    clock, blog = FakeClock(), Blog(range(30))
    async with Site() as site, make_client() as client:
        feed = feeds.add(db, blog.serve(site), clock.now())
        await poll(db, client, feed, clock.now())
        blog.older = Reply(status=503)
        feed = feeds.add(db, feed.url, clock.now())
        await poll(db, client, feed, clock.now())
        waiting = feeds.add(db, feed.url, clock.now())
        assert (waiting.backlog, waiting.health.failure) == (feed.backlog, None)
        blog.older = Reply(status=404)
        await poll(db, client, waiting, clock.now())
        assert feeds.add(db, feed.url, clock.now()).backlog is None


def test_it_is_followed_while_it_is_live_and_left_in_peace_when_it_is_over(follower: Follower) -> None:
    follower.clock.moment = datetime(2023, 9, 13, 7, 1, tzinfo=UTC)
    follower.sees(live_page([C, B, A]))
    (feed,) = feeds.all_feeds(follower.db)
    assert (feed.interval, feed.interval_reason) == (30 * 60, Reason.CALM)  # an entry an hour, the last a minute ago
    follower.clock.moment = datetime(2023, 9, 13, 7, 30, tzinfo=UTC)
    last = update("09:29", "Ende", "Der Liveblog ist beendet.")
    follower.sees(live_page([last, C, B, A]))
    (feed,) = feeds.all_feeds(follower.db)
    assert feed.interval_reason == Reason.ENDING
    follower.clock.moment = datetime(2023, 9, 13, 10, tzinfo=UTC)
    follower.sees(live_page([last, C, B, A]))
    (feed,) = feeds.all_feeds(follower.db)
    assert (feed.interval_reason, feed.next_poll) == (Reason.ENDED, None)
    agenda.ask_now(follower.db, feed.id, follower.clock.now())
    (feed,) = feeds.all_feeds(follower.db)
    assert feed.next_poll == follower.clock.now()


async def test_a_live_blog_that_moves_is_followed_there_without_duplicates(db: Database) -> None:
    clock = FakeClock()
    async with Site() as site, make_client() as client:
        site.routes["/alt"] = lambda _request: Reply(status=301, headers=(("Location", "/neu"),))
        feed = feeds.add(db, f"{site.url}/alt", clock.now())
        for updates in ([B, A], [C, B, A], [D, C, B, A]):
            site.feed("/neu", live_page(updates).encode(), content_type="text/html")
            await poll(db, client, feed, clock.now())
            clock.moment += timedelta(minutes=2)
            (feed,) = feeds.all_feeds(db)
        assert (feed.url, feed.entry_count) == (f"{site.url}/neu", 4)


def test_an_older_version_of_an_item_does_not_replace_a_newer_one(follower: Follower) -> None:
    def item(version: int, status: str = "usable") -> str:
        said = {"format": "digitalwires", "urn": "urn:1", "version": version, "pubstatus": status}
        said |= {"version_created": f"2023-09-13T0{version}:00:00Z", "headline": f"Fassung {version}"}
        return json.dumps(said)

    for told in (item(2), item(1), item(3), item(4, "canceled"), item(3)):
        follower.sees(told)
    (entry,) = entries.latest(follower.db, None)
    assert (entry.data.title, entry.revision, entry.withdrawn_at is not None) == ("Fassung 3", 2, True)
    (feed,) = feeds.all_feeds(follower.db)
    assert feed.kind is FeedKind.AGENCY


def test_the_operator_s_ration_is_shared_by_all_feeds(db: Database) -> None:
    news = "https://www.tagesschau.de/api2u/news?regions="
    for region in range(16):
        feeds.add(db, f"{news}{region}", FakeClock().now())
    assert agenda.ration(db, f"{news}1") == 16 * 60
    assert agenda.ration(db, "https://www.tagesschau.de/index~rss2.xml") == 0


def test_the_archive_of_a_news_site_is_not_fetched_page_by_page(follower: Follower) -> None:
    news = {"sophoraId": "a-1", "title": "Stau", "date": "2023-09-13T08:00:00Z"}
    follower.sees(json.dumps({"news": [news], "nextPage": "https://kiebitz.example/api2u/news?page=2"}))
    (feed,) = feeds.all_feeds(follower.db)
    assert (feed.kind, feed.entry_count, feed.backlog) == (FeedKind.FEED, 1, None)
