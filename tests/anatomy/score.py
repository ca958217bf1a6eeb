"""Precision and recall of the anatomy, by kind of part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tests.anatomy import agency
from tests.anatomy.labelled import Labelled, Place, labelled
from ticker.text.anatomy import Anatomy, PartKind, anatomy

KINDS = ("byline", "dateline", "agency", "urgency")


class Score(NamedTuple):
    """Counts of what was found and is there, found and not there, there and not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of what was found, the share that is there (1 where nothing was found)."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found (1 where nothing is there)."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def scores(part: str) -> dict[str, Score]:
    """The scores of a part of the entries: "tuned", "held" or "agency" (the agency's items)."""
    found: Counter[tuple[str, str]] = Counter()
    for entry in _entries(part):
        read = anatomy(entry.data)
        _count(found, _parts(read), {place for place in entry.places if place.kind in KINDS})
        said = {("agency", name) for name in entry.agencies} if isinstance(entry, agency.Truth) else set()
        _count(found, {("agency", name) for name in read.agencies}, said)
        if isinstance(entry, agency.Truth):
            _count(found, {("urgency",)} if read.urgency <= 2 else set(), {("urgency",)} if entry.urgent else set())
    return {kind: Score(*(found[kind, how] for how in ("right", "wrong", "missed"))) for kind in KINDS}


def _entries(part: str) -> Iterable[Labelled]:
    return agency.items() if part == "agency" else (entry for entry in labelled() if entry.part == part)


def _parts(read: Anatomy) -> set[Place]:
    kinds = (PartKind.BYLINE, PartKind.DATELINE)
    return {Place(part.kind, part.field, part.start, part.end) for part in read.of(*kinds)}


def _count(
    found: Counter[tuple[str, str]], read: Iterable[tuple[object, ...]], there: Iterable[tuple[object, ...]]
) -> None:
    read, there = set(read), set(there)
    for thing in read | there:
        how = "wrong" if thing not in there else "right" if thing in read else "missed"
        found[str(thing[0]), how] += 1


def faults(part: str) -> list[str]:
    """Each part of a text that was not read as it should, in a line."""
    told = []
    for entry in _entries(part):
        read, there = _parts(anatomy(entry.data)), {place for place in entry.places if place.kind in KINDS}
        told += [f"{entry.name}: not there: {place}" for place in sorted(read - there)]
        told += [f"{entry.name}: not found: {place}" for place in sorted(there - read)]
    return told
