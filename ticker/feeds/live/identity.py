"""Entries of live blogs whose source gives them no id, or gives them another one with every edit. Pure.

An entry without an id is known by its time and a number among those of that time. That number is settled against
what is stored: a text that is nearly the same at the same time is a correction, whatever its id; so neither a
corrected typo nor an entry pushed in between makes a new entry of an old one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from ticker.model import EntryData

_PREFIX = "time:"
_ALIKE = 0.6  # part of the words that two versions of one text share
_SAME_ELSEWHERE = 0.85  # the same where the time was corrected too
_MOVED = timedelta(minutes=30)  # how far the time of an entry is corrected
_FEW_WORDS = 6  # a shorter text is too easily like another one
_GONE_AT_ONCE = 2  # more entries than that do not vanish by an editor's hand in one step


def time_id(published: datetime | None, number: int = 1) -> str:
    """The id of an entry that has none: its time in UTC, and which of those of that time it is."""
    stamp = "none" if published is None else published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{_PREFIX}{stamp}" if number == 1 else f"{_PREFIX}{stamp}#{number}"


def is_time_id(id: str) -> bool:
    """Whether the id is one of `time_id`."""
    return id.startswith(_PREFIX)


def numbered(entries: Sequence[EntryData]) -> list[EntryData]:
    """The entries (the newest first), those without an id known by their times, numbered from the oldest.

    A text that stands there twice at one time, as a pinned one does, is one entry.
    """
    count: Counter[datetime | None] = Counter()
    seen: set[tuple[object, ...]] = set()
    kept: list[EntryData] = []
    for entry in reversed(entries):
        if entry.id:
            kept.append(entry)
            continue
        text = (entry.published, entry.title, entry.content)
        if text in seen:
            continue
        seen.add(text)
        count[entry.published] += 1
        kept.append(replace(entry, id=time_id(entry.published, count[entry.published])))
    return kept[::-1]


def span(entries: Iterable[EntryData]) -> tuple[datetime, datetime] | None:
    """From when to when entries have to be known to settle these ones; None where none has a time."""
    times = [entry.published for entry in entries if entry.published is not None]
    return (min(times) - _MOVED, max(times) + _MOVED) if times else None


def settle(parsed: Sequence[EntryData], known: Sequence[EntryData]) -> tuple[EntryData, ...]:
    """The parsed entries of a live blog, each under the id under which it is known if it is known at all.

    `known` are the stored entries of the feed within `span`. What the source gives an id of its own that is known
    keeps it. The others are looked for among the known entries that are not in the document under their own id:
    first the same text at the same time, then a text like it, then the only one of its time, then a text like it at
    a time not far away. What is not found is new.
    """
    return _Settling(parsed, known).settled()


class _Settling:
    def __init__(self, parsed: Sequence[EntryData], known: Sequence[EntryData]) -> None:
        self._parsed = parsed
        given = {entry.id for entry in parsed if not is_time_id(entry.id)}
        self._ids = {entry.id for entry in known}
        self._open = {entry.id: entry for entry in known if entry.id not in given}
        self._words = _Words()
        self._found: dict[int, str] = {}

    def settled(self) -> tuple[EntryData, ...]:
        if all(entry.id in self._ids and not is_time_id(entry.id) for entry in self._parsed):
            return tuple(self._parsed)
        waiting = [
            number for number, entry in enumerate(self._parsed) if is_time_id(entry.id) or entry.id not in self._ids
        ]
        waiting = self._pair(waiting, 1.0, timedelta())
        waiting = self._pair(waiting, _ALIKE, timedelta())
        waiting = self._pair_alone(waiting)
        self._pair(waiting, _SAME_ELSEWHERE, _MOVED)
        return self._named()

    def _pair(self, waiting: list[int], alike: float, reach: timedelta) -> list[int]:
        """Pair the parsed with the known where the texts are so much alike, the likest first; give who is left."""
        by_time = _by_time(self._open.values())
        pairs: list[tuple[float, int, str]] = []
        for number in waiting:
            entry = self._parsed[number]
            near = by_time.get(entry.published, []) if not reach else self._near(entry, reach)
            for other in near:
                likeness = self._words.likeness(entry, other)
                if likeness >= alike:
                    pairs.append((likeness, number, other.id))
        pairs.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
        for _likeness, number, id in pairs:
            if number not in self._found and id in self._open:
                self._take(number, id)
        return [number for number in waiting if number not in self._found]

    def _pair_alone(self, waiting: list[int]) -> list[int]:
        """Pair what is alone at its time on both sides: a text written anew. Only ids of ours say so little."""
        by_time = _by_time(self._open.values())
        times = Counter(self._parsed[number].published for number in waiting)
        for number in waiting:
            entry = self._parsed[number]
            others = by_time.get(entry.published, [])
            alone = times[entry.published] == 1 and len(others) == 1 and entry.published is not None
            if alone and is_time_id(entry.id) and is_time_id(others[0].id):
                self._take(number, others[0].id)
        return [number for number in waiting if number not in self._found]

    def _near(self, entry: EntryData, reach: timedelta) -> list[EntryData]:
        if entry.published is None or self._words.count(entry) < _FEW_WORDS:
            return []
        return [
            other
            for other in self._open.values()
            if other.published is not None and abs(other.published - entry.published) <= reach
        ]

    def _take(self, number: int, id: str) -> None:
        self._found[number] = id
        del self._open[id]

    def _named(self) -> tuple[EntryData, ...]:
        """The entries under the ids that were found; a new one without an id gets a number that nobody has."""
        taken = self._ids | set(self._found.values())
        named: list[EntryData] = []
        for number in range(len(self._parsed) - 1, -1, -1):
            entry = self._parsed[number]
            if number in self._found:
                named.append(replace(entry, id=self._found[number]))
                continue
            if is_time_id(entry.id):
                count = 1
                while time_id(entry.published, count) in taken:
                    count += 1
                entry = replace(entry, id=time_id(entry.published, count))
            taken.add(entry.id)
            named.append(entry)
        return tuple(named[::-1])


def vanished(parsed: Sequence[EntryData], known: Sequence[EntryData]) -> tuple[EntryData, ...]:
    """The known entries that an editor has taken out of the live blog since, as withdrawn ones.

    `parsed` are the settled entries of a whole document in its order. An entry is gone where at most two in a row are
    missing between two that follow each other in the document, with an older one before these two. So what
    leaves a page at its end, or stands between the page and a pinned entry from the morning, is not gone.
    """
    place = {entry.id: number for number, entry in enumerate(parsed)}
    timed = sorted((entry for entry in known if entry.published and not entry.withdrawn), key=_time)
    present = [number for number, entry in enumerate(timed) if entry.id in place]
    gone: list[EntryData] = []
    for before, after in pairwise(present[1:]):
        missing = timed[before + 1 : after]
        if 0 < len(missing) <= _GONE_AT_ONCE and _adjacent(parsed, place[timed[before].id], place[timed[after].id]):
            gone += [replace(entry, withdrawn=True) for entry in missing]
    return tuple(gone)


def _adjacent(parsed: Sequence[EntryData], one: int, other: int) -> bool:
    """Whether what stands between two places of the document is at most what was pushed in just there."""
    low, high = sorted((one, other))
    first, last = _time(parsed[low]), _time(parsed[high])
    between = parsed[low + 1 : high]
    return len(between) <= _GONE_AT_ONCE and all(min(first, last) <= _time(e) <= max(first, last) for e in between)


def _by_time(entries: Iterable[EntryData]) -> dict[datetime | None, list[EntryData]]:
    grouped: dict[datetime | None, list[EntryData]] = defaultdict(list)
    for entry in entries:
        grouped[entry.published].append(entry)
    return grouped


_NEVER = datetime.min.replace(tzinfo=UTC)


def _time(entry: EntryData) -> datetime:
    return entry.published or _NEVER


class _Words:
    """The words of entries, counted once each."""

    def __init__(self) -> None:
        self._counted: dict[int, tuple[EntryData, Counter[str]]] = {}

    def likeness(self, one: EntryData, other: EntryData) -> float:
        """Which part of their words two entries share, from 0 to 1 (Dice)."""
        ours, theirs = self._of(one), self._of(other)
        total = ours.total() + theirs.total()
        return 2 * (ours & theirs).total() / total if total else 1.0

    def count(self, entry: EntryData) -> int:
        """How many words an entry has."""
        return self._of(entry).total()

    def _of(self, entry: EntryData) -> Counter[str]:
        # the entry is kept beside its words, so that no other one can get its number meanwhile
        held = self._counted.get(id(entry))
        if held is None:
            held = entry, Counter(f"{entry.title or ''} {entry.content or entry.summary or ''}".casefold().split())
            self._counted[id(entry)] = held
        return held[1]
