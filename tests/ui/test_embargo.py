"""Texts under embargo: kept back until it ends, or shown and marked where the reader wishes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.ui.conftest import REGION
from ticker.model import EntryData, Intent, IntentKind, PollResult
from ticker.store import feeds, polls
from ticker.store.database import open_database
from ticker.ui.library import Library
from ticker.ui.widgets.headline_row import layout, row_of

NOW = datetime(2023, 9, 13, 8, tzinfo=UTC)
ENDS = NOW + timedelta(hours=9)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "ticker.db"
    with open_database(path) as db:
        feed = feeds.add(db, "https://draht.example/", NOW)
        data = EntryData("a", "Rede der Ministerin", published=NOW, embargo=ENDS)
        polls.record(db, feed.id, PollResult(NOW, intents=(Intent(IntentKind.ADD, None, data),)))
    return path


def lines(path: Path, clock: FakeClock, *, embargoed: bool) -> list[str]:
    library = Library(path, clock, embargoed=embargoed)
    keys = library.first_order(10).keys
    rows = [layout(row_of(headline, "13.09.", REGION), 80) for headline in library.headlines(list(keys))]
    library.close()
    return ["".join(text for text, _part in row).strip() for row in rows]


def test_it_is_kept_back_until_it_ends(database: Path) -> None:
    clock = FakeClock(NOW)
    assert lines(database, clock, embargoed=False) == []
    clock.moment = ENDS
    (line,) = lines(database, clock, embargoed=False)
    assert line.endswith("Rede der Ministerin")
    assert "Sperrfrist" not in line


def test_it_is_shown_and_marked_by_wish(database: Path) -> None:
    clock = FakeClock(NOW)
    (line,) = lines(database, clock, embargoed=True)
    assert "Sperrfrist bis 19:00\xa0Uhr Rede der Ministerin" in line
    clock.moment = ENDS
    (line,) = lines(database, clock, embargoed=True)
    assert "Sperrfrist" not in line


def test_the_end_of_an_embargo_is_news_only_to_whom_it_was_kept_from(database: Path) -> None:
    for embargoed, count in ((False, 1), (True, 0)):
        clock = FakeClock(NOW)
        library = Library(database, clock, embargoed=embargoed)
        library.news()
        clock.moment = ENDS + timedelta(minutes=1)
        assert len(library.news()) == count
        library.close()
