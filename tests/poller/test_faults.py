"""Each fault that a net and a server can have, at the first poll of a feed and at a later one."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from tests.documents import Item, rss
from tests.fakes import FakeClock
from tests.feeds.pages import live_page, update
from tests.loopback import Gate, Reply, Route, Site
from tests.poller.public import PublicNet
from ticker.errors import Cause
from ticker.model import Feed, Health, Validators
from ticker.net.client import make_client
from ticker.poller import loop
from ticker.schedule import SPREAD, Reason
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database

HOUR, DAY = 3600, 24 * 3600
TWO = rss([Item("Brücke gesperrt", "Bis Freitag."), Item("Rathaus offen", "Ab Montag.")])
HALF = rss([Item("Markt verlegt", "Auf Montag."), Item("Zoo voll", "Bis zum Abend.")]).partition(b"zum Abend")[0]
KNOWN = Validators('"v1"', "Wed, 13 Sep 2023 08:00:00 GMT")
RSS = (("Content-Type", "application/rss+xml"),)
URL, OTHER = "http://kurier.example/feed", "http://bote.example/feed"


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, what it is called, and in how many seconds the feed is asked again after 1, 2 and 6 of it.

    `host` is where the trouble lies in the net; `route` what the server does; `keeps` is how many of the
    entries that came with it are good and kept.
    """

    cause: Cause
    route: Route = Reply()  # noqa: RUF009 - immutable
    host: str = ""
    status: int | None = None
    again: tuple[int | None, ...] = (HOUR, 2 * HOUR, DAY)
    reason: Reason = Reason.BACKOFF
    keeps: int = 0


def status(code: int, cause: Cause = Cause.STATUS, *headers: tuple[str, str]) -> Fault:
    return Fault(cause, Reply(b"Fehler", status=code, headers=headers), status=code)


PATIENCE = ("Retry-After", str(3 * HOUR))
DATE = ("Retry-After", "Wed, 13 Sep 2023 23:15:00 GMT")  # fifteen hours after the clock's start

BLOG = live_page([update("09:00", "Ankunft"), update("08:00", "Ausblick"), update("07:00", "Abfahrt")]).encode()
UNREACHED = (60, 120, 32 * 60)

FAULTS = {
    "no such name": Fault(Cause.DNS, host="nowhere", again=UNREACHED),
    "connection refused": Fault(Cause.CONNECT, host="closed", again=UNREACHED),
    "no TLS": Fault(Cause.TLS, host="plain"),
    "hang": Fault(Cause.TIMEOUT, Reply(TWO, gate=Gate())),
    "hang in the body": Fault(Cause.TIMEOUT, Reply(TWO, sends=40, gate=Gate())),
    "truncated": Fault(Cause.BROKEN, Reply(TWO, sends=40)),
    "no HTTP": Fault(Cause.BROKEN, Reply(raw=b"\x00\x01 nonsense\r\n\r\n")),
    "hangs up": Fault(Cause.BROKEN, Reply(raw=b"")),
    "bad gzip": Fault(Cause.BROKEN, Reply(TWO, headers=(*RSS, ("Content-Encoding", "gzip"))), status=200),
    "half a gzip": Fault(
        Cause.BROKEN, Reply(gzip.compress(TWO)[:-9], headers=(*RSS, ("Content-Encoding", "gzip"))), status=200
    ),
    "Brotli": Fault(Cause.BROKEN, Reply(TWO, headers=(*RSS, ("Content-Encoding", "br"))), status=200),
    "bomb": Fault(
        Cause.TOO_LARGE,
        Reply(gzip.compress(b" " * 30 * 2**20), headers=(*RSS, ("Content-Encoding", "gzip"))),
        status=200,
    ),
    "401": status(401),
    "403": status(403),
    "404": status(404),
    "410": replace(status(410, Cause.GONE), again=(None, None, None), reason=Reason.GONE),
    "429": status(429, Cause.BUSY),
    "429, seconds": replace(
        status(429, Cause.BUSY, PATIENCE), again=(3 * HOUR, 3 * HOUR, DAY), reason=Reason.RETRY_AFTER
    ),
    "429, a date": replace(status(429, Cause.BUSY, DATE), again=(15 * HOUR, 15 * HOUR, DAY), reason=Reason.RETRY_AFTER),
    "500": status(500),
    "503": status(503, Cause.BUSY),
    "503, seconds": replace(
        status(503, Cause.BUSY, PATIENCE), again=(3 * HOUR, 3 * HOUR, DAY), reason=Reason.RETRY_AFTER
    ),
    "redirect loop": Fault(Cause.REDIRECT, Reply(status=302, headers=(("Location", URL),)), status=302),
    "redirect home": Fault(
        Cause.REDIRECT, Reply(status=301, headers=(("Location", "http://127.0.0.1/feed"),)), status=301
    ),
    "redirect to a file": Fault(
        Cause.REDIRECT, Reply(status=302, headers=(("Location", "file:///etc/passwd"),)), status=302
    ),
    "a page": Fault(
        Cause.NOT_A_FEED,
        Reply(b"<!doctype html><html><body>Wartung</body></html>", headers=(("ETag", '"page"'),)),
        status=200,
    ),
    "breaks off": Fault(
        Cause.UNREADABLE,
        Reply(BLOG[: BLOG.index(b'"Abfahrt"')], headers=(("Content-Type", "text/html"), ("ETag", '"half"'))),
        status=200,
        again=(60, 120, 32 * 60),  # as live blogs are asked
        keeps=2,
    ),
    "breaks off within an entry": Fault(
        Cause.UNREADABLE,
        Reply(HALF, headers=(*RSS, ("ETag", '"half"'))),
        status=200,
        again=(3600, 3600, 3600),
        reason=Reason.USUAL,
        keeps=2,
    ),  # as often as ever: it brings news
    "empty": Fault(Cause.NOT_A_FEED, Reply(b"", headers=(*RSS, ("ETag", '"empty"'))), status=200),
}


