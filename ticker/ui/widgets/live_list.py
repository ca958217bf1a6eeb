"""The entries of a live blog, one below the other with their whole texts, drawn line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ticker.ui import bindings
from ticker.ui.live_lines import PARTS, LiveLine

MARGIN = 2


class LiveList(ScrollView, can_focus=True, inherit_bindings=False):
    """The lines of a live blog. The cursor belongs to its entry, and the entry stays on its line of the screen."""

    BINDINGS = bindings.of("live")
    PLACE = "live"
    COMPONENT_CLASSES = {f"live-list--{part}" for part in (*PARTS, "cursor")}

    class Resized(Message):
        """Other lines are needed: the width has changed."""

    @dataclass
    class Opened(Message):
        """The reader wants to read this entry for itself."""

        key: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[LiveLine] = ()
        self.selected: int | None = None
        self._starts: dict[int, int] = {}
        self._styles: dict[str, Style] = {}
        self._width = 0

    @property
    def measure(self) -> int:
        """Cells that a line may take."""
        return max(1, self.scrollable_content_region.width - 2 * MARGIN)

    def show(self, lines: Sequence[LiveLine], *, follow: bool) -> None:
        """Show these lines. Whoever follows stays at the top; else the selected entry keeps its line on the screen."""
        before = self._line_of(self.selected)
        offset = None if before is None or (follow and self.at_top) else before - round(self.scroll_y)
        self.lines = lines
        self._starts = {}
        for row, line in enumerate(lines):
            if line.key is not None:
                self._starts.setdefault(line.key, row)
        self.virtual_size = Size(self.scrollable_content_region.width, len(lines))
        if offset is None or self.selected not in self._starts:
            self.selected = next(iter(self._starts), None)
            self.scroll_to(y=0, animate=False, force=True)
        else:
            self.scroll_to(y=max(0, self._starts[self.selected] - offset), animate=False, force=True)
        self.refresh()

    @property
    def pointed(self) -> Offset | None:
        """Where the terminal's own cursor belongs: at the start of the selected entry, or of what is seen of it."""
        row = self._line_of(self.selected)
        if row is None or row >= round(self.scroll_y) + self.size.height:
            return None
        return Offset(0, max(0, row - round(self.scroll_y)))

    @property
    def at_top(self) -> bool:
        """Whether the reader stands on the first entry, at the start of the list."""
        return round(self.scroll_y) == 0 and self.selected == next(iter(self._starts), None)

    def go_to(self, key: int) -> None:
        """Select an entry and show it from its start."""
        row = self._line_of(key)
        if row is not None:
            self.selected = key
            # What stands near the start is shown with what is pinned above it.
            self.scroll_to(y=row if row > self.size.height // 3 else 0, animate=False, force=True)
            self.refresh()

    def _line_of(self, key: int | None) -> int | None:
        return None if key is None else self._starts.get(key)

    # Moving

    def action_move(self, steps: int) -> None:
        """Select the entry so many further down; a long one is read to its end before."""
        keys = list(self._starts)
        if not keys:
            return
        index = keys.index(self.selected) if self.selected in self._starts else 0
        if steps > 0 and self._end_of(index, keys) > round(self.scroll_y) + self.size.height:
            self.action_page(1)
            return
        index = min(max(index + steps, 0), len(keys) - 1)
        self.selected = keys[index]
        self._bring_into_sight(index, keys)
        self.refresh()

    def _end_of(self, index: int, keys: Sequence[int]) -> int:
        return self._starts[keys[index + 1]] - 1 if index + 1 < len(keys) else len(self.lines)

    def _bring_into_sight(self, index: int, keys: Sequence[int]) -> None:
        start, end = self._starts[keys[index]], self._end_of(index, keys)
        top = round(self.scroll_y)
        if start < top or end - start >= self.size.height:
            self.scroll_to(y=start - 1 if index else 0, animate=False, force=True)
        elif end > top + self.size.height:
            self.scroll_to(y=end - self.size.height, animate=False, force=True)

    def action_page(self, half_pages: int) -> None:
        """Scroll by some half pages; the selection comes along."""
        step = self.size.height // 2 if abs(half_pages) == 1 else max(1, self.size.height - 2)
        self.scroll_to(y=self.scroll_y + (step if half_pages > 0 else -step), animate=False, force=True)
        top = round(self.scroll_y)
        seen = [line.key for line in self.lines[top : top + self.size.height] if line.key is not None]
        if seen and self.selected not in seen:
            self.selected = seen[0] if half_pages > 0 else seen[-1]
        self.refresh()

    def action_top(self) -> None:
        """Go to the first entry."""
        self.selected = next(iter(self._starts), None)
        self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def action_bottom(self) -> None:
        """Go to the last entry."""
        self.selected = next(reversed(self._starts), None)
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)
        self.refresh()

    def action_open(self) -> None:
        """Read the selected entry for itself."""
        if self.selected is not None:
            self.post_message(self.Opened(self.selected))

    def on_click(self, event: events.Click) -> None:
        """A click selects an entry."""
        row = event.y + round(self.scroll_y)
        if row < len(self.lines) and (key := self.lines[row].key) is not None:
            self.selected = key
            self.refresh()

    # Drawing

    def on_resize(self) -> None:
        """Another width needs other lines."""
        if self.measure != self._width:
            self._width = self.measure
            self.post_message(self.Resized())

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        row = y + round(self.scroll_y)
        if row >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        line = self.lines[row]
        is_cursor = line.key is not None and line.key == self.selected and line.stretches != ()
        base = self.rich_style + self._style("cursor") if is_cursor else self.rich_style
        segments = [Segment(" " * MARGIN, base)]
        segments += [Segment(stretch.text, base + self._style(stretch.part)) for stretch in line.stretches]
        return Strip(segments).extend_cell_length(width, base).crop(0, width)

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self._styles[part] = self.get_component_rich_style(f"live-list--{part}", partial=True)
        return style
