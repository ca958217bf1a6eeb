"""A simulated week: whether poller and screen grow, leak or break. Ends with 1 where they do.

    python -m tests.bench.soak [--short] [--feeds 300] [--days 7] [--json]

The poller's loop runs over real sockets to feeds of the public net's pace, as fast as it can; every hour a third of
them have one entry more. A screen in a terminal of its own reads along. Memory is told as the slope over the second
half: what is filled once is filled in the first. `--short` is a day of 30 feeds.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.pollserver import Server
from tests.bench.screen import Screen, descriptors, memory
from tests.bench.table import TICKER, Figure
from tests.poller.public import PublicNet, SimulatedClock
from ticker.net.client import make_client
from ticker.poller.lock import PollerLock
from ticker.poller.loop import run
from ticker.store import entries, feeds
from ticker.store.database import open_database

ENTRIES = 50
START = datetime(2023, 9, 11, 0, 0, tzinfo=UTC)
SETTLED = 3  # hours after which all that is opened once is open
FLAT = 0.5  # MB a day that a process may grow, over and above what its entries need
SPARE = 8  # descriptors that may come and go


@dataclass(frozen=True, slots=True)
class Week:
    """What came of it. Memory in MB, slopes in MB a day, descriptors as the growth since all was open."""

    feeds: int
    days: int
    seconds: float
    polls: int
    unchanged: int
    entries: int
    poller: float
    poller_slope: float
    screen: float
    screen_slope: float
    poller_descriptors: int
    screen_descriptors: int
    exceptions: tuple[str, ...]
    integrity: str

    @property
    def faults(self) -> list[str]:
        """What is not as it should be."""
        found = [f"exception: {text}" for text in self.exceptions]
        if not self.screen:  # a process that has ended holds nothing
            found.append("the screen has ended")
        if self.integrity != "ok":
            found.append(f"the database is not whole: {self.integrity}")
        for name, growth in (("poller", self.poller_descriptors), ("screen", self.screen_descriptors)):
            if growth > SPARE:
                found.append(f"{growth} more descriptors in the {name}")
        if self.days >= 3:  # a day is too short to tell a slope from a start
            for name, slope in (("poller", self.poller_slope), ("screen", self.screen_slope)):
                if slope > FLAT + self.entries / self.days / 1000:
                    found.append(f"the {name} grows by {slope:.2f} MB a day")
        return found


async def soak(count: int, days: int) -> Week:
    """Live through the days."""
    began = time.perf_counter()
    exceptions: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: exceptions.append(str(context)))
    samples: list[tuple[float, float, float]] = []
    with Server(count, ENTRIES, START) as server, tempfile.TemporaryDirectory() as folder:
        names = {f"outlet{number}.example": url for number, url in enumerate(server.urls())}
        clock = SimulatedClock(PublicNet({name: url.rpartition("/")[0] for name, url in names.items()}), START)
        path = Path(folder) / "ticker.db"
        with open_database(path) as db, PollerLock(path) as lock:
            for name, url in names.items():
                feeds.add(db, f"http://{name}/{url.rpartition('/')[2]}", START)
            async with make_client(clock.net) as client:
                poller = asyncio.create_task(run(db, client, clock, lock))
                with Screen(path) as screen:
                    opened = (0, 0)
                    for hour in range(1, days * 24 + 1):
                        await clock.run_until(START + timedelta(hours=hour))
                        samples.append((hour / 24, memory(), screen.memory()))
                        if hour == SETTLED:
                            opened = descriptors(), screen.descriptors()
                        if poller.done():
                            break
                        await asyncio.to_thread(server.command, f"publish {count // 3} {clock.now().isoformat()}")
                    left = descriptors() - opened[0], screen.descriptors() - opened[1]
                poller.cancel()
                with suppress(asyncio.CancelledError):
                    await poller
            counts = server.command("counts")
            exceptions += [
                row[0] for row in db.rows("SELECT failure_detail FROM feed WHERE failure_cause = 'unreadable'")
            ]
            later = samples[len(samples) // 2 :]
            return Week(
                count,
                days,
                time.perf_counter() - began,
                counts["requests"],
                counts["unchanged"],
                entries.counts(db).total,
                samples[-1][1],
                slope([(day, poller) for day, poller, _screen in later]),
                samples[-1][2],
                slope([(day, screen) for day, _poller, screen in later]),
                *left,
                tuple(exceptions),
                db.rows("PRAGMA integrity_check")[0][0],
            )


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The growth of the second figures by the first: least squares."""
    middle, height = (sum(values) / len(points) for values in zip(*points, strict=True))
    square = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - height) for x, y in points) / square if square else 0.0


def rows(short: bool) -> list[Figure]:
    """Memory and its slopes."""
    week = asyncio.run(soak(*((30, 1) if short else (300, 7))))
    task = f"{week.days} days of {week.feeds} feeds"
    return [
        Figure(f"{task}: poller", TICKER, week.poller, "MB"),
        Figure(f"{task}: poller", TICKER, week.poller_slope, "MB a day"),
        Figure(f"{task}: screen", TICKER, week.screen, "MB"),
        Figure(f"{task}: screen", TICKER, week.screen_slope, "MB a day"),
        Figure(f"{task}: faults", TICKER, len(week.faults), "count"),
    ]


def main() -> int:
    """Live, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--feeds", type=int)
    parser.add_argument("--days", type=int)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    count, days = (30, 1) if wanted.short else (300, 7)
    week = asyncio.run(soak(wanted.feeds or count, wanted.days or days))
    if wanted.json:
        print(json.dumps({**asdict(week), "faults": week.faults}))
    else:
        print(
            f"{week.days} days of {week.feeds} feeds in {week.seconds:.0f} s: {week.polls:,} polls,"
            f" {week.unchanged:,} × 304, {week.entries:,} entries\n"
            f"poller {week.poller:.1f} MB, {week.poller_slope:+.2f} MB a day, {week.poller_descriptors:+} descriptors\n"
            f"screen {week.screen:.1f} MB, {week.screen_slope:+.2f} MB a day, {week.screen_descriptors:+} descriptors\n"
            f"{len(week.exceptions)} unhandled exceptions, integrity {week.integrity}"
        )
        print("\n".join(week.faults) or "no fault")
    return 1 if week.faults else 0


if __name__ == "__main__":
    sys.exit(main())
