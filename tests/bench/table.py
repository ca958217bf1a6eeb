"""What every benchmark gives, found and shown: one table of figures, each beside what it is compared with.

A module of `tests.bench` takes part when it has a function

    def rows(short: bool) -> list[Figure]: ...

`short` asks for a form of some seconds. Whoever measures only one program still gives figures: memory, rates, counts.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import tests.bench

TICKER = "ticker"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure: how much of `unit` a program needed for a task.

    Figures of the same task and unit stand together. `unit` is a word such as s, ms, MB or entries/s; where it ends
    with /s more is better. `program` is `TICKER` for our own.
    """

    task: str
    program: str
    value: float
    unit: str


Rows = Callable[[bool], list[Figure]]


def benchmarks() -> dict[str, Rows]:
    """The `rows` of each module that has one, by the module's short name, in alphabetical order."""
    found: dict[str, Rows] = {}
    for module in sorted(pkgutil.iter_modules(tests.bench.__path__), key=lambda module: module.name):
        if module.name != "__main__":
            rows = getattr(importlib.import_module(f"tests.bench.{module.name}"), "rows", None)
            if rows is not None:
                found[module.name] = rows
    return found


def lines(name: str, figures: Sequence[Figure]) -> Iterator[str]:
    """A benchmark's part of the table; the ratio says how many times ticker's figure each one is."""
    for (task, unit), same in groupby(figures, key=lambda figure: (figure.task, figure.unit)):
        group = list(same)
        ours = next((figure.value for figure in group if figure.program == TICKER), None)
        for figure in group:
            ratio = f"{figure.value / ours:9.2f} x" if ours and len(group) > 1 else ""
            yield f"{name:<9}{task:<40}{figure.program:<26}{shown(figure.value):>11} {unit:<11}{ratio:>11}".rstrip()


HEAD = f"{'':<9}{'task':<40}{'program':<26}{'':>11} {'':<11}{'to ticker':>11}"


def shown(value: float) -> str:
    """A figure with three places that mean something."""
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - len(str(int(abs(value)))) + 1)}f}"


def note(text: str) -> None:
    """Say on standard error what is under way or left out."""
    print(text, file=sys.stderr, flush=True)
