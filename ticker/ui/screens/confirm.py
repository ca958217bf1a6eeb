"""Ask before something that concerns many entries."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button

from ticker.l10n.messages import _
from ticker.ui.widgets.told import Told


class ConfirmScreen(ModalScreen[bool]):
    """A question with two answers; Enter says yes, or no where yes cannot be taken back."""

    BINDINGS = [
        Binding("y,j", "answer(True)", show=False),
        Binding("n,escape,q", "answer(False)", show=False),
        Binding("left,right,h,l", "app.focus_next", show=False),
    ]

    def __init__(self, question: str, remark: str, *, sure: bool = True) -> None:
        """Where `sure` is false, Enter says no."""
        super().__init__()
        self._first = "#yes" if sure else "#no"
        self._question = question
        self._remark = remark

    def compose(self) -> ComposeResult:
        """Question, remark, answers."""
        with Vertical(classes="dialog"):
            yield Told(self._question, classes="dialog-title")
            yield Told(self._remark, id="remark")
            with Horizontal(classes="answers"):
                yield Button(Content(_("Yes")), id="yes", compact=True)
                yield Button(Content(_("No")), id="no", compact=True)

    def on_mount(self) -> None:
        """Enter gives the answer that one expects."""
        self.query_one(self._first, Button).focus()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)
