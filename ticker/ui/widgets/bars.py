"""One-line bars: a text at the left, a text at the right, never wrapped."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from ticker.text.sanitise import drawable
from ticker.ui.widgets.headline_row import fit

SEPARATOR = " · "


class Bar(Widget):
    """A line with a left and a right part; the left one loses its last words where both do not fit.

    `hot` marks the right part as something that waits for the reader.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._parts = ("", "", False)

    def show(self, left: str, right: str = "", *, hot: bool = False) -> None:
        """Show two texts; nothing is drawn where they are the ones shown already."""
        parts = (drawable(left), drawable(right), hot)
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    @property
    def text(self) -> str:
        """Both texts as shown."""
        return " ".join(part for part in self._parts[:2] if part)

    def render(self) -> Content:
        """The line."""
        left, right, hot = self._parts
        width = self.size.width
        if cell_len(right) > width // 2 and left:
            right = fit(right, max(1, width // 2)).rstrip()
        room = max(0, width - cell_len(right) - (1 if right else 0))
        while cell_len(left) > room and SEPARATOR in left:
            left = left.rpartition(SEPARATOR)[0]
        ground = Content(fit(left, room) if room else "")
        gap = Content(" " if right and room else "")
        return Content.assemble(ground, gap, Content.styled(right, "bold $accent" if hot else ""))
