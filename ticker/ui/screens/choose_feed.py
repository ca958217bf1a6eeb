"""Let the reader choose among the feeds that a page names."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n.messages import _
from ticker.model import FoundFeed
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.widgets.options import Options
from ticker.ui.widgets.told import Told


class ChooseFeedScreen(ModalScreen[FoundFeed | None]):
    """The feeds of a page as a list; gives the chosen one, or None where the reader turned back."""

    CSS_PATH = resources.sheets("choose_feed")
    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"
    AUTO_FOCUS = "OptionList"

    def __init__(self, page: str, found: Sequence[FoundFeed]) -> None:
        """`page` is the address that was subscribed to."""
        super().__init__()
        self._page = page
        self._found = found

    def compose(self) -> ComposeResult:
        """Heading, list and the keys."""
        heading = _("{address} names several feeds:").format(address=self._page)
        with Vertical(classes="dialog", id="choose-feed"):
            yield Static(Content(drawable(heading)), classes="dialog-title", markup=False)
            yield Options(*(Option(self._prompt(feed)) for feed in self._found), id="found", markup=False)
            yield Told(_("Enter: subscribe · Esc: later, from the list of feeds"), id="remark")

    def _prompt(self, feed: FoundFeed) -> Content:
        address = Content.styled(drawable(feed.url), "$quiet")
        return Content.assemble(Content.styled(drawable(feed.title or feed.url), "bold"), "\n", address)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])

    def action_next(self) -> None:
        """Go to the next feed."""
        self.query_one("#found", OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """Go to the previous feed."""
        self.query_one("#found", OptionList).action_cursor_up()

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
