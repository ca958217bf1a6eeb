"""Ask for a time of the tape."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ticker.clock import to_milliseconds
from ticker.errors import UsageError
from ticker.l10n.messages import _, describe
from ticker.l10n.moments import moment_of, span_of
from ticker.l10n.region import Region
from ticker.ui import bindings
from ticker.ui.widgets.told import Told


class JumpScreen(ModalScreen[int | None]):
    """A line for a time; gives the moment in milliseconds since 1970, or None where the reader turned back."""

    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def __init__(self, start: datetime, now: datetime, region: Region) -> None:
        """`start` is the tape's first moment, `now` where it stands."""
        super().__init__()
        self._start = start
        self._now = now
        self._region = region

    def compose(self) -> ComposeResult:
        """Heading, line and room for a remark."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Go to a time of the tape")), classes="dialog-title", markup=False)
            line = Input(placeholder=_("10:15, 2023-09-13T10:15, +30m or -30m"), id="time")
            line.cursor_blink = False
            yield line
            yield Told(_("Enter: go there · Esc: back"), id="remark")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(to_milliseconds(self._moment(event.value.strip())))
        except UsageError as error:
            self.query_one("#remark", Told).tell(describe(error))

    def _moment(self, typed: str) -> datetime:
        """The moment that is meant: spans count from where the tape stands, times from its start."""
        if typed.startswith(("-", "−")):
            return self._now - timedelta(seconds=span_of(typed[1:]))
        return moment_of(typed, self._now if typed.startswith("+") else self._start, self._region)

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
