"""From a query to SQL: what the index can answer, and what is asked of the table `entry`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from ticker import when
from ticker.clock import to_milliseconds
from ticker.query import All, Dated, Edge, Field, Is, Named, Not, Phrase, Query, State, Word
from ticker.store.database import Database
from ticker.store.search_index import AUTHOR, BEGIN, CATEGORY, GRAM, PART
from ticker.text.folding import fold, plain, words

_STATES = {
    State.UNREAD: "e.read = 0",
    State.READ: "e.read = 1",
    State.STARRED: "e.starred = 1",
    State.LATER: "e.later = 1",
    State.HIDDEN: "e.hidden = 1",
    State.URGENT: "e.urgency <= 2",
    State.UPDATED: "e.revision > 1",
    State.WITHDRAWN: "e.withdrawn_at IS NOT NULL",
    State.PINNED: "e.pinned = 1",
    State.KEY_EVENT: "e.key_event = 1",
    State.STORY: "e.story IS NOT NULL",
}
_IN_INDEX = "e.key IN (SELECT rowid FROM search WHERE search MATCH ?)"
_PHRASE = """EXISTS (SELECT 1 FROM revision r WHERE r.entry_key = e.key AND r.number = e.revision
    AND (holds_phrase(r.title, ?) OR holds_phrase(r.summary, ?) OR holds_phrase(r.content, ?)))"""
_STEP = 2  # every second run of letters tells nearly as much as all of them, in half the time


@dataclass(frozen=True, slots=True)
class Terms:
    """A condition on an entry `e`: both `match` (an FTS5 expression, where there is one) and `sql` with its values."""

    match: str | None = None
    sql: str = "1"
    values: tuple[object, ...] = ()

    def whole(self) -> tuple[str, tuple[object, ...]]:
        """All of it as SQL."""
        if self.match is None:
            return self.sql, self.values
        if self.sql == "1":
            return _IN_INDEX, (self.match,)
        return f"({_IN_INDEX} AND {self.sql})", (self.match, *self.values)


@dataclass(frozen=True, slots=True)
class Translator:
    """Turns queries into terms. `now` and `zone` say what yesterday is; names of feeds are looked up in `db`."""

    db: Database
    now: datetime
    zone: tzinfo | None

    def terms(self, query: Query) -> Terms:
        """The terms of a query."""
        match query:
            case Word(text, prefix):
                return Terms(word_match(text, prefix=prefix))
            case Phrase(text):
                return phrase(text)
            case Named(field, text):
                return self.named(field, text)
            case Dated(edge, moment):
                return Terms(None, *self.dated(edge, moment))
            case Is(state):
                return Terms(None, _STATES[state])
            case Not(term):
                sql, values = self.terms(term).whole()
                return Terms(None, f"NOT {sql}", values)
            case All(terms):
                return self.together(terms)
        return self.alternatives(query.terms)

    def together(self, queries: Sequence[Query]) -> Terms:
        """What fits all of them: the index answers as much of it as it can."""
        found = [self.terms(query) for query in queries]
        asked = [term.match for term in found if term.match is not None]
        rest = [term for term in found if term.sql != "1"]
        match = " AND ".join(f"({part})" for part in asked) or None
        if match is not None:
            unwanted = [self.terms(query.term) for query in queries if isinstance(query, Not)]
            indexed = [term.match for term in unwanted if term.match is not None and term.sql == "1"]
            if indexed:
                match = f"({match}) NOT ({' OR '.join(f'({part})' for part in indexed)})"
                told = {Terms(None, f"NOT {_IN_INDEX}", (part,)) for part in indexed}
                rest = [term for term in rest if Terms(None, term.sql, term.values) not in told]
        sql = " AND ".join(term.sql for term in rest) or "1"
        return Terms(match, sql, tuple(value for term in rest for value in term.values))

    def alternatives(self, queries: Sequence[Query]) -> Terms:
        """What fits one of them."""
        found = [self.terms(query) for query in queries]
        if all(term.match is not None and term.sql == "1" for term in found):
            return Terms(" OR ".join(f"({term.match})" for term in found))
        whole = [term.whole() for term in found]
        sql = " OR ".join(sql for sql, _ in whole)
        return Terms(None, f"({sql})", tuple(value for _, values in whole for value in values))

    def dated(self, edge: Edge, moment: when.When) -> tuple[str, tuple[object, ...]]:
        """The condition for a time."""
        start, end = (to_milliseconds(side) for side in when.span(moment, self.now, self.zone))
        if edge is Edge.SINCE:
            return "e.sort_at >= ?", (start,)
        if edge is Edge.UNTIL:
            return "e.sort_at < ?", (end,)
        return "e.sort_at BETWEEN ? AND ?", (start, max(start, end - 1))

    def named(self, field: Field, text: str) -> Terms:
        """The terms for a name."""
        if field is Field.FEED:
            ids = self.feeds(text)
            return Terms(None, f"e.feed_id IN ({', '.join(map(str, ids))})")
        if field is Field.GROUP:
            return Terms(None, f"e.feed_id IN ({', '.join(map(str, self.grouped(text)))})")
        asked = words(text)
        if field is Field.TITLE:
            match = " AND ".join(word_match(word) for word in asked) or None
            sql = " AND ".join(["holds_part(e.headline, ?)"] * len(asked)) or "1"
            return Terms(match, sql, tuple(asked))
        mark = AUTHOR if field is Field.AUTHOR else CATEGORY
        return Terms(" AND ".join(f'"{mark}{word}" *' for word in asked) or None)

    def feeds(self, text: str) -> list[int]:
        """The feeds with that in their title or address."""
        wanted = fold(text)
        rows = self.db.rows("SELECT id, url, title, custom_title FROM feed")
        return [id for id, *names in rows if any(wanted in fold(name or "") for name in names)]

    def grouped(self, text: str) -> list[int]:
        """The feeds in a group with that in its name, or in the names of the groups round it."""
        wanted = fold(text)
        return [id for id, group in self.db.rows('SELECT id, "group" FROM feed') if wanted in fold(group or "")]


def word_match(text: str, *, prefix: bool = False) -> str:
    """The expression that finds a word as the reader typed it.

    From four letters on it is found as a part of any word, a shorter one only alone, with `prefix` also as a beginning.
    What a hyphen holds together is found written as one word too, and with a space.
    """
    return " AND ".join(_run(run, prefix) for run in text.split()) or '""'


def _run(run: str, prefix: bool) -> str:
    found = words(run)
    if "-" not in run or len(found) < 2:
        return " AND ".join(_token(word, prefix) for word in found) or '""'
    apart = " AND ".join(_token(word, prefix) for word in found[:-1])
    return f"({_token(found[-1], prefix)} OR ({apart}))"


def _token(word: str, prefix: bool) -> str:
    if len(word) < GRAM:
        return f'"{BEGIN}{word}"' if prefix else f'"{word}"'
    last = len(word) - GRAM
    starts = dict.fromkeys([*range(0, last, _STEP), last])
    return "(" + " AND ".join(f'"{PART}{word[start : start + GRAM]}"' for start in starts) + ")"


def phrase(text: str) -> Terms:
    """The terms for words in quotation marks: these words, whole, side by side."""
    asked = plain(text).split()
    match = " AND ".join(f'"{word}"' for word in asked) or None
    return Terms(match) if len(asked) < 2 else Terms(match, _PHRASE, (" ".join(asked),) * 3)
