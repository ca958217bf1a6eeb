"""A replay on the screen: the bar, the keys, a database that is built anew. Only the test moves time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.bench.fill import END, fill
from tests.ui.test_place import MakeDesk, river, settled
from ticker import course
from ticker.clock import to_milliseconds
from ticker.config import Config
from ticker.course import Course, CourseClock
from ticker.errors import UnavailableError
from ticker.l10n import dates
from ticker.store import entries, marks, replay
from ticker.store.database import memory_database, open_database
from ticker.store.replay import Survey
from ticker.ui.screens.jump import JumpScreen
from ticker.ui.session import Outcome, Replay
from ticker.ui.widgets.bars import Bar
from ticker.ui.widgets.replay_bar import ReplayBar
from ticker.ui.widgets.replay_stage import REST_NS, ReplayStage

LAST = END + timedelta(minutes=10)
START_MS, LAST_MS = to_milliseconds(END), to_milliseconds(LAST)
MINUTE = 60_000


class Day:
    """A desk with a replay of ten minutes."""

    def __init__(self, desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch, *, loop: bool = False) -> None:
        self.ns = 1_000_000_000
        monkeypatch.setattr(course, "present", lambda: self.ns)
        self.clock = CourseClock(Course(START_MS, self.ns, 60, LAST_MS), lambda: self.ns)
        self.desk = desk_of(
            30, replay=Replay("Ein Tag", self.clock, END, LAST, loop=loop), settings=Config(reduced_motion=True)
        )
        self.desk.app.session = self.desk.app.session._replace(clock=self.clock)
        with open_database(self.desk.database) as db:
            replay.put_course(db, self.clock.course)
            replay.put_survey(db, Survey((START_MS, START_MS + MINUTE, LAST_MS), (START_MS, LAST_MS), (LAST_MS,)))

    @property
    def minutes(self) -> float:
        return (to_milliseconds(self.clock.now()) - START_MS) / MINUTE

    @property
    def stage(self) -> ReplayStage:
        return self.desk.app.screen.query_one(ReplayStage)

    @property
    def bar(self) -> ReplayBar:
        return self.desk.app.screen.query_one(ReplayBar)

    def in_store(self) -> Course | None:
        with open_database(self.desk.database) as db:
            return replay.get_course(db)


@pytest.fixture
def day(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> Day:
    return Day(desk_of, monkeypatch)


async def test_the_bar_tells_how_the_tape_runs(day: Day) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        masthead = day.desk.app.screen.query_one("#masthead", Bar)
        assert masthead.text.startswith("Wiedergabe · Ein Tag")
        assert masthead.text.endswith(dates.full(END, day.desk.app.session.region))
        assert day.bar.text == "▶ 60× 10:42:00  0 %"

        day.ns += 5_000_000_000
        day.stage.follow()
        assert day.bar.text == "▶ 60× 10:47:00  50 %"
        way = day.bar.way
        assert (way[0], way[-1], way.index("●")) == ("━", "╋", (len(way) - 1) // 2)

        day.ns += 60_000_000_000
        day.stage.follow()
        assert day.bar.text == "■ Ende der Aufzeichnung 10:52:00  100 %"


async def test_both_clocks_show_the_same_moment(day: Day) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        masthead = day.desk.app.screen.query_one("#masthead", Bar)
        for step in (day.stage.follow, river(day.desk).tick, day.stage.action_loop):
            day.ns += 1_000_000_000  # a minute of the tape
            step()
            shown = day.bar.text.split()[-3]
            assert masthead.text.replace("\u00a0", " ").endswith(f"{shown[:5]} Uhr"), step


async def test_what_cannot_be_written_to_the_player_is_said_again(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(replay, "put_course", full)
            await pilot.press("plus")
            day.stage.follow()
            assert day.clock.course.speed == 120
            assert day.in_store() != day.clock.course
            patch.setattr(replay, "get_round", full)
            patch.setattr(replay, "get_building", full)
            day.stage.follow()
            await pilot.press("plus")
        day.stage.follow()
        assert day.in_store() == day.clock.course
        assert day.clock.course.speed == 300


def full(*_given: object) -> None:
    raise UnavailableError("the disk is full")


async def test_keys_move_the_tape_and_the_player_is_told(day: Day) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)

        async def press(key: str) -> tuple[float, float, bool]:
            await pilot.press(key)
            assert day.in_store() == day.clock.course
            return day.minutes, day.clock.course.speed, day.clock.course.running

        day.ns += 2_000_000_000
        assert await press("P") == (2, 60, False)
        day.ns += 9_000_000_000
        assert await press("right_curly_bracket") == (10, 60, False)
        assert await press("left_curly_bracket") == (1, 60, False)
        assert await press("left_parenthesis") == (0, 60, False)
        assert await press("left_parenthesis") == (0, 60, False)
        assert await press("right_parenthesis") == (10, 60, False)
        assert await press("right_parenthesis") == (10, 60, False)
        assert await press("plus") == (10, 120, False)
        assert await press("minus") == (10, 60, False)
        assert await press("P") == (0, 60, True), "at the end it begins again"


async def test_one_goes_to_a_time(day: Day) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for typed, minutes in [("10:45", 3), ("+2m", 5), ("-4m", 1), ("-2h", 0), ("10:59", 10)]:
            await asked(pilot, typed)
            assert day.minutes == minutes, typed
        await asked(pilot, "gestern")
        assert isinstance(day.desk.app.screen, JumpScreen)
        await pilot.press("escape")
        assert day.minutes == 10


async def asked(pilot: Pilot[Outcome], typed: str) -> None:
    await pilot.press("T")
    await pilot.pause()
    for char in typed:
        await pilot.press({"-": "minus", "+": "plus", ":": "colon"}.get(char, char))
    await pilot.press("enter")
    await pilot.pause()


async def test_a_click_on_the_way_goes_there(day: Day) -> None:
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("P")
        first = 1 + len("‖ 60×") + 2
        await pilot.click(ReplayBar, offset=(first + len(day.bar.way) - 1, 0))
        assert day.minutes == 10
        await pilot.click(ReplayBar, offset=(1 + len("■ Ende der Aufzeichnung") + 2, 0))
        assert day.minutes == 0
        await pilot.click(ReplayBar, offset=(2, 0))
        assert day.minutes == 0


async def test_a_looped_tape_begins_again_after_a_rest(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    day = Day(desk_of, monkeypatch, loop=True)
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        day.ns += 60_000_000_000
        day.stage.follow()
        assert "↻" in day.bar.text
        assert day.minutes == 10
        day.ns += REST_NS + 1
        day.stage.follow()
        assert day.minutes == 0
        await pilot.press("L")
        assert "↻" not in day.bar.text


async def test_a_database_that_was_built_anew_is_taken_in(day: Day, tmp_path: Path) -> None:
    fill(tmp_path / "other.db", 12)
    async with day.desk.app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "m")
        with open_database(day.desk.database) as db, open_database(tmp_path / "other.db") as other:
            replay.take_over(other, db)
            assert len(entries.latest(db, None)) == 12
        day.desk.app._watch_store()
        day.stage.follow()
        await settled(pilot)

        headlines = river(day.desk).headlines
        assert len(headlines.order) == 12
        assert headlines.selected in set(headlines.order.keys)
        with open_database(day.desk.database) as db:
            marks.set_starred(db, [headlines.order.keys[0]], True, END)
        assert [change.entry_key for change in day.desk.app.library.news()] == [headlines.order.keys[0]]


async def test_building_is_told(day: Day) -> None:
    async with day.desk.app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        with open_database(day.desk.database) as db:
            replay.put_building(db, 0.37)
        day.stage.follow()
        assert day.bar.text.startswith("… 37 %")


@pytest.mark.parametrize("size", [(20, 8), (40, 12)])
async def test_the_bar_fits_small_screens(day: Day, size: tuple[int, int]) -> None:
    async with day.desk.app.run_test(size=size) as pilot:
        await settled(pilot)
        assert day.bar.size.height == 1


def test_what_is_taken_over_keeps_the_settings(tmp_path: Path) -> None:
    with open_database(tmp_path / "a.db") as db, memory_database() as built:
        replay.put_course(db, Course(1, 2, 3, 4))
        replay.put_course(built, Course(9, 9, 9, 9))
        replay.take_over(built, db)

        assert replay.get_course(db) == Course(1, 2, 3, 4)
        assert replay.get_round(db) == 1
        assert db.rows("PRAGMA integrity_check") == [("ok",)]
        assert db.rows("PRAGMA journal_mode") == [("wal",)]
