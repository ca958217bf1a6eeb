"""The table of all benchmarks: what takes part, and how figures stand beside each other."""

from __future__ import annotations

import pytest

from tests.bench.table import TICKER, Figure, benchmarks, lines, shown


def test_the_benchmarks_of_the_house_take_part() -> None:
    assert {"start", "poll", "parse"} <= set(benchmarks())


def test_figures_of_one_task_stand_beside_tickers() -> None:
    slow = [Figure("a poll", TICKER, 2.0, "s"), Figure("a poll", "other", 5.0, "s"), Figure("a poll", TICKER, 40, "MB")]

    first, second, third = (line.split() for line in lines("poll", slow))
    assert first == ["poll", "a", "poll", "ticker", "2", "s", "1.00", "x"]
    assert second[-4:] == ["5", "s", "2.50", "x"]
    assert third[-2:] == ["40", "MB"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0712, "0.07"), (7.25, "7.25"), (72.51, "72.5"), (725.2, "725"), (12345.6, "12,346"), (3, "3")],
)
def test_figures_have_three_places(value: float, text: str) -> None:
    assert shown(value) == text
