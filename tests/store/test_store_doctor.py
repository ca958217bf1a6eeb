from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store import earlier
from tests.store.build import NOW, fill, later, numbered, poll, revise
from tests.store.damage import leaves_of, overwrite, root_of
from ticker.errors import BusyError, TickerError, UsageError
from ticker.model import EntryData
from ticker.rules import parse
from ticker.store import doctor, entries, feeds, marks, schema, search
from ticker.store.database import Database, open_database, transaction
from ticker.store.salvage import TABLES, mend


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with 400 entries, one of them starred and corrected, that nobody has open."""
    path = tmp_path / "ticker.db"
    with open_database(path) as db:
        feed = fill(db, [replace(data, content="Langer Text. " * 40) for data in numbered(400)])
        key = entries.keys(db)[0][7]
        marks.set_starred(db, [key], True, NOW)
        poll(db, feed, revise(key, EntryData(id="n392", title="Berichtigt")), at=later(1))
    return path


def test_what_search_knows_is_made_anew(path: Path) -> None:
    with open_database(path) as db, transaction(db) as connection:
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    with open_database(path) as db:
        assert not search.keys(db, parse("berichtigt"), now=NOW)[0]
    doctor.repair(path, NOW)
    with open_database(path) as db:
        assert len(search.keys(db, parse("berichtigt"), now=NOW)[0]) == 1


# --- examining ----------------------------------------------------------------------------------------------------


def test_a_sound_database_is_well_and_counted(path: Path) -> None:
    found = doctor.examine(path)
    assert found.well
    assert (found.path, found.size, found.schema) == (path, path.stat().st_size, len(schema.STEPS))
    assert (found.rows["entry"], found.rows["revision"], found.rows["feed"]) == (400, 401, 1)
    assert found.newest is not None
    assert found.oldest is not None
    assert found.oldest < found.newest < NOW


def test_examining_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    doctor.examine(path)
    assert path.read_bytes() == before


def test_an_earlier_database_is_examined_without_being_changed(tmp_path: Path) -> None:
    earlier.make(tmp_path / "ticker.db", 1)
    found = doctor.examine(tmp_path / "ticker.db")
    assert (found.well, found.schema, found.rows["entry"]) == (True, 1, 2)
    assert "tombstone" not in found.rows


def test_what_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no database"):
        doctor.examine(tmp_path / "nothing.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(UsageError, match="another program"):
        doctor.examine(tmp_path / "other.db")


def test_rows_that_contradict_each_other_are_found_and_mended(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM revision WHERE entry_key IN (3, 4)")
        connection.execute("UPDATE entry SET revision = 9 WHERE key = 5")
        connection.execute(
            "INSERT INTO revision (entry_key, number, seen_at, authors, categories, enclosures)"
            " VALUES (999999, 1, 0, '[]', '[]', '[]')"
        )
    found = doctor.examine(path)
    assert (found.damage, found.orphans, found.lost_versions) == ((), 1, 3)
    assert not found.well
    done = doctor.repair(path, NOW)
    assert (done.mended, done.damaged) == (4, None)
    assert doctor.examine(path).well
    with open_database(path) as db:
        assert entries.counts(db).total == 400
        restored = entries.entry(db, 3)
        assert restored is not None
        assert restored.data.title == restored.data.id.replace("n", "Meldung ")
        again = entries.entry(db, 5)
        assert again is not None
        assert again.revision == 1


# --- repairing ----------------------------------------------------------------------------------------------------


def test_a_sound_database_is_repaired_to_itself(path: Path) -> None:
    with open_database(path) as db:
        before = entries.latest(db, None)
    assert doctor.repair(path, NOW) == doctor.Repair(0)
    with open_database(path) as db:
        assert entries.latest(db, None) == before
        assert db.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_database_in_use_is_not_repaired(path: Path) -> None:
    with open_database(path) as db:
        feeds.all_feeds(db)
        with pytest.raises(BusyError, match="is in use"):
            doctor.repair(path, NOW)
        assert db.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_damaged_index_costs_nothing(path: Path) -> None:
    with open_database(path) as db:
        before = entries.latest(db, None)
    overwrite(path, root_of(path, "entry_river"))
    assert not doctor.examine(path).well
    done = doctor.repair(path, NOW)
    assert doctor.examine(path).well
    with open_database(path) as db:
        assert entries.latest(db, None) == before
    assert done.damaged is None or done.carried_over["entry"] == 400


def test_damaged_pages_cost_what_was_on_them(path: Path) -> None:
    with open_database(path) as db:
        before = {entry.key: entry for entry in entries.latest(db, None)}
    leaves = leaves_of(path, root_of(path, "revision"))
    overwrite(path, leaves[len(leaves) // 2], leaves[3])
    assert not doctor.examine(path).well
    done = doctor.repair(path, NOW)
    assert done.damaged is not None
    assert done.damaged.exists()
    assert done.carried_over["entry"] == 400
    assert 300 < done.carried_over["revision"] < 401
    assert doctor.examine(path).well
    with open_database(path) as db:
        after = {entry.key: entry for entry in entries.latest(db, None)}
        assert after.keys() == before.keys()
        same = sum(after[key] == before[key] for key in after)
        assert same >= done.carried_over["revision"] - 1
        assert {entry.data.title for entry in after.values() if entry.starred} == {
            entry.data.title for entry in before.values() if entry.starred
        }
        assert len(fill_again(db)) == 3


def fill_again(db: Database) -> list[int]:
    before = set(entries.keys(db)[0])
    fill(db, numbered(3, start=1_000))
    return [key for key in entries.keys(db)[0] if key not in before]


def test_entries_on_damaged_pages_come_back_as_new_ones(path: Path) -> None:
    leaves = leaves_of(path, root_of(path, "entry"))
    overwrite(path, leaves[1], byte=b"\x00")
    done = doctor.repair(path, NOW)
    lost = 400 - done.carried_over["entry"]
    assert 0 < lost < 200
    with open_database(path) as db:
        assert entries.counts(db).total == 400 - lost
        assert doctor.examine(path).well
        fill(db, numbered(400), at=later(9))
        assert entries.counts(db).total == 400


@pytest.mark.parametrize("offset", [0, 100])
def test_where_nothing_can_be_read_the_file_stays_as_it_is(path: Path, offset: int) -> None:
    content = bytearray(path.read_bytes())
    content[offset:4096] = b"\xff" * (4096 - offset)
    path.write_bytes(content)
    with pytest.raises(TickerError) as caught:
        doctor.repair(path, NOW)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == content
    assert not path.with_name("ticker.db.new").exists()


def test_every_table_is_carried_over_or_made_anew(path: Path) -> None:
    made_anew = {"known_entries", "story_gist"}
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {name for (name,) in rows if not name.startswith(("sqlite_", "search"))}
    assert set(TABLES) == tables - made_anew


def test_what_was_parted_stays_parted_in_a_salvaged_file(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executemany("INSERT INTO story_split VALUES (?, ?)", [(1, 2), (2, 1), (3, 99_999)])
        connection.execute("INSERT INTO tombstone VALUES (1, 'weg')")
        connection.execute("INSERT INTO tombstone VALUES (77, 'weg')")
    assert doctor.examine(path).orphans == 2
    overwrite(path, leaves_of(path, root_of(path, "revision"))[0])
    assert doctor.repair(path, NOW).damaged is not None
    with open_database(path) as db:
        assert sorted(db.rows("SELECT * FROM story_split")) == [(1, 2), (2, 1)]
        assert db.rows("SELECT * FROM tombstone") == [(1, "weg")]


def test_orphans_in_tables_without_numbers_are_mended(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO story_split VALUES (3, 99999)")
    assert (doctor.examine(path).orphans, doctor.repair(path, NOW).mended) == (1, 1)
    assert doctor.examine(path).well


def test_a_file_that_was_cut_off_is_salvaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert not doctor.examine(path).well
    done = doctor.repair(path, NOW)
    assert done.damaged is not None
    assert doctor.examine(path).well
    with open_database(path) as db, transaction(db) as connection:
        assert connection.execute("SELECT COUNT(*) FROM feed").fetchone() == (1,)


@pytest.mark.parametrize("column", ["content", "summary", "authors", "enclosures", "extra"])
def test_a_version_of_which_a_page_is_lost_leaves_its_headline(path: Path, column: str) -> None:
    with open_database(path) as db, transaction(db) as connection:
        key, headline = connection.execute("SELECT key, headline FROM entry").fetchone()
        torn = f"UPDATE revision SET {column} = CAST(zeroblob(5) AS TEXT) WHERE entry_key = ?"
        connection.execute(torn, (key,))
        assert mend(connection) == 2
    with open_database(path) as db:
        entry = entries.entry(db, key)
        assert entry is not None
        assert (entry.data.title, entry.data.content, entry.data.authors) == (headline, None, ())
