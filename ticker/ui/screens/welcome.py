"""The first run: a starter set to tick, an own address, or the replay."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, SelectionList, Static
from textual.widgets.selection_list import Selection

from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.starters import Starter, starters
from ticker.ui.screens.base import TickerScreen
from ticker.ui.session import Outcome


class StarterList(SelectionList[str]):
    """The starter set; the space bar ticks, Enter subscribes."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("enter", "screen.subscribe", show=False),
    ]


class WelcomeScreen(TickerScreen[None]):
    """What a stranger sees first."""

    BINDINGS = [
        Binding("q,escape", "app.leave", show=False),
        Binding("a", "add_feed", show=False),
        Binding("v", "replay", show=False),
        Binding("question_mark", "help", show=False),
    ]
    AUTO_FOCUS = "StarterList"

    def compose(self) -> ComposeResult:
        """Greeting, set and the three ways on."""
        with Vertical(id="welcome"):
            yield Static(Content(_("Welcome to ticker")), id="greeting", markup=False)
            yield Static(
                Content(_("News from German-language feeds, the moment they appear. Which sources shall it be?")),
                id="question",
                markup=False,
            )
            yield StarterList(*(Selection(self._prompt(starter), starter.url) for starter in starters()), id="starters")
            with Horizontal(id="ways"):
                yield Button(Content(_("Subscribe")), id="subscribe", variant="primary")
                yield Button(Content(_("Add a feed …")), id="add")
                yield Button(Content(_("Watch the replay")), id="replay")
            yield Static(
                Content(_("space: tick · Enter: subscribe · a: add a feed · v: watch the replay · q: quit")),
                id="hint",
                markup=False,
            )

    def _prompt(self, starter: Starter) -> Content:
        about = starter.about[self.session.region.locale[:2]]
        address = starter.url.removeprefix("https://")
        return Content.assemble(
            Content.styled(starter.name, "bold"), f" – {about}\n", Content.styled(address, "$quiet")
        )

    @on(SelectionList.SelectedChanged)
    def _count(self) -> None:
        ticked = len(self.query_one(StarterList).selected)
        label = _("Subscribe")
        if ticked:
            text = ngettext("Subscribe to {count} source", "Subscribe to {count} sources", ticked)
            label = text.format(count=numbers.number(ticked, self.session.region))
        self.query_one("#subscribe", Button).label = Content(label)

    @on(Button.Pressed, "#subscribe")
    def action_subscribe(self) -> None:
        """Subscribe to what is ticked and show the river."""
        chosen = self.query_one(StarterList).selected
        if not chosen:
            self.say(_("Nothing is ticked yet: the space bar ticks a source."))
            return
        names = {starter.url: starter.name for starter in starters()}
        for url in chosen:
            self.library.subscribe(url, self.now(), names[url])
        self.ticker.show_river()

    @on(Button.Pressed, "#add")
    def action_add_feed(self) -> None:
        """Ask for an address."""
        from ticker.ui.screens.add_feed import AddFeedScreen

        self.app.push_screen(AddFeedScreen(), self._feed_added)

    def _feed_added(self, address: str | None) -> None:
        if address is not None:
            self.library.subscribe(address, self.now())
            self.ticker.show_river()

    @on(Button.Pressed, "#replay")
    def action_replay(self) -> None:
        """Leave for the replay; the welcome comes back after it."""
        self.app.exit(Outcome.REPLAY)

    def action_help(self) -> None:
        """Show the keys."""
        from ticker.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def say(self, text: str) -> None:
        """Show a remark in the place of the hint."""
        self.query_one("#hint", Static).update(Content(text))
