"""The program as a user meets it: in a real terminal, from start to end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.bench.fill import fill
from tests.terminal import Terminal, children_of, runs

PROGRAM = [sys.executable, "-m", "ticker"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, the checkout on the path, a browser that writes down what it is to open."""
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\nprintf "%s" "$1" > "{tmp_path}/opened.part" && mv "{tmp_path}/opened.part" "{tmp_path}/opened"\n'
    )
    browser.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "COVERAGE_PROCESS_START")}
    return {
        **kept,
        "HOME": str(tmp_path),
        "TZ": "Europe/Berlin",
        "TICKER_DB": str(tmp_path / "ticker.db"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONWARNINGS": "error",
        "BROWSER": str(browser),
    }


@pytest.fixture
def filled(environment: dict[str, str]) -> dict[str, str]:
    """The same, with a hundred entries."""
    fill(Path(environment["TICKER_DB"]), 100)
    return environment


@pytest.mark.parametrize("size", [(200, 50), (80, 24), (40, 12)])
def test_from_the_first_headline_to_the_end(filled: dict[str, str], size: tuple[int, int]) -> None:
    with Terminal(PROGRAM, size=size, env=filled) as terminal:
        terminal.wait_for("Die Landesregierung")
        terminal.wait_for("100 ungelesen")
        terminal.press("j\r")
        if size[0] < 120:
            terminal.wait_until(lambda: "ungelesen" not in terminal.text, "the entry in the place of the list")
        terminal.wait_for("Nordfenster")
        terminal.press("q")
        terminal.wait_for("99 ungelesen")
        poller = children_of(terminal.pid)
        terminal.press("q")

        assert terminal.exit_code() == 0
        assert termios.tcgetattr(terminal._master)[3] == terminal.attributes[3]
        assert terminal.output.rstrip().endswith(b"\x1b[?25h") or b"\x1b[?1049l" in terminal.output
        assert len(poller) == 1
        assert not any(runs(pid) for pid in poller)


def test_a_terminal_that_can_draw_nothing_is_told_what_there_is_instead(environment: dict[str, str]) -> None:
    with Terminal(["env", "TERM=dumb", *PROGRAM, "--locale", "de_DE"], size=(80, 24), env=environment) as terminal:
        assert terminal.exit_code() == 2
        assert "Hier geht: ticker list, ticker tail" in " ".join(terminal.text.split())
    assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_order(filled: dict[str, str], number: signal.Signals) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.wait_until(lambda: len(children_of(terminal.pid)) == 1, "the poller")
        poller = children_of(terminal.pid)
        terminal.signal(number)

        assert terminal.exit_code() == 128 + number
        assert b"\x1b[?1049l" in terminal.output
        assert not any(runs(pid) for pid in poller)


def test_what_is_typed_in_one_go_reaches_the_line_that_its_first_key_opens(filled: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(100, 30), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        for keys, shown in [("/bfq", "/ bfq"), (":afq", "afq"), ("aqR.example", "qR.example")]:
            terminal.press(keys)
            terminal.wait_for(shown)
            terminal.press("\x1b")
            terminal.wait_until(lambda shown=shown: shown not in terminal.text, "the line to go")  # type: ignore[misc]
        terminal.press("q")

        assert terminal.exit_code() == 0


def test_no_key_of_a_burst_overtakes_the_one_before_it(filled: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(100, 30), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        for _ in range(3):
            terminal.press("=ist:ungelesen\rjkjk")
            terminal.wait_for("= ist:ungelesen: 100 Meldungen, 100 ungelesen")
            terminal.press("\x1b")
            terminal.wait_until(lambda: "ist:ungelesen" not in terminal.text, "all entries to come back")
        terminal.press("q")

        assert terminal.exit_code() == 0


def test_ctrl_c_quits(filled: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.press("\x03")

        assert terminal.exit_code() == 0


@pytest.mark.parametrize("how", ["hang up", "kill"])
def test_no_orphan_is_left_when_terminal_or_program_vanish(filled: dict[str, str], how: str) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.wait_until(lambda: len(children_of(terminal.pid)) == 1, "the poller")
        (poller,) = children_of(terminal.pid)
        if how == "kill":
            terminal.signal(signal.SIGKILL)
        else:
            terminal.hang_up()
        terminal.exit_code()

        subprocess.run(
            ["sh", "-c", f"while kill -0 {poller} 2>/dev/null; do sleep 0.05; done"], timeout=20, check=False
        )
        assert not runs(poller)


def test_a_terminal_that_vanishes_while_much_is_drawn_is_left_at_once(filled: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        # More than what a queue of pieces to draw holds is still to come when it goes.
        terminal.press("jk" * 200)
        for columns in range(40, 140):
            terminal.resize(columns, 30)
        terminal.hang_up()

        assert terminal.exit_code() in (128 + signal.SIGHUP, -signal.SIGHUP)


def test_the_browser_is_given_the_address_and_nothing_waits_for_it(filled: dict[str, str], tmp_path: Path) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.press("o")
        terminal.wait_until((tmp_path / "opened").exists, "the browser")
        terminal.press("q")

        assert terminal.exit_code() == 0
        assert (tmp_path / "opened").read_text() == "https://outlet.example/0"


def test_the_first_run_welcomes_in_german(environment: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(80, 24), env=environment) as terminal:
        terminal.wait_for("Willkommen bei ticker")
        terminal.wait_for("tagesschau")
        terminal.wait_for("Wiedergabe ansehen")
        terminal.press("q")

        assert terminal.exit_code() == 0


def test_without_a_terminal_the_screen_says_what_to_do_instead(filled: dict[str, str]) -> None:
    done = subprocess.run(PROGRAM, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=filled, check=False)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "ticker list" in done.stderr


def test_a_folder_that_is_called_like_the_program_is_not_run(
    filled: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "here" / "ticker"
    trap.mkdir(parents=True)
    (trap / "__init__.py").write_text("raise SystemExit('run by mistake')\n")
    monkeypatch.chdir(trap.parent)
    start = [sys.executable, "-P", "-m", "ticker"]
    with Terminal(start, size=(80, 24), env=filled) as terminal:
        terminal.wait_for("100 ungelesen")
        terminal.wait_until(lambda: len(children_of(terminal.pid)) == 1, "the poller")
        terminal.press("?")
        terminal.wait_for("nächste Meldung")
        assert "run by mistake" not in terminal.text
        terminal.press("qq")

        assert terminal.exit_code() == 0
