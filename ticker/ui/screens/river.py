"""The main screen: the live list, the detail pane and the bars round them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.timer import Timer

from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.model import Change, ChangeKind, Entry, Headline
from ticker.store.entries import Counts
from ticker.ui import bindings
from ticker.ui.order import Order
from ticker.ui.screens.reading import ReadingScreen
from ticker.ui.state_line import state_of
from ticker.ui.stream import Stream
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList
from ticker.ui.widgets.headline_row import Row, row_of
from ticker.ui.widgets.masthead import Masthead
from ticker.ui.widgets.news_bar import NewsBar
from ticker.ui.widgets.state_bar import StateBar

FIRST_PAGE = 200
RELOAD_FROM = 1000
PREVIEW_SECONDS = 0.04
SCAN = 500


class RiverScreen(ReadingScreen):
    """Headlines as they come in, newest first, and the entry that is selected.

    The class `-reading` gives the pane the whole screen where there is no room for both.
    """

    BINDINGS = bindings.of("river")
    PLACE = "river"
    AUTO_FOCUS = "HeadlineList"

    def __init__(self) -> None:
        super().__init__()
        self._stream = Stream()
        self._preview: Timer | None = None
        self._day = ""
        self._counts: Counts | None = None

    def compose(self) -> ComposeResult:
        """The bars, the list and the pane."""
        yield Masthead(id="masthead")
        with Container(id="body"):
            with Vertical(id="river"):
                yield NewsBar(id="news")
                empty = _("Nothing has come in yet. F shows how the feeds fare.")
                yield HeadlineList(self.library.headlines, self._row, empty=empty, id="headlines")
            yield EntryPane(self.session.region, self.session.settings.measure, id="entry")
        yield StateBar(id="state")

    @property
    def headlines(self) -> HeadlineList:
        """The live list."""
        return self.query_one("#headlines", HeadlineList)

    # What comes in

    def on_mount(self) -> None:
        """Draw the first page at once; what needs more than the store comes after the first picture."""
        self._day = self._today()
        self._take(self._stream.reload(self.library.first_order(FIRST_PAGE)))
        self.call_after_refresh(self._after_first_picture)

    def _after_first_picture(self) -> None:
        self.tick()
        self.show_state()
        self._recount()
        self._load_whole_order()

    @work(thread=True, exclusive=True, group="order")
    def _load_whole_order(self) -> None:
        order = self.library.whole_order()
        self.app.call_from_thread(self._take_whole_order, order)

    def _take_whole_order(self, order: Order) -> None:
        self._take(self._stream.reload(order))

    def _take(self, stream: Stream) -> None:
        """The only place where the list gets another order."""
        self._stream = stream
        if stream.shown is not self.headlines.order:
            self.headlines.show(stream.shown)

    def apply(self, changes: Sequence[Change]) -> None:
        """Take in what other processes have changed, without moving the reader."""
        keys = {kind: [c.entry_key for c in changes if c.kind is kind and c.entry_key] for kind in ChangeKind}
        added = keys[ChangeKind.ENTRY_ADDED]
        if added:
            self._take(self._stream.arrive(self.library.places(added)))
        kinds = (
            ChangeKind.ENTRY_REVISED,
            ChangeKind.ENTRY_UPDATED,
            ChangeKind.ENTRY_WITHDRAWN,
            ChangeKind.ENTRY_MARKED,
        )
        touched = [key for kind in kinds for key in keys[kind]]
        if touched:
            self._redraw(touched)
        if any(change.kind is ChangeKind.FEED_REMOVED for change in changes):
            self._load_whole_order()
        self.show_state()
        self._recount()

    def _redraw(self, keys: Sequence[int]) -> None:
        self.headlines.forget(keys)
        if self.pane.entry is not None and self.pane.entry.key in keys:
            self._show_entry(self.pane.entry.key)

    def tick(self) -> None:
        """Let clock, dates and ages go on."""
        now = self.now()
        self.query_one(Masthead).show_time(now, self.session.region, self.session.replay)
        if self._today() != self._day:
            self._day = self._today()
            self.headlines.redraw()
        self.pane.grow_older(now)
        self.show_state()

    # Bars and rows

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def show_state(self) -> None:
        """Show how a refresh gets on, or how the feeds fare."""
        replay = self.session.replay is not None
        state = state_of(self.library.overview(), self.now(), self.session.region, replay=replay)
        refresh = self.ticker.refresh_line()
        self.query_one(StateBar).stand(refresh or state, at_once=refresh is not None)

    def _recount(self) -> None:
        self._counts = self.library.counts()
        self._show_news()

    @on(HeadlineList.Moved)
    def _show_news(self) -> None:
        self._stream = self._stream.see(self.headlines.above)
        if self._counts is not None:
            stream = self._stream
            news = self.query_one(NewsBar)
            news.show_news(self._counts, stream.waiting, self.session.region, paused=stream.paused)

    def _today(self) -> str:
        return dates.short_date(self.now(), self.session.region)

    def _row(self, headline: Headline) -> Row:
        return row_of(headline, self._day, self.session.region)

    # The entry

    @on(HeadlineList.Selected)
    def _select(self, message: HeadlineList.Selected) -> None:
        # A held key passes many entries; only the one where it rests is set as a page.
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_SECONDS, lambda: self._show_entry(message.key))

    def to_next_unread(self) -> bool:
        """Select the next unread entry further down the list; False where there is none."""
        keys = self.headlines.order.keys
        for start in range(self.headlines.cursor + 1, len(keys), SCAN):
            for row, headline in enumerate(self.library.headlines(keys[start : start + SCAN]), start):
                if not headline.read:
                    self.headlines.move_to(row)
                    return True
        return False

    @on(HeadlineList.Opened)
    def action_read(self) -> None:
        """Read the selected entry.

        Enter comes here at once and not as a message of the list: a `q` that is typed right behind it must find
        the pane open.
        """
        key = self.headlines.selected
        if key is None:
            return
        self.headlines.following = False
        self._mark(key, read=True)
        self._show_entry(key)
        self.add_class("-reading")
        self.set_focus(self.pane)

    def chosen(self) -> Entry | None:
        """The selected entry."""
        key = self.headlines.selected
        return self.library.entry(key) if key is not None else None

    def _mark(self, key: int, *, read: bool | None = None, starred: bool | None = None) -> None:
        if read is not None:
            self.library.mark_read(key, read, self.now())
        if starred is not None:
            self.library.mark_starred(key, starred, self.now())
        self._redraw([key])
        self._recount()

    # Actions

    def action_newest(self) -> None:
        """Show what has come in: the list goes to the top."""
        if self._stream.paused:
            self.action_pause()
        self.headlines.action_top()

    def action_pause(self) -> None:
        """Hold the list still, or let it go on."""
        self._take(self._stream.toggle_pause())
        self._show_news()

    def action_toggle_read(self) -> None:
        """Mark the selected entry as read or unread."""
        entry = self.chosen()
        if entry is not None:
            self._mark(entry.key, read=not entry.read)

    def action_toggle_star(self) -> None:
        """Star the selected entry or take the star off."""
        entry = self.chosen()
        if entry is not None:
            self._mark(entry.key, starred=not entry.starred)

    def action_open_browser(self) -> None:
        """Open the selected entry's page in the browser."""
        entry = self.chosen()
        if entry is None:
            return
        if entry.data.link is None:
            self.say(_("This entry has no link."))
            return
        self._mark(entry.key, read=True)
        self.ticker.open_address(entry.data.link)

    def action_switch_pane(self) -> None:
        """Go to the pane, or back to the list."""
        if self.focused is self.pane:
            self.action_back()
        elif self.pane.display and self.pane.size.height:
            self.set_focus(self.pane)
        else:
            self.action_read()

    def action_refresh(self) -> None:
        """Ask the selected entry's feed whether something is new."""
        entry = self.chosen()
        if entry is not None:
            self.ticker.ask([entry.feed_id])
            self.show_state()

    def action_refresh_all(self) -> None:
        """Ask all feeds whether something is new."""
        self.ticker.ask([feed.id for feed in self.library.feeds()])
        self.show_state()

    def action_back(self) -> None:
        """Go back to the list; there, stop a refresh."""
        if self.focused is not self.pane:
            self.ticker.stop_refresh()
        self.remove_class("-reading", "-alone")
        self.set_focus(self.headlines)

    def action_quit_or_back(self) -> None:
        """Go back to the list, or quit where one is there already."""
        if self.focused is self.pane:
            self.action_back()
        else:
            self.app.exit()

    def subscribed(self, address: str) -> None:
        """Say that the feed is expected."""
        self.say(_("Subscribed: {address}").format(address=address))

    def action_feeds(self) -> None:
        """Show the feeds and their state."""
        from ticker.ui.screens.feeds import FeedsScreen

        self.app.push_screen(FeedsScreen())
