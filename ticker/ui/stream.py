"""What flows into the list: what is known, what is shown, and what waits to be seen. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from ticker.ui.order import Order

Place = tuple[int, int]
"""(time in milliseconds, key) of an entry: where it stands in the river."""


class Stream(NamedTuple):
    """The river as the reader has it before him.

    `known` is all there is, `shown` what the list shows: the same, unless the reader has paused. `unseen` are the
    places of arrivals that he has not had on the screen yet.
    """

    known: Order = Order()
    shown: Order = Order()
    unseen: frozenset[Place] = frozenset()
    paused: bool = False

    @property
    def waiting(self) -> int:
        """How many arrivals wait to be seen."""
        return len(self.unseen)

    def arrive(self, places: Iterable[Place]) -> Stream:
        """New entries have come in."""
        places = list(places)
        known = self.known.with_entries(places)
        return self._replace(known=known, shown=self.shown if self.paused else known, unseen=self.unseen.union(places))

    def without(self, keys: Collection[int]) -> Stream:
        """Some entries are gone, also from a list that is held still."""
        unseen = frozenset(place for place in self.unseen if place[1] not in keys)
        known, shown = self.known.without(keys), self.shown.without(keys)
        return self._replace(known=known, shown=known if self.shown is self.known else shown, unseen=unseen)

    def admit(self, places: Iterable[Place]) -> Stream:
        """Some entries are shown again: they do not wait to be seen, the reader knows them."""
        places = list(places)
        known = self.known.with_entries(places)
        shown = known if self.shown is self.known else self.shown.with_entries(places)
        return self._replace(known=known, shown=shown)

    def reload(self, order: Order) -> Stream:
        """The whole river has been read afresh."""
        return self._replace(known=order, shown=self.shown if self.paused else order)

    def toggle_pause(self) -> Stream:
        """Hold the list still, or let in what has come meanwhile."""
        return self._replace(paused=not self.paused, shown=self.known)

    def see(self, above: int) -> Stream:
        """The reader sees the list from row `above` on: what stands there waits no longer."""
        if not self.unseen:
            return self
        shown = self.shown
        if above < len(shown):
            top = (shown.times[above], shown.keys[above])
            hidden = {place for place in self.unseen if place > top}  # river order is the latest first
        else:
            hidden = set(self.unseen)
        if self.paused:
            hidden.update(place for place in self.unseen if not shown.has(*place))
        return self._replace(unseen=frozenset(hidden))
