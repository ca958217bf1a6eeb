"""The river's order as two parallel arrays: entry keys and their places in time, newest first. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from operator import neg


def _empty() -> array[int]:
    return array("q")


@dataclass(frozen=True, slots=True)
class Order:
    """Entry keys in river order (`sort_at` descending, then key descending) with their `sort_at` in milliseconds.

    A million entries take 16 MB. The arrays are never changed in place: every operation gives a new `Order`, so a
    list that draws one while another is made cannot see half of it.
    """

    keys: array[int] = field(default_factory=_empty)
    times: array[int] = field(default_factory=_empty)

    def __len__(self) -> int:
        return len(self.keys)

    def index(self, key: int) -> int | None:
        """The row of an entry, None where it is not in the river."""
        try:
            return self.keys.index(key)
        except ValueError:
            return None

    def place(self, time: int, key: int) -> int:
        """The row at which an entry of that time (milliseconds) and key stands or would stand."""
        first = bisect_left(self.times, -time, key=neg)
        end = bisect_right(self.times, -time, lo=first, key=neg)
        return bisect_left(self.keys, -key, lo=first, hi=end, key=neg)

    def after(self, time: int) -> int:
        """The row of the latest entry from before that time (milliseconds), or the number of entries."""
        return bisect_right(self.times, -time, key=neg)

    def with_entries(self, entries: Iterable[tuple[int, int]]) -> Order:
        """The river with more entries, given as (time in milliseconds, key); known ones are left where they are."""
        fresh = sorted({entry for entry in entries if not self.has(*entry)}, reverse=True)
        if not fresh:
            return self
        # Put together from slices: a million entries are copied once, however many are new.
        result = Order()
        start = 0
        for time, key in fresh:
            row = self.place(time, key)
            result.keys.extend(self.keys[start:row])
            result.times.extend(self.times[start:row])
            result.keys.append(key)
            result.times.append(time)
            start = row
        result.keys.extend(self.keys[start:])
        result.times.extend(self.times[start:])
        return result

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
        if not cut:
            return self
        result = Order()
        start = 0
        for row in [*cut, len(self.keys)]:
            result.keys.extend(self.keys[start:row])
            result.times.extend(self.times[start:row])
            start = row + 1
        return result
