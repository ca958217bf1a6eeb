"""The scrollable size of a widget that draws its own lines."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


def extend(widget: ScrollView, height: int) -> None:
    """Let the lines of a widget be so many.

    Only its scrollbar depends on that. Setting `virtual_size` in Textual's own way lays out the whole screen anew and
    draws the widget twice, which costs more than drawing a page.
    """
    size = Size(widget.scrollable_content_region.width, height)
    if size != widget.virtual_size:
        widget.set_reactive(ScrollView.virtual_size, size)
        widget._scroll_update(size)
