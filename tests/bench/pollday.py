"""A day of the poller's own process: `ticker poll` and 24 polls of all its feeds. Ends with 1 where it grows.

    python -m tests.bench.pollday [--feeds 1000] [--rounds 24]

Before each poll one feed in a hundred gets one entry more. The hours between them are left out: every feed is made due
again. The soak runs the loop in a process of its own and for longer; this one sees what only the program itself does.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.poll import ENTRIES
from tests.bench.pollserver import Server
from tests.bench.screen import descriptors, memory
from tests.bench.soak import slope
from tests.bench.table import TICKER, Figure
from ticker.store import agenda, feeds
from ticker.store.database import Database, open_database

SETTLED = 4  # rounds after which all that is filled once is full
FLAT = 3.0  # MB that a process may grow in a day; an uncollected one grows by 13 with every poll of 1,000 feeds
PATIENCE = 120  # seconds for one round


@dataclass(frozen=True, slots=True)
class Round:
    """One poll of all feeds: memory in MB and open files after it, CPU seconds that it took."""

    memory: float
    files: int
    cpu: float


def day(count: int, rounds: int) -> list[Round]:
    """Let a poller ask all feeds so many times."""
    done: list[Round] = []
    with Server(count, ENTRIES, datetime.now(UTC)) as server, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ticker.db"
        with open_database(path) as db:
            for url in server.urls():
                feeds.add(db, url, datetime.now(UTC))
            with _poller(path) as process:
                used = 0.0
                for number in range(1, rounds + 1):
                    _wait(process, server, db, count * number)
                    before, used = used, _cpu(process.pid)
                    done.append(Round(memory(process.pid), descriptors(process.pid), used - before))
                    now = datetime.now(UTC)
                    server.command(f"publish {max(count // 100, 1)} {now.isoformat()}")
                    agenda.put_off(db, {feed.id: now for feed in feeds.all_feeds(db)})
    return done


@contextmanager
def _poller(database: Path) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, "HOME": str(database.parent)}
    with subprocess.Popen([sys.executable, "-m", "ticker", "--db", str(database), "poll"], env=env) as process:
        yield process
        process.terminate()


def _wait(process: subprocess.Popen[bytes], server: Server, db: Database, requests: int) -> None:
    """Until so many requests have come since the start and their answers are stored."""
    end = time.monotonic() + PATIENCE
    while server.command("counts")["requests"] < requests or _due(db):
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit("the poller has ended or hangs")
        time.sleep(0.1)


def _due(db: Database) -> int:
    return len(agenda.due(db, datetime.now(UTC)))


def _cpu(pid: int) -> float:
    """User and system time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def growth(done: list[Round]) -> float:
    """MB that 24 rounds add once all is filled."""
    later = done[SETTLED:]
    return 24 * slope([(number, one.memory) for number, one in enumerate(later)])


def rows(short: bool) -> list[Figure]:
    """Memory, and how it grows."""
    count, rounds = (100, 8) if short else (1000, 24)
    done = day(count, rounds)
    task = f"a day of {count:,} feeds"
    return [
        Figure(f"{task}: memory", TICKER, done[-1].memory, "MB"),
        Figure(f"{task}: growth", TICKER, growth(done), "MB a day"),
    ]


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=24)
    wanted = parser.parse_args()
    done = day(wanted.feeds, wanted.rounds)
    for number, one in enumerate(done):
        print(f"{number:2}  {one.memory:6.1f} MB  {one.files:3} files  {one.cpu:5.2f} s of CPU")
    grown, files = growth(done), done[-1].files - done[SETTLED].files
    print(f"growth {grown:+.1f} MB a day, {files:+} files")
    return 1 if grown > FLAT or files > 2 else 0


if __name__ == "__main__":
    sys.exit(main())
