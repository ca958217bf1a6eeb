from __future__ import annotations

import multiprocessing
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.synchronize import Event
from pathlib import Path
from threading import Thread

import pytest

from tests.store.build import NOW, URL, add, fill, later, numbered, poll
from ticker.errors import TickerError, UnavailableError, UsageError
from ticker.model import Feed
from ticker.store import agenda, entries, feeds, marks, schema, settings
from ticker.store.database import Database, explained, open_database, transaction


def raw(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None)


def refused(path: Path, kind: type[TickerError] = UsageError) -> str:
    """What a person is told; it must be one line that names the file."""
    with pytest.raises(kind) as caught:
        open_database(path, timeout=0.01)
    line = str(caught.value)
    assert str(path) in line
    assert "\n" not in line
    return line


# --- opening ----------------------------------------------------------------------------------------------------


def test_a_missing_database_is_made_with_private_folders(tmp_path: Path) -> None:
    path = tmp_path / "share" / "ticker" / "ticker.db"
    with open_database(path) as db:
        assert entries.counts(db).total == 0
        assert db.path == path
    for folder in (path.parent, path.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_what_was_stored_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    with open_database(path) as db:
        feed = feeds.add(db, URL, NOW)
    with open_database(path, create=False) as db:
        assert feeds.all_feeds(db) == [feed]


@pytest.mark.parametrize("name", ["with space & ?mode=ro#1.db", "Ümläut %41.db", "file:x.db"])
def test_any_file_name_is_only_a_file_name(tmp_path: Path, name: str) -> None:
    open_database(tmp_path / name).close()
    assert (tmp_path / name).is_file()


def test_a_relative_path_stays_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_database(Path("ticker.db")) as db:
        assert db.path == tmp_path / "ticker.db"


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    path.touch()
    with open_database(path) as db:
        assert feeds.all_feeds(db) == []


def test_a_database_is_not_made_where_that_was_not_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "share" / "ticker.db"
    with pytest.raises(UsageError, match="There is no database"):
        open_database(path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_the_connection_is_set_for_safe_work_side_by_side(db: Database) -> None:
    assert db.rows("PRAGMA journal_mode") == [("wal",)]
    assert db.rows("PRAGMA synchronous") == [(1,)]
    assert db.rows("PRAGMA foreign_keys") == [(1,)]
    assert db.rows("PRAGMA busy_timeout") == [(10_000,)]


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    db = open_database(tmp_path / "ticker.db")
    db.close()
    db.close()
    with pytest.raises(sqlite3.ProgrammingError):
        db.data_version()


# --- what is no database of ours ----------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"Meine Notizen.\n" * 1000)
    assert "is no database" in refused(path)
    assert path.read_bytes() == b"Meine Notizen.\n" * 1000


def foreign(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE t (x)")


def foreign_with_id(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA application_id = 252006674")
    connection.execute("CREATE TABLE t (x)")


def foreign_in_wal_mode(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    foreign(connection)


def foreign_without_tables(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA user_version = 1")


@pytest.mark.parametrize("make", [foreign, foreign_with_id, foreign_in_wal_mode, foreign_without_tables])
def test_the_database_of_another_program_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[sqlite3.Connection], None]
) -> None:
    path = tmp_path / "foreign.db"
    with closing(raw(path)) as connection:
        make(connection)
    before = path.read_bytes()
    assert "another program" in refused(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    open_database(path).close()
    with closing(raw(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    assert "newer version" in refused(path)
    assert path.read_bytes() == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "cannot be used" in refused(tmp_path)


def test_a_place_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be used" in refused(tmp_path / "file" / "share" / "ticker.db")


def test_an_endless_name_is_refused(tmp_path: Path) -> None:
    assert "cannot be used" in refused(tmp_path / ("x" * 300))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
def test_a_file_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    open_database(path).close()
    path.chmod(0o400)
    assert "cannot be written" in refused(path)


def test_a_damaged_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    with open_database(path) as db:
        fill(db, numbered(500))
        (page,) = db.rows("SELECT rootpage FROM sqlite_master WHERE name = 'entry_river'")[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with open_database(path) as db:
        with pytest.raises(UsageError, match="is damaged") as caught:
            entries.keys(db)
        assert str(path) in str(caught.value)
        with pytest.raises(UsageError, match="is damaged"):
            fill(db, numbered(1, 500))


def test_a_database_whose_table_of_contents_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    open_database(path).close()
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * 3996
    path.write_bytes(content)
    assert "is damaged" in refused(path)


# --- locks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def hasty(db: Database) -> Iterator[Database]:
    """A second connection, which does not wait."""
    with open_database(db.path, timeout=0.001) as hasty:
        yield hasty


def test_a_write_to_a_locked_database_is_unavailable(db: Database, hasty: Database) -> None:
    feed = fill(db, numbered(1))
    with transaction(db):
        with pytest.raises(UnavailableError, match="is locked by another program") as caught:
            poll(hasty, feed, *map(add, numbered(1, start=1)))
        for write in (
            lambda: feeds.add(hasty, URL, NOW),
            lambda: agenda.ask_now(hasty, feed.id, NOW),
            lambda: feeds.remove(hasty, feed.id, NOW),
            lambda: marks.set_read(hasty, [1], True, NOW),
            lambda: settings.put(hasty, "name", "value"),
        ):
            with pytest.raises(UnavailableError):
                write()
        assert entries.counts(hasty).total == 1
    assert str(db.path) in str(caught.value)
    assert len(poll(hasty, feed, *map(add, numbered(1, start=1)))) == 1


def test_a_database_can_be_opened_while_another_process_writes(db: Database) -> None:
    with transaction(db), open_database(db.path, timeout=0.001) as face:
        assert feeds.all_feeds(face) == []


def test_a_file_that_another_program_locks_whole_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    with closing(raw(path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert "is locked" in refused(path, UnavailableError)


def test_a_reader_in_the_way_of_the_new_journal_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    with closing(raw(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM sqlite_master")
        with pytest.raises(UnavailableError):
            open_database(path, timeout=0.001)
        reader.execute("COMMIT")
        with open_database(path) as db:
            assert db.rows("PRAGMA journal_mode") == [("wal",)]


# --- transactions -------------------------------------------------------------------------------------------------


def test_a_transaction_stands_whole_or_not_at_all(db: Database) -> None:
    def half() -> None:
        with transaction(db) as connection:
            connection.execute("INSERT INTO setting VALUES ('a', '1')")
            raise KeyError("b")

    with pytest.raises(KeyError):
        half()
    assert settings.get(db, "a") is None
    settings.put(db, "a", "2")
    assert settings.get(db, "a") == "2"


def test_a_mistake_in_the_sql_is_not_blamed_on_the_file(db: Database) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        db.rows("SELECT * FROM missing")
    with pytest.raises(sqlite3.IntegrityError), transaction(db) as connection:
        connection.execute("INSERT INTO setting VALUES ('a', NULL)")


def test_a_full_disk_is_unavailable(db: Database) -> None:
    pages = db.rows("PRAGMA page_count")[0][0]
    db.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UnavailableError, match="at present"):
        fill(db, numbered(500))
    assert feeds.all_feeds(db)[0].entry_count == 0


def test_a_database_that_turned_read_only_cannot_be_used(db: Database) -> None:
    db.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(UsageError, match="cannot be used"):
        settings.put(db, "a", "1")


def test_errors_of_others_pass_through(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), explained(tmp_path):
        raise ZeroDivisionError


# --- several at once ----------------------------------------------------------------------------------------------


def test_the_data_version_tells_of_what_others_wrote_only(db: Database) -> None:
    with open_database(db.path) as face:
        before = face.data_version()
        assert face.data_version() == before
        settings.put(face, "own", "1")
        assert face.data_version() == before
        feeds.add(db, URL, NOW)
        after = face.data_version()
        assert after != before
        assert face.data_version() == after


def test_another_thread_reads_through_a_connection_of_its_own(db: Database) -> None:
    fill(db, numbered(3))
    found: list[int] = []

    def read() -> None:
        with open_database(db.path, create=False) as own:
            found.extend(entries.keys(own)[0])

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert found == entries.keys(db)[0][:]


POLLS = 20
PAGE = 50


def write(path: Path, feed: Feed, go: Event) -> None:
    go.wait()
    with open_database(path) as db:
        for number in range(POLLS):
            poll(db, feed, *map(add, numbered(PAGE, start=number * PAGE)), at=later(number))


def test_two_readers_see_only_whole_polls_while_another_process_writes(db: Database) -> None:
    """One reader is this process; the other one is a second connection in it, both while the writer runs."""
    feed = feeds.add(db, URL, NOW)
    context = multiprocessing.get_context("spawn")
    go = context.Event()
    writer = context.Process(target=write, args=(db.path, feed, go))
    writer.start()
    seen: set[int] = set()
    with open_database(db.path) as other:
        go.set()
        while writer.is_alive():
            for reader in (db, other):
                keys = entries.keys(reader)[0]
                assert len(entries.headlines(reader, keys[:PAGE])) == min(PAGE, len(keys))
                seen.add(len(keys))
        writer.join()
        assert writer.exitcode == 0
        assert {count % PAGE for count in seen} == {0}
        assert entries.counts(other).total == POLLS * PAGE


def test_sqlite_knows_tables_that_have_grown(db: Database) -> None:
    fill(db, numbered(2000))
    db.optimise()
    assert db.rows("SELECT COUNT(*) > 0 FROM sqlite_stat1 WHERE tbl = 'entry'") == [(1,)]


# --- steps of the schema ------------------------------------------------------------------------------------------


STEPS = (("CREATE TABLE a (x)",), ("CREATE TABLE b (x)", "INSERT INTO a VALUES (2)"))


def test_each_step_is_taken_once(tmp_path: Path) -> None:
    with closing(raw(tmp_path / "x.db")) as connection:
        schema.migrate(connection, STEPS[:1])
        assert schema.version(connection) == 1
        schema.migrate(connection, STEPS)
        schema.migrate(connection, STEPS)
        assert schema.version(connection) == 2
        assert connection.execute("SELECT x FROM a").fetchall() == [(2,)]


def test_a_step_that_fails_leaves_the_version_before_it(tmp_path: Path) -> None:
    with closing(raw(tmp_path / "x.db")) as connection:
        broken = (STEPS[0], ("CREATE TABLE b (x)", "INSERT INTO nothing VALUES (1)"))
        with pytest.raises(sqlite3.OperationalError):
            schema.migrate(connection, broken)
        assert schema.version(connection) == 1
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("a",)]


def test_a_present_database_is_not_migrated_again(db: Database) -> None:
    before = db.data_version()
    open_database(db.path).close()
    assert db.data_version() == before
    assert schema.version(db.connection) == len(schema.STEPS)
