"""Pictures of the screens: the founding example as the reader sees it, at several sizes, dark and light."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from ticker.ui.screens.river import RiverScreen
from ticker.ui.session import Outcome
from ticker.ui.widgets.headline_list import HeadlineList

Compare = Callable[..., bool]


def keys(*pressed: str | int) -> Callable[[Pilot[Outcome]], Awaitable[None]]:
    """Press keys; a number goes down by so many entries."""

    async def press(pilot: Pilot[Outcome]) -> None:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for key in pressed:
            if isinstance(key, int):
                pilot.app.screen.query_one(HeadlineList).action_move(key)
            else:
                await pilot.press(key)
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
    assert snap_compare(app_of(), terminal_size=(160, 40), run_before=keys(21))


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
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(21, "v"))


def test_river_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(6, "f", "j", "b", "j", "m"))


def test_river_60x20(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(), terminal_size=(60, 20), run_before=keys("G"))


def test_river_without_colours_120x36(snap_compare: Compare, app_of: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(21, "f", "k", "m"))


def test_river_16_colours_120x36(snap_compare: Compare, app_of: MakeApp) -> None:
    assert snap_compare(app_of(theme="ansi"), terminal_size=(120, 36), run_before=keys(21))


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


def counted(*pressed: str | int) -> Callable[[Pilot[Outcome]], Awaitable[None]]:
    """Press keys, and wait for what is looked for and counted in other threads."""

    async def press(pilot: Pilot[Outcome]) -> None:
        await keys(*pressed)(pilot)
        for _ in range(3):
            await pilot.pause(0.2)
            await pilot.app.workers.wait_for_complete()

    return press
