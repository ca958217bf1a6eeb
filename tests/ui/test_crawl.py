"""The crawl: what runs through, what stops it, and the way to an entry."""

from __future__ import annotations

from datetime import timedelta

from textual import events

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, place, river, settled
from ticker.config import Config
from ticker.model import Urgency
from ticker.ui.widgets.crawl import Crawl


def crawl(desk: Desk) -> Crawl:
    return desk.app.screen.query_one(Crawl)


def line(desk: Desk) -> str:
    return crawl(desk).render_line(0).text


async def test_urgent_and_unread_headlines_run_through(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert crawl(desk).moves
        crawl(desk).hold(True)
        assert "IL  " in line(desk)[:9]  # it may have moved by a cell already
        before = line(desk)
        crawl(desk)._step()
        assert line(desk)[:-1] == before[1:]

        crawl(desk)._step()
        desk.publish("Anderes")
        desk.notice()
        await pilot.pause()
        assert line(desk)[:60] == before[2:62]  # what is seen goes on

        desk.clock.moment += timedelta(days=2)  # all of it is older than a day now
        desk.publish("Etwas", urgency=Urgency.FLASH)
        desk.notice()
        await pilot.pause()
        assert line(desk).lstrip().startswith("BLITZ  Etwas  Falkenbote  +++  BLITZ  Etwas")


async def test_it_says_that_there_is_nothing_new_only_when_that_is_known(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    desk.clock.moment += timedelta(days=2)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        crawl(desk)._fed = False
        assert line(desk).strip() == ""
        crawl(desk).show([])
        assert line(desk).strip() == "Nichts Neues"


async def test_it_stops_for_the_mouse_the_keys_and_while_nobody_looks(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.hover("#crawl")
        assert not crawl(desk).moves
        await pilot.hover("#headlines")
        assert crawl(desk).moves

        desk.app.post_message(events.AppBlur())
        await pilot.pause()
        assert not crawl(desk).moves
        desk.app.post_message(events.AppFocus())
        await pilot.pause()
        assert crawl(desk).moves

        await pilot.press("F")
        await pilot.pause()
        assert not river_crawl(desk).moves
        await pilot.press("escape")
        await pilot.pause()
        assert crawl(desk).moves

        await pilot.press("c")
        assert not crawl(desk).moves
        await pilot.press("escape")
        assert crawl(desk).moves
        assert river(desk).headlines.has_focus


def river_crawl(desk: Desk) -> Crawl:
    return desk.app.screen_stack[0].query_one(Crawl)


async def test_enter_and_a_click_read_what_is_seen(desk_of: MakeDesk) -> None:
    desk = desk_of(30)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "j", "j", "j", "enter")  # a view in which the entry is not
        await settled(pilot)
        await pilot.press("c", "l", "l", "h")
        seen = crawl(desk).key
        await pilot.press("enter")
        await settled(pilot)
        key, _line = place(desk)
        assert key is not None
        assert key == seen
        assert desk.entry(key).read
        assert river(desk).pane.has_focus

        await pilot.press("escape")
        await pilot.click("#crawl", offset=(5, 0))
        await settled(pilot)
        assert river(desk).pane.has_focus


async def test_with_reduced_motion_headlines_change_and_nothing_runs(desk_of: MakeDesk) -> None:
    desk = desk_of(30, settings=Config(reduced_motion=True, crawl="bottom"))
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert crawl(desk).region.y == 28
        first = line(desk)
        crawl(desk)._step()
        assert line(desk).startswith(first.split("+++ ")[1].rstrip()[:40])


async def test_it_can_be_off_and_gives_way_on_small_screens(desk_of: MakeDesk) -> None:
    desk = desk_of(30, settings=Config(crawl="off"))
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        assert not crawl(desk).display
        await pilot.press("c")
        assert river(desk).headlines.has_focus
