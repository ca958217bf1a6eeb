"""What one does with the entry that one reads."""

from __future__ import annotations

import asyncio
import io
import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from textual.widgets import Static

from tests.bench.fill import END
from tests.ui.conftest import Desk
from tests.ui.test_place import MakeDesk, river, settled
from ticker.course import CourseClock, begun
from ticker.errors import Cause, Failure
from ticker.model import Validators
from ticker.store import articles, pictures, positions, settings
from ticker.store.database import open_database
from ticker.store.positions import START, Position
from ticker.ui import clipboard
from ticker.ui.screens.pipe import PipeScreen
from ticker.ui.session import Replay
from ticker.ui.widgets.bars import Bar

SIZE = (80, 24)


@pytest.fixture(autouse=True)
def _no_tool_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WAYLAND_DISPLAY", "DISPLAY", "TERMUX_VERSION", "TMUX"):
        monkeypatch.delenv(name, raising=False)


def state(desk: Desk) -> str:
    return desk.app.screen.query_one("#state", Bar).text.replace("\u00a0", " ")


def long_text(desk: Desk, key: int, paragraphs: int = 40) -> None:
    desk.correct(key, content_html="".join(f"<p>Absatz {number} steht hier.</p>" for number in range(paragraphs)))
    desk.notice()


def position(desk: Desk, key: int) -> Position:
    with open_database(desk.database, create=False) as db:
        return positions.get(db, key)


