"""The reader's place is sacred: nothing that comes in moves him off his entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Desk
from ticker.ui.screens.river import RiverScreen
from ticker.ui.session import Outcome
from ticker.ui.widgets.bars import Bar

MakeDesk = Callable[..., Desk]


def river(desk: Desk) -> RiverScreen:
    screen = desk.app.screen
    assert isinstance(screen, RiverScreen)
    return screen


def place(desk: Desk) -> tuple[int | None, int]:
    """The selected entry and its line on the screen."""
    headlines = river(desk).headlines
    return headlines.selected, headlines.cursor - round(headlines.scroll_y)


def news_bar(desk: Desk) -> str:
    return desk.app.screen.query_one("#news", Bar).text.replace("\u00a0", " ")


async def settled(pilot: Pilot[Outcome]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize("keys", [["j"], ["j"] * 5, ["pagedown"], ["G"], ["ctrl+d", "k"]])
async def test_arrivals_leave_the_selected_entry_on_its_line(desk_of: MakeDesk, keys: list[str]) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        before = place(desk)

        for number in range(3):
            desk.clock.moment += timedelta(minutes=1)
            desk.publish(f"Neu {number}a", f"Neu {number}b")
            desk.notice()
            await pilot.pause()
            assert place(desk) == before

        assert "6 neue Meldungen ↑" in news_bar(desk)
        await pilot.press("full_stop")
        await pilot.pause()
        assert "neue Meldung" not in news_bar(desk)
        assert river(desk).headlines.cursor == 0


async def test_a_few_entries_on_a_large_screen_stay_where_they_are_too(desk_of: MakeDesk) -> None:
    desk = desk_of(6)
    async with desk.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")
        before = place(desk)

        desk.publish("Neu", at=desk.clock.now())
        desk.notice()
        await pilot.pause()

        assert place(desk) == before
        assert "1 neue Meldung ↑" in news_bar(desk)


async def test_at_the_top_new_entries_slide_in_and_the_selection_stays_on_its_entry(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        selected, line = place(desk)

        desk.publish("Neu")
        desk.notice()
        await pilot.pause()

        assert place(desk) == (selected, line + 1)
        assert river(desk).headlines.scroll_y == 0
        assert "neue" not in news_bar(desk)


async def test_a_list_that_nobody_touches_flows_on_and_keeps_its_selection(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        selected, _line = place(desk)
        height = river(desk).headlines.size.height

        for number in range(height + 3):
            desk.clock.moment += timedelta(minutes=1)
            desk.publish(f"Neu {number}")
            desk.notice()
            await pilot.pause()

        assert place(desk) == (selected, height + 3)
        assert f"Neu {height + 2}" in river(desk).headlines.render_line(0).text
        assert "neue Meldung" not in news_bar(desk)

        await pilot.press("j")  # the first key takes the first line that is seen
        assert river(desk).headlines.cursor == 0


async def test_a_correction_marks_the_entry_and_moves_nothing(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "j")
        before = place(desk)
        key = before[0]
        assert key is not None

        desk.correct(key, title="Berichtigt")
        desk.notice()
        await pilot.pause()

        assert place(desk) == before
        assert "Berichtigt" in river(desk).headlines.render_line(before[1]).text
        assert "↻" in river(desk).headlines.render_line(before[1]).text
        shown = river(desk).pane.entry
        assert shown is not None
        assert shown.data.title == "Berichtigt"


async def test_a_resize_keeps_the_entry_in_view(desk_of: MakeDesk) -> None:
    desk = desk_of(300)
    async with desk.app.run_test(size=(200, 50)) as pilot:
        await settled(pilot)
        await pilot.press(*["pagedown"] * 3)
        selected, _line = place(desk)

        for size in [(80, 24), (40, 12), (120, 30), (200, 50)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            now_selected, line = place(desk)
            assert now_selected == selected
            assert 0 <= line < river(desk).headlines.size.height


async def test_a_pause_holds_the_list_still_until_it_is_lifted(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("space")
        first = river(desk).headlines.render_line(0).text

        desk.publish("Neu")
        desk.notice()
        await pilot.pause()
        assert river(desk).headlines.render_line(0).text == first
        assert "angehalten" in news_bar(desk)
        assert "1 neue Meldung ↑" in news_bar(desk)

        await pilot.press("space")
        await pilot.pause()
        assert "Neu" in river(desk).headlines.render_line(0).text
        assert "angehalten" not in news_bar(desk)


async def test_the_pane_keeps_its_paragraph_when_the_width_changes(desk_of: MakeDesk) -> None:
    desk = desk_of(10)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "".join(f"<p>Absatz {number} {'und noch mehr Text ' * 12}</p>" for number in range(20))
        selected, _line = place(desk)
        assert selected is not None
        desk.correct(selected, content_html=text, content=text)
        desk.notice()
        await pilot.press("enter")
        await pilot.pause()
        pane = river(desk).pane
        pane.scroll_to(y=next(y for y in range(200) if "Absatz 9 " in pane.render_line(y).text), animate=False)
        await pilot.pause()

        for size in [(40, 12), (60, 20), (200, 50), (80, 24)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            if size != (200, 50):  # there the whole text is on the screen
                assert "Absatz 9 " in pane.render_line(0).text
