"""Keys that were typed before the line was there that they are meant for.

Textual sends a key to what has the focus at the moment at which the key comes. Where a whole burst comes at once, over
a slow line, the first one opens a prompt and the others have already gone the other way: to the list, which would take
them for commands of its own. They bubble up from there to the app, which hands them on.
"""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import App
from textual.screen import ModalScreen
from textual.widgets import Input

_TRIES = 50  # a dialog is there after two or three of them


class TypedAhead:
    """Brings the letters that bubble up to the app to the line in which they belong."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: list[events.Key] = []

    def take(self, event: events.Key) -> None:
        """Take a key that nobody on its way wanted, if a line stands there to type in, or is about to."""
        if event.is_printable and (self._waiting or self._line is not None or self._line_is_coming):
            event.stop()
            event.prevent_default()
            self._waiting.append(event)
            if len(self._waiting) == 1:
                self._hand_on(_TRIES)

    @property
    def _line(self) -> Input | None:
        focused = self._app.focused
        return focused if isinstance(focused, Input) else None

    @property
    def _line_is_coming(self) -> bool:
        screen = self._app.screen
        return isinstance(screen, ModalScreen) and self._app.focused is None and not screen.is_running

    def _hand_on(self, tries: int) -> None:
        line = self._line
        if line is not None:
            for event in self._waiting:
                line.post_message(events.Key(event.key, event.character))
        elif tries and self._app.focused is None:
            self._app.call_later(self._hand_on, tries - 1)
            return
        self._waiting.clear()
