"""`ticker search`, and `ticker list --filter`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.fill import END
from tests.cli.conftest import Ticker, refused
from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.store import feeds, polls
from ticker.store.database import open_database


@pytest.fixture
def news(home: Path) -> Path:
    """A database with two feeds: the harbour and the cosmodrome."""
    data = [
        ("Elbkurier", "hafen", "Brand im Hafen", "Am Bahnhof ist davon nichts zu sehen.", 30),
        ("Falkenbote", "kosmodrom", "Treffen am Weltraumbahnhof", "Die Straße dorthin ist gesperrt.", 60),
        ("Falkenbote", "sturm", "Sturm an der Küste", "Der \x1b[31mHafen bleibt zu.", 90),
    ]
    with open_database(home / "ticker.db") as db:
        for outlet, id, title, text, minutes in data:
            feed = feeds.add(db, f"https://{outlet.lower()}.example/feed", END, title=outlet)
            feeds.set_group(db, feed.id, "Zeitungen" if outlet == "Elbkurier" else "Funk", END)
            entry = EntryData(id=id, title=title, summary=text, published=END - timedelta(minutes=minutes))
            intents = (Intent(IntentKind.ADD, None, entry),)
            polls.record(db, feed.id, PollResult(END, status=200, next_poll=END, intents=intents))
    return home / "ticker.db"


def test_the_best_comes_first_with_the_places(ticker: Ticker, news: Path) -> None:
    found = ticker("search", "hafen", "--json").json

    assert [entry["id"] for entry in found] == ["hafen", "sturm"]
    assert found[0]["title_marks"] == [[9, 14]]
    assert found[0]["snippet"] == {"text": "Am Bahnhof ist davon nichts zu sehen.", "marks": []}
    assert found[1]["title_marks"] == []
    start, end = found[1]["snippet"]["marks"][0]
    assert found[1]["snippet"]["text"][start:end] == "Hafen"


def test_people_see_lines(ticker: Ticker, news: Path) -> None:
    done = ticker("search", "bahnhof")

    lines = done.out.splitlines()
    assert done.code == 0
    assert len(lines) == 3
    assert lines[0].endswith("Falkenbote: Treffen am Weltraumbahnhof")
    assert lines[1].endswith("Elbkurier: Brand im Hafen")
    assert lines[2].strip() == "Am Bahnhof ist davon nichts zu sehen."
    assert "\x1b" not in ticker("search", "hafen").out


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["bahnhof", "-brand"], ["kosmodrom"]),
        (["-bahnhof"], ["sturm"]),
        (["brand im hafen"], ["hafen"]),
        (["hafen brand"], ["hafen"]),
        (['"hafen brand"'], []),
        (["zu sehen", "hafen"], ["hafen"]),
        (["feed:falken", "OR", "titel:brand"], ["hafen", "kosmodrom", "sturm"]),
        (["gruppe:zeitungen", "hafen"], ["hafen"]),
        (["seit:2023-09-13", "sturm"], ["sturm"]),
        (["-n", "1", "hafen"], ["hafen"]),
        (["-n", "0", "hafen"], []),
        (["--limit=1", "--", "hafen", "--brand"], ["hafen"]),
    ],
)
def test_the_query_language(ticker: Ticker, news: Path, words: list[str], ids: list[str]) -> None:
    done = ticker("search", "--json", *words)

    assert sorted(entry["id"] for entry in done.json) == ids


def test_nothing_found_is_no_error(ticker: Ticker, news: Path) -> None:
    done = ticker("search", "xylophon", "--locale", "de_DE")

    assert (done.code, done.out) == (0, "Nichts gefunden.\n")


def test_without_a_database_there_is_nothing(ticker: Ticker) -> None:
    assert ticker("search", "hafen", "--json").json == []


def test_a_mistake_is_pointed_at(ticker: Ticker, news: Path) -> None:
    done = ticker("search", "hafen ist:ungelsen", "--locale", "de_DE")

    assert done.code == 2
    assert done.out == ""
    lines = done.err.splitlines()
    assert lines[0] == "ticker: „ungelsen“ ist kein Zustand. Gemeint: „ungelesen“?"
    assert lines[1:] == ["  hafen ist:ungelsen", "            ^"]


def test_a_mistake_is_pointed_at_behind_wide_and_harmful_letters(ticker: Ticker, news: Path) -> None:
    done = ticker("list", "--filter", "東京\x1b fed:x")

    assert done.err.splitlines()[1:] == ["  東京 fed:x", "       ^"]


@pytest.mark.parametrize("arguments", [["-n", "viele", "hafen"], []])
def test_a_wrong_wish_is_refused(ticker: Ticker, news: Path, arguments: list[str]) -> None:
    refused(ticker("search", *arguments))


def test_the_list_can_be_filtered(ticker: Ticker, news: Path) -> None:
    def listed(*arguments: str) -> list[str]:
        return [entry["id"] for entry in ticker("list", "--json", *arguments).json]

    assert listed("--filter", "bahnhof") == ["hafen", "kosmodrom"]
    assert listed("--filter", "bahnhof", "-n", "1") == ["hafen"]
    assert listed("--filter", "bahnhof", "--feed", "falken") == ["kosmodrom"]
    assert listed("--filter", "ist:gelesen", "--unread") == []
    assert listed("--filter", "") == ["hafen", "kosmodrom", "sturm"]