@dataclass(slots=True)
class Stage:
    """A database with a feed and a neighbour of it, which answers well."""

    db: Database
    site: Site
    clock: FakeClock
    client: httpx.AsyncClient
    servers: dict[str, str]

    def feed(self, url: str = URL) -> Feed:
        found = feeds.by_url(self.db, url)
        assert found is not None
        return found

    def strike(self, fault: Fault) -> None:
        """From now on the feed has this fault."""
        self.site.routes["/feed"] = fault.route
        self.servers["kurier.example"] = self.servers.get(fault.host, self.site.url)
        if fault.cause is Cause.TIMEOUT:
            self.client.timeout = httpx.Timeout(5, read=0.05)

    def mend(self) -> None:
        """The feed is well."""
        self.client.timeout = httpx.Timeout(5)
        self.servers["kurier.example"] = self.site.url
        self.site.feed("/feed", TWO, etag=KNOWN.etag, last_modified=KNOWN.last_modified)

    async def poll(self) -> Feed:
        """Poll the feed in the way of the loop."""
        await loop.run_once(self.db, self.client, self.clock, [self.feed()])
        return self.feed()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port on which nobody listens: taken, so that nobody else will."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture
async def stage(tmp_path: Path, closed_port: int) -> AsyncIterator[Stage]:
    async with Site() as site:
        servers = {
            "nowhere": "http://ticker.invalid",
            "closed": f"http://127.0.0.1:{closed_port}",
            "plain": site.url.replace("http:", "https:"),
        }
        net = PublicNet(servers, otherwise=site.url)
        with open_database(tmp_path / "ticker.db") as db:
            async with make_client(net) as client:
                made = Stage(db, site, FakeClock(), client, servers)
                for url in (URL, OTHER):
                    feeds.add(db, url, made.clock.now())
                made.mend()
                await loop.run_once(db, client, made.clock, [made.feed(OTHER)])
                yield made


def in_time(feed: Feed, clock: FakeClock, seconds: int | None) -> bool:
    """Whether the next poll comes in so many seconds, and by chance up to a tenth later."""
    if seconds is None or feed.next_poll is None:
        return seconds is None and feed.next_poll is None
    wait = (feed.next_poll - clock.now()).total_seconds()
    return seconds <= wait <= seconds * (1 + SPREAD)


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_at_the_first_poll(stage: Stage, name: str) -> None:
    fault, neighbour = FAULTS[name], stage.feed(OTHER)
    stage.strike(fault)

    feed = await stage.poll()
    assert feed.health.failure is not None
    assert feed.health.failure.cause is fault.cause
    assert feed.health.status == feed.health.failure.status == fault.status
    assert (feed.health.failures, feed.health.last_success) == (1, None)
    assert (feed.validators, feed.body_digest, feed.entry_count) == (Validators(), None, fault.keeps)
    assert feed.interval_reason == fault.reason.value
    assert in_time(feed, stage.clock, fault.again[0])
    assert stage.feed(OTHER) == neighbour


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_at_a_later_poll(stage: Stage, name: str) -> None:
    fault, neighbour = FAULTS[name], stage.feed(OTHER)
    well = await stage.poll()
    assert (well.validators, well.entry_count, well.health.failure) == (KNOWN, 2, None)
    stored = entries.latest(stage.db, None, feed_id=well.id)
    stage.strike(fault)

    for number in range(6):
        stage.clock.moment += timedelta(milliseconds=1)
        feed = await stage.poll()
        if number in (0, 1):
            assert in_time(feed, stage.clock, fault.again[number])
    assert in_time(feed, stage.clock, fault.again[2])
    assert feed.health.failure is not None
    assert feed.health.failure.cause is fault.cause
    assert (feed.health.failures, feed.health.last_poll) == (6, stage.clock.now())
    assert feed.health.failing_since == stage.clock.now() - timedelta(milliseconds=5)
    assert feed.health.last_success == well.health.last_success
    assert (feed.validators, feed.body_digest, feed.title, feed.hints) == (
        well.validators,
        well.body_digest,
        well.title,
        well.hints,
    )
    after = entries.latest(stage.db, None, feed_id=well.id)
    assert len(after) == len(stored) + fault.keeps, "what came is kept, and not doubled by the next polls"
    assert [entry for entry in after if entry.key in {entry.key for entry in stored}] == stored
    assert stage.feed(OTHER) == neighbour

    asked = len(stage.site.requests)
    stage.mend()
    recovered = await stage.poll()
    assert stage.site.requests[asked].header("if-none-match") == KNOWN.etag
    assert recovered.health == Health(stage.clock.now(), stage.clock.now(), status=304)
    assert in_time(recovered, stage.clock, HOUR)


async def test_a_retry_after_counts_from_the_answer(stage: Stage) -> None:
    """It names seconds, and the answer may have been long under way."""

    def answer(_request: object) -> Reply:
        stage.clock.moment += timedelta(seconds=40)
        return Reply(status=503, headers=(PATIENCE,))

    stage.site.routes["/feed"] = answer
    feed = await stage.poll()
    assert feed.health.failure is not None
    assert feed.health.failure.retry_at == stage.clock.now() + timedelta(seconds=3 * HOUR)
    assert in_time(feed, stage.clock, 3 * HOUR)
