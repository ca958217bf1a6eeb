"""How fast a tape is rebuilt without a screen, as it is after a step back: python -m tests.bench.replay [TAKES]

A made tape of 300 feeds of 50 entries: three answers in four say that nothing has changed, each of the others brings
one more entry. Takes a second, and how long 50,000 of them last.
"""

from __future__ import annotations

import asyncio
import math
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.pollserver import Feed
from tests.bench.table import TICKER, Figure
from ticker.model import Validators
from ticker.poller.replay import play, subscribe
from ticker.store import replay
from ticker.store.database import memory_database, open_database
from ticker.tape.clock import TapeClock
from ticker.tape.model import Take, Tape

START = datetime(2023, 9, 13, 4, 0, tzinfo=UTC)
FEEDS = 300


def made(count: int) -> Tape:
    """A tape of so many takes, two seconds apart."""
    feeds = [Feed(number, 50, START) for number in range(FEEDS)]
    urls = [f"https://outlet{number}.example/feed.xml" for number in range(FEEDS)]
    known: dict[str, Validators] = {}
    takes = []
    for number in range(count):
        at = START + timedelta(seconds=2 * number)
        which, round_ = number % FEEDS, number // FEEDS
        url, feed = urls[which], feeds[which]
        new = (which + round_) % 4 == 0 or url not in known
        if new and url in known:
            feed.publish(at)
        validators = Validators(feed.etag.decode(), feed.modified.decode())
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/xml"), ("ETag", validators.etag or ""))
        if new:
            headers += (("Last-Modified", validators.last_modified or ""),)
        takes.append(
            Take(at, url, known.get(url, Validators()), 200 if new else 304, headers, feed.plain if new else b"")
        )
        known[url] = validators
    return Tape("Bench", "", tuple(urls), tuple(takes))


async def rebuild(tape: Tape) -> float:
    """The seconds that it takes to play all."""
    with tempfile.TemporaryDirectory() as place, open_database(Path(place) / "replay.db") as db:
        start = time.perf_counter()
        with memory_database() as built:
            subscribe(built, tape)
            async for _changes in play(built, tape, TapeClock(tape.start, math.inf)):
                pass
            replay.take_over(built, db)
        return time.perf_counter() - start


def rows(short: bool) -> list[Figure]:
    """Takes a second."""
    count = 1_000 if short else 50_000
    return [Figure(f"rebuild a tape of {count:,} takes", TICKER, count / asyncio.run(rebuild(made(count))), "takes/s")]


if __name__ == "__main__":
    takes = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    taken = asyncio.run(rebuild(made(takes)))
    print(f"{takes:,} takes in {taken:.1f} s: {takes / taken:,.0f} takes/s, 50,000 in {50_000 / takes * taken:.0f} s")
