"""The live list with what flows into it, and the pane beside it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.timer import Timer

from ticker.clock import to_milliseconds
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Change, ChangeKind, Headline
from ticker.store.entries import Counts
from ticker.store.views import View, ViewCounts
from ticker.ui import bindings, view_names
from ticker.ui.dividers import dividers, title
from ticker.ui.library import ALL, Library
from ticker.ui.order import Order
from ticker.ui.rows import Divider
from ticker.ui.session import Session
from ticker.ui.stream import Stream
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList, Place
from ticker.ui.widgets.headline_row import Row, row_of
from ticker.ui.widgets.news_bar import NewsBar
from ticker.ui.widgets.panes import Panes
from ticker.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from ticker.ui.screens.river import RiverScreen

FIRST_PAGE = 200
NEAR = 256
MANY = 200
GLANCE = timedelta(minutes=1)
COUNT_SECONDS = 0.5
COUNT_SHARE = 20  # counting takes at most a twentieth of the time

_TOUCHING = (
    ChangeKind.ENTRY_REVISED,
    ChangeKind.ENTRY_UPDATED,
    ChangeKind.ENTRY_WITHDRAWN,
    ChangeKind.ENTRY_MARKED,
    ChangeKind.ENTRY_FETCHED,
)


class NewsDesk(Container):
    """What the list shows and how it changes: views, arrivals, the pause, ways through the list."""

    BINDINGS = bindings.of("stream")
    PLACE = "stream"

    def __init__(self, session: Session, library: Library, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self._library = library
        self._stream = Stream()
        self._view = View()
        self._home: Place | None = None
        self._names: Mapping[int, str] = {}
        self._day = ""
        self._last_look: int | None = None
        self._away_since: datetime | None = None
        self._counts: Counts | None = None
        self._recounting: Timer | None = None
        self._counting_seconds = 0.0

    def compose(self) -> ComposeResult:
        """The sidebar, the list under its bar, and the pane."""
        yield Sidebar(self._session.region, id="views")
        with Panes(self._library, id="panes"):
            with Vertical(id="river"):
                yield NewsBar(id="news")
                yield HeadlineList(self._library.headlines, self._row, self._divide, self._heading, id="headlines")
            yield EntryPane(self._session.region, self._session.settings, id="entry")

    @property
    def headlines(self) -> HeadlineList:
        """The live list."""
        return self.query_one("#headlines", HeadlineList)

    @property
    def _river(self) -> RiverScreen:
        return cast("RiverScreen", self.screen)

    @property
    def paused(self) -> bool:
        """Whether the list is held still."""
        return self._stream.paused

    @property
    def shown(self) -> Sequence[int]:
        """The keys of the entries that the list shows, without those that wait to be seen."""
        unseen = {key for _time, key in self._stream.unseen}
        return [key for key in self._stream.shown.keys if key not in unseen] if unseen else self._stream.shown.keys

    # What comes in

    def start(self) -> None:
        """Draw the first page; what needs more than the store comes after the first picture."""
        self._day = self._today()
        self._last_look = self._library.last_look()
        self.headlines.empty = view_names.empty(self._view)
        self._take(self._stream.reload(self._library.first_order(FIRST_PAGE)))

    def start_anew(self) -> None:
        """Everything in the store may be another."""
        self._library.start_anew()
        self._stream = Stream(self._stream.known, self._stream.known)
        self.headlines.forget(self._stream.known.keys)
        self.go_on()

    def go_on(self) -> None:
        """Read the whole river and count it."""
        self._recount()
        self._load(self._view)

    @work(thread=True, exclusive=True, group="order")
    def _load(self, view: View, at: Place | None = None, then: Callable[[], object] | None = None) -> None:
        """Read a view; the list goes to `at` where that is given, else it stays at its entry; `then` is called."""
        order = self._library.order(view)
        self.app.call_from_thread(self._loaded, view, order, at, then)

    def _loaded(self, view: View, order: Order, at: Place | None, then: Callable[[], object] | None) -> None:
        if view == self._view:
            self._stream = self._stream.reload(order)
            self.headlines.empty = view_names.empty(view)
            self.headlines.show(self._stream.shown, at=at)
            self._show_news()
            if then is not None:
                then()

    def show_view(self, view: View, at: Place | None = None, then: Callable[[], object] | None = None) -> None:
        """Show another part of the river. The selected entry keeps its line where it is in it too."""
        if self._view == ALL:
            self._home = self.headlines.place
        self._view, self._stream, self._counts = view, Stream(), None
        self.query_one(Sidebar).mark(view)
        self._load(view, at, then)
        self._recount()

    def go_home(self) -> bool:
        """Show all entries again, at the place from which the reader left them; False where he is there already."""
        if self._view == ALL:
            return False
        self.show_view(ALL, self._home)
        return True

    def go_to(self, key: int, then: Callable[[], object]) -> None:
        """Go to an entry, if need be to all entries, and do something there; nothing where it is gone."""
        index = self.headlines.order.index(key)
        if index is not None:
            self.headlines.move_to(index)
            then()
        elif self._view != ALL:
            self.show_view(ALL, then=lambda: self.go_to(key, then))

    def _take(self, stream: Stream) -> None:
        """Take in what has come or gone; the list stays where it is."""
        self._stream = stream
        if stream.shown is not self.headlines.order:
            self.headlines.show(stream.shown)

    def apply(self, changes: Sequence[Change]) -> list[int]:
        """Take in what other processes have changed, without moving the reader; gives the entries to draw afresh."""
        keys = {kind: [c.entry_key for c in changes if c.kind is kind and c.entry_key] for kind in ChangeKind}
        added = keys[ChangeKind.ENTRY_ADDED]
        if added:
            places = self._library.places(added, self._view)
            self._take(self._stream.arrive(places))
            self.count(len(places), len(places))
        touched = [key for kind in _TOUCHING for key in keys[kind]]
        if keys[ChangeKind.ENTRY_MARKED]:
            self.settle(keys[ChangeKind.ENTRY_MARKED])
        if touched:
            self.headlines.forget(touched)
        if any(change.kind in (ChangeKind.FEED_REMOVED, ChangeKind.ENTRY_REMOVED) for change in changes):
            self._load(self._view)
        self._show_news()
        self._recount_soon()
        return touched

    def settle(self, keys: Sequence[int]) -> None:
        """Let entries go that were hidden, and come back that are shown again.

        What no longer belongs to the view by another mark stays until the view is left.
        """
        if len(keys) > MANY:
            self._load(self._view)
            return
        gone = set(keys).difference(key for _time, key in self._library.places(keys))
        self._take(self._stream.without(gone).admit(self._library.places(keys, self._view)))

    def tick(self) -> None:
        """Another day may have begun."""
        if self._today() != self._day:
            self._day = self._today()
            self.headlines.divide_anew()

    def look_away(self) -> None:
        """The reader looks elsewhere: what comes from now on is new to him."""
        self._away_since = self._session.clock.now()
        self._library.remember_look(self._away_since)

    def look_back(self) -> None:
        """The reader looks again: a divider shows what has come meanwhile, unless it was but a glance."""
        away, self._away_since = self._away_since, None
        if away is not None and self._session.clock.now() - away >= GLANCE:
            self._last_look = to_milliseconds(away)
            self.headlines.divide_anew()

    def on_unmount(self) -> None:
        """The end of the look."""
        self.look_away()

    # Figures and rows

    @work(thread=True, exclusive=True, group="count")
    def _recount(self) -> None:
        start = time.monotonic()
        view = self._view
        figures, counts = self._library.figures(view)
        self.app.call_from_thread(self._counted, view, figures, counts, time.monotonic() - start)

    def _counted(self, view: View, figures: Counts, counts: ViewCounts, seconds: float) -> None:
        self._counting_seconds = seconds
        self._names = counts.names
        if view == self._view:
            self._counts = figures
        self.query_one(Sidebar).show(view_names.items(counts))
        self._show_news()

    def _recount_soon(self) -> None:
        """Count again in a moment: where there are a million entries counting takes its time."""
        if self._recounting is None:
            wait = max(COUNT_SECONDS, COUNT_SHARE * self._counting_seconds)
            self._recounting = self.set_timer(wait, self._recount_now)

    def _recount_now(self) -> None:
        self._recounting = None
        self._recount()

    def count(self, total: int, unread: int) -> None:
        """So many entries more there are and are unread, until they are counted again."""
        if self._counts is not None:
            self._counts = Counts(self._counts.total + total, self._counts.unread + unread)
        self._show_news()
        self._recount_soon()

    @on(HeadlineList.Moved)
    def _show_news(self) -> None:
        self._stream = self._stream.see(self.headlines.above)
        if self._counts is not None:
            waiting, paused = self._stream.waiting, self._stream.paused
            name = "" if self._view == ALL else view_names.title(self._view, self._names)
            self.query_one(NewsBar).show_news(name, self._counts, waiting, self._session.region, paused=paused)

    def _today(self) -> str:
        return dates.short_date(self._session.clock.now(), self._session.region)

    def _row(self, headline: Headline) -> Row:
        row = row_of(headline, self._day, self._session.region)
        if self._session.settings.typography == "plain":
            return row
        from ticker.text.typography import typeset_text
        from ticker.ui.widgets.entry_layout import marks_of

        marks = marks_of(None, self._session.region, self._session.settings)
        return replace(row, title=typeset_text(row.title, marks)) if marks else row

    def _divide(self, order: Order) -> list[Divider]:
        return dividers(order, self._session.region, self._last_look)

    def _heading(self, divider: Divider) -> str:
        return title(divider, self._session.clock.now(), self._session.region)

    # Actions

    def action_views(self) -> None:
        """Show the sidebar and go there; from there, hide it."""
        sidebar = self.query_one(Sidebar)
        if sidebar.has_focus:
            sidebar.display = False
            self.screen.set_focus(self.headlines)
        else:
            sidebar.display = True
            sidebar.point_at_shown()
            self.screen.set_focus(sidebar)

    @on(Sidebar.Left)
    def _leave_sidebar(self) -> None:
        """Where there is no room for both the sidebar makes room for the list."""
        sidebar = self.query_one(Sidebar)
        if sidebar.size.width == self.size.width:
            sidebar.display = False

    @on(Sidebar.Chosen)
    def _choose(self, message: Sidebar.Chosen) -> None:
        self.show_view(message.view)
        self.screen.set_focus(self.headlines)

    @on(NewsBar.Wanted)
    def action_newest(self) -> None:
        """Show what has come in: the list goes to the top."""
        if self._stream.paused:
            self.action_pause()
        self.headlines.action_top()

    def action_pause(self) -> None:
        """Hold the list still, or let it go on."""
        self._take(self._stream.toggle_pause())
        self._show_news()

    def action_unread(self, direction: int) -> None:
        """Go to the next unread entry (1), or to the previous one (-1)."""
        keys = self.headlines.order.keys
        cursor = self.headlines.cursor
        near = keys[cursor + 1 : cursor + 1 + NEAR] if direction > 0 else keys[max(0, cursor - NEAR) : cursor][::-1]
        found = self._library.first_unread(near)
        if found is not None:
            self._go_to(found)
        elif len(near) == NEAR:
            self._look_further(keys[cursor + 1 :] if direction > 0 else keys[:cursor][::-1])
        else:
            self._river.say(_("No other unread entry in this direction."))

    @work(thread=True, exclusive=True, group="unread")
    def _look_further(self, keys: Sequence[int]) -> None:
        found = self._library.first_unread_afresh(keys)
        self.app.call_from_thread(self._go_to, found)

    def _go_to(self, key: int | None) -> None:
        index = self.headlines.order.index(key) if key is not None else None
        if index is None:
            self._river.say(_("No other unread entry in this direction."))
            return
        self.headlines.move_to(index)
        if self._river.reads:
            self._river.action_read()

    def action_day(self, direction: int) -> None:
        """Go to the first entry of the next older day (1), or to that of this day or the next younger one (-1)."""
        starts = [divider.index for divider in self.headlines.rows.dividers if divider.day is not None]
        cursor = self.headlines.cursor
        ahead = [index for index in starts if (index > cursor if direction > 0 else index < cursor)]
        if ahead:
            self.headlines.move_to(min(ahead) if direction > 0 else max(ahead))
