"""Ask for one line of text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ticker.l10n.messages import _
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.widgets.told import Told


class AskScreen(ModalScreen[str | None]):
    """A question and a line for the answer; gives it, or None where the reader turned back."""

    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def __init__(self, question: str, remark: str, value: str = "") -> None:
        """`value` stands in the line at first."""
        super().__init__()
        self._question = question
        self._remark = remark
        self._value = value

    def compose(self) -> ComposeResult:
        """Question, line, remark."""
        with Vertical(classes="dialog"):
            yield Static(Content(drawable(self._question)), classes="dialog-title", markup=False)
            line = Input(self._value, id="answer")
            line.cursor_blink = False
            yield line
            hint = _("Enter: take it · Esc: back")
            yield Told(f"{drawable(self._remark)}\n{hint}", id="remark")

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
