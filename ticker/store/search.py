"""Search: which entries a query finds, in river order for lists, or the best first with what was found in them."""

# ruff: noqa: S608 - what is put together into SQL here are constants of this package and placeholders

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import datetime, tzinfo

from ticker.clock import to_milliseconds
from ticker.excerpts import Hit, Needle, excerpt, mark, must_be_marked, needles, relevance
from ticker.query import All, Any, Is, Not, Query, State
from ticker.store import entries, search_index
from ticker.store.database import Database, explained, transaction
from ticker.store.entries import Counts
from ticker.store.search_terms import Translator
from ticker.store.sight import EVERYTHING, Sight, condition
from ticker.text.folding import holds_part, holds_phrase

_CONSIDERED = 400
_HALF_AS_FRESH = 7 * 86_400_000  # milliseconds after which an entry counts half


def keys(
    db: Database,
    query: Query,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    sight: Sight = EVERYTHING,
    limit: int | None = None,
) -> tuple[array[int], array[int]]:
    """The keys of the entries that a query finds in river order, and the `sort_at` of each in milliseconds.

    `now` and `zone` (None: the system's) say what `gestern` means. With `limit` only so many, those that came last:
    that takes a millisecond or two however many there are.
    A part of a word counts as found where every second run of its letters is: very seldom that is one too many.
    """
    inner, values = _found(db, query, now, zone, sight, limit)
    # As two texts, which SQLite writes and json reads: a row in Python for each would take longer than the search.
    sql = f"SELECT json_group_array(key), json_group_array(at) FROM ({inner} ORDER BY at DESC, key DESC)"
    ((found, times),) = db.rows(sql, values)
    return array("q", json.loads(found)), array("q", json.loads(times))


def figures(
    db: Database, query: Query, *, now: datetime, zone: tzinfo | None = None, sight: Sight = EVERYTHING
) -> Counts:
    """How many entries a query finds, and how many of them are unread: in half the time that `keys` takes for all."""
    inner, values = _found(db, query, now, zone, sight, None, "e.read = 0 AS unread")
    return Counts(*db.rows(f"SELECT COUNT(*), COALESCE(SUM(unread), 0) FROM ({inner})", values)[0])


def hits(
    db: Database,
    query: Query,
    *,
    now: datetime,
    zone: tzinfo | None = None,
    sight: Sight = EVERYTHING,
    limit: int = 20,
) -> list[Hit]:
    """The entries that fit best: those whose headline holds the words, whole rather than in parts, and the fresher.

    Of many that fit, those that came last are weighed up.
    """
    asked = needles(query)
    inner, values = _found(db, query, now, zone, sight, max(limit, _CONSIDERED))
    found = [(at, key) for at, key in db.rows(f"SELECT at, key FROM ({inner}) ORDER BY at DESC, key DESC", values)]
    titles = {row.key: row.title for row in entries.headlines(db, [key for _, key in found])} if asked else {}
    present = to_milliseconds(now)

    def worth(place: tuple[int, int]) -> float:
        freshness = 1 / (1 + max(present - place[0], 0) / _HALF_AS_FRESH)
        return (1 + 2 * relevance(titles.get(place[1], ""), asked)) * freshness

    best = sorted(found, key=worth, reverse=True)
    return _shown(db, [key for _, key in best], asked, limit, certain=must_be_marked(query))


def rebuild(db: Database) -> None:
    """Make the index anew from what is stored."""
    with transaction(db) as connection:
        search_index.rebuild(connection)


def _shown(db: Database, keys: Sequence[int], asked: Sequence[Needle], limit: int, *, certain: bool) -> list[Hit]:
    shown: list[Hit] = []
    for start in range(0, len(keys), limit):
        for entry in entries.some(db, keys[start : start + limit]):
            data = entry.data
            title = mark(data.title or "", asked)
            text = excerpt("\n".join(filter(None, (data.summary, data.content))), asked)
            # Without a mark the runs of letters were there, but not in one word.
            if title.marks or text.marks or not certain:
                shown.append(Hit(entry, title, text))
        if len(shown) >= limit:
            break
    return shown[:limit]


def _found(
    db: Database,
    query: Query,
    now: datetime,
    zone: tzinfo | None,
    sight: Sight,
    limit: int | None,
    shown: str = "e.sort_at AS at, e.key AS key",
) -> tuple[str, Sequence[object]]:
    """A query in SQL for `at` and `key` of what is found, or what else is to be `shown`, in no order; its values."""
    if _asks_for_hidden(query):
        sight = sight._replace(hidden=True)
    seen, values = condition(sight)
    terms = Translator(db, now, zone).terms(query)
    with explained(db.path):
        db.connection.create_function("holds_phrase", 2, holds_phrase, deterministic=True)
        db.connection.create_function("holds_part", 2, holds_part, deterministic=True)
    sql, asked = f"SELECT {shown} FROM entry e WHERE {terms.sql} AND {seen}", terms.values
    last = "e.sort_at DESC, e.key DESC"
    if terms.match is not None:
        sql = f"""
            SELECT {shown} FROM search CROSS JOIN entry e ON e.key = search.rowid
            WHERE search MATCH ? AND {terms.sql} AND {seen}
        """
        asked, last = (terms.match, *asked), "search.rowid DESC"  # so the index runs by itself
    if limit is None:
        return sql, (*asked, *values)
    return f"SELECT at, key FROM ({sql} ORDER BY {last} LIMIT ?)", (*asked, *values, limit)


def _asks_for_hidden(query: Query) -> bool:
    match query:
        case Is(state):
            return state is State.HIDDEN
        case Not(term):
            return _asks_for_hidden(term)
        case All(terms) | Any(terms):
            return any(map(_asks_for_hidden, terms))
    return False
