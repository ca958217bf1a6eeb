"""The sidebar: the views of the river with live figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ticker.l10n import numbers
from ticker.l10n import region as l10n
from ticker.store.views import View
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.view_names import Item
from ticker.ui.widgets.headline_painter import over
from ticker.ui.widgets.headline_row import fit

INDENT = 2  # cells for each group round a line
PARTS = ("heading", "item", "quiet", "count", "current", "cursor", "cursor-focused")


class Sidebar(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of views. The cursor is a line and never stands on a mere heading; the view that is shown is marked."""

    BINDINGS = bindings.of("sidebar")
    PLACE = "sidebar"
    COMPONENT_CLASSES = {f"sidebar--{part}" for part in PARTS}

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Chosen(Message):
        """The reader wants to see this view."""

        view: View

    @dataclass
    class Dropped(Message):
        """The reader does not want this view any more."""

        view: View

    class Left(Message):
        """The keys go elsewhere."""

    def __init__(self, region: l10n.Region, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._region = region
        self._items: Sequence[Item] = ()
        self._shown = View()

    def mark(self, shown: View) -> None:
        """Mark the view that is shown."""
        self._shown = shown
        self.refresh()

    def show(self, items: Sequence[Item]) -> None:
        """Show these lines; the cursor stays on its view."""
        if items == self._items:
            return
        before = self._items[self.cursor].view if self.cursor < len(self._items) else self._shown
        views = [item.view for item in items]
        self._items = items
        self.set_reactive(Sidebar.cursor, views.index(before) if before in views else 0)
        self.virtual_size = Size(self.scrollable_content_region.width, len(items))
        self.refresh()

    def point_at_shown(self) -> None:
        """Put the cursor on the view that is shown."""
        views = [item.view for item in self._items]
        if self._shown in views:
            self.cursor = views.index(self._shown)

    def watch_cursor(self, before: int, after: int) -> None:
        """Let the cursor be seen."""
        for line in (before, after):
            self.refresh(Region(0, line - round(self.scroll_y), self.size.width, 1))
        top, height = round(self.scroll_y), self.size.height
        if after < top:
            self.scroll_to(y=after, animate=False, force=True)
        elif height and after >= top + height:
            self.scroll_to(y=after - height + 1, animate=False, force=True)

    @property
    def pointed(self) -> Offset | None:
        """Where the terminal's own cursor belongs: on the selected line."""
        line = self.cursor - round(self.scroll_y)
        return Offset(0, line) if 0 <= line < self.size.height else None

    def action_move(self, lines: int) -> None:
        """Move the cursor by some lines, over headings."""
        step = 1 if lines > 0 else -1
        target = max(0, min(self.cursor + lines, len(self._items) - 1))
        while 0 < target < len(self._items) - 1 and self._items[target].view is None:
            target += step
        if self._items and self._items[target].view is not None:
            self.cursor = target

    def action_page(self, half_pages: int) -> None:
        """Move the cursor by some half pages."""
        self.action_move(half_pages * max(1, self.size.height // 2))

    def action_choose(self) -> None:
        """Show the view under the cursor."""
        view = self._items[self.cursor].view if self.cursor < len(self._items) else None
        if view is not None:
            self.post_message(self.Chosen(view))

    def action_drop(self) -> None:
        """Drop the saved search under the cursor."""
        view = self._items[self.cursor].view if self.cursor < len(self._items) else None
        if view is not None:
            self.post_message(self.Dropped(view))

    def on_click(self, event: events.Click) -> None:
        """A click shows a view."""
        line = event.y + round(self.scroll_y)
        if line < len(self._items) and self._items[line].view is not None:
            self.cursor = line
            self.action_choose()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._items))
        self.watch_cursor(self.cursor, self.cursor)

    def on_focus(self) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Show where the keys go."""
        self.refresh()
        self.post_message(self.Left())

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + round(self.scroll_y)
        width = self.scrollable_content_region.width
        base = self.rich_style
        if line >= len(self._items):
            return Strip.blank(width, base)
        item = self._items[line]
        if item.view is None:
            return Strip([Segment(fit(f" {item.title}", width), base + self._style("heading"))], width)
        if line == self.cursor and self.has_focus:
            base += self._style("cursor-focused")
        elif line == self.cursor:
            base += self._style("cursor")
        shown = item.view == self._shown
        count = numbers.number(item.count, self._region) if item.count else ""
        indent = item.level * INDENT + (1 if item.heads else 2)
        name = fit(drawable(item.title), max(1, width - 2 - indent - cell_len(count)))
        part = "current" if shown else "heading" if item.heads else "item" if item.count else "quiet"
        pieces = [
            Segment("▌".ljust(indent) if shown else " " * indent, over(base, self._style("count"))),
            Segment(name, over(base, self._style(part))),
            Segment(f" {count} ", over(base, self._style("count"))),
        ]
        return Strip(pieces).adjust_cell_length(width, base)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"sidebar--{part}", partial=True)
