"""To a day or a time that is typed."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled, state_bar
from ticker.ui.screens.moment import MomentScreen


def remark(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#remark", Static).content).replace("\u00a0", " ")


async def test_it_goes_to_the_nearest_entry_and_tells_which_that_will_be(desk_of: MakeDesk) -> None:
    desk = desk_of(300)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        headlines = river(desk).headlines
        await pilot.press("J", *"gestern")
        assert isinstance(desk.app.screen, MomentScreen)
        told = remark(desk)
        await pilot.press("enter")
        await pilot.pause()
        assert headlines.has_focus
        entry = desk.entry(headlines.selected or 0)
        assert entry.data.title is not None
        assert entry.data.title in told
        assert headlines.cursor > 0
        before = headlines.cursor
        await pilot.press("J", "escape")
        assert headlines.cursor == before
        await pilot.press("J", *"1.1.1999")
        assert remark(desk).startswith("So alt ist hier nichts: Dies ist die älteste Meldung.\n→ ")
        await pilot.press("enter")
        await pilot.pause()
        assert headlines.cursor == len(headlines.order) - 1
        assert "So alt ist hier nichts: Dies ist die älteste Meldung." in state_bar(desk)
        await pilot.press("J", *"1.1.2099")
        assert remark(desk).startswith("So neu ist hier nichts: Dies ist die neueste Meldung.\n→ ")


@pytest.mark.parametrize(
    ("typed", "part", "told"),
    [
        ("montak 10:15", "montak", "Gemeint: „montag“?"),
        ("13.9.2023 25:15", "25:15", "„25:15“ ist weder Tag noch Uhrzeit"),
        ("demnächst", "demnächst", "„demnächst“ ist weder Tag noch Uhrzeit"),
    ],
)
async def test_what_is_not_understood_is_named_and_nothing_moves(
    desk_of: MakeDesk, typed: str, part: str, told: str
) -> None:
    desk = desk_of(50)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("J")
        await pilot.pause()
        line = desk.app.screen.query_one(Input)
        line.value = typed
        await pilot.press("enter")
        await pilot.pause()
        assert told in remark(desk)
        marked = line.highlighter
        assert getattr(marked, "position", None) == typed.index(part)
        await pilot.press("escape")
        assert river(desk).headlines.cursor == 0


async def test_an_empty_list_has_nowhere_to_go(desk_of: MakeDesk) -> None:
    desk = desk_of(20)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"zzzz", "enter")
        await settled(pilot)
        await pilot.press("J", *"heute")
        assert remark(desk) == "Hier ist keine Meldung."
        await pilot.press("enter")
        await pilot.pause()
        assert river(desk).headlines.selected is None
