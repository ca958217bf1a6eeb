"""The live list: one line an entry, drawn line by line from an array of keys."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ticker.model import Headline
from ticker.ui import bindings
from ticker.ui.order import Order
from ticker.ui.widgets.headline_row import PARTS, Row, fit, layout

HEADLINES_KEPT = 4096
STRIPS_KEPT = 512
PAGE = 128


class HeadlineList(ScrollView, can_focus=True, inherit_bindings=False):
    """The river of headlines.

    It holds only keys; rows are loaded a page at a time through `load` and kept in a bounded cache, so a million
    entries cost no more than a hundred. The cursor belongs to an entry and not to a row: `show` puts it back on
    its entry and keeps that entry on its line of the screen.
    """

    BINDINGS = bindings.of("list")
    PLACE = "list"
    COMPONENT_CLASSES = {f"headline-list--{part}" for part in PARTS}

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Selected(Message):
        """The cursor stands on another entry (None: the list is empty)."""

        key: int | None

        def can_replace(self, message: Message) -> bool:
            """Only the latest selection of a held key matters."""
            return isinstance(message, HeadlineList.Selected)

    class Opened(Message):
        """The reader wants to read the selected entry."""

    class Moved(Message):
        """The part of the river that is seen has changed."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest position matters."""
            return isinstance(message, HeadlineList.Moved)

    def __init__(
        self,
        load: Callable[[Sequence[int]], list[Headline]],
        row: Callable[[Headline], Row],
        *,
        empty: str,
        id: str | None = None,
    ) -> None:
        """`load` gives the headlines of some keys, `row` the texts of one line; `empty` is said without entries."""
        super().__init__(id=id)
        self._empty = empty
        self.order = Order()
        self.following = True
        self._load = load
        self._row = row
        self._headlines: OrderedDict[int, Headline] = OrderedDict()
        self._strips: OrderedDict[tuple[int, int, bool, bool], Strip] = OrderedDict()
        self._styles: dict[str, Style] = {}

    # What is shown

    @property
    def selected(self) -> int | None:
        """The key of the entry under the cursor."""
        return self.order.keys[self.cursor] if self.cursor < len(self.order) else None

    @property
    def above(self) -> int:
        """How many entries stand above the part that is seen."""
        return min(round(self.scroll_y), len(self.order))

    def show(self, order: Order) -> None:
        """Show another state of the river.

        The cursor stays on its entry, or goes to the nearest later one where that is gone, and the entry stays
        on its line of the screen. Only while the list follows at the top it sinks, to make room for what arrives.
        """
        before, row, line = self.selected, self.cursor, self.cursor - round(self.scroll_y)
        self.order = order
        found = order.index(before) if before is not None else None
        cursor = found if found is not None else max(0, min(row, len(order) - 1))
        top = 0 if self.following and self.scroll_y == 0 else max(0, cursor - line)
        self._fit(top)
        self.set_reactive(HeadlineList.cursor, cursor)
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
        if self.selected != before:
            self.post_message(self.Selected(self.selected))
        self.post_message(self.Moved())

    def forget(self, keys: Sequence[int]) -> None:
        """Draw these entries afresh: they were corrected or marked."""
        for key in keys:
            self._headlines.pop(key, None)
        gone = set(keys)
        for cached in [cached for cached in self._strips if cached[0] in gone]:
            del self._strips[cached]
        self.refresh()

    def redraw(self) -> None:
        """Draw every line afresh: the day or the theme has changed."""
        self._strips.clear()
        self._styles.clear()
        self.refresh()

    def _fit(self, top: int) -> None:
        """Make the scrollable height hold `top` as first line, also where fewer entries than lines follow it."""
        height = max(len(self.order), top + self.size.height if top else 0)
        size = Size(self.scrollable_content_region.width, height)
        if size != self.virtual_size:
            self.virtual_size = size

    # Moving

    def move_to(self, row: int) -> None:
        """Put the cursor on a row, clamped to the river, and let it be seen."""
        self.following = False
        self.cursor = max(0, min(row, len(self.order) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Let the cursor be seen, redraw the two lines and say what is selected."""
        self.refresh_line(before)
        self.refresh_line(after)
        self._reveal()
        self.post_message(self.Selected(self.selected))
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        height = self.size.height
        if height <= 0:
            return
        top = round(self.scroll_y)
        if self.cursor < top:
            top = self.cursor
        elif self.cursor >= top + height:
            top = self.cursor - height + 1
        self._fit(top)
        self.scroll_to(y=top, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows; one that is out of sight starts from the first line that is seen."""
        top = round(self.scroll_y)
        if top <= self.cursor < top + self.size.height:
            self.move_to(self.cursor + rows)
        else:
            self.move_to(top)

    def action_page(self, half_pages: int) -> None:
        """Move the cursor by some half pages."""
        self.action_move(half_pages * max(1, self.size.height // 2))

    def action_top(self) -> None:
        """Go to the newest entry and follow from there."""
        self.move_to(0)
        self._fit(0)
        self.scroll_to(y=0, animate=False, force=True)
        self.following = True
        self.post_message(self.Moved())

    def action_bottom(self) -> None:
        """Go to the oldest entry."""
        self.move_to(len(self.order) - 1)

    def on_click(self, event: events.Click) -> None:
        """A click selects, a double click opens."""
        row = event.y + round(self.scroll_y)
        if row < len(self.order):
            self.move_to(row)
            if event.chain == 2:
                self.post_message(self.Opened())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling by wheel or bar changes what is above."""
        super().watch_scroll_y(old_value, new_value)
        if new_value > old_value:
            self.following = False
        self.post_message(self.Moved())

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in view in another size."""
        self._strips.clear()
        self._fit(round(self.scroll_y))
        self._reveal()

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        row = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        if y == 1 and len(self.order) == 0:
            return Strip([Segment(fit(f"   {self._empty}", width), self.rich_style + self._style("read"))], width)
        if row >= len(self.order):
            return Strip.blank(width, self.rich_style)
        return self._strip(self.order.keys[row], row, width)

    def _strip(self, key: int, row: int, width: int) -> Strip:
        state = (key, width, row == self.cursor, self.has_focus)
        strip = self._strips.get(state)
        if strip is None:
            headline = self._headline(key, row)
            strip = self._draw(headline, width, row == self.cursor) if headline else Strip.blank(width, self.rich_style)
            self._strips[state] = strip
            if len(self._strips) > STRIPS_KEPT:
                self._strips.popitem(last=False)
        return strip

    def _headline(self, key: int, row: int) -> Headline | None:
        headline = self._headlines.get(key)
        if headline is None:
            start = max(0, row - PAGE // 2)
            wanted = [k for k in self.order.keys[start : start + PAGE] if k not in self._headlines]
            self._headlines.update((found.key, found) for found in self._load(wanted))
            headline = self._headlines.get(key)
            while len(self._headlines) > HEADLINES_KEPT:
                self._headlines.popitem(last=False)
        return headline

    def _draw(self, headline: Headline, width: int, selected: bool) -> Strip:
        base = self.rich_style
        if selected:
            base += self._style("cursor-focused" if self.has_focus else "cursor")
        cells = layout(self._row(headline), width)
        segments = [Segment(text, base + self._style(part) if part else base) for text, part in cells]
        return Strip(segments, width)

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self._styles[part] = self.get_component_rich_style(f"headline-list--{part}", partial=True)
        return style

    def on_focus(self) -> None:
        """Show where the keys go."""
        self._redraw_cursor()

    def on_blur(self) -> None:
        """Show where the keys go."""
        self._redraw_cursor()

    def _redraw_cursor(self) -> None:
        self.refresh(Region(0, self.cursor - round(self.scroll_y), self.size.width, 1))
