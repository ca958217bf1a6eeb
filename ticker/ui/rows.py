"""The lines of the live list: entries, and dividers between them that no cursor stands on. Pure.

An entry has an index (its place in the river's order) and a line (its place among entries and dividers).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Divider:
    """A line with a heading before the entry of an index: the day of a moment (milliseconds), or none (None).

    With `last_look` what is below was there when the reader last looked.
    """

    index: int
    day: int | None
    last_look: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """So many entries and the dividers between them, by index, at most one before an entry."""

    entries: int = 0
    dividers: tuple[Divider, ...] = ()
    lines: tuple[int, ...] = ()
    """The lines of the dividers."""

    @staticmethod
    def of(entries: int, dividers: Sequence[Divider]) -> Rows:
        """The lines of so many entries with these dividers, which are sorted by index."""
        return Rows(entries, tuple(dividers), tuple(d.index + number for number, d in enumerate(dividers)))

    def __len__(self) -> int:
        return self.entries + len(self.dividers)

    def line(self, index: int) -> int:
        """The line of an entry."""
        return index + bisect_right(self.dividers, index, key=lambda divider: divider.index)

    def divider(self, line: int) -> Divider | None:
        """The divider on that line."""
        number = bisect_left(self.lines, line)
        return self.dividers[number] if number < len(self.lines) and self.lines[number] == line else None

    def index(self, line: int) -> int:
        """The entry on that line; on a divider or beyond the last line the one that comes next."""
        return min(line - bisect_left(self.lines, line), self.entries)

    def step(self, index: int, lines: int) -> int:
        """The entry so many lines away from that of an index, clamped to the first and the last.

        Where a divider is hit, the one behind it in the direction of the step.
        """
        target = self.line(index) + lines
        found = self.index(max(0, target))
        if lines < 0 and target >= 0 and self.divider(target) is not None:
            found -= 1
        return max(0, min(found, self.entries - 1))

    def first(self, index: int) -> int:
        """The line that has to be seen for an entry to be seen: its own, or that of the divider right above it."""
        line = self.line(index)
        return line - 1 if self.divider(line - 1) is not None else line
