"""How far the reader has come."""

from __future__ import annotations

from pathlib import Path

from tests.store.build import NOW, fill, later, numbered
from ticker.store import feeds, positions
from ticker.store.database import open_database


def test_a_place_in_a_text_is_kept_across_a_restart_and_let_go(tmp_path: Path) -> None:
    with open_database(tmp_path / "t.db") as db:
        fill(db, numbered(2))
        positions.put(db, 1, 4, NOW)
        positions.put(db, 1, 7, later(1))
    with open_database(tmp_path / "t.db") as db:
        assert (positions.get(db, 1), positions.get(db, 2)) == (7, None)
        positions.put(db, 1, None, later(2))
        assert positions.get(db, 1) is None


def test_an_entry_that_is_gone_leaves_no_place(tmp_path: Path) -> None:
    with open_database(tmp_path / "t.db") as db:
        feed = fill(db, numbered(1))
        positions.put(db, 1, 3, NOW)
        positions.put(db, 99, 3, NOW)
        assert positions.get(db, 99) is None
        feeds.remove(db, feed.id, NOW)
        assert positions.get(db, 1) is None
