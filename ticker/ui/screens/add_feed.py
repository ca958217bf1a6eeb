"""Ask for the address of a feed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ticker import address
from ticker.errors import UsageError
from ticker.l10n.messages import _, describe
from ticker.ui import bindings
from ticker.ui.widgets.told import Told


class AddFeedScreen(ModalScreen[str | None]):
    """A line for an address; gives the normalised address, or None where the reader turned back."""

    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def compose(self) -> ComposeResult:
        """Heading, line and room for a remark."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Add a feed")), classes="dialog-title", markup=False)
            line = Input(placeholder=_("Address of the feed, such as www.example.org/feed.xml"), id="address")
            line.cursor_blink = False
            yield line
            yield Told(_("Enter: subscribe · Esc: back"), id="remark")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(address.normalise(event.value))
        except UsageError as error:
            self.query_one("#remark", Told).tell(describe(error))

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
