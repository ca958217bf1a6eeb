"""The screens of terminal readers over the same feeds: time to the first picture, and memory.

    python -m tests.bench.readers [FEEDS]

Each reader fetches the feeds (50 entries each) of a loopback server first; then its screen is started in a terminal of
200x50, in turns, until it shows one of the feeds' titles. Memory is that of the screen's own process after that.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import poll
from tests.bench.fill import OUTLETS
from tests.bench.pollserver import Server
from tests.bench.screen import memory
from tests.bench.table import TICKER, Figure, lines
from tests.terminal import Terminal

Screen = Callable[[list[str]], list[str]]
"""The command of the screen, given that of the fetch."""

SCREENS: dict[str, Screen] = {
    TICKER: lambda fetch: fetch[: fetch.index("poll")],
    "newsboat": lambda fetch: fetch[: fetch.index("-x")],
    "newsraft": lambda fetch: fetch[: fetch.index("-e")],
}


def measure(count: int, runs: int) -> dict[str, list[tuple[float, float]]]:
    """(seconds, MB) of each run, by program; a first run of each is thrown away."""
    setups = {name: setup for name, setup in poll.installed().items() if name in SCREENS}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in setups}
    with Server(count, poll.ENTRIES, datetime.now(UTC)) as server, tempfile.TemporaryDirectory() as folder:
        commands, envs = {}, {}
        for name, setup in setups.items():
            place = Path(folder) / name
            place.mkdir()
            fetch = setup(place, server.urls())
            envs[name] = {"PATH": os.environ["PATH"], "HOME": str(place), "LANG": "C.UTF-8"}
            subprocess.run(fetch, env=envs[name], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            commands[name] = SCREENS[name](fetch)
        for name in list(commands) * (runs + 1):
            taken[name].append(_shown(commands[name], envs[name]))
    return {name: some[1:] for name, some in taken.items()}


def _shown(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds until a feed's title stands on the screen, and what the process holds then."""
    titles = [name.encode() for name in OUTLETS]
    start = time.perf_counter()
    with Terminal(command, size=(200, 50), env=env) as terminal:
        terminal.wait_until(lambda: any(title in terminal.output for title in titles), "a feed")
        return time.perf_counter() - start, memory(terminal.pid)


def rows(short: bool) -> list[Figure]:
    """Medians."""
    count, runs = (100, 2) if short else (1000, 5)
    taken = measure(count, runs)
    task = f"the screen over {count * poll.ENTRIES:,} entries"
    return [
        Figure(task, name, statistics.median(one[place] for one in some) * factor, unit)
        for place, factor, unit in ((0, 1000, "ms"), (1, 1, "MB"))
        for name, some in taken.items()
    ]


if __name__ == "__main__":
    measured = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100, 5)
    figures = [
        Figure("first picture", name, statistics.median(s for s, _ in some) * 1000, "ms")
        for name, some in measured.items()
    ]
    print("\n".join(lines("readers", figures)))
