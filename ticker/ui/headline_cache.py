"""The headlines that the live list has loaded: a page at a time, the latest few thousand. Pure but for the loader."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from ticker.headline import Headline
from ticker.ui.order import Order

KEPT = 4096
PAGE = 128


class HeadlineCache:
    """Headlines by key."""

    def __init__(self, load: Callable[[Sequence[int]], list[Headline]]) -> None:
        """`load` gives the headlines of some keys; those that are gone are left out."""
        self._load = load
        self._headlines: OrderedDict[int, Headline] = OrderedDict()

    def get(self, order: Order, index: int) -> Headline | None:
        """The headline of the entry of an index, loaded with its neighbours where it is not there yet."""
        key = order.keys[index]
        if key not in self._headlines:
            start = max(0, index - PAGE // 2)
            wanted = [k for k in order.keys[start : start + PAGE] if k not in self._headlines]
            self._headlines.update((found.key, found) for found in self._load(wanted))
            while len(self._headlines) > KEPT:
                self._headlines.popitem(last=False)
        return self._headlines.get(key)

    def forget(self, keys: Sequence[int]) -> None:
        """Load these afresh when they are asked for again."""
        for key in keys:
            self._headlines.pop(key, None)
