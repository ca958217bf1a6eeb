"""The detail pane: one entry as a page of text, drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ticker.l10n.region import Region
from ticker.model import Entry, Revision
from ticker.ui import bindings
from ticker.ui.widgets.page import MEASURE, PARTS, Page, Piece

MARGIN = 2


class EntryPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one entry. A correction or a resize keeps the paragraph at the top where it is."""

    BINDINGS = bindings.of("pane")
    PLACE = "pane"
    COMPONENT_CLASSES = {f"entry-pane--{part}" for part in PARTS}

    @dataclass
    class LinkOpened(Message):
        """The reader wants to open this address."""

        address: str

    def __init__(self, region: Region, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entry: Entry | None = None
        self._region = region
        self._now: datetime | None = None
        self._versions: Sequence[Revision] = ()
        self._page = Page()
        self._styles: dict[str, Style] = {}
        # The paragraph that the reader has put at the top; None is the start of the page.
        self._anchor: int | None = None
        self._setting = False

    def show(self, entry: Entry | None, now: datetime, versions: Sequence[Revision] = ()) -> None:
        """Show an entry (or nothing), from its start unless it is the one that is shown already.

        With `versions` its page tells what was changed.
        """
        same = entry is not None and self.entry is not None and entry.key == self.entry.key
        self.entry, self._now, self._versions = entry, now, versions
        if not same:
            self._anchor = None
        self._set()

    def grow_older(self, now: datetime) -> None:
        """Tell the age of the entry afresh; nothing is drawn where its words stay the same."""
        if self.entry is None or self._now is None:
            return
        from ticker.ui.widgets.entry_head import age_line

        before, self._now = self._now, now
        if age_line(self.entry, before, self._region) != age_line(self.entry, now, self._region):
            self._set()

    @property
    def _measure(self) -> int:
        return max(1, min(MEASURE, self.scrollable_content_region.width - 2 * MARGIN))

    def _set(self) -> None:
        if self.entry is None or self._now is None or self.size.width <= 2 * MARGIN:
            self._page = Page()
        else:
            from ticker.ui.widgets.entry_page import page  # the first picture does not wait for it

            self._page = page(
                self.entry, width=self._measure, now=self._now, region=self._region, versions=self._versions
            )
        self.virtual_size = Size(
            self.scrollable_content_region.width, len(self._page.lines) + 1 if self._page.lines else 0
        )
        self._setting = True
        self.scroll_to(y=self._anchored_line(), animate=False, force=True)
        self._setting = False
        self.refresh()

    def _anchored_line(self) -> int:
        if self._anchor is None:
            return 0
        return next((row for row, line in enumerate(self._page.lines) if line.paragraph == self._anchor), 0)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the paragraph that the reader scrolls to; a page that is set afresh comes back to it."""
        super().watch_scroll_y(old_value, new_value)
        top = round(new_value)
        if not self._setting:
            self._anchor = self._page.lines[top].paragraph if 0 < top < len(self._page.lines) else None

    # Moving

    def action_move(self, lines: int) -> None:
        """Scroll by some lines."""
        self.scroll_to(y=self.scroll_y + lines, animate=False, force=True)

    def action_page(self, half_pages: int) -> None:
        """Scroll by some half pages, keeping two lines of a whole one."""
        step = self.size.height // 2 if abs(half_pages) == 1 else max(1, self.size.height - 2)
        self.action_move(step if half_pages > 0 else -step)

    def action_top(self) -> None:
        """Go to the start of the text."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_bottom(self) -> None:
        """Go to the end of the text."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def action_link(self, number: int) -> None:
        """Open the link of that number."""
        if number <= len(self._page.links):
            self.post_message(self.LinkOpened(self._page.links[number - 1]))

    def on_click(self, event: events.Click) -> None:
        """A click on a link opens it."""
        number = event.style.meta.get("link")
        if isinstance(number, int):
            self.action_link(number)

    # Drawing

    def on_resize(self) -> None:
        """Set the page afresh for another width."""
        self._set()

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the screen, the page centred in it."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        base = self.rich_style
        if row >= len(self._page.lines):
            return Strip.blank(width, base)
        left = max(MARGIN, (width - self._measure) // 2)
        segments = [Segment(" " * left, base)]
        segments += [self._segment(piece, base) for piece in self._page.lines[row].pieces]
        return Strip(segments).extend_cell_length(width, base).crop(0, width)

    def _segment(self, piece: Piece, base: Style) -> Segment:
        style = base + self._style(piece.part)
        if piece.emphasis or piece.strike:
            style += Style(italic=piece.emphasis, strike=piece.strike)
        if piece.link is not None:
            style += Style.from_meta({"link": piece.link})
        return Segment(piece.text, style)

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self._styles[part] = self.get_component_rich_style(f"entry-pane--{part}", partial=True)
        return style
