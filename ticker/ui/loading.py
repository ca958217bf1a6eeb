"""A view that is being read from the store while the world goes on. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ticker.store.views import View
from ticker.ui.order import Order
from ticker.ui.stream import Place as River
from ticker.ui.widgets.headline_list import Place


@dataclass(eq=False, slots=True)
class Loading:
    """Which view is read, where the list shall stand then, and what to do there.

    Reading takes a moment in another thread; what comes or goes meanwhile may be missing in what was read. `at_first`
    tells that the reader stands on the first of those hits that are shown before all are there.
    """

    view: View
    at: Place | None = None
    then: Callable[[], object] | None = None
    at_first: bool = False
    _arrived: dict[int, int] = field(default_factory=dict)
    _gone: set[int] = field(default_factory=set)

    def arrive(self, places: Iterable[River]) -> None:
        """Entries have come in."""
        for time, key in places:
            self._arrived[key] = time
            self._gone.discard(key)

    def leave(self, keys: Iterable[int]) -> None:
        """Entries have gone."""
        for key in keys:
            self._arrived.pop(key, None)
            self._gone.add(key)

    def amended(self, order: Order) -> Order:
        """What was read, with what has come and without what has gone since."""
        return order.without(self._gone).with_entries((time, key) for key, time in self._arrived.items())
