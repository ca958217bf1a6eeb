from __future__ import annotations

from datetime import timedelta

from tests.store.build import NOW, URL, add, fill, later, numbered, poll
from ticker.model import ChangeKind, EntryData, FeedData, PollResult
from ticker.store import changes, entries, feeds, marks, polls, retention
from ticker.store.database import Database
from ticker.store.retention import Keep, Plan, Share

OTHER = "https://bote.example/atom"


def aged(*days: int) -> list[EntryData]:
    return [EntryData(id=f"d{age}", title=f"Vor {age} Tagen", published=NOW - timedelta(days=age)) for age in days]


def test_a_plan_says_what_would_go(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    polls.record(db, feed.id, PollResult(at=NOW, feed=FeedData("Kurier"), next_poll=later(60)))
    fill(db, aged(1, 100, 200, 300, 400), url=URL)
    other = fill(db, aged(2, 250), url=OTHER)
    of = {entry.data.id: entry.key for entry in entries.latest(db, None)}
    marks.set_starred(db, [of["d200"], of["d1"]], True, NOW)
    marks.set_later(db, [of["d300"]], True, NOW)
    marks.set_read(db, [of["d400"], of["d200"]], True, NOW)
    before = NOW - timedelta(days=180)
    kurier = Share(feed.id, "Kurier", 3, NOW - timedelta(days=400), NOW - timedelta(days=200))
    bote = Share(other.id, OTHER, 1, NOW - timedelta(days=250), NOW - timedelta(days=250))
    everything = retention.plan(db, before)
    assert everything == Plan(before, (kurier, bote), kept=0, starred=1, later=1, unread=2)
    assert everything.entries == 4
    assert retention.plan(db, before, [Keep.STARRED]).kept == 1
    assert retention.plan(db, before, [Keep.STARRED, Keep.LATER]).entries == 2
    assert retention.plan(db, before, [Keep.STARRED, Keep.LATER, Keep.UNREAD]).entries == 1
    assert retention.plan(db, NOW - timedelta(days=999)).shares == ()


def test_what_was_pruned_does_not_come_back(db: Database) -> None:
    feed = fill(db, aged(1, 200, 300))
    revised = entries.find(db, "d300")[0].key
    before = NOW - timedelta(days=180)
    seq = changes.last_seq(db)
    assert retention.prune(db, before, later(1)) == 2
    assert [entry.data.id for entry in entries.latest(db, None)] == ["d1"]
    assert entries.revisions(db, revised) == []
    told = changes.since(db, seq)
    assert {(change.kind, change.feed_id) for change in told} == {(ChangeKind.ENTRY_REMOVED, feed.id)}
    assert len(told) == 2
    assert [change.entry_key for change in poll(db, feed, *map(add, aged(1, 50, 200, 300)), at=later(2))] == [
        entries.find(db, "d50")[0].key
    ]
    assert retention.prune(db, before, later(3)) == 0


def test_a_tombstone_holds_for_its_feed_alone_and_goes_with_it(db: Database) -> None:
    feed = fill(db, aged(200))
    retention.prune(db, NOW, NOW)
    other = fill(db, aged(200), url=OTHER)
    assert entries.counts(db).total == 1
    feeds.remove(db, feed.id, NOW)
    feed = fill(db, aged(200))
    assert {entry.feed_id for entry in entries.latest(db, None)} == {feed.id, other.id}


def test_what_is_kept_stays_whole(db: Database) -> None:
    fill(db, aged(200, 300))
    key = entries.find(db, "d300")[0].key
    marks.set_starred(db, [key], True, NOW)
    assert retention.prune(db, NOW, NOW, [Keep.STARRED]) == 1
    assert [entry.key for entry in entries.latest(db, None)] == [key]
    assert len(entries.revisions(db, key)) == 1


def test_many_entries_go_in_pieces_and_old_changes_with_them(db: Database) -> None:
    fill(db, numbered(1_700), at=NOW - timedelta(days=1))
    assert len(changes.since(db, 0)) == 1_702
    assert retention.prune(db, NOW - timedelta(seconds=1), NOW) == 1_700
    left = changes.since(db, 0)
    assert {change.kind for change in left} == {ChangeKind.ENTRY_REMOVED}
    assert changes.last_seq(db) == 3_402
    assert db.rows("SELECT COUNT(*) FROM revision") == [(0,)]
    assert db.rows("SELECT COUNT(*) FROM tombstone") == [(1_700,)]


def test_prune_uses_the_order_of_the_river(db: Database) -> None:
    (plan,) = db.rows("EXPLAIN QUERY PLAN SELECT e.feed_id, e.key, e.id FROM entry e WHERE e.sort_at < 5 LIMIT 500")
    assert "entry_river" in plan[3]
