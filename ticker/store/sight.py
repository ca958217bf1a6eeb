"""What a reader gets to see of the entries: one condition that every read of a face puts into its SQL."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ticker.clock import to_milliseconds


class Sight(NamedTuple):
    """What is shown.

    `now` is the moment of looking: entries whose embargo (Sperrfrist) lies ahead are left out. None shows them.
    `hidden` shows those too that the reader has hidden.
    """

    now: datetime | None
    hidden: bool = False


EVERYTHING = Sight(None, hidden=True)
"""No entry is left out."""


def condition(sight: Sight, table: str = "e") -> tuple[str, tuple[int, ...]]:
    """The SQL condition on the table `entry` (under that alias) and its values; true for every row where all is shown.

    The indexes of the river hold its columns (`entry_river` and the like), so it costs next to nothing.
    """
    parts: list[str] = []
    values: tuple[int, ...] = ()
    if not sight.hidden:
        parts.append(f"{table}.hidden = 0")
    if sight.now is not None:
        parts.append(f"({table}.embargo IS NULL OR {table}.embargo <= ?)")
        values = (to_milliseconds(sight.now),)
    return " AND ".join(parts) or "1", values
