"""`ticker tail`: new entries as lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from tests.documents import Item, rss
from tests.loopback import Site
from tests.store.build import add, revise
from tests.terminal import Terminal
from ticker.clock import SystemClock
from ticker.model import EntryData, PollResult, Urgency
from ticker.store import entries, feeds, polls
from ticker.store.database import open_database

PROGRAM = [sys.executable, "-m", "ticker", "tail"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}


@contextmanager
def tail(*options: str) -> Iterator[subprocess.Popen[str]]:
    """The program, following."""
    with subprocess.Popen(
        [*PROGRAM, *options], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n").replace("\u00a0", " ")


def publish(database: Path, title: str, urgency: Urgency = Urgency.ROUTINE, **fields: object) -> int:
    """Let another process store an entry; gives its key."""
    now = SystemClock().now()
    with open_database(database, create=False) as db:
        data = replace(EntryData(title, title=title, published=now), **fields)  # type: ignore[arg-type]
        polls.record(db, 1, PollResult(now, 200, next_poll=now + timedelta(days=1), intents=(add(data, urgency),)))
        return entries.latest(db, 1)[0].key


def test_the_latest_come_first_the_newest_last(ticker: Ticker, filled: Path) -> None:
    done = ticker("tail", "-n", "3", "--no-follow")

    assert done.code == 0
    assert [line.rsplit("(")[-1] for line in done.out.splitlines()] == ["2)", "1)", "0)"]
    assert "\x1b" not in done.out
    assert ticker("tail", "-n", "0", "--no-follow").out == ""


def test_what_comes_in_is_told_once_with_what_happened_to_it(filled: Path) -> None:
    with tail("-n", "1") as process:
        assert line_of(process).endswith("(0)")
        key = publish(filled, "Neu")
        assert line_of(process).endswith("  Falkenbote: Neu")
        publish(filled, "Brücke gesperrt", Urgency.BULLETIN)
        assert line_of(process).endswith("  Falkenbote: EIL  Brücke gesperrt")
        publish(filled, "Gesperrt", embargo=SystemClock().now() + timedelta(days=1))
        with open_database(filled, create=False) as db:
            stored = entries.entry(db, key)
            assert stored is not None
            intent = revise(key, replace(stored.data, title="Neuer"))
            polls.record(db, 1, PollResult(SystemClock().now(), 200, intents=(intent,)))
        assert line_of(process).endswith("  Falkenbote: KORRIGIERT  Neuer")


def test_json_is_one_entry_a_line(filled: Path) -> None:
    with tail("-n", "1", "--json") as process:
        assert json.loads(line_of(process))["id"] == "n0"
        publish(filled, "Neu")
        told = json.loads(line_of(process))
        assert (told["title"], told["change"]) == ("Neu", "entry-added")


def test_only_what_a_query_finds_is_told(ticker: Ticker, filled: Path) -> None:
    known = ticker("tail", "--no-follow", "--filter", "feed:Kiebitz Kiebitz", "-n", "2")
    assert [line.split(": ")[0].partition("  ")[2] for line in known.out.splitlines()] == ["Radio Kiebitz"] * 2

    with tail("-n", "1", "--filter", "Brücke") as process:
        assert "Brücke" in line_of(process)
        publish(filled, "Rathaus offen")
        publish(filled, "Brücke gesperrt")
        assert line_of(process).endswith("Brücke gesperrt")
    wrong = ticker("tail", "--filter", "is:unsinn", "--no-follow")
    assert (wrong.code, wrong.out) == (2, "")
    assert "unsinn" in wrong.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_without_a_word(filled: Path, number: signal.Signals) -> None:
    with tail("-n", "1") as process:
        line_of(process)
        process.send_signal(number)
        out, err = process.communicate(timeout=30)

        assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_when_nobody_reads_any_more_without_waiting_for_news(filled: Path) -> None:
    with tail("-n", "1") as process:
        line_of(process)
        assert process.stdout is not None
        process.stdout.close()

        assert process.wait(timeout=30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_reader_that_has_enough_is_no_error(filled: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ticker", "list", "--json", "-n", "0"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_it_fetches_itself_if_asked_to(home: Path, site: Site) -> None:
    with open_database(home / "ticker.db") as db:
        feeds.add(db, site.feed("/feed", rss([Item("Brücke gesperrt")])), SystemClock().now())
    with tail("--poll", "--speak") as process:
        assert line_of(process).endswith("Brücke gesperrt.")
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=30)

        assert (process.returncode, err) == (0, "")


def test_colours_only_on_a_terminal_and_where_they_are_wanted(filled: Path) -> None:
    with Terminal([*PROGRAM, "-n", "2", "--no-follow"], size=(100, 10), env=environment()) as terminal:
        assert terminal.exit_code() == 0
        assert b"\x1b[2m" in terminal.output
        assert "Falkenbote:" in terminal.text
    plain = {**environment(), "NO_COLOR": "1"}
    with Terminal([*PROGRAM, "-n", "2", "--no-follow"], size=(100, 10), env=plain) as terminal:
        assert terminal.exit_code() == 0
        assert b"\x1b[" not in terminal.output


def test_wrong_wishes(ticker: Ticker, home: Path) -> None:
    refused(ticker("tail", "--speak", "--json"), "--speak", "--json")
    refused(ticker("tail", "-n", "viele", "--no-follow"), "viele")
    assert ticker("tail", "--no-follow").out == ""
