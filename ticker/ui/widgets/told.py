"""A few words in a dialog, wrapped as texts are: Textual's own wrapping breaks at no-break spaces and before points."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from ticker.text.rows import wrapped
from ticker.text.sanitise import drawable


class Told(Static):
    """Text that is set anew for each width."""

    DEFAULT_CSS = "Told { width: 1fr; height: auto; }"

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes, markup=False)
        self._told = ""
        self.tell(text)

    def tell(self, text: str) -> None:
        """Show this text; line feeds part its paragraphs."""
        self._told = "\n".join(map(drawable, text.split("\n")))
        self.update(Content(self._told))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it takes in that width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.content_size.width)))

    def _lines(self, width: int) -> list[str]:
        return wrapped(self._told, max(1, width), cell_len)
