"""What all screens share: the way to the session and the library, and what the application tells them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from textual.dom import DOMNode
from textual.screen import Screen

from ticker.headline import Change
from ticker.ui.bindings import Command, commands_at
from ticker.ui.library import Library
from ticker.ui.session import Session

if TYPE_CHECKING:
    from ticker.ui.app import TickerApp

Result = TypeVar("Result")


class TickerScreen(Screen[Result], Generic[Result]):
    """A screen of the program."""

    @property
    def ticker(self) -> TickerApp:
        """The application."""
        return cast("TickerApp", self.app)

    @property
    def session(self) -> Session:
        """The run that this screen belongs to."""
        return self.ticker.session

    @property
    def library(self) -> Library:
        """The reader's side of the database."""
        return self.ticker.library

    def on_compose(self) -> None:
        """Take the classes of the terminal's size before anything is laid out: else all of it would be drawn twice."""
        for breakpoints, cells in (
            (self.app.HORIZONTAL_BREAKPOINTS, self.app.size.width),
            (self.app.VERTICAL_BREAKPOINTS, self.app.size.height),
        ):
            fitting = [name for least, name in breakpoints or () if least <= cells]
            self.add_class(*fitting[-1:])

    def now(self) -> datetime:
        """The present moment of the session's clock."""
        return self.session.clock.now()

    def apply(self, changes: Sequence[Change]) -> None:
        """Other processes have changed the store."""

    def tick(self) -> None:
        """A second has gone by."""

    def look_away(self) -> None:
        """The reader turns to another window."""

    def look_back(self) -> None:
        """The reader is here again."""

    def show_state(self) -> None:
        """How the feeds fare may have changed."""

    def settle(self) -> None:
        """The settings have changed: take from them what can count at once."""

    def say(self, text: str) -> None:
        """Tell the reader something in passing."""

    def subscribed(self, address: str) -> None:
        """The reader has subscribed to a feed by its address."""

    def action_add_feed(self) -> None:
        """Ask for an address and subscribe to it."""
        from ticker.ui.screens.add_feed import AddFeedScreen

        self.app.push_screen(AddFeedScreen(), self._add)

    def action_settings(self) -> None:
        """Show the settings."""
        from ticker.ui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen())

    def _add(self, address: str | None) -> None:
        if address is not None:
            feed = self.library.subscribe(address, self.now())
            self.ticker.offer_when_found(feed.id)
            self.subscribed(address)

    def places(self) -> dict[str, DOMNode]:
        """The places where the reader is, by name, from the innermost, each with what its commands act on."""
        chain = (self.focused or self).ancestors_with_self
        return {node.PLACE: node for node in chain if hasattr(node, "PLACE")}

    def action_help(self) -> None:
        """Show the keys of the places where the reader is."""
        from ticker.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(list(self.places()), self.session.keymap))

    def action_palette(self) -> None:
        """Look for a command and run it where the reader is."""
        from ticker.ui.screens.palette import PaletteScreen

        places = self.places()

        async def run(command: Command | None) -> None:
            if command is not None:
                await self.app.run_action(command.action, default_namespace=places[command.place])

        self.app.push_screen(PaletteScreen(commands_at(places), self.session.keymap), run)
