"""How fast the screen is under the fingers, and what it costs: key to first byte, memory, idle time, the crawl.

    python -m tests.bench.keys [--entries 100000,1000000] [--keys 300] [--busy] [--polled]

Whole processes in a real terminal of 200x50, beside a minimal Textual app with a list of 100 rows. The keys of all
programs are pressed in turns, so that a noisy machine is noisy for all. With `--busy` another process stores news all
the while; with `--polled` only the keys are measured, while the screen's own poller works through 1,000 feeds of a
server on the loopback net, again and again, of which a fifth have something new. Linux: memory and processor time are
read from /proc.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from tests.bench.fill import fill
from tests.bench.pollserver import Server
from tests.bench.table import TICKER, Figure, note
from tests.terminal import Terminal
from ticker.store import agenda, feeds
from ticker.store.database import open_database

MINIMAL = """
from textual.app import App
from textual.widgets import OptionList
class Minimal(App):
    def compose(self):
        yield OptionList(*(f"Die Landesregierung ({number})" for number in range(100)))
Minimal().run()
"""
WRITER = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.store import polls
from ticker.store.database import open_database
with open_database(Path(sys.argv[1])) as db:
    for number in range(int(sys.argv[2])):
        now = datetime.now(UTC)
        names = [f"Die Landesregierung {number} {n}" for n in range(5)]
        data = (EntryData(f"{now}{name}", name, published=now, content="Text " * 200) for name in names)
        intents = tuple(Intent(IntentKind.ADD, None, entry) for entry in data)
        polls.record(db, 1, PollResult(now, status=200, next_poll=now + timedelta(days=9), intents=intents))
        time.sleep(0.1)
"""
MINIMAL_NAME = "minimal Textual app"
CRAWL = "ticker with the crawl"
SPAN = 10.0
UP, DOWN = "\x1b[A", "\x1b[B"
POLLED_FEEDS = 1_000
BETWEEN_KEYS = (0.02, 0.2)
"""The shortest and the longest pause, in seconds."""
POLLED_SECONDS = 8.0
"""Between two wishes that all feeds be asked."""


def rows(short: bool) -> list[Figure]:
    """Latency, memory and processor time at 10,000 entries, or at 100,000 and a million."""
    if short:
        return measure([10_000], 30, busy=False, span=5.0)
    return measure([100_000, 1_000_000], 300, busy=False)


