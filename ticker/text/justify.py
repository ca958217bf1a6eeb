"""Lines set to the full measure: their ordinary spaces widened evenly, as in a column of a newspaper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from ticker.text.blocks import Span
from ticker.text.held import held_spaces

LEAST = 0.75
"""The share of the measure that a line must fill to be widened: a short one would have holes."""


def justify(line: Sequence[Span], width: int, cells: int) -> list[Span]:
    """The line of `cells` cells widened to `width`; unchanged where it has no spaces or is too short for it.

    Spaces before the first word and those that hold a number to its unit are kept as they are. What is left over is
    spread evenly.
    """
    text = "".join(span.text for span in line)
    lead = len(text) - len(text.lstrip(" "))
    held = held_spaces(text, 0, len(text))
    places = [
        place for place in range(lead, len(text)) if text[place] == " " and text[place - 1] != " " and place not in held
    ]
    missing = width - cells
    if missing <= 0 or not places or cells < LEAST * width:
        return list(line)
    each, left = divmod(missing, len(places))
    shares = [left * number // len(places) for number in range(len(places) + 1)]
    added = {place: each + after - before for place, (before, after) in zip(places, pairwise(shares), strict=True)}
    starts = accumulate((len(span.text) for span in line), initial=0)
    return [
        replace(span, text="".join(mark + " " * added.get(place, 0) for place, mark in enumerate(span.text, start)))
        for span, start in zip(line, starts, strict=False)
    ]
