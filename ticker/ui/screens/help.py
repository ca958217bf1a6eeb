"""The keys, from the same table that the bindings come from."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ticker.errors import N_
from ticker.l10n.messages import _
from ticker.ui import bindings

PLACES = (
    ("river", N_("Everywhere")),
    ("list", N_("In the list")),
    ("pane", N_("In the text")),
    ("feeds", N_("In the feeds")),
    ("app", N_("Always")),
)


class HelpScreen(ModalScreen[None]):
    """All keys, by place."""

    BINDINGS = [
        Binding("escape,q,question_mark,enter", "dismiss", show=False),
        Binding("j", "scroll('down')", show=False),
        Binding("k", "scroll('up')", show=False),
    ]

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(classes="dialog", id="help"):
            yield Static(help_text(), markup=False)

    def action_scroll(self, direction: str) -> None:
        """Scroll by a line."""
        scroll = self.query_one("#help", VerticalScroll)
        scroll.scroll_relative(y=1 if direction == "down" else -1, animate=False)


def help_text() -> Content:
    """The table of keys in the reader's language."""
    tables = [(title, [(_keys(keys), name) for keys, name in bindings.help_lines(place)]) for place, title in PLACES]
    width = max(cell_len(keys) for _title, lines in tables for keys, _name in lines)
    parts: list[Content] = []
    for title, lines in tables:
        parts.append(Content.styled(_(title), "bold $accent"))
        for keys, name in lines:
            padding = " " * (width - cell_len(keys))
            parts.append(Content.assemble("  ", Content.styled(keys, "bold"), f"{padding}  {_(name)}"))
        parts.append(Content(""))
    return Content("\n").join(parts[:-1])


def _keys(keys: list[str]) -> str:
    return "  ".join(_(key) for key in keys)
