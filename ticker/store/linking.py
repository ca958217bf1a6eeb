"""Stories: entries of different feeds about one event, linked when they arrive. Nothing is ever deleted for it.

    entry.story     the number of the story that the entry is in
    story_gist      what the entries of the last days are about, for comparison: see `ticker.store.recent`
    story_split     pairs that the reader has parted: see `ticker.store.stories`

A story is numbered by the key of the entry whose arrival made it one.
"""

# ruff: noqa: S608 - what is put together into SQL here are constants of this file and placeholders

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ticker.clock import to_milliseconds
from ticker.model import Change, ChangeKind, EntryData
from ticker.store import changes
from ticker.store.database import Database
from ticker.store.recent import Recent, follow
from ticker.store.rows import batches
from ticker.store.stories import members_of
from ticker.stories import (
    ALIKE,
    CLEARLY_ALIKE,
    WINDOW,
    Gist,
    gist,
    likeness_to,
    rarest,
    weight,
)
from ticker.text.folding import Kept

_WINDOW = WINDOW // WINDOW.resolution // 1000  # milliseconds
_LOOKED_AT, _SHARE = 400, 50  # so many entries, or that part of all, hold a word by which others are looked for
_COMPARED = 12  # of them, those that hold most of these words
_FORGOTTEN = 2  # entries that are too old, for each that arrives
_MOST = 100_000  # entries that are remembered, in half as many kilobytes

_STORIES = "SELECT key, story FROM entry WHERE key IN ({marks})"


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A new entry, its place in the river (milliseconds) and what it is about."""

    key: int
    placed: int
    told: Gist


class _Counted:
    """Recent texts as they are at the start of a poll: how many hold a word and what it weighs, counted once each."""

    def __init__(self, recent: Recent) -> None:
        counts = Kept(lambda term: len(recent.holding(term)))
        self.recent = recent
        self.looked_at = max(_LOOKED_AT, len(recent) // _SHARE)
        self.counts: Mapping[str, int] = counts
        self.weights: Mapping[str, float] = Kept(lambda term: weight(term, counts[term] or 1, len(recent)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A stored entry that tells the same, the story that it is in, and how much alike the two are."""

    key: int
    story: int | None
    alike: float


def link(db: Database, feed_id: int, at: datetime, added: Iterable[tuple[int, EntryData]]) -> list[Change]:
    """Join the new entries of a poll with what tells the same, and remember them for later ones.

    Works inside the caller's transaction; `added` are the keys with what they hold, `at` is the moment of the poll.
    Passed over is what is older than the window, or not free yet (embargo).
    """
    connection, now = db.connection, to_milliseconds(at)
    arrived = list(_arrivals(added, at, now))
    if not arrived:
        return []
    recent = db.recent = follow(connection, db.recent)
    counted = _Counted(recent)
    joined: list[int] = []
    for arrival in arrived:
        if found := _alike(connection, arrival, feed_id, counted):
            _join(connection, arrival.key, found)
            joined.append(arrival.key)
    # They are of one feed and never compared with each other, so all can be remembered in one go.
    _remember(connection, feed_id, arrived)
    _forget(connection, recent, now - _WINDOW, _FORGOTTEN * len(arrived))
    return changes.append_all(connection, at, ChangeKind.STORY_CHANGED, feed_id, joined)


def _arrivals(added: Iterable[tuple[int, EntryData]], at: datetime, now: int) -> Iterator[_Arrival]:
    for key, data in added:
        placed = min(to_milliseconds(data.published or at), now)
        if placed >= now - _WINDOW and (data.embargo is None or data.embargo <= at):
            yield _Arrival(key, placed, gist(data))


def _alike(connection: sqlite3.Connection, arrival: _Arrival, feed_id: int, counted: _Counted) -> list[_Found]:
    """What tells the same, the most alike first."""
    recent, likeness = counted.recent, likeness_to(arrival.told, counted.weights)
    compared = [(recent.keys[text], likeness(*recent.told(text))) for text in _near(arrival, feed_id, counted)]
    alike = {key: much for key, much in compared if much >= ALIKE}
    if not alike:
        return []
    rows = connection.execute(_STORIES.format(marks=", ".join("?" * len(alike))), tuple(alike))
    return sorted((_Found(key, story, alike[key]) for key, story in rows), key=lambda one: (-one.alike, one.key))


def _near(arrival: _Arrival, feed_id: int, counted: _Counted) -> Iterator[int]:
    """The entries of other feeds that share enough words to be looked at, those that share most first."""
    recent, asked = counted.recent, rarest(arrival.told, counted.counts, counted.looked_at)
    near = (
        text
        for _, text in recent.sharing(asked, min(2, len(asked)))
        if recent.feeds[text] != feed_id and abs(recent.placed[text] - arrival.placed) <= _WINDOW
    )
    return islice(near, _COMPARED)


def _join(connection: sqlite3.Connection, key: int, found: list[_Found]) -> None:
    """Put a new entry into the story of the entry most like it, and what is clearly like it as well."""
    story = found[0].story or key
    # What is in the story already is left alone: writing it again would touch a page somewhere far back.
    new = [(story, key)] if found[0].story else [(story, key), (story, found[0].key)]
    connection.executemany("UPDATE entry SET story = ? WHERE key = ?", new)
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


def _remember(connection: sqlite3.Connection, feed_id: int, arrived: Sequence[_Arrival]) -> None:
    connection.executemany(
        "INSERT INTO story_gist (entry_key, feed_id, at, terms) VALUES (?, ?, ?, ?)",
        ((one.key, feed_id, one.placed, _write(one.told)) for one in arrived),
    )


def _forget(connection: sqlite3.Connection, recent: Recent, before: int, most: int) -> None:
    """Let go of some entries that nothing new can be like; of more than come in, so that all go in the end."""
    if gone := min(max(recent.old(before, most), len(recent) - _MOST), most):
        last = recent.keys[recent.first + gone - 1]
        connection.execute("DELETE FROM story_gist WHERE entry_key <= ?", (last,))


def _write(told: Gist) -> str:
    return "|".join(" ".join(sorted(part)) for part in (told.title, told.terms - told.title, told.places))
