"""The settings screen writes the file that one may edit too, and lets changes count at once."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Static

from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled
from ticker.config import load
from ticker.preferences import PREFERENCES
from ticker.ui.screens.settings import SettingList, SettingsScreen


def at(desk: Desk, path: Path) -> Path:
    """The desk's settings file."""
    desk.app.session = desk.app.session._replace(config_file=path)
    return path


def prompt(desk: Desk, key: str) -> str:
    return str(desk.app.screen.query_one(SettingList).get_option(key).prompt).replace("\u00a0", " ")


def remark(desk: Desk) -> str:
    return str(desk.app.screen.query_one("#remark", Static).content)


async def test_a_change_is_written_down_and_counts_at_once(desk_of: MakeDesk, tmp_path: Path) -> None:
    desk = desk_of(3)
    path = at(desk, tmp_path / "config.toml")
    path.write_text('theme = "dark"  # abends\n')
    async with desk.app.run_test(size=(200, 40)) as pilot:
        await settled(pilot)
        assert desk.app.theme == "ticker-night"
        await pilot.press("comma")
        await pilot.pause()
        assert isinstance(desk.app.screen, SettingsScreen)
        assert "‹ dunkel ›" in prompt(desk, "theme")
        await pilot.press("right")
        assert desk.app.theme == "ticker-paper"
        assert path.read_text() == 'theme = "light"  # abends\n'
        assert "‹ hell › •" in prompt(desk, "theme")

        await pilot.press(*["j"] * 4, "enter")
        assert load(path, required=True).reduced_motion is True
        desk.app.screen.query_one(SettingList).highlighted = [one.key for one in PREFERENCES].index("measure")
        await pilot.press("h", "h")
        assert load(path, required=True).measure == 76
        await pilot.press("g", "x")
        assert desk.app.theme == "ticker-night"
        assert load(path, required=True).theme == "auto"
        await pilot.press("q")
        await pilot.pause()
        assert river(desk).pane._measure == 76


async def test_the_crawl_moves_where_it_is_wanted(desk_of: MakeDesk, tmp_path: Path) -> None:
    desk = desk_of(3)
    at(desk, tmp_path / "config.toml")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        crawl = river(desk).query_one("#crawl")
        top = crawl.region.y
        await pilot.press("comma", "j", "j", "j", "l", "q")
        await pilot.pause()
        assert crawl.region.y > top
        await pilot.press("comma", "j", "j", "j", "l", "q")
        await pilot.pause()
        assert not crawl.display


async def test_a_time_zone_is_typed_and_a_wrong_one_refused(desk_of: MakeDesk, tmp_path: Path) -> None:
    desk = desk_of(3)
    path = at(desk, tmp_path / "config.toml")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("comma", "j", "j", "enter")
        await pilot.pause()
        desk.app.screen.query_one(Input).value = "Europe/Entenhausen"
        await pilot.press("enter")
        await pilot.pause()
        assert "Entenhausen" in remark(desk)
        assert not path.exists()
        await pilot.press("l")
        await pilot.pause()
        desk.app.screen.query_one(Input).value = "Europe/Vienna"
        await pilot.press("enter")
        await pilot.pause()
        assert load(path, required=True).timezone == "Europe/Vienna"
        assert "ab dem nächsten Start" in prompt(desk, "timezone")
        assert remark(desk) == ""
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert load(path, required=True).timezone == "Europe/Vienna"


async def test_a_file_that_is_broken_is_told_in_a_line(desk_of: MakeDesk, tmp_path: Path) -> None:
    desk = desk_of(3)
    path = at(desk, tmp_path / "config.toml")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("comma")
        path.write_text("theme = ")
        await pilot.press("l")
        assert "kein TOML" in remark(desk)
        assert desk.app.theme == "ticker-night"


async def test_without_a_file_changes_count_for_the_run(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("comma", "l")
        assert desk.app.theme == "ticker-paper"
        assert desk.app.session.settings.theme == "light"


async def test_the_terminals_own_colours_can_be_drawn(desk_of: MakeDesk) -> None:
    desk = desk_of(3, theme="ansi")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "q", "comma")
        assert desk.app.theme == "ticker-ansi"


async def test_the_chosen_line_can_be_told_without_colours(desk_of: MakeDesk) -> None:
    desk = desk_of(3, theme="ansi")
    async with desk.app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("comma", "j")
        await pilot.pause()
        options = desk.app.screen.query_one(SettingList)
        reversed_lines = [
            y for y in range(4) if any(segment.style and segment.style.reverse for segment in options.render_line(y))
        ]
        assert reversed_lines == [1]
