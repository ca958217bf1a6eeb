"""A night full of accidents: after each the database must be that of a night without. Ends with 1 where it is not.

    python -m tests.bench.chaos [--short] [--runs 100] [--seed 1]

A player in a process of its own plays the shipped tape `eil-nacht` into a file. Meanwhile, at random: it is killed and
started again; its disk is full; the network is away; its clock leaps; another process locks the database; a screen
reads along in a terminal that changes its size without end and vanishes. `--short` is four runs.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import random
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx

from tests.bench.screen import Screen
from tests.bench.table import TICKER, Figure
from tests.poller.dump import dump
from ticker.errors import TickerError
from ticker.feeds.apart import Parser
from ticker.model import Feed
from ticker.net.client import make_client
from ticker.poller.network import is_unreached
from ticker.poller.poll import read, record
from ticker.poller.replay import play, subscribe
from ticker.store import entries, feeds
from ticker.store.database import Database, memory_database, open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.tape.model import Take, Tape
from ticker.tape.transport import TapeTransport

TAPE = "eil-nacht"
BUSY_SECONDS = 0.05


# The player: a process that is disturbed and goes on where it was


class _Away(httpx.AsyncBaseTransport):
    """No network."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("the network is away", request=request)


async def play_on(path: Path, seed: int) -> None:
    """Play what the database does not have yet, through accidents; prints each of them."""
    tape, chance = shelf.take_down(TAPE), random.Random(seed)
    leap = timedelta()
    with open_database(path, timeout=BUSY_SECONDS) as db:
        async with Parser() as parser:
            while True:
                leap += timedelta(hours=chance.uniform(-5, 5)) if chance.random() < 0.1 else timedelta()
                clock = TapeClock(tape.start + leap, math.inf)
                try:
                    if not feeds.all_feeds(db):
                        subscribe(db, tape)
                    if not await _one_more(db, tape, parser, clock, chance):
                        return
                except TickerError as error:
                    print(f"busy or full: {error}", flush=True)


async def _one_more(db: Database, tape: Tape, parser: Parser, clock: TapeClock, chance: random.Random) -> bool:
    """Play the first take that the database does not have; False where it has all."""
    transport = TapeTransport(tape)
    for number, take in enumerate(tape.takes):
        if number in transport.played:
            continue
        feed = feeds.by_url(db, take.url)
        if feed is None or _has(feed, take):
            transport.skip(take.url)
            if target := take.header("location"):  # the second hop was played with the first
                transport.skip(target)
            continue
        await clock.sleep_until(take.at)
        away = chance.random() < 0.05
        rest = TapeTransport(replace(tape, takes=tape.takes[number:]))
        async with make_client(_Away() if away else rest) as client:
            reading = await read(client, feed, take.at, parser=parser, known=partial(entries.known, db, feed.id))
        if away:
            assert is_unreached(reading.failure), "nobody could be reached"
            print("network away", flush=True)
            return True  # the loop does not write down what only shows that the network is away
        with _full_disk(db) if chance.random() < 0.05 else _room(db):
            record(db, feed, reading, take.at, jitter=0.0)
        print("took", flush=True)
        return True
    return False


def _has(feed: Feed, take: Take) -> bool:
    """Whether the database has the take already: a poll is written whole or not at all."""
    return feed.health.last_poll is not None and feed.health.last_poll >= take.at


