"""The feeds and how they fare: last answer, next fetch, what is wrong and since when."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ticker.l10n import dates, numbers
from ticker.l10n.causes import cause
from ticker.l10n.messages import _, ngettext
from ticker.model import Change, Feed
from ticker.text.sanitise import drawable
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.bars import Bar


class FeedsScreen(TickerScreen[None]):
    """All subscribed feeds, those with an error first."""

    BINDINGS = [
        Binding("escape,q,F,h,left", "app.pop_screen", show=False),
    ]
    AUTO_FOCUS = "OptionList"

    def compose(self) -> ComposeResult:
        """A bar and the list."""
        yield Bar(id="masthead")
        yield FeedList(id="feeds", markup=False)
        yield Bar(id="state")

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()
        self.query_one("#state", Bar).show(_("Esc: back"))

    def apply(self, changes: Sequence[Change]) -> None:
        """A feed may have been asked meanwhile."""
        self._fill()

    def _fill(self) -> None:
        feeds = sorted(self.library.feeds(), key=lambda feed: feed.health.failure is None)
        title = ngettext("{count} feed", "{count} feeds", len(feeds))
        self.query_one("#masthead", Bar).show(title.format(count=numbers.number(len(feeds), self.session.region)))
        options = self.query_one(FeedList)
        place = options.highlighted
        options.clear_options()
        options.add_options(Option(self._prompt(feed)) for feed in feeds)
        options.highlighted = place if place is not None and place < len(feeds) else 0 if feeds else None

    def _prompt(self, feed: Feed) -> Content:
        lines = [Content.styled(drawable(feed.name), "bold"), Content.styled(drawable(feed.url), "$quiet")]
        failure = feed.health.failure
        if failure is not None:
            lines.append(Content.styled(drawable(self._error(feed)), "$error"))
        lines.append(Content(self._state(feed)))
        return Content("\n").join([*lines, Content("")])

    def _error(self, feed: Feed) -> str:
        assert feed.health.failure is not None
        text = cause(feed.health.failure, self.session.region)
        since = feed.health.failing_since
        if since is None:
            return text
        age = dates.relative(since, self.now(), self.session.region)
        return _("{cause} (first seen {age})").format(cause=text, age=age)

    def _state(self, feed: Feed) -> str:
        region = self.session.region
        count = ngettext("{count} entry", "{count} entries", feed.entry_count)
        parts = [count.format(count=numbers.number(feed.entry_count, region))]
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


class FeedList(OptionList):
    """The list of feeds, with the keys of the other lists."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]