async def test_the_link_and_the_passage_are_copied(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        entry = river(desk).chosen()
        assert entry is not None
        await pilot.press("y")
        assert desk.app.clipboard == entry.data.link
        assert f"Kopiert: {entry.data.link}" in state(desk)

        long_text(desk, entry.key)
        await pilot.press("enter", "ctrl+d", "Y")
        quoted = desk.app.clipboard.splitlines()
        number = int(quoted[0].split()[1])
        assert number > 0
        assert quoted[0] == f"„Absatz {number} steht hier.“"
        assert quoted[1].startswith(f"{entry.feed_name}, Mittwoch, 13.")
        assert quoted[2] == entry.data.link


async def test_an_entry_without_a_link_has_none_to_copy(desk_of: MakeDesk) -> None:
    desk = desk_of(1)
    desk.publish("Ohne Link")
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("y")
        assert "keinen Link" in state(desk)
        assert desk.app.clipboard == ""


async def test_the_place_in_the_text_is_kept_from_entry_to_entry_and_across_a_restart(desk_of: MakeDesk) -> None:
    desk = desk_of(5)
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        key = river(desk).headlines.selected
        assert key is not None
        long_text(desk, key)
        await pilot.press("enter", "ctrl+d", "ctrl+d")
        pane = river(desk).pane
        left = pane.passage
        assert left is not None
        await pilot.press("q", "j", "enter")
        assert pane.scroll_y == 0
        await pilot.press("q", "k", "enter")
        assert pane.passage == left
        await pilot.press("ctrl+d")
        left = pane.passage
    assert position(desk, key).paragraph > 0

    again = desk_of(None)
    async with again.app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        assert river(again).pane.passage == left


async def test_who_has_seen_the_end_begins_anew(desk_of: MakeDesk) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        key = river(desk).headlines.selected
        assert key is not None
        long_text(desk, key)
        await pilot.press("enter", "ctrl+d", "q", "j", "k", "enter")
        assert position(desk, key).paragraph > 0
        await pilot.press("G", "q", "j", "enter")
        assert position(desk, key) == START


async def test_the_versions_have_a_place_of_their_own(desk_of: MakeDesk) -> None:
    desk = desk_of(1)
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        long_text(desk, 1)
        await pilot.press("enter", "ctrl+d")
        pane = river(desk).pane
        left = pane.passage
        await pilot.press("v")
        assert pane.scroll_y == 0
        await pilot.press("ctrl+d", "v")
        assert pane.passage == left


async def test_space_walks_through_the_text_and_on_to_the_next_unread(desk_of: MakeDesk) -> None:
    desk = desk_of(4)
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        first = river(desk).headlines.selected
        assert first is not None
        long_text(desk, first)
        await pilot.press("j", "m", "k", "enter")
        pane = river(desk).pane
        seen = 0
        while pane.entry is not None and pane.entry.key == first:
            assert seen < 20
            await pilot.press("space")
            seen += 1
        assert seen > 2
        assert river(desk).headlines.cursor == 2  # the second one was read already
        assert river(desk).focused is pane

        await pilot.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert river(desk).headlines.cursor == 3
        assert "Keine weitere ungelesene" in state(desk)


async def test_a_link_is_opened_by_one_digit_or_by_two(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    desk = desk_of(1)
    monkeypatch.setattr(type(desk.app), "open_address", lambda _app, address: opened.append(address))
    async with desk.app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        links = "".join(f'<p><a href="https://ziel.example/{n}">Ziel {n}</a></p>' for n in range(1, 13))
        desk.correct(1, content_html=links)
        desk.notice()
        await pilot.press("enter", "7")
        await pilot.pause()
        assert opened == ["https://ziel.example/7"]
        await pilot.press("1", "2")
        await pilot.pause()
        assert opened[1:] == ["https://ziel.example/12"]
        await pilot.press("9", "9", "0")
        await pilot.pause()
        assert opened[2:] == ["https://ziel.example/9"] * 2
        await pilot.press("1")
        pane = river(desk).pane
        assert pane._typing is not None
        await pane._typing._task  # type: ignore[misc]
        await pilot.pause()
        assert opened[4:] == ["https://ziel.example/1"]


async def test_the_text_alone_takes_the_whole_room_until_one_goes_back(desk_of: MakeDesk) -> None:
    desk = desk_of(3)
    async with desk.app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        pane = river(desk).pane
        await pilot.press("z")
        await pilot.pause()
        assert pane.size.width > 150
        assert river(desk).focused is pane
        await pilot.press("z")
        await pilot.pause()
        assert pane.size.width <= 100
        assert river(desk).focused is river(desk).headlines  # from where one had come
        await pilot.press("enter", "z", "z")
        assert river(desk).focused is pane
        await pilot.press("z", "q")
        await pilot.pause()
        assert river(desk).focused is river(desk).headlines
        assert river(desk).headlines.size.width > 50


ARTICLE = "<h2>Lage</h2>" + "".join(f"<p>Voller Absatz {number}.</p>" for number in range(60))


def fetched(desk: Desk, key: int, html: str = ARTICLE) -> None:
    """Let the poller grant the wish for an article."""
    with open_database(desk.database, create=False) as db:
        (wish,) = [wish for wish in articles.wishes(db) if wish.key == key]
        articles.fetched(db, wish, desk.clock.now(), html=html, title=None, validators=Validators())
    desk.notice()


def shown(desk: Desk) -> str:
    pane = river(desk).pane
    return "\n".join(pane.render_line(y).text for y in range(pane.size.height)).replace("\u00a0", " ")


async def test_the_full_article_is_fetched_on_demand_and_marked_as_such(desk_of: MakeDesk) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        assert "Der Volltext wird von outlet.example abgerufen …" in shown(desk)
        assert "berichtet." in shown(desk)

        fetched(desk, 1)
        await pilot.pause()
        assert "▤ Volltext, abgerufen von outlet.example, Mittwoch, 13. September 2023" in shown(desk)
        assert "Voller Absatz 0." in shown(desk)
        assert "berichtet." not in shown(desk)
        await pilot.press("e")
        assert "Voller Absatz" not in shown(desk)
        await pilot.press("e")
        assert "Voller Absatz 0." in shown(desk)
        with open_database(desk.database, create=False) as db:
            assert articles.wishes(db) == []

        await pilot.press("ctrl+d", "ctrl+d")
        left = river(desk).pane.passage
        await pilot.press("q", "j", "enter", "q", "k", "enter")
        assert river(desk).pane.passage == left


async def test_an_article_that_is_not_to_be_had_leaves_the_text_of_the_feed(desk_of: MakeDesk) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        with open_database(desk.database, create=False) as db:
            articles.failed(db, articles.wishes(db)[0], desk.clock.now(), Failure(Cause.STATUS, 403))
        desk.notice()
        await pilot.pause()
        assert "outlet.example nicht abrufen: HTTP 403: Zugriff verweigert." in " ".join(shown(desk).split())
        assert "berichtet." in shown(desk)
        await pilot.press("q", "j", "enter", "q", "k", "enter")
        assert "nicht abrufen" not in shown(desk)
        await pilot.press("e")
        assert "wird von outlet.example abgerufen" in shown(desk)


async def test_an_article_is_fetched_again_after_a_correction(desk_of: MakeDesk) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "e")
        fetched(desk, 1)
        desk.clock.moment += timedelta(minutes=1)
        desk.correct(1, content_html="<p>Berichtigt.</p>")
        desk.notice()
        await pilot.press("e")
        assert "Berichtigt." in shown(desk)
        await pilot.press("e")
        assert "Voller Absatz 0." in shown(desk)
        assert "wird von outlet.example abgerufen" in shown(desk)


async def test_what_cannot_be_fetched_is_said(desk_of: MakeDesk) -> None:
    desk = desk_of(1, replay=Replay("Band", CourseClock(begun(END, END, 60, 0)), END, END))
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        assert "In einer Wiedergabe" in state(desk)
        desk.correct(1, link=None)
        desk.notice()
        await pilot.press("e")
        assert "keinen Link" in state(desk)
    with open_database(desk.database, create=False) as db:
        assert articles.wishes(db) == []


async def test_images_come_on_demand_and_are_drawn_in_the_text(
    desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "KITTY_WINDOW_ID", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    desk = desk_of(2)
    url = "https://outlet.example/bild.png"
    desk.correct(1, content_html=f'<p>Davor.</p><figure><img src="{url}"><figcaption>Die Brücke</figcaption></figure>')
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        assert "▣ Die Brücke" in shown(desk)
        await pilot.press("i")
        assert "Bild wird abgerufen …" in shown(desk)
        with open_database(desk.database, create=False) as db:
            (wish,) = pictures.wishes(db)
            pictures.fetched(db, wish, desk.clock.now(), png((160, 80)), (160, 80))
        desk.notice()
        await settled(pilot)
        shown(desk)
        await settled(pilot)
        lines = [line for line in shown(desk).splitlines() if "▀" in line]
        assert len(lines) == 5
        assert all(line.count("▀") == 20 for line in lines)
        assert "▣ Die Brücke" in shown(desk)
        await pilot.press("i")
        assert "▀" not in shown(desk)
        await pilot.press("i")
        assert "▀" in shown(desk)
        with open_database(desk.database, create=False) as db:
            assert pictures.wishes(db) == []


async def test_why_there_are_no_images_is_said(desk_of: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        monkeypatch.setenv("NO_COLOR", "1")
        await pilot.press("i")
        assert "zeigt keine Bilder" in state(desk)
        monkeypatch.delenv("NO_COLOR")
        await pilot.press("i")
        assert "hat keine Bilder" in state(desk)


def png(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "red").save(file, "PNG")
    return file.getvalue()


async def test_an_entry_is_handed_to_a_command_as_text_or_json(desk_of: MakeDesk, tmp_path: Path) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        entry = river(desk).chosen()
        assert entry is not None
        await pilot.press("vertical_line")
        await pilot.pause()
        screen = desk.app.screen
        assert isinstance(screen, PipeScreen)
        await run(screen, pilot, "head -n 3")
        assert entry.data.title is not None
        assert entry.data.title[:20] in output(screen)

        await pilot.press("tab")
        file = tmp_path / "entry.json"
        await run(screen, pilot, f"sh -c 'cat > {file}'")
        assert json.loads(file.read_text())["id"] == entry.data.id
        assert output(screen) == "(keine Ausgabe)"

        await run(screen, pilot, "sh -c 'printf \"\\033]0;x\\007böse\"; exit 3'")
        assert output(screen) == "]0;xböse"
        assert "endete mit 3" in remark(screen)
        await run(screen, pilot, "gibt-es-nicht")
        assert "gibt-es-nicht startet nicht" in remark(screen)
        await run(screen, pilot, "'")
        assert "kein Befehl" in remark(screen)
        await pilot.press("escape")
        await pilot.pause()
    with open_database(desk.database, create=False) as db:
        assert settings.get(db, "pipe_command") == "gibt-es-nicht"


async def test_a_command_that_does_not_end_is_ended(desk_of: MakeDesk) -> None:
    desk = desk_of(2)
    async with desk.app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        await pilot.press("vertical_line")
        await pilot.pause()
        screen = desk.app.screen
        assert isinstance(screen, PipeScreen)
        screen.query_one("#command").value = "sleep 1000"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()
        assert "läuft" in remark(screen)
        await pilot.press("escape")
        assert screen._work is not None
        with pytest.raises(asyncio.CancelledError):
            await screen._work
        assert "Abgebrochen" in remark(screen)
        await pilot.press("escape")
        await pilot.pause()
        assert river(desk).focused is not None


async def run(screen: PipeScreen, pilot: object, line: str) -> None:
    screen.query_one("#command").value = line  # type: ignore[attr-defined]
    await pilot.press("enter")  # type: ignore[attr-defined]
    await pilot.pause()  # type: ignore[attr-defined]
    if screen._work is not None and not screen._work.done():
        await screen._work


def output(screen: PipeScreen) -> str:
    return str(screen.query_one("#output", Static).content)


def remark(screen: PipeScreen) -> str:
    return str(screen.query_one("#remark", Static).content)


@pytest.mark.parametrize(
    ("environ", "platform", "tools", "chosen"),
    [
        ({}, "linux", ("xclip", "wl-copy"), None),
        ({"DISPLAY": ":0"}, "linux", ("xclip", "xsel"), ["xclip", "-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, "linux", ("xsel",), ["xsel", "--clipboard", "--input"]),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ("wl-copy", "xclip"), ["wl-copy"]),
        ({}, "darwin", ("pbcopy",), ["pbcopy"]),
        ({"TMUX": "/tmp/x"}, "linux", ("tmux",), ["tmux", "load-buffer", "-"]),
        ({"DISPLAY": ":0"}, "linux", (), None),
    ],
)
def test_the_tool_for_the_clipboard(
    environ: dict[str, str], platform: str, tools: tuple[str, ...], chosen: list[str] | None, tmp_path: Path
) -> None:
    for name in tools:
        executable(tmp_path / name, "")

    assert clipboard.tool({**environ, "PATH": str(tmp_path)}, platform) == chosen


def test_the_tool_is_given_the_text_and_may_fail(tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    executable(tmp_path / "good", f'cat > "{copied}"')
    executable(tmp_path / "bad", "exit 1")

    assert clipboard.hand_over("Größe", [str(tmp_path / "good")])
    assert copied.read_text() == "Größe"
    assert not clipboard.hand_over("x", [str(tmp_path / "bad")])
    assert not clipboard.hand_over("x", [str(tmp_path / "none")])


def executable(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
