"""Search and filter in place: as one types, with the fault at its place, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, news_bar, place, river, screen_text, settled, state_bar, until
from tests.ui.test_views import sidebar
from ticker.store.database import GivenUp, open_database
from ticker.store.views import View
from ticker.ui import view_reader
from ticker.ui.library import Library
from ticker.ui.order import Order
from ticker.ui.session import Outcome
from ticker.ui.widgets import stream_desk
from ticker.ui.widgets.prompt import TYPING_SECONDS, Prompt


async def typed(pilot: Pilot[Outcome], *keys: str) -> None:
    """Type, and wait until what was typed has been looked for."""
    await pilot.press(*keys)
    await pilot.pause(TYPING_SECONDS + 0.05)
    await settled(pilot)


def fault(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#fault", Static).content)


def found(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#found", Static).content)


async def test_a_search_finds_while_one_types_and_escape_leads_back(desk_of: MakeDesk) -> None:
    desk = desk_of(200)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        desk.publish("Dreizehn Störche gelandet", "Störche ziehen ab")
        desk.notice()
        await pilot.press("pagedown", "j")
        before = place(desk)
        await typed(pilot, "slash", *"storchx")
        assert "Nichts gefunden" in screen_text(desk)
        assert found(desk) == "0 Meldungen"
        await typed(pilot, "backspace")
        assert len(river(desk).headlines.order) == 2
        assert found(desk) == "2 Meldungen"
        await typed(pilot, *["backspace"] * 7)
        assert found(desk) == ""
        await typed(pilot, *"storch")
        await typed(pilot, *["backspace"] * 4, *"örche dreiz")
        assert len(river(desk).headlines.order) == 1
        assert "Dreizehn Störche" in screen_text(desk)

        await typed(pilot, "enter")
        assert river(desk).headlines.has_focus
        assert "/ störche dreiz: 1 Meldung, 1 ungelesen" in news_bar(desk)
        await pilot.press("enter", "escape", "escape")
        await settled(pilot)
        assert place(desk) == before

        await typed(pilot, "slash", *"störche")
        assert len(river(desk).headlines.order) == 2
        await pilot.press("escape")
        await settled(pilot)
        assert place(desk) == before
        assert not desk.app.screen.query_one(Prompt).display


async def test_what_comes_in_joins_a_search_where_it_fits(desk_of: MakeDesk) -> None:
    desk = desk_of(50)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", *"storch", "enter")
        desk.publish("Ein Storch", "Kein Vogel")
        desk.notice()
        await settled(pilot)
        assert len(river(desk).headlines.order) == 1
        assert "Ein Storch" in screen_text(desk)


async def test_a_filter_names_its_fault_at_its_place_and_can_be_mended(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    async with desk.app.run_test(size=(140, 36)) as pilot:
        await settled(pilot)
        await typed(pilot, "equals_sign", *"ist:eilig feed:falk")
        assert "ist kein Zustand" in fault(desk)
        assert desk.app.screen.query_one(Prompt)._fault.position == 4
        assert len(river(desk).headlines.order) == 60  # so far it finds everything
        await typed(pilot, "enter")
        assert desk.app.screen.query_one(Prompt).display  # what cannot be understood is not looked for

        await typed(pilot, *["backspace"] * 12, "space", *"feed:nordf", "enter")
        assert fault(desk) == ""
        shown = [desk.entry(key) for key in river(desk).headlines.order.keys]
        assert [entry.feed_name for entry in shown] == ["Nordfenster"]
        await pilot.press("equals_sign")
        assert desk.app.screen.query_one(Input).value == "ist:eil feed:nordf"
        await pilot.press("escape")


async def test_a_search_is_saved_shown_in_the_sidebar_and_dropped(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("W")
        assert "Nur eine Suche" in state_bar(desk)
        await typed(pilot, "equals_sign", *"feed:Nordfenster ist:ungelesen", "enter")
        await pilot.press("W", "V")
        await until(pilot, lambda: "Ressorts" in sidebar(desk))
        lines = sidebar(desk)
        assert "Suchen" in lines
        saved = lines[lines.index("Suchen") + 1]
        assert saved.startswith("▌ feed:Nordfenster")
        assert "Ressorts" in lines
        assert lines[lines.index("Ressorts") + 1].split() == ["Regionales", "60"]

    again = desk.again()
    async with again.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("V")
        await until(pilot, lambda: "Ressorts" in sidebar(again))
        await pilot.press(*["j"] * 5)
        await pilot.press("enter")
        await settled(pilot)
        assert len(river(again).headlines.order) == 10
        await pilot.press("V", "X")
        await settled(pilot)
        assert "Suchen" not in sidebar(again)


async def test_what_is_typed_is_written_on_by_tab(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await typed(pilot, "equals_sign", *"fe")
        line = desk.app.screen.query_one("#query", Input)
        await pilot.press("tab")
        assert line.value == "feed:"
        await typed(pilot, *"elb", "tab", "enter")
        assert {desk.entry(key).feed_name for key in river(desk).headlines.order.keys} == {"Elbkurier"}
        assert "= feed:elbkurier: 10 Meldungen" in news_bar(desk)


async def test_of_very_many_hits_the_last_ones_come_first(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view_reader, "FIRST_HITS", 10)
    desk = desk_of(200)
    seen: list[int] = []
    show = stream_desk.StreamDesk._show_first

    def watched(*values: Any) -> bool:
        shown = show(*values)
        seen.append(len(river(desk).headlines.order))
        return shown

    monkeypatch.setattr(stream_desk.StreamDesk, "_show_first", watched)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", *"brü")
        assert seen[-1] == 10
        assert len(river(desk).headlines.order) > 40
        await typed(pilot, *"xx")
        assert len(river(desk).headlines.order) == 0


async def test_the_first_of_all_hits_is_selected_though_it_came_in_before_others(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_reader, "FIRST_HITS", 10)
    desk = desk_of(20)
    newest = desk.clock.now()
    desk.publish(*(f"Leuchtturm {number}" for number in range(5)))
    for number in range(30):
        desk.publish(f"Leuchtturm von {number}", at=newest - timedelta(days=2, minutes=number))
    async with desk.app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", *"leuchtturm")
        headlines = river(desk).headlines
        assert len(headlines.order) == 35
        assert (headlines.cursor, headlines.line) == (0, 1)
        assert desk.entry(headlines.order.keys[0]).sort_at == newest


async def test_who_types_on_need_not_wait_for_all_hits_of_what_he_typed_before(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_reader, "FIRST_HITS", 10)
    desk = desk_of(200)
    read, begun, given_up = type(desk.app.library).order, Event(), Event()

    def endless(library: Library, view: View, limit: int = -1, wanted: Callable[[], bool] | None = None) -> Order:
        """Of what was typed first, all hits would take for ever; of the rest they come at once."""
        if view.query != "brü" or wanted is None:
            return read(library, view, limit, wanted)
        begun.set()
        try:
            with open_database(desk.database, create=False) as db:
                db.while_wanted(wanted)
                db.rows("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n")
        except GivenUp:
            given_up.set()
            raise
        raise AssertionError

    monkeypatch.setattr(Library, "order", endless)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"brü")
        while not begun.is_set():
            await pilot.pause(0.01)
        await typed(pilot, *"xx")
        assert given_up.is_set()
        assert len(river(desk).headlines.order) == 0


async def test_who_stands_below_the_last_hits_keeps_his_entry(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view_reader, "FIRST_HITS", 10)
    desk = desk_of(200)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", *"brü", "enter")
        hits = set(river(desk).headlines.order.keys)
        await pilot.press("escape", "G")
        await settled(pilot)
        while (entry := river(desk).headlines.selected) not in hits:
            await pilot.press("k")
        await typed(pilot, "slash", *"brü", "enter")
        assert river(desk).headlines.selected == entry
