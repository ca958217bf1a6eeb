"""The live list: one line an entry, drawn line by line from an array of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ticker.headline import Headline
from ticker.ui import bindings
from ticker.ui.order import Order
from ticker.ui.rows import Divider, Rows
from ticker.ui.scrolling import extend
from ticker.ui.widgets.headline_painter import HeadlinePainter
from ticker.ui.widgets.headline_row import PARTS, Row


class Place(NamedTuple):
    """Where the reader stands: an entry by time (milliseconds) and key, its line, whether the list follows above it."""

    time: int
    key: int
    line: int
    following: bool


class HeadlineList(ScrollView, can_focus=True, inherit_bindings=False):
    """The river of headlines.

    It holds only keys; rows are loaded a page at a time through `load` and kept in a bounded cache, so a million
    entries cost no more than a hundred. The cursor is the index of an entry and never stands on a divider; it belongs
    to its entry: `show` puts it back there and keeps that entry on its line of the screen.
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
        divide: Callable[[Order], list[Divider]],
        heading: Callable[[Divider], str],
        *,
        id: str | None = None,
    ) -> None:
        """`load` gives the headlines of some keys, `row` the texts of one line, `divide` the dividers of an order and
        `heading` the text of one.
        """
        super().__init__(id=id)
        self.empty = ""
        self.order = Order()
        self.rows = Rows()
        self.following = True
        self._divide = divide
        self._top = 0
        self._height = 0
        self._painter = HeadlinePainter(load, row, heading, self._style)

    # What is shown

    @property
    def selected(self) -> int | None:
        """The key of the entry under the cursor."""
        return self.order.keys[self.cursor] if self.cursor < len(self.order) else None

    @property
    def line(self) -> int:
        """The line of the screen on which the selected entry stands; it may be out of sight."""
        return self.rows.line(self.cursor) - round(self.scroll_y)

    @property
    def place(self) -> Place | None:
        """Where the reader stands; None in an empty list."""
        key = self.selected
        at_top = self.following and self.scroll_y == 0
        return None if key is None else Place(self.order.times[self.cursor], key, self.line, at_top)

    @property
    def at_first(self) -> bool:
        """Whether the reader stands on the first entry and follows what comes above it."""
        return self.following and self.scroll_y == 0 and self.cursor == 0

    @property
    def above(self) -> int:
        """How many entries stand above the part that is seen."""
        return self.rows.index(round(self.scroll_y))

    @property
    def top(self) -> tuple[int, int] | None:
        """(time, key) of the first entry that is seen; None where nothing is."""
        above = self.above
        return (self.order.times[above], self.order.keys[above]) if above < len(self.order) else None

    def show(self, order: Order, *, at: Place | None = None) -> None:
        """Show another state of the river.

        The cursor stays on its entry, or goes to the next older one where that is gone (the last one where there is
        none), and the entry stays on its line of the screen. Only while the list follows at the top it sinks, to
        make room for what arrives. `at` names another place to go to.
        """
        before = self.selected
        at = at or self.place
        self.order = order
        self.rows = Rows.of(len(order), self._divide(order))
        if at is None:
            self._stand(0, 0)
        else:
            cursor = max(0, min(order.place(at.time, at.key), len(order) - 1))
            self.following = self.following or at.following
            self._stand(cursor, 0 if at.following else max(0, self.rows.line(cursor) - at.line))
        if self.selected != before:
            self.post_message(self.Selected(self.selected))

    def divide_anew(self) -> None:
        """The days or the last look have changed: the dividers stand elsewhere, the entries stay where they are."""
        self.show(self.order)
        self.redraw()

    def _stand(self, cursor: int, top: int) -> None:
        """Put the cursor on an entry and a line at the top of the screen, and draw everything."""
        self._fit(top)
        self.set_reactive(HeadlineList.cursor, cursor)
        self.scroll_to(y=top, animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved())

    def forget(self, keys: Sequence[int]) -> None:
        """Draw these entries afresh: they were corrected or marked."""
        self._painter.forget(keys)
        self.refresh()

    def redraw(self) -> None:
        """Draw every line afresh: the day or the theme has changed."""
        self._painter.forget_styles()
        self.refresh()

    def _fit(self, top: int) -> None:
        """Make the scrollable height hold `top` as first line, also where fewer entries than lines follow it."""
        extend(self, max(len(self.rows), top + self.size.height if top else 0))

    # Moving

    def move_to(self, index: int) -> None:
        """Put the cursor on an entry, clamped to the river, and let it be seen."""
        self.following = False
        self.cursor = max(0, min(index, len(self.order) - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Let the cursor be seen, redraw the two lines and say what is selected."""
        self._redraw_line(before)
        self._redraw_line(after)
        self._reveal()
        self.post_message(self.Selected(self.selected))
        self.post_message(self.Moved())

    def _redraw_line(self, index: int) -> None:
        self.refresh(Region(0, self.rows.line(index) - round(self.scroll_y), self.size.width, 1))

    def _reveal(self) -> None:
        height = self.size.height
        if height <= 0:
            return
        top = round(self.scroll_y)
        line = self.rows.line(self.cursor)
        if line < top or (line == top and height > 1):
            top = self.rows.first(self.cursor) if height > 1 else line
        elif line >= top + height:
            top = line - height + 1
        self._fit(top)
        self.scroll_to(y=top, animate=False, force=True)

    @property
    def pointed(self) -> Offset | None:
        """Where the terminal's own cursor belongs: on the selected line."""
        return Offset(0, self.line) if len(self.order) and 0 <= self.line < self.size.height else None

    def action_move(self, rows: int) -> None:
        """Move the cursor by some entries; one that is out of sight starts from the first line that is seen."""
        if 0 <= self.line < self.size.height:
            self.move_to(self.cursor + rows)
        else:
            self.move_to(self.above)

    def action_page(self, half_pages: int) -> None:
        """Move the cursor by some half pages."""
        if 0 <= self.line < self.size.height:
            self.move_to(self.rows.step(self.cursor, half_pages * max(1, self.size.height // 2)))
        else:
            self.move_to(self.above)

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
        """A click selects, a double click opens; a divider is nothing to click."""
        line = event.y + round(self.scroll_y)
        if line < len(self.rows) and self.rows.divider(line) is None:
            self.move_to(self.rows.index(line))
            if event.chain == 2:
                self.post_message(self.Opened())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling by wheel or bar changes what is above."""
        super().watch_scroll_y(old_value, new_value)
        if self.size.height == self._height:  # else it is the new size that has cut the scrolling short
            self._top = round(new_value)
        if new_value > old_value:
            self.following = False
        self.post_message(self.Moved())

    # Drawing

    def on_resize(self) -> None:
        """Keep the cursor in view in another size."""
        self._painter.forget_lines()
        self._height = self.size.height
        self._fit(self._top)
        self.scroll_to(y=self._top, animate=False, force=True)
        if not 0 <= self.line < self.size.height:  # in sight it stays where it is, even right below a hidden divider
            self._reveal()

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._painter.forget_styles()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        base = self.rich_style
        if len(self.order) == 0:
            return self._painter.nothing(self.empty, y - 1, width, base)
        if line >= len(self.rows):
            return Strip.blank(width, base)
        divider = self.rows.divider(line)
        if divider is not None:
            return self._painter.divider(divider, width, base)
        index = self.rows.index(line)
        selected, focused = index == self.cursor, self.has_focus
        return self._painter.entry(self.order, index, width, base, selected=selected, focused=focused)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"headline-list--{part}", partial=True)

    def on_focus(self) -> None:
        """Show where the keys go."""
        self._redraw_line(self.cursor)

    def on_blur(self) -> None:
        """Show where the keys go."""
        self._redraw_line(self.cursor)
