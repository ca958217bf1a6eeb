"""What one does with the entry that one reads, apart from marking it: copy, quote, hand over, see it alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on

from ticker.errors import TickerError
from ticker.l10n.messages import _
from ticker.store.positions import START, Position
from ticker.text.trackers import untracked
from ticker.ui import clipboard
from ticker.ui.screens.base import TickerScreen
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList
from ticker.ui.widgets.sheet import Aspect, Sheet

if TYPE_CHECKING:
    from ticker.model import Article, Entry

PLAIN_WIDTH = 78
MOST_OUTLETS = 12
PIPE_COMMAND = "pipe_command"


class ReadingScreen(TickerScreen[None]):
    """A screen with a live list and a pane that shows the selected entry."""

    @property
    def pane(self) -> EntryPane:
        """The detail pane."""
        return self.query_one("#entry", EntryPane)

    def __init__(self) -> None:
        super().__init__()
        self._aspect = Aspect.TEXT
        self._pictured: int | None = None  # the entry whose images are shown
        self._last_pane: EntryPane | None = None  # when the screen is unmounted, its widgets can no longer be asked for
        self._left_at = START  # the stored place in the entry that is shown

    def settle(self) -> None:
        """Set the text as it is wanted now."""
        self.pane.settle(self.session.settings)

    @property
    def headlines(self) -> HeadlineList:
        """The live list."""
        return self.query_one("#headlines", HeadlineList)

    def chosen(self) -> Entry | None:
        """The selected entry, which the actions are about; None where there is none."""
        key = self.headlines.selected
        return self.library.entry(key) if key is not None else None

    def _show_entry(self, key: int | None) -> None:
        """Show an entry in the pane, where the reader left it."""
        self._last_pane = self.pane
        shown = self.pane.entry
        if shown is None or shown.key != key:
            self._keep_place()
            self._left_at = self.library.position(key) if key is not None else START
            self._aspect = Aspect.ARTICLE if self._left_at.full else Aspect.TEXT
        entry = self.library.entry(key) if key is not None else None
        sheet = self._sheet(entry) if entry is not None else None
        self.pane.show(sheet, self.now(), self._left_at.paragraph if self._aspect is not Aspect.VERSIONS else 0)

    def _sheet(self, entry: Entry) -> Sheet:
        versions = self.library.revisions(entry.key) if self._aspect is Aspect.VERSIONS else ()
        article = self.library.article(entry.key) if self._aspect is Aspect.ARTICLE else None
        pictures = self.library.pictures(entry.key) if self._pictured == entry.key else {}
        others = self.library.told_too(entry.key) if entry.story is not None else ()
        return Sheet(entry, self._aspect, versions, article, pictures, others)

    def _keep_place(self) -> None:
        """Remember how far the reader has come in the entry that is shown."""
        pane = self._last_pane
        entry = pane.entry if pane is not None else None
        if pane is None or entry is None or self._aspect is Aspect.VERSIONS:
            return
        article = pane.sheet.article if pane.sheet is not None else None
        position = Position(pane.position, article is not None and article.html is not None)
        if position != self._left_at:
            self._left_at = position
            self.library.leave_at(entry.key, position, self.now())

    def _turn_to(self, entry: Entry, aspect: Aspect) -> None:
        """Show another view of the chosen entry."""
        self._show_entry(entry.key)
        self._keep_place()
        if Aspect.VERSIONS not in (aspect, self._aspect):
            self._left_at = START  # text and article are told apart by more than the place
        self._aspect = aspect
        self._show_entry(entry.key)

    def on_unmount(self) -> None:
        """A text that is open when the program ends is left too."""
        with suppress(TickerError):  # the store is busy: the place is lost, the way out is not
            self._keep_place()

    @on(EntryPane.LinkOpened)
    def _open_link(self, message: EntryPane.LinkOpened) -> None:
        self.ticker.open_address(message.address)

    def action_versions(self) -> None:
        """Show what was changed in the chosen entry since its first version, or its text again."""
        entry = self.chosen()
        if entry is None:
            return
        if entry.revision == 1:
            self.say(_("This entry has not been changed."))
            return
        self._show_entry(entry.key)
        before = Aspect.ARTICLE if self._left_at.full else Aspect.TEXT
        self._turn_to(entry, before if self._aspect is Aspect.VERSIONS else Aspect.VERSIONS)

    def action_full_article(self) -> None:
        """Show the full article behind the chosen entry's link, or what the feed tells of it again."""
        entry = self.chosen()
        if entry is None:
            return
        self._show_entry(entry.key)
        if self._aspect is Aspect.ARTICLE:
            self._turn_to(entry, Aspect.TEXT)
            return
        if entry.data.link is None:
            self.say(_("This entry has no link."))
            return
        article = self.library.article(entry.key)
        known = article is not None and article.html is not None and article.url == entry.data.link
        if known or self.session.replay is None:
            self._turn_to(entry, Aspect.ARTICLE)
        if not known or (article is not None and _is_stale(article, entry)):
            self._fetch_article(entry, entry.data.link)

    def _fetch_article(self, entry: Entry, link: str) -> None:
        if self.session.replay is not None:
            self.say(_("In a replay nothing is fetched but what is on the tape."))
            return
        self.library.wish_article(entry.key, link, self.now())
        self._show_entry(entry.key)

    def action_story(self) -> None:
        """Show what others tell of the same event beside the chosen entry."""
        entry = self.chosen()
        if entry is None:
            return
        others = sorted((at, key) for _story, at, key in self.library.stories([entry.key]) if key != entry.key)
        found = [other for _at, key in others if (other := self.library.entry(key)) is not None]
        if not found:
            self.say(_("No other outlet tells this."))
            return
        from ticker.ui.screens.story import StoryScreen

        self.app.push_screen(StoryScreen([entry, *found[: MOST_OUTLETS - 1]]))

    def action_images(self) -> None:
        """Show the images of the chosen entry, or only their captions again; what is missing is fetched."""
        entry = self.chosen()
        if entry is None:
            return
        self._show_entry(entry.key)
        if self._pictured == entry.key:
            self._pictured = None
        elif not self.pane.draws_pictures:
            self.say(_("This terminal draws no images, or the settings say so (,)."))
        else:
            self._fetch_images(entry)
        self._show_entry(entry.key)

    def _fetch_images(self, entry: Entry) -> None:
        from ticker.ui.widgets.entry_picture import addresses

        article = self.pane.sheet.article if self.pane.sheet is not None else None
        wanted = addresses(entry, article)
        known = self.library.pictures(entry.key)
        missing = [url for url in wanted if url not in known or known[url].body is None]
        if not wanted:
            self.say(_("This entry has no images."))
        elif missing and self.session.replay is not None:
            self.say(_("In a replay nothing is fetched but what is on the tape."))
        else:
            self._pictured = entry.key
            self.library.wish_pictures(entry.key, missing, self.now())

    def action_copy_link(self) -> None:
        """Copy the entry's address."""
        entry = self.chosen()
        if entry is None:
            return
        if entry.data.link is None:
            self.say(_("This entry has no link."))
            return
        link = untracked(entry.data.link)
        self.copy(link, _("Copied: {text}").format(text=link))

    def action_copy_quote(self) -> None:
        """Copy the passage at the top of the pane, with source and date."""
        entry = self.chosen()
        if entry is None:
            return
        shown = self.pane.entry is not None and self.pane.entry.key == entry.key
        passage = self.pane.passage if shown else None
        passage = passage or entry.data.summary or entry.data.title or ""
        from ticker.ui.quotation import quotation

        text = quotation(entry, passage, self.session.region)
        self.copy(text, _("Copied with source and date: {text}").format(text=text.partition("\n")[0]))

    def copy(self, text: str, remark: str) -> None:
        """Put a text on the clipboard, by the terminal and by a tool of the machine, and say so."""
        self.app.copy_to_clipboard(text)
        words = clipboard.tool(os.environ)
        if words is not None:
            self.run_worker(_handing_over(text, words), thread=True, group="clipboard")
        self.say(remark)

    def action_pipe(self) -> None:
        """Ask for a command and hand it the entry."""
        entry = self.chosen()
        if entry is None:
            return
        from ticker import contract  # the first picture does not wait for it
        from ticker.ui.screens.pipe import PipeScreen
        from ticker.ui.widgets.entry_page import plain

        region = self.session.region
        text = plain(self._sheet(entry), width=PLAIN_WIDTH, now=self.now(), region=region)
        last = self.library.remembered(PIPE_COMMAND) or ""
        screen = PipeScreen(text + "\n", contract.as_json(contract.entry(entry)) + "\n", last, region)
        self.app.push_screen(screen, self._remember_command)

    def _remember_command(self, line: str | None) -> None:
        if line is not None:
            self.library.remember(PIPE_COMMAND, line)


def _handing_over(text: str, words: list[str]) -> Callable[[], bool]:
    return lambda: clipboard.hand_over(text, words)


def _is_stale(article: Article, entry: Entry) -> bool:
    """Whether the article was fetched before the entry was corrected."""
    return article.fetched_at is not None and entry.revised_at is not None and article.fetched_at < entry.revised_at
