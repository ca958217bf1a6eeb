"""A list of options whose highlighted one can be told from the others without colours too."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip
from textual.widgets import OptionList

_REVERSED = Style(reverse=True)


class Options(OptionList):
    """As the library's, but that it draws the highlighted option reversed where the theme is the terminal's own."""

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        strip = super().render_line(y)
        if not self.app.native_ansi_color or self.highlighted is None:
            return strip
        shown = any(segment.style and segment.style.meta.get("option") == self.highlighted for segment in strip)
        return strip.apply_style(_REVERSED) if shown else strip
