"""What several outlets tell of one event, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import HorizontalScroll

from ticker import resources
from ticker.l10n import numbers
from ticker.l10n.messages import _
from ticker.model import Change, Entry
from ticker.text.sanitise import drawable
from ticker.ui import bindings
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.sheet import Sheet
from ticker.ui.widgets.state_bar import StateBar

LEAST = 44
"""Cells that an entry needs; as many as fit stand side by side, the others one turns to."""


class StoryScreen(TickerScreen[None]):
    """The entries of a story in columns, the chosen one first; each scrolls by itself."""

    CSS_PATH = resources.sheets("story")
    BINDINGS = bindings.of("story")
    PLACE = "story"

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = entries

    def compose(self) -> ComposeResult:
        """The columns and a line about them."""
        with HorizontalScroll(id="columns", can_focus=False):
            for number in range(len(self._entries)):
                yield EntryPane(self.session.region, self.session.settings, id=f"column-{number}")
        yield StateBar(id="state")

    @property
    def _columns(self) -> list[EntryPane]:
        return list(self.query(EntryPane))

    def on_mount(self) -> None:
        """Show the entries."""
        self._fill()
        self.set_focus(self._columns[0])
        self._tell_place()

    def on_descendant_focus(self) -> None:
        """Another column."""
        self._tell_place()

    def _tell_place(self) -> None:
        """Tell which entry of how many it is, and the keys."""
        number, count = (numbers.number(n, self.session.region) for n in (self._number() + 1, len(self._entries)))
        told = _("Entry {number} of {count} on one story").format(number=number, count=count)
        keys = _("←→: other column · o: browser · x: another story · Esc: back")
        self.query_one(StateBar).stand(f"{told} · {keys}")

    def on_resize(self) -> None:
        """As many columns as fit, all of one width."""
        beside = max(1, min(len(self._entries), self.size.width // LEAST))
        for column in self._columns:
            column.styles.width = self.size.width // beside

    def _fill(self) -> None:
        for column, entry in zip(self._columns, self._entries, strict=True):
            column.show(Sheet(entry), self.now())

    def apply(self, changes: Sequence[Change]) -> None:
        """Show corrections of what is before the reader; who is gone meanwhile stays as he was."""
        touched = {change.entry_key for change in changes}
        if any(entry.key in touched for entry in self._entries):
            self._entries = [self.library.entry(entry.key) or entry for entry in self._entries]
            self._fill()

    def tick(self) -> None:
        """Let the ages go on."""
        for column in self._columns:
            column.grow_older(self.now())

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def _number(self) -> int:
        return next((n for n, column in enumerate(self._columns) if column is self.focused), 0)

    def action_turn(self, step: int) -> None:
        """Go to the next or the previous column, round in a circle."""
        columns = self._columns
        self.set_focus(columns[(self._number() + step) % len(columns)], scroll_visible=True)

    @on(EntryPane.Finished)
    def _go_on(self) -> None:
        self.action_turn(1)

    @on(EntryPane.LinkOpened)
    def _open_link(self, message: EntryPane.LinkOpened) -> None:
        self.ticker.open_address(message.address)

    def action_open_browser(self) -> None:
        """Open the page of the entry in the focused column."""
        link = self._entries[self._number()].data.link
        if link is None:
            self.say(_("This entry has no link."))
        else:
            self.ticker.open_address(link)

    def action_part(self) -> None:
        """Take the entry in the focused column out of the story: it tells of something else."""
        entry = self._entries[self._number()]
        if self.library.part_from_story(entry.key, self.now()):
            self.app.pop_screen()
            told = _("Parted from its story: {title}")
            self.ticker.say(told.format(title=drawable(entry.data.title or entry.feed_name)))

    def action_close(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()
