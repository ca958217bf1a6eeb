"""Stories folded into one line each. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ticker.ui.order import Order

Member = tuple[int, int, int]
"""(story, time in milliseconds, key) of an entry that is in a story."""


class Folded(NamedTuple):
    """A river with its stories folded, for how many others the line of each story stands, and who was kept in it."""

    order: Order = Order()
    others: Mapping[int, int] = MappingProxyType({})
    keep: int | None = None


class Folds(NamedTuple):
    """Which entries are in a story, by key, and where they stand in the river; which keys a story has."""

    members: Mapping[int, Member] = MappingProxyType({})
    stories: Mapping[int, frozenset[int]] = MappingProxyType({})

    @staticmethod
    def of(members: Iterable[Member]) -> Folds:
        """All entries that are in a story."""
        known = {member[2]: member for member in members}
        stories: dict[int, set[int]] = {}
        for story, _time, key in known.values():
            stories.setdefault(story, set()).add(key)
        return Folds(known, {story: frozenset(keys) for story, keys in stories.items()})

    def changed(self, keys: Iterable[int], members: Iterable[Member]) -> Folds:
        """Of these entries and those that they are with only `members` are in a story now."""
        known, stories = dict(self.members), dict(self.stories)
        fresh = list(members)
        for key in {*keys, *(member[2] for member in fresh)} & known.keys():
            story = known.pop(key)[0]
            stories[story] -= {key}
        for member in fresh:
            known[member[2]] = member
            stories[member[0]] = stories.get(member[0], frozenset()) | {member[2]}
        return Folds(known, stories)

    def together(self, keys: Iterable[int]) -> set[int]:
        """These entries and all that are in a story with one of them."""
        found = set(keys)
        for story in {self.members[key][0] for key in found & self.members.keys()}:
            found |= self.stories[story]
        return found

    def fold(self, order: Order, keep: int | None) -> Folded:
        """The order with the newest entry of each story only. The entry `keep` stays: the reader stands on it."""
        rows, shown, others = self._settled(order, self.members, keep)
        return Folded(
            order.without_rows(row for row in rows if (order.times[row], order.keys[row]) not in shown), others, keep
        )

    def fold_anew(self, before: Folded, order: Order, touched: Iterable[int], keep: int | None) -> Folded:
        """What `fold` gives, where since `before` only the entries `touched` have come, gone or changed their story.

        It looks at these and their stories only: thousands of others cost nothing.
        """
        keys = self.together({*touched, *(key for key in (before.keep, keep) if key is not None)})
        _rows, shown, others = self._settled(order, keys, keep)
        gone = [row for key in keys if (row := self._row(before.order, key)) is not None]
        left = {key: count for key, count in before.others.items() if key not in keys}
        return Folded(before.order.without_rows(gone).with_entries(shown), {**left, **others}, keep)

    def _settled(
        self, order: Order, keys: Iterable[int], keep: int | None
    ) -> tuple[list[int], set[tuple[int, int]], dict[int, int]]:
        """Of some entries the rows that they have, the places of those that are shown, and how many these stand for."""
        rows = sorted(row for key in keys if (row := self._row(order, key)) is not None)
        first: dict[int, int] = {}
        others: dict[int, int] = {}
        shown: set[tuple[int, int]] = set()
        for row in rows:
            key = order.keys[row]
            story = self.members[key][0] if key in self.members else None
            if story is not None and story in first:
                others[first[story]] += 1
            elif story is not None:
                first[story], others[key] = key, 0
            if story is None or first[story] == key or key == keep:
                shown.add((order.times[row], key))
        return rows, shown, others

    def _row(self, order: Order, key: int) -> int | None:
        """The row of an entry; quick where it is in a story, for then its time is known."""
        if key not in self.members:
            return order.index(key)
        row = order.place(self.members[key][1], key)
        return row if row < len(order) and order.keys[row] == key else None

    def newest(self, key: int, order: Order) -> tuple[int, int] | None:
        """(time, key) of the newest entry of an entry's story; None where it is in none."""
        if key not in self.members:
            return None
        mates = (self.members[other] for other in self.stories[self.members[key][0]])
        return max((time, other) for _story, time, other in mates if order.has(time, other))


class Folding:
    """How one list is folded while entries come, go and change their stories; nothing is while `folds` is None."""

    def __init__(self, folds: Folds | None = None) -> None:
        self.folds = folds
        self._folded: Folded | None = None
        self._touched: set[int] = set()  # what may have to be folded otherwise than it was

    def begin_anew(self) -> None:
        """The river that is folded next has nothing to do with the last one."""
        self._folded = None

    def others(self, key: int) -> int | None:
        """For how many others the line of an entry stands; None where nothing is folded."""
        return self._folded.others.get(key, 0) if self._folded is not None else None

    def touch(self, keys: Iterable[int]) -> None:
        """These entries have come or gone."""
        if self.folds is not None:
            self._touched |= self.folds.together(keys)

    def change(self, keys: Collection[int], members: Iterable[Member]) -> None:
        """Of these entries and those that they are with only `members` are in a story now."""
        if self.folds is not None:
            self.touch(keys)
            self.folds = self.folds.changed(keys, members)
            self.touch(keys)

    def fold(self, order: Order, keep: int | None, *, held: bool) -> Order:
        """The order folded; one that is `held` still does not hold yet what was touched."""
        if self.folds is None:
            return order
        if self._folded is None:
            self._folded = self.folds.fold(order, keep)
        else:
            self._folded = self.folds.fold_anew(self._folded, order, self._touched, keep)
        if not held:
            self._touched = set()
        return self._folded.order
