"""The detail pane: one entry as a page of text, drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from ticker.config import Config
from ticker.l10n.region import Region
from ticker.ui import bindings
from ticker.ui.scrolling import extend
from ticker.ui.widgets.page import PARTS, Line, Page, Piece
from ticker.ui.widgets.picture_size import extent
from ticker.ui.widgets.picture_store import PictureStore
from ticker.ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ticker.model import Entry

MARGIN = 2
TYPING_SECONDS = 0.7
"""How long a digit waits for a second one."""


class EntryPane(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one entry. A correction or a resize keeps the paragraph at the top where it is."""

    BINDINGS = bindings.of("pane")
    PLACE = "pane"
    COMPONENT_CLASSES = {f"entry-pane--{part}" for part in PARTS}

    @dataclass
    class LinkOpened(Message):
        """The reader wants to open this address."""

        address: str

    class Finished(Message):
        """The reader has come to the end of the text and wants to go on."""

    def __init__(self, region: Region, settings: Config, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._settings = settings
        self._pictures = PictureStore(self, settings.images)
        self.sheet: Sheet | None = None
        self._region = region
        self._now: datetime | None = None
        self._page = Page()
        self._styles: dict[str, Style] = {}
        # The paragraph that the reader has put at the top; None is the start of the page.
        self._anchor: int | None = None
        self._ended = False  # whether the reader has scrolled to the end
        self._setting = False
        self._typed = 0  # the digits so far of a link's number
        self._typing: Timer | None = None

    def settle(self, settings: Config) -> None:
        """Set the page afresh after the settings have changed."""
        self._settings = settings
        self._pictures.setting = settings.images
        self._set()

    @property
    def draws_pictures(self) -> bool:
        """Whether images can be drawn in this terminal, and are wanted."""
        return self._pictures.form is not None

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown."""
        return self.sheet.entry if self.sheet is not None else None

    def show(self, sheet: Sheet | None, now: datetime, position: int = 0) -> None:
        """Show a sheet (or nothing).

        The one that is shown already, set afresh, stays where it is; another one begins at `position`, a paragraph of
        its text as the property of that name gives it.
        """
        same = sheet is not None and self.sheet is not None and sheet.place == self.sheet.place
        self.sheet, self._now = sheet, now
        if not same:
            self._stop_typing()
            self._typed = 0
            self._anchor, self._ended = None, False
            self._set()
            if position:
                self._anchor = position + self._page.body
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
        return max(1, min(self._settings.measure, self.scrollable_content_region.width - 2 * MARGIN))

    @property
    def _left(self) -> int:
        return max(MARGIN, (self.scrollable_content_region.width - self._measure) // 2)

    def _set(self) -> None:
        if self.sheet is None or self._now is None or self.size.width <= 2 * MARGIN:
            self._page = Page()
        else:
            # The first picture does not wait for these.
            from ticker.ui.widgets.entry_layout import layout_of
            from ticker.ui.widgets.entry_page import page

            layout = layout_of(self.sheet.entry.data, self._region, self._settings)
            self._page = page(self.sheet, width=self._measure, now=self._now, region=self._region, layout=layout)
        self._setting = True
        extend(self, len(self._page.lines) + 1 if self._page.lines else 0)
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
            self._ended = new_value >= self.max_scroll_y
            self._anchor = self._page.lines[top].paragraph if 0 < top < len(self._page.lines) else None

    @property
    def position(self) -> int:
        """The paragraph of the text at the top; 0 at the start of the page and behind its end."""
        if self._anchor is None or self._ended:
            return 0
        return max(0, self._anchor - self._page.body)

    @property
    def passage(self) -> str | None:
        """The first paragraph of the text that is on the screen, or the first of all; None without a text."""
        rows = self._page.lines[round(self.scroll_y) :]
        seen = (line.paragraph for line in rows if line.paragraph in self._page.passages)
        number = next(seen, next(iter(self._page.passages), None))
        return self._page.passages[number] if number is not None else None

    @property
    def pointed(self) -> Offset:
        """Where the terminal's own cursor belongs: at the first line that is seen."""
        return Offset(self._left, 0)

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

    def action_walk(self) -> None:
        """Go on by a page; whoever has seen the end goes on to the next entry."""
        if self.scroll_y >= self.max_scroll_y:
            self.post_message(self.Finished())
        else:
            self.action_page(2)

    def action_digit(self, digit: int) -> None:
        """Take the next digit of a link's number, and open the link where no other number begins so."""
        self._stop_typing()
        number = self._typed * 10 + digit
        self._typed = 0
        if number * 10 <= len(self._page.links) and number:
            self._typed = number
            self._typing = self.set_timer(TYPING_SECONDS, lambda: self._open_typed(number))
        else:
            self._open(number)

    def _open_typed(self, number: int) -> None:
        self._typed = 0
        self._open(number)

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.stop()
            self._typing = None

    def _open(self, number: int) -> None:
        """Open the link of that number."""
        if 0 < number <= len(self._page.links):
            self.post_message(self.LinkOpened(self._page.links[number - 1]))

    def on_click(self, event: events.Click) -> None:
        """A click on a link opens it."""
        number = event.style.meta.get("link")
        if isinstance(number, int):
            self._open(number)

    # Drawing

    def on_resize(self) -> None:
        """Set the page afresh for another width."""
        self._set()

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._styles.clear()
        self._pictures.forget()

    def render_line(self, y: int) -> Strip:
        """One line of the screen, the page centred in it."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        base = self.rich_style
        if row >= len(self._page.lines):
            return Strip.blank(width, base)
        segments = [Segment(" " * self._left, base)]
        line = self._page.lines[row]
        drawn = self._drawn(line)
        if drawn is not None:
            return Strip([*segments, *drawn], self._left + cell_len(line.pieces[0].text)).extend_cell_length(
                width, base
            )
        segments += [self._segment(piece, base) for piece in line.pieces]
        return Strip(segments).extend_cell_length(width, base).crop(0, width)

    def _drawn(self, line: Line) -> Sequence[Segment] | None:
        """The part of an image on the line, once it is drawn."""
        known = self.sheet.pictures.get(line.picture.url) if line.picture and self.sheet else None
        if known is None or line.picture is None:
            return None
        return self._pictures.row(known, line.picture, extent(known, self._measure))

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
