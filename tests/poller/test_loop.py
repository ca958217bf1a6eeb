"""The loop over time: sleep, suspend, a clock that is set, and a network that goes away."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.documents import Item, rss
from tests.loopback import Reply, Request, Site
from tests.poller.public import PublicNet, SimulatedClock
from ticker.config import FeedSettings, Secret
from ticker.errors import Cause, UnavailableError
from ticker.model import ChangeKind, Feed
from ticker.net.access import Access
from ticker.net.client import make_client
from ticker.poller import loop
from ticker.poller.lock import PollerLock
from ticker.store import agenda, changes, entries, feeds
from ticker.store.database import Database, open_database

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DEAD = "dead.example"


@dataclass(slots=True)
class World:
    """A poller at work over simulated time. `asked` are the requests: moment and path."""

    db: Database
    site: Site
    net: PublicNet
    clock: SimulatedClock
    client: httpx.AsyncClient
    asked: list[tuple[datetime, str]] = field(default_factory=list)

    def subscribe(self, *names: str) -> None:
        """Feeds on hosts of their own."""
        for name in names:
            self.site.routes[f"/{name}"] = self.answer
            feeds.add(self.db, f"http://{name}.example/{name}", self.clock.now())

    def answer(self, request: Request) -> Reply:
        self.asked.append((self.clock.now(), request.path[1:]))
        return Reply(rss([Item("Meldung", guid=str(len(self.asked)))]))

    def feed(self, name: str) -> Feed:
        found = feeds.by_url(self.db, f"http://{name}.example/{name}")
        assert found is not None
        return found

    def since(self, moment: datetime) -> list[tuple[datetime, str]]:
        return [(at, name) for at, name in self.asked if at >= moment]

    async def pass_by(self, span: timedelta) -> None:
        """Let the poller work for so long."""
        await self.clock.run_until(self.clock.moment + span)

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        with PollerLock(self.db.path) as lock:
            work = asyncio.create_task(loop.run(self.db, self.client, self.clock, lock, uptime=self.clock.uptime))
            yield
            assert not work.done(), work.exception()
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


@pytest.fixture
async def world(db: Database) -> AsyncIterator[World]:
    async with Site() as site:
        net = PublicNet({DEAD: "http://ticker.invalid"}, otherwise=site.url)
        async with make_client(net) as client:
            yield World(db, site, net, SimulatedClock(net), client)


def names(count: int) -> list[str]:
    return [f"blatt{number}" for number in range(count)]


# --- what is due --------------------------------------------------------------------------------------------------


async def test_between_polls_the_loop_sleeps(world: World) -> None:
    world.subscribe("kurier")
    async with world.polling():
        await world.pass_by(10 * MINUTE)
        looks = Counter[str]()
        world.db.connection.set_trace_callback(lambda sql: looks.update([sql.split()[0]]))
        await world.pass_by(45 * MINUTE)
        world.db.connection.set_trace_callback(None)
    assert len(world.asked) == 1
    assert looks == {}


async def test_what_another_process_adds_is_asked_within_a_second(world: World) -> None:
    world.subscribe("kurier")
    async with world.polling():
        await world.pass_by(MINUTE)
        start = asyncio.get_running_loop().time()
        with open_database(world.db.path) as face:
            world.site.routes["/neu"] = world.answer
            feeds.add(face, "http://neu.example/neu", world.clock.now())
        while not any(name == "neu" for _, name in world.asked):
            await asyncio.sleep(0.01)
        assert asyncio.get_running_loop().time() - start < 1
        await world.pass_by(MINUTE)
    assert world.feed("neu").entry_count == 1


async def test_after_a_suspend_the_polls_are_spread(world: World) -> None:
    world.subscribe(*names(40))
    async with world.polling():
        await world.pass_by(5 * MINUTE)
        assert len(world.asked) == 40
        world.clock.moment += 9 * HOUR
        awake = world.clock.now()
        await world.pass_by(5 * MINUTE)
    polls = world.since(awake)
    assert sorted(name for _, name in polls) == sorted(names(40))
    seconds = [(at - awake).total_seconds() for at, _ in polls]
    assert max(seconds) > 15
    assert max(seconds) < 60
    assert max(Counter(int(second) for second in seconds).values()) < 20


async def test_polls_that_were_held_up_wait_for_a_store_that_can_be_written(world: World) -> None:
    world.subscribe(*names(3))
    async with world.polling():
        await world.pass_by(5 * MINUTE)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(agenda, "put_off", _full)
            world.clock.moment += 9 * HOUR
            awake = world.clock.now()
            await world.pass_by(5 * MINUTE)
            assert world.since(awake) == []
        await world.pass_by(5 * MINUTE)
    assert len(world.since(awake)) == 3


def _full(*_given: object) -> None:
    raise UnavailableError("the disk is full")


async def test_what_the_reader_asks_for_is_not_spread(world: World) -> None:
    world.subscribe(*names(10))
    async with world.polling():
        await world.pass_by(5 * MINUTE)
        asked = world.clock.now()
        for feed in feeds.all_feeds(world.db):
            agenda.ask_now(world.db, feed.id, asked)
    async with world.polling():
        await world.pass_by(timedelta(seconds=1))
    assert len(world.since(asked)) == 10


async def test_a_late_poll_waits_for_an_hour_that_the_feed_does_not_skip(world: World) -> None:
    world.subscribe("kurier")

    def answer(request: Request) -> Reply:
        reply = world.answer(request)
        hours = b"<skipHours><hour>14</hour><hour>15</hour></skipHours><item>"
        return Reply(reply.body.replace(b"<item>", hours, 1))

    world.site.routes["/kurier"] = answer
    async with world.polling():
        await world.pass_by(MINUTE)
        awake = world.clock.moment = world.clock.moment.replace(hour=14)
        await world.pass_by(3 * HOUR)
    assert world.since(awake)[0][0].hour == 16


async def test_a_clock_that_is_set_back_between_two_runs_leaves_no_feed_unasked(world: World) -> None:
    real = world.clock.now()
    world.clock.moment += timedelta(days=400)
    world.subscribe(*names(3))
    world.site.routes["/blatt1"] = Reply(status=503, headers=(("Retry-After", "7200"),))
    async with world.polling():
        await world.pass_by(MINUTE)
    waits = [wait_of(feed) for feed in feeds.all_feeds(world.db)]
    assert [wait // HOUR for wait in waits] == [1, 2, 1]
    world.clock.moment = real
    async with world.polling():
        await world.pass_by(MINUTE)
        assert len(world.asked) == 2, "it cannot be known how long ago that was"
        assert [feed.health.last_poll for feed in feeds.all_feeds(world.db)] == [real] * 3
        assert [wait_of(feed) for feed in feeds.all_feeds(world.db)] == waits
        failure = world.feed("blatt1").health.failure
        assert failure is not None
        assert failure.retry_at == real + 2 * HOUR
        await world.pass_by(max(waits))
    assert len(world.asked) >= 4


def wait_of(feed: Feed) -> timedelta:
    assert feed.next_poll is not None
    assert feed.health.last_poll is not None
    return feed.next_poll - feed.health.last_poll


async def test_feeds_that_were_added_while_the_clock_was_ahead_are_asked(world: World) -> None:
    real = world.clock.now()
    world.clock.moment += timedelta(days=400)
    world.subscribe(*names(2))
    world.clock.moment = real
    async with world.polling():
        await world.pass_by(MINUTE)
    assert len(world.asked) == 2


@pytest.mark.parametrize("step", [timedelta(hours=-5), timedelta(hours=5), timedelta(days=-400), timedelta(minutes=40)])
async def test_what_is_planned_follows_a_clock_that_is_set(world: World, step: timedelta) -> None:
    world.subscribe(*names(3))
    async with world.polling():
        await world.pass_by(20 * MINUTE)
        planned = [feed.next_poll for feed in feeds.all_feeds(world.db)]
        world.clock.turn(step)
        await world.pass_by(20 * MINUTE)
        async with asyncio.timeout(30):
            while [feed.next_poll for feed in feeds.all_feeds(world.db)] == planned:
                await asyncio.sleep(0.01)  # the step is looked for in real time
        assert [feed.next_poll for feed in feeds.all_feeds(world.db)] == [at + step for at in planned if at]
        assert len(world.asked) == 3
        await world.pass_by(30 * MINUTE)
    assert len(world.asked) == 6


async def test_a_network_that_is_away_is_tried_on_when_the_clock_is_set_back(world: World) -> None:
    world.subscribe(*names(3))
    async with world.polling():
        await world.pass_by(MINUTE)
        world.net.cut = True
        await world.pass_by(2 * HOUR)
        assert offline_since(world) is not None
        world.clock.turn(timedelta(hours=-5))
        world.net.cut = False
        await world.pass_by(5 * MINUTE)
    assert offline_since(world) is None


# --- a network that is away ------------------------------------------------------------------------------------------


def offline_since(world: World) -> datetime | None:
    return feeds.overview(world.db).offline_since


async def test_a_network_that_is_away_is_no_failure_of_the_feeds(world: World) -> None:
    world.subscribe(*names(8))
    async with world.polling():
        await world.pass_by(30 * MINUTE)
        before = {feed.id: feed.next_poll for feed in feeds.all_feeds(world.db)}
        world.net.cut = True
        seq = changes.last_seq(world.db)
        await world.pass_by(5 * HOUR)

        assert offline_since(world) is not None
        assert {change.kind for change in changes.since(world.db, seq)} == {ChangeKind.FEED_CHANGED}
        assert {feed.id: feed.next_poll for feed in feeds.all_feeds(world.db)} == before
        assert all(feed.health.failure is None for feed in feeds.all_feeds(world.db))

        world.net.cut = False
        back, seq = world.clock.now(), changes.last_seq(world.db)
        await world.pass_by(3 * MINUTE)
    assert offline_since(world) is None
    assert ChangeKind.FEED_CHANGED in {change.kind for change in changes.since(world.db, seq)}
    polls = world.since(back)
    assert sorted(name for _, name in polls) == sorted(names(8))
    assert polls[0][0] - back <= timedelta(seconds=loop.PROBE_SECONDS + 1)


async def test_while_the_network_is_away_one_feed_a_minute_is_tried(world: World) -> None:
    world.subscribe(*names(8))
    async with world.polling():
        await world.pass_by(30 * MINUTE)
        world.net.cut = True
        await world.pass_by(2 * HOUR)
        tries = world.net.refused
        await world.pass_by(10 * MINUTE)
    assert world.net.refused - tries in (9, 10, 11)


async def test_a_program_that_starts_without_a_network_goes_on_so(world: World) -> None:
    world.subscribe(*names(8))
    async with world.polling():
        await world.pass_by(30 * MINUTE)
        world.net.cut = True
        await world.pass_by(2 * HOUR)
    tries = world.net.refused
    async with world.polling():
        await world.pass_by(MINUTE / 2)
        assert world.net.refused == tries + 1
        world.net.cut = False
        await world.pass_by(5 * MINUTE)
    assert offline_since(world) is None


async def test_a_refresh_that_gets_an_answer_ends_the_state(world: World) -> None:
    world.subscribe(*names(8))
    async with world.polling():
        await world.pass_by(30 * MINUTE)
        world.net.cut = True
        await world.pass_by(2 * HOUR)
    await loop.run_once(world.db, world.client, world.clock, [world.feed("blatt0")])
    assert offline_since(world) is not None
    assert world.feed("blatt0").health.failure is not None
    world.net.cut = False
    await loop.run_once(world.db, world.client, world.clock, [world.feed("blatt1")])
    assert offline_since(world) is None


async def test_a_feed_that_is_not_asked_says_nothing_about_the_network(world: World) -> None:
    world.subscribe(*names(8))
    async with world.polling():
        await world.pass_by(30 * MINUTE)
        world.net.cut = True
        await world.pass_by(2 * HOUR)
    unset = Access({world.feed("blatt1").url: FeedSettings(username="a", password=Secret(env="P"))}, {})
    await loop.run_once(world.db, world.client, world.clock, [world.feed("blatt1")], access=unset)
    failure = world.feed("blatt1").health.failure
    assert failure is not None
    assert failure.cause is Cause.ACCESS
    assert offline_since(world) is not None


async def test_servers_that_are_dead_are_no_missing_network(world: World) -> None:
    """Two die at once; the others go on. At most it looks so until one of the others has answered."""
    world.subscribe(*names(4))
    for number in (1, 2):
        feeds.add(world.db, f"http://tot{number}.example/", world.clock.now() + HOUR / 2)
    world.net.servers |= {f"tot{number}.example": "http://127.0.0.1:1" for number in (1, 2)}
    async with world.polling():
        await world.pass_by(12 * HOUR)
        dead = [feed for feed in feeds.all_feeds(world.db) if feed.url.startswith("http://tot")]
    assert offline_since(world) is None
    assert [feed.health.failure and feed.health.failure.cause for feed in dead] == [Cause.CONNECT] * 2
    assert all(feed.health.failures >= 3 for feed in dead)
    assert all(feed.health.failure is None for feed in feeds.all_feeds(world.db) if feed not in dead)


async def test_one_name_that_is_not_found_is_a_failure_of_its_feed(world: World) -> None:
    world.subscribe("kurier")
    feeds.add(world.db, f"http://{DEAD}/", world.clock.now())
    async with world.polling():
        await world.pass_by(MINUTE)
    dead = feeds.by_url(world.db, f"http://{DEAD}/")
    assert dead is not None
    assert dead.health.failure is not None
    assert dead.health.failure.cause is Cause.DNS
    assert offline_since(world) is None


# --- a fault of ours --------------------------------------------------------------------------------------------------


async def test_many_new_entries_let_sqlite_know_its_tables(world: World) -> None:
    items = [Item("Meldung", guid=f"https://kurier.example/{number}") for number in range(1200)]
    world.subscribe("kurier")
    world.site.routes["/kurier"] = Reply(rss(items))
    async with world.polling():
        await world.pass_by(MINUTE)
    assert entries.counts(world.db).total == 1200
    assert world.db.rows("SELECT COUNT(*) > 0 FROM sqlite_stat1 WHERE tbl = 'entry'") == [(1,)]


async def test_no_server_is_asked_over_and_over_while_what_it_answers_cannot_be_stored(world: World) -> None:
    world.subscribe("kurier")
    many = rss([Item(f"Meldung {number}", "Ein Satz. " * 20, guid=str(number)) for number in range(200)])
    world.site.routes["/kurier"] = lambda request: replace(world.answer(request), body=many)
    (pages,) = world.db.rows("PRAGMA page_count")[0]
    world.db.rows(f"PRAGMA max_page_count = {pages}")  # a full disk, as SQLite sees it
    async with world.polling():
        await world.pass_by(10 * MINUTE)
        assert 2 <= len(world.asked) <= 12
        assert world.feed("kurier").health.last_poll is None

        world.db.rows("PRAGMA max_page_count = 100000")
        await world.pass_by(2 * MINUTE)
        assert world.feed("kurier").health.last_success is not None
