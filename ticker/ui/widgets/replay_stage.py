"""A replay around the live list: keys that move the tape, and the bar that shows it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from ticker import course
from ticker.clock import to_milliseconds
from ticker.course import Course
from ticker.errors import UnavailableError
from ticker.l10n.messages import _
from ticker.store.replay import Survey
from ticker.ui import bindings, tape_line
from ticker.ui.library import Library
from ticker.ui.session import Replay, Session
from ticker.ui.tape_library import TapeLibrary
from ticker.ui.widgets.news_desk import NewsDesk
from ticker.ui.widgets.replay_bar import ReplayBar

if TYPE_CHECKING:
    from ticker.ui.screens.river import RiverScreen

FOLLOW_SECONDS = 0.25
REST_NS = 4_000_000_000  # at the end of a tape that is looped


class ReplayStage(Vertical):
    """The live list of a replay. The course is the session's clock; the player reads it from the database."""

    BINDINGS = bindings.of("replay")
    PLACE = "replay"

    def __init__(self, session: Session, library: Library, replay: Replay, *, id: str) -> None:
        super().__init__(id=id)
        self._session = session
        self._library = library
        self._tape = TapeLibrary(session.database)
        self._replay = replay
        self._loop = replay.loop
        self._round = 0
        self._survey: Survey | None = None
        self._over_since: int | None = None

    def compose(self) -> ComposeResult:
        """The list with its pane, and the bar."""
        yield NewsDesk(self._session, self._library, id="body")
        ends = to_milliseconds(self._replay.start), to_milliseconds(self._replay.end)
        yield ReplayBar(*ends, self._session.region, id="replay")

    def on_mount(self) -> None:
        """Follow the tape."""
        self._round = self._tape.round()
        self.call_after_refresh(self.follow)
        self.set_interval(FOLLOW_SECONDS, self.follow)

    def on_unmount(self) -> None:
        """The end of the replay."""
        self._tape.close()

    @property
    def _course(self) -> Course:
        return self._replay.clock.course

    @property
    def _now(self) -> int:
        return to_milliseconds(self._replay.clock.now())

    @property
    def _screen(self) -> RiverScreen:
        return cast("RiverScreen", self.screen)

    def follow(self) -> None:
        """Show where the tape stands; take in a database that was built anew; begin again where it loops."""
        with suppress(UnavailableError):  # the next look will do
            self._follow()

    def _follow(self) -> None:
        if self._survey is None:
            self._survey = self._tape.survey()
        round_ = self._tape.round()
        if round_ != self._round:
            self._round = round_
            self._screen.start_anew()
        if self._tape.course() != self._course:
            self._tape.steer(self._course)  # built anew, the database may have got an older one
        self._begin_again()
        self.show()

    def show(self) -> None:
        """Show one moment in the bar and in the first line of the screen."""
        now = self._replay.clock.now()
        urgent = self._survey.urgent if self._survey is not None else ()
        building = None
        with suppress(UnavailableError):
            building = self._tape.building()
        bar = self.query_one(ReplayBar)
        bar.show(self._course, to_milliseconds(now), urgent, loop=self._loop, building=building)
        self._screen.show_clock(now)

    def _begin_again(self) -> None:
        over = self._loop and self._course.running and self._now >= self._course.end
        present = course.present()
        if not over:
            self._over_since = None
        elif self._over_since is None:
            self._over_since = present
        elif present - self._over_since > REST_NS:
            self._steer(self._course.jumped(to_milliseconds(self._replay.start), present))

    def _steer(self, wanted: Course) -> None:
        self._replay.clock.course = wanted
        self._tape.steer(wanted)
        self.show()
        self._screen.tick()

    # Actions

    def action_play(self) -> None:
        """Stop the tape or let it run; at its end, begin it again."""
        present = course.present()
        if self._now >= self._course.end:
            self._steer(self._course.jumped(to_milliseconds(self._replay.start), present).resumed(present))
        else:
            self._steer(self._course.paused(present) if self._course.running else self._course.resumed(present))

    def action_speed(self, direction: int) -> None:
        """Faster (1) or slower (-1)."""
        step = course.faster if direction > 0 else course.slower
        self._steer(self._course.with_speed(step(self._course.speed), course.present()))

    def action_poll(self, direction: int) -> None:
        """Stand at the next poll of the tape (1), or before the last one (-1)."""
        self._step(self._survey.polls if self._survey is not None else (), direction)

    def action_entry(self, direction: int) -> None:
        """Stand where the next entries came (1), or the last ones before (-1)."""
        self._step(self._survey.entries if self._survey is not None else (), direction)

    def _step(self, moments: tuple[int, ...], direction: int) -> None:
        if self._survey is None:
            self._screen.say(_("The tape is still being looked through."))
            return
        target = tape_line.neighbour(moments, self._now, direction)
        if target is None:
            target = self._course.end if direction > 0 else to_milliseconds(self._replay.start)
        present = course.present()
        self._steer(self._course.paused(present).jumped(target, present))

    @on(ReplayBar.Sought)
    def _sought(self, message: ReplayBar.Sought) -> None:
        self.go_to(message.moment)

    def go_to(self, moment: int) -> None:
        """Go to a time of the tape (milliseconds since 1970), running or standing as before."""
        self._steer(self._course.jumped(max(moment, to_milliseconds(self._replay.start)), course.present()))

    def action_jump(self) -> None:
        """Ask for a time and go there."""
        from ticker.ui.screens.jump import JumpScreen

        def jump(moment: int | None) -> None:
            if moment is not None:
                self.go_to(moment)

        screen = JumpScreen(self._replay.start, self._replay.clock.now(), self._session.region)
        self.app.push_screen(screen, jump)

    def action_loop(self) -> None:
        """Begin again at the end, or not."""
        self._loop = not self._loop
        self.show()
