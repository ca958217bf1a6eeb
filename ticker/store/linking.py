"""Stories: entries of different feeds about one event, linked when they arrive. Nothing is ever deleted for it.

    entry.story     the number of the story that the entry is in
    story_gist      what the entries of the last days are about, for comparison
    story_term      which of them hold a word;  story_count  how many that are
    story_split     pairs that the reader has parted: see `ticker.store.stories`

A story is numbered by the key of the entry whose arrival made it one.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from ticker.clock import to_milliseconds
from ticker.model import Change, ChangeKind, EntryData
from ticker.store import changes
from ticker.store.rows import batches
from ticker.store.stories import members_of
from ticker.stories import (
    ALIKE,
    CLEARLY_ALIKE,
    FEWEST_SHARED,
    WINDOW,
    Gist,
    at_most,
    gist,
    likeness,
    rarest,
    telling,
    weights,
)

_WINDOW = WINDOW // WINDOW.resolution // 1000  # milliseconds
_LOOKED_AT = 400  # entries that hold one of the words by which others are looked for
_BEST = 48  # of them, those that hold most of these words
_COMPARED = 24  # entries that are compared at the most
_FORGOTTEN = 2  # entries that are too old, for each that arrives

_CANDIDATES = """
    SELECT g.entry_key, e.story, g.terms FROM (
        SELECT entry_key, COUNT(*) AS shared FROM story_term WHERE term IN ({marks}) GROUP BY entry_key
        HAVING shared >= ? ORDER BY shared DESC, entry_key DESC LIMIT ?
    ) JOIN story_gist g USING (entry_key) JOIN entry e ON e.key = g.entry_key
    WHERE g.feed_id <> ? AND g.at BETWEEN ? AND ? ORDER BY shared DESC, g.entry_key DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A new entry, its place in the river (milliseconds) and what it is about."""

    key: int
    placed: int
    told: Gist


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many of the remembered entries hold a word, and its weight, as far as either was asked for in this poll."""

    total: int
    counts: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A stored entry that tells the same, the story that it is in, and how much alike the two are."""

    key: int
    story: int | None
    alike: float


def link(
    connection: sqlite3.Connection, feed_id: int, at: datetime, added: Iterable[tuple[int, EntryData]]
) -> list[Change]:
    """Join the new entries of a poll with what tells the same, and remember them for later ones.

    Works inside the caller's transaction; `added` are the keys with what they hold, `at` is the moment of the poll.
    Passed over is what is older than the window, or not free yet (embargo).
    """
    now = to_milliseconds(at)
    arrived = list(_arrivals(added, at, now))
    if not arrived:
        return []
    total = connection.execute("SELECT count FROM story_count WHERE term = ''").fetchone()
    common = _Counted(total[0] if total else 0)
    _weigh(connection, common, {term for arrival in arrived for term in arrival.told.terms})
    joined: list[int] = []
    for arrival in arrived:
        if found := _alike(connection, arrival, feed_id, common):
            _join(connection, arrival.key, found)
            joined.append(arrival.key)
    # They are of one feed and never compared with each other, so all can be remembered in one go.
    _remember(connection, feed_id, arrived)
    _forget(connection, now - _WINDOW, _FORGOTTEN * len(arrived))
    return [changes.append(connection, at, ChangeKind.STORY_CHANGED, feed_id, key) for key in joined]


def _arrivals(added: Iterable[tuple[int, EntryData]], at: datetime, now: int) -> Iterator[_Arrival]:
    for key, data in added:
        placed = min(to_milliseconds(data.published or at), now)
        if placed >= now - _WINDOW and (data.embargo is None or data.embargo <= at):
            yield _Arrival(key, placed, gist(data))


def _alike(connection: sqlite3.Connection, arrival: _Arrival, feed_id: int, common: _Counted) -> list[_Found]:
    """What tells the same, the most alike first."""
    told = arrival.told
    near = [
        one for one in _near(connection, arrival, feed_id, common) if at_most(told, one[2], common.weights) >= ALIKE
    ]
    _weigh(connection, common, {term for _, _, other in near for term in other.terms})
    found: list[_Found] = []
    sure: set[int] = set()  # stories that it belongs to, whatever else is in them
    for key, story, other in near:
        alike = 0 if story in sure else likeness(told, other, common.weights)
        if alike >= ALIKE:
            found.append(_Found(key, story, alike))
        if alike >= CLEARLY_ALIKE and story is not None:
            sure.add(story)
    return sorted(found, key=lambda one: (-one.alike, one.key))


def _near(
    connection: sqlite3.Connection, arrival: _Arrival, feed_id: int, common: _Counted
) -> Iterator[tuple[int, int | None, Gist]]:
    """The key, the story and the gist of the entries of other feeds that share enough words to be looked at."""
    asked = rarest(arrival.told, common.counts, _LOOKED_AT)
    if not asked:
        return
    sql = _CANDIDATES.format(marks=", ".join("?" * len(asked)))
    fewest = min(2, len(asked))
    values = (*asked, fewest, _BEST, feed_id, arrival.placed - _WINDOW, arrival.placed + _WINDOW, _COMPARED)
    own = telling(arrival.told)
    for key, story, terms in connection.execute(sql, values).fetchall():
        if len(own.intersection(_all_words(terms))) >= FEWEST_SHARED:
            yield key, story, _read(terms)


def _join(connection: sqlite3.Connection, key: int, found: list[_Found]) -> None:
    """Put a new entry into the story of the entry most like it, and what is clearly like it as well."""
    story = found[0].story or key
    connection.execute("UPDATE entry SET story = ? WHERE key IN (?, ?)", (story, key, found[0].key))
    for one in found[1:]:
        if one.alike < CLEARLY_ALIKE or one.story == story:
            continue
        mine = members_of(connection, story)
        theirs = [one.key] if one.story is None else members_of(connection, one.story)
        if not _parted(connection, mine, theirs):
            for marks, batch in batches(theirs):
                connection.execute(f"UPDATE entry SET story = ? WHERE key IN ({marks})", (story, *batch))


def _parted(connection: sqlite3.Connection, some: Collection[int], others: Collection[int]) -> bool:
    """Whether the reader has parted one of these from one of the others."""
    for marks, batch in batches([*some, *others]):
        rows = connection.execute(f"SELECT one, other FROM story_split WHERE one IN ({marks})", batch)
        for one, other in rows:
            if (one in some and other in others) or (one in others and other in some):
                return True
    return False


def _weigh(connection: sqlite3.Connection, common: _Counted, terms: AbstractSet[str]) -> None:
    """Count and weigh these words too."""
    more = terms - common.weights.keys()
    found: dict[str, int] = {}
    for marks, batch in batches(sorted(more)):
        found.update(connection.execute(f"SELECT term, count FROM story_count WHERE term IN ({marks})", batch))
    common.counts.update(found)
    common.weights.update(weights(more, found, common.total))


def _remember(connection: sqlite3.Connection, feed_id: int, arrived: Sequence[_Arrival]) -> None:
    connection.executemany(
        "INSERT INTO story_gist (entry_key, feed_id, at, terms) VALUES (?, ?, ?, ?)",
        ((one.key, feed_id, one.placed, _write(one.told)) for one in arrived),
    )
    connection.executemany(
        "INSERT INTO story_term (term, entry_key) VALUES (?, ?)",
        ((term, one.key) for one in arrived for term in one.told.terms),
    )
    counted = Counter(term for one in arrived for term in one.told.terms)
    connection.executemany(
        "INSERT INTO story_count (term, count) VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET count = count + excluded.count",
        [("", len(arrived)), *counted.items()],
    )


def _forget(connection: sqlite3.Connection, before: int, most: int) -> None:
    """Let go of some entries that nothing new can be like; of more than come in, so that all go in the end."""
    rows = connection.execute(
        "DELETE FROM story_gist WHERE entry_key IN (SELECT entry_key FROM story_gist WHERE at < ? LIMIT ?)"
        " RETURNING entry_key, terms",
        (before, most),
    ).fetchall()
    if not rows:
        return
    gone = [(term, key) for key, terms in rows for term in _read(terms).terms]
    counted = Counter(term for term, _ in gone)
    connection.executemany("DELETE FROM story_term WHERE term = ? AND entry_key = ?", gone)
    connection.executemany(
        "UPDATE story_count SET count = count - ? WHERE term = ?",
        [(len(rows), ""), *((count, term) for term, count in counted.items())],
    )
    connection.executemany("DELETE FROM story_count WHERE term = ? AND count <= 0", ((term,) for term in counted))


def _write(told: Gist) -> str:
    return "|".join(" ".join(sorted(part)) for part in (told.title, told.terms - told.title, told.places))


def _all_words(text: str) -> list[str]:
    return text.replace("|", " ").split()


def _read(text: str) -> Gist:
    title, lead, places = (frozenset(part.split()) for part in text.split("|"))
    return Gist(title, title | lead, places)