def measure(counts: list[int], keys: int, *, busy: bool, span: float = SPAN) -> list[Figure]:
    """All figures; processor time over `span` seconds."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            database = Path(folder) / f"{count}.db"
            fill(database, count)
            figures += _measure_one(database, count, keys, busy=busy, span=span)
    return figures


def measure_polled(counts: list[int], keys: int) -> list[Figure]:
    """Key to first byte while the poller works, and how many feeds it asked meanwhile."""
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            database = Path(folder) / f"{count}.db"
            fill(database, count)
            with Server(POLLED_FEEDS, 50, datetime.now(UTC)) as server, ExitStack() as stack:
                stack.enter_context(_polled(database, server))
                terminals = {name: stack.enter_context(_open(name, database)) for name in (MINIMAL_NAME, TICKER)}
                before = server.command("counts")["requests"]
                times, moved = move_in_turns(terminals, keys)
                asked = server.command("counts")["requests"] - before
            task = f"{count:,} entries, {POLLED_FEEDS:,} feeds polled"
            figures += [*_latencies(times, task), *_latencies(moved, task, "moved cursor")]
            figures.append(Figure(f"feeds asked meanwhile, {task}", TICKER, asked, ""))
    return figures


def move_in_turns(terminals: dict[str, Terminal], keys: int) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """The seconds from each key to the first byte, and for ticker to the moved cursor: it draws news all the while.

    What the minimal app draws first is the moved cursor. Between the keys passes any time that a person takes.
    """
    chance = random.Random(1)
    times: dict[str, list[float]] = {name: [] for name in terminals}
    moved: list[float] = []
    terminals[TICKER].time_to_move("j")
    for number in range(keys):
        key = "jk"[number % 2]
        first, at = terminals[TICKER].time_to_move(key, quiet=chance.uniform(*BETWEEN_KEYS))
        times[TICKER].append(first)
        moved.append(at)
        minimal = terminals[MINIMAL_NAME]
        times[MINIMAL_NAME].append(minimal.time_to_answer(DOWN if key == "j" else UP, quiet=0.02))
    return times, {TICKER: moved}


@contextmanager
def _polled(database: Path, server: Server) -> Iterator[None]:
    """All feeds of a server are subscribed to and due, again and again."""
    with open_database(database) as db:
        ids = [feeds.add(db, url, datetime.now(UTC)).id for url in server.urls()]
    over = Event()

    def wish() -> None:
        with open_database(database) as db:
            while not over.wait(POLLED_SECONDS):
                now = datetime.now(UTC)
                server.command(f"publish {POLLED_FEEDS // 5} {now.isoformat()}")
                for id in ids:
                    agenda.ask_now(db, id, now)

    thread = Thread(target=wish)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _measure_one(database: Path, count: int, keys: int, *, busy: bool, span: float) -> list[Figure]:
    figures: list[Figure] = []
    with ExitStack() as stack:
        if busy:
            stack.enter_context(_writer(database))
        terminals = {name: stack.enter_context(_open(name, database)) for name in (MINIMAL_NAME, TICKER)}
        times = press_in_turns(terminals, keys)
    task = f"{count:,} entries{', news coming in' if busy else ''}"
    figures += _latencies(times, task)
    # The crawl shows nothing that is older than a day.
    subprocess.run([sys.executable, "-c", WRITER, str(database), "4"], check=True)
    with ExitStack() as stack:
        terminals = {name: stack.enter_context(_open(name, database)) for name in (TICKER, CRAWL, MINIMAL_NAME)}
        watch(terminals.values(), 3.0)
        memories = {name: resident(terminal.pid) for name, terminal in terminals.items()}
        shares = processor_shares(terminals, span)
    for name in terminals:
        figures.append(Figure(f"memory, {task}", name, memories[name], "MB"))
        figures.append(Figure(f"processor time at rest, {task}", name, 100 * shares[name], "%"))
    return sorted(figures, key=lambda figure: figure.task)


def _latencies(times: dict[str, list[float]], task: str, to: str = "first byte") -> list[Figure]:
    figures: list[Figure] = []
    for name, some in times.items():
        ranked = sorted(some)
        figures.append(Figure(f"key to {to}, p50, {task}", name, statistics.median(ranked) * 1000, "ms"))
        figures.append(Figure(f"key to {to}, p99, {task}", name, ranked[int(len(ranked) * 0.99)] * 1000, "ms"))
    return figures


def press_in_turns(terminals: dict[str, Terminal], keys: int) -> dict[str, list[float]]:
    """The seconds to the first byte after each key, by program: down and up again, a page now and then."""
    times: dict[str, list[float]] = {name: [] for name in terminals}
    for number in range(keys):
        key = "\x1b[6~" if number % 20 == 10 else "\x1b[5~" if number % 20 == 15 else "\x1b[B"
        for name, terminal in terminals.items():
            times[name].append(terminal.time_to_answer(key))
    return times


@contextmanager
def _open(name: str, database: Path) -> Iterator[Terminal]:
    """A program with its first picture drawn and its start behind it."""
    settings = database.parent / f"{name}.toml".replace(" ", "-")
    settings.write_text(f'crawl = "{"top" if name == CRAWL else "off"}"\n')
    ours = [sys.executable, "-m", "ticker", "--db", str(database), "--config", str(settings)]
    command = [sys.executable, "-c", MINIMAL] if name == MINIMAL_NAME else ours
    with Terminal(command, size=(200, 50), env={**os.environ, "HOME": str(database.parent)}) as terminal:
        terminal.wait_until(lambda: b"Landesregierung" in terminal.output, "the first headline")
        time.sleep(3)
        terminal.drain(0.05 if name == CRAWL else 0.3)
        yield terminal


@contextmanager
def _writer(database: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(database), "100000"])
    try:
        yield
    finally:
        process.kill()
        process.wait()


def resident(pid: int) -> float:
    """The resident memory of a process in MB (2**20 bytes)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def processor_shares(terminals: Mapping[str, Terminal], span: float) -> dict[str, float]:
    """Which part of one core each program uses while nothing is pressed, all of them in the same `span` of seconds."""
    before, start = {name: processor_seconds(one.pid) for name, one in terminals.items()}, time.monotonic()
    watch(terminals.values(), span)
    passed = time.monotonic() - start
    return {name: (processor_seconds(one.pid) - before[name]) / passed for name, one in terminals.items()}


def watch(terminals: Collection[Terminal], seconds: float) -> None:
    """Let the programs be for so long; what they draw is thrown away."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for terminal in terminals:
            terminal.drain(0)
        time.sleep(0.05)


def processor_seconds(pid: int) -> float:
    """The processor time of a process until now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", default="100000,1000000")
    parser.add_argument("--keys", type=int, default=300)
    parser.add_argument("--busy", action="store_true")
    parser.add_argument("--polled", action="store_true")
    wanted = parser.parse_args()
    counts = [int(count) for count in wanted.entries.split(",")]
    figures = measure_polled(counts, wanted.keys) if wanted.polled else measure(counts, wanted.keys, busy=wanted.busy)
    for figure in figures:
        note(f"{figure.task:<60}{figure.program:<24}{figure.value:9.2f} {figure.unit}")


if __name__ == "__main__":
    main()
