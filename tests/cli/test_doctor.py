from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Ticker


def test_a_sound_database(ticker: Ticker, filled: Path) -> None:
    done = ticker("doctor")
    assert done.code == 0
    assert "Nichts zu beanstanden." in done.out
    assert "30 Meldungen" in done.out
    assert "sqlite" in done.out


def test_all_that_is_told_as_json(ticker: Ticker, filled: Path) -> None:
    done = ticker("doctor", "--json")
    assert done.code == 0
    assert set(done.json) == {
        *("well", "database", "error", "size", "log_size", "free", "schema", "rows", "oldest", "newest", "damage"),
        *("orphans", "lost_versions", "repair", "ticker", "python", "system", "libraries", "settings", "locale"),
        *("timezone", "terminal"),
    }
    assert (done.json["well"], done.json["rows"]["entry"], done.json["repair"]) == (True, 30, None)
    assert done.json["libraries"]["sqlite"] == sqlite3.sqlite_version


def test_what_is_wrong_is_named_and_mended(ticker: Ticker, filled: Path) -> None:
    with closing(sqlite3.connect(filled, isolation_level=None)) as connection:
        connection.execute("DELETE FROM revision WHERE entry_key = 3")
    ill = ticker("doctor")
    assert ill.code == 1
    assert "ticker doctor --repair" in ill.out
    assert ticker("doctor", "--json").json["lost_versions"] == 1
    mended = ticker("doctor", "--repair", "--json")
    assert (mended.code, mended.json["well"]) == (0, True)
    assert mended.json["repair"] == {"mended": 1, "carried_over": {}, "damaged": None}
    assert "Nichts zu beanstanden." in ticker("doctor").out


def test_a_damaged_file_is_replaced_and_kept(ticker: Ticker, filled: Path) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: len(content) - 3 * 4096] + b"\xff" * 3 * 4096)
    ill = ticker("doctor")
    assert (ill.code, "beschädigt" in ill.out) == (1, True)
    mended = ticker("doctor", "--repair")
    assert mended.code == 0
    assert "Nichts zu beanstanden." in mended.out
    assert len(ticker("list", "--json", "-n", "0").json) == 30


def test_without_a_database_the_surroundings_are_told(ticker: Ticker, home: Path) -> None:
    done = ticker("doctor", "--json")
    assert (done.code, done.json["well"], done.json["rows"]) == (0, True, {})
    assert "noch keine Datenbank" in ticker("doctor").out
    assert ticker("doctor", "--repair").code == 2
    assert not list(home.rglob("*.db"))


def test_a_database_whose_first_program_was_killed_before_it_made_the_tables(ticker: Ticker, home: Path) -> None:
    with closing(sqlite3.connect(home / "ticker.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    done = ticker("doctor", "--json")
    assert (done.code, done.json["well"], done.json["rows"]) == (0, True, {})
    assert ticker("doctor", "--repair").code == 0
    assert ticker("list", "--json").json == []


def test_what_is_no_database_is_told(ticker: Ticker, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Meine Notizen\n" * 100)
    done = ticker("--db", str(tmp_path / "notes.txt"), "doctor", "--json")
    assert (done.code, done.json["well"]) == (1, False)


def test_a_backup_can_be_read(ticker: Ticker, filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "kopie.db"
    done = ticker("backup", str(target), "--json")
    assert (done.code, done.json["file"], done.json["size"]) == (0, str(target), target.stat().st_size)
    assert len(ticker("--db", str(target), "list", "--json", "-n", "0").json) == 30
    again = ticker("backup", str(target))
    assert (again.code, "--force" in again.err) == (2, True)
    assert ticker("backup", str(target), "--force").code == 0


def test_there_must_be_something_to_back_up(ticker: Ticker, home: Path, tmp_path: Path) -> None:
    assert ticker("backup", str(tmp_path / "kopie.db")).code == 2
