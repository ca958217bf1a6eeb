"""The build of a text: its paragraphs, which of them is the lead, which are crossheads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

_SENTENCE_ENDS = tuple('.!?…:“”"»«)’')


class Paragraph(NamedTuple):
    """A line of a text that is not blank: `text` lies at `start` to `end`, without the white space around it."""

    start: int
    end: int
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text."""
    return list(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    place = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = place + line.index(stripped[0])
            yield Paragraph(start, start + len(stripped), stripped)
        place += len(line) + 1


def crossheads(rows: Sequence[Paragraph], taken: Collection[int], headings: Collection[str]) -> Iterator[int]:
    """The numbers of the paragraphs that are crossheads: those that are marked as headings, else by their form.

    By its form a crosshead is a short line without a full stop between two longer paragraphs that have one. `taken`
    are the numbers of paragraphs that are something else.
    """
    for number, row in enumerate(rows):
        if number in taken or not headings or row.text not in headings:
            continue
        yield number
    if headings:
        return
    for number in range(1, len(rows) - 1):
        text, before, after = rows[number].text, rows[number - 1].text, rows[number + 1].text
        if (
            number in taken
            or not 4 <= len(text) <= 110
            or text[0] in "•-–*"
            or not (text[0].isupper() or text[0] in '„»«"“')
        ):
            continue
        flat = not text.endswith((".", "…", ":", ",", ";", ")")) and ". " not in text.replace("Dr. ", "")
        closed = before.endswith(_SENTENCE_ENDS) or number - 1 in taken
        if flat and closed and len(after) > max(80, len(text)) and after.endswith(_SENTENCE_ENDS) and len(before) > 60:
            yield number
