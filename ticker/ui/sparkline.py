"""Numbers as a row of bars, one cell each. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[int]) -> str:
    """The values as bars against the highest of them; a zero is a dot, so that no news differs from little news."""
    highest = max(values, default=0)
    return "".join(_BARS[(value * (len(_BARS) - 1)) // highest] if value else "·" for value in values)
