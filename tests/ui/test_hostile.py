"""Nothing that a feed holds reaches the terminal as anything but text, even where it got into the store raw."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.bench.fill import END
from tests.terminal import Terminal
from tests.ui.test_terminal import PROGRAM, environment
from ticker.errors import Cause, Failure
from ticker.model import EntryData, FeedData, Intent, IntentKind, PollResult
from ticker.store import feeds, polls
from ticker.store.database import open_database

__all__ = ["environment"]

ATTACKS = [
    "\x1b[31mPWN",
    "\x1b]0;PWN\x07",
    "\x1b]52;c;UFdO\x07PWN",
    "\x1bPPWN\x1b\\",
    "\x9b31mPWN",
    "\x9d0;PWN\x9c",
    "\x90PWN\x9c",
    "PWN\x08\x08\x08\x7f",
    "PWN\r\nPWN\x0bPWN\x0cPWN",
    "\u202ePWN\u2066PWN",
    "[/etc]PWN",
    "[@click=app.exit]PWN[/]",
    "[red]PWN",
    "$foreground PWN {count}",
    "PWN\U000e0041\U000e007f",
]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


@pytest.fixture
def poisoned(environment: dict[str, str]) -> dict[str, str]:
    """A database into which the attacks were written past every check, in all fields."""
    poison = "".join(ATTACKS)
    with open_database(Path(environment["TICKER_DB"])) as db:
        feed = feeds.add(db, "https://falkenbote.example/feed", END, next_poll=END.replace(year=2090))
        told = FeedData(title=poison, link="javascript:PWN", language=poison, description=poison)
        entries = [
            EntryData(
                id=f"{attack}{number}",
                title=f"{number} {attack}",
                link=f"https://x.example/{attack}",
                authors=(attack,),
                summary=attack,
                content=poison,
                content_html=f"<p>{poison}&#27;[31mPWN &amp;#27;</p><a href='{attack}'>{attack}</a><pre>{poison}</pre>",
                categories=(attack,),
                language=attack,
            )
            for number, attack in enumerate(ATTACKS)
        ]
        intents = tuple(Intent(IntentKind.ADD, None, entry) for entry in entries)
        polls.record(db, feed.id, PollResult(END, feed=told, next_poll=END.replace(year=2090), intents=intents))
        ill = feeds.add(db, "https://ill.example/feed", END, title=poison)
        failure = Failure(Cause.REDIRECT, detail=poison)
        polls.record(db, ill.id, PollResult(END, failure=failure, next_poll=END.replace(year=2090)))
    return environment


def test_no_sequence_of_a_feed_reaches_the_terminal(poisoned: dict[str, str]) -> None:
    with Terminal(PROGRAM, size=(130, 40), env=poisoned) as terminal:
        terminal.wait_for("PWN")
        terminal.wait_for("15 Meldungen")
        for number in range(len(ATTACKS)):
            terminal.press("\r")
            left = len(ATTACKS) - number - 1
            terminal.wait_for(f"{left} ungelesen" if left else "alle gelesen")
            terminal.press("Gqj")
        terminal.press("F")
        terminal.wait_for("2 Feeds")
        terminal.press("qq")

        assert terminal.exit_code() == 0
        # The one OSC sequence that the program itself sends sets the form of the mouse pointer.
        drawn = terminal.output.decode("utf-8", "replace").replace("\x1b]22;", "")
        for attack in ATTACKS:
            if CONTROL.search(attack):
                assert attack not in drawn
        assert "\x9b" not in drawn
        assert "\x9d" not in drawn
        assert "\x1b]" not in drawn
        assert "\x1bP" not in drawn
        assert "\u202e" not in drawn
        assert "[/etc]PWN" in terminal.text or "[/etc]PWN" in drawn
