"""The river's order as two parallel columns: entry keys and their places in time, newest first. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from operator import neg

from ticker.column import Column


@dataclass(frozen=True, slots=True)
class Order:
    """Entry keys in river order (`sort_at` descending, then key descending) with their `sort_at` in milliseconds.

    Nothing is changed in place: every operation gives a new `Order`, so a list that draws one while another is made
    cannot see half of it.
    """

    keys: Column = field(default_factory=Column)
    times: Column = field(default_factory=Column)

    def __len__(self) -> int:
        return len(self.keys)

    def index(self, key: int) -> int | None:
        """The row of an entry, None where it is not in the river."""
        return self.keys.row_of(key)

    def place(self, time: int, key: int) -> int:
        """The row at which an entry of that time (milliseconds) and key stands or would stand."""
        first = self.times.below(time + 1)
        return bisect_left(self.keys, -key, lo=first, hi=self.times.below(time, first), key=neg)

    def after(self, time: int, start: int = 0) -> int:
        """The row of the latest entry from before that time (milliseconds), from `start` on; or their number."""
        return self.times.below(time, start)

    def with_entries(self, entries: Iterable[tuple[int, int]]) -> Order:
        """The river with more entries, given as (time in milliseconds, key); known ones are left where they are."""
        top = (self.times[0], self.keys[0]) if len(self) else None
        fresh = []
        for time, key in sorted(set(entries), reverse=True):
            row = 0 if top is None or (time, key) > top else self.place(time, key)
            if row == len(self) or self.keys[row] != key:
                fresh.append((row, time, key))
        if not fresh:
            return self
        keys = self.keys.with_numbers([(row, key) for row, _time, key in fresh])
        return Order(keys, self.times.with_numbers([(row, time) for row, time, _key in fresh]))

    def has(self, time: int, key: int) -> bool:
        """Whether an entry of that time and key is in the river."""
        row = self.place(time, key)
        return row < len(self.keys) and self.keys[row] == key

    def without(self, keys: Collection[int]) -> Order:
        """The river without some entries; the same one where none of them is in it."""
        return self.without_rows(row for row in map(self.index, keys) if row is not None)

    def without_rows(self, rows: Iterable[int]) -> Order:
        """The river without the entries on these rows."""
        cut = sorted(set(rows))
        return Order(self.keys.without(cut), self.times.without(cut)) if cut else self
