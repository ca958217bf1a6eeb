"""Pictures of the screens: the founding example as the reader sees it, at several sizes, dark and light."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeClock
from tests.ui.conftest import REGION
from ticker.config import Config
from ticker.poller.replay import play, subscribe
from ticker.store.database import open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.ui.app import TickerApp
from ticker.ui.library import Library
from ticker.ui.screens.river import RiverScreen
from ticker.ui.session import Outcome, Session

NOON = datetime(2023, 9, 13, 12, 10, tzinfo=ZoneInfo("Europe/Berlin"))

Compare = Callable[..., bool]
MakeApp = Callable[..., TickerApp]


@pytest.fixture
async def app_of(tmp_path: Path) -> AsyncIterator[MakeApp]:
    """Makes an app on the morning of 13 September 2023, as the tape tells it up to noon."""
    database = tmp_path / "ticker.db"
    tape = shelf.take_down("putin-kim")
    with open_database(database) as db:
        subscribe(db, tape)
        async for changes in play(db, tape, TapeClock(tape.start, math.inf)):
            if changes and changes[-1].at >= NOON - timedelta(minutes=10):
                break
    libraries: list[Library] = []

    def make(*, theme: str = "dark", empty: bool = False) -> TickerApp:
        path = tmp_path / "empty.db" if empty else database
        libraries.append(Library(path))
        return TickerApp(
            Session(path, FakeClock(NOON), REGION, Config(theme=theme, reduced_motion=True)), libraries[-1]
        )

    yield make
    for library in libraries:
        library.close()


def keys(*pressed: str) -> Callable[[Pilot[Outcome]], Awaitable[None]]:
    async def press(pilot: Pilot[Outcome]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*pressed)
        await at_rest(pilot)

    return press


async def at_rest(pilot: Pilot[Outcome]) -> None:
    """Wait until the pane shows what is selected: the preview comes a moment after the selection."""
    await pilot.pause()
    while isinstance(screen := pilot.app.screen, RiverScreen):
        shown = screen.pane.entry
        if (shown and shown.key) == screen.headlines.selected:
            break
        await pilot.pause(0.01)
    await pilot.pause()


def test_river_160x40(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(160, 40), run_before=keys(*["j"] * 21))


def test_river_200x50(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(200, 50), run_before=keys())


def test_river_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("j"))


def test_river_40x12(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(40, 12), run_before=keys())


def test_river_light_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(theme="light"), terminal_size=(80, 24), run_before=keys("j", "m", "j", "f"))


def test_reading_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("j", "enter"))


def test_reading_40x12(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(40, 12), run_before=keys("j", "enter"))


def test_welcome_100x40(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(empty=True), terminal_size=(100, 40), run_before=keys("space", "j", "j", "space"))


def test_welcome_40x12(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(empty=True), terminal_size=(40, 12), run_before=keys())


def test_feeds_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("F"))


def test_help_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("question_mark"))


def test_add_feed_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("a", *"kein link", "enter"))


def test_versions_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(*["j"] * 21, "v"))


def test_river_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(*["j"] * 6, "f", "j", "b", "j", "m"))


def test_river_60x20(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(60, 20), run_before=keys("G"))


def test_river_without_colours_120x36(snap_compare: Compare, app_of: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(*["j"] * 21, "f", "k", "m"))


def test_river_16_colours_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(theme="ansi"), terminal_size=(120, 36), run_before=keys(*["j"] * 21))


def test_views_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=counted("f", "V", "j", "j"))


def test_views_40x12(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(40, 12), run_before=counted("V", "j"))


def test_search_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=counted("slash", *"munition"))


def test_a_fault_in_a_filter_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=counted("equals_sign", *"ist:eilig putin"))


def test_nothing_found_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=counted("slash", *"giraffe", "enter"))


def test_palette_80x24(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("colon", *"meld"))


def counted(*pressed: str) -> Callable[[Pilot[Outcome]], Awaitable[None]]:
    """Press keys, and wait for what is looked for and counted in other threads."""

    async def press(pilot: Pilot[Outcome]) -> None:
        await keys()(pilot)
        await pilot.press(*pressed)
        for _ in range(3):
            await pilot.pause(0.2)
            await pilot.app.workers.wait_for_complete()

    return press
