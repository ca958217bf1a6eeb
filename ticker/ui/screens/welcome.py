"""The first run: a starter set to tick, an own address, or the replay."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n import numbers
from ticker.l10n.messages import _, ngettext
from ticker.starters import Starter, starters
from ticker.ui import bindings
from ticker.ui.screens.base import TickerScreen
from ticker.ui.session import Outcome
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.told import Told


class StarterList(Options):
    """The starter set; the space bar ticks, Enter subscribes to what is ticked."""

    BINDINGS = bindings.of("starters")
    PLACE = "starters"

    class Ticked(Message):
        """Another source was ticked, or one no longer is."""

    def __init__(self, offered: list[Starter], language: str, *, id: str) -> None:
        """`language` (de or en) is the one that the sources are described in."""
        self._offered = offered
        self._language = language
        self._ticked: set[str] = set()
        super().__init__(*(Option(self._prompt(starter)) for starter in offered), id=id, markup=False)

    @property
    def chosen(self) -> list[Starter]:
        """The ticked sources in the order of the list."""
        return [starter for starter in self._offered if starter.url in self._ticked]

    def action_tick(self) -> None:
        """Tick the source under the cursor, or take the tick off."""
        if self.highlighted is not None:
            self._tick(self.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click ticks."""
        self._tick(event.option_index)

    def _tick(self, row: int) -> None:
        starter = self._offered[row]
        self._ticked ^= {starter.url}
        self.replace_option_prompt_at_index(row, self._prompt(starter))
        self.post_message(self.Ticked())

    def _prompt(self, starter: Starter) -> Content:
        ticked = starter.url in self._ticked
        return Content.assemble(
            Content.styled("[✓] ", "bold $accent") if ticked else "[ ] ",
            Content.styled(starter.name, "bold"),
            f" – {starter.about[self._language]}\n    ",
            Content.styled(starter.url.removeprefix("https://"), "$quiet"),
        )


class WelcomeScreen(TickerScreen[None]):
    """What a stranger sees first."""

    CSS_PATH = resources.sheets("welcome")
    BINDINGS = bindings.of("welcome")
    PLACE = "welcome"
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
            yield StarterList(starters(), self.session.region.locale[:2], id="starters")
            with Horizontal(id="ways"):
                yield Button(Content(_("Subscribe")), id="subscribe", compact=True, variant="primary")
                yield Button(Content(_("Add a feed …")), id="add", compact=True)
                yield Button(Content(_("Watch the replay")), id="replay", compact=True)
            yield Told(_("space: tick · Enter: subscribe · a: add a feed · v: replay · q: quit"), id="hint")

    @on(StarterList.Ticked)
    def _count(self) -> None:
        ticked = len(self.query_one(StarterList).chosen)
        text = ngettext("Subscribe to {count} source", "Subscribe to {count} sources", ticked)
        label = text.format(count=numbers.number(ticked, self.session.region)) if ticked else _("Subscribe")
        self.query_one("#subscribe", Button).label = Content(label)

    @on(Button.Pressed, "#subscribe")
    def action_subscribe(self) -> None:
        """Subscribe to what is ticked and show the river."""
        chosen = self.query_one(StarterList).chosen
        if not chosen:
            self.say(_("Nothing is ticked yet: the space bar ticks a source."))
            return
        for starter in chosen:
            self.library.subscribe(starter.url, self.now(), starter.name)
        self.ticker.show_river()

    @on(Button.Pressed, "#add")
    def _press_add(self) -> None:
        self.action_add_feed()

    def subscribed(self, address: str) -> None:
        """Show the river, where its entries come in."""
        self.ticker.show_river()

    @on(Button.Pressed, "#replay")
    def action_replay(self) -> None:
        """Leave for the replay; the welcome comes back after it."""
        self.app.exit(Outcome.REPLAY)

    def say(self, text: str) -> None:
        """Show a remark in the place of the hint."""
        self.query_one("#hint", Told).tell(text)
