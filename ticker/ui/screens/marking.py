"""What the reader notes on entries: read, star, later, hidden; on many at once; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from ticker.errors import TickerError
from ticker.l10n import numbers
from ticker.l10n.messages import _, describe, ngettext
from ticker.ui.screens.reading import ReadingScreen
from ticker.ui.undoing import undone_line
from ticker.ui.widgets.news_desk import NewsDesk

if TYPE_CHECKING:
    from ticker.model import Entry


class MarkingScreen(ReadingScreen):
    """A screen with a live list and a pane, in which entries are marked."""

    @property
    def desk(self) -> NewsDesk:
        """The live list and what flows into it."""
        return self.query_one("#body", NewsDesk)

    def redraw(self, keys: Sequence[int]) -> None:
        """Draw these entries afresh, in the list and in the pane."""
        self.desk.headlines.forget(keys)
        self.show_again(keys)

    def show_again(self, keys: Sequence[int]) -> None:
        """Set the pane's page afresh where it shows one of these entries."""
        if self.pane.entry is not None and self.pane.entry.key in keys:
            self._show_entry(self.pane.entry.key)

    def mark_read(self, entry: Entry, read: bool, *, undoable: bool = True) -> None:
        """Mark an entry as read or unread; not `undoable` where that comes by itself, by opening it."""
        self.library.mark_read(entry.key, read, self.now(), undoable=undoable)
        self.redraw([entry.key])
        if entry.read is not read:
            self.desk.news.count(0, -1 if read else 1)

    def action_toggle_read(self) -> None:
        """Mark the selected entry as read or unread."""
        entry = self.chosen()
        if entry is not None:
            self.mark_read(entry, not entry.read)

    def action_toggle_star(self) -> None:
        """Star the selected entry or take the star off."""
        entry = self.chosen()
        if entry is not None:
            self.library.mark_starred(entry.key, not entry.starred, self.now())
            self.redraw([entry.key])
            self.desk.news.count(0, 0)

    def action_hide(self) -> None:
        """Take the selected entry out of the reader's sight."""
        key = self.desk.headlines.selected
        if key is not None:
            self.library.mark_hidden([key], True, self.now())
            self.desk.let_go([key])
            self.desk.news.count(0, 0)
            self.say(_("The entry is hidden; u brings it back."))

    def action_later(self) -> None:
        """Put the selected entry on the list to read later, or take it off."""
        key = self.desk.headlines.selected
        entry = self.library.entry(key) if key is not None else None
        if entry is not None:
            self.library.mark_later([entry.key], not entry.later, self.now())
            self.redraw([entry.key])
            self.say(_("Taken off the list to read later.") if entry.later else _("To be read later."))

    def action_all_read(self) -> None:
        """Mark what the list shows as read, after asking; what has not been on the screen yet stays unread."""
        from ticker.ui.screens.confirm import ConfirmScreen

        keys = self.desk.shown
        question = ngettext("Mark {count} entry as read?", "Mark {count} entries as read?", len(keys))

        def answer(yes: bool | None) -> None:
            if yes:
                self._mark_all_read(keys)

        if keys:
            count = numbers.number(len(keys), self.session.region)
            self.app.push_screen(ConfirmScreen(question.format(count=count), _("u takes it back.")), answer)

    @work(thread=True, group="marks")
    def _mark_all_read(self, keys: Sequence[int]) -> None:
        try:
            changed = self.library.mark_all_read(keys, self.now())
        except TickerError as error:
            self.app.call_from_thread(self.say, describe(error))
            return
        self.app.call_from_thread(self._marked_all, changed)

    def _marked_all(self, changed: Sequence[int]) -> None:
        self.redraw(changed)
        self.desk.news.count(0, -len(changed))
        text = ngettext(
            "{count} entry marked as read; u takes it back.",
            "{count} entries marked as read; u takes it back.",
            len(changed),
        )
        self.say(text.format(count=numbers.number(len(changed), self.session.region)))

    def action_undo(self) -> None:
        """Take back the reader's last mark."""
        undone = self.library.undo(self.now())
        if undone is not None:
            self.desk.settle(undone.keys)
            self.redraw(undone.keys)
            self.desk.news.count(0, 0)
        if undone is None and self.library.is_behind():
            self.say(_("This is taken back as soon as the database is free."))
            return
        self.say(undone_line(undone, self.session.region))
