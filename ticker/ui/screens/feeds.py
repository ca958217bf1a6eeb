"""The feeds and how they fare: last answer, next fetch, what is wrong and since when."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n import dates, numbers
from ticker.l10n.causes import cause
from ticker.l10n.messages import _, ngettext
from ticker.l10n.reasons import explain
from ticker.l10n.versions import held_still
from ticker.model import Change, Feed
from ticker.text import collation
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.screens.base import TickerScreen
from ticker.ui.sparkline import sparkline
from ticker.ui.widgets.bars import Bar
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.state_bar import StateBar

DAYS = 14


class FeedsScreen(TickerScreen[None]):
    """All subscribed feeds, those with an error first."""

    CSS_PATH = resources.sheets("feeds")
    AUTO_FOCUS = "FeedList"

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Feed] = []

    def compose(self) -> ComposeResult:
        """A bar and the list."""
        yield Bar(id="masthead")
        yield FeedList(id="feeds", markup=False)
        yield StateBar(id="state")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self.show_state()

    def apply(self, changes: Sequence[Change]) -> None:
        """A feed may have been asked meanwhile."""
        self._fill()

    def tick(self) -> None:
        """Times and ages go on; a quiet poll leaves no trace in the change log."""
        self._fill()
        self.show_state()

    def show_state(self) -> None:
        """Show how a refresh gets on, or the keys."""
        keys = _("r asks the feed · R asks all · Esc: back")
        refresh = self.ticker.refresh_line()
        self.query_one(StateBar).stand(refresh or keys, at_once=refresh is not None)

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def _fill(self) -> None:
        """Show the feeds; the cursor stays on its feed."""
        feeds = sorted(self.library.feeds(), key=lambda feed: (feed.health.failure is None, collation.key(feed.name)))
        counts = self.library.daily_counts(self.now(), DAYS)
        title = ngettext("{count} feed", "{count} feeds", len(feeds))
        parts = [title.format(count=numbers.number(len(feeds), self.session.region))]
        if failing := sum(feed.health.failure is not None for feed in feeds):
            failed = ngettext("{count} failed", "{count} failed", failing)
            parts.append(failed.format(count=numbers.number(failing, self.session.region)))
        self.query_one("#masthead", Bar).show(" · ".join(parts))
        options = self.query_one(FeedList)
        prompts = [self._prompt(feed, counts.get(feed.id, ())) for feed in feeds]
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

    def _selected(self) -> Feed | None:
        row = self.query_one(FeedList).highlighted
        return self._shown[row] if row is not None and row < len(self._shown) else None

    def _prompt(self, feed: Feed, counts: Sequence[int]) -> Content:
        region = self.session.region
        lines = [Content.styled(drawable(feed.name), "bold")]
        if any(counts):
            published = Content.styled(sparkline(counts), "$accent")
            lines = [Content.assemble(lines[0], "  ", published, f" {self._rate(counts)}")]
        if feed.name != feed.url:
            lines.append(Content.styled(drawable(feed.url), "$quiet"))
        if feed.health.failure is not None:
            lines.append(Content.styled(drawable(self._error(feed)), "$error"))
        if feed.health.last_success is None and (found := len(self.library.found_feeds(feed.id))):
            named = ngettext("It names {count} feed: Enter chooses", "It names {count} feeds: Enter chooses", found)
            lines.append(Content.styled(named.format(count=numbers.number(found, region)), "$accent"))
        still = held_still(feed, region)
        if still is not None:
            lines.append(Content.styled(drawable(still), "$warning"))
        lines += [Content(self._state(feed)), Content(self._manner(feed))]
        return Content("\n").join([*lines, Content("")])

    def _rate(self, counts: Sequence[int]) -> str:
        """How many entries a day the feed publishes, over the days since its first."""
        first = next((day for day, count in enumerate(counts) if count), len(counts))
        days = max(1, len(counts) - first)
        rate = round(sum(counts) / days)
        return _("{count} a day").format(count=numbers.number(rate, self.session.region))

    def _error(self, feed: Feed) -> str:
        assert feed.health.failure is not None
        text = cause(feed.health.failure, self.session.region, self.now())
        region, since = self.session.region, feed.health.failing_since
        if since is None or feed.health.failures < 2:
            return text
        tries = ngettext("{count} attempt", "{count} attempts", feed.health.failures)
        return _("{cause} · {attempts} since {time}").format(
            cause=text,
            attempts=tries.format(count=numbers.number(feed.health.failures, region)),
            time=dates.clock_time_or_date(since, self.now(), region),
        )

    def _state(self, feed: Feed) -> str:
        region = self.session.region
        count = ngettext("{count} entry", "{count} entries", feed.entry_count)
        parts = [count.format(count=numbers.number(feed.entry_count, region))]
        if feed.group is not None:
            parts.insert(0, drawable(feed.group))
        if feed.health.last_poll is None:
            parts.append(_("not fetched yet"))
        else:
            age = dates.relative(feed.health.last_poll, self.now(), region)
            parts.append(_("fetched {age}").format(age=age))
        if self.session.replay is None:
            if feed.next_poll is None:
                parts.append(_("is not fetched any more"))
            elif feed.health.last_poll is not None:
                time = dates.clock_time_or_date(feed.next_poll, self.now(), region)
                parts.append(_("next fetch {time}").format(time=time))
        return " · ".join(parts)

    def _manner(self, feed: Feed) -> str:
        """How often it is asked and why, and what it saves to ask for changes only."""
        region = self.session.region
        parts = [drawable(explain(feed, region))]
        if feed.bytes_saved:
            parts.append(_("{size} saved").format(size=numbers.size(feed.bytes_saved, region)))
        return " · ".join(parts)

    @on(OptionList.OptionSelected)
    def _offer(self, event: OptionList.OptionSelected) -> None:
        self.ticker.offer(self._shown[event.option_index].id)

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

    def action_stop_or_back(self) -> None:
        """Stop a refresh, else go back."""
        if self.ticker.refresh_line() is not None:
            self.ticker.stop_refresh()
            self.show_state()
        else:
            self.app.pop_screen()


class FeedList(Options):
    """The list of feeds, with the keys of the other lists."""

    BINDINGS = bindings.of("feeds")
    PLACE = "feeds"

    def watch_virtual_size(self) -> None:
        """Lines came or went, or fold otherwise: the cursor stays in sight."""
        self.call_after_refresh(self.scroll_to_highlight)
