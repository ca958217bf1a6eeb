"""A damaged database: one line that says what helps, and no program that goes on as if nothing were."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bench.fill import fill
from tests.cli.conftest import Done, Ticker
from tests.loopback import Site
from tests.store.damage import KINDS, spoil
from ticker.store import feeds
from ticker.store.database import open_database

VERBS = (
    ("list", "-n", "0"),
    ("list", "--filter", "ist:ungelesen brücke"),
    ("search", "brücke"),
    ("show", "n7"),
    ("show", "n7", "--revisions"),
    ("feeds",),
    ("tail", "--no-follow"),
    ("prune", "--older-than", "1h", "--yes"),
    ("remove", "https://outlet1.example/feed", "--yes"),
)


def told(done: Done) -> bool:
    """Whether a run ended with the one line that helps."""
    assert done.err.count("\n") == 1
    assert "ist beschädigt; ticker doctor --repair setzt sie instand" in done.err
    return done.code == 2


@pytest.fixture(params=KINDS)
def damaged(request: pytest.FixtureRequest, home: Path) -> Path:
    path = home / "ticker.db"
    fill(path, 300)
    spoil(path, request.param)
    return path


def test_every_verb_works_or_ends_with_the_line_that_helps(ticker: Ticker, damaged: Path) -> None:
    ended = [told(done) for verb in VERBS if (done := ticker(*verb)).code]
    assert ended
    assert all(ended)


def test_what_is_damaged_can_be_repaired(ticker: Ticker, damaged: Path) -> None:
    assert ticker("doctor").code == 1
    assert ticker("doctor", "--repair").code == 0
    assert ticker("doctor").code == 0
    assert all(ticker(*verb).code == 0 for verb in VERBS[:3])


def test_the_poller_ends_where_it_cannot_keep_anything(ticker: Ticker, site: Site, home: Path) -> None:
    item = "<item><guid>{0}</guid><title>Neu {0}</title></item>"
    document = "<rss version='2.0'><channel>{}</channel></rss>"
    path = home / "ticker.db"
    fill(path, 300)  # none of these feeds is ever due
    with open_database(path) as db:
        feeds.add(db, site.feed("/feed", document.format(item.format(1)).encode()), datetime.now(UTC))
    spoil(path, "entries")
    command = [sys.executable, "-m", "ticker", "--db", str(path), "--locale", "de_DE", "poll"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert told(Done(done.returncode, done.stdout, done.stderr))
    assert len(site.requests) == 1
