"""The blocks of an entry without some of its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ticker.model import EntryData
from ticker.text.anatomy.parts import Anatomy, Field, Part, PartKind, text_of
from ticker.text.blocks import Block, Span


def cut(content: Sequence[Block], data: EntryData, read: Anatomy, kinds: Collection[PartKind]) -> tuple[Block, ...]:
    """The blocks of the content (of the summary, where there is none) without the parts of these kinds.

    A part is taken out where a block is it, begins or ends with it; blocks that become empty are left out.
    """
    field = Field.CONTENT if data.content else Field.SUMMARY
    parts = [part for part in read.of(*kinds) if part.field is field]
    return tuple(_cut(content, data, parts))


def _cut(content: Sequence[Block], data: EntryData, parts: list[Part]) -> Iterator[Block]:
    wanted = [_flat(text_of(data, part)) for part in parts]
    for block in content:
        text = "".join(span.text for span in block.spans)
        start, end = 0, len(text)
        while wanted and (span := _found(text, start, end, wanted[0])):
            start, end = span
            wanted.pop(0)
        if (start, end) == (0, len(text)):
            yield block
        elif text[start:end].strip():
            yield replace(block, spans=_sliced(block.spans, start, end))


def _found(text: str, start: int, end: int, part: str) -> tuple[int, int] | None:
    """What is left of a text from `start` to `end` without the part that it begins or ends with."""
    left = text[start:end]
    if _flat(left) == part:
        return (end, end)
    lead = len(left) - len(left.lstrip())
    if (length := _length(left[lead:], part)) is not None:
        rest = left[lead + length :]
        return (end - len(rest.lstrip()), end)
    trail = left.rstrip()
    if (length := _length(trail[::-1], part[::-1])) is not None and length < len(trail):
        return (start, start + len(trail[: len(trail) - length].rstrip()))
    return None


def _length(text: str, part: str) -> int | None:
    """How long the part is at the start of a text, in which white space may be other than in the part."""
    place = 0
    for character in part:
        if character == " ":
            if not text[place : place + 1].isspace():
                return None
            while text[place : place + 1].isspace():
                place += 1
        elif text[place : place + 1] == character:
            place += 1
        else:
            return None
    return place


def _flat(text: str) -> str:
    return " ".join(text.split())


def _sliced(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    kept = []
    place = 0
    for span in spans:
        text = span.text[max(0, start - place) : max(0, end - place)]
        place += len(span.text)
        if text:
            kept.append(replace(span, text=text))
    return tuple(kept)
