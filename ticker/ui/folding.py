"""Stories folded into one line each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ticker.ui.order import Order

Member = tuple[int, int, int]
"""(story, time in milliseconds, key) of an entry that is in a story."""


@dataclass(frozen=True, slots=True)
class Folds:
    """Which entries are in a story, by key, and where they stand in the river."""

    members: Mapping[int, Member] = field(default_factory=dict)

    def with_members(self, members: Iterable[Member]) -> Folds:
        """Some entries have joined a story, or another one."""
        return Folds({**self.members, **{member[2]: member for member in members}})

    def fold(self, order: Order, keep: int | None) -> tuple[Order, dict[int, int]]:
        """The order with the newest entry of each story only, and for how many others each of those stands.

        The entry `keep` stays: the reader stands on it.
        """
        first: dict[int, int] = {}
        others: dict[int, int] = {}
        gone: list[int] = []
        for story, time, key in sorted(self.members.values(), key=lambda member: (-member[1], -member[2])):
            row = order.place(time, key)
            if row == len(order) or order.keys[row] != key:
                continue
            if story not in first:
                first[story] = key
                others[key] = 0
                continue
            others[first[story]] += 1
            if key != keep:
                gone.append(row)
        return order.without_rows(gone), others

    def newest(self, key: int, order: Order) -> tuple[int, int] | None:
        """(time, key) of the newest entry of an entry's story; None where it is in none."""
        if key not in self.members:
            return None
        story = self.members[key][0]
        return max((time, other) for of, time, other in self.members.values() if of == story and order.has(time, other))
