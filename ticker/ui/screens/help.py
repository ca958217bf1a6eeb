"""The keys of the place where the reader is, from the same table that the bindings come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Static

from ticker.l10n.messages import _
from ticker.text.wrap import wrap_text
from ticker.ui import bindings
from ticker.ui.keymap import help_lines


class HelpScreen(ModalScreen[None]):
    """The keys of some places, the innermost first."""

    BINDINGS = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False),
        Binding("j,down", "scroll('down')", show=False),
        Binding("k,up", "scroll('up')", show=False),
    ]

    def __init__(self, places: Sequence[str], keymap: Mapping[str, str]) -> None:
        """`keymap` are the keys that differ from the defaults."""
        super().__init__()
        self._places, self._keymap = places, keymap

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(classes="dialog", id="help"):
            yield KeyTable(self._places, self._keymap)

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        scroll = self.query_one("#help", VerticalScroll)
        scroll.scroll_relative(y=1 if direction == "down" else -1, animate=False)


class KeyTable(Static):
    """The keys of some places, set anew for each width."""

    def __init__(self, places: Sequence[str], keymap: Mapping[str, str]) -> None:
        """As for `HelpScreen`."""
        super().__init__(markup=False)
        self._places, self._keymap = places, keymap

    def on_resize(self, event: Resize) -> None:
        """Names that need more than a line depend on the room."""
        self.update(help_text(self._places, self._keymap, event.size.width))


def help_text(places: Sequence[str], keymap: Mapping[str, str], columns: int) -> Content:
    """The table of keys in the reader's language, `columns` cells wide; a long name goes on below itself."""
    tables = [
        (
            bindings.PLACES[place],
            [(_keys(keys), name) for keys, name in help_lines(bindings.commands_at([place]), keymap)],
        )
        for place in places
    ]
    width = max(cell_len(keys) for _title, lines in tables for keys, _name in lines)
    parts: list[Content] = []
    for title, lines in tables:
        parts.append(Content.styled(_(title), "bold $accent"))
        for keys, name in lines:
            first, *rest = wrap_text(_(name), max(1, columns - width - 4), cell_len)
            padding = " " * (width - cell_len(keys))
            parts.append(Content.assemble("  ", Content.styled(keys, "bold"), f"{padding}  {first}"))
            parts.extend(Content(" " * (width + 4) + line) for line in rest)
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _keys(keys: list[str]) -> str:
    return "  ".join(_(key) for key in keys)
