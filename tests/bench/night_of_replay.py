"""A disturbed night of a replay: `ticker replay` in a terminal, with the player that it starts. Whatever happens on the
way, at the end of the tape the database must be that of a replay that nobody disturbed, to the byte."""

from __future__ import annotations

import asyncio
import math
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.accidents import Disk, TurnedClock, lock, small_disk
from tests.bench.night import Night
from tests.bench.screen import Screen
from tests.poller.dump import dump
from tests.terminal import children_of, runs
from ticker.errors import TickerError
from ticker.poller.replay import play, subscribe
from ticker.store import replay
from ticker.store.database import Database, memory_database, open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock

TAPE = "eil-nacht"
SPEED = "1200"  # the night in 20 seconds
LIVES = 2
PATIENCE = 90.0  # seconds; a player that died is started again after 10
_TURNING = "+-+-}{)(P"  # faster, slower, to the next poll or entry and back, stop and run


@dataclass(slots=True)
class _Place:
    """Where a night happens."""

    disk: Disk
    clock: TurnedClock
    command: list[str]
    night: Night
    chance: random.Random

    @property
    def database(self) -> Path | None:
        """The replay's own; it is gone when the program is."""
        return next(iter(self.disk.path.glob("ticker-*/replay.db")), None)


def quiet() -> list[str]:
    """What a replay that nobody disturbs leaves in the database."""

    async def played() -> list[str]:
        tape = shelf.take_down(TAPE)
        with memory_database() as db:
            subscribe(db, tape)
            async for _changes in play(db, tape, TapeClock(tape.start, math.inf)):
                pass
            return content(db)

    return asyncio.run(played())


def content(db: Database) -> list[str]:
    """What counts: everything but what a screen remembers about itself."""
    return [line for line in dump(db) if not line.startswith("setting ")]


def disturbed(name: str, seed: int, undisturbed: list[str]) -> Night:
    """Live through a night, and compare."""
    night = Night(name)
    with ExitStack() as stack:
        outside = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ticker-")))
        (outside / "config.toml").touch()
        disk = stack.enter_context(small_disk())
        command = [sys.executable, "-m", "ticker", "--config", str(outside / "config.toml"), "replay", TAPE]
        place = _Place(disk, TurnedClock(outside), [*command, "--speed", SPEED], night, random.Random(seed))
        for life in range(LIVES):
            _life(place, undisturbed, is_last=life == LIVES - 1)
    return night


def _life(place: _Place, undisturbed: list[str], *, is_last: bool) -> None:
    env = {**place.clock.env, "TMPDIR": str(place.disk.path), "HOME": str(place.disk.path)}
    with Screen(place.disk.path, place.command, env) as screen:
        _until_there(place)
        for _ in range(place.chance.randrange(2, 7)):
            _accident(place, screen)
        children = children_of(screen.pid)
        if is_last:
            _compare(place, screen, undisturbed)
            screen.press("q")
            place.night.expect("the screen", screen.ended(30), (0,))
        else:
            place.night.expect("the screen", screen.vanish(), (128 + signal.SIGHUP, -signal.SIGHUP))
            place.night.count("terminal gone")
    end = time.monotonic() + 20
    while any(runs(child) for child in children) or list(place.disk.path.glob("ticker-*")):
        if time.monotonic() > end:
            place.night.faults.append("the replay has left a process or a file behind")
            return
        time.sleep(0.05)


def _until_there(place: _Place) -> None:
    """Wait until the player has begun."""
    end = time.monotonic() + PATIENCE
    while not _read(place):
        if time.monotonic() > end:
            raise SystemExit(f"{place.night.name}: the replay does not begin")
        time.sleep(0.05)


def _accident(place: _Place, screen: Screen) -> None:
    """Something happens, and passes."""
    chance = place.chance
    kind = chance.choice(("locked", "disk full", "clock leapt", "child killed", "tape turned", "resized"))
    if kind == "locked":
        if place.database is None or not lock(place.database, chance.uniform(0.05, 0.5)):
            return
    elif kind == "disk full":
        if not place.disk.real:
            return
        with place.disk.full():
            time.sleep(chance.uniform(0.1, 1.0))
    elif kind == "clock leapt":
        place.clock.turn(chance.uniform(-5, 5) * 3600)
    elif kind == "child killed":
        for child in children_of(screen.pid):
            os.kill(child, chance.choice((signal.SIGKILL, signal.SIGTERM)))
    for _ in range(chance.randrange(0, 12)):
        screen.resize(chance.randrange(10, 240), chance.randrange(3, 70))
        if kind == "tape turned":
            screen.press(chance.choice(_TURNING))
        place.night.count("resized")
        time.sleep(chance.uniform(0, 0.1))
    if kind != "resized":
        place.night.count(kind)


def _compare(place: _Place, screen: Screen, undisturbed: list[str]) -> None:
    """Let the tape run to its end, and look."""
    screen.resize(120, 40)
    screen.press("+" * 12)
    end, next_look = time.monotonic() + PATIENCE, 0.0
    found: list[str] = []
    while time.monotonic() < end and found != undisturbed:
        if time.monotonic() > next_look:
            next_look = time.monotonic() + 1
            _keep_running(place, screen)
        found = _read(place)
        time.sleep(0.1)
    place.night.entries = sum(line.startswith("entry ") for line in found)
    if found != undisturbed:
        strange = sorted(set(found) ^ set(undisturbed))
        place.night.faults.append(f"another database than that of a quiet replay: {len(strange)} lines, {strange[:2]}")


def _keep_running(place: _Place, screen: Screen) -> None:
    """A tape that was stopped by a key, or by a step to a poll, runs on; one that is at its end stays there."""
    try:
        if place.database is not None:
            with open_database(place.database, create=False, timeout=0.2) as db:
                course = replay.get_course(db)
                if course is not None and not course.running and course.at < course.end:
                    screen.press("P")
    except TickerError:
        return  # the player is writing


def _read(place: _Place) -> list[str]:
    """What is in the database; nothing where it cannot be read just now."""
    try:
        if place.database is None:
            return []
        with open_database(place.database, create=False, timeout=0.2) as db:
            return content(db)
    except TickerError:
        return []
