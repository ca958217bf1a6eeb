"""A text without some of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ticker.model import EntryData
from ticker.text.anatomy.parts import Anatomy, Field, Part, PartKind

NO_BODY = (
    PartKind.KICKER,
    PartKind.URGENCY,
    PartKind.BYLINE,
    PartKind.DATELINE,
    PartKind.CREDIT,
    PartKind.PHOTO,
    PartKind.CAPTION,
    PartKind.EMBARGO,
    PartKind.END,
)
"""The kinds of parts that are about the text and not of it."""

_BLANK_LINES = re.compile(r"[ \t]*\n\s*")


def without(data: EntryData, read: Anatomy, field: Field, kinds: Iterable[PartKind] = NO_BODY) -> str:
    """A text of the entry without the parts of these kinds, empty where nothing else is in it."""
    return rest(getattr(data, field) or "", read.parts, field, kinds)


def rest(text: str, parts: Iterable[Part], field: Field, kinds: Iterable[PartKind] = NO_BODY) -> str:
    """A text without its parts of these kinds; `parts` may hold those of other texts too."""
    wanted = frozenset(kinds)
    pieces: list[str] = []
    place = 0
    for part in parts:
        if part.field is field and part.kind in wanted:
            pieces.append(text[place : part.start])
            place = part.end
    pieces.append(text[place:])
    return _BLANK_LINES.sub("\n", "".join(pieces)).strip()
