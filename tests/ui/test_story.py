"""A story: what several outlets tell of one event, side by side."""

from __future__ import annotations

import sqlite3

import pytest

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled
from ticker.ui.screens.river import RiverScreen
from ticker.ui.screens.story import StoryScreen
from ticker.ui.widgets.bars import Bar
from ticker.ui.widgets.entry_pane import EntryPane


def tell_the_same(desk: Desk, *keys: int) -> None:
    """Let some entries be one story."""
    db = sqlite3.connect(desk.database)
    with db:
        db.executemany("UPDATE entry SET story = ? WHERE key = ?", [(keys[0], key) for key in keys])
    db.close()


def state(desk: Desk) -> str:
    return desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")


def columns(desk: Desk) -> list[EntryPane]:
    return list(desk.app.screen.query(EntryPane))


async def test_entries_of_a_story_stand_side_by_side_the_chosen_one_first(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    desk = desk_of(12)
    monkeypatch.setattr(type(desk.app), "open_address", lambda _app, address: opened.append(address))
    async with desk.app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        chosen = river(desk).chosen()
        assert chosen is not None
        tell_the_same(desk, chosen.key, 3, 5, 7)
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(desk.app.screen, StoryScreen)
        shown = [column.entry.key for column in columns(desk) if column.entry is not None]
        assert shown[0] == chosen.key
        assert sorted(shown[1:]) == [3, 5, 7]
        assert [column.size.width > 40 for column in columns(desk)] == [True] * 4
        assert state(desk).startswith("Meldung 1 von 4 zu einem Thema")

        await pilot.press("l", "l", "o")
        focused = desk.app.screen.focused
        assert focused is columns(desk)[2]
        assert state(desk).startswith("Meldung 3 von 4 zu einem Thema")
        assert opened == [desk.entry(shown[2]).data.link]
        await pilot.press("h", "h", "h")
        assert desk.app.screen.focused is columns(desk)[3]
        await pilot.pause()
        assert desk.app.screen.focused.region.x < 140

        desk.correct(shown[3], content_html="<p>Berichtigt.</p>")
        desk.notice()
        await pilot.pause()
        lines = [columns(desk)[3].render_line(y).text for y in range(30)]
        assert any("Berichtigt." in line for line in lines)
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(desk.app.screen, RiverScreen)


async def test_in_a_narrow_terminal_one_turns_from_one_to_the_next(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        chosen = river(desk).chosen()
        assert chosen is not None
        tell_the_same(desk, chosen.key, 4)
        await pilot.press("s", "G", "space")
        await pilot.pause()
        first, second = columns(desk)
        assert desk.app.screen.focused is second
        assert first.size.width > 50
        assert second.region.x < 60


async def test_an_entry_that_nobody_else_tells_says_so(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        assert "Kein anderes Medium" in state(desk)


async def test_what_tells_of_something_else_is_parted_from_the_story(desk_of: MakeDesk) -> None:
    desk = desk_of(12)
    async with desk.app.run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        chosen = river(desk).chosen()
        assert chosen is not None
        tell_the_same(desk, chosen.key, 3, 5)
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("x")
        await settled(pilot)
        assert isinstance(desk.app.screen, RiverScreen)

    assert desk.entry(chosen.key).story is None
    assert desk.entry(3).story == desk.entry(5).story is not None
