"""The live list and what flows into it: views, arrivals, what goes and comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message

from ticker.headline import Change, ChangeKind, Headline
from ticker.store.views import View, ViewKind
from ticker.ui import view_names
from ticker.ui.folding import Folding, Folds
from ticker.ui.headline_lines import HeadlineLines
from ticker.ui.library import ALL, Library
from ticker.ui.loading import Loading
from ticker.ui.order import Order
from ticker.ui.session import Session
from ticker.ui.stream import Stream
from ticker.ui.view_reader import Listener, ViewReader
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList, Place
from ticker.ui.widgets.headline_row import Row
from ticker.ui.widgets.news_bar import NewsBar
from ticker.ui.widgets.panes import Panes
from ticker.ui.widgets.sidebar import Sidebar

FIRST_PAGE = 200
MANY = 200
STORY_CHANGED = "story-changed"  # what the log of changes calls it

_TOUCHING = (
    ChangeKind.ENTRY_REVISED,
    ChangeKind.ENTRY_UPDATED,
    ChangeKind.ENTRY_WITHDRAWN,
    ChangeKind.ENTRY_MARKED,
    ChangeKind.ENTRY_FETCHED,
)


class StreamDesk(Container):
    """Sidebar, list and pane; decides what the list shows, and takes in what changes without moving the reader."""

    @dataclass
    class Failed(Message):
        """Something could not be done, for this reason."""

        reason: str

    @dataclass
    class Shown(Message):
        """All of a view is shown: so many entries."""

        view: View
        count: int

    def __init__(self, session: Session, library: Library, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self._library = library
        self._stream = Stream()
        self._view = View()
        self._home: Place | None = None
        self._reader = ViewReader(self, library, Listener(self._show_first, self._show_whole, self._fail))
        self._listed: Order | None = None
        self._folding = Folding()
        self._groups: Mapping[int, str] | None = None
        self._lines = HeadlineLines(session)

    def compose(self) -> ComposeResult:
        """The sidebar, the list under its bar, and the pane."""
        yield Sidebar(self._session.region, id="views")
        with Panes(self._library, id="panes"):
            with Vertical(id="river"):
                yield NewsBar(self._library, self._session.region, id="news")
                yield self._new_list()
            yield EntryPane(self._session.region, self._session.settings, id="entry")

    @property
    def headlines(self) -> HeadlineList:
        """The live list."""
        return self.query_one("#headlines", HeadlineList)

    @property
    def news(self) -> NewsBar:
        """The line above the list."""
        return self.query_one(NewsBar)

    @property
    def folds(self) -> Folds | None:
        """How stories are folded; None where they are not."""
        return self._folding.folds

    @property
    def paused(self) -> bool:
        """Whether the list is held still."""
        return self._stream.paused

    @property
    def shown(self) -> Sequence[int]:
        """The keys of the entries that the list shows, without those that wait to be seen."""
        unseen = {key for _time, key in self._stream.unseen}
        keys = self.headlines.order.keys
        return [key for key in keys if key not in unseen] if unseen else keys

    # What comes in

    def start(self) -> None:
        """Draw the first page; what needs more than the store comes after the first picture."""
        self._lines.turn()
        self._lines.last_look = self._library.last_look()
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
        self.news.recount()
        self._reader.read(self._view)

    def _show_first(self, loading: Loading, first: Order) -> bool:
        """Show the hits that came last, unless the reader stands further down: then he waits for all of them."""
        place = self.headlines.place
        reached = place is None or (place.time, place.key) >= (first.times[-1], first.keys[-1])
        if reached:
            self._stream = Stream().reload(loading.amended(first))
            self._folding.begin_anew()
            self._list()
            loading.at_first = self.headlines.at_first
        return reached

    def _show_whole(self, loading: Loading, order: Order, again: bool) -> None:
        # What came last need not be the newest: whoever has not moved stays on the first of all.
        at_first = loading.at_first and self.headlines.at_first
        stream = self._stream if again else Stream()
        self._stream = stream.reload(loading.amended(order))
        self._folding.begin_anew()
        self.headlines.empty = view_names.empty(loading.view)
        self._list(at=loading.at)
        if at_first:
            self.headlines.action_top()
        self._show_news()
        self.post_message(self.Shown(loading.view, len(order)))

    def when_loaded(self, then: Callable[[], object]) -> None:
        """Do something as soon as the list shows all that is in its view: at once, if nothing is being read."""
        if self._reader.loading is None:
            then()
        else:
            self._reader.read(self._view, then=then)

    def show_view(self, view: View, at: Place | None = None, then: Callable[[], object] | None = None) -> None:
        """Show another part of the river. The selected entry keeps its line where it is in it too."""
        if self._view == ALL:
            self._home = self.headlines.place
        self._view = view
        self.query_one(Sidebar).mark(view)
        self._reader.read(view, at, then)
        self.news.watch_view(view)

    def go_home(self) -> bool:
        """Show all entries again, at the place from which the reader left them; False where he is there already."""
        if self._view == ALL:
            return False
        self.show_view(ALL, self._home)
        return True

    def go_to(self, key: int, then: Callable[[], object]) -> None:
        """Go to an entry, if need be to all entries, and do something there; nothing where it is gone."""
        index = self.headlines.order.index(key)
        if index is None and self.folds is not None:
            self.fold(None)
            index = self.headlines.order.index(key)
        if index is not None:
            self.headlines.move_to(index)
            then()
        elif self._view != ALL:
            self.show_view(ALL, then=lambda: self.go_to(key, then))

    def _take(self, stream: Stream) -> None:
        """Take in what has come or gone; the list stays where it is."""
        self._stream = stream
        if stream.shown is not self._listed:
            self._list()

    def _list(self, at: Place | None = None) -> None:
        """Let the list show what flows, folded where that is wished."""
        self._listed = order = self._stream.shown
        if self.folds is not None:
            keep = at.key if at is not None else self.headlines.selected
            order = self._folding.fold(order, keep, held=self._stream.paused)
            self.headlines.redraw()
        self.headlines.show(order, at=at)

    def fold(self, folds: Folds | None) -> None:
        """Show one line for each story, or all entries again (None). The reader goes to the line of his story."""
        self._folding = Folding(folds)
        here = self.headlines.place
        newest = folds.newest(here.key, self._stream.shown) if folds is not None and here is not None else None
        if here is not None and newest is not None:
            here = here._replace(time=newest[0], key=newest[1])
        self._list(here)
        self.headlines.redraw()

    def apply(self, changes: Sequence[Change]) -> list[int]:
        """Take in what other processes have changed, without moving the reader; gives the entries to draw afresh."""
        keys = {kind: [c.entry_key for c in changes if c.kind is kind and c.entry_key] for kind in ChangeKind}
        added = keys[ChangeKind.ENTRY_ADDED]
        if added:
            places = self._library.places(added, self._view)
            if self._reader.loading is not None:
                self._reader.loading.arrive(places)
            if self.folds is not None:
                self._folding.change(added, self._library.stories(added))
            if self._reader.shown == self._view:  # else the list still shows the view that one has left
                self._take(self._stream.arrive(places))
            self.news.count(len(places), len(places))
        touched = [key for kind in _TOUCHING for key in keys[kind]]
        told = [change.entry_key for change in changes if change.kind.value == STORY_CHANGED and change.entry_key]
        if told:
            touched += self._take_stories(told)
        if keys[ChangeKind.ENTRY_MARKED]:
            self.settle(keys[ChangeKind.ENTRY_MARKED])
        if touched:
            self.headlines.forget(touched)
        if any(change.kind in (ChangeKind.FEED_REMOVED, ChangeKind.ENTRY_REMOVED) for change in changes):
            self._reader.read(self._view)
        self._show_news()
        self.news.recount_soon()
        return touched

    def _take_stories(self, keys: Sequence[int]) -> list[int]:
        """Entries have joined a story or left it; gives all that are in it."""
        members = self._library.stories(keys)
        if self.folds is not None:
            self._folding.change(keys, members)
            self._list()
        return [*keys, *(key for _story, _time, key in members)]

    def let_go(self, keys: Collection[int]) -> None:
        """Entries are no longer for the reader's eyes."""
        if self._reader.loading is not None:
            self._reader.loading.leave(keys)
        self._folding.touch(keys)
        if self._reader.shown == self._view:
            self._take(self._stream.without(keys))

    def settle(self, keys: Sequence[int]) -> None:
        """Let entries go that were hidden, and come back that are shown again.

        What no longer belongs to the view by another mark stays until the view is left.
        """
        if len(keys) > MANY:
            self._reader.read(self._view)
            return
        gone = set(keys).difference(key for _time, key in self._library.places(keys))
        back = self._library.places(keys, self._view)
        if self._reader.loading is not None:
            self._reader.loading.leave(gone)
            self._reader.loading.arrive(back)
        self._folding.touch(keys)
        if self._reader.shown == self._view:
            self._take(self._stream.without(gone).admit(back))

    def tick(self) -> None:
        """Another day may have begun."""
        if self._lines.turn():
            self.headlines.divide_anew()

    # Figures and rows

    @on(HeadlineList.Moved)
    def _show_news(self) -> None:
        top, shown = self.headlines.top, self._stream.shown
        self._stream = self._stream.see(shown.place(*top) if top is not None else len(shown))
        self.news.show_stream(self._stream.waiting, paused=self._stream.paused)

    @on(NewsBar.Counted)
    def _show_figures(self, message: NewsBar.Counted) -> None:
        counts = message.counts
        self.query_one(Sidebar).show(view_names.items(counts, self._library.saved_searches()))
        if self._groups is not None and counts.groups != self._groups and self._view.kind is ViewKind.GROUP:
            self._reader.read(self._view)  # a feed was put into it, or taken out
        self._groups = counts.groups

    def _new_list(self) -> HeadlineList:
        lines = self._lines

        def row(headline: Headline) -> Row:
            return lines.row(headline, self._folding.others(headline.key))

        return HeadlineList(self._library.headlines, row, lines.divide, lines.heading, id="headlines")

    def _fail(self, reason: str) -> None:
        self.post_message(self.Failed(reason))
