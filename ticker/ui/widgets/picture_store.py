"""The drawn images of the pane: made in threads, kept while they are small in number."""

from __future__ import annotations

import fcntl
import os
import struct
import sys
import termios
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.widget import Widget

from ticker.ui.pictures import CELL, Drawing, Form, form_for
from ticker.ui.widgets.page import Place

if TYPE_CHECKING:
    from ticker.model import Picture

KEPT = 24

Key = tuple[str, int, int, Form]
"""Address, columns, lines, form."""


class PictureStore:
    """Draws images for a widget in the way that its terminal understands."""

    def __init__(self, widget: Widget, setting: str) -> None:
        """`setting` is the value of `images` in the settings."""
        self._widget = widget
        self.setting = setting
        self._drawn: OrderedDict[Key, Drawing] = OrderedDict()
        self._under_way: set[Key] = set()

    @property
    def form(self) -> Form | None:
        """How images are drawn here; None where they are not."""
        return form_for(self.setting, os.environ)

    def row(self, known: Picture, place: Place, size: tuple[int, int]) -> Sequence[Segment] | None:
        """One line of an image of that size in cells; None while it is being drawn."""
        form = self.form
        if form is None or known.body is None:
            return None
        key = (known.url, *size, form)
        drawing = self._drawn.get(key)
        if drawing is None:
            self._start(key, known.body, form)
            return None
        return drawing.rows[place.row]

    def _start(self, key: Key, body: bytes, form: Form) -> None:
        if key in self._under_way:
            return
        self._under_way.add(key)
        ground = self._widget.background_colors[1].hex6
        work = partial(self._draw, key, body, form, ground)
        self._widget.run_worker(work, thread=True, group="pictures", exit_on_error=False)

    def _draw(self, key: Key, body: bytes, form: Form, ground: str) -> None:
        """In a thread: the libraries are imported and the image drawn without holding up a key."""
        from ticker.ui.pictures import draw

        drawing = draw(body, (key[1], key[2]), form, ground=ground, cell=_cell())
        self._widget.app.call_from_thread(self._take, key, drawing)

    def _take(self, key: Key, drawing: Drawing) -> None:
        self._under_way.discard(key)
        self._drawn[key] = drawing
        while len(self._drawn) > KEPT:
            self._drawn.popitem(last=False)
        driver = self._widget.app._driver
        if drawing.before and driver is not None:
            driver.write(drawing.before)
        self._widget.refresh()

    def forget(self) -> None:
        """Draw all afresh: on another ground, or in another form."""
        self._drawn.clear()


def _cell(ask: Callable[[int, int, bytes], bytes] = fcntl.ioctl) -> tuple[int, int]:
    """The size of the terminal's cells in pixels, as its driver knows it; it is not asked itself."""
    try:
        answer = ask((sys.__stdout__ or sys.stdout).fileno(), termios.TIOCGWINSZ, bytes(8))
    except (OSError, ValueError):
        return CELL
    lines, columns, width, height = struct.unpack("HHHH", answer)
    return (width // columns, height // lines) if lines and columns and width and height else CELL
