"""What the anatomy of a news text is told in: parts, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ticker.model import EntryData, Urgency


class Field(StrEnum):
    """The text of an entry that a part lies in."""

    TITLE = "title"
    SUMMARY = "summary"
    CONTENT = "content"


class PartKind(StrEnum):
    """What a part is."""

    KICKER = "kicker"  # "Liveblog: ", "Kommentar | ", the plus signs around a headline
    URGENCY = "urgency"  # "EIL: ", "+++ BLITZ +++", the line "(Eil)"
    BYLINE = "byline"
    DATELINE = "dateline"  # with the agency and the dash behind it
    CREDIT = "credit"  # of agencies and authors' short signs: "(nak/dpa)", "Quelle: dpa"
    PHOTO = "photo"  # who made the picture: "© Anna Berg/dpa"
    CAPTION = "caption"  # what is said of the picture before its credit
    TEASER = "teaser"  # the lead before the text proper
    CROSSHEAD = "crosshead"
    CORRECTION = "correction"  # "Berichtigung: …", "Anm. d. Red.: …", "Update: "
    EMBARGO = "embargo"  # Sperrfrist
    END = "end"  # the text is not updated any more


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an entry's text: `getattr(data, part.field)[part.start:part.end]`.

    A byline has `names`, a dateline `places`; each of them and a credit may have `agencies` (as they write
    themselves: "dpa", "AFP", "Keystone-SDA"), a credit also the authors' short `signs`; a photo credit has its
    makers as `names` and its picture agencies as `agencies`. `urgency` is what a mark of urgency claims.
    """

    kind: PartKind
    field: Field
    start: int
    end: int
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The parts that were recognised, in the order of title, summary, content; no two of one field overlap.

    `urgency` is the greatest one that the source states, a mark claims or a category names, else ROUTINE.
    """

    parts: tuple[Part, ...] = ()
    urgency: Urgency = Urgency.ROUTINE

    def of(self, *kinds: PartKind) -> tuple[Part, ...]:
        """The parts of these kinds."""
        return tuple(part for part in self.parts if part.kind in kinds)

    @property
    def names(self) -> tuple[str, ...]:
        """Who wrote the text, by the bylines in it."""
        return _each(name for part in self.of(PartKind.BYLINE) for name in part.names)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the text was written, by its dateline."""
        return _each(place for part in self.of(PartKind.DATELINE) for place in part.places)

    @property
    def agencies(self) -> tuple[str, ...]:
        """The news agencies that the text comes from, by its byline, dateline and credits."""
        kinds = (PartKind.BYLINE, PartKind.DATELINE, PartKind.CREDIT)
        return _each(agency for part in self.of(*kinds) for agency in part.agencies)


def _each(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def text_of(data: EntryData, part: Part) -> str:
    """The words of a part."""
    text: str | None = getattr(data, part.field)
    return (text or "")[part.start : part.end]
