"""All benchmarks in one table: python -m tests.bench [--short] [--json] [NAME …]

NAME is a module of this folder (start, poll, parse …); without one all run. `--short` takes about two minutes.
What a benchmark compares ticker with is left out where it is not installed; standard error says so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from dataclasses import asdict
from datetime import UTC, datetime

from tests.bench.table import HEAD, Figure, benchmarks, lines, note


def main() -> None:
    """Measure and print."""
    known = benchmarks()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--short", action="store_true", help="some seconds each")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    if strangers := [name for name in wanted.names if name not in known]:
        parser.error(f"there is no benchmark {', '.join(strangers)}; there are: {', '.join(known)}")
    taken: dict[str, float] = {}
    figures: dict[str, list[Figure]] = {}
    if not wanted.json:
        print(HEAD)
    for name in wanted.names or known:
        start = time.perf_counter()
        figures[name] = known[name](wanted.short)
        taken[name] = time.perf_counter() - start
        note(f"{name}: {taken[name]:.0f} s")
        if not wanted.json:
            print("\n".join(lines(name, figures[name])), flush=True)
    if wanted.json:
        results = {name: [asdict(figure) for figure in some] for name, some in figures.items()}
        print(
            json.dumps({**machine(), "short": wanted.short, "seconds": taken, "figures": results}, ensure_ascii=False)
        )


def machine() -> dict[str, object]:
    """When and on what it was measured."""
    today = datetime.now(UTC).date().isoformat()
    return {"date": today, "cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


if __name__ == "__main__":
    main()
