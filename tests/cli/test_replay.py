"""`ticker replay` without a screen, and on one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from tests.terminal import Terminal
from ticker.cli.playing import speed_of


def test_every_change_is_a_line_and_the_same_bytes_come_every_time(ticker: Ticker) -> None:
    first = ticker("replay", "putin-kim", "--headless", "--json", "--speed", "max")
    second = ticker("replay", "putin-kim", "--headless", "--json", "--speed", "100000000")

    assert first.code == 0
    assert first.out == second.out
    lines = [json.loads(line) for line in first.out.splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    kinds = [line["change"] for line in lines]
    assert kinds.count("entry-added") == 50
    assert kinds.count("entry-revised") == 2
    assert lines == sorted(lines, key=lambda line: line["at"])
    (corrected,) = [
        line["entry"] for line in lines if line["change"] == "entry-revised" and "Händedruck" in line["entry"]["title"]
    ]
    assert corrected["revision"] == 2
    assert "40\u00a0Sekunden" in corrected["content"]
    assert not any(
        path.name.startswith("ticker-") for path in Path(os.environ.get("TMPDIR", "/tmp")).glob("ticker-*.db")
    )


def test_people_get_a_line_an_entry(ticker: Ticker) -> None:
    lines = ticker("replay", "putin-kim", "--headless", "--speed", "max").out.splitlines()

    assert "06:45  Falkenbote Aktuell: EILMELDUNG: Putin und Kim in Wostotschny eingetroffen" in lines
    assert len([line for line in lines if "↻" in line]) == 2


def test_the_readers_own_database_is_not_touched(ticker: Ticker, home: Path) -> None:
    ticker("replay", "putin-kim", "--headless", "--speed", "max")

    assert list(home.iterdir()) == []


def test_a_folder_of_ones_own_is_a_tape_too(ticker: Ticker, home: Path) -> None:
    (home / "tape.toml").write_text('title = "x"\n')

    refused(ticker("replay", str(home), "--headless"), "tape.toml")
    refused(ticker("replay", "putin-kin", "--headless"), "putin-kim")


def test_a_part_of_the_day(ticker: Ticker) -> None:
    whole = ticker("replay", "putin-kim", "--headless", "--json", "--speed", "max").out.splitlines()
    part = ticker(
        "replay", "putin-kim", "--headless", "--json", "--speed", "max", "--at", "7:30", "--until", "2023-09-13T09:00"
    ).out.splitlines()

    assert 0 < len(part) < len(whole)
    first = whole.index(part[0])
    assert part == whole[first : first + len(part)]
    moments = [json.loads(line)["at"] for line in part]
    assert moments[0] >= "2023-09-13T05:30" > json.loads(whole[first - 1])["at"]
    assert moments[-1] <= "2023-09-13T07:00:00"
    refused(ticker("replay", "putin-kim", "--at", "12:00", "--until", "2023-09-13T11:00"), "Ende")
    refused(ticker("replay"), "--list")


def test_the_shipped_tapes_are_listed(ticker: Ticker) -> None:
    assert ticker("replay", "--list").out == ticker("tape").out != ""


def test_a_replay_can_be_compared(ticker: Ticker, home: Path) -> None:
    assert ticker("replay", "putin-kim", "--diff", "putin-kim").code == 0
    kept = home / "kept.jsonl"
    lines = ticker("replay", "putin-kim", "--headless", "--json", "--speed", "max").out.splitlines(keepends=True)
    added = [line for line in lines if '"entry-added"' in line]
    others = [line for line in lines if line != added[3]]
    kept.write_text("".join(others).replace("Langer Händedruck", "Kurzer Händedruck"), encoding="utf-8")

    done = ticker("replay", "putin-kim", "--diff", str(kept), "--json")

    assert done.code == 1
    assert {(one["difference"], *one["fields"]) for one in done.json} == {("missing",), ("different", "title")}
    assert "≠" in ticker("replay", "putin-kim", "--diff", str(kept)).out
    part = home / "part.warc.gz"
    ticker("tape", "cut", "putin-kim", "--to", "09:00", "--out", str(part))
    differs = ticker("replay", "putin-kim", "--diff", str(part), "--json").json
    assert {one["difference"] for one in differs} == {"missing", "different"}
    kept.write_text("{")
    refused(ticker("replay", "putin-kim", "--diff", str(kept)), "kept.jsonl")
    refused(ticker("replay", "putin-kim", "--diff", "nirgends"), "nirgends")


def test_the_screen_as_text_and_as_a_picture(ticker: Ticker, home: Path) -> None:
    svg = home / "bild.svg"
    done = ticker("replay", "putin-kim", "--at", "10:15", "--text", "-", "--svg", str(svg), "--size", "100x30")

    lines = done.out.splitlines()
    assert len(lines) == 30
    assert "Putin trifft Kim" in lines[0]
    assert "10:15 Uhr" in lines[0].replace("\u00a0", " ")
    assert any("EIL" in line for line in lines)
    assert "╋" in lines[-2]
    assert "49 %" in lines[-2]
    assert svg.read_text("utf-8").startswith("<svg")
    assert {file.name for file in home.iterdir()} == {"bild.svg"}
    refused(ticker("replay", "putin-kim", "--text", "-", "--size", "9x9"), "9x9")
    assert ticker("replay", "putin-kim", "--text", str(home / "nirgends" / "x")).code == 1


@pytest.mark.parametrize(("text", "speed"), [("1", 1.0), ("2,5", 2.5), ("60x", 60.0), ("max", float("inf"))])
def test_speeds(text: str, speed: float) -> None:
    assert speed_of(text) == speed


@pytest.mark.parametrize("speed", ["20000", "max"])
def test_the_tape_plays_on_the_screen_with_its_own_clock(home: Path, speed: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "ticker", "replay", "putin-kim", "--speed", speed]
    with Terminal(command, size=(120, 40), env=env) as terminal:
        terminal.wait_for("Wiedergabe")
        terminal.wait_for("Ende der Aufzeichnung")
        terminal.wait_for("50 Meldungen")
        terminal.wait_for("14:30 Uhr")
        terminal.press("q")

        assert terminal.exit_code() == 0
    assert list(home.iterdir()) == []


def test_the_picture_of_the_readme_is_what_the_program_draws(ticker: Ticker, home: Path) -> None:
    svg = home / "bild.svg"
    place = ("--timezone", "Europe/Berlin", "--locale", "de_DE")
    assert ticker(*place, "replay", "putin-kim", "--at", "12:30", "--svg", str(svg)).code == 0
    shown = Path(__file__).parents[1] / "pictures" / "putin-kim.svg"
    assert str(shown.relative_to(shown.parents[2])) in (shown.parents[2] / "README.md").read_text("utf-8")
    assert svg.read_text("utf-8") == shown.read_text("utf-8")
