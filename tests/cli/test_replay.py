"""`ticker replay` without a screen, and on one."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from tests.terminal import Terminal
from ticker.cli.replay import speed_of


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


@pytest.mark.parametrize(("text", "speed"), [("1", 1.0), ("2,5", 2.5), ("60x", 60.0), ("max", float("inf"))])
def test_speeds(text: str, speed: float) -> None:
    assert speed_of(text) == speed


@pytest.mark.parametrize("speed", ["20000", "max"])
def test_the_tape_plays_on_the_screen_with_its_own_clock(home: Path, speed: str) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "ticker", "replay", "putin-kim", "--speed", speed]
    with Terminal(command, size=(120, 40), env=env) as terminal:
        terminal.wait_for("Vorführung")
        terminal.wait_for("Ende der Aufzeichnung")
        terminal.wait_for("50 Meldungen")
        terminal.wait_for("14:30 Uhr")
        terminal.press("q")

        assert terminal.exit_code() == 0
    assert list(home.iterdir()) == []
