"""The live list with what flows into it, and the pane beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.timer import Timer

from ticker.clock import to_milliseconds
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.model import Change, ChangeKind, Headline
from ticker.store.entries import Counts
from ticker.ui import bindings
from ticker.ui.dividers import dividers, title
from ticker.ui.library import Library
from ticker.ui.order import Order
from ticker.ui.rows import Divider
from ticker.ui.session import Session
from ticker.ui.stream import Stream
from ticker.ui.undoing import undone_line
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList
from ticker.ui.widgets.headline_row import Row, row_of
from ticker.ui.widgets.news_bar import NewsBar

if TYPE_CHECKING:
    from ticker.ui.screens.river import RiverScreen

FIRST_PAGE = 200
NEAR = 256
MANY = 200
GLANCE = timedelta(minutes=1)
COUNT_SECONDS = 2.0
FIRST_COUNT_SECONDS = 0.1

_TOUCHING = (
    ChangeKind.ENTRY_REVISED,
    ChangeKind.ENTRY_UPDATED,
    ChangeKind.ENTRY_WITHDRAWN,
    ChangeKind.ENTRY_MARKED,
)


class NewsDesk(Container):
    """What the list shows and how it changes: arrivals, the pause, marks on many entries, ways through the list."""

    BINDINGS = bindings.of("stream")
    PLACE = "stream"

    def __init__(self, session: Session, library: Library, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self._library = library
        self._stream = Stream()
        self._day = ""
        self._last_look: int | None = None
        self._away_since: datetime | None = None
        self._counts: Counts | None = None
        self._recounting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The list under its bar, and the pane."""
        with Vertical(id="river"):
            yield NewsBar(id="news")
            yield HeadlineList(self._library.headlines, self._row, self._divide, self._heading, id="headlines")
        yield EntryPane(self._session.region, self._session.settings.measure, id="entry")

    @property
    def headlines(self) -> HeadlineList:
        """The live list."""
        return self.query_one("#headlines", HeadlineList)

    @property
    def _river(self) -> RiverScreen:
        return cast("RiverScreen", self.screen)

    # What comes in

    def start(self) -> None:
        """Draw the first page; what needs more than the store comes after the first picture."""
        self._day = self._today()
        self._last_look = self._library.last_look()
        self.headlines.empty = _("Nothing has come in yet. F shows how the feeds fare.")
        self._take(self._stream.reload(self._library.first_order(FIRST_PAGE)))

    def go_on(self) -> None:
        """Read the whole river and count it."""
        self._recount()
        self._load_whole_order()

    @work(thread=True, exclusive=True, group="order")
    def _load_whole_order(self) -> None:
        order = self._library.whole_order()
        self.app.call_from_thread(self._take_whole_order, order)

    def _take_whole_order(self, order: Order) -> None:
        self._take(self._stream.reload(order))

    def _take(self, stream: Stream) -> None:
        """The only place where the list gets another order."""
        self._stream = stream
        if stream.shown is not self.headlines.order:
            self.headlines.show(stream.shown)

    def apply(self, changes: Sequence[Change]) -> list[int]:
        """Take in what other processes have changed, without moving the reader; gives the entries to draw afresh."""
        keys = {kind: [c.entry_key for c in changes if c.kind is kind and c.entry_key] for kind in ChangeKind}
        added = keys[ChangeKind.ENTRY_ADDED]
        if added:
            self._take(self._stream.arrive(self._library.places(added)))
        touched = [key for kind in _TOUCHING for key in keys[kind]]
        if keys[ChangeKind.ENTRY_MARKED]:
            self._settle(keys[ChangeKind.ENTRY_MARKED])
        if touched:
            self.headlines.forget(touched)
        if any(change.kind is ChangeKind.FEED_REMOVED for change in changes):
            self._load_whole_order()
        self._show_news()
        self._recount_soon()
        return touched

    def _settle(self, keys: Sequence[int]) -> None:
        """Let entries go that were hidden, and come back that are shown again."""
        if len(keys) > MANY:
            self._load_whole_order()
            return
        places = self._library.places(keys)
        gone = set(keys).difference(key for _time, key in places)
        self._take(self._stream.without(gone).admit(places))

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
        counts = self._library.counts_afresh()
        self.app.call_from_thread(self._counted, counts)

    def _recount_soon(self) -> None:
        """Count again in a moment: where there are a million entries counting takes its time."""
        if self._recounting is None:
            self._recounting = self.set_timer(COUNT_SECONDS if self._counts else FIRST_COUNT_SECONDS, self._recount)

    def _counted(self, counts: Counts) -> None:
        self._recounting = None
        self._counts = counts
        self._show_news()

    def count(self, *, unread: int) -> None:
        """So many entries more are unread, by the reader's own mark."""
        if self._counts is not None:
            self._counts = replace(self._counts, unread=self._counts.unread + unread)
        self._show_news()
        self._recount_soon()

    @on(HeadlineList.Moved)
    def _show_news(self) -> None:
        self._stream = self._stream.see(self.headlines.above)
        if self._counts is not None:
            waiting, paused = self._stream.waiting, self._stream.paused
            self.query_one(NewsBar).show_news(self._counts, waiting, self._session.region, paused=paused)

    def _today(self) -> str:
        return dates.short_date(self._session.clock.now(), self._session.region)

    def _row(self, headline: Headline) -> Row:
        return row_of(headline, self._day, self._session.region)

    def _divide(self, order: Order) -> list[Divider]:
        return dividers(order, self._session.region, self._last_look)

    def _heading(self, divider: Divider) -> str:
        return title(divider, self._session.clock.now(), self._session.region)

    # Actions

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

    def action_hide(self) -> None:
        """Take the selected entry out of the reader's sight."""
        key = self.headlines.selected
        if key is not None:
            self._library.mark_hidden([key], True, self._session.clock.now())
            self._settle([key])
            self._recount_soon()
            self._river.say(_("The entry is hidden; u brings it back."))

    def action_later(self) -> None:
        """Put the selected entry on the list to read later, or take it off."""
        key = self.headlines.selected
        entry = self._library.entry(key) if key is not None else None
        if entry is not None:
            self._library.mark_later([entry.key], not entry.later, self._session.clock.now())
            self._river.redraw([entry.key])
            self._river.say(_("Taken off the list to read later.") if entry.later else _("To be read later."))

    def action_all_read(self) -> None:
        """Mark what the list shows as read, after asking; what has not been on the screen yet stays unread."""
        from ticker.ui.screens.confirm import ConfirmScreen

        unseen = {key for _time, key in self._stream.unseen}
        keys = [key for key in self._stream.shown.keys if key not in unseen]
        question = ngettext("Mark {count} entry as read?", "Mark {count} entries as read?", len(keys))

        def answer(yes: bool | None) -> None:
            if yes:
                self._mark_all_read(keys)

        if keys:
            count = numbers.number(len(keys), self._session.region)
            self.app.push_screen(ConfirmScreen(question.format(count=count), _("u takes it back.")), answer)

    @work(thread=True, group="marks")
    def _mark_all_read(self, keys: Sequence[int]) -> None:
        changed = self._library.mark_all_read_afresh(keys, self._session.clock.now())
        self.app.call_from_thread(self._marked_all, changed)

    def _marked_all(self, changed: Sequence[int]) -> None:
        self._river.redraw(changed)
        self.count(unread=-len(changed))
        text = ngettext(
            "{count} entry marked as read; u takes it back.",
            "{count} entries marked as read; u takes it back.",
            len(changed),
        )
        self._river.say(text.format(count=numbers.number(len(changed), self._session.region)))

    def action_undo(self) -> None:
        """Take back the reader's last mark."""
        undone = self._library.undo(self._session.clock.now())
        if undone is not None:
            self._settle(undone.keys)
            self._river.redraw(undone.keys)
            self._recount_soon()
        self._river.say(undone_line(undone, self._session.region))
