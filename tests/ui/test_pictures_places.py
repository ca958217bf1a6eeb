"""Pictures of what opens over the list or beside it, in the sizes and colours in which it looks different."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import MakeApp
from tests.ui.test_pictures import Compare, counted, keys
from tests.ui.test_place import MakeDesk, settled
from tests.ui.test_replay_stage import Day
from tests.ui.test_screens import found_on_a_page
from ticker.config import Config
from ticker.store import feeds
from ticker.store.database import open_database
from ticker.ui.ground import Colours
from ticker.ui.session import Outcome

TOLD_BY_THREE = 17  # the entry that two other outlets tell too


@pytest.mark.parametrize(
    "pressed",
    [
        pytest.param(("question_mark",), id="help"),
        pytest.param(("J", *"gestern"), id="moment"),
        pytest.param(("J", *"gesdern", "enter"), id="moment-fault"),
        pytest.param(("A",), id="question"),
        pytest.param(("F",), id="feeds"),
        pytest.param((TOLD_BY_THREE, "s"), id="story"),
        pytest.param(("S",), id="folded"),
    ],
)
def test_place_120x36(snap_compare: Compare, app_of: MakeApp, pressed: tuple[str | int, ...]) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys(*pressed))


@pytest.mark.parametrize(
    "pressed",
    [
        pytest.param(("question_mark",), id="help"),
        pytest.param(("colon",), id="palette"),
        pytest.param(("J", *"gestern"), id="moment"),
        pytest.param(("A",), id="question"),
        pytest.param(("F",), id="feeds"),
        pytest.param((TOLD_BY_THREE, "s"), id="story"),
        pytest.param(("vertical_line",), id="pipe"),
    ],
)
def test_place_40x12(snap_compare: Compare, app_of: MakeApp, pressed: tuple[str | int, ...]) -> None:
    assert snap_compare(app_of(), terminal_size=(40, 12), run_before=keys(*pressed))


def test_fault_in_a_filter_40x12(snap_compare: Compare, app_of: MakeApp) -> None:
    typed = counted("equals_sign", *"ist:eilig", "enter")
    assert snap_compare(app_of(), terminal_size=(40, 12), run_before=typed)


@pytest.mark.parametrize("size", [(120, 36), (60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_light(snap_compare: Compare, app_of: MakeApp, size: tuple[int, int]) -> None:
    assert snap_compare(app_of(theme="light"), terminal_size=size, run_before=keys(TOLD_BY_THREE, "f"))


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_without_colours(
    snap_compare: Compare, app_of: MakeApp, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_of(), terminal_size=size, run_before=keys(TOLD_BY_THREE, "m", 1))


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_256_colours_80x24(snap_compare: Compare, app_of: MakeApp, theme: str) -> None:
    app = app_of(theme=theme, colours=Colours.PALETTE)
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys(TOLD_BY_THREE, "m", 1))


@pytest.mark.parametrize("colours", [Colours.ALL, Colours.SIXTEEN], ids=["dark", "16-colours"])
def test_groups_80x24(snap_compare: Compare, app_of: MakeApp, colours: Colours) -> None:
    app = app_of(colours=colours)
    with open_database(app.session.database, create=False) as db:
        for feed, group in zip(feeds.all_feeds(db), ("Zeitungen/Nord", "Zeitungen", None), strict=True):
            feeds.set_group(db, feed.id, group, app.session.clock.now())
    assert snap_compare(app, terminal_size=(80, 24), run_before=counted("V", "G", "k", "k", "k", "enter", "V"))


def test_choice_among_feeds_80x24(snap_compare: Compare, desk_of: MakeDesk) -> None:
    desk = desk_of(12, settings=Config(reduced_motion=True))

    async def find(pilot: Pilot[Outcome]) -> None:
        await settled(pilot)
        await found_on_a_page(desk, pilot)

    assert snap_compare(desk.app, terminal_size=(80, 24), run_before=find)


@pytest.mark.parametrize(
    ("size", "pressed"), [((120, 36), ("T",)), ((80, 24), ()), ((40, 12), ())], ids=["120x36-jump", "80x24", "40x12"]
)
def test_replay(
    snap_compare: Compare,
    desk_of: MakeDesk,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    pressed: tuple[str, ...],
) -> None:
    day = Day(desk_of, monkeypatch)
    day.ns += 4_000_000_000
    assert snap_compare(day.desk.app, terminal_size=size, run_before=keys(*pressed))
