"""What a search, filter, view or rule asks for, as plain data; and how it is written. `ticker.rules` reads it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ticker import when
from ticker.when import When


class Field(StrEnum):
    """What a `Named` looks at."""

    FEED = "feed"
    GROUP = "group"
    CATEGORY = "category"
    AUTHOR = "author"
    TITLE = "title"


class Edge(StrEnum):
    """Which side of a time is meant."""

    SINCE = "since"
    UNTIL = "until"
    ON = "on"


class State(StrEnum):
    """How an entry stands, with its reader or its source."""

    UNREAD = "unread"
    READ = "read"
    STARRED = "starred"
    LATER = "later"
    HIDDEN = "hidden"
    URGENT = "urgent"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    PINNED = "pinned"
    KEY_EVENT = "key"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in title or text; with `prefix` any word that begins so."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, side by side."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name or words in one field."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A place in the river at, before or after a time."""

    edge: Edge
    when: When


@dataclass(frozen=True, slots=True)
class Is:
    """A state."""

    state: State


@dataclass(frozen=True, slots=True)
class Not:
    """What does not fit the term."""

    term: Query


@dataclass(frozen=True, slots=True)
class All:
    """What fits every term; without terms everything."""

    terms: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """What fits at least one of two or more terms."""

    terms: tuple[Query, ...]


Query = Word | Phrase | Named | Dated | Is | Not | All | Any

EVERYTHING = All()
"""The query of an empty text."""

# The German name first, then the English one; further names are understood only.
FIELDS = {
    Field.FEED: ("feed", "feed", "quelle", "source"),
    Field.GROUP: ("gruppe", "group", "ordner", "folder"),
    Field.CATEGORY: ("ressort", "category", "kategorie"),
    Field.AUTHOR: ("autor", "author", "von", "by"),
    Field.TITLE: ("titel", "title"),
}
EDGES = {
    Edge.SINCE: ("seit", "since", "ab", "after"),
    Edge.UNTIL: ("bis", "until", "before"),
    Edge.ON: ("am", "on"),
}
IS = ("ist", "is")
STATES = {
    State.UNREAD: ("ungelesen", "unread", "neu", "new"),
    State.READ: ("gelesen", "read"),
    State.STARRED: ("gemerkt", "starred", "stern", "star"),
    State.LATER: ("später", "later", "spaeter"),
    State.HIDDEN: ("ausgeblendet", "hidden", "versteckt"),
    State.URGENT: ("eil", "urgent", "eilmeldung", "breaking"),
    State.UPDATED: ("geändert", "updated", "geaendert", "changed"),
    State.WITHDRAWN: ("zurückgezogen", "withdrawn", "zurueckgezogen"),
    State.PINNED: ("angeheftet", "pinned", "oben"),
    State.KEY_EVENT: ("wichtig", "key", "wendepunkt"),
    State.STORY: ("thema", "story"),
}

_PLAIN = re.compile(r"[^\s()\"„“»«]+")


def say(query: Query, *, german: bool) -> str:
    """A text that `ticker.rules.parse` understands as the same query, with the names of German or English."""
    return _say(query, german, outermost=True)


def not_(query: Query) -> Query:
    if query == EVERYTHING:
        return EVERYTHING
    return query.term if isinstance(query, Not) else Not(query)


def all_of(queries: list[Query]) -> Query:
    flat: list[Query] = []
    for query in queries:
        flat += query.terms if isinstance(query, All) else [query]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(queries: list[Query]) -> Query:
    flat: list[Query] = []
    for query in queries:
        flat += query.terms if isinstance(query, Any) else [query]
    return flat[0] if len(flat) == 1 else Any(tuple(flat))


def _say(query: Query, german: bool, *, outermost: bool = False) -> str:
    column = 0 if german else 1
    match query:
        case Word(text, prefix):
            return f"{text}*" if prefix else text
        case Phrase(text):
            return f'"{text}"'
        case Named(field, text):
            return f"{FIELDS[field][column]}:{text if _PLAIN.fullmatch(text) else _quoted(text)}"
        case Dated(edge, moment):
            return f"{EDGES[edge][column]}:{when.say(moment, german=german)}"
        case Is(state):
            return f"{IS[column]}:{STATES[state][column]}"
        case Not(term):
            return f"-{_say(term, german)}"
        case All(terms):
            text = " ".join(_say(term, german) for term in terms)
            return text if outermost else f"({text})"
    text = (" ODER " if german else " OR ").join(_say(term, german) for term in query.terms)
    return text if outermost else f"({text})"


def _quoted(text: str) -> str:
    return f'"{text}"'
