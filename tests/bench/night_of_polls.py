"""A disturbed night of the poller: `ticker poll`, or `ticker` in a terminal, over servers whose feeds go on as fast as
they are stored. Afterwards the database must say what that of an undisturbed night says."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.accidents import Disk, Net, TurnedClock, lock, small_disk
from tests.bench.kill import subscribe, undisturbed
from tests.bench.night import Night
from tests.bench.same import differences
from tests.bench.screen import Screen
from tests.terminal import children_of, runs
from ticker.errors import TickerError
from ticker.store import agenda, doctor, feeds
from ticker.store.database import open_database

FEEDS = 6
LIVES = 2
PATIENCE = 60.0  # seconds
_HOURS = 5
_MINUTE = 61.0  # what the poller waits after it found the network away, or the store not to be written
_KEYS = "jjjkGgmfb"


@dataclass(slots=True)
class _Place:
    """Where a night happens."""

    disk: Disk
    net: Net
    clock: TurnedClock
    words: Path  # what the programs say on their standard error
    night: Night
    chance: random.Random

    @property
    def database(self) -> Path:
        return self.disk.path / "ticker.db"

    @property
    def command(self) -> list[str]:
        config = self.words.with_name("config.toml")
        return [sys.executable, "-m", "ticker", "--config", str(config), "--db", str(self.database)]


def disturbed(name: str, seed: int, *, with_screen: bool) -> Night:
    """Live through a night, and compare."""
    night = Night(name)
    with ExitStack() as stack:
        outside = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ticker-")))
        (outside / "config.toml").touch()
        disk = stack.enter_context(small_disk())
        net = Net(FEEDS)
        stack.callback(net.close)
        place = _Place(disk, net, TurnedClock(outside), outside / "words", night, random.Random(seed))
        subscribe(place.database, net.world)
        for _ in range(LIVES):
            (_life_of_screen if with_screen else _life_of_poller)(place)
        net.world.end()
        _come_to_rest(place)
        night.faults += net.world.wrong
        _judge(place, outside / "quiet.db")
    return night


@contextmanager
def _poller(place: _Place) -> Iterator[subprocess.Popen[bytes]]:
    """`ticker poll`, with what it complains of kept."""
    with (
        place.words.open("ab") as words,
        subprocess.Popen(
            [*place.command, "poll"], stdout=subprocess.DEVNULL, stderr=words, env={**os.environ, **place.clock.env}
        ) as poller,
    ):
        yield poller


def _life_of_poller(place: _Place) -> None:
    with _poller(place) as poller:
        try:
            for _ in range(place.chance.randrange(2, 6)):
                _wait(place, 1)
                _accident(place, poller.pid)
            if poller.poll() is None:
                poller.send_signal(place.chance.choice((signal.SIGKILL, signal.SIGTERM)))
                place.night.count("killed")
        finally:
            if poller.poll() is None and poller.wait(20) is None:
                poller.kill()
    place.night.expect("the poller", poller.returncode, (0, 1, -signal.SIGKILL, -signal.SIGTERM))


def _life_of_screen(place: _Place) -> None:
    with Screen(place.database, place.command, place.clock.env) as screen:
        for _ in range(place.chance.randrange(2, 6)):
            _wait(place, 1)
            for _ in range(place.chance.randrange(1, 12)):
                screen.resize(place.chance.randrange(10, 240), place.chance.randrange(3, 70))
                screen.press(place.chance.choice(_KEYS))
                place.night.count("resized")
            children = children_of(screen.pid)
            _accident(place, *children)
        if place.chance.random() < 0.3:
            for child in children_of(screen.pid):
                os.kill(child, signal.SIGKILL)
                place.night.count("child killed")
            _wait(place, 1)
        children = children_of(screen.pid)
        code = screen.vanish()
        place.night.count("terminal gone")
    place.night.expect("the screen", code, (0, 1, 128 + signal.SIGHUP, -signal.SIGHUP))
    end = time.monotonic() + PATIENCE
    while any(runs(child) for child in children):
        if time.monotonic() > end:
            place.night.faults.append("the screen has left a process behind")
            return
        time.sleep(0.05)


def _accident(place: _Place, *pids: int) -> None:
    """Something happens, and passes."""
    chance = place.chance
    kind = chance.choice(("locked", "network away", "clock leapt", "disk full"))
    if kind == "locked":
        seconds = 10.5 if chance.random() < 0.05 else chance.uniform(0.05, 0.4)
        if not lock(place.database, seconds):
            return
    elif kind == "network away":
        place.net.go_away()
        _for(place, chance.uniform(0.2, 2.5))
        place.net.come_back()
    elif kind == "clock leapt":
        place.clock.turn(chance.uniform(-_HOURS, _HOURS) * 3600)
    elif place.disk.real:
        with place.disk.full():
            _for(place, chance.uniform(0.2, 1.5))
    else:
        return
    place.night.count(kind)


def _for(place: _Place, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _ask(place)
        time.sleep(0.05)


def _ask(place: _Place) -> None:
    """Wish for all feeds at once, as a reader's key does."""
    try:
        with open_database(place.database, create=False, timeout=0.2) as db:
            for feed in feeds.all_feeds(db):
                agenda.ask_now(db, feed.id, place.clock.now())
    except TickerError:
        place.night.count("wish not written")  # the disk is full, or the poller is writing


def _wait(place: _Place, requests: int) -> None:
    """Wait until some more requests have come, but not for ever: the program may have given up."""
    before = place.net.world.asked
    _until(place, lambda: place.net.world.asked >= before + requests, 3)


def _until(place: _Place, holds: Callable[[], bool], patience: float) -> bool:
    """Wait; where nothing happens for a second the clock is turned on by a minute."""
    began, asked, still = time.monotonic(), place.net.world.asked, time.monotonic()
    while not holds():
        now = time.monotonic()
        if now - began > patience:
            return False
        if place.net.world.asked != asked:
            asked, still = place.net.world.asked, now
        elif now - still > 1:
            place.clock.turn(_MINUTE)
            still = now
        _ask(place)
        time.sleep(0.05)
    return True


def _come_to_rest(place: _Place) -> None:
    """Let a poller work in peace until all is stored."""
    with _poller(place) as poller:
        try:
            if not _until(place, lambda: place.net.world.settled, PATIENCE):
                place.night.faults.append("the last poller does not come to an end")
        finally:
            poller.terminate()


def _judge(place: _Place, quiet: Path) -> None:
    night = place.night
    told = place.words.read_text("utf-8", "replace")
    if "Traceback" in told:
        night.faults.append(f"a fault of ours: {told[told.index('Traceback') :]}")
    found = doctor.examine(place.database)
    night.faults += [*found.damage, *([] if found.well else ["what the tables say does not fit together"])]
    place.net.world.begin_again()
    asyncio.run(undisturbed(quiet, place.net.world))
    with open_database(place.database) as db, open_database(quiet) as other:
        night.faults += differences(db, other)
        night.entries = db.rows("SELECT COUNT(*) FROM entry")[0][0]
