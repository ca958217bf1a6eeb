"""`ticker list` and `ticker show`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.bench.fill import END
from tests.cli.conftest import Ticker, refused
from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.store import entries, feeds, polls
from ticker.store.database import open_database

ENTRY_KEYS = [
    "id",
    "feed",
    "title",
    "link",
    "authors",
    "published",
    "updated",
    "summary",
    "content",
    "content_html",
    "categories",
    "enclosures",
    "language",
    "rights",
    "source",
    "comments",
    "point",
    "urgency",
    "embargo",
    "withdrawn",
    "pinned",
    "key_event",
]
STORED_KEYS = [
    *ENTRY_KEYS,
    "first_seen",
    "sort_at",
    "read",
    "starred",
    "hidden",
    "later",
    "story",
    "withdrawn_at",
    "revision",
]


def test_the_newest_come_first(ticker: Ticker, filled: Path) -> None:
    done = ticker("list", "--json")

    assert done.code == 0
    assert len(done.json) == 20
    assert [entry["id"] for entry in done.json[:3]] == ["n0", "n1", "n2"]
    assert list(done.json[0]) == STORED_KEYS
    assert done.json[0]["published"] == done.json[0]["sort_at"] == "2023-09-13T08:42:00+00:00"
    assert done.json[0]["categories"] == ["Regionales"]


@pytest.mark.parametrize(("limit", "count"), [("3", 3), ("0", 30), ("500", 30)])
def test_a_limit_may_be_named(ticker: Ticker, filled: Path, limit: str, count: int) -> None:
    assert len(ticker("list", "--json", "-n", limit).json) == count


def test_one_feed_alone(ticker: Ticker, filled: Path) -> None:
    entries = ticker("list", "--json", "--feed", "https://outlet3.example/feed").json

    assert {entry["feed"] for entry in entries} == {"https://outlet3.example/feed"}
    assert len(entries) == 5
    refused(ticker("list", "--feed", "https://nobody.example/"), "https://nobody.example/")


def test_people_get_a_line_an_entry(ticker: Ticker, filled: Path) -> None:
    lines = ticker("list", "-n", "2").out.splitlines()

    assert len(lines) == 2
    assert "13.09. 10:42" in lines[0]
    assert "Falkenbote: " in lines[0]
    assert lines[0].strip().split()[0].isdigit()


def test_without_a_database_there_is_nothing_and_nothing_is_made(ticker: Ticker, home: Path) -> None:
    assert ticker("list", "--json").json == []
    assert ticker("list").out == "Es gibt keine Meldungen.\n"
    assert list(home.iterdir()) == []


def test_show_takes_the_id_or_the_number_of_the_list(ticker: Ticker, filled: Path) -> None:
    by_id = ticker("show", "n7", "--json")
    number = ticker("list", "-n", "8").out.splitlines()[7].split()[0]

    assert by_id.json["id"] == "n7"
    assert list(by_id.json) == STORED_KEYS
    assert ticker("show", number, "--json").json == by_id.json


def test_show_sets_a_page_of_eighty_cells(ticker: Ticker, filled: Path) -> None:
    page = ticker("show", "n7").out

    assert "EILMELDUNG" in page
    assert "Mittwoch, 13. September 2023, 10:38 Uhr" in page.replace("\u00a0", " ")
    assert "[1] https://outlet.example/7" in page
    assert max(len(line) for line in page.splitlines()) <= 80


@pytest.mark.parametrize("wrong", ["nothing", "99999", "-1", "9" * 30])
def test_an_entry_that_is_not_there(ticker: Ticker, filled: Path, wrong: str) -> None:
    refused(ticker("show", "--", wrong), wrong)


def test_show_without_a_database(ticker: Ticker, home: Path) -> None:
    refused(ticker("show", "1"))
    assert list(home.iterdir()) == []


def test_versions_are_listed_and_compared(ticker: Ticker, filled: Path) -> None:
    with open_database(filled) as db:
        (stored,) = entries.find(db, "n7")
        corrected = replace(stored.data, content="Ganz anders.", content_html=None)
        intent = Intent(IntentKind.REVISE, stored.key, corrected)
        polls.record(db, stored.feed_id, PollResult(END + timedelta(hours=1), status=200, intents=(intent,)))

    versions = ticker("show", "n7", "--revisions", "--json").json
    assert [version["revision"] for version in versions] == [1, 2]
    assert versions[1]["content"] == "Ganz anders."
    assert versions[1]["seen_at"] == "2023-09-13T09:42:00+00:00"
    assert set(ENTRY_KEYS) < set(versions[0])
    assert "{+Ganz anders.+}" in ticker("show", "n7", "--revisions").out


def test_a_feed_may_be_named_by_a_part_of_its_title(ticker: Ticker, filled: Path) -> None:
    found = ticker("list", "--json", "--feed", "kiebitz").json

    assert {entry["feed"] for entry in found} == {"https://outlet2.example/feed"}
    assert ticker("show", "n2", "--feed", "Kiebitz", "--json").json["id"] == "n2"
    refused(ticker("show", "n2", "--feed", "Elbkurier"), "n2")


def test_a_text_under_embargo_is_listed_by_wish_only(ticker: Ticker, home: Path) -> None:
    with open_database(home / "ticker.db") as db:
        now = datetime.now(UTC)
        feed = feeds.add(db, "https://draht.example/", now)
        data = EntryData("a", "Rede der Ministerin", published=now, embargo=now + timedelta(days=1))
        polls.record(db, feed.id, PollResult(now, intents=(Intent(IntentKind.ADD, None, data),)))
    assert "Rede" not in ticker("list").out
    settings = home / "mine.toml"
    settings.write_text("show_embargoed = true\n")
    assert "Rede der Ministerin" in ticker("--config", str(settings), "list").out
