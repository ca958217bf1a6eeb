"""A reader at the live list while everything happens that can: a state machine of hypothesis over the whole app.

`tests/ui/test_place_machine.py` runs it briefly, `python -m tests.bench.place` for thousands of steps.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.bench.fill import END, fill
from tests.fakes import FakeClock
from tests.ui.conftest import REGION, Desk
from ticker.config import Config
from ticker.l10n import messages
from ticker.model import Intent, IntentKind, Urgency
from ticker.store import entries, feeds, marks
from ticker.store.database import open_database, transaction
from ticker.store.sight import EVERYTHING, Sight
from ticker.store.views import View, ViewKind
from ticker.ui.app import TickerApp
from ticker.ui.library import ALL, Library
from ticker.ui.screens.river import RiverScreen
from ticker.ui.session import Outcome, Session
from ticker.ui.widgets.prompt import TYPING_SECONDS

SIZES = ((200, 50), (120, 36), (80, 24), (60, 20), (40, 12))
ENTRIES = 300
MOVES = ("j", "k", "down", "up", "ctrl+d", "ctrl+u", "pagedown", "pageup", "g", "G", "n", "N", "left_square_bracket")
MARKS = ("m", "f", "b")
QUERIES = ("brücke", "neu", "berichtigt", "gibtesnicht")
KINDS = (ViewKind.ALL, ViewKind.UNREAD, ViewKind.URGENT, ViewKind.STARRED, ViewKind.LATER)


@dataclass(frozen=True)
class Stand:
    """Where the reader is: the selected entry with its time, its line, and whether the list flows under him."""

    key: int | None
    time: int
    line: int
    flows: bool


class Template:
    """A database to begin with, made once and copied for every run."""

    _folder: tempfile.TemporaryDirectory[str] | None = None

    @classmethod
    def copy(cls, to: Path) -> None:
        """Put a fresh copy there."""
        if cls._folder is None:
            cls._folder = tempfile.TemporaryDirectory()
            fill(Path(cls._folder.name) / "template.db", ENTRIES)
        shutil.copy(Path(cls._folder.name) / "template.db", to)


class Reader(RuleBasedStateMachine):
    """The rules: what the world does, and what the reader does."""

    @initialize(size=st.sampled_from(SIZES))
    def open(self, size: tuple[int, int]) -> None:
        """Open the app on a fresh database."""
        messages.activate("de_DE")
        self.folder = tempfile.TemporaryDirectory()
        database = Path(self.folder.name) / "ticker.db"
        Template.copy(database)
        clock = FakeClock(END + timedelta(minutes=3))
        self.library = Library(database, clock)
        session = Session(database, clock, REGION, Config(reduced_motion=True))
        self.desk = Desk(database, clock, TickerApp(session, self.library))
        self.loop = asyncio.new_event_loop()
        self.works: asyncio.Queue[tuple[Coroutine[Any, Any, Any], asyncio.Future[Any]] | None] = asyncio.Queue()
        self.running = self.loop.create_task(self.use(size))
        self.published = 0
        self.view = ALL
        self.home: Stand | None = None
        self.run(self.settle())

    def teardown(self) -> None:
        """Close it."""
        if hasattr(self, "running"):
            self.works.put_nowait(None)
            self.loop.run_until_complete(self.running)
            self.loop.close()
            self.library.close()
            self.folder.cleanup()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Let the app go on until something is done."""
        done = self.loop.create_future()
        self.works.put_nowait((work, done))
        return self.loop.run_until_complete(done)

    async def use(self, size: tuple[int, int]) -> None:
        """Do one work after another with the app open: all in one task, as Textual wants it."""
        async with self.desk.app.run_test(size=size) as self.pilot:
            while (given := await self.works.get()) is not None:
                work, done = given
                try:
                    done.set_result(await work)
                except Exception as error:
                    done.set_exception(error)

    async def settle(self) -> None:
        """Let all that is under way come to its end."""
        while self.pilot.app.workers:
            with suppress(WorkerCancelled):  # a view that was left before it was read
                await self.pilot.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    @property
    def screen(self) -> RiverScreen:
        """The main screen."""
        screen = self.desk.app.screen
        assert isinstance(screen, RiverScreen)
        return screen

    def stand(self) -> Stand:
        """Where the reader is now."""
        headlines = self.screen.headlines
        flows = headlines.following and headlines.scroll_y == 0
        time = headlines.order.times[headlines.cursor] if len(headlines.order) else 0
        return Stand(headlines.selected, time, headlines.line, flows)

    def notice(self) -> None:
        """Let the app see what the world did."""

        async def work() -> None:
            self.desk.notice()
            await self.settle()

        self.run(work())

    def press(self, *keys: str) -> None:
        """Press keys."""

        async def work() -> None:
            await self.pilot.press(*keys)
            await self.settle()

        self.run(work())

    def held(self, before: Stand) -> None:
        """The same entry on the same line of the screen; or, where it is gone, the nearest older one that is left."""
        headlines, now = self.screen.headlines, self.stand()
        order = headlines.order
        if not len(order):
            assert now.key is None
            return
        if before.key is None:
            return
        index = order.place(before.time, before.key)
        expected = order.keys[min(index, len(order) - 1)]
        assert now.key == expected
        if before.flows:
            assert headlines.scroll_y == 0
        else:
            assert now.line == min(before.line, headlines.rows.line(headlines.cursor))

    pilot: Pilot[Outcome]

    # What the world does

    @rule(count=st.integers(1, 12), age=st.sampled_from([0, 0, 0, 5, 90, 60 * 24]), urgent=st.booleans())
    def entries_arrive(self, count: int, age: int, urgent: bool) -> None:
        """Some news come in, most at the top, some further down."""
        before = self.stand()
        self.desk.clock.moment += timedelta(minutes=1)
        at = self.desk.clock.now() - timedelta(minutes=age)
        titles = [f"Neu {self.published + number}" for number in range(count)]
        self.published += count
        self.desk.publish(*titles, at=at, urgency=Urgency.BULLETIN if urgent else Urgency.ROUTINE)
        self.notice()
        self.held(before)

    @rule(number=st.integers(0, 10_000), withdrawn=st.booleans())
    def an_entry_is_corrected_or_withdrawn(self, number: int, withdrawn: bool) -> None:
        """A source changes an entry, or takes it back."""
        before = self.stand()
        keys = self.all_keys()
        key = keys[number % len(keys)]
        if withdrawn:
            self.desk._record(self.desk.entry(key).feed_id, Intent(IntentKind.WITHDRAW, key))
        else:
            self.desk.correct(key, title=f"Berichtigt {number}")
        self.notice()
        self.held(before)

    @rule(number=st.integers(0, 10_000), count=st.integers(1, 20), hidden=st.booleans())
    def entries_are_hidden_elsewhere(self, number: int, count: int, hidden: bool) -> None:
        """Another program hides entries, or shows them again; often the selected one is among them."""
        before = self.stand()
        keys = self.all_keys()
        start = number % len(keys) if number % 3 or before.key is None else keys.index(before.key)
        with open_database(self.desk.database, create=False) as db:
            marks.set_hidden(db, keys[start : start + count], hidden, self.desk.clock.now())
        self.notice()
        self.held(before)

    @precondition(lambda self: len(self.desk.feeds()) > 3)
    @rule(number=st.integers(0, 5))
    def a_feed_is_removed(self, number: int) -> None:
        """A source goes, and with it all its entries."""
        before = self.stand()
        known = self.desk.feeds()
        with open_database(self.desk.database, create=False) as db:
            feeds.remove(db, known[1 + number % (len(known) - 1)].id, self.desk.clock.now())
        self.notice()
        if self.view.kind is not ViewKind.FEED:
            self.held(before)

    @rule()
    def a_day_begins(self) -> None:
        """Midnight: the dividers stand elsewhere."""
        before = self.stand()
        self.desk.clock.moment += timedelta(hours=14)

        async def work() -> None:
            self.desk.app._tick()
            await self.settle()

        self.run(work())
        self.held(before)

    # What the reader does

    @rule(size=st.sampled_from(SIZES))
    def the_terminal_is_resized(self, size: tuple[int, int]) -> None:
        """Another size: the same entry, in sight where it was in sight."""
        before, headlines = self.stand(), self.screen.headlines
        was_seen = 0 <= before.line < headlines.size.height
        self.run(self.pilot.resize_terminal(*size))
        self.run(self.settle())
        now = self.stand()
        assert now.key == before.key
        if was_seen and headlines.size.height:
            assert 0 <= now.line < headlines.size.height or before.key is None
            if before.line < headlines.size.height:
                assert now.line == before.line

    @rule(keys=st.lists(st.sampled_from(MOVES), min_size=1, max_size=6))
    def he_moves(self, keys: list[str]) -> None:
        """Ways through the list: afterwards the selected entry is in sight."""
        self.press(*keys)
        headlines = self.screen.headlines
        if headlines.selected is not None and headlines.size.height and not headlines.following:
            assert 0 <= headlines.line < headlines.size.height

    @rule(key=st.sampled_from(MARKS))
    def he_marks(self, key: str) -> None:
        """A mark moves nothing."""
        before = self.stand()
        self.press(key)
        self.held(before)

    @rule()
    def he_hides(self) -> None:
        """The selected entry goes, the next one takes its line; undone, it is there again and nothing moves."""
        before = self.stand()
        self.press("x")
        self.held(before)
        after = self.stand()
        self.press("u")
        self.held(after)

    @rule()
    def he_pauses(self) -> None:
        """The list is held still, or goes on."""
        before = self.stand()
        self.press("space")
        self.held(before)

    @rule(kind=st.sampled_from(KINDS))
    def he_looks_at_a_view(self, kind: ViewKind) -> None:
        """Another part of the river: the entry keeps its line where it is in it."""
        before = self.stand()
        if self.view == ALL:
            self.home = before
        self.view = View(kind)

        async def work() -> None:
            self.screen.desk.show_view(self.view)
            await self.settle()

        self.run(work())
        self.held(before)

    @rule()
    def he_folds_stories(self) -> None:
        """One line for each story, or all entries again: where his entry stays, he stays; else he is at its story."""
        before = self.stand()
        stories = {key: story for story, _time, key in self.library.stories()}
        self.press("S")
        now = self.stand()
        if before.key is not None and now.key != before.key:
            assert now.key is not None
            assert stories[now.key] == stories[before.key]
        elif not before.flows:
            assert now.line == min(before.line, self.screen.headlines.rows.line(self.screen.headlines.cursor))

    @rule(number=st.integers(0, 10_000), count=st.integers(2, 6))
    def entries_become_a_story(self, number: int, count: int) -> None:
        """Some entries tell the same, as those do that come in next."""
        keys = self.all_keys()
        start = number % len(keys)
        with open_database(self.desk.database, create=False) as db, transaction(db) as connection:
            for key in keys[start : start + 3 * count : 3]:
                connection.execute("UPDATE entry SET story = ? WHERE key = ?", (keys[start], key))

    @rule(query=st.sampled_from(QUERIES), opens=st.booleans())
    def he_searches(self, query: str, opens: bool) -> None:
        """He types a search and lets it stand, or gives it up and is back where he was."""
        before, view = self.stand(), self.view

        async def work() -> None:
            await self.pilot.press("slash", *["backspace"] * 20, *query)
            await self.pilot.pause(TYPING_SECONDS + 0.05)
            await self.settle()

        self.run(work())
        if opens:
            if view == ALL:
                self.home = before
            self.view = View(ViewKind.SEARCH, query=query)
            self.press("enter")
        else:
            self.press("escape")
        self.held(before)

    @precondition(lambda self: self.view != ALL)
    @rule()
    def he_goes_back(self) -> None:
        """Escape leads to the place from which the view was left."""
        assert self.home is not None
        self.view = ALL
        self.press("escape")
        self.held(self.home)

    @precondition(lambda self: self.stand().key is not None)
    @rule()
    def he_reads_and_comes_back(self) -> None:
        """Reading takes him off the flow, and nothing else."""
        before = self.stand()
        self.press("enter", "escape")
        now = self.stand()
        assert now.key == before.key
        if 0 <= before.line < self.screen.headlines.size.height:
            assert now.line == before.line

    # What always holds

    @invariant()
    def the_list_is_the_river(self) -> None:
        """All entries in their order, each once; the screen shows what it says."""
        if not hasattr(self, "running"):
            return
        headlines = self.screen.headlines
        order = headlines.order
        places = list(zip(order.times, order.keys, strict=True))
        assert places == sorted(set(places), reverse=True)
        assert headlines.rows.entries == len(order)
        if self.view == ALL and not self.screen.desk.paused and self.screen.desk.folds is None:
            with open_database(self.desk.database, create=False) as db:
                assert list(order.keys) == list(entries.keys(db, Sight(self.desk.clock.now()))[0])

    def all_keys(self) -> list[int]:
        """All entries, hidden ones too."""
        with open_database(self.desk.database, create=False) as db:
            return list(entries.keys(db, EVERYTHING)[0])
