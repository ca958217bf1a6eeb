"""The line above the list: what is shown, how many entries there are, and what waits to be seen."""

from __future__ import annotations

import time
from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.timer import Timer

from ticker.errors import TickerError
from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.store.entries import Counts
from ticker.store.views import View, ViewCounts
from ticker.ui import view_names
from ticker.ui.library import ALL, Library
from ticker.ui.widgets.bars import Bar

COUNT_SECONDS = 0.5
COUNT_SHARE = 20  # counting takes at most a twentieth of the time


class NewsBar(Bar):
    """Counts at the left; at the right, set off, the arrivals above the part that is seen. A click shows them.

    It counts by itself, in another thread: where there are a million entries that takes its time.
    """

    class Wanted(Message):
        """The reader wants to see what has come in."""

    @dataclass
    class Counted(Message):
        """The figures of all views are known."""

        counts: ViewCounts

    def __init__(self, library: Library, region: Region, *, id: str) -> None:
        super().__init__(id=id)
        self._library = library
        self._region = region
        self._view = ALL
        self._counts: Counts | None = None
        self.known = ViewCounts()
        """The figures and names as they were counted last."""
        self._waiting = 0
        self._paused = False
        self._planned: Timer | None = None
        self._seconds = 0.0
        self._asked: tuple[View, ...] = ()
        self.counts_all = False
        """Whether the views that ask a query are counted too: only who sees their figures pays for them."""

    def on_click(self) -> None:
        """Show what waits."""
        self.post_message(self.Wanted())

    def watch_view(self, view: View) -> None:
        """Count the entries of another view."""
        self._view, self._counts = view, None
        self.recount()

    def count(self, total: int, unread: int) -> None:
        """So many entries more there are and are unread, until they are counted again."""
        if self._counts is not None:
            self._counts = Counts(self._counts.total + total, self._counts.unread + unread)
        self._show()
        self.recount_soon()

    def show_stream(self, waiting: int, *, paused: bool) -> None:
        """Show how many entries wait to be seen, and whether the list is held still."""
        self._waiting, self._paused = waiting, paused
        self._show()

    def recount_soon(self) -> None:
        """Count again in a moment."""
        if self._planned is None:
            self._planned = self.set_timer(max(COUNT_SECONDS, COUNT_SHARE * self._seconds), self._recount_now)

    def _recount_now(self) -> None:
        self._planned = None
        self.recount()

    @work(thread=True, exclusive=True, group="count")
    def recount(self) -> None:
        """Count."""
        start = time.monotonic()
        view = self._view
        try:
            figures, counts = self._library.figures(view, self._asked if self.counts_all else ())
        except TickerError:  # the store cannot be read just now: the next count will tell
            self.app.call_from_thread(self.recount_soon)
            return
        self.app.call_from_thread(self._counted, view, figures, counts, time.monotonic() - start)

    def _counted(self, view: View, figures: Counts, counts: ViewCounts, seconds: float) -> None:
        self._seconds = seconds
        self.known = counts
        self._asked = (*self._library.saved_searches(), *view_names.categories(counts))
        if view == self._view:
            self._counts = figures
        self._show()
        self.post_message(self.Counted(counts))

    def _show(self) -> None:
        if self._counts is None:
            return
        total = ngettext("{count} entry", "{count} entries", self._counts.total)
        unread = _("{count} unread").format(count=numbers.number(self._counts.unread, self._region))
        if self._counts.total and not self._counts.unread:
            unread = _("all read")
        name = "" if self._view == ALL else f"{view_names.title(self._view, self.known.names)}: "
        left = f"{name}{total.format(count=numbers.number(self._counts.total, self._region))}, {unread}"
        right = [_("paused")] if self._paused else []
        if self._waiting:
            text = ngettext("{count} new entry ↑", "{count} new entries ↑", self._waiting)
            right.append(text.format(count=numbers.number(self._waiting, self._region)))
        self.show(left, " · ".join(right), hot=bool(right))
