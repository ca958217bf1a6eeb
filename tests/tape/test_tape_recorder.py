"""Recording: what goes over real sockets is on the tape, and plays as it was."""

from __future__ import annotations

import asyncio
import gzip
import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.fakes import FakeClock
from tests.loopback import Gate, Reply, Site
from tests.tape.build import rss
from ticker.config import FeedSettings
from ticker.errors import Cause, UsageError
from ticker.model import Validators
from ticker.net.access import Access
from ticker.net.client import make_client
from ticker.net.fetch import Limits, cause_of, fetch
from ticker.poller.poll import poll
from ticker.poller.replay import play, rehearse, subscribe
from ticker.store import entries, feeds
from ticker.store.database import open_database
from ticker.tape import warc
from ticker.tape.clock import TapeClock
from ticker.tape.model import Take
from ticker.tape.recorder import Deck, Recorder

NOTHING = Validators()


class Studio:
    """A recorder on a client, and a clock."""

    def __init__(self, path: Path, *, patience: float = 59) -> None:
        self.path = path
        self.clock = FakeClock(datetime(2023, 9, 13, 8, 15, tzinfo=UTC))
        self.deck = Deck(self.clock)
        self.recorder = self.deck.recorder = Recorder(path, self.clock, cause_of, patience=patience)
        self.recorder.begin("Probe", [])

    def client(self, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
        return make_client(transport, around=self.deck.around)

    def takes(self) -> list[Take]:
        self.recorder.close()
        tape, remarks = warc.examine(self.path)
        assert remarks == []
        return list(tape.takes)


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(tmp_path / "tape.warc.gz")


async def test_a_recorded_hour_plays_as_it_was(tmp_path: Path, studio: Studio) -> None:
    async with Site() as site, studio.client() as client:
        site.feed("/a", rss("eins"), etag='"1"', last_modified="Wed, 13 Sep 2023 08:00:00 GMT")
        site.routes["/alt"] = Reply(status=301, headers=(("Location", "/a"),))
        site.routes["/weg"] = Reply(b"<p>weg</p>", status=410)
        urls = [site.url + path for path in ("/a", "/alt", "/weg")]
        studio.recorder.begin("Probe", urls)
        with open_database(tmp_path / "live.db") as live, open_database(tmp_path / "again.db") as again:
            for url in urls:
                feeds.add(live, url, studio.clock.now())
            for round_ in range(3):
                for url in urls:
                    feed = feeds.by_url(live, url)
                    assert feed is not None
                    await poll(live, client, feed, studio.clock.now())
                    studio.clock.moment += timedelta(minutes=7)
                if round_ == 0:
                    site.feed("/a", rss("eins", "zwei"), etag='"2"')
            takes = studio.takes()
            tape = warc.read(studio.path)
            subscribe(again, tape)
            async for _changes in play(again, tape, TapeClock(tape.start, float("inf"))):
                pass

            assert [take.status for take in takes] == [200, 301, 200, 410, 200, 301, 200, 410, 304, 301, 304, 410]
            assert await rehearse(tape) == []
            same = [[(e.data, e.first_seen, e.revision) for e in entries.latest(db, None)] for db in (live, again)]
            assert same[0] == same[1]
            assert len(same[0]) == 4


async def test_the_first_question_to_an_address_goes_without_validators(studio: Studio) -> None:
    async with Site() as site, studio.client() as client:
        url = site.feed("/a", rss("eins"), etag='"1"')
        known = Validators('"1"')
        for _ in range(2):
            await fetch(client, url, known, studio.clock.now())
        assert [request.header("if-none-match") for request in site.requests] == [None, '"1"']
        assert [request.header("a-im") for request in site.requests] == [None, "feed"]

    first, second = studio.takes()
    assert (first.status, first.request, second.status, second.request) == (200, NOTHING, 304, known)


async def test_bodies_are_kept_as_they_were_sent(studio: Studio) -> None:
    async with Site() as site, studio.client() as client:
        site.routes["/a"] = Reply(rss("eins"), gzip=True)
        await fetch(client, site.url + "/a", NOTHING, studio.clock.now())

    (take,) = studio.takes()
    assert take.body == gzip.compress(rss("eins"), mtime=0)
    assert take.header("content-encoding") == "gzip"


async def test_faults_are_takes_too(studio: Studio) -> None:
    async with Site() as site, studio.client() as client:
        site.routes["/cut"] = Reply(rss("eins"), sends=10)
        site.routes["/raw"] = Reply(raw=b"")
        port = site.url.rpartition(":")[2]
        addresses = ["/cut", "/raw"]
        for url in [
            *(site.url + path for path in addresses),
            f"https://127.0.0.1:{port}/",
            "http://127.0.0.1:1/",
            "http://nirgends.invalid/",
        ]:
            await fetch(client, url, NOTHING, studio.clock.now())
            studio.clock.moment += timedelta(seconds=1)

    takes = studio.takes()
    assert [(take.status, take.fault) for take in takes] == [
        (200, Cause.BROKEN),
        (None, Cause.BROKEN),
        (None, Cause.TLS),
        (None, Cause.CONNECT),
        (None, Cause.DNS),
    ]
    assert takes[0].body == rss("eins")[:10]


class Never(httpx.AsyncBaseTransport):
    """A server that does not answer; a day goes by at `clock` meanwhile."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.asked = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.clock.moment += timedelta(days=1)
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError


async def test_who_is_given_up_timed_out(studio: Studio) -> None:
    async with studio.client(Never(studio.clock)) as client:
        await fetch(client, "http://bote.example/", NOTHING, studio.clock.now(), limits=Limits(total=0.01))

    (take,) = studio.takes()
    assert take.fault is Cause.TIMEOUT


async def test_the_end_of_the_program_is_no_fault_of_a_server(tmp_path: Path) -> None:
    studio = Studio(tmp_path / "tape.warc", patience=10**6)
    wall = Never(studio.clock)
    async with Site() as site, studio.client() as client, studio.client(wall) as walled:
        site.routes["/half"] = Reply(rss("eins"), sends=10, gate=Gate())
        await fetch(client, site.url + "/", NOTHING, studio.clock.now())
        asked = [
            asyncio.create_task(fetch(walled, "http://bote.example/", NOTHING, studio.clock.now())),
            asyncio.create_task(fetch(client, site.url + "/half", NOTHING, studio.clock.now())),
        ]
        await wall.asked.wait()
        while len(site.requests) < 2:
            await asyncio.sleep(0)
        for one in asked:
            one.cancel()
            with suppress(asyncio.CancelledError):
                await one

    assert [take.status for take in studio.takes()] == [404]


async def test_no_secret_is_on_the_tape(studio: Studio) -> None:
    secrets = ("hunter22", "tok-4711-x", "key-0815-y", "crumb-99-zz")
    async with Site() as site, studio.client() as client:
        address = f"{site.url}/f?token=tok-4711-x&ressort=lokal"
        body = rss("Sie kennen tok-4711-x und key-0815-y")
        site.routes["/f?token=tok-4711-x&ressort=lokal"] = Reply(
            body, gzip=True, headers=(("Set-Cookie", "sid=crumb-99-zz"), ("Link", f"<{address}>; rel=self"))
        )
        access = Access(
            {address: FeedSettings({"X-Api-Key": "key-0815-y", "Authorization": "Bearer hunter22"})}, os.environ
        )
        await fetch(client, address, NOTHING, studio.clock.now(), access=access)
        assert "hunter22" in site.requests[0].raw.decode()

    (take,) = studio.takes()
    plain = gzip.decompress(studio.path.read_bytes()) if studio.path.suffix == ".gz" else b""
    for secret in secrets:
        assert secret.encode() not in plain, secret
    assert re.fullmatch(re.escape(site.url) + r"/f\?token=REDACTED-[0-9]&ressort=lokal", take.url)
    assert b"ressort=lokal" in plain
    assert take.header("content-encoding") is None


async def test_a_full_disk_ends_the_recording_and_nothing_else(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    studio = Studio(full)
    async with Site() as site, studio.client() as client:
        url = site.feed("/a", rss("eins"))
        for _ in range(2):
            assert not isinstance(await fetch(client, url, NOTHING, studio.clock.now()), str)
    studio.recorder.close()

    assert studio.recorder.error is not None
    assert studio.recorder.takes == 0


def test_a_file_that_cannot_be_written_gets_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        Studio(tmp_path)


async def test_a_recording_can_be_continued(tmp_path: Path) -> None:
    for _ in range(2):
        studio = Studio(tmp_path / "tape.warc.gz")
        async with Site() as site, studio.client() as client:
            await fetch(client, site.feed("/a", rss("eins")), NOTHING, studio.clock.now())
        takes = studio.takes()

    assert len(takes) == 2
