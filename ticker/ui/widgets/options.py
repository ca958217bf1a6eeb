"""A list of options whose highlighted one can be told from the others without colours too."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList

_REVERSED = Style(reverse=True)


class Options(OptionList):
    """As the library's, but that it draws the highlighted option reversed where the theme is the terminal's own.

    Reversed colours would be blocks: that option has none.
    """

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = super().render_line(y)
        if not self.app.native_ansi_color or not self._is_highlighted(strip):
            return strip
        plain = (Segment(text, _without_colour(style), control) for text, style, control in strip)
        return Strip(plain, strip.cell_length).apply_style(_REVERSED)

    @property
    def pointed(self) -> Offset | None:
        """Where the terminal's own cursor belongs: at the start of the highlighted option."""
        height = self.scrollable_content_region.height
        return next((Offset(0, y) for y in range(height) if self._is_highlighted(self.render_line(y))), None)

    def _is_highlighted(self, strip: Strip) -> bool:
        highlighted = self.highlighted
        return highlighted is not None and any(
            segment.style and segment.style.meta.get("option") == highlighted for segment in strip
        )


def _without_colour(style: Style | None) -> Style | None:
    """The style without colours, and with what a click on it means."""
    return style.without_color + Style.from_meta(style.meta) if style is not None else None
