"""The command palette: every command of the place where the reader is, found by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from ticker import resources
from ticker.l10n.messages import _
from ticker.ui import bindings
from ticker.ui.bindings import Command
from ticker.ui.finding import found
from ticker.ui.keymap import keys_of, printed
from ticker.ui.widgets.options import Options

NARROW = 50
"""Cells: in a narrower terminal a command is shown with its first key only."""


class PaletteScreen(ModalScreen[Command | None]):
    """A line to type in and the commands that fit; gives the chosen one, or None where the reader turned back."""

    CSS_PATH = resources.sheets("palette")
    BINDINGS = bindings.of("dialog")
    PLACE = "dialog"

    def __init__(self, commands: Sequence[Command], keymap: Mapping[str, str]) -> None:
        """`keymap` are the keys that differ from the defaults."""
        super().__init__()
        self._commands = list({command.name: command for command in reversed(commands)}.values())[::-1]
        self._keymap = keymap
        self._shown: list[Command] = []

    def compose(self) -> ComposeResult:
        """The line above the list."""
        with Vertical(classes="dialog", id="palette"):
            line = Input(placeholder=_("What shall be done?"), id="wish", compact=True)
            line.cursor_blink = False
            yield line
            options = Options(id="commands", markup=False)
            options.can_focus = False
            yield options

    def on_mount(self) -> None:
        """Show all commands."""
        self._fill("")

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, text: str) -> None:
        self._shown = found(self._commands, text, lambda command: f"{_(command.name)} {command.id}")
        options = self.query_one("#commands", OptionList)
        options.clear_options()
        options.add_options([Option(self._prompt(command)) for command in self._shown])
        options.highlighted = 0 if self._shown else None
        if not self._shown:
            options.add_option(Option(Content.styled(_("There is no such command here."), "$quiet"), disabled=True))

    def _prompt(self, command: Command) -> Content:
        narrow = self.app.size.width < NARROW
        keys = " ".join(_(printed(key)) for key in keys_of(command, self._keymap)[: 1 if narrow else None])
        gap = " " * max(1, (9 if narrow else 17) - cell_len(keys))
        return Content.assemble(Content.styled(keys, "bold $accent"), gap, _(command.name))

    @on(Input.Submitted)
    def _choose(self) -> None:
        row = self.query_one("#commands", OptionList).highlighted
        if row is not None and row < len(self._shown):
            self.dismiss(self._shown[row])

    @on(OptionList.OptionSelected)
    def _click(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._shown[event.option_index])

    def action_next(self) -> None:
        """Go to the next command."""
        self.query_one("#commands", OptionList).action_cursor_down()

    def action_previous(self) -> None:
        """Go to the previous command."""
        self.query_one("#commands", OptionList).action_cursor_up()

    def action_cancel(self) -> None:
        """Turn back."""
        self.dismiss(None)
