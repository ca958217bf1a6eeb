from __future__ import annotations

import multiprocessing
import resource
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from tests.store.build import add, fill, later, numbered, poll
from ticker.errors import UnavailableError, UsageError
from ticker.model import Feed
from ticker.store import doctor, entries, feeds
from ticker.store.backup import backup
from ticker.store.database import Database, open_database, transaction


def test_a_backup_is_a_whole_database_in_one_file(db: Database, tmp_path: Path) -> None:
    fill(db, numbered(300))
    target = tmp_path / "copy.db"
    assert backup(db, target) == target.stat().st_size > 0
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in tmp_path.iterdir() if "copy" in file.name) == ["copy.db"]
    with open_database(target, create=False) as copy:
        assert entries.latest(copy, None) == entries.latest(db, None)
        assert feeds.all_feeds(copy) == feeds.all_feeds(db)


def test_a_backup_waits_for_nobody(db: Database, tmp_path: Path) -> None:
    fill(db, numbered(3))
    with open_database(db.path) as other, transaction(other) as connection:
        connection.execute("DELETE FROM entry")
        backup(db, tmp_path / "copy.db")
    with open_database(tmp_path / "copy.db") as copy:
        assert entries.counts(copy).total == 3


def test_what_is_there_is_not_overwritten_by_mistake(db: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("etwas anderes")
    with pytest.raises(UsageError, match="exists already"):
        backup(db, target)
    assert target.read_text() == "etwas anderes"
    backup(db, target, replace=True)
    open_database(target).close()
    with pytest.raises(UsageError, match="is the database itself"):
        backup(db, db.path, replace=True)


@pytest.mark.parametrize("name", ["nowhere/copy.db", "x" * 300])
def test_a_place_that_cannot_be_written_is_refused(db: Database, tmp_path: Path, name: str) -> None:
    with pytest.raises((UsageError, UnavailableError), match="cannot be written"):
        backup(db, tmp_path / name)


def _fails_on_a_full_disk(path: Path, target: Path) -> None:
    # A process that may write no longer files than this is told the same as one whose disk is full.
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    with open_database(path) as db:
        for attempt in (lambda: backup(db, target), lambda: fill(db, numbered(5_000, start=9_000))):
            with pytest.raises(UnavailableError) as caught:
                attempt()
            assert str(path.parent) in str(caught.value)
        assert entries.counts(db).total == 1_000


def test_a_full_disk_is_told_and_leaves_nothing_half_done(db: Database, tmp_path: Path) -> None:
    fill(db, numbered(1_000))
    db.rows("PRAGMA wal_checkpoint (TRUNCATE)")
    process = multiprocessing.get_context("spawn").Process(
        target=_fails_on_a_full_disk, args=(db.path, tmp_path / "copy.db")
    )
    process.start()
    process.join()
    assert process.exitcode == 0
    assert not [file.name for file in tmp_path.iterdir() if "copy" in file.name]
    assert doctor.examine(db.path).well
    assert entries.counts(db).total == 1_000


def _write(path: Path, feed: Feed, go: Event) -> None:
    with open_database(path) as db:
        go.set()
        for number in range(40):
            poll(db, feed, *map(add, numbered(25, start=number * 25)), at=later(number))


def test_backups_while_another_process_writes_are_whole_polls(db: Database, tmp_path: Path) -> None:
    feed = feeds.add(db, "https://kurier.example/feed", later(0))
    context = multiprocessing.get_context("spawn")
    go = context.Event()
    writer = context.Process(target=_write, args=(db.path, feed, go))
    writer.start()
    go.wait()
    target, rounds = tmp_path / "copy.db", 0
    while writer.is_alive() or not rounds:
        backup(db, target, replace=True)
        rounds += 1
        with open_database(target) as copy:
            assert entries.counts(copy).total % 25 == 0
        assert doctor.examine(target).well
    writer.join()
    assert writer.exitcode == 0
