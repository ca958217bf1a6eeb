"""The line above the list: how many entries there are, and what waits to be seen."""

from __future__ import annotations

from textual.message import Message

from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.l10n.region import Region
from ticker.store.entries import Counts
from ticker.ui.widgets.bars import Bar


class NewsBar(Bar):
    """Counts at the left; at the right, set off, the arrivals above the part that is seen. A click shows them."""

    class Wanted(Message):
        """The reader wants to see what has come in."""

    def on_click(self) -> None:
        """Show what waits."""
        self.post_message(self.Wanted())

    def show_news(self, name: str, counts: Counts, waiting: int, region: Region, *, paused: bool) -> None:
        """Show the name of the view, if any, and the figures; nothing is drawn where they stay the same."""
        total = ngettext("{count} entry", "{count} entries", counts.total)
        unread = _("{count} unread").format(count=numbers.number(counts.unread, region))
        start = f"{name}: " if name else ""
        left = f"{start}{total.format(count=numbers.number(counts.total, region))}, {unread}"
        right = [_("paused")] if paused else []
        if waiting:
            text = ngettext("{count} new entry ↑", "{count} new entries ↑", waiting)
            right.append(text.format(count=numbers.number(waiting, region)))
        self.show(left, " · ".join(right), hot=bool(right))