class _room:
    """A disk with room."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_error: object) -> None:
        self._db.rows("PRAGMA max_page_count = 4294967294")


class _full_disk(_room):
    """A disk on which nothing more fits."""

    def __enter__(self) -> None:
        self._db.rows(f"PRAGMA max_page_count = {self._db.rows('PRAGMA page_count')[0][0]}")


# The accidents from outside


@dataclass(slots=True)
class Run:
    """One disturbed night: what happened, and whether the database is as it should be."""

    seed: int
    accidents: Counter[str] = field(default_factory=Counter)
    same: bool = False
    integrity: str = ""
    screen_code: int | None = None

    @property
    def faults(self) -> list[str]:
        """What went wrong."""
        found = [] if self.same else [f"seed {self.seed}: another database than that of a quiet night"]
        if self.integrity != "ok":
            found.append(f"seed {self.seed}: the database is not whole: {self.integrity}")
        if self.screen_code not in (None, 0, 128 + signal.SIGHUP, -signal.SIGHUP):
            found.append(f"seed {self.seed}: the screen ended with {self.screen_code}")
        return found


def disturbed(seed: int, quiet: list[str], *, with_screen: bool) -> Run:
    """Play the night with accidents, and compare."""
    run, chance = Run(seed), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="ticker-") as folder:
        path = Path(folder) / "ticker.db"
        open_database(path).close()
        screen = Screen(path) if with_screen else None
        try:
            attempt = 0
            while _killed(path, seed * 1000 + attempt, chance, run, screen):
                attempt += 1
            if screen is not None:
                run.screen_code = screen.vanish()
                run.accidents["terminal gone"] += 1
        finally:
            if screen is not None:
                screen.__exit__(None, None, None)
        with open_database(path) as db:
            run.integrity = db.rows("PRAGMA integrity_check")[0][0]
            run.same = content(db) == quiet
    return run


def _killed(path: Path, seed: int, chance: random.Random, run: Run, screen: Screen | None) -> bool:
    """Let a player work for a while among accidents; whether it was killed before it came to the end."""
    player = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.chaos", "--play", str(path), "--seed", str(seed)], stdout=subprocess.PIPE
    )
    assert player.stdout is not None
    left = chance.randrange(1, 25)  # takes that it may play
    told = b""
    try:
        while player.poll() is None and told.count(b"took") < left:
            if chance.random() < 0.1:
                _lock(path, chance.uniform(0.01, 0.2))
                run.accidents["locked"] += 1
            if screen is not None:
                screen.resize(chance.randrange(10, 240), chance.randrange(3, 70))
                run.accidents["resized"] += 1
            if select.select([player.stdout], [], [], 0.02)[0]:
                told += os.read(player.stdout.fileno(), 4096)
        if player.poll() is None:
            time.sleep(chance.uniform(0, 0.03))
            player.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
    finally:
        rest, _ = player.communicate()
    lines = (told + rest).decode().splitlines()
    run.accidents.update(line.partition(":")[0] for line in lines if line != "took")
    run.accidents["killed"] += player.returncode < 0
    if player.returncode > 0:
        raise SystemExit(f"the player ended with {player.returncode}")
    return player.returncode != 0


def _lock(path: Path, seconds: float) -> None:
    """Hold the database, as another program might."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return  # the player holds it
        time.sleep(seconds)
        connection.execute("ROLLBACK")


def content(db: Database) -> list[str]:
    """What counts: everything but what a screen remembers about itself."""
    return [line for line in dump(db) if not line.startswith("setting ")]


async def _quiet() -> list[str]:
    tape = shelf.take_down(TAPE)
    with memory_database() as db:
        subscribe(db, tape)
        async for _changes in play(db, tape, TapeClock(tape.start, math.inf)):
            pass
        return content(db)


def nights(count: int, seed: int) -> list[Run]:
    """So many disturbed nights; every other one with a screen."""
    quiet = asyncio.run(_quiet())
    return [disturbed(seed + number, quiet, with_screen=number % 2 == 0) for number in range(count)]


def rows(short: bool) -> list[Figure]:
    """How many accidents, how many faults."""
    runs = nights(2 if short else 100, 1)
    accidents = sum((run.accidents for run in runs), Counter[str]())
    task = f"{len(runs)} nights of accidents"
    return [
        *(Figure(f"{task}: {name}", TICKER, count, "accidents") for name, count in sorted(accidents.items())),
        Figure(f"{task}: faults", TICKER, sum(len(run.faults) for run in runs), "count"),
    ]


def main() -> int:
    """Disturb, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--play", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.play is not None:
        asyncio.run(play_on(wanted.play, wanted.seed))
        return 0
    runs = nights(wanted.runs or (4 if wanted.short else 100), wanted.seed)
    accidents = sum((run.accidents for run in runs), Counter[str]())
    faults = [fault for run in runs for fault in run.faults]
    print(f"{len(runs)} nights: " + ", ".join(f"{count} × {name}" for name, count in sorted(accidents.items())))
    print("\n".join(faults) or "every database is that of a quiet night")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
