"""What differs between two replays: entries and their versions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ticker.contract import Json

_VERSIONS = ("entry-added", "entry-revised", "entry-updated", "entry-withdrawn")
_PASSING = ("read", "starred", "later", "hidden")  # the reader's own

Key = tuple[str, str]
"""The address of the feed and the id of the entry."""
Outcome = Mapping[Key, tuple[Json, ...]]
"""The changes of each entry, in their order, as the JSON contract has them."""


class Kind(StrEnum):
    """How the second replay differs from the first. The values are printed as JSON."""

    ADDED = "added"
    MISSING = "missing"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that came out otherwise. `fields` says in what; with `versions` the number of them differs."""

    kind: Kind
    feed: str
    id: str
    title: str | None
    fields: tuple[str, ...] = ()


def outcome(changes: Iterable[Json]) -> Outcome:
    """What a replay has made of each entry, from the lines of its change log."""
    found: dict[Key, list[Json]] = {}
    for change in changes:
        entry = change.get("entry")
        if change.get("change") in _VERSIONS and isinstance(entry, dict):
            found.setdefault((str(entry.get("feed")), str(entry.get("id"))), []).append(change)
    return {key: tuple(some) for key, some in found.items()}


def differences(first: Outcome, second: Outcome) -> list[Difference]:
    """What the second has otherwise than the first, in the order of the first and then of the second."""
    found = []
    for key, changes in first.items():
        if key not in second:
            found.append(_difference(Kind.MISSING, key, changes))
        elif fields := _fields(changes, second[key]):
            found.append(_difference(Kind.DIFFERENT, key, second[key], fields))
    return found + [_difference(Kind.ADDED, key, changes) for key, changes in second.items() if key not in first]


def _difference(kind: Kind, key: Key, changes: tuple[Json, ...], fields: tuple[str, ...] = ()) -> Difference:
    title = _entry(changes[-1]).get("title")
    return Difference(kind, *key, title if isinstance(title, str) else None, fields)


def _fields(first: tuple[Json, ...], second: tuple[Json, ...]) -> tuple[str, ...]:
    """What differs in any version: names of the JSON contract; `at` where it came at another time."""
    if len(first) != len(second):
        return ("versions",)
    names: dict[str, None] = {}
    for one, other in zip(first, second, strict=True):
        names |= dict.fromkeys(name for name in ("at", "change") if one.get(name) != other.get(name))
        a, b = _entry(one), _entry(other)
        # A key that only one of two versions of the program knows is no difference.
        names |= dict.fromkeys(name for name in a if name in b and a[name] != b[name] and name not in _PASSING)
    return tuple(names)


def _entry(change: Json) -> Json:
    entry = change.get("entry")
    return entry if isinstance(entry, dict) else {}
