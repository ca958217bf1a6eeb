"""Ask for a day or a time of the list."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ticker import when
from ticker.l10n.messages import _
from ticker.ui import bindings
from ticker.ui.widgets.prompt import Fault
from ticker.ui.widgets.told import Told
from ticker.when import When


class MomentScreen(ModalScreen[When | None]):
    """A line for a day or a time; gives what was meant, or None where the reader turned back."""

    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def __init__(self, preview: Callable[[When], str]) -> None:
        """`preview` tells where a day or a time leads to."""
        super().__init__()
        self._preview = preview
        self._fault = Fault()

    def compose(self) -> ComposeResult:
        """Heading, line and room for what comes of it."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Go to a day or a time")), classes="dialog-title", markup=False)
            line = Input(placeholder=_("13.9. · yesterday 10:15 · Monday · 10:15 · 2023-09-13"), id="moment")
            line.highlighter = self._fault
            line.cursor_blink = False
            yield line
            yield Told(self._hint, id="remark")

    @property
    def _hint(self) -> str:
        return _("Enter: go there · Esc: back")

    @on(Input.Changed)
    def _type(self, event: Input.Changed) -> None:
        """Show where it leads to; what is half typed is no mistake yet."""
        meant = when.read(event.value)
        self._tell(self._preview(meant) if meant is not None else self._hint)

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        meant = when.read(event.value)
        if meant is not None:
            self.dismiss(meant)
        elif event.value.strip():
            part = when.stumbling(event.value)
            self._tell(complaint(part), event.value.find(part))

    def _tell(self, text: str, fault: int | None = None) -> None:
        self.query_one("#remark", Told).tell(text)
        if fault != self._fault.position:
            self._fault.position = fault
            self.query_one(Input).refresh()

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)


def complaint(part: str) -> str:
    """What is said about words that are no day and no time."""
    meant = when.resembling(part)
    if meant is not None:
        return _("“{text}” is no day. Did you mean “{nearest}”?").format(text=part, nearest=meant)
    told = _("“{text}” is no day and no time. Possible: 13.9., 2023-09-13, yesterday, Monday 10:15, 10:15.")
    return told.format(text=part)
