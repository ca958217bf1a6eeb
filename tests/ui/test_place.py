"""The reader's place is sacred: nothing that comes in moves him off his entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.ui.conftest import Desk
from ticker.store.database import open_database, transaction
from ticker.ui.pointer import cell
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
    return headlines.selected, headlines.line


def news_bar(desk: Desk) -> str:
    return desk.app.screen.query_one("#news", Bar).text.replace("\u00a0", " ")


def state_bar(desk: Desk) -> str:
    return desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")


def screen_text(desk: Desk) -> str:
    """The lines of the list as they are drawn."""
    headlines = river(desk).headlines
    return "\n".join(headlines.render_line(y).text for y in range(headlines.size.height))


async def settled(pilot: Pilot[Outcome]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[Outcome], holds: Callable[[], bool]) -> None:
    """Let the program go on until that holds: what it puts off waits for a moment that no test can know."""
    for _ in range(1000):
        await settled(pilot)
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came to hold")


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

        # At the top the first one takes the line of the day's heading and is seen.
        assert ("5" if keys[0] == "j" or keys == ["ctrl+d", "k"] else "6") + " neue Meldungen ↑" in news_bar(desk)
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

        desk.publish("Neu", "Noch neuer", at=desk.clock.now())
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

        assert place(desk) == (selected, height + 4)
        assert "Heute" in river(desk).headlines.render_line(0).text
        assert f"Neu {height + 2}" in river(desk).headlines.render_line(1).text
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


async def test_a_resize_moves_no_entry_to_bring_the_divider_above_it_into_sight(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        headlines = river(desk).headlines
        headlines.scroll_to(y=1, animate=False)
        await pilot.pause()
        before = place(desk)
        assert before[1] == 0
        assert headlines.rows.divider(0) is not None

        for size in [(60, 20), (80, 30), (40, 12)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert place(desk) == before


async def test_a_pause_holds_the_list_still_until_it_is_lifted(desk_of: MakeDesk) -> None:
    desk = desk_of(100)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("space")
        first = river(desk).headlines.render_line(1).text

        desk.publish("Neu")
        desk.notice()
        await pilot.pause()
        assert river(desk).headlines.render_line(1).text == first
        assert "angehalten" in news_bar(desk)
        assert "1 neue Meldung ↑" in news_bar(desk)

        await pilot.press("space")
        await pilot.pause()
        assert "Neu" in river(desk).headlines.render_line(1).text
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


async def test_what_was_there_at_the_last_look_is_set_off(desk_of: MakeDesk) -> None:
    desk = desk_of(20)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Blick" not in screen_text(desk)
        await pilot.press("j", "j")
        before = place(desk)
        desk.app.post_message(events.AppBlur())
        await pilot.pause()
        desk.clock.moment += timedelta(minutes=5)
        desk.publish("Neu A", "Neu B")
        desk.notice()
        desk.app.post_message(events.AppFocus())
        await pilot.pause()
        assert place(desk) == before
        await pilot.press("g")
        lines = screen_text(desk).splitlines()
        divider = next(number for number, line in enumerate(lines) if "seit dem letzten Blick" in line)
        assert "Neu" in lines[divider - 1]
        assert "Neu" in lines[divider - 2]
        assert "Neu" not in lines[divider + 1]
        key = river(desk).headlines.selected

    desk.clock.moment += timedelta(minutes=5)
    desk.publish("Ganz neu")
    again = desk.again()
    async with again.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        lines = screen_text(again).splitlines()
        assert "Ganz neu" in lines[1]
        assert "Blick" in lines[2]
        assert key != river(again).headlines.selected


async def test_a_day_that_begins_moves_nothing(desk_of: MakeDesk) -> None:
    desk = desk_of(2000)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G", *["k"] * 3)
        before = place(desk)
        desk.clock.moment += timedelta(days=1)
        desk.app._tick()
        await pilot.pause()
        assert place(desk) == before

        await pilot.press("left_square_bracket", "left_square_bracket")
        assert "Gestern" in river(desk).headlines.render_line(river(desk).headlines.line - 1).text
        await pilot.press("right_square_bracket", "right_square_bracket")
        assert "12." in river(desk).headlines.render_line(river(desk).headlines.line - 1).text


async def test_an_entry_that_is_hidden_gives_its_place_to_the_next_and_comes_back(desk_of: MakeDesk) -> None:
    desk = desk_of(50)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "j")
        hidden, line = place(desk)
        assert hidden is not None
        await pilot.press("x")
        await pilot.pause()
        nearest, now_line = place(desk)
        assert nearest != hidden
        assert now_line == line
        assert desk.entry(hidden).hidden

        await pilot.press("u")
        await pilot.pause()
        assert place(desk) == (nearest, line)
        assert river(desk).headlines.order.index(hidden) is not None
        assert "wieder eingeblendet" in state_bar(desk)
        await pilot.press("u")
        assert "nichts rückgängig" in state_bar(desk)

        with open_database(desk.database) as other, transaction(other):
            await pilot.press("f", "u")
            assert "sobald die Datenbank frei ist" in state_bar(desk)
        desk.notice()
        assert not any(line.starred for line in desk.app.library.headlines(river(desk).headlines.order.keys))


async def test_all_that_is_shown_is_marked_as_read_after_asking_and_what_waits_is_not(desk_of: MakeDesk) -> None:
    desk = desk_of(300)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("G")
        before = place(desk)
        (change,) = desk.publish("Ungesehen")
        desk.notice()
        await pilot.press("A")
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        assert "301 ungelesen" in news_bar(desk) or "300 ungelesen" in news_bar(desk)

        await pilot.press("A")
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
        assert place(desk) == before
        assert "300 Meldungen als gelesen markiert" in state_bar(desk)
        assert change.entry_key is not None
        assert not desk.entry(change.entry_key).read

        await pilot.press("N")  # the only one left, far above
        await settled(pilot)
        assert place(desk)[0] == change.entry_key
        await pilot.press("N", "n")
        await settled(pilot)
        assert "Keine weitere ungelesene" in state_bar(desk)
        await pilot.press("u")
        await settled(pilot)
        await pilot.press("n")
        assert place(desk)[0] != change.entry_key


async def test_a_click_selects_a_double_click_reads_and_a_divider_is_none(desk_of: MakeDesk) -> None:
    desk = desk_of(50)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click("#headlines", offset=(10, 3))
        assert place(desk)[1] == 3
        await pilot.click("#headlines", offset=(10, 0))
        assert place(desk)[1] == 3
        assert cell(desk.app.screen) == river(desk).headlines.region.offset + Offset(0, 3)
        await pilot.click("#headlines", offset=(10, 5), times=2)
        await pilot.pause()
        assert river(desk).pane.has_focus

        await pilot.press("escape", "G")
        desk.publish("Neu")
        desk.notice()
        await pilot.pause()
        await pilot.click("#news")
        await pilot.pause()
        assert river(desk).headlines.cursor == 0


@pytest.mark.parametrize(("size", "wide"), [((120, 36), True), ((80, 24), False)])
async def test_the_border_between_list_and_text_can_be_moved(
    desk_of: MakeDesk, size: tuple[int, int], wide: bool
) -> None:
    desk = desk_of(50)

    def room() -> int:
        return river(desk).headlines.size.width if wide else river(desk).headlines.size.height

    async with desk.app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")
        before, first = place(desk), room()
        await pilot.press(">")
        await pilot.pause()
        assert room() > first
        await pilot.press("<", "<", "<")
        await pilot.pause()
        assert room() < first
        assert place(desk)[0] == before[0]

        border = river(desk).pane.region
        await pilot.mouse_down(offset=(border.x, border.y))
        await pilot.hover(offset=(70, 18))
        await pilot.mouse_up(offset=(70, 18))
        await pilot.pause()
        border = river(desk).pane.region
        assert abs(border.x - 70 if wide else border.y - 18) <= 1
        assert place(desk)[0] == before[0]
        after = room()

    again = desk.again()
    async with again.app.run_test(size=size) as pilot:
        await settled(pilot)
        headlines = river(again).headlines
        assert (headlines.size.width if wide else headlines.size.height) == after
