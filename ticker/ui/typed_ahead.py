"""Keys that come in one go, over a slow line or from a fast hand.

Textual sends a key to what has the focus at the moment at which the key comes. Where a whole burst comes at once, the
first one opens a prompt and the others have already gone the other way: to the list, which takes them for commands of
its own, or Enter to the prompt before the letters. So a key waits until the one before it has been dealt with.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual.app import App
from textual.screen import ModalScreen

_ROUNDS = 24
"""Turns of the event loop in which a key is dealt with: a message goes from widget to widget at one a turn."""
_MOST_ROUNDS = 400  # a dialog that never comes must not hold up the keys


class TypedAhead:
    """Lets keys through one after the other."""

    def __init__(self, app: App[Any], let_through: Callable[[events.Event], Awaitable[None]]) -> None:
        """`let_through` sends a key to what has the focus."""
        self._app = app
        self._let_through = let_through
        self._waiting: deque[events.Key] = deque()
        self._rounds = 0  # since the last key; 0 where nothing is under way

    def holds(self, event: events.Key) -> bool:
        """Whether a key that comes now must wait; it is let through later."""
        if self._rounds:
            self._waiting.append(event)
            return True
        self._begin()
        return False

    def _begin(self) -> None:
        self._rounds = 1
        asyncio.get_running_loop().call_soon(self._turn)

    def _turn(self) -> None:
        self._rounds += 1
        if self._rounds < _ROUNDS or (self._dialog_is_coming and self._rounds < _MOST_ROUNDS):
            asyncio.get_running_loop().call_soon(self._turn)
        elif self._waiting:
            self._app.call_later(self._send, self._waiting.popleft())
        else:
            self._rounds = 0

    async def _send(self, event: events.Key) -> None:
        self._begin()
        await self._let_through(event)

    @property
    def _dialog_is_coming(self) -> bool:
        screen = self._app.screen_stack[-1] if self._app.screen_stack else None
        return isinstance(screen, ModalScreen) and self._app.focused is None and not screen.is_running
