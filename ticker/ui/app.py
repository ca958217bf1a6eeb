"""The Textual application: wiring only. Screens draw, the library reads, the poller works in another process."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.css.query import NoMatches

from ticker import resources
from ticker.config import Config
from ticker.headline import ChangeKind
from ticker.l10n.messages import _, describe
from ticker.ui import bindings, terminal, themes
from ticker.ui.fetching import Fetching
from ticker.ui.ground import Colours
from ticker.ui.library import Library
from ticker.ui.pointer import PointingDriver
from ticker.ui.screens.base import TickerScreen
from ticker.ui.session import Outcome, Session
from ticker.ui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from ticker.store.recording import Recording
    from ticker.ui.refresh import Refresh

WATCH_SECONDS = 0.25
TERMINAL_SECONDS = 1.0
TICK_SECONDS = 1.0


class TickerApp(App[Outcome]):
    """The program on the screen."""

    CSS_PATH = resources.sheets("shared")
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]
    BINDINGS = bindings.of("app")
    PLACE = "app"
    TITLE = "ticker"

    def __init__(
        self, session: Session, library: Library, theme: str | None = None, colours: Colours = Colours.ALL
    ) -> None:
        """`library` is the opened database of `session`; whoever opened it closes it after the run.

        `theme` is the one that suits the terminal, where that was found out; without it the settings decide. `colours`
        are those of the terminal.
        """
        super().__init__(PointingDriver, ansi_color=True if os.environ.get("NO_COLOR") else None)
        self._suiting = theme or "dark"
        self._colours = colours
        self.use_theme(theme or session.settings.theme)
        self.set_keymap(dict(session.keymap))
        self.session = session
        self.library = library
        self._refresh: Refresh | None = None
        self._recording: Recording | None = None
        self._just_added: set[int] = set()
        self._typed_ahead = TypedAhead(self, super().on_event)
        stdin = sys.__stdin__
        self._terminal = stdin.fileno() if stdin is not None and stdin.isatty() else None
        self._fetching: Fetching | None = None
        if session.poller:
            self.fetch_by(session.poller)

    def on_mount(self) -> None:
        """Listen to the system; everything that takes time comes after the first picture."""
        self.set_class(self._points, "-pointing")
        self.app_resume_signal.subscribe(self, lambda _app: self.refresh(layout=True))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._leave, 128 + number)
        self.call_after_refresh(self._after_first_paint)

    async def on_unmount(self) -> None:
        """End the poller whatever the reason for leaving."""
        if self._fetching is not None:
            await self._fetching.stop()

    def on_app_blur(self) -> None:
        """The reader turns to another window."""
        for screen in self._screens():
            screen.look_away()

    def on_app_focus(self) -> None:
        """The reader is here again."""
        for screen in self._screens():
            screen.look_back()

    def use_theme(self, name: str) -> None:
        """Draw in the colours of a theme of the settings; `auto` is the one that suited the terminal at the start."""
        few = self._colours is Colours.SIXTEEN or os.environ.get("NO_COLOR")
        wanted = "ansi" if few else self._suiting if name == "auto" else name
        chosen = themes.theme(wanted, in_256=self._colours is Colours.PALETTE)
        self.register_theme(chosen)
        if chosen.ansi:
            self.stylesheet.read(*resources.sheets("ansi"))
        self.theme = chosen.name

    def refresh_css(self, animate: bool = True) -> None:
        """Bring the styles up to date; before there is anything to style, only let the theme's colours count."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:  # all would be read twice before the first picture
            self.stylesheet.set_variables(self.get_css_variables())

    def use_settings(self, settings: Config) -> None:
        """Let changed settings count, as far as they can without a new start."""
        if settings.theme != self.session.settings.theme:
            self.use_theme(settings.theme)
        self.session = self.session._replace(settings=settings)
        self.set_class(self._points, "-pointing")
        for screen in self._screens():
            screen.settle()

    @property
    def _points(self) -> bool:
        """Whether the terminal's own cursor shows where the reader is: then no line draws one of its own."""
        return self.session.settings.cursor and not self.is_headless

    def open_address(self, address: str) -> None:
        """Open a web address in the reader's browser, or show it where there is none; without what only tracks him."""
        from ticker.text.trackers import untracked
        from ticker.ui.browser import open_address

        address = untracked(address)
        if not open_address(address, os.environ):
            self.say(_("No browser found: {address}").format(address=address))

    def show_river(self) -> None:
        """Put the live list over the welcome screen: the first screen of all cannot be taken away."""
        from ticker.ui.screens.river import RiverScreen

        self.push_screen(RiverScreen())

    def ask(self, feed_ids: Sequence[int]) -> None:
        """Have the poller ask some feeds now, as far as their servers allow it."""
        from ticker.ui import asking

        self._refresh, remark = asking.begin(feed_ids, self.library, self.session)
        if remark is not None:
            self.say(remark)
        self._follow_refresh()

    def offer_when_found(self, feed_id: int) -> None:
        """Let the reader choose as soon as a subscription proves to be a page that names several feeds."""
        self._just_added.add(feed_id)

    def offer(self, feed_id: int) -> bool:
        """Let the reader choose among the feeds that a page names; False where it names none."""
        from ticker.ui import offering

        return offering.offer(self, feed_id)

    def recording_mark(self) -> str | None:
        """What tells at the top that something is recorded; None where nothing is."""
        if self._recording is None:  # the start does not wait for what tells of one
            return None
        from ticker.ui import taping

        return taping.mark(self._recording)

    async def on_event(self, event: events.Event) -> None:
        """Let no key overtake the one before it."""
        if isinstance(event, events.Key) and not event.is_forwarded and self._typed_ahead.holds(event):
            return
        await super().on_event(event)

    def refresh_line(self) -> str | None:
        """How the refresh gets on that the reader has asked for; None where none is under way."""
        return self._refresh.line(self.session.region) if self._refresh is not None else None

    def stop_refresh(self) -> None:
        """Ask no more feeds than those that were asked already."""
        if self._refresh is not None:
            self.library.give_up(self._refresh)
            self._refresh = None
            self.say(_("Fetching was stopped."))

    def action_record(self) -> None:
        """Begin or end a recording of what is fetched."""
        if self.session.replay is not None:
            self.say(_("In a replay there is nothing to record."))
            return
        from ticker.ui import taping

        running = self._recording is not None and self._recording.error is None
        to = taping.place(self.session.database, self.session.clock.now(), self.session.region)
        self.library.record_to(None if running else to)

    def action_lists(self) -> None:
        """Tell how lists of feeds are exchanged with other readers."""
        self.say(_("In a shell, also while ticker runs: ticker import FILE, ticker export FILE (OPML)."))

    def action_leave(self) -> None:
        """Quit at once, wherever one is."""
        self.exit()

    def get_default_screen(self) -> TickerScreen[Any]:
        """The river, or the welcome where nothing is subscribed to yet."""
        screen = self._first_screen()
        self.stylesheet.read_all(screen.css_path)  # Textual does that for all screens but the first
        return screen

    def _first_screen(self) -> TickerScreen[Any]:
        if self.session.replay is not None or self.library.overview().total or self.library.damage() is not None:
            from ticker.ui.screens.river import RiverScreen

            return RiverScreen()
        from ticker.ui.screens.welcome import WelcomeScreen

        return WelcomeScreen()

    async def _after_first_paint(self) -> None:
        # What the start has made stays for the whole run: the collector need never look at it again.
        gc.collect()
        gc.freeze()
        gc.enable()
        self.set_interval(WATCH_SECONDS, self._watch_store)
        self.set_interval(TICK_SECONDS, self._tick)
        self.set_interval(TERMINAL_SECONDS, self._watch_terminal)
        from ticker.l10n import hyphenation  # the first picture does not wait for it

        hyphenation.start(hyphenation.dictionary(None, self.session.region.locale))
        if self._fetching is not None:
            await self._fetching.start()

    def _screens(self) -> Iterator[TickerScreen[Any]]:
        # At the end the timers may go on for a moment after the widgets have gone.
        return (screen for screen in self.screen_stack if isinstance(screen, TickerScreen) and screen.children)

    def _watch_store(self) -> None:
        changes = self.library.news()
        complaint = self.library.complaint()
        if complaint is not None:
            self.say(describe(complaint))
        if changes:
            if self._refresh is not None:
                self._refresh = self._refresh.with_changes(changes)
            for screen in self._screens():
                screen.apply(changes)
            polled = self._just_added & {change.feed_id for change in changes if change.kind is ChangeKind.FEED_CHANGED}
            self._just_added -= polled
            for feed_id in polled:
                self.offer(feed_id)

    def _follow_refresh(self) -> None:
        if self._refresh is None:
            return
        self._refresh = self._refresh.with_feeds(self.library.feeds())
        summary = self._refresh.line(self.session.region)
        if self._refresh.over:
            self._refresh = None
            self.say(summary)

    def _tick(self) -> None:
        self._follow_refresh()
        self._follow_recording()
        for screen in self._screens():
            with suppress(NoMatches):  # at the end the widgets go one by one, and a tick may fall between two of them
                screen.tick()

    def _follow_recording(self) -> None:
        from ticker.ui import taping

        before, self._recording = self._recording, self.library.recording()
        remark = taping.remark(before, self._recording, self.session.region)
        if remark is not None:
            self.say(remark)

    def _watch_terminal(self) -> None:
        if self._terminal is not None and terminal.is_gone(self._terminal):
            self._leave(128 + signal.SIGHUP)

    def _leave(self, code: int) -> None:
        self.exit(return_code=code)

    def trouble_line(self) -> str | None:
        """Why the database is not to be relied upon or written, or why nothing is fetched; None where all is well."""
        if (damage := self.library.damage()) is not None:
            return describe(damage)
        if self.library.is_behind():
            return _("Another program holds the database: what is marked is kept as soon as it lets go.")
        return self._fetching.halted if self._fetching is not None else None

    def fetch_by(self, command: Sequence[str]) -> Fetching:
        """Let this command be the poller of this screen; it is started after the first picture."""
        self._fetching = Fetching(command, later=self.set_timer, show=self._show_state, say=self.say)
        return self._fetching

    def _show_state(self) -> None:
        for screen in self._screens():
            with suppress(NoMatches):  # at the end, when poller and widgets go at the same time
                screen.show_state()

    def say(self, text: str) -> None:
        """Tell the reader something in passing, whatever he looks at."""
        for screen in self._screens():
            screen.say(text)
