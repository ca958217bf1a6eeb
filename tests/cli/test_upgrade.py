"""A large database of an earlier version: whoever waits for it is told why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ticker
from tests.store import earlier
from ticker.store import schema, upgrade


def test_a_large_database_that_is_brought_up_to_date_is_told_once(
    ticker: Ticker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upgrade, "LARGE", 10_000)
    earlier.make(home / "ticker.db", 1)
    first, second = ticker("list"), ticker("list")
    assert (first.code, first.err) == (
        0,
        "ticker: Die Datenbank wird auf den neuesten Stand gebracht; das kann einige Minuten dauern.\n",
    )
    assert (second.code, second.err, second.out) == (0, "", first.out)


def test_a_small_one_and_what_is_none_of_ours_are_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ticker.db"
    earlier.make(path, len(schema.STEPS) - 1)
    assert not upgrade.takes_long(path)
    monkeypatch.setattr(upgrade, "LARGE", 1)
    assert upgrade.takes_long(path)
    (tmp_path / "notes.txt").write_text("Meine Notizen\n" * 20)
    assert not upgrade.takes_long(tmp_path / "notes.txt")
    assert not upgrade.takes_long(tmp_path / "nothing.db")
    assert not upgrade.takes_long(tmp_path)
