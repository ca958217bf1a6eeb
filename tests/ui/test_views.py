"""The views of the river: the sidebar, what each shows, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.widgets import Static

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, news_bar, place, river, screen_text, settled, state_bar, until
from ticker.errors import UnavailableError
from ticker.model import Urgency
from ticker.store import entries, feeds
from ticker.store.database import open_database, transaction
from ticker.store.views import View
from ticker.ui import view_reader
from ticker.ui.order import Order
from ticker.ui.screens.feeds import FeedList
from ticker.ui.widgets.sidebar import Sidebar


def sidebar(desk: Desk) -> list[str]:
    """The lines of the sidebar as they are drawn."""
    views = desk.app.screen.query_one(Sidebar)
    return [views.render_line(y).text.strip() for y in range(views.size.height)]


def group(desk: Desk, feed_id: int, path: str | None) -> None:
    """Let another process put a feed into a group."""
    with open_database(desk.database, create=False) as db:
        feeds.set_group(db, feed_id, path, desk.clock.now())


async def test_the_sidebar_shows_all_views_with_their_figures(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert not desk.app.screen.query_one(Sidebar).display
        await pilot.press("f", "j", "b", "V")
        await until(pilot, lambda: "Quellen" in sidebar(desk))
        lines = sidebar(desk)
        assert lines[0].split() == ["▌", "Alle", "100"]
        assert [line.split()[-1] for line in lines[1:5]] == ["100", "3", "1", "1"]
        assert lines[5] == "Ressorts"
        assert lines[6].split() == ["Regionales", "100"]
        assert lines[7] == "Quellen"
        assert lines[8].split() == ["Alpenblick", "16"]
        assert lines[9].split() == ["Elbkurier", "17"]

        await pilot.press("V")
        assert not desk.app.screen.query_one(Sidebar).display
        assert river(desk).headlines.has_focus


async def test_the_next_start_finds_the_sidebar_as_it_was_left(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    for before, keys, after in [(False, ["V"], True), (True, ["V", "V"], False), (False, [], False)]:
        async with desk.app.run_test(size=(120, 36)) as pilot:
            await settled(pilot)
            assert desk.app.screen.query_one(Sidebar).display is before
            assert river(desk).headlines.has_focus
            if before:
                await pilot.pause()
                assert any("Ungelesen" in line for line in sidebar(desk))
            await pilot.press(*keys)
            await pilot.pause()
            assert desk.app.screen.query_one(Sidebar).display is after
        desk = desk.again()


async def test_where_there_is_no_room_for_both_the_start_shows_the_list(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("V")
        await pilot.pause()
    desk = desk.again()
    async with desk.app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        assert not desk.app.screen.query_one(Sidebar).display
        assert river(desk).headlines.has_focus


@pytest.mark.parametrize("size", [(120, 36), (40, 12)])
async def test_a_view_is_chosen_and_left_for_the_place_where_one_was(desk_of: MakeDesk, size: tuple[int, int]) -> None:
    desk = desk_of(300)
    async with desk.app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("pagedown", "j", "j")
        before = place(desk)
        await pilot.press("V", "j", "j", "enter")  # urgent ones
        await settled(pilot)
        assert len(river(desk).headlines.order) == 8
        assert river(desk).headlines.has_focus
        assert "Eil: 8 Meldungen, 8 ungelesen" in news_bar(desk)
        assert all("EIL" in line for line in screen_text(desk).splitlines()[1:3])

        desk.publish("Ruhig")
        desk.publish("Eilig", urgency=Urgency.BULLETIN)
        desk.notice()
        await settled(pilot)
        assert len(river(desk).headlines.order) == 9
        await pilot.press("g", "G", "escape")
        await settled(pilot)
        assert place(desk) == before
        assert len(river(desk).headlines.order) == 302


async def test_what_was_just_read_stays_until_the_view_is_left(desk_of: MakeDesk) -> None:
    desk = desk_of(20)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("V", "j", "enter")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 20
        await pilot.press("enter", "escape", "j", "m")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 20

        await pilot.press("V", "enter")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 18
        await pilot.press("A")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("V", "enter")
        await settled(pilot)
        assert "Alles gelesen" in screen_text(desk)
        await pilot.press("q")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 20


async def test_one_feed_is_a_view_and_the_selection_goes_to_the_nearest_of_it(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")  # of the third feed
        selected, line = place(desk)
        await pilot.press("V", "G", "enter")
        await settled(pilot)
        assert {desk.entry(key).feed_name for key in river(desk).headlines.order.keys} == {"Radio Kiebitz"}
        assert place(desk) == (selected, line - 2)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("j", "V", "G", "enter")
        await settled(pilot)
        nearest = place(desk)[0]
        assert nearest is not None
        assert selected is not None
        assert desk.entry(nearest).sort_at == desk.entry(selected).sort_at - timedelta(minutes=3)


async def test_a_group_is_a_view_with_its_feeds_below(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    first, second, third = (feed.id for feed in desk.feeds()[:3])
    group(desk, first, "Zeitungen")
    group(desk, second, "Zeitungen/Nord")
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("V")
        await until(pilot, lambda: ["Zeitungen", "20"] in [line.split() for line in sidebar(desk)])
        lines = [line.split() for line in sidebar(desk)]
        start = lines.index(["Zeitungen", "20"])
        assert lines[start + 2] == ["Nord", "10"]
        assert ["Übrige", "Quellen"] in lines[start + 4 :]

        await pilot.press(*["j"] * 6, "enter")
        await settled(pilot)
        assert "Zeitungen: 20 Meldungen, 20 ungelesen" in news_bar(desk)
        assert {desk.entry(key).feed_id for key in river(desk).headlines.order.keys} == {first, second}

        desk.publish("Neu in der Gruppe")
        desk.notice()
        await settled(pilot)
        assert len(river(desk).headlines.order) == 21
        selected = river(desk).headlines.selected

        group(desk, third, "Zeitungen/Süd")
        group(desk, second, None)
        desk.notice()
        await until(
            pilot,
            lambda: {desk.entry(key).feed_id for key in river(desk).headlines.order.keys} == {first, third},
        )
        assert river(desk).headlines.selected == selected


async def test_a_query_may_name_a_group(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    group(desk, desk.feeds()[0].id, "Zeitungen/Nord")
    async with desk.app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("equals_sign", *"gruppe:nord")
        await pilot.press("enter")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 10
        assert {desk.entry(key).feed_id for key in river(desk).headlines.order.keys} == {desk.feeds()[0].id}
        await pilot.press("F")
        await settled(pilot)
        table = desk.app.screen.query_one(FeedList)
        told = []
        for row in range(table.option_count):
            table.highlighted = row
            await pilot.pause()
            told.append(str(desk.app.screen.query_one("#details", Static).content))
        assert sum("\nZeitungen/Nord · 10 Meldungen" in text for text in told) == 1


async def test_a_story_folds_into_one_line_and_unfolds_again(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    with open_database(desk.database, create=False) as db:
        order = list(entries.keys(db)[0])
        with transaction(db) as connection:
            connection.execute("UPDATE entry SET story = NULL")
            for key in order[3:11:2]:
                connection.execute("UPDATE entry SET story = 7 WHERE key = ?", (key,))
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*["j"] * 7)
        assert place(desk)[0] == order[7]
        await pilot.press("S")
        await settled(pilot)
        assert place(desk)[0] == order[3]  # the line of his story
        assert len(river(desk).headlines.order) == 57
        assert "+3" in river(desk).headlines.render_line(place(desk)[1]).text

        await pilot.press("j", "j")
        before = place(desk)
        desk.publish("Neu")
        desk.notice()
        await settled(pilot)
        assert place(desk) == before
        await pilot.press("S")
        await settled(pilot)
        assert len(river(desk).headlines.order) == 61
        assert place(desk)[0] == before[0]
        assert "+3" not in screen_text(desk)
        assert screen_text(desk).count("+2") > 1  # each of the story tells how many other feeds tell it


async def test_a_store_that_cannot_be_read_is_a_remark_and_is_tried_again(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(20)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        order, times = desk.app.library.order, iter([True])

        def failing(view: View, limit: int = -1, wanted: Callable[[], bool] | None = None) -> Order:
            if next(times, False):
                raise UnavailableError("The database {path} is locked by another program.", path="x")
            return order(view, limit, wanted)

        monkeypatch.setattr(desk.app.library, "order", failing)
        monkeypatch.setattr(view_reader, "AGAIN_SECONDS", 0.01)
        await pilot.press("V", "j", "j", "enter")
        for _ in range(3):
            await settled(pilot)
            await pilot.pause(0.05)
        assert "gesperrt" in state_bar(desk) or "benutzt" in state_bar(desk)
        assert len(river(desk).headlines.order) == 1
