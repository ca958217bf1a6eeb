from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Ticker


def test_nothing_is_deleted_without_a_yes(ticker: Ticker, filled: Path) -> None:
    done = ticker("prune", "--older-than", "1d")
    assert done.code == 2
    assert "kommen nicht wieder" in done.err
    assert "Meldungen aus der Zeit vor" in done.out
    assert len(ticker("list", "--json", "-n", "0").json) == 30


def test_a_dry_run_only_shows(ticker: Ticker, filled: Path) -> None:
    done = ticker("prune", "--older-than", "1d", "--dry-run", "--json")
    assert (done.code, done.json["entries"], done.json["deleted"]) == (0, 30, 0)
    assert sum(feed["entries"] for feed in done.json["feeds"]) == 30
    assert set(done.json) == {"before", "entries", "kept", "unread", "starred", "later", "feeds", "deleted"}
    assert len(ticker("list", "--json", "-n", "0").json) == 30


def test_with_a_yes_they_go(ticker: Ticker, filled: Path) -> None:
    done = ticker("prune", "--older-than", "26w", "--yes")
    assert done.code == 0
    assert "30 Meldungen wurden gelöscht." in done.out
    assert ticker("list", "--json", "-n", "0").json == []
    assert "keine Meldungen zu löschen" in ticker("prune", "--older-than", "1y", "--yes").out


def test_unread_ones_can_be_kept(ticker: Ticker, filled: Path) -> None:
    done = ticker("prune", "--older-than", "1d", "--keep", "unread", "--keep", "starred", "--yes", "--json")
    assert (done.json["entries"], done.json["kept"], done.json["deleted"]) == (0, 30, 0)


@pytest.mark.parametrize("age", ["", "0d", "180", "d", "-3d", "3 months", "99999y", "1e3d"])
def test_an_age_that_is_none_is_refused_in_one_line(ticker: Ticker, filled: Path, age: str) -> None:
    done = ticker("prune", "--older-than", age, "--yes")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_without_a_database_there_is_nothing_to_prune(ticker: Ticker) -> None:
    assert ticker("prune", "--older-than", "1d", "--yes").code == 2
