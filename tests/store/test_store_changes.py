from __future__ import annotations

from tests.store.build import NOW, URL, later
from ticker.model import Change, ChangeKind
from ticker.store import changes, feeds
from ticker.store.database import Database, open_database


def test_the_log_starts_empty(db: Database) -> None:
    assert changes.last_seq(db) == 0
    assert changes.since(db, 0) == []


def test_a_face_reads_on_from_what_it_has_seen(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    with open_database(db.path) as face:
        seen = changes.last_seq(face)
        feeds.remove(db, feed.id, later(1))
        assert changes.since(face, seen) == [Change(seen + 1, later(1), ChangeKind.FEED_REMOVED, feed.id)]
        assert changes.since(face, seen + 1) == []
    assert [change.kind for change in changes.since(db, 0)] == [ChangeKind.FEED_ADDED, ChangeKind.FEED_REMOVED]


def test_numbers_never_come_back_even_if_the_log_is_emptied(db: Database) -> None:
    feeds.add(db, URL, NOW)
    last = changes.last_seq(db)
    db.connection.execute("DELETE FROM change")
    feeds.add(db, URL + "?2", NOW)
    assert [change.seq for change in changes.since(db, 0)] == [last + 1]
