"""How far the reader has come."""

from __future__ import annotations

from pathlib import Path

from tests.store.build import NOW, fill, later, numbered
from ticker.store import feeds, positions
from ticker.store.database import open_database
from ticker.store.positions import START, Position


def test_a_place_in_a_text_is_kept_across_a_restart_and_let_go(tmp_path: Path) -> None:
    with open_database(tmp_path / "t.db") as db:
        fill(db, numbered(2))
        positions.put(db, 1, Position(4), NOW)
        positions.put(db, 1, Position(7, full=True), later(1))
    with open_database(tmp_path / "t.db") as db:
        assert (positions.get(db, 1), positions.get(db, 2)) == (Position(7, full=True), START)
        positions.put(db, 1, START, later(2))
        assert positions.get(db, 1) == START


def test_an_entry_that_is_gone_leaves_no_place(tmp_path: Path) -> None:
    with open_database(tmp_path / "t.db") as db:
        feed = fill(db, numbered(1))
        positions.put(db, 1, Position(3), NOW)
        positions.put(db, 99, Position(3), NOW)
        assert positions.get(db, 99) == START
        feeds.remove(db, feed.id, NOW)
        assert positions.get(db, 1) == START
