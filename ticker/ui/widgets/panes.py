"""List and text, side by side or one above the other, with a border between them that can be moved."""

from __future__ import annotations

from textual import events
from textual.containers import Container

from ticker.ui import bindings
from ticker.ui.library import Library

LEAST, MOST = 20, 80
STEP = 5


class Panes(Container):
    """Holds the list and the pane.

    The list's share of the room is remembered, one for side by side and one for stacked; without it the style sheet
    decides.
    """

    BINDINGS = bindings.of("panes")
    PLACE = "panes"

    def __init__(self, library: Library, *, id: str) -> None:
        super().__init__(id=id)
        self._library = library
        self._shared = False
        self._dragging = False
        self._dragged: float | None = None

    def on_mount(self) -> None:
        """Put the border where it was."""
        self._divide()

    def on_resize(self) -> None:
        """The room may have turned from wide to high."""
        self._divide()

    @property
    def _wide(self) -> bool:
        return self.screen.has_class("-wide")

    @property
    def _setting(self) -> str:
        return "split_wide" if self._wide else "split_stacked"

    def _divide(self) -> None:
        """Give list and text their shares of the room."""
        remembered = self._library.remembered(self._setting)
        self._share(float(remembered) if remembered else None)

    def _share(self, share: float | None) -> None:
        if share is None and not self._shared:
            return  # nothing to take back: every touched rule lays out all anew
        self._shared = share is not None
        river, entry = self.children
        for widget, part in ((river, share), (entry, None if share is None else 100 - share)):
            widget.styles.clear_rule("width")
            widget.styles.clear_rule("height")
            if part is not None and self._wide:
                widget.styles.width = f"{part}fr"
            elif part is not None:
                widget.styles.height = f"{part}fr"
        if share is None:
            entry.styles.clear_rule("max_width")
        else:
            entry.styles.max_width = "100%"

    def _put(self, share: float) -> float:
        whole = max(LEAST, min(round(share, 2), MOST))
        self._share(whole)
        return whole

    def _keep(self, share: float) -> None:
        self._library.remember(self._setting, str(share))

    def _present(self) -> float:
        """The list's part of the room in percent, as it is."""
        river = self.children[0]
        part, room = (river.size.width, self.size.width) if self._wide else (river.size.height, self.size.height)
        return 100 * part / max(1, room)

    def action_move_border(self, steps: int) -> None:
        """Give the list more room, or less."""
        if all(child.display and child.size for child in self.children):
            self._keep(self._put(self._present() + STEP * steps))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the border."""
        border = self.children[1].region
        offset = event.screen_offset
        if self.children[0].display and (offset.x == border.x if self._wide else offset.y == border.y):
            self._dragging, self._dragged = True, None
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the border along."""
        if self._dragging:
            offset = event.screen_offset - self.region.offset
            self._dragged = self._put(100 * (offset.x / self.size.width if self._wide else offset.y / self.size.height))

    def on_mouse_up(self) -> None:
        """Leave the border where it is."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()
            if self._dragged is not None:
                self._keep(self._dragged)
