"""What the reader does with the live list: views, searches, the pause, ways through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from textual import on, work

from ticker.clock import to_milliseconds
from ticker.errors import TickerError
from ticker.l10n import dates, numbers
from ticker.l10n.messages import _, describe, ngettext
from ticker.store import views
from ticker.store.views import View, ViewKind
from ticker.ui import bindings
from ticker.ui.folding import Folds
from ticker.ui.library import ALL, Library
from ticker.ui.session import Session
from ticker.ui.widgets.headline_list import Place
from ticker.ui.widgets.news_bar import NewsBar
from ticker.ui.widgets.sidebar import Sidebar
from ticker.ui.widgets.stream_desk import StreamDesk

if TYPE_CHECKING:
    from ticker.ui.screens.river import RiverScreen
    from ticker.ui.widgets.prompt import Prompt
    from ticker.when import When

NEAR = 256
GLANCE = timedelta(minutes=1)
SIDEBAR = "sidebar"


class NewsDesk(StreamDesk):
    """The desk with its commands."""

    BINDINGS = bindings.of("stream")
    PLACE = "stream"

    def __init__(self, session: Session, library: Library, *, id: str) -> None:
        super().__init__(session, library, id=id)
        self._prompt: Prompt | None = None
        self._away_since: datetime | None = None
        self._before_prompt: tuple[View, Place | None] = (ALL, None)

    @property
    def _river(self) -> RiverScreen:
        return cast("RiverScreen", self.screen)

    def start(self) -> None:
        """Draw the first page, with the sidebar where the reader left it open and there is room for both."""
        if self._library.remembered(SIDEBAR) and not self.screen.has_class("-narrow"):
            self.query_one(Sidebar).display = self.news.counts_all = True
        super().start()

    def action_views(self) -> None:
        """Show the sidebar and go there; from there, hide it. The next start remembers that."""
        sidebar = self.query_one(Sidebar)
        self._library.remember(SIDEBAR, "" if sidebar.has_focus else "shown")
        if sidebar.has_focus:
            sidebar.display = self.news.counts_all = False
            self.screen.set_focus(self.headlines)
        else:
            sidebar.display = True
            self.news.counts_all = True
            self.news.recount()
            sidebar.point_at_shown()
            self.screen.set_focus(sidebar)

    @on(Sidebar.Left)
    def _leave_sidebar(self) -> None:
        """Where there is no room for both the sidebar makes room for the list."""
        sidebar = self.query_one(Sidebar)
        if sidebar.size.width == self.size.width:
            sidebar.display = False

    @on(Sidebar.Chosen)
    def _choose(self, message: Sidebar.Chosen) -> None:
        self.show_view(message.view)
        self.screen.set_focus(self.headlines)

    def go_on(self) -> None:
        """Bring what the first picture did not wait for: the line to search in stands ready before it is asked for."""
        super().go_on()
        if self._prompt is None:
            from ticker.ui.widgets.prompt import Prompt

            self._prompt = Prompt(id="prompt")
            self.query_one("#river").mount(self._prompt, after=self.news)

    def look_away(self) -> None:
        """The reader looks elsewhere: what comes from now on is new to him."""
        self._away_since = self._session.clock.now()
        self._library.remember_look(self._away_since)

    def look_back(self) -> None:
        """The reader looks again: a divider shows what has come meanwhile, unless it was but a glance."""
        away, self._away_since = self._away_since, None
        if away is not None and self._session.clock.now() - away >= GLANCE:
            self._lines.last_look = to_milliseconds(away)
            self.headlines.divide_anew()

    def on_unmount(self) -> None:
        """The end of the look."""
        self.look_away()

    def action_ask(self, kind: str) -> None:
        """Ask for a search or a filter; what is shown already is there to be changed."""
        if self._prompt is None:
            return
        asked = ViewKind(kind)
        self._before_prompt = (self._view, self.headlines.place)
        self.news.display = False
        from ticker.ui.widgets.prompt import Completion

        completion = Completion(self.news.known, self._session.region)
        self._prompt.ask(asked, self._view.query if self._view.kind is asked else "", completion)

    def on_prompt_asked(self, message: Prompt.Asked) -> None:
        """Show what is typed; where all of it was deleted, what was shown before, at its place."""
        view, place = (message.view, None) if message.view is not None else self._before_prompt
        if view != self._view:
            self.show_view(view, place)
        if message.done:
            self._end_prompt()

    @on(StreamDesk.Shown)
    def _tell_found(self, message: StreamDesk.Shown) -> None:
        if self._prompt is None or not self._prompt.display:
            return
        count = numbers.number(message.count, self._session.region)
        told = ngettext("{count} entry", "{count} entries", message.count).format(count=count)
        self._prompt.tell(told if views.asks(message.view) else "")

    def on_prompt_left(self) -> None:
        """Show what was shown before, at its place."""
        view, place = self._before_prompt
        if view != self._view:
            self.show_view(view, place)
        self._end_prompt()

    def _end_prompt(self) -> None:
        if self._prompt is not None:
            self._prompt.display = False
        self.news.display = True
        self.screen.set_focus(self.headlines)

    def action_fold(self) -> None:
        """Show one line for each story, or all entries again."""
        folding = self.folds is None
        self.fold(Folds.of(self._library.stories()) if folding else None)
        self._river.say(_("One line for each story.") if folding else _("All entries of a story."))

    def action_save_search(self) -> None:
        """Keep the search or filter that is shown in the sidebar."""
        if self._view.kind not in (ViewKind.SEARCH, ViewKind.FILTER):
            self._river.say(_("Only a search or a filter can be saved: / and = begin one."))
            return
        saved = self._library.saved_searches()
        if self._view not in saved:
            self._library.save_searches([*saved, self._view])
        self.news.recount()
        self._river.say(_("Saved: {name}. V shows it in the sidebar.").format(name=self._view.query))

    @on(Sidebar.Dropped)
    def _drop(self, message: Sidebar.Dropped) -> None:
        saved = self._library.saved_searches()
        if message.view in saved:
            self._library.save_searches([view for view in saved if view != message.view])
            self.news.recount()
        else:
            self._river.say(_("Only saved searches can be dropped."))

    @on(NewsBar.Wanted)
    def action_newest(self) -> None:
        """Show what has come in: the list goes to the top."""
        if self._stream.paused:
            self.action_pause()
        self.headlines.action_top()

    def action_pause(self) -> None:
        """Hold the list still, or let it go on."""
        self._take(self._stream.toggle_pause())
        self._show_news()

    def action_unread(self, direction: int) -> None:
        """Go to the next unread entry (1), or to the previous one (-1)."""
        keys = self.headlines.order.keys
        cursor = self.headlines.cursor
        near = keys[cursor + 1 : cursor + 1 + NEAR] if direction > 0 else keys[max(0, cursor - NEAR) : cursor][::-1]
        found = self._library.first_unread(near)
        if found is not None:
            self._go_to(found)
        elif len(near) == NEAR:
            self._look_further(keys[cursor + 1 :] if direction > 0 else keys[:cursor][::-1])
        else:
            self._river.say(_("No other unread entry in this direction."))

    @work(thread=True, exclusive=True, group="unread")
    def _look_further(self, keys: Sequence[int]) -> None:
        try:
            found = self._library.first_unread_afresh(keys)
        except TickerError as error:
            self.post_message(self.Failed(describe(error)))
            return
        self.app.call_from_thread(self._go_to, found)

    @on(StreamDesk.Failed)
    def _tell(self, message: StreamDesk.Failed) -> None:
        self._river.say(message.reason)

    def _go_to(self, key: int | None) -> None:
        index = self.headlines.order.index(key) if key is not None else None
        if index is None:
            self._river.say(_("No other unread entry in this direction."))
            return
        self.headlines.move_to(index)
        if self._river.reads:
            self._river.action_read()

    def action_jump(self) -> None:
        """Ask for a day or a time, and go to the entry there or to the nearest one."""
        from ticker.ui.screens.moment import MomentScreen

        def jump(meant: When | None) -> None:
            if meant is not None:
                self.when_loaded(lambda: self._jump(meant))

        self.app.push_screen(MomentScreen(self._preview), jump)

    def _jump(self, meant: When) -> None:
        row = self._goal(meant)
        if row is not None:
            self.headlines.move_to(row)
        if (told := self._beyond(meant)) is not None:
            self._river.say(told)

    def _goal(self, meant: When) -> int | None:
        from ticker.ui import jumping

        return jumping.goal(self.headlines.order, *self._span(meant))

    def _span(self, meant: When) -> tuple[int, int]:
        from ticker.ui import jumping

        return jumping.span(meant, self._session.clock.now(), self._session.region.timezone)

    def _beyond(self, meant: When) -> str | None:
        """What is to be said where nothing is as old or as recent as that."""
        from ticker.ui.jumping import Beyond, beyond

        match beyond(self.headlines.order, *self._span(meant)):
            case Beyond.OLDER:
                return _("Nothing here is as old as that: this is the oldest entry.")
            case Beyond.YOUNGER:
                return _("Nothing here is as recent as that: this is the newest entry.")
        return None

    def _preview(self, meant: When) -> str:
        """The entry to which a day or a time leads, with its time."""
        row = self._goal(meant)
        found = self._library.headlines([self.headlines.order.keys[row]]) if row is not None else []
        if not found:
            return _("There is no entry here.")
        told = self._beyond(meant)
        above = "" if told is None else f"{told}\n"
        return f"{above}→ {dates.full(found[0].sort_at, self._session.region)}\n{found[0].title}"

    def action_day(self, direction: int) -> None:
        """Go to the first entry of the next older day (1), or to that of this day or the next younger one (-1)."""
        starts = [divider.index for divider in self.headlines.rows.dividers if divider.day is not None]
        cursor = self.headlines.cursor
        ahead = [index for index in starts if (index > cursor if direction > 0 else index < cursor)]
        if ahead:
            self.headlines.move_to(min(ahead) if direction > 0 else max(ahead))
