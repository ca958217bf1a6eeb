"""Nights full of accidents: after each the database must be that of a night without. Ends with 1 where it is not.

    python -m tests.bench.chaos [--short] [--runs 100] [--seed 1] [--at-once 3]
    python -m tests.bench.chaos --night "replay 17"

The programs are the real ones. Every other night a replay runs on the screen, with the player that it starts; the
others belong to `ticker poll` or to `ticker` on a screen, over servers of this machine. Meanwhile, at random: they are
killed; the disk is full; the network is away; the clock leaps; another process locks the database; the tape is turned
to and fro; the terminal changes its size without end and vanishes. `--short` is four nights; `--night` has one again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.bench import night_of_polls, night_of_replay
from tests.bench.night import Night
from tests.bench.table import TICKER, Figure

REPLAY, POLLER, SCREEN = "replay", "poller", "screen"
_KINDS = (REPLAY, POLLER, REPLAY, SCREEN)
AT_ONCE = 3  # they wait most of the time


def one(name: str) -> Night:
    """The night of that name: its kind, and the number from which its accidents come."""
    kind, _, number = name.partition(" ")
    if kind == REPLAY:
        return night_of_replay.disturbed(name, int(number), night_of_replay.quiet())
    return night_of_polls.disturbed(name, int(number), with_screen=kind == SCREEN)


def nights(count: int, seed: int, at_once: int = AT_ONCE) -> list[Night]:
    """So many nights, each in a process of its own: who forks in one thread must not hold the files of another."""
    names = [f"{_KINDS[number % len(_KINDS)]} {seed + number}" for number in range(count)]
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(_apart, names))


def _apart(name: str) -> Night:
    command = [sys.executable, "-m", "tests.bench.chaos", "--night", name, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout:
        return Night(name, faults=[f"it broke off with {done.returncode}: {done.stderr[-2000:]}"])
    told = json.loads(done.stdout)
    return Night(name, Counter(told["accidents"]), told["faults"], told["entries"])


def rows(short: bool) -> list[Figure]:
    """How many accidents, how many faults."""
    lived = nights(2 if short else 100, 1)
    task = f"{len(lived)} nights of accidents"
    return [
        *(Figure(f"{task}: {name}", TICKER, count, "accidents") for name, count in _accidents(lived)),
        Figure(f"{task}: faults", TICKER, sum(len(night.faults) for night in lived), "count"),
    ]


def _accidents(lived: list[Night]) -> list[tuple[str, int]]:
    return sorted(sum((night.accidents for night in lived), Counter[str]()).items())


def main() -> int:
    """Disturb, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=AT_ONCE)
    parser.add_argument("--night")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.night is None:
        lived = nights(wanted.runs or (4 if wanted.short else 100), wanted.seed, wanted.at_once)
    else:
        lived = [one(wanted.night)]
    if wanted.json:
        (night,) = lived
        print(json.dumps({"accidents": night.accidents, "faults": night.faults, "entries": night.entries}))
        return 0
    faults = [f"{night.name}: {fault}" for night in lived for fault in night.faults]
    print(f"{len(lived)} nights: " + ", ".join(f"{count} × {name}" for name, count in _accidents(lived)))
    print("\n".join(faults) or "every database is that of a quiet night")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
