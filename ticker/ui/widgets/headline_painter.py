"""How the live list draws its lines: headlines loaded a page at a time, styles and finished lines kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ticker.headline import Headline
from ticker.ui.headline_cache import HeadlineCache
from ticker.ui.order import Order
from ticker.ui.rows import Divider
from ticker.ui.widgets.headline_row import Row, divider_line, fit, layout

STRIPS_KEPT = 512


def over(ground: Style, part: Style) -> Style:
    """A part of a line on its ground. On a reversed one colours would be blocks; what is reversed itself turns back."""
    if not ground.reverse:
        return ground + part
    return ground + part.without_color + Style(reverse=not part.reverse)


class HeadlinePainter:
    """Draws entries, dividers and what an empty list says, in the styles of the list."""

    def __init__(
        self,
        load: Callable[[Sequence[int]], list[Headline]],
        row: Callable[[Headline], Row],
        heading: Callable[[Divider], str],
        style: Callable[[str], Style],
    ) -> None:
        """`load` gives the headlines of some keys, `row` the texts of one line, `heading` the text of a divider,
        `style` what a part of a line looks like.
        """
        self._row = row
        self._heading = heading
        self._style_of = style
        self._headlines = HeadlineCache(load)
        self._strips: OrderedDict[tuple[int, int, bool, bool], Strip] = OrderedDict()
        self._styles: dict[str, Style] = {}

    def forget(self, keys: Sequence[int]) -> None:
        """Draw these entries afresh: they were corrected or marked."""
        self._headlines.forget(keys)
        gone = set(keys)
        for cached in [cached for cached in self._strips if cached[0] in gone]:
            del self._strips[cached]

    def forget_lines(self) -> None:
        """Draw every line afresh."""
        self._strips.clear()

    def forget_styles(self) -> None:
        """The day, the theme or the stylesheet has changed: take everything afresh."""
        self._strips.clear()
        self._styles.clear()

    def entry(self, order: Order, index: int, width: int, base: Style, *, selected: bool, focused: bool) -> Strip:
        """The line of an entry."""
        state = (order.keys[index], width, selected, focused)
        strip = self._strips.get(state)
        if strip is None:
            headline = self._headlines.get(order, index)
            if selected:
                base += self._style("cursor-focused" if focused else "cursor")
            strip = self._strips[state] = self._draw(headline, width, base) if headline else Strip.blank(width, base)
            if len(self._strips) > STRIPS_KEPT:
                self._strips.popitem(last=False)
        return strip

    def divider(self, divider: Divider, width: int, base: Style) -> Strip:
        """The line of a divider."""
        part = "last-look" if divider.last_look else "day"
        return Strip([Segment(divider_line(self._heading(divider), width), base + self._style(part))], width)

    def nothing(self, empty: str, row: int, width: int, base: Style) -> Strip:
        """A row of what an empty list says."""
        from ticker.text.wrap import wrap_text

        margin = min(3, width // 8)
        told = wrap_text(empty, max(1, width - 2 * margin), cell_len)
        text = " " * margin + told[row] if 0 <= row < len(told) else ""
        return Strip([Segment(fit(text, width), base + self._style("read"))], width)

    def _draw(self, headline: Headline, width: int, base: Style) -> Strip:
        cells = layout(self._row(headline), width)
        return Strip([Segment(text, over(base, self._style(part)) if part else base) for text, part in cells], width)

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self._styles[part] = self._style_of(part)
        return style
