"""How well the anatomy reads real news text: precision and recall on entries labelled by hand and on an agency's items.

Run as `python -m tests.bench.anatomy`. It needs the corpus (TICKER_CORPUS). The time of reading is told beside that of
bringing the same texts from HTML to plain text.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tests.anatomy.labelled import CORPUS, labelled
from tests.anatomy.score import faults, scores
from ticker.text import markup
from ticker.text.anatomy import anatomy

PARTS = {"agency": "an agency's items", "tuned": "labelled, patterns made in sight", "held": "labelled, held back"}


def main() -> int:
    """Print the tables."""
    if not CORPUS.is_dir():
        print(f"no corpus at {CORPUS} (set TICKER_CORPUS)", file=sys.stderr)
        return 1
    for part, name in PARTS.items():
        print(f"{name}\n  {'':10}right wrong missed  precision recall")
        for kind, score in scores(part).items():
            row = f"  {kind:10}{score.right:5} {score.wrong:5} {score.missed:6}"
            print(f"{row}  {score.precision:9.3f} {score.recall:6.3f}")
        print(*(f"  {line}" for line in faults(part)), sep="\n")
    entries = [entry.data for entry in labelled()]
    html = [data.content_html or "" for data in entries]
    reading = _cpu(lambda: [anatomy(data) for data in entries])
    plain = _cpu(lambda: [markup.plain(text) for text in html])
    print(f"{len(entries)} entries read in {reading:.0f} ms of CPU; their HTML as plain text {plain:.0f} ms")
    return 0


def _cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU, the least of three runs."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
