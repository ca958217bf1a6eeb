"""A face wishes for a recording through the database, and the poller follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.loopback import Site
from tests.tape.build import rss
from ticker.model import Validators
from ticker.net.client import make_client
from ticker.net.fetch import fetch
from ticker.poller import recording as poller_recording
from ticker.poller.lock import PollerLock
from ticker.store import feeds, recording
from ticker.store.database import Database, open_database
from ticker.tape import warc
from ticker.tape.recorder import Deck


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happens")


@pytest.fixture
def face(tmp_path: Path) -> Database:
    return open_database(tmp_path / "ticker.db")


async def test_a_wish_starts_and_ends_a_recording(
    tmp_path: Path, face: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poller_recording, "LOOK_SECONDS", 0.01)
    clock, out = FakeClock(), tmp_path / "tapes" / "a.warc.gz"
    deck = Deck(clock)
    with open_database(tmp_path / "ticker.db") as db, PollerLock(db.path) as lock:
        async with Site() as site, make_client(around=deck.around) as client:
            url = site.feed("/feed", rss("eins"))
            feeds.add(face, url, clock.now())
            following = asyncio.create_task(poller_recording.follow(db, deck, lock))
            recording.wish(face, out)
            await asyncio.sleep(0.05)
            assert deck.recorder is None, "another poller holds the lock"
            assert lock.acquire()
            await until(lambda: deck.recorder is not None)
            await fetch(client, url, Validators(), clock.now())
            await until(lambda: (state := recording.state(face)) is not None and state.takes == 1)
            feeds.add(face, site.url + "/zweiter", clock.now())
            recording.wish(face, tmp_path / "b.warc.gz")
            await until(lambda: deck.recorder is not None and deck.recorder.path.name == "b.warc.gz")
            recording.wish(face, None)
            await until(lambda: deck.recorder is None and recording.state(face) is None)
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    assert [take.url for take in warc.read(out).takes] == [url]


async def test_the_end_of_the_poller_is_the_end_of_the_recording(tmp_path: Path, face: Database) -> None:
    deck = Deck(FakeClock())
    recording.wish(face, tmp_path / "a.warc.gz")
    with open_database(tmp_path / "ticker.db") as db, PollerLock(db.path) as lock:
        lock.acquire()
        following = asyncio.create_task(poller_recording.follow(db, deck, lock))
        await until(lambda: recording.state(face) is not None)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    assert recording.wished(face) is None
    assert recording.state(face) is None


async def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, face: Database) -> None:
    deck = Deck(FakeClock())
    recording.wish(face, Path("/proc/nirgends/a.warc.gz"))
    with open_database(tmp_path / "ticker.db") as db, PollerLock(db.path) as lock:
        lock.acquire()
        following = asyncio.create_task(poller_recording.follow(db, deck, lock))
        await until(lambda: (state := recording.state(face)) is not None and state.error is not None)
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following

    assert recording.wished(face) is None
