"""A text without some of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ticker.model import EntryData
from ticker.text.anatomy.parts import Anatomy, Field, PartKind

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
    text: str = getattr(data, field) or ""
    pieces: list[str] = []
    place = 0
    for part in read.of(*kinds):
        if part.field is field:
            pieces.append(text[place : part.start])
            place = part.end
    pieces.append(text[place:])
    return _BLANK_LINES.sub("\n", "".join(pieces)).strip()
