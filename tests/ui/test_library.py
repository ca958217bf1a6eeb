from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.fill import END
from tests.fakes import FakeClock
from tests.store.build import fill, numbered
from ticker.errors import UnavailableError
from ticker.model import ChangeKind, EntryData
from ticker.store import entries
from ticker.store.database import open_database, transaction
from ticker.store.marks import Mark
from ticker.store.positions import Position
from ticker.ui.library import ALL, Library

Make = Callable[..., Library]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(END)


@pytest.fixture
def library_of(tmp_path: Path, clock: FakeClock) -> Iterator[Make]:
    made: list[Library] = []

    def make(*data: EntryData) -> Library:
        with open_database(tmp_path / "ticker.db") as db:
            fill(db, data, at=END)
        made.append(Library(tmp_path / "ticker.db", clock))
        return made[-1]

    yield make
    for library in made:
        library.close()


def test_an_embargo_that_ends_brings_the_entry(library_of: Make, clock: FakeClock) -> None:
    library = library_of(*numbered(2), EntryData(id="sperre", embargo=END + timedelta(minutes=5)))
    shown = library.order(ALL)
    assert len(shown) == library.figures(ALL, ())[0].total == 2
    assert library.news() == []
    clock.moment += timedelta(minutes=5)
    (news,) = library.news()
    assert (news.kind, news.entry_key in shown.keys) == (ChangeKind.ENTRY_ADDED, False)
    assert [key for _time, key in library.places([news.entry_key or 0])] == [news.entry_key]
    assert library.news() == []
    assert len(library.first_order(10)) == library.figures(ALL, ())[0].total == 3


def test_marks_of_many_and_their_undoing(library_of: Make) -> None:
    library = library_of(*numbered(3))
    keys = sorted(library.order(ALL).keys)
    assert library.mark_later(keys[:1], True, END) == keys[:1]
    assert library.mark_hidden(keys[1:], True, END) == keys[1:]
    assert library.places(keys[1:]) == []
    library.mark_read(keys[0], True, END, undoable=False)
    assert library.mark_all_read(keys, END) == keys[1:]
    undone = [library.undo(END) for _ in range(4)]
    assert [step and (step.mark, step.keys) for step in undone] == [
        (Mark.READ, tuple(keys[1:])),
        (Mark.HIDDEN, tuple(keys[1:])),
        (Mark.LATER, tuple(keys[:1])),
        None,
    ]
    assert [line.read for line in library.headlines(keys)] == [True, False, False]


def test_another_process_that_writes_neither_stops_the_reader_nor_loses_his_marks(
    library_of: Make, clock: FakeClock, tmp_path: Path
) -> None:
    library = library_of(*numbered(3))
    first, second, third = library.order(ALL).keys
    with open_database(tmp_path / "ticker.db") as other:
        with transaction(other):
            library.mark_starred(first, True, END)
            assert library.mark_hidden([second], True, END) == []
            library.remember("name", "value")
            library.leave_at(first, Position(3), END)
            assert library.undo(END) is None
            assert library.news() == []
            assert library.complaint() is None
        assert [(change.kind, change.entry_key) for change in library.news()] == [
            (ChangeKind.ENTRY_MARKED, first),
            (ChangeKind.ENTRY_MARKED, second),
            (ChangeKind.ENTRY_MARKED, second),
        ]
        assert library.news() == []
        assert library.headlines([first])[0].starred
        assert (library.remembered("name"), library.position(first)) == ("value", Position(3))
        with transaction(other):
            library.mark_read(third, True, END)
        library.mark_read(first, True, END)
        assert [change.entry_key for change in library.news()] == [third, first]


def test_what_is_left_is_written_at_the_end(library_of: Make, tmp_path: Path) -> None:
    library = library_of(*numbered(1))
    (key,) = library.order(ALL).keys
    with open_database(tmp_path / "ticker.db") as other:
        with transaction(other):
            library.mark_starred(key, True, END)
        library.close()
        assert entries.headlines(other, [key])[0].starred


def test_a_full_disk_is_told_and_ends_nothing(library_of: Make, tmp_path: Path) -> None:
    library = library_of(*numbered(1))
    (key,) = library.order(ALL).keys
    pages = library._db.rows("PRAGMA page_count")[0][0]
    library._db.connection.execute(f"PRAGMA max_page_count = {pages}")
    library.remember("name", "x" * 1_000_000)
    complaint = library.complaint()
    assert isinstance(complaint, UnavailableError)
    assert library.complaint() is None
    library.mark_starred(key, True, END)
    assert library.headlines([key])[0].starred


def test_marks_are_shown_while_another_process_holds_the_database(library_of: Make, tmp_path: Path) -> None:
    library = library_of(*numbered(2))
    first, second = library.order(ALL).keys
    with open_database(tmp_path / "ticker.db", create=False) as other, transaction(other):
        library.mark_starred(first, True, END)
        library.mark_read(first, True, END)
        library.mark_later([first, second], True, END)
        shown = {headline.key: headline for headline in library.headlines([first, second])}
        assert (shown[first].starred, shown[first].read, shown[first].later) == (True, True, True)
        assert (shown[second].starred, shown[second].read, shown[second].later) == (False, False, True)
        entry = library.entry(first)
        assert entry is not None
        assert (entry.starred, entry.read, entry.later) == (True, True, True)
        with open_database(tmp_path / "ticker.db", create=False) as third:
            assert not any(headline.starred for headline in entries.headlines(third, [first]))
        assert library.is_behind()

    library.news()
    assert not library.is_behind()
    with open_database(tmp_path / "ticker.db", create=False) as third:
        assert entries.headlines(third, [first]) == library.headlines([first])
        assert library.headlines([first])[0].starred
    library.mark_starred(first, False, END)
    assert not library.headlines([first])[0].starred
