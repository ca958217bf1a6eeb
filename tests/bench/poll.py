"""A poll of many feeds: ticker beside bare clients and beside other readers, those that are installed.

    python -m tests.bench.poll [--feeds 1000] [--runs 1] [--json]

Every feed has 50 entries and a host of its own on the loopback net, so that no rule about one host slows anything
down. Whole processes are measured, from their start to their end, in four phases one after the other: the first poll;
all answered with 304; one entry in a hundred is new, each in another feed; the same bytes again from servers that give
no validators. Wall and CPU (user and system, with child processes) in seconds; memory in MB is the peak of the largest
process. `--feeds 100` is the short form. More than one run gives medians.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.pollserver import Server
from tests.bench.table import Figure, note
from ticker.store import agenda, feeds
from ticker.store.database import open_database

ENTRIES = 50
AT_ONCE = 32  # jobs of the other readers; as many hosts as the poller asks at once
PHASES = ("first poll", "all 304", "1 % new", "same bytes")
BASES = ("bare httpx", "newsboat")

# A process begins with the peak of the one that started it, so that one has to be small.
LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
to_nowhere = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=to_nowhere)
_, status, used = os.wait4(process, 0)
wall = time.perf_counter() - start
print(json.dumps([os.waitstatus_to_exitcode(status), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One phase of one program."""

    program: str
    phase: str
    wall: float
    cpu: float
    memory: float
    requests: int
    unchanged: int


def ticker(place: Path, urls: list[str]) -> list[str]:
    """Polls what is due: all feeds."""
    now = datetime.now(UTC)
    with open_database(place / "ticker.db") as db:
        agenda.put_off(db, {feeds.add(db, url, now).id: now for url in urls})
    return [sys.executable, "-m", "ticker", "--db", str(place / "ticker.db"), "poll", "--once"]


def raw_sockets(place: Path, urls: list[str]) -> list[str]:
    """Asks and reads."""
    return _client("raw", place, urls)


def bare_httpx(place: Path, urls: list[str]) -> list[str]:
    """Asks and reads, with the library that ticker uses."""
    return _client("httpx", place, urls)


def _client(kind: str, place: Path, urls: list[str]) -> list[str]:
    (place / "urls").write_text("\n".join(urls))
    return [sys.executable, "-m", "tests.bench.pollclients", kind, str(place)]


def newsboat(place: Path, urls: list[str]) -> list[str]:
    """https://newsboat.org"""
    (place / "urls").write_text("\n".join(urls) + "\n")
    (place / "config").write_text(f"reload-threads {AT_ONCE}\n")
    files = ["-u", str(place / "urls"), "-C", str(place / "config"), "-c", str(place / "cache.db")]
    return ["newsboat", *files, "-x", "reload"]


def sfeed_update(place: Path, urls: list[str]) -> list[str]:
    """https://codemadness.org/sfeed.html"""
    subscriptions = "\n".join(f"feed {number} {shlex.quote(url)}" for number, url in enumerate(urls))
    (place / "sfeedrc").write_text(
        f"sfeedpath={shlex.quote(str(place / 'feeds'))}\nmaxjobs={AT_ONCE}\nfeeds() {{\n{subscriptions}\n}}\n"
    )
    return ["sfeed_update", str(place / "sfeedrc")]


def newsraft(place: Path, urls: list[str]) -> list[str]:
    """https://codeberg.org/newsraft/newsraft"""
    (place / "feeds").write_text("\n".join(urls) + "\n")
    (place / "config").write_text("")
    files = ["-f", str(place / "feeds"), "-c", str(place / "config"), "-d", str(place / "newsraft.db")]
    return ["newsraft", *files, "-e", "reload-all"]


Setup = Callable[[Path, list[str]], list[str]]
"""Makes all ready for a poll of these feeds, in a folder of the program's own, and gives the command."""

OURS: dict[str, Setup] = {"ticker": ticker, "raw sockets": raw_sockets, "bare httpx": bare_httpx}
OTHERS: dict[str, Setup] = {"newsboat": newsboat, "sfeed_update": sfeed_update, "newsraft": newsraft}


