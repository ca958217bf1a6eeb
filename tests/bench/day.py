"""Whether the poller grows: its loop over simulated days, with real sockets to feeds of the public net's pace.

    python -m tests.bench.day [DAYS]

100 feeds of 50 entries; every hour 30 of them have one entry more. Prints the process's memory beside what it has
done so far, eight times a day. What is filled once is filled in the first hours; what comes after should be flat.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.pollserver import Server
from tests.poller.public import PublicNet, SimulatedClock
from ticker.net.client import make_client
from ticker.poller.lock import PollerLock
from ticker.poller.loop import run
from ticker.store import entries, feeds
from ticker.store.database import open_database

FEEDS = 100
ENTRIES = 50
PUBLISHING = 30  # feeds an hour
START = datetime(2023, 9, 13, 8, 0, tzinfo=UTC)
HOURS_BETWEEN = 3


async def simulate(days: int) -> None:
    """Run the loop and print."""
    with Server(FEEDS, ENTRIES, START) as server, tempfile.TemporaryDirectory() as folder:
        names = {f"outlet{number}.example": url for number, url in enumerate(server.urls())}
        clock = SimulatedClock(PublicNet({name: url.rpartition("/")[0] for name, url in names.items()}), START)
        path = Path(folder) / "ticker.db"
        with open_database(path) as db, PollerLock(path) as lock:
            for name, url in names.items():
                feeds.add(db, f"http://{name}/{url.rpartition('/')[2]}", START)
            async with make_client(clock.net) as client:
                poller = asyncio.create_task(run(db, client, clock, lock))
                for hour in range(1, days * 24 + 1):
                    await clock.run_until(START + timedelta(hours=hour))
                    if hour % HOURS_BETWEEN == 0:
                        counts = server.command("counts")
                        print(
                            f"{hour:4} h {memory():8.2f} MB {counts['requests']:7} requests"
                            f" {counts['unchanged']:7} 304 {entries.counts(db).total:7} entries"
                        )
                    server.command(f"publish {PUBLISHING} {clock.now().isoformat()}")
                poller.cancel()
                with suppress(asyncio.CancelledError):
                    await poller


def memory() -> float:
    """What the process holds in memory, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


if __name__ == "__main__":
    asyncio.run(simulate(int(sys.argv[1]) if len(sys.argv) > 1 else 2))
