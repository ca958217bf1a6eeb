"""The terminal's own cursor: it stands where the reader is, so that magnifiers, braille and speech can follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from rich.cells import cell_len
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from ticker.ui.driver import LastingDriver

if TYPE_CHECKING:
    from ticker.ui.app import TickerApp

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
_FRAME_END = re.compile(r"\x1b\[\d+;\d+H\Z")
_LONGEST_END = 16


def cell(screen: Screen[Any]) -> Offset | None:
    """The cell of the terminal where the reader is; None where that is nowhere in sight.

    A widget that has a line of its own for that tells it as `pointed`, an offset in the widget (None: out of sight);
    any other one is pointed at where its content begins.
    """
    widget = screen.focused
    if widget is None:
        return None
    if isinstance(widget, Input):
        # The library's own figure is one too many at the end of the line.
        before = cell_len(widget.value[: widget.cursor_position]) - round(widget.scroll_x)
        return _inside(screen, widget.content_region.offset + Offset(before, 0))
    if not hasattr(widget, "pointed"):  # a button, a text
        return _inside(screen, widget.content_region.offset)
    pointed: Offset | None = widget.pointed
    return None if pointed is None else _inside(screen, widget.content_region.offset + pointed)


def _inside(screen: Screen[Any], offset: Offset) -> Offset | None:
    return offset if screen.size.region.contains_point(offset) else None


def framed(frame: str, at: Offset | None) -> str:
    """What draws a frame with the cursor out of sight, so that it is not seen to jump, and shows it at a cell."""
    return f"{HIDE}{frame}" if at is None else f"{HIDE}{frame}\x1b[{at.y + 1};{at.x + 1}H{SHOW}"


class PointingDriver(LastingDriver):
    """Leaves the cursor of the terminal where the reader is, and in sight, after each frame."""

    def write(self, data: str) -> None:
        """Write a frame (it ends with a place for the cursor) or anything else."""
        super().write(self._framed(data) if _FRAME_END.search(data, max(0, len(data) - _LONGEST_END)) else data)

    def _framed(self, frame: str) -> str:
        app = cast("TickerApp", self._app)
        return framed(frame, cell(app.screen) if app.session.settings.cursor else None)
