from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from tests.store.build import NOW, fill, later, numbered
from ticker.model import Change, ChangeKind
from ticker.store import changes, entries, marks
from ticker.store.database import Database

Mark = Callable[[Database, Sequence[int], bool, datetime], None]


def test_read_marks_are_set_and_taken_back(db: Database) -> None:
    fill(db, numbered(3))
    keys = entries.keys(db)[0]
    marks.set_read(db, keys[:2], True, NOW)
    assert [line.read for line in entries.headlines(db, keys)] == [True, True, False]
    assert entries.counts(db) == entries.Counts(total=3, unread=1)
    marks.set_read(db, keys, False, NOW)
    assert [line.read for line in entries.headlines(db, keys)] == [False, False, False]
    assert entries.counts(db).unread == 3


def test_stars_are_apart_from_read_marks(db: Database) -> None:
    fill(db, numbered(2))
    keys = entries.keys(db)[0]
    marks.set_starred(db, keys[:1], True, NOW)
    assert [(line.starred, line.read) for line in entries.headlines(db, keys)] == [(True, False), (False, False)]
    marks.set_starred(db, keys[:1], False, NOW)
    assert not entries.headlines(db, keys)[0].starred


@pytest.mark.parametrize("mark", [marks.set_read, marks.set_starred])
def test_only_marks_that_really_change_are_logged(db: Database, mark: Mark) -> None:
    feed = fill(db, numbered(2))
    first, second = entries.keys(db)[0]
    seq = changes.last_seq(db)
    mark(db, [first], True, later(1))
    mark(db, [first, second, second, 999], True, later(2))
    assert changes.since(db, seq) == [
        Change(seq + 1, later(1), ChangeKind.ENTRY_MARKED, feed.id, first),
        Change(seq + 2, later(2), ChangeKind.ENTRY_MARKED, feed.id, second),
    ]


def test_marks_of_no_entries_write_nothing(db: Database) -> None:
    seq = changes.last_seq(db)
    marks.set_read(db, [], True, NOW)
    assert changes.last_seq(db) == seq
