"""Kill -9 at random instants: afterwards nothing that was stored may be lost, doubled or torn. Ends with 1 where it is.

    python -m tests.bench.kill [--short] [--kills 500] [--seed 1]

The programs are the real ones: `ticker poll`, and `ticker` in a terminal of its own with the poller that it starts,
over a server of this machine whose feeds go on as fast as they are stored; and `ticker replay` at full speed, with and
without a screen. Killed is the poller, the screen while its reader marks entries, or the screen's poller; the replay,
its screen, or its player. The databases are then compared with those of runs that nobody disturbed. `--short` is eight
kills.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.killreplay import HEADLESS, PLAYER, Replays
from tests.bench.killreplay import SCREEN as REPLAY_SCREEN
from tests.bench.killserver import World, serving
from tests.bench.same import differences
from tests.bench.screen import Screen, gone
from tests.bench.table import TICKER, Figure
from tests.terminal import children_of
from ticker.feeds.apart import Parser
from ticker.net.client import make_client
from ticker.poller.poll import poll
from ticker.store import agenda, doctor, feeds
from ticker.store.database import Database, open_database

POLLER, SCREEN, CHILD = "the poller", "the screen", "the screen's poller"
VICTIMS = {POLLER: 0.3, SCREEN: 0.2, CHILD: 0.14, HEADLESS: 0.16, REPLAY_SCREEN: 0.1, PLAYER: 0.1}
FEEDS = 8
PATIENCE = 60.0  # seconds
_KEYS = "jjfjjmjjbju"  # down, star, read, later, undo
_EARLY = 0.2  # of all kills come in the first second, before anything was asked in most cases


@dataclass(slots=True)
class Outcome:
    """What was done, and what is wrong with the database that came of it."""

    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: int = 0
    entries: int = 0
    versions: int = 0
    marks: int = 0
    replayed: int = 0
    faults: list[str] = field(default_factory=list)


def killed(count: int, seed: int) -> Outcome:
    """Kill so many times, let the last poller come to rest, and compare."""
    done, chance = Outcome(), random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="ticker-") as folder, serving(FEEDS) as world:
        path = Path(folder) / "ticker.db"
        path.with_name("config.toml").touch()
        subscribe(path, world)
        replays = Replays(Path(folder), chance)
        with open_database(path) as db:
            for victim in _victims(count, chance):
                early = chance.random() < _EARLY
                done.kills[victim, "in its first second" if early else "at work"] += 1
                if victim in (HEADLESS, REPLAY_SCREEN, PLAYER):
                    replays.live(victim, early=early)
                else:
                    done.faults += _life(db, world, victim, chance, early)
            world.end()
            with _poller(path):
                _wait(db, world, lambda: world.settled)
        done.asked, done.replayed = world.asked, replays.entries
        done.faults += world.wrong + replays.faults
        _judge(path, Path(folder) / "quiet.db", world, done)
    return done


def subscribe(path: Path, world: World) -> None:
    """Make the database, with the feeds of the server."""
    with open_database(path) as db:
        for url in world.urls():
            feeds.add(db, url, datetime.now(UTC))


def _victims(count: int, chance: random.Random) -> list[str]:
    """Who is killed in which order: each at least once where there are so many kills."""
    rest = max(0, count - len(VICTIMS))
    return [*list(VICTIMS)[:count], *chance.choices(list(VICTIMS), list(VICTIMS.values()), k=rest)]


def _life(db: Database, world: World, victim: str, chance: random.Random, early: bool) -> list[str]:
    """Start a program, and kill it or a part of it at a moment of chance; gives what it left behind."""
    before = world.asked
    _ask(db)
    with _poller(db.path) if victim == POLLER else _screen(db.path) as program:
        if early:
            time.sleep(chance.uniform(0, 1.0))
        else:
            requests = chance.randint(1, FEEDS)
            _wait(db, world, lambda: world.asked >= before + requests)
            _work(program, chance)
        children = [] if victim == POLLER else children_of(program.pid)
        if victim == CHILD:
            for child in children:
                os.kill(child, signal.SIGKILL)
            time.sleep(chance.uniform(0, 0.1))
        os.kill(program.pid, signal.SIGKILL)
    return [f"{victim} has left a process behind" for child in children if not gone(child, PATIENCE)]


def _work(program: object, chance: random.Random) -> None:
    """Let it go on for a moment, most often not longer than an answer takes to be stored; a reader marks entries."""
    end = time.monotonic() + chance.choice((0.02, 0.05, 0.5)) * chance.random()
    while time.monotonic() < end:
        if isinstance(program, Screen):
            program.press(chance.choice(_KEYS))
        time.sleep(chance.uniform(0.0005, 0.02))


def _ask(db: Database) -> None:
    for feed in feeds.all_feeds(db):
        agenda.ask_now(db, feed.id, datetime.now(UTC))


def _wait(db: Database, world: World, holds: Callable[[], bool]) -> None:
    end, next_wish = time.monotonic() + PATIENCE, time.monotonic()
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"nothing happens any more, after {world.asked} requests")
        if time.monotonic() > next_wish:
            _ask(db)
            next_wish = time.monotonic() + 0.2
        time.sleep(0.001)


def _command(path: Path) -> list[str]:
    return [sys.executable, "-m", "ticker", "--config", str(path.with_name("config.toml")), "--db", str(path)]


@contextmanager
def _poller(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([*_command(path), "poll"], stdout=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def _screen(path: Path) -> Screen:
    return Screen(path, _command(path))


# What came of it


def _judge(path: Path, quiet: Path, world: World, done: Outcome) -> None:
    world.begin_again()
    asyncio.run(undisturbed(quiet, world))
    found = doctor.examine(path)
    done.faults += [*found.damage, *([] if found.well else ["what the tables say does not fit together"])]
    done.entries, done.versions = found.rows["entry"], found.rows["revision"]
    with open_database(path) as db, open_database(quiet) as other:
        done.faults += differences(db, other)
        done.marks = db.rows("SELECT COUNT(*) FROM change WHERE kind = 'entry-marked'")[0][0]


async def undisturbed(path: Path, world: World) -> None:
    """Store the same editions one after another."""
    subscribe(path, world)
    with open_database(path) as db:
        async with make_client() as client, Parser() as parser:
            while not world.settled:
                for feed in feeds.all_feeds(db):
                    await poll(db, client, feed, datetime.now(UTC), parser=parser)


def rows(short: bool) -> list[Figure]:
    """How many kills, how many faults."""
    done = killed(8 if short else 500, 1)
    task = f"{done.kills.total()} kills"
    return [
        *(Figure(f"{task}: {victim}, {when}", TICKER, some, "kills") for (victim, when), some in _sorted(done)),
        Figure(f"{task}: faults", TICKER, len(done.faults), "count"),
    ]


def _sorted(done: Outcome) -> list[tuple[tuple[str, str], int]]:
    return sorted(done.kills.items())


def main() -> int:
    """Kill, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    began = time.monotonic()
    done = killed(wanted.kills or (8 if wanted.short else 500), wanted.seed)
    for (victim, when), some in _sorted(done):
        print(f"killed: {victim:<28}{when:<20}{some:>6}")
    print(
        f"{done.kills.total()} kills in {time.monotonic() - began:.0f} s, {done.asked:,} requests, {done.entries:,}"
        f" entries in {done.versions:,} versions, {done.marks:,} marks, {done.replayed:,} entries in killed replays"
    )
    print("\n".join(done.faults) or "integrity ok, nothing lost, nothing doubled")
    return 1 if done.faults else 0


if __name__ == "__main__":
    sys.exit(main())
