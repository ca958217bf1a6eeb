"""How long until the first headline: a minimal Textual app, and ticker over 100 and over 100,000 entries.

    python -m tests.bench.start [RUNS]

Whole processes in a real terminal of 200x50, in turns, so that a noisy machine is noisy for all; medians and ratios.
Beside the time on the clock stands the processor time until then, which others on the machine hardly change (Linux).
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import ticker
from tests.bench.fill import fill
from tests.bench.table import TICKER, Figure
from tests.terminal import Terminal

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("Die Landesregierung")
Minimal().run()
"""


def rows(short: bool) -> list[Figure]:
    """The medians."""
    return [
        Figure("start to the first headline", TICKER if name.endswith("100,000 entries") else name, value, "ms")
        for name, value in (
            (name, statistics.median(wall for wall, _cpu in some) * 1000)
            for name, some in measure(2 if short else 11).items()
        )
    ]


def main(runs: int) -> None:
    """Measure and print."""
    times = measure(runs)
    bases = [statistics.median(column) for column in zip(*times["minimal Textual app"], strict=True)]
    for name, measured in times.items():
        told = [name.ljust(24)]
        for kind, column, base in zip(("", " of CPU"), zip(*measured, strict=True), bases, strict=True):
            median = statistics.median(column)
            told.append(f"{median * 1000:5.0f} ms{kind} {median / base:5.2f} x (min {min(column) * 1000:.0f})")
        print("   ".join(told))


def measure(runs: int) -> dict[str, list[tuple[float, float]]]:
    """The seconds of each program on the clock and of the processor; a first run of each is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for count in (100, 100_000):
            fill(place / f"{count}.db", count)
        commands = {
            "minimal Textual app": [sys.executable, "-c", MINIMAL],
            **{
                f"ticker, {count:,} entries": [sys.executable, "-m", "ticker", "--db", str(place / f"{count}.db")]
                for count in (100, 100_000)
            },
        }
        # As an installed program runs: with its modules compiled.
        compileall.compile_dir(Path(ticker.__file__).parent, quiet=1)
        env = {**os.environ, "HOME": folder}
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for name, command in list(commands.items()) * (runs + 1):
            times[name].append(first_paint(command, env))
    return {name: measured[1:] for name, measured in times.items()}


def first_paint(command: list[str], env: dict[str, str]) -> tuple[float, float]:
    """Seconds from the start of the process to the first headline on its screen: on the clock, and of the processor."""
    start = time.perf_counter()
    with Terminal(command, size=(200, 50), env=env) as terminal:
        terminal.wait_until(lambda: b"Landesregierung" in terminal.output, "the first headline")
        return time.perf_counter() - start, _spent(terminal.pid)


def _spent(pid: int) -> float:
    """The processor time of all threads of a process until now."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
