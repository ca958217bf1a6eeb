"""The river's order as two parallel arrays: entry keys and their places in time, newest first. Pure."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


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
        return bisect_left(range(len(self.keys)), (-time, -key), key=lambda row: (-self.times[row], -self.keys[row]))

    def with_entries(self, entries: Iterable[tuple[int, int]]) -> Order:
        """The river with more entries, given as (time in milliseconds, key); known ones are left where they are."""
        fresh = [(time, key) for time, key in entries if not self.has(time, key)]
        if not fresh:
            return self
        result = Order(self.keys[:], self.times[:])
        for time, key in fresh:
            row = result.place(time, key)
            if row == len(result.keys) or result.keys[row] != key:
                result.keys.insert(row, key)
                result.times.insert(row, time)
        return result

    def has(self, time: int, key: int) -> bool:
        """Whether an entry of that time and key is in the river."""
        row = self.place(time, key)
        return row < len(self.keys) and self.keys[row] == key

    def without(self, keys: Collection[int]) -> Order:
        """The river without some entries; the same one where none of them is in it."""
        return self._cut(row for row in map(self.index, keys) if row is not None)

    def without_places(self, places: Iterable[tuple[int, int]]) -> Order:
        """The river without the entries of these times and keys, quickly also where they are many."""
        return self._cut(self.place(time, key) for time, key in places if self.has(time, key))

    def _cut(self, rows: Iterable[int]) -> Order:
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
