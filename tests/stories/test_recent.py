"""What the writing process remembers of recent texts is what the table holds, whoever writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories.test_stories import FIRE, OTHER, QUAKE, arrive, story
from ticker.store import search_index
from ticker.store.database import Database, copy_into, memory_database, open_database
from ticker.store.recent import Recent, follow

_DAYS = 24 * 60  # minutes
WORDS = ("Deich", "Sturm", "Hafen", "Kran", "Fähre", "Pegel", "Damm", "Möwe")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


def held(recent: Recent) -> dict[int, tuple[object, ...]]:
    """What is remembered, by key, and checked against itself."""
    found: dict[int, tuple[object, ...]] = {}
    for text in range(recent.first, len(recent.keys)):
        words, headline, named = recent.told(text)
        assert all(text in recent.holding(word) for word in words)
        found[recent.keys[text]] = (recent.feeds[text], recent.placed[text], words, headline, named)
    for word in recent.holders:
        assert all(word in recent.words[text] for text in recent.holding(word))
    return found


def lose(db: Database, title: str) -> None:
    """Let a text arrive and the disk fail at the last moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "update", lambda *_: 1 / 0)
        arrive(db, "blatt", title)


def check(db: Database) -> None:
    assert held(follow(db.connection, db.recent)) == held(follow(db.connection, None))


def test_what_another_process_writes_is_known(db: Database) -> None:
    arrive(db, "kurier", FIRE, "Die Feuerwehr ist im Einsatz.")
    with open_database(db.path) as other:
        one = arrive(other, "funk", QUAKE)
    two = arrive(db, "bote", OTHER, minutes=1)
    assert story(db, one) == story(db, two) is not None
    check(db)


def test_what_was_taken_back_is_not_remembered(db: Database) -> None:
    arrive(db, "kurier", FIRE, "Die Feuerwehr ist im Einsatz.")
    with pytest.raises(ZeroDivisionError):
        lose(db, QUAKE)
    one = arrive(db, "bote", OTHER)
    assert story(db, one) is None
    check(db)


def test_another_content_in_the_place_of_the_first_is_all_that_is_known(db: Database) -> None:
    arrive(db, "kurier", QUAKE)
    arrive(db, "funk", FIRE, "Die Feuerwehr ist im Einsatz.")
    with memory_database() as other:
        arrive(other, "blatt", "Ruhiger Tag in Falkenmünde", "Nichts geschah.")
        copy_into(other, db)
    assert story(db, arrive(db, "bote", OTHER, minutes=1)) is None
    check(db)
    with memory_database() as empty:
        copy_into(empty, db)
    assert story(db, arrive(db, "bote", OTHER, minutes=1)) is None
    check(db)


def test_what_was_forgotten_by_any_process_is_found_no_more(db: Database) -> None:
    one = arrive(db, "kurier", QUAKE)
    with open_database(db.path) as other:
        arrive(other, "funk", FIRE, "Die Feuerwehr ist im Einsatz.", minutes=4 * _DAYS)
    assert db.recent is not None
    assert len(follow(db.connection, db.recent)) == 1
    two = arrive(db, "bote", OTHER, minutes=1)  # as old as the first, so that only its absence parts them
    assert story(db, one) is story(db, two) is None
    check(db)


@dataclass(frozen=True)
class Step:
    """Some texts that come, some of the oldest that go, and whether the process that remembers looks at all."""

    come: tuple[str, ...]
    go: int
    look: bool


texts = st.lists(st.sampled_from("abcde"), max_size=4, unique=True).map(
    lambda words: f"{' '.join(words[:1])}|{' '.join(words[1:])}|"
)
steps = st.builds(Step, st.lists(texts, max_size=4).map(tuple), st.integers(0, 3), st.booleans())


@given(st.lists(steps, max_size=12), st.sampled_from([0, 2, 1000]))
def test_the_memory_follows_the_table(taken: list[Step], many: int) -> None:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr("ticker.store.recent._MANY", many)
        connection.execute("CREATE TABLE story_gist (entry_key INTEGER PRIMARY KEY, feed_id, at, terms)")
        recent, key = None, 0
        for step in taken:
            for terms in step.come:
                key += 1
                connection.execute("INSERT INTO story_gist VALUES (?, 1, ?, ?)", (key, key, terms))
            first = "SELECT entry_key FROM story_gist ORDER BY entry_key LIMIT ?"
            connection.execute(f"DELETE FROM story_gist WHERE entry_key IN ({first})", (step.go,))
            if step.look:
                recent = follow(connection, recent)
                assert held(recent) == held(follow(connection, None))
                shared = (len({"a", "b"}.intersection(words)) for words in recent.words[recent.first :])
                assert [n for n, _ in recent.sharing("ab", 1)] == sorted(filter(None, shared), reverse=True)


tellings = st.tuples(
    st.sampled_from(["kurier", "bote", "funk"]),
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=6, unique=True),
    st.integers(0, 3 * _DAYS),
    st.booleans(),
)


@settings(max_examples=30)
@given(st.lists(tellings, max_size=14))
def test_stories_are_the_same_however_often_the_process_begins_anew(
    arrivals: list[tuple[str, list[str], int, bool]],
) -> None:
    with memory_database() as steady, memory_database() as restarted:
        minutes = 0
        for number, (outlet, words, later, anew) in enumerate(arrivals):
            minutes += later
            if anew:
                restarted.recent = None
            for db in (steady, restarted):
                arrive(db, outlet, f"{' '.join(words)} {number}", "", minutes=minutes)
        sql = "SELECT key, story FROM entry"
        assert steady.rows(sql) == restarted.rows(sql)
