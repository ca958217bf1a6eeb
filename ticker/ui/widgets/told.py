"""A few words in a dialog, wrapped as texts are: Textual's own wrapping breaks at no-break spaces and before points."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
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
        self._set()

    def on_resize(self) -> None:
        """Another width breaks the lines elsewhere."""
        self._set()

    def _set(self) -> None:
        width = self.content_size.width
        self.update(Content("\n".join(wrapped(self._told, width, cell_len)) if width else self._told))
