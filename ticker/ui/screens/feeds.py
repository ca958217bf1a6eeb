"""The feeds and how they fare: a table, and below it all that is to tell of the selected one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.model import Change, Feed
from ticker.text import collation
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.feed_lines import DAYS, FeedLines
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.bars import Bar
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.state_bar import StateBar


class FeedsScreen(TickerScreen[int]):
    """All subscribed feeds, those with an error first. It gives the id of the feed whose entries are wanted."""

    CSS_PATH = resources.sheets("feeds")
    AUTO_FOCUS = "FeedList"

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Feed] = []
        self._told: object = None
        self._counts: dict[int, tuple[int, ...]] = {}
        self._found: dict[int, int] = {}

    def compose(self) -> ComposeResult:
        """A bar, the table and the selected feed."""
        yield Bar(id="masthead")
        yield Static(id="columns", markup=False)
        yield FeedList(id="feeds", markup=False)
        yield Static(id="details", markup=False)
        yield StateBar(id="state")

    def on_mount(self) -> None:
        """Fill the table."""
        self._fill()
        self.show_state()

    def on_resize(self) -> None:
        """Other columns may have room."""
        self.call_after_refresh(self._fill)

    def apply(self, changes: Sequence[Change]) -> None:
        """A feed may have been asked meanwhile."""
        self._fill()

    def tick(self) -> None:
        """Times and ages go on; a quiet poll leaves no trace in the change log."""
        self._fill()
        self.show_state()

    def show_state(self) -> None:
        """Show how a refresh gets on, or the keys."""
        keys = _("Enter: its entries · r: ask it · R: ask all · a: add one · x: unsubscribe · Esc: back")
        refresh = self.ticker.refresh_line()
        self.query_one(StateBar).stand(refresh or keys, at_once=refresh is not None)

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def _lines(self) -> FeedLines:
        columns = self.query_one(FeedList).columns
        return FeedLines(self.session.region, self.now(), columns, self.session.replay is not None)

    def _fill(self) -> None:
        """Show the feeds; the cursor stays on its feed."""
        stored, lines = self.library.feeds(), self._lines()
        told = stored, lines.columns, lines.now.replace(second=0, microsecond=0)
        if told == self._told:
            return
        self._told = told
        feeds = sorted(stored, key=lambda feed: (feed.health.failure is None, collation.key(feed.name)))
        self._counts = self.library.daily_counts(self.now(), DAYS)
        untried = [feed.id for feed in feeds if feed.health.last_success is None]
        self._found = {id: len(self.library.found_feeds(id)) for id in untried}
        self._show_title(feeds)
        self.query_one("#columns", Static).update(lines.heading())
        options = self.query_one(FeedList)
        prompts = [lines.line(feed, self._counts.get(feed.id, ()), self._found.get(feed.id, 0)) for feed in feeds]
        if [feed.id for feed in feeds] == [feed.id for feed in self._shown]:
            for row, prompt in enumerate(prompts):
                if options.get_option_at_index(row).prompt != prompt:
                    options.replace_option_prompt_at_index(row, prompt)
        else:
            selected = self._selected()
            options.clear_options()
            options.add_options(Option(prompt) for prompt in prompts)
            rows = [row for row, feed in enumerate(feeds) if selected is not None and feed.id == selected.id]
            options.highlighted = rows[0] if rows else 0 if feeds else None
        self._shown = feeds
        self._show_details()

    def _show_title(self, feeds: Sequence[Feed]) -> None:
        title = ngettext("{count} feed", "{count} feeds", len(feeds))
        parts = [title.format(count=numbers.number(len(feeds), self.session.region))]
        if failing := sum(feed.health.failure is not None for feed in feeds):
            failed = ngettext("{count} failed", "{count} failed", failing)
            parts.append(failed.format(count=numbers.number(failing, self.session.region)))
        self.query_one("#masthead", Bar).show(" · ".join(parts))

    def _show_details(self) -> None:
        feed = self._selected()
        details = Content("")
        if feed is not None:
            details = self._lines().details(feed, self._counts.get(feed.id, ()), self._found.get(feed.id, 0))
        self.query_one("#details", Static).update(details)

    def _selected(self) -> Feed | None:
        row = self.query_one(FeedList).highlighted
        return self._shown[row] if row is not None and row < len(self._shown) else None

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        self._show_details()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        """Choose among the feeds of a page; else go to the feed's entries."""
        feed = self._shown[event.option_index]
        if not self.ticker.offer(feed.id):
            self.dismiss(feed.id)

    def action_refresh(self) -> None:
        """Ask the selected feed now."""
        feed = self._selected()
        if feed is not None:
            self.ticker.ask([feed.id])
            self.show_state()

    def action_refresh_all(self) -> None:
        """Ask all feeds now."""
        self.ticker.ask([feed.id for feed in self._shown])
        self.show_state()

    def action_remove(self) -> None:
        """End the selected subscription, after asking."""
        from ticker.ui.screens.confirm import ConfirmScreen

        feed = self._selected()
        if feed is None:
            return
        if self.session.replay is not None:
            self.say(_("In a replay no feed is removed."))
            return
        question = _("Unsubscribe from “{feed}”?").format(feed=drawable(feed.name))
        lost = _("It has brought nothing yet.")
        if feed.entry_count:
            lost = ngettext(
                "{count} entry with its versions and marks is deleted. This cannot be taken back.",
                "{count} entries with their versions and marks are deleted. This cannot be taken back.",
                feed.entry_count,
            ).format(count=numbers.number(feed.entry_count, self.session.region))
        self.app.push_screen(ConfirmScreen(question, lost, sure=False), partial(self._remove, feed))

    def _remove(self, feed: Feed, yes: bool | None) -> None:
        if yes:
            self.library.unsubscribe(feed.id, self.now())
            self._fill()
            self.say(_("Removed: {feed}").format(feed=drawable(feed.name)))

    def action_stop_or_back(self) -> None:
        """Stop a refresh, else go back."""
        if self.ticker.refresh_line() is not None:
            self.ticker.stop_refresh()
            self.show_state()
        else:
            self.dismiss(None)


class FeedList(Options):
    """The table of feeds, with the keys of the other lists."""

    BINDINGS = bindings.of("feeds")
    PLACE = "feeds"

    @property
    def columns(self) -> int:
        """Cells that a line may take."""
        return max(20, self.scrollable_content_region.width)

    def watch_virtual_size(self) -> None:
        """Lines came or went: the cursor stays in sight."""
        self.call_after_refresh(self.scroll_to_highlight)
