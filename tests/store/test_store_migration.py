from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store import earlier
from tests.store.build import NOW, add, numbered, poll
from ticker.errors import UnavailableError, UsageError
from ticker.model import ChangeKind
from ticker.revise import revise
from ticker.store import changes, doctor, entries, feeds, marks, retention, schema, settings
from ticker.store.database import Database, open_database
from ticker.store.sight import Sight

PRESENT = len(schema.STEPS)
EARLIER = range(1, PRESENT)


def dump(path: Path) -> list[object]:
    """All tables with their rows; the search index cannot be read by row."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name <> 'search' ORDER BY name"
        ).fetchall()
        return [(name, sql, connection.execute(f"SELECT * FROM {name}").fetchall()) for name, sql in tables]


def contents(db: Database) -> tuple[object, ...]:
    return (
        feeds.all_feeds(db),
        entries.latest(db, None, sight=Sight(NOW)),
        [entries.revisions(db, key) for key in (1, 5)],
        changes.since(db, 0),
        settings.get(db, "theme"),
    )


@pytest.mark.parametrize("version", EARLIER)
def test_every_earlier_database_is_brought_up_to_date_and_nothing_is_lost(tmp_path: Path, version: int) -> None:
    path = tmp_path / "ticker.db"
    earlier.make(path, version)
    before = dump(path)
    with open_database(path) as db:
        assert schema.version(db.connection) == PRESENT
        first, second = entries.latest(db, None)
        assert (first.data.title, first.starred, first.feed_url) == ("Zug fährt", True, "https://bote.example/feed")
        assert (second.data.title, second.read, second.revision) == ("Brücke gesperrt", True, 2)
        assert [version.data.summary for version in entries.revisions(db, 1)] == ["Alt.", "Neu."]
        assert entries.revisions(db, 1)[0].data.authors == ("Änne Öhler",)
        assert second.data.enclosures[0].url == "https://kurier.example/1.jpg"
        assert feeds.all_feeds(db)[1].hints.skip_hours == {3}
        assert [(change.seq, change.kind) for change in changes.since(db, 0)] == [(9, ChangeKind.ENTRY_REVISED)]
        assert doctor.examine(path).well
    assert dump(tmp_path / f"ticker.db.schema-{version}") == before


@pytest.mark.parametrize("version", EARLIER)
def test_a_database_brought_up_to_date_is_like_one_that_was_made_now(tmp_path: Path, version: int) -> None:
    earlier.make(tmp_path / "old.db", version)
    earlier.make(tmp_path / "new.db", PRESENT)
    with open_database(tmp_path / "old.db") as old, open_database(tmp_path / "new.db") as new:
        assert contents(old) == contents(new)
        shape = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
        assert old.rows(shape) == new.rows(shape)


@pytest.mark.parametrize("version", EARLIER)
def test_one_can_go_on_working_with_it(tmp_path: Path, version: int) -> None:
    earlier.make(tmp_path / "ticker.db", version)
    with open_database(tmp_path / "ticker.db") as db:
        feed = feeds.all_feeds(db)[0]
        assert len(poll(db, feed, *map(add, numbered(3)))) >= 3
        (known,) = entries.stored(db, feed.id, ["a"]).values()
        assert revise({"a": known}, [known.data]) == ()
        assert marks.set_hidden(db, [1, 5], True, NOW) == [1, 5]
        assert retention.prune(db, NOW, NOW) == 5


def test_a_step_that_fails_leaves_the_database_of_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ticker.db"
    earlier.make(path, 2)
    broken = (*schema.STEPS[2], "CREATE TABLE half (x)", "INSERT INTO nothing VALUES (1)")
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS[:2], broken))
    monkeypatch.setattr(schema.migrate, "__defaults__", (schema.STEPS,))
    before = dump(path)
    with pytest.raises(sqlite3.OperationalError):
        open_database(path)
    assert dump(path) == before
    assert dump(tmp_path / "ticker.db.schema-2") == before


def test_only_the_last_copy_is_kept(tmp_path: Path) -> None:
    earlier.make(tmp_path / "ticker.db", PRESENT - 1)
    (tmp_path / "ticker.db.schema-1").touch()
    (tmp_path / f"ticker.db.schema-{PRESENT - 1}.4711.part").touch()  # killed while it was made
    (tmp_path / f"ticker.db.schema-{PRESENT - 1}.4711.part-journal").touch()
    (tmp_path / "ticker.db.notes").touch()
    (tmp_path / "other.db.schema-1").touch()
    open_database(tmp_path / "ticker.db").close()
    assert {file.name for file in tmp_path.iterdir()} == {
        "ticker.db",
        f"ticker.db.schema-{PRESENT - 1}",
        "ticker.db.notes",
        "other.db.schema-1",
    }
    assert (tmp_path / f"ticker.db.schema-{PRESENT - 1}").stat().st_mode & 0o777 == 0o600


def test_an_empty_database_of_an_earlier_schema_needs_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        schema.migrate(connection, schema.STEPS[:1])
    open_database(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_where_no_copy_can_be_made_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "ticker.db"
    earlier.make(path, 1)
    (tmp_path / "ticker.db.schema-1").mkdir()
    before = dump(path)
    with pytest.raises((UsageError, UnavailableError), match="cannot be written"):
        open_database(path)
    assert dump(path) == before
