"""Watched folders: what agencies deliver as files is read, whole or not yet, moved, deleted or broken."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from ticker.errors import Cause
from ticker.feeds.apart import Parser
from ticker.model import Feed, FeedKind
from ticker.poller.folder import address_of
from ticker.poller.poll import record
from ticker.poller.reading import read_folder
from ticker.schedule import Reason
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


class Watch:
    """A watched folder; `look` is a poll, two minutes after the one before."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db = db
        self.folder = folder
        folder.mkdir()
        # the times of files are the machine's: so is this clock's start
        self.clock = FakeClock(datetime.now(UTC))
        feeds.add(db, address_of(folder), self.clock.now())

    def deliver(self, name: str, version: int = 1, urn: str = "urn:1", status: str = "usable") -> Path:
        said = {"format": "digitalwires", "urn": urn, "version": version, "pubstatus": status}
        said |= {"version_created": f"2023-09-13T0{version}:00:00Z", "headline": f"{urn} {version}"}
        path = self.folder / name
        path.write_text(json.dumps(said))
        return path

    async def look(self) -> Feed:
        feed = self.feed
        async with Parser() as parser:
            record(self.db, feed, await read_folder(feed, self.clock.now(), parser), self.clock.now(), jitter=0.0)
        self.clock.moment += timedelta(minutes=2)
        return self.feed

    @property
    def feed(self) -> Feed:
        (feed,) = feeds.all_feeds(self.db)
        return feed

    @property
    def titles(self) -> set[str | None]:
        return {entry.data.title for entry in entries.latest(self.db, None) if entry.withdrawn_at is None}


@pytest.fixture
def watch(db: Database, tmp_path: Path) -> Watch:
    return Watch(db, tmp_path / "eingang")


async def test_files_become_entries_with_their_versions(watch: Watch) -> None:
    watch.deliver("a1.json")
    watch.deliver("b1.json", urn="urn:2")
    feed = await watch.look()
    assert (feed.kind, feed.title, feed.interval, feed.interval_reason) == (
        FeedKind.AGENCY,
        "eingang",
        10,
        Reason.USUAL,
    )
    assert watch.titles == {"urn:1 1", "urn:2 1"}
    watch.deliver("a2.json", version=2)
    watch.deliver("b-kill.json", version=2, urn="urn:2", status="canceled")
    await watch.look()
    assert watch.titles == {"urn:1 2"}
    assert [e.revision for e in entries.latest(watch.db, None) if e.data.id == "urn:1"] == [2]


async def test_where_nothing_has_changed_nothing_is_read(watch: Watch) -> None:
    watch.deliver("a1.json")
    received = (await watch.look()).bytes_received
    assert received > 0
    assert (await watch.look()).bytes_received == received


async def test_a_half_written_file_waits_until_it_is_whole(watch: Watch) -> None:
    path = watch.deliver("a1.json")
    whole = path.read_text()
    path.write_text(whole[:40])
    feed = await watch.look()
    assert (feed.health.failure, watch.titles) == (None, set())
    path.write_text(whole)
    await watch.look()
    assert watch.titles == {"urn:1 1"}


async def test_a_file_that_stays_broken_is_named_and_hinders_no_other(watch: Watch) -> None:
    (watch.folder / "kaputt.json").write_text("{")
    (watch.folder / "fremd.txt").write_text("Guten Tag")
    watch.clock.moment += timedelta(minutes=5)
    feed = await watch.look()
    assert feed.health.failure is not None
    assert feed.health.failure.cause is Cause.UNREADABLE
    assert feed.health.failure.detail.endswith("(+1)")
    assert feed.interval == 10
    watch.deliver("a1.json")
    await watch.look()
    assert watch.titles == {"urn:1 1"}
    watch.clock.moment += timedelta(hours=2)
    assert (await watch.look()).health.failure is not None  # the last look lies two hours back
    watch.clock.moment += timedelta(hours=2)
    assert (await watch.look()).health.failure is None


async def test_what_is_moved_or_deleted_stays_stored(watch: Watch) -> None:
    watch.deliver("a1.json").rename(watch.folder / "anders.json")
    await watch.look()
    (watch.folder / "anders.json").unlink()
    feed = await watch.look()
    assert (watch.titles, feed.health.failure) == ({"urn:1 1"}, None)


async def test_an_old_file_that_is_moved_here_is_read(watch: Watch, tmp_path: Path) -> None:
    await watch.look()
    path = watch.deliver("a1.json")
    os.utime(path, (1, 1))
    away = path.rename(tmp_path / "a1.json")
    away.rename(path)
    await watch.look()
    assert watch.titles == {"urn:1 1"}


async def test_copies_under_way_links_and_hidden_files_are_passed_over(watch: Watch, tmp_path: Path) -> None:
    for name in (".a.json", "a.json.part", "b.json.tmp", "c.json~"):
        watch.deliver(name)
    (watch.folder / "leer.json").touch()
    (watch.folder / "ordner").mkdir()
    secret = tmp_path / "geheim.json"
    watch.deliver("x.json").rename(secret)
    (watch.folder / "link.json").symlink_to(secret)
    feed = await watch.look()
    assert (watch.titles, feed.health.failure) == (set(), None)


async def test_a_folder_that_is_gone_is_a_named_failure_and_comes_back(watch: Watch) -> None:
    watch.folder.rmdir()
    feed = await watch.look()
    assert feed.health.failure is not None
    assert str(watch.folder) in feed.health.failure.detail
    watch.folder.mkdir()
    watch.deliver("a1.json")
    await watch.look()
    assert (watch.titles, watch.feed.health.failure) == ({"urn:1 1"}, None)
