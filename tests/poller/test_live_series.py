"""The series of one real match ticker, replayed through a small adapter: what was added and corrected, nothing lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.feeds.test_feeds_corpus import CORPUS
from ticker.feeds.live.texts import body_of, newest_first
from ticker.model import ChangeKind, Document, EntryData, FeedData, FeedKind
from ticker.poller.poll import record
from ticker.poller.reading import Reading
from ticker.store import entries, feeds
from ticker.store.database import open_database
from ticker.text.markup import title_text
from ticker.ui.live_lines import is_match, minute_of

SERIES = CORPUS / "liveblog" / "sport1-liveticker_atletico-bayern_2016-09-28"
BERLIN = ZoneInfo("Europe/Berlin")

pytestmark = pytest.mark.skipif(not SERIES.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")


def adapted(text: str) -> Document:
    """The ticker of a match as this publisher's JSON told it: a list, the oldest first, times without a zone."""
    told = []
    for row in json.loads(text):
        body = body_of(row["content"], "")
        moment = datetime.strptime(row["tickertime"], "%d.%m.%Y %H:%M:%S").replace(tzinfo=BERLIN)
        title = f"{row['minute']}. Minute {title_text(row['headline'])}" if row["minute"] != "0" else None
        helper = row.get("event", {}).get("additional_person", {}).get("name")
        content = f"{body.text}\nVorlage: {helper}" if helper else body.text
        told.append(EntryData(row["id"], title, published=moment.astimezone(UTC), content=content))
    feed = FeedData("Ein Spiel", kind=FeedKind.LIVEBLOG)
    return Document("series", "utf-8", feed, tuple(newest_first(told)), is_whole=True)


def versions() -> Iterator[Document]:
    for file in sorted(SERIES.glob("*.json")):
        yield adapted(file.read_text("utf-8"))


def test_a_match_is_64_additions_and_8_corrections_and_nothing_is_removed(tmp_path: Path) -> None:
    at = datetime(2016, 9, 28, 19, 8, tzinfo=UTC)
    kinds: list[Counter[ChangeKind]] = []
    with open_database(tmp_path / "ticker.db") as db:
        feed = feeds.add(db, "https://sport.example/ticker.json", at)
        for document in versions():
            changes = record(db, feed, Reading(200, document=document), at, jitter=0.0)
            kinds.append(Counter(change.kind for change in changes))
            at += timedelta(minutes=1)
        stored = entries.latest(db, None)
    first, later = kinds[0], sum(kinds[1:], Counter())
    assert first[ChangeKind.ENTRY_ADDED] == 20
    assert later[ChangeKind.ENTRY_ADDED] == 64
    assert later[ChangeKind.ENTRY_REVISED] == 8
    assert later[ChangeKind.ENTRY_WITHDRAWN] == 0
    assert sum(entry.revision - 1 for entry in stored) == 8
    assert len(stored) == 84
    assert is_match(stored)
    assert minute_of(stored[0]) == "90′"
