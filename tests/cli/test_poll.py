"""`ticker poll`: once, for ever, and as a child."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker
from tests.documents import Item, rss
from tests.loopback import Reply, Site
from ticker.clock import SystemClock
from ticker.poller.lock import PollerLock
from ticker.store import feeds
from ticker.store.database import open_database

DOCUMENT = rss([Item("Brücke gesperrt"), Item("Rathaus offen")])


def subscribe(home: Path, *urls: str) -> None:
    with open_database(home / "ticker.db") as db:
        for url in urls:
            feeds.add(db, url, SystemClock().now())


def test_what_is_due_is_fetched_and_named(ticker: Ticker, site: Site, home: Path) -> None:
    site.routes["/gone"] = Reply(b"", status=404)
    subscribe(home, site.feed("/good", DOCUMENT, etag='"1"'), site.url + "/gone")

    done = ticker("poll", "--once", "--json")

    assert done.code == 0
    good, gone = sorted(done.json, key=lambda feed: feed["status"])
    assert (good["title"], good["added_entries"], good["revised_entries"], good["error"]) == ("Falkenbote", 2, 0, None)
    assert gone["error"]["cause"] == "status"
    assert len(ticker("list", "--json").json) == 2


def test_what_is_not_due_is_left_alone_unless_one_insists(ticker: Ticker, site: Site, home: Path) -> None:
    subscribe(home, site.feed("/feed", DOCUMENT, etag='"1"'))
    ticker("poll", "--once")

    assert ticker("poll", "--once").out.startswith("Kein Feed ist fällig.")
    assert len(site.requests) == 1
    assert "keine neuen" in ticker("poll", "--once", "--all").out or len(site.requests) == 2
    assert site.requests[1].header("if-none-match") == '"1"'


def test_nothing_subscribed(ticker: Ticker, home: Path) -> None:
    assert "ticker add" in ticker("poll", "--once").out


def test_two_pollers_do_not_work_on_one_database(ticker: Ticker, site: Site, home: Path) -> None:
    subscribe(home, site.feed("/feed", DOCUMENT))
    with PollerLock(home / "ticker.db") as lock:
        assert lock.acquire()
        done = ticker("poll", "--once")

    assert done.code == 1
    assert done.err.count("\n") == 1
    assert site.requests == []


@pytest.mark.parametrize("how", ["signal", "end of input"])
def test_a_child_fetches_until_it_is_told_to_stop(site: Site, home: Path, how: str) -> None:
    subscribe(home, site.feed("/feed", DOCUMENT))
    asked = site.feed("/second", DOCUMENT)
    child = subprocess.Popen(
        [sys.executable, "-m", "ticker", "poll", "--child"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )
    assert child.stdin is not None
    assert child.stderr is not None
    wait_until_polled(home, 1)
    subscribe(home, asked)
    wait_until_polled(home, 2)
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == 19  # whoever reads comes first
    if how == "signal":
        child.send_signal(signal.SIGTERM)
    else:
        child.stdin.close()

    assert child.wait(20) == 0
    assert child.stderr.read() == b""
    child.stderr.close()
    if how == "signal":
        child.stdin.close()


def wait_until_polled(home: Path, count: int) -> None:
    """Watch the database until so many feeds were asked."""
    with open_database(home / "ticker.db") as db:
        while True:
            found = feeds.overview(db)
            if found.total - found.unpolled >= count:
                return
            subprocess.run(["sh", "-c", "sleep 0.05"], check=True)