def measure(name: str, setup: Setup, server: Server) -> list[Measured]:
    """All phases of one program."""
    server.command("reset")
    with tempfile.TemporaryDirectory() as folder:

        def phase(title: str) -> Measured:
            return _measured(name, title, setup(Path(folder), server.urls()), Path(folder), server)

        done = [phase(PHASES[0])]
        phase("second poll")  # newsboat keeps no validators of the first one: not measured
        done.append(phase(PHASES[1]))
        new = max(1, min(len(server.urls()) * ENTRIES // 100, len(server.urls())))
        server.command(f"publish {new} {datetime.now(UTC).isoformat()}")
        done.append(phase(PHASES[2]))
        server.command("validators off")
        done.append(phase(PHASES[3]))
    return done


def _measured(name: str, phase: str, command: list[str], place: Path, server: Server) -> Measured:
    env = {"PATH": os.environ["PATH"], "HOME": str(place), "LANG": "C.UTF-8"}
    before = server.command("counts")
    output = subprocess.check_output([sys.executable, "-S", "-c", LAUNCHER, *command], env=env)
    status, wall, cpu, memory = json.loads(output)
    if status:
        raise SystemExit(f"{name}, {phase}: ended with {status}")
    requests, unchanged = (server.command("counts")[key] - before[key] for key in ("requests", "unchanged"))
    return Measured(name, phase, wall, cpu, memory, requests, unchanged)


def medians(runs: list[list[Measured]]) -> list[Measured]:
    """Of several runs of the same."""
    return [
        Measured(
            same[0].program,
            same[0].phase,
            statistics.median(one.wall for one in same),
            statistics.median(one.cpu for one in same),
            statistics.median(one.memory for one in same),
            same[0].requests,
            same[0].unchanged,
        )
        for same in zip(*runs, strict=True)
    ]


def show(results: list[Measured]) -> None:
    """The table."""
    for phase in PHASES:
        print(f"\n{phase:<14}   wall s  x httpx  x newsboat    CPU s      MB  requests     304")
        rows = [one for one in results if one.phase == phase]
        walls = {one.program: one.wall for one in rows}
        for one in rows:
            ratios = [f"{one.wall / walls[base]:.2f}" if base in walls else "-" for base in BASES]
            print(
                f"{one.program:<14} {one.wall:8.2f} {ratios[0]:>8} {ratios[1]:>11} {one.cpu:8.2f} {one.memory:7.0f}"
                f" {one.requests:9} {one.unchanged:7}"
            )


def installed() -> dict[str, Setup]:
    """The programs that can be measured here."""
    there = {name: setup for name, setup in OTHERS.items() if shutil.which(name) is not None}
    if missing := [name for name in OTHERS if name not in there]:
        note(f"not installed, left out: {', '.join(missing)}")
    return OURS | there


def rows(short: bool) -> list[Figure]:
    """Wall and memory of each program in each phase, with 1,000 feeds or 100."""
    count = 100 if short else 1000
    with Server(count, ENTRIES, datetime.now(UTC)) as server:
        results = [one for name, setup in installed().items() for one in measure(name, setup, server)]
    return [
        Figure(f"poll of {count:,} feeds: {phase}", one.program, value, unit)
        for phase in PHASES
        for unit in ("s", "MB")
        for one in results
        if one.phase == phase
        for value in [one.wall if unit == "s" else one.memory]
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", nargs="+", choices=[*OURS, *OTHERS], help="these programs alone")
    wanted = parser.parse_args()
    programs = {name: setup for name, setup in installed().items() if not wanted.only or name in wanted.only}
    newest = datetime.now(UTC)
    with Server(wanted.feeds, ENTRIES, newest) as server:
        runs = [
            [one for name, setup in programs.items() for one in measure(name, setup, server)]
            for _ in range(wanted.runs)
        ]
    results = medians(runs)
    small: list[Measured] = []
    if "ticker" in programs:
        with Server(max(wanted.feeds // 10, 1), ENTRIES, newest) as server:
            small = measure("ticker", ticker, server)
    if wanted.json:
        tenth = [asdict(one) for one in small]
        print(json.dumps({"feeds": wanted.feeds, "all": [asdict(one) for one in results], "tenth": tenth}))
        return
    show(results)
    if small:
        most = [max(one.memory for one in some if one.program == "ticker") for some in (small, results)]
        print(f"\nticker's memory: {most[0]:.0f} MB with a tenth of the feeds, {most[1]:.0f} MB with all")


if __name__ == "__main__":
    main()
