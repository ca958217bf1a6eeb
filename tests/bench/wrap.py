"""What it costs to break a text into lines: 2,000 words at three measures, bare, parted and justified.

Run as `python -m tests.bench.wrap`. Times are CPU milliseconds, the least of many runs; beside them stands textwrap of
the standard library, which knows no cells, hyphens or no-break spaces, on the same text.
"""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from rich.cells import cell_len

from ticker.l10n import hyphenation
from ticker.text.blocks import Span
from ticker.text.typography import typeset
from ticker.text.wrap import wrap

WORDS = 2000
MEASURES = (40, 66, 90)
COMPOUNDS = Path(__file__).parents[1] / "unit" / "compounds.txt"
SENTENCE = (
    "Am 13. September gab die {0} bekannt, dass der {1} um 10.30 Uhr mit 100 km Vorsprung kommt, sagte sie; "
    "die „{2}“ des Ost-West-Konflikts – z. B. in Wien – bleibt."
)


def text() -> str:
    """2,000 words of invented news, full of compounds."""
    words = [word.replace("-", "") for word in COMPOUNDS.read_text("utf-8").split()[20:]]
    sentences = (SENTENCE.format(*words[start : start + 3]) for start in range(0, len(words) - 3, 3))
    made = " ".join(sentences).split()
    return " ".join((made * (WORDS // len(made) + 1))[:WORDS])


def main() -> None:
    """Print the table."""
    hyphenation.load("de_DE")
    parted = hyphenation.ready("de_DE")
    words = text()
    spans = [Span(words)]
    print(f"{WORDS} words, {len(words)} characters; ms of CPU (and how many times the standard library's textwrap)")
    print(f"{'measure':>8} {'textwrap':>9} {'bare':>14} {'parted':>14} {'justified':>14}   lines, ending in a hyphen")
    for width in MEASURES:
        base = _cpu(lambda width=width: textwrap.wrap(words, width))  # type: ignore[misc]
        ways: list[Callable[[], list[list[Span]]]] = [
            lambda width=width: wrap(spans, width, cell_len),  # type: ignore[misc]
            lambda width=width: wrap(spans, width, cell_len, parted),  # type: ignore[misc]
            lambda width=width: wrap(spans, width, cell_len, parted, justified=True),  # type: ignore[misc]
        ]
        spent = [_cpu(way) for way in ways]
        lines = ways[1]()
        hyphens = sum(line[-1].text.endswith("-") for line in lines)
        row = " ".join(f"{each:7.2f} ({each / base:4.1f})" for each in spent)
        print(f"{width:8} {base:9.2f} {row}   {len(lines)}, {hyphens}")
    print(f"German typography of the same text: {_cpu(lambda: typeset(spans)):.2f} ms")


def _cpu(work: Callable[[], object], runs: int = 15) -> float:
    spent = []
    for _ in range(runs):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent) * 1000


if __name__ == "__main__":
    main()
