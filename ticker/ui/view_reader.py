"""Views read from the store in another thread, one at a time: what was wanted last counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.widget import Widget

from ticker.errors import DamagedError, TickerError
from ticker.l10n.messages import describe
from ticker.store import views
from ticker.store.database import GivenUp
from ticker.store.views import View
from ticker.ui.library import Library
from ticker.ui.loading import Loading
from ticker.ui.order import Order
from ticker.ui.widgets.headline_list import Place

AGAIN_SECONDS = 1.0
FIRST_HITS = 1000


class Listener(NamedTuple):
    """Who is told of what was read, in his own thread."""

    first: Callable[[Loading, Order], bool]
    """The latest of very many hits; False where he would rather wait for all of them."""
    whole: Callable[[Loading, Order, bool], None]
    """All of a view, and whether it is the one that was shown before too."""
    failed: Callable[[str], None]
    """Why nothing could be read just now; it is tried again."""


class ViewReader:
    """Reads views for a widget. `loading` is what is under way, `shown` the view that was handed over last."""

    def __init__(self, widget: Widget, library: Library, listener: Listener) -> None:
        self.loading: Loading | None = None
        self.shown = View()
        self._widget = widget
        self._library = library
        self._listener = listener
        self._busy = False

    def read(self, view: View, at: Place | None = None, then: Callable[[], object] | None = None) -> None:
        """Read a view; the list goes to `at` where that is given, else it stays at its entry; `then` is called.

        One that is under way for the same view is begun anew, and what it was to do is done then.
        """
        before = self.loading
        if before is not None and before.view == view:
            at, then = at or before.at, then or before.then
        self.loading = Loading(view, at, then)
        if not self._busy:
            self._begin()

    def _begin(self) -> None:
        self._busy = self.loading is not None
        if (loading := self.loading) is not None:
            self._widget.run_worker(lambda: self._work(loading), thread=True, group="order")

    def _work(self, loading: Loading) -> None:
        tell = self._widget.app.call_from_thread
        try:
            if views.asks(loading.view) and loading.view != self.shown:
                first = self._library.order(loading.view, FIRST_HITS)
                if len(first) < FIRST_HITS:
                    tell(self._read, loading, first)
                    return
                tell(self._read_first, loading, first)
            # All of very many take a while: what is typed meanwhile need not wait for them.
            order = self._library.order(loading.view, wanted=lambda: loading is self.loading)
        except GivenUp:
            tell(self._begin)
            return
        except TickerError as error:
            tell(self._not_read, error)
            return
        tell(self._read, loading, order)

    def _not_read(self, error: TickerError) -> None:
        """The store cannot be read just now: say so, and try again in a moment; not where it is damaged for good."""
        if isinstance(error, DamagedError):
            self._busy, self.loading = False, None
            return
        self._listener.failed(describe(error))
        self._widget.set_timer(AGAIN_SECONDS, self._begin)

    def _read_first(self, loading: Loading, first: Order) -> None:
        """Hand over the hits that came last: all of very many take a moment more."""
        wanted = loading is self.loading and loading.at is None and loading.then is None
        if wanted and self._listener.first(loading, first):
            self.shown = loading.view

    def _read(self, loading: Loading, order: Order) -> None:
        if loading is not self.loading:  # another one was wanted meanwhile
            self._begin()
            return
        self._busy, self.loading = False, None
        again, self.shown = loading.view == self.shown, loading.view
        self._listener.whole(loading, order, again)
        if loading.then is not None:
            loading.then()
