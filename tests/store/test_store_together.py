"""Many processes open a database of an earlier version at the same moment."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.store import earlier
from tests.store.build import NOW, add, later, numbered, poll
from ticker.rules import parse
from ticker.store import doctor, entries, feeds, marks, schema, search, search_index
from ticker.store.database import open_database

PROCESSES = 6
MANY = 1_500


def aged(path: Path, version: int) -> None:
    """A database of that version with so many entries that a step takes a moment."""
    earlier.make(path, version)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        for key in range(100, 100 + MANY):
            connection.execute(
                "INSERT INTO entry (key, feed_id, id, headline, first_seen, sort_at, urgency, revision)"
                " VALUES (?, 1, ?, 'Brücke', 1694592000000, 1694592000000, 4, 1)",
                (key, f"n{key}"),
            )
            connection.execute(
                "INSERT INTO revision (entry_key, number, seen_at, title, summary, authors, categories, enclosures)"
                " VALUES (?, 1, 1694592000000, 'Brücke', 'Im Hafenviertel gesperrt seit heute', '[]', '[]', '[]')",
                (key,),
            )
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search'").fetchone():
            search_index.rebuild(connection)
        connection.execute("COMMIT")


def work(path: Path, number: int, together: Barrier, result: Connection) -> None:
    """Open the database with all others, read, write like a face or a poller, and tell how that went."""
    together.wait()
    try:
        with open_database(path) as db:
            found = entries.counts(db).total
            if number % 2:
                marks.set_starred(db, [100 + number], True, NOW)
            else:
                feed = feeds.add(db, f"https://neu{number}.example/feed", NOW)
                poll(db, feed, *map(add, numbered(5)), at=later(number))
            result.send(found)
    except Exception as error:
        result.send(repr(error))


@pytest.mark.parametrize("version", [1, len(schema.STEPS) - 1])
def test_all_find_it_up_to_date_and_the_copy_is_of_before(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ticker.db"
    aged(path, version)
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(PROCESSES)
    pipes = [context.Pipe(duplex=False) for _ in range(PROCESSES)]
    processes = [
        context.Process(target=work, args=(path, number, together, pipes[number][1])) for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    told = [receiver.recv() for receiver, _sender in pipes]
    for process in processes:
        process.join()
    before, new = MANY + 2, PROCESSES // 2
    assert all(found in range(before, before + new * 5 + 1, 5) for found in told), told
    assert doctor.examine(path).well
    with open_database(path) as db:
        assert entries.counts(db).total == before + new * 5
        assert len(search.keys(db, parse("hafenviertel"), now=NOW)[0]) == MANY
        assert db.rows("SELECT COUNT(*) FROM action") == [(PROCESSES - new,)]
    kept = path.with_name(f"ticker.db.schema-{version}")
    assert {file.name for file in tmp_path.iterdir()} == {"ticker.db", kept.name}
    copied = doctor.examine(kept)
    assert (copied.well, copied.schema, copied.rows["entry"]) == (True, version, before)


def test_a_lock_that_a_dead_process_has_left_hinders_nobody(tmp_path: Path) -> None:
    (tmp_path / "ticker.db.upgrade").touch()
    open_database(tmp_path / "ticker.db").close()
    assert [file.name for file in tmp_path.iterdir()] == ["ticker.db"]
