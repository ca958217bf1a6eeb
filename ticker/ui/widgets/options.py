"""A list of options whose highlighted one can be told from the others without colours too."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import OptionList

_REVERSED = Style(reverse=True)


class Options(OptionList):
    """As the library's, but that it draws the highlighted option reversed where the theme is the terminal's own."""

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = super().render_line(y)
        if not self.app.native_ansi_color:
            return strip
        return strip.apply_style(_REVERSED) if self._is_highlighted(strip) else strip

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
