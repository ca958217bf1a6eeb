"""The main screen: the live list, the detail pane and the bars round them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from ticker import resources
from ticker.headline import Change
from ticker.l10n.messages import _
from ticker.store.views import View, ViewKind
from ticker.ui import bindings
from ticker.ui.screens.marking import MarkingScreen
from ticker.ui.state_line import state_of
from ticker.ui.widgets.crawl import Crawl
from ticker.ui.widgets.entry_pane import EntryPane
from ticker.ui.widgets.headline_list import HeadlineList
from ticker.ui.widgets.masthead import Masthead
from ticker.ui.widgets.news_desk import NewsDesk
from ticker.ui.widgets.state_bar import StateBar

PREVIEW_SECONDS = 0.04


class RiverScreen(MarkingScreen):
    """Headlines as they come in, newest first, and the entry that is selected.

    The class `-reading` gives the pane the whole screen where there is no room for both, `-alone` also where there is.
    """

    CSS_PATH = resources.sheets("river")
    BINDINGS = bindings.of("river")
    PLACE = "river"
    AUTO_FOCUS = "HeadlineList"

    def __init__(self) -> None:
        super().__init__()
        self._preview: Timer | None = None
        self._came_from_list = False  # to the text that stands alone
        self._crawl = Crawl(still=self.session.settings.reduced_motion, id="crawl")

    def compose(self) -> ComposeResult:
        """The bars, the list and the pane."""
        yield Masthead(id="masthead")
        yield self._crawl
        yield self.stage()
        yield StateBar(id="state")

    def stage(self) -> Widget:
        """What stands between the bars: the list and the pane, in a replay with its own bar under them."""
        if self.session.replay is not None:
            from ticker.ui.widgets.replay_stage import ReplayStage

            return ReplayStage(self.session, self.library, self.session.replay, id="stage")
        return NewsDesk(self.session, self.library, id="body")

    def start_anew(self) -> None:
        """Nothing in the store is as it was: a tape has gone back or far ahead."""
        self.desk.start_anew()
        shown = self.pane.entry
        self.show_again([shown.key] if shown is not None else [])
        self.show_state()
        self._feed_crawl()

    @property
    def reads(self) -> bool:
        """Whether the reader is in the text."""
        return self.focused is self.pane

    # What comes in

    def on_mount(self) -> None:
        """Draw the first page at once; what needs more than the store comes after the first picture."""
        self._place_crawl()
        self.desk.start()
        self.call_after_refresh(self._after_first_picture)

    def _after_first_picture(self) -> None:
        self.tick()
        self.show_state()
        self.desk.go_on()
        self._feed_crawl()

    def apply(self, changes: Sequence[Change]) -> None:
        """Take in what other processes have changed, without moving the reader."""
        self.show_again(self.desk.apply(changes))
        self.show_state()
        self._feed_crawl()

    def tick(self) -> None:
        """Let clock, dates and ages go on."""
        now = self.now()
        # In a replay the stage shows the moment here and in its own bar at once; only the first time it comes later.
        if self.session.replay is None or not self.query_one(Masthead).text:
            self.show_clock(now)
        self.desk.tick()
        self._feed_crawl()  # what is read or a day old goes
        self.pane.grow_older(now)
        self.show_state()

    def show_clock(self, now: datetime) -> None:
        """Show the moment in the first line."""
        self.query_one(Masthead).show_time(now, self.session.region, self.session.replay, self.ticker.recording_mark())

    def _place_crawl(self) -> None:
        where = self.session.settings.crawl
        self._crawl.set_class(where == "off", "-off")
        if where == "bottom":
            self.move_child(self._crawl, before=self.query_one(StateBar))
        else:
            self.move_child(self._crawl, after=self.query_one(Masthead))

    def settle(self) -> None:
        """Put the crawl where it is wanted now, and set the text in its measure."""
        super().settle()
        self._place_crawl()
        self._crawl.still = self.session.settings.reduced_motion
        self._feed_crawl()

    def _feed_crawl(self) -> None:
        if self.session.settings.crawl != "off":
            self._crawl.show(self.library.crawl(self.now()))

    def on_screen_suspend(self) -> None:
        """Another screen covers this one."""
        self._crawl.hold(True)

    def on_screen_resume(self) -> None:
        """This screen is seen again."""
        self._crawl.hold(False)

    def look_away(self) -> None:
        """The reader turns to another window."""
        self._crawl.hold(True)
        self.desk.look_away()

    def look_back(self) -> None:
        """The reader is here again."""
        self._crawl.hold(False)
        self.desk.look_back()

    def say(self, text: str) -> None:
        """Show a remark in the last line for a few seconds."""
        self.query_one(StateBar).say(text)

    def show_state(self) -> None:
        """Show how a refresh gets on, or how the feeds fare."""
        replay = self.session.replay is not None
        state = state_of(self.library.overview(), self.now(), self.session.region, replay=replay)
        refresh = self.ticker.refresh_line()
        self.query_one(StateBar).stand(refresh or self.ticker.trouble_line() or state, at_once=refresh is not None)

    # The entry

    @on(HeadlineList.Selected)
    def _select(self, message: HeadlineList.Selected) -> None:
        # A held key passes many entries; only the one where it rests is set as a page.
        if self._preview is not None:
            self._preview.stop()
        self._preview = self.set_timer(PREVIEW_SECONDS, lambda: self._show_entry(message.key))

    @on(EntryPane.Finished)
    def to_next_unread(self) -> None:
        """Read the next unread entry further down the list."""
        self.desk.action_unread(1)

    @on(HeadlineList.Opened)
    def action_read(self) -> None:
        """Read the selected entry.

        Enter comes here at once and not as a message of the list: a `q` that is typed right behind it must find
        the pane open.
        """
        entry = self.chosen()
        if entry is None:
            return
        self.headlines.following = False
        self.mark_read(entry, True, undoable=False)
        self._show_entry(entry.key)
        self.add_class("-reading")
        self.set_focus(self.pane)

    # Actions

    def action_alone(self) -> None:
        """Give the pane the whole room, or share it with the list again and go back to where one was."""
        if self.has_class("-alone"):
            self.remove_class("-alone")
            if self._came_from_list:
                self.action_back()
            return
        self._came_from_list = not self.reads
        if not self.reads:
            self.action_read()
        self.add_class("-alone")

    def action_open_browser(self) -> None:
        """Open the selected entry's page in the browser."""
        entry = self.chosen()
        if entry is None:
            return
        if entry.data.link is None:
            self.say(_("This entry has no link."))
            return
        self.mark_read(entry, True, undoable=False)
        self.ticker.open_address(entry.data.link)

    def action_switch_pane(self) -> None:
        """Go to the pane, or back to the list."""
        if self.focused is self.pane:
            self.action_back()
        elif self.pane.display and self.pane.size.height:
            self.set_focus(self.pane)
        else:
            self.action_read()

    def action_crawl(self) -> None:
        """Stop the crawl and go there, or leave it."""
        if self._crawl.has_focus:
            self.set_focus(self.headlines)
        elif self._crawl.display:
            self.set_focus(self._crawl)

    @on(Crawl.Opened)
    def _open_from_crawl(self, message: Crawl.Opened) -> None:
        self.desk.go_to(message.key, self.action_read)

    def action_refresh(self) -> None:
        """Ask the selected entry's feed whether something is new."""
        entry = self.chosen()
        if entry is not None:
            self.ticker.ask([entry.feed_id])
            self.show_state()

    def action_refresh_all(self) -> None:
        """Ask all feeds whether something is new."""
        self.ticker.ask([feed.id for feed in self.library.feeds()])
        self.show_state()

    def action_back(self) -> None:
        """Go back to the list; there, stop a refresh, or show all entries again."""
        if self.focused is not self.headlines:
            self.remove_class("-reading", "-alone")
            self.set_focus(self.headlines)
        elif self.ticker.refresh_line() is not None:
            self.ticker.stop_refresh()
        else:
            self.desk.go_home()

    def action_quit_or_back(self) -> None:
        """Go back to the list, from a part of it to all of it; or quit where one is there already."""
        if self.focused is not self.headlines:
            self.action_back()
        elif not self.desk.go_home():
            self.app.exit()

    def subscribed(self, address: str) -> None:
        """Say that the feed is expected."""
        self.say(_("Subscribed: {address}").format(address=address))

    def action_live_view(self) -> None:
        """Show the ticker of the selected entry as a whole; an entry that is opened there is read here."""
        from ticker.ui.screens.live import LiveScreen

        def read(key: int | None) -> None:
            if key is not None:
                self.desk.go_to(key, self.action_read)

        if (entry := self.chosen()) is not None:
            self.app.push_screen(LiveScreen(entry.feed_id, entry.key), read)

    def action_feeds(self) -> None:
        """Show the feeds and their state; then the entries of the one that was chosen there."""
        from ticker.ui.screens.feeds import FeedsScreen

        def show(feed_id: int | None) -> None:
            if feed_id is not None:
                self.desk.show_view(View(ViewKind.FEED, feed_id))

        self.app.push_screen(FeedsScreen(), show)
