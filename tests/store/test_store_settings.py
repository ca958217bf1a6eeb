from __future__ import annotations

from ticker.store import settings
from ticker.store.database import Database, open_database


def test_a_name_that_was_never_put_gives_none(db: Database) -> None:
    assert settings.get(db, "theme") is None


def test_what_was_put_last_comes_back_to_every_connection(db: Database) -> None:
    settings.put(db, "place", "Straße 1")
    settings.put(db, "place", "Straße 2")
    settings.put(db, "other", "")
    assert settings.get(db, "other") == ""
    with open_database(db.path) as face:
        assert settings.get(face, "place") == "Straße 2"
