"""The founding example, played through the whole pipeline."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from ticker.model import Change, ChangeKind, Entry, Urgency
from ticker.poller.replay import play, subscribe
from ticker.store import changes as change_log
from ticker.store import entries, feeds
from ticker.store.database import Database, open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.tape.transport import TapeTransport


@pytest.fixture
async def played(tmp_path: Path) -> Database:
    """A database into which the whole tape was played without waiting."""
    tape = shelf.take_down("putin-kim")
    db = open_database(tmp_path / "replay.db")
    subscribe(db, tape)
    async for _changes in play(db, tape, TapeClock(tape.start, math.inf)):
        pass
    return db


def of_kind(db: Database, kind: ChangeKind) -> list[Change]:
    return [change for change in change_log.since(db, 0) if change.kind is kind]


def with_title(db: Database, part: str) -> Entry:
    (found,) = [entry for entry in entries.latest(db, None) if part in (entry.data.title or "")]
    return found


def test_every_entry_of_the_day_is_there_once(played: Database) -> None:
    stored = entries.latest(played, None)

    assert len(stored) == len(of_kind(played, ChangeKind.ENTRY_ADDED)) == 50
    assert [feed.name for feed in feeds.all_feeds(played)] == ["Falkenbote Aktuell", "Nordfenster", "Radio Kiebitz"]
    assert all(feed.health.failure is None for feed in feeds.all_feeds(played))


def test_corrections_are_kept_as_versions_and_move_nothing(played: Database) -> None:
    revised = [entry for entry in entries.latest(played, None) if entry.revision > 1]
    assert len(revised) == len(of_kind(played, ChangeKind.ENTRY_REVISED)) == 2

    handshake = with_title(played, "Langer Händedruck")
    before, after = entries.revisions(played, handshake.key)
    assert "60" in (before.data.content or before.data.summary or "")
    assert "Berichtigung" in (after.data.content or after.data.summary or "")
    assert handshake.sort_at <= before.seen_at < after.seen_at


def test_bulletins_are_known_as_such(played: Database) -> None:
    urgent = [entry.data.title for entry in entries.latest(played, None) if entry.urgency <= Urgency.BULLETIN]

    assert urgent == [
        "EIL: Putin kündigt Hilfe beim Satellitenbau an",
        "EILMELDUNG: Putin und Kim in Wostotschny eingetroffen",
    ]


def test_what_left_its_feed_is_still_there(played: Database) -> None:
    assert with_title(played, "Hafenbrücke in Falkenmünde gesperrt").revision == 1


async def test_the_program_asks_as_it_was_recorded(tmp_path: Path) -> None:
    tape = shelf.take_down("putin-kim")
    transport = TapeTransport(tape)
    with open_database(tmp_path / "replay.db") as db:
        subscribe(db, tape)
        async for _changes in play(db, tape, TapeClock(tape.start, math.inf), transport):
            pass

    assert transport.mismatches == []
    assert transport.played == set(range(len(tape.takes)))
