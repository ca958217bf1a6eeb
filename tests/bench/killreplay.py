"""Kill -9 of a replay at full speed: of its screen, of the player that writes beside it, or of one without a screen.

Whatever is left must be the tape up to some take, to the byte: nothing lost that was told, nothing doubled, no take
torn. A player that takes over what is left must come to the end that a replay comes to that nobody disturbed.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.night_of_replay import content
from tests.bench.same import words
from tests.bench.screen import Screen, gone
from tests.terminal import children_of
from ticker.course import present
from ticker.errors import TickerError
from ticker.feeds.apart import Parser
from ticker.poller.replay import Player, feeds_of
from ticker.store import doctor, feeds, replay
from ticker.store.database import Database, memory_database, open_database
from ticker.tape import shelf

TAPE = "eil-nacht"
HEADLESS, SCREEN, PLAYER = "a replay without a screen", "a replay's screen", "a replay's player"
PATIENCE = 60.0  # seconds
_SPEEDS = ("2500", "10000", "max")  # the night in ten seconds, in two, at once
_TURNING = "}{)(++-P"  # to the next poll or entry and back, faster, slower, stop and run


@dataclass(slots=True)
class Replays:
    """Lives of replays in a `folder`, and what is wrong with what they left."""

    folder: Path
    chance: random.Random
    faults: list[str] = field(default_factory=list)
    entries: int = 0  # that were stored, in all of them
    _states: list[list[str]] = field(default_factory=list)
    _told: bytes = b""

    def live(self, victim: str, *, early: bool) -> None:
        """Begin a replay, kill it at a moment of chance and look at what is left; then have it played to its end."""
        if not self._states:
            self._states = asyncio.run(_states())
            self._told = subprocess.run(_command(self.folder, "--headless"), capture_output=True, check=True).stdout
        place = self.folder / f"replay-{len(list(self.folder.iterdir()))}"
        place.mkdir()
        children = (self._headless if victim == HEADLESS else self._on_screen)(place, victim, early)
        self.faults += [f"{victim} has left a process behind" for child in children if not gone(child, PATIENCE)]
        left = _database(place)
        if left is not None:
            self._judge(left, victim, early)

    def _headless(self, place: Path, _victim: str, early: bool) -> Sequence[int]:
        lines = self.chance.randrange(1, self._told.count(b"\n"))
        with (place / "told").open("wb") as told:
            process = subprocess.Popen(_command(place, "--headless"), stdout=told, env=_env(place))
        if not early:
            _until(lambda: (place / "told").read_bytes().count(b"\n") >= lines or process.poll() is not None)
        time.sleep(self.chance.uniform(0, 1.0 if early else 0.02))
        children = children_of(process.pid)
        process.kill()
        process.wait()
        told_lines = (place / "told").read_bytes()
        if not self._told.startswith(told_lines):
            self.faults.append("a replay that was killed told something else than an undisturbed one")
        left = _database(place)
        last = told_lines.count(b"\n")
        if left is not None and last and _changes(left) < last:
            self.faults.append(f"a change is lost that was told: {last} were, {_changes(left)} are stored")
        return children

    def _on_screen(self, place: Path, victim: str, early: bool) -> Sequence[int]:
        changes = self.chance.randrange(1, self._told.count(b"\n"))
        with Screen(place, _command(place, "--speed", self.chance.choice(_SPEEDS)), _env(place)) as screen:
            if not early:
                end = time.monotonic() + 5  # a tape that is turned back may not come there
                _until(lambda: _has(place, changes) or time.monotonic() > end)
                screen.press("".join(self.chance.choices(_TURNING, k=self.chance.randrange(4))))
            time.sleep(self.chance.uniform(0, 1.0) if early else self.chance.choice((0.02, 0.3)) * self.chance.random())
            children = children_of(screen.pid)
            if victim == PLAYER:
                for child in children:
                    os.kill(child, signal.SIGKILL)
                time.sleep(self.chance.uniform(0, 0.1))
            os.kill(screen.pid, signal.SIGKILL)
            screen.ended(PATIENCE)
        return children

    def _judge(self, left: Path, victim: str, early: bool) -> None:
        """Whether the database is whole, the tape up to a take, and good to go on with."""
        try:
            found = doctor.examine(left)
        except TickerError as error:
            if not early:  # else it may have died before the first table was made
                self.faults.append(f"{victim}: {error!r}")
            return
        self.faults += [*found.damage, *([] if found.well else [f"{victim}: the tables do not fit together"])]
        with open_database(left) as db:
            state = _state(db)
            if state not in self._states:
                self.faults.append(f"{victim}: what is left is the tape up to no take: {self._strange(state)}")
            self.entries += sum(line.startswith("entry ") for line in state)
            course = replay.get_course(db)
            if course is None:
                return
            replay.put_course(db, course.jumped(course.end, present()))
            if not _played_on(db, self._states[-1]):
                self.faults.append(f"{victim}: played on, it ends otherwise: {self._strange(_state(db))}")

    def _strange(self, state: list[str]) -> str:
        nearest = min(self._states, key=lambda known: len(set(known) ^ set(state)))
        return str(sorted(set(nearest) ^ set(state))[:2])


def _played_on(db: Database, end: list[str]) -> bool:
    """Start another player over the database, and wait until it is at the end of the tape."""
    command = [sys.executable, "-m", "ticker", "--db", str(db.path), "replay", "--child", TAPE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=_env(db.path.parent)) as player:
        before = replay.get_round(db)
        try:
            return _until(lambda: replay.get_round(db) > before and _state(db) == end)
        finally:
            player.kill()


async def _states() -> list[list[str]]:
    """What is in the database after each step of an undisturbed replay: nothing, each subscription, each take."""
    tape = shelf.take_down(TAPE)
    with memory_database() as db:
        states = [_state(db)]
        for url in feeds_of(tape):
            feeds.add(db, url, tape.start)
            states.append(_state(db))
        async with Parser() as parser:
            player = Player(tape, parser)
            while player.next_at is not None:
                await player.play_next(db)
                states.append(_state(db))
            await player.close()
    return states


def _state(db: Database) -> list[str]:
    """Every row that counts, and every word of the search index with the number of entries that it finds."""
    return content(db) + [f"word {word}" for word in sorted(words(db))]


def _command(place: Path, *words: str) -> list[str]:
    (place / "config.toml").touch()
    speed = ["--json", "--speed", "max"] if "--headless" in words else []
    return [sys.executable, "-m", "ticker", "--config", str(place / "config.toml"), "replay", TAPE, *words, *speed]


def _env(place: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(place), "HOME": str(place)}


def _database(place: Path) -> Path | None:
    return next(place.glob("ticker-*/replay.db"), None)


def _has(place: Path, changes: int) -> bool:
    path = _database(place)
    return path is not None and _changes(path) >= changes


def _changes(path: Path) -> int:
    """How many changes are stored; none where it cannot be read just now. Nothing holds the file open afterwards."""
    try:
        with open_database(path, create=False, timeout=0.2) as db:
            return int(db.rows("SELECT COUNT(*) FROM change")[0][0])
    except TickerError:
        return 0


def _until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.002)
    return True
