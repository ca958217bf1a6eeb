"""The terminal's own cursor follows the reader: what magnifiers, braille and speech go by."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Offset

from tests.terminal import Terminal
from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled
from tests.ui.test_terminal import PROGRAM, environment, filled  # noqa: F401
from ticker.ui import pointer
from ticker.ui.screens.feeds import FeedList, FeedsScreen
from ticker.ui.screens.live import LiveScreen


def cell(desk: Desk) -> Offset | None:
    return pointer.cell(desk.app.screen)


async def test_it_goes_where_the_keys_go(desk_of: MakeDesk) -> None:
    desk = desk_of(60)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        headlines = river(desk).headlines
        assert cell(desk) == headlines.region.offset + Offset(0, headlines.line)
        await pilot.press("j", "j")
        assert cell(desk) == headlines.region.offset + Offset(0, headlines.line)
        headlines.scroll_to(y=30, animate=False, force=True)
        await pilot.pause()
        assert cell(desk) is None  # the selected entry is out of sight
        await pilot.press("enter")
        await pilot.pause()
        assert cell(desk) == river(desk).pane.region.offset + river(desk).pane.pointed
        await pilot.press("q", "V")
        await pilot.pause()
        first = cell(desk)
        await pilot.press("j")
        assert first is not None
        assert cell(desk) == first + Offset(0, 1)
        await pilot.press("escape", "slash", "a", "b")
        assert cell(desk) == (desk.app.screen.query_one("#query").region.offset + Offset(2, 0))


async def test_it_points_at_the_chosen_option_and_the_entry_of_a_live_blog(desk_of: MakeDesk) -> None:
    desk = desk_of(20)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("comma")
        await pilot.pause()
        first = cell(desk)
        await pilot.press("j", "j")
        await pilot.pause()
        assert first is not None
        assert cell(desk) == first + Offset(0, 2)
        await pilot.press("q", "t")
        await pilot.pause()
        screen = desk.app.screen
        assert isinstance(screen, LiveScreen)
        before = cell(desk)
        assert before is not None
        await pilot.press("j")
        after = cell(desk)
        assert after is not None
        assert after.y > before.y


@given(
    st.text(max_size=30), st.none() | st.tuples(st.integers(0, 300), st.integers(0, 100)).map(lambda at: Offset(*at))
)
def test_a_frame_is_drawn_with_the_cursor_out_of_sight(frame: str, at: Offset | None) -> None:
    drawn = pointer.framed(frame, at)

    assert drawn.startswith(pointer.HIDE + frame)
    assert drawn.endswith(pointer.SHOW) is (at is not None)
    assert at is None or f"\x1b[{at.y + 1};{at.x + 1}H" in drawn


def test_on_a_terminal_it_is_shown_on_the_selected_line(filled: dict[str, str]) -> None:  # noqa: F811
    with Terminal(PROGRAM, size=(100, 30), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        cursor = terminal.screen.cursor
        terminal.wait_until(lambda: not cursor.hidden, "the cursor")
        before = cursor.y
        terminal.press("jj")
        terminal.wait_until(lambda: cursor.y == before + 2, "the cursor two lines further down")
        assert cursor.x == 0
        terminal.press("/wort")
        terminal.wait_until(lambda: cursor.x == len(" / wort"), "the cursor behind the word")
        assert "wort" in terminal.screen.display[cursor.y]
        terminal.press("\x1b")
        terminal.wait_until(lambda: (cursor.x, cursor.y) == (0, before + 2), "the cursor on the entry again")
        terminal.press("q")
        assert terminal.exit_code() == 0


@pytest.mark.parametrize("shown", [True, False])
def test_it_can_be_switched_off(filled: dict[str, str], tmp_path: Path, shown: bool) -> None:  # noqa: F811
    config = tmp_path / "own.toml"
    config.write_text(f"cursor = {str(shown).lower()}\n")
    with Terminal([*PROGRAM, "--config", str(config)], size=(100, 30), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.press("V")
        terminal.wait_for("Ungelesen")
        terminal.press("q")
        terminal.press("?")
        terminal.wait_for("In der Liste")
        drawn = bytes(terminal.output)

    assert (pointer.SHOW.encode() in drawn) is shown


async def test_in_the_terminals_own_colours_a_highlighted_option_has_none_and_the_cursor(desk_of: MakeDesk) -> None:
    desk = desk_of(12, theme="ansi")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("F")
        await settled(pilot)
        feeds = desk.app.screen.query_one(FeedList)
        assert cell(desk) == feeds.region.offset + feeds.content_offset
        styles = [segment.style for segment in feeds.render_line(0) if segment.style and segment.text.strip()]
        assert all(style.reverse and style.color is None for style in styles)
        await pilot.click(FeedList, offset=(5, 0))
        assert not isinstance(desk.app.screen, FeedsScreen)  # a click means what Enter does
