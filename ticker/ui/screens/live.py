"""One live ticker: its entries one below the other, newest first or in reading order, key events as contents."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.reasons import explain
from ticker.model import Change, Entry
from ticker.schedule import Reason
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.live_lines import Moment, arranged, contents, is_match, lines_of
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.bars import Bar
from ticker.ui.widgets.live_list import LiveList
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.state_bar import StateBar

_ORDER = "live-order"  # what the interface remembers the order under
_OLDEST_FIRST = "oldest-first"


class LiveScreen(TickerScreen[int | None]):
    """The live view of one feed; it ends with the key of the entry that the reader wants to read for itself."""

    CSS_PATH = resources.sheets("live")
    BINDINGS = bindings.of("ticker")
    PLACE = "ticker"
    AUTO_FOCUS = "LiveList"

    def __init__(self, feed_id: int, start: int | None = None) -> None:
        """`start` is the entry to begin with, None for the first."""
        super().__init__()
        self._feed_id = feed_id
        self._start = start
        self._entries: list[Entry] = []
        self._moments: list[Moment] = []
        self._newest_first = True

    def compose(self) -> ComposeResult:
        """A bar, the contents beside the entries, the last line."""
        yield Bar(id="masthead")
        yield Horizontal(Contents(id="contents", markup=False), LiveList(id="live"), id="live-body")
        yield StateBar(id="state")

    def on_mount(self) -> None:
        """Read the entries; they are set in lines as soon as the room for them is known."""
        self._newest_first = self.library.remembered(_ORDER) != _OLDEST_FIRST
        self._load()

    @property
    def live(self) -> LiveList:
        """The entries."""
        return self.query_one(LiveList)

    def apply(self, changes: Sequence[Change]) -> None:
        """Take in what has come, without moving the reader."""
        if any(change.feed_id == self._feed_id for change in changes):
            self._load()
            self._set()

    def tick(self) -> None:
        """Ages go on."""
        self._head()

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def _load(self) -> None:
        self._entries = arranged(self.library.entries_of(self._feed_id), newest_first=self._newest_first)
        moments = contents(self._entries, self.session.region)
        self.set_class(bool(moments), "-contents")
        if moments != self._moments:
            self._moments = moments
            options = self.query_one(Contents)
            highlighted = options.highlighted
            options.clear_options()
            options.add_options(Option(Content(moment.label)) for moment in moments)
            options.highlighted = min(highlighted or 0, len(moments) - 1) if moments else None
        self._head()

    @on(LiveList.Resized)
    def _set(self) -> None:
        live = self.live
        lines = lines_of(
            self._entries,
            width=live.measure,
            region=self.session.region,
            now=self.now(),
            match=is_match(self._entries),
        )
        live.show(lines, follow=self._newest_first)
        if self._start is not None:
            live.go_to(self._start)
            self._start = None

    def _head(self) -> None:
        """Tell what is shown, how many entries there are, and how it fares."""
        feed = self.library.feed(self._feed_id)
        if feed is None:
            self.dismiss(None)
            return
        region = self.session.region
        count = ngettext("{count} entry", "{count} entries", len(self._entries))
        parts = [drawable(feed.name), count.format(count=numbers.number(len(self._entries), region))]
        if feed.interval_reason == Reason.ENDED:
            parts.append(_("ended"))
        elif self._entries:
            newest = max(entry.sort_at for entry in self._entries)
            parts.append(dates.relative(newest, self.now(), region))
        self.query_one("#masthead", Bar).show(" · ".join(parts))
        order = _("s: in reading order") if self._newest_first else _("s: newest first")
        keys = [order, _("n, N: key events") if self._moments else "", _("Esc: back")]
        if self.session.replay is None:
            keys.append(drawable(explain(feed, region)))
        self.query_one(StateBar).stand(" · ".join(filter(None, keys)))

    # Actions

    def action_turn(self) -> None:
        """Change between the newest first and reading order; the selected entry stays selected."""
        self._newest_first = not self._newest_first
        self.library.remember(_ORDER, "newest-first" if self._newest_first else _OLDEST_FIRST)
        self._load()
        self._set()

    def action_moment(self, step: int) -> None:
        """Go to the next or previous key event from the selected entry."""
        keys = [entry.key for entry in self._entries]
        here = keys.index(self.live.selected) if self.live.selected in keys else 0
        places = {moment.key: keys.index(moment.key) for moment in self._moments}
        ahead = [key for key, place in places.items() if (place > here if step > 0 else place < here)]
        if ahead:
            self.live.go_to(ahead[0] if step > 0 else ahead[-1])
        else:
            self.say(_("No more key events in this direction."))

    def action_contents(self) -> None:
        """Go to the contents, or back to the entries."""
        options = self.query_one(Contents)
        if not self._moments:
            self.say(_("This ticker marks no key events."))
        elif self.focused is options:
            self.remove_class("-choosing")
            self.set_focus(self.live)
        else:
            self.add_class("-choosing")
            self.set_focus(options)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.remove_class("-choosing")
        self.set_focus(self.live)
        self.live.go_to(self._moments[event.option_index].key)

    @on(LiveList.Opened)
    def _open(self, message: LiveList.Opened) -> None:
        self.dismiss(message.key)

    def action_open_browser(self) -> None:
        """Open the selected entry's page in the browser."""
        entry = next((entry for entry in self._entries if entry.key == self.live.selected), None)
        if entry is None or entry.data.link is None:
            self.say(_("This entry has no link."))
        else:
            self.ticker.open_address(entry.data.link)

    def action_refresh(self) -> None:
        """Ask the feed now."""
        self.ticker.ask([self._feed_id])

    def action_back(self) -> None:
        """Leave the contents, else the view."""
        if self.focused is self.query_one(Contents):
            self.action_contents()
        else:
            self.dismiss(None)


class Contents(Options):
    """The key events, with the keys of the other lists."""

    BINDINGS = bindings.of("contents")
    PLACE = "contents"
