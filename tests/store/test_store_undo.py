from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.build import NOW, fill, later, numbered
from ticker.model import ChangeKind
from ticker.store import changes, entries, feeds, marks, undo
from ticker.store.database import Database, open_database
from ticker.store.marks import Mark
from ticker.store.undo import Undone


def state(db: Database) -> dict[int, tuple[bool, ...]]:
    return {
        line.key: (line.read, line.starred, line.hidden, line.later)
        for line in entries.headlines(db, sorted(entries.keys(db)[0]))
    }


def test_where_nothing_was_marked_nothing_is_undone(db: Database) -> None:
    fill(db, numbered(2))
    seq = changes.last_seq(db)
    assert undo.undo(db, NOW) is None
    assert changes.last_seq(db) == seq


def test_a_bulk_mark_is_undone_whole_and_only_where_it_changed_something(db: Database) -> None:
    feed = fill(db, numbered(5))
    keys = sorted(entries.keys(db)[0])
    marks.set_read(db, keys[:2], True, NOW, undoable=False)
    before = state(db)
    assert marks.set_read(db, keys, True, later(1)) == keys[2:]
    seq = changes.last_seq(db)
    undone = undo.undo(db, later(2))
    assert undone == Undone(Mark.READ, True, later(1), tuple(keys[2:]))
    assert undone.count == 3
    assert state(db) == before
    assert [(change.kind, change.feed_id, change.entry_key) for change in changes.since(db, seq)] == [
        (ChangeKind.ENTRY_MARKED, feed.id, key) for key in keys[2:]
    ]
    assert undo.undo(db, later(3)) is None


def test_what_arrived_meanwhile_is_not_marked(db: Database) -> None:
    feed = fill(db, numbered(3))
    before_him = entries.keys(db)[0]
    fill(db, numbered(3, start=3), url=feed.url, at=later(1))
    marks.set_read(db, before_him, True, later(2))
    assert entries.counts(db).unread == 3


def test_undoing_goes_on_after_a_restart(db: Database) -> None:
    fill(db, numbered(2))
    first, second = sorted(entries.keys(db)[0])
    marks.set_starred(db, [first], True, NOW)
    marks.set_hidden(db, [second], True, NOW)
    marks.set_later(db, [first, second], True, NOW)
    db.close()
    with open_database(db.path) as again:
        done = [undo.undo(again, later(1)) for _ in range(4)]
        assert [found and found.mark for found in done] == [Mark.LATER, Mark.HIDDEN, Mark.STARRED, None]
        assert set(state(again).values()) == {(False,) * 4}


def test_an_action_of_which_nothing_is_left_is_passed_over(db: Database) -> None:
    feed = fill(db, numbered(1))
    (key,) = entries.keys(db)[0]
    other = fill(db, numbered(1), url="https://bote.example/feed")
    (gone,) = {*entries.keys(db)[0]} - {key}
    marks.set_starred(db, [key], True, NOW)
    marks.set_starred(db, [gone], True, NOW)
    feeds.remove(db, other.id, NOW)
    undone = undo.undo(db, later(1))
    assert undone is not None
    assert undone.keys == (key,)
    assert feeds.get(db, feed.id) is not None


def test_the_journal_does_not_grow_for_ever(db: Database) -> None:
    fill(db, numbered(1))
    (key,) = entries.keys(db)[0]
    for number in range(450):
        marks.set_read(db, [key], number % 2 == 0, NOW)
    assert db.rows("SELECT COUNT(*) FROM action") == [(200,)]


def test_a_bulk_mark_of_very_many_entries(db: Database) -> None:
    fill(db, numbered(33_000))  # more than SQLite takes values in one statement: 32,766
    keys = entries.keys(db)[0]
    assert len(marks.set_read(db, keys, True, NOW)) == 33_000
    undone = undo.undo(db, NOW)
    assert undone is not None
    assert undone.count == 33_000
    assert entries.counts(db).unread == 33_000


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(Mark), st.lists(st.integers(0, 5), min_size=1), st.booleans()), min_size=1, max_size=8
    )
)
def test_undoing_all_actions_leads_through_every_state_back(
    db: Database, actions: list[tuple[Mark, list[int], bool]]
) -> None:
    for feed in feeds.all_feeds(db):
        feeds.remove(db, feed.id, NOW)
    db.connection.execute("DELETE FROM action")
    fill(db, numbered(6))
    keys = sorted(entries.keys(db)[0])
    states = [state(db)]
    for mark, chosen, value in actions:
        if marks.set_mark(db, mark, [keys[number] for number in chosen], value, NOW):
            states.append(state(db))
    while len(states) > 1:
        assert state(db) == states.pop()
        assert undo.undo(db, NOW) is not None
    assert state(db) == states.pop()
    assert undo.undo(db, NOW) is None
