"""The whole way of a feed: asked over a real socket, parsed, compared, stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from tests.documents import Item, rss
from tests.fakes import FakeClock
from tests.loopback import Gate, Reply, Site
from ticker.errors import Cause
from ticker.model import ChangeKind, Feed
from ticker.net.client import make_client
from ticker.poller import loop
from ticker.poller.asker import BETWEEN_REQUESTS
from ticker.poller.lock import PollerLock
from ticker.poller.poll import poll
from ticker.poller.reading import read
from ticker.schedule import Reason
from ticker.store import agenda, entries, feeds, found_feeds
from ticker.store.database import Database, open_database

TWO = [Item("Brücke gesperrt", "Bis Freitag."), Item("Rathaus offen", "Ab Montag.")]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with make_client() as made:
        yield made


def subscribed(db: Database, url: str, clock: FakeClock) -> Feed:
    return feeds.add(db, url, clock.now())


def stored(db: Database, feed: Feed) -> Feed:
    found = feeds.get(db, feed.id)
    assert found is not None
    return found


async def test_subscribe_poll_change_not_modified_list(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    feed = subscribed(
        db, site.feed("/feed", rss(TWO), etag='"v1"', last_modified="Wed, 13 Sep 2023 08:00:00 GMT"), clock
    )

    first = await poll(db, client, feed, clock.now())
    assert [change.kind for change in first] == [ChangeKind.FEED_CHANGED, *[ChangeKind.ENTRY_ADDED] * 2]
    assert [entry.data.title for entry in entries.latest(db, None)] == ["Brücke gesperrt", "Rathaus offen"]
    assert stored(db, feed).name == "Falkenbote"

    clock.moment += timedelta(hours=2)
    assert await poll(db, client, stored(db, feed), clock.now()) == []
    assert stored(db, feed).health.status == 304
    assert site.requests[1].header("if-none-match") == '"v1"'
    assert site.requests[1].header("if-modified-since") == "Wed, 13 Sep 2023 08:00:00 GMT"

    clock.moment += timedelta(hours=2)
    changed = [Item("Neues Bad", "Mit Sauna."), Item("Brücke gesperrt", "Bis Sonntag."), TWO[1]]
    site.feed("/feed", rss(changed), etag='"v2"')
    third = await poll(db, client, stored(db, feed), clock.now())
    assert sorted(change.kind for change in third) == [ChangeKind.ENTRY_ADDED, ChangeKind.ENTRY_REVISED]
    newest = {entry.data.title: entry for entry in entries.latest(db, None)}
    assert newest["Brücke gesperrt"].revision == 2
    assert (
        newest["Brücke gesperrt"].data.content == "Bis Sonntag."
        or newest["Brücke gesperrt"].data.summary == "Bis Sonntag."
    )
    assert len(newest) == 3


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    site.routes["/old"] = Reply(status=301, headers=(("Location", "/new"),))
    feed = subscribed(db, site.url + "/old", clock)
    for number in range(3):
        assert stored(db, feed).url == site.url + "/old"
        site.feed("/new", rss([Item("Meldung", guid=str(number))]), etag=f'"{number}"')
        await poll(db, client, stored(db, feed), clock.now())
    assert stored(db, feed).url == site.url + "/new"

    await poll(db, client, stored(db, feed), clock.now())
    assert [request.path for request in site.requests[-2:]] == ["/new", "/new"]
    assert site.requests[-1].header("if-none-match") == '"2"'
    assert stored(db, feed).health.status == 304


async def test_what_lay_in_a_cache_on_the_way_is_fresh_for_no_longer(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    fresh = (("Cache-Control", "max-age=14400"), ("Age", "3600"))
    feed = subscribed(db, site.feed("/feed", rss(TWO), headers=fresh), clock)
    await poll(db, client, feed, clock.now())

    assert stored(db, feed).next_poll == clock.now() + timedelta(hours=3)
    assert stored(db, feed).interval_reason == Reason.MAX_AGE.value


async def test_what_a_feed_costs_and_why_it_is_asked_again_is_known(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    body = rss(TWO)
    feed = subscribed(db, site.feed("/feed", body, etag='"v1"', headers=(("Cache-Control", "max-age=900"),)), clock)
    for _ in range(3):
        await poll(db, client, stored(db, feed), clock.now())
    polled = stored(db, feed)
    assert (polled.body_size, polled.bytes_received, polled.bytes_saved) == (len(body), len(body), 2 * len(body))
    assert (polled.interval, polled.interval_reason) == (900, Reason.MAX_AGE.value)
    assert polled.next_poll == clock.now() + timedelta(seconds=900)


async def test_the_same_bytes_without_validators_are_no_news(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    site.routes["/feed"] = Reply(rss(TWO), headers=(("Content-Type", "application/rss+xml"),))
    feed = subscribed(db, site.url + "/feed", clock)

    assert len(await poll(db, client, feed, clock.now())) == 3
    assert await poll(db, client, stored(db, feed), clock.now()) == []
    assert stored(db, feed).health.status == 200


async def test_only_entries_that_are_new_or_changed_are_read_again(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    items = [Item(f"{number} Meldung", guid=f"https://blatt.example/{number}") for number in range(5)]
    feed = subscribed(db, site.feed("/feed", rss(items)), clock)
    await poll(db, client, feed, clock.now())
    site.feed("/feed", rss([Item("Neu"), Item("0 Berichtigt", guid="https://blatt.example/0"), *items[1:]]))
    clock.moment += timedelta(hours=1)
    changes = await poll(db, client, stored(db, feed), clock.now())
    assert sorted(change.kind for change in changes) == [ChangeKind.ENTRY_ADDED, ChangeKind.ENTRY_REVISED]
    found = await read(client, stored(db, feed), clock.now(), known=lambda: entries.known(db, feed.id))
    assert found.document is None  # the same bytes
    site.feed("/feed", rss(items))
    found = await read(client, stored(db, feed), clock.now(), known=lambda: entries.known(db, feed.id))
    assert found.document is not None
    assert ([entry.title for entry in found.document.entries], found.document.unchanged) == (["0 Meldung"], 4)


async def test_a_page_that_is_no_feed_keeps_what_was_known(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    feed = subscribed(db, site.feed("/feed", rss(TWO), etag='"v1"'), clock)
    await poll(db, client, feed, clock.now())

    site.feed(
        "/feed", b"<!doctype html><html><body>Wartung</body></html>", etag='"error-page"', content_type="text/html"
    )
    await poll(db, client, stored(db, feed), clock.now())
    failing = stored(db, feed)
    assert failing.health.failure is not None
    assert failing.health.failure.cause is Cause.NOT_A_FEED
    assert failing.validators.etag == '"v1"'
    assert failing.entry_count == 2


async def test_a_broken_a_slow_and_a_missing_feed_leave_the_others_alone(db: Database, site: Site) -> None:
    clock = FakeClock()
    gate = Gate()
    site.routes["/slow"] = Reply(rss(TWO), gate=gate)
    site.routes["/cut"] = Reply(rss(TWO), sends=40)
    good = subscribed(db, site.feed("/good", rss(TWO)), clock)
    others = [subscribed(db, site.url + path, clock) for path in ("/slow", "/cut", "/missing")]
    reported: list[str] = []

    def report(feed: Feed, _changes: object) -> None:
        reported.append(feed.url)
        if feed.id == good.id:
            gate.open()

    async with make_client() as client:
        await loop.run_once(db, client, clock, agenda.due(db, clock.now()), report)

    assert len(reported) == 4
    causes = {feed.url: stored(db, feed).health.failure for feed in [good, *others]}
    assert [failure and failure.cause for failure in causes.values()] == [None, None, Cause.BROKEN, Cause.STATUS]


async def test_one_host_is_asked_once_a_second_at_most(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    for number in range(5):
        subscribed(db, site.feed(f"/{number}", rss(TWO)), clock)
    start = clock.moment

    await loop.run_once(db, client, clock, agenda.due(db, clock.now()))

    assert clock.moment - start == timedelta(seconds=4 * BETWEEN_REQUESTS)
    assert len(site.requests) == 5


async def test_the_loop_polls_what_is_due_and_sees_a_feed_that_is_added(
    db: Database, site: Site, client: httpx.AsyncClient
) -> None:
    clock = FakeClock()
    first = subscribed(db, site.feed("/first", rss(TWO)), clock)
    running = asyncio.create_task(loop.run(db, client, clock, PollerLock(db.path)))
    await until(lambda: stored(db, first).health.last_poll is not None)

    second = subscribed(db, site.feed("/second", rss(TWO)), clock)
    await until(lambda: stored(db, second).health.last_poll is not None)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert stored(db, first).health.failure is None
    assert stored(db, first).next_poll is not None


async def test_a_second_poller_waits_for_the_lock(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    feed = subscribed(db, site.feed("/feed", rss(TWO)), clock)
    with PollerLock(db.path) as held:
        assert held.acquire()
        start = clock.moment
        waiting = asyncio.create_task(loop.run(db, client, clock, PollerLock(db.path)))
        await until(lambda: clock.moment - start > timedelta(seconds=20))
        assert site.requests == []

    await until(lambda: stored(db, feed).health.last_poll is not None)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def until(holds: object) -> None:
    """Let the other tasks work until a condition holds."""
    assert callable(holds)
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0)


PAGE = b"""<!DOCTYPE html><html><head><title>Kurier</title>
<link rel="alternate" type="application/rss+xml" title="Nachrichten" href="/feed">
</head><body>Guten Tag</body></html>"""


async def test_a_page_leads_to_the_one_feed_that_it_names(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    site.routes["/"] = Reply(PAGE, headers=(("Content-Type", "text/html"),))
    address = site.feed("/feed", rss(TWO))
    feed = subscribed(db, site.url + "/", clock)

    await poll(db, client, feed, clock.now())
    (due,) = agenda.due(db, clock.now())
    assert (due.id, due.url) == (feed.id, address)

    await poll(db, client, due, clock.now())
    assert stored(db, feed).entry_count == 2
    assert [request.path for request in site.requests] == ["/", "/feed"]


async def test_several_feeds_of_a_page_are_offered(db: Database, site: Site, client: httpx.AsyncClient) -> None:
    clock = FakeClock()
    link = b'<link rel="alternate" type="application/atom+xml" title="Sport" href="/sport"></head>'
    site.routes["/"] = Reply(PAGE.replace(b"</head>", link), headers=(("Content-Type", "text/html"),))
    feed = subscribed(db, site.url + "/", clock)

    await poll(db, client, feed, clock.now())
    assert [found.title for found in found_feeds.of_feed(db, feed.id)] == ["Nachrichten", "Sport"]
    failure = stored(db, feed).health.failure
    assert failure is not None
    assert failure.cause is Cause.NOT_A_FEED
