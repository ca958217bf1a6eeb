"""Short parts that stand in rows with a point between them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ticker.text.parting import Measure
from ticker.text.wrap import wrap_text

POINT = " · "


def rows(parts: Sequence[str], width: int, measure: Measure) -> list[str]:
    """The parts in rows of at most `width` cells, each row as full as can be.

    A row ends between two parts, without a point at its end or at the start of the next. A part that is wider than a
    row has one of its own, for others to wrap. `measure` gives a text's width in cells.
    """
    found: list[str] = []
    for part in parts:
        longer = f"{found[-1]}{POINT}{part}" if found else part
        if found and measure(longer) <= width:
            found[-1] = longer
        else:
            found.append(part)
    return found


def wrapped(text: str, width: int, measure: Measure) -> list[str]:
    """A text in lines of at most `width` cells (1 or more): broken at line feeds, between parts, and else as `wrap`."""
    return [
        line
        for paragraph in text.split("\n")
        for row in rows(paragraph.split(POINT), width, measure)
        for line in wrap_text(row, width, measure)
    ]
