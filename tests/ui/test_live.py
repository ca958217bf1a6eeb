"""The live view: opened from the list, read both ways, with contents; nothing that arrives moves the reader."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeClock
from tests.ui.conftest import REGION, Desk
from tests.ui.test_place import until
from ticker.config import Config
from ticker.poller.replay import play, subscribe
from ticker.store.database import open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.ui.app import TickerApp
from ticker.ui.library import Library
from ticker.ui.screens.live import Contents, LiveScreen
from ticker.ui.session import Outcome, Session
from ticker.ui.widgets.live_list import LiveList

EVENING = datetime(2023, 9, 13, 20, 15, tzinfo=ZoneInfo("Europe/Berlin"))

Compare = Callable[..., bool]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """The evening of the day that the tape tells, before its end: one entry is still pinned."""
    database = tmp_path / "ticker.db"
    whole = shelf.take_down("wostotschny-liveblog")
    tape = replace(whole, takes=tuple(take for take in whole.takes if take.at <= EVENING))
    with open_database(database) as db:
        subscribe(db, tape)
        async for _changes in play(db, tape, TapeClock(tape.start, math.inf)):
            pass
    library, clock = Library(database), FakeClock(EVENING)
    session = Session(database, clock, REGION, Config(theme="dark", reduced_motion=True))
    yield Desk(database, clock, TickerApp(session, library))
    library.close()


def live(pilot: Pilot[Outcome]) -> LiveList:
    screen = pilot.app.screen
    assert isinstance(screen, LiveScreen)
    return screen.live


async def opened(pilot: Pilot[Outcome], *pressed: str) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.press("g", "t", *pressed)
    await pilot.pause()


def texts(view: LiveList) -> list[str]:
    return ["".join(stretch.text for stretch in line.stretches) for line in view.lines]


async def test_it_opens_on_the_selected_entry_and_comes_back(desk: Desk) -> None:
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        assert any("Ein Tag in Zahlen" in text for text in texts(live(pilot)))
        await pilot.press("t")
        assert not isinstance(pilot.app.screen, LiveScreen)


async def test_the_pinned_one_stands_at_the_top_or_in_its_place(desk: Desk) -> None:
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        view = live(pilot)
        assert texts(view)[:2] == ["06:00  angeheftet · geändert", "       Das Wichtigste in Kürze"]
        selected = view.selected
        await pilot.press("s")
        assert texts(view)[1].startswith("23:50  Ein Sonderzug rollt nach Norden")
        assert view.selected == selected
        await pilot.press("escape", "t")
        await pilot.pause()
        assert "Sonderzug" in texts(live(pilot))[1]


async def test_key_events_lead_through_it(desk: Desk) -> None:
    async with desk.app.run_test(size=(120, 36)) as pilot:
        feed = next(feed for feed in desk.feeds() if "falkenbote" in feed.url)
        pilot.app.push_screen(LiveScreen(feed.id))
        await pilot.pause()
        view = live(pilot)
        options = pilot.app.screen.query_one(Contents)
        assert [str(option.prompt)[:5] for option in options.options] == ["06:00", "13:30", "07:30", "06:10", "05:05"]
        await pilot.press("g", "n", "n")
        assert desk.entry(view.selected or 0).data.title == "Putin stellt Hilfe bei Satelliten in Aussicht"
        await pilot.press("N")
        assert desk.entry(view.selected or 0).data.title == "Kim reist weiter nach Osten"
        await pilot.press("tab", "G", "enter")
        await pilot.pause()
        assert desk.entry(view.selected or 0).data.title == "Handschlag am Startplatz"
        assert pilot.app.focused is view


async def test_what_arrives_does_not_move_the_reader(desk: Desk) -> None:
    async with desk.app.run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(LiveScreen(1))
        await pilot.pause()
        await pilot.press("g", *["j"] * 6)
        view = live(pilot)
        selected, row, lines = view.selected, _row(view), len(view.lines)
        desk.publish("Eilig eins", "Eilig zwei", "Eilig drei")
        desk.notice()
        await pilot.pause()
        assert (view.selected, _row(view), len(view.lines)) == (selected, row, lines + 6)
        await pilot.resize_terminal(100, 24)
        await pilot.pause()
        assert view.selected == selected


async def test_who_stands_at_the_top_sees_what_arrives(desk: Desk) -> None:
    async with desk.app.run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(LiveScreen(2))
        await pilot.pause()
        view = live(pilot)
        await pilot.press("g")
        first = view.selected
        desk.correct(first or 0, content="Ganz neu gefasst.")
        desk.notice()
        await pilot.pause()
        assert view.at_top
        assert any("Ganz neu gefasst." in text for text in texts(view))


def _row(view: LiveList) -> int:
    return next(row for row, line in enumerate(view.lines) if line.key == view.selected) - round(view.scroll_y)


async def test_moving_by_pages_and_to_the_ends(desk: Desk) -> None:
    async with desk.app.run_test(size=(40, 12)) as pilot:
        await opened(pilot, "g")
        view = live(pilot)
        first = view.selected
        await pilot.press("ctrl+d", "pagedown", "pageup", "ctrl+u")
        await pilot.press("G")
        last = view.selected
        assert last != first
        await pilot.press("k", "j", "g")
        assert view.selected == first
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, LiveScreen))


async def test_a_plain_feed_says_that_it_marks_nothing(desk_of: Callable[..., Desk]) -> None:
    desk = desk_of(5)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tab", "n", "o", "r")
        assert isinstance(pilot.app.screen, LiveScreen)


def picture(*pressed: str) -> Callable[[Pilot[Outcome]], object]:
    async def press(pilot: Pilot[Outcome]) -> None:
        feed = next(feed for feed in pilot.app.library.feeds() if "falkenbote" in feed.url)  # type: ignore[attr-defined]
        pilot.app.push_screen(LiveScreen(feed.id))
        await pilot.pause()
        await pilot.press(*pressed)
        await pilot.pause(0.1)

    return press


def test_live_120x36(snap_compare: Compare, desk: Desk) -> None:
    assert snap_compare(desk.app, terminal_size=(120, 36), run_before=picture("j", "j"))


def test_live_80x24(snap_compare: Compare, desk: Desk) -> None:
    assert snap_compare(desk.app, terminal_size=(80, 24), run_before=picture("j", "tab"))


def test_live_40x12(snap_compare: Compare, desk: Desk) -> None:
    assert snap_compare(desk.app, terminal_size=(40, 12), run_before=picture())
