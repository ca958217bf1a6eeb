"""How the parts of an entry are found: each text paragraph by paragraph, what is surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from ticker.model import EntryData, Urgency
from ticker.text import urgency as urgency_marks
from ticker.text.anatomy import byline, credits, dateline, kicker, notes, photos, structure
from ticker.text.anatomy.parts import Anatomy, Field, Part, PartKind
from ticker.text.anatomy.structure import Paragraph

_HEAD = 10  # paragraphs in which a byline or a dateline is looked for
_FOOT = 5  # paragraphs in which a last credit is looked for
_MAX = 200_000  # characters of one text that are read
_LONG_CAPTION = 400
_LONG_LEAD = 450
_HEADING = re.compile(
    r"<h[1-6](?: [^<>]*)?>([^\n]{1,300}?)</h[1-6]>|<p><(?:b|strong)>([^<>.]{4,110})</(?:b|strong)></p>"
)
_TAGS = re.compile(r"<[^<>]*>")


def anatomy(data: EntryData) -> Anatomy:
    """Read an entry. Title, summary and content are each read for themselves."""
    parts = [*of_lead(data.title or "", data.summary or ""), *_content(data)]
    claims = [part.urgency for part in parts if part.urgency is not None]
    claims.append(data.urgency if data.urgency is not None else urgency_marks.urgency(data.title, data.categories))
    return Anatomy(tuple(parts), data.urgency if data.urgency is not None else min(claims))


def of_lead(title: str, summary: str) -> tuple[Part, ...]:
    """The parts of a title and a summary: what `anatomy` finds in them."""
    return (*_title(title), *_summary(summary))


def _title(title: str) -> list[Part]:
    parts: list[Part] = []
    start = 0
    if mark := urgency_marks.mark(title):
        claimed = urgency_marks.urgency(title, ())
        parts.append(Part(PartKind.URGENCY, Field.TITLE, *mark, urgency=claimed))
        start = mark[1]
    elif mark := urgency_marks.closing_mark(title):
        parts.append(Part(PartKind.URGENCY, Field.TITLE, *mark, urgency=Urgency.BULLETIN))
    if found := kicker.at_start(title[start:]):
        parts.append(Part(PartKind.KICKER, Field.TITLE, start + found[0], start + found[1]))
    taken = max((part.end for part in parts), default=0)
    if (signed := byline.at_end(title, in_title=True)) and signed.start >= taken:
        parts.append(_signed(signed, Field.TITLE, 0))
    elif parts and (end := kicker.closing(title)) and end[0] >= taken:
        parts.append(Part(PartKind.KICKER, Field.TITLE, *end))
    return sorted(parts, key=lambda part: part.start)


@dataclass(slots=True)
class _Reading:
    """A text that is being read: `left` and `right` are where each paragraph still has words that are no part."""

    where: Field
    rows: list[Paragraph]
    left: list[int]
    right: list[int]
    parts: list[Part] = field(default_factory=list)

    def rest(self, number: int) -> str:
        row = self.rows[number]
        return row.text[self.left[number] - row.start : self.right[number] - row.start]

    def take(self, kind: PartKind, number: int, start: int, end: int) -> Part:
        """A part at `start` to `end` of what is left of a paragraph; what remains is on the longer side of it."""
        offset = self.left[number]
        made = Part(kind, self.where, offset + start, offset + end)
        if start == 0:
            self.left[number] = min(self.right[number], made.end)
        else:
            self.right[number] = made.start
        return made

    def add(self, part: Part) -> None:
        self.parts.append(part)


def _summary(text: str) -> list[Part]:
    reading = _begun(text, Field.SUMMARY)
    _head(reading, has_lead=False)
    _foot(reading)
    return sorted(reading.parts, key=lambda part: part.start)


def _content(data: EntryData) -> list[Part]:
    text, summary = data.content or "", (data.summary or "").strip()
    reading = _begun(text, Field.CONTENT)
    lead_end = _head(reading, has_lead=bool(summary) and not text.lstrip().startswith(summary[:40]))
    _foot(reading)
    _lead(reading, lead_end, summary, (data.title or "").strip())
    _crossheads(reading, data.content_html or "")
    return sorted(reading.parts, key=lambda part: part.start)


def _begun(text: str, where: Field) -> _Reading:
    rows = structure.paragraphs(text[:_MAX])
    reading = _Reading(where, rows, [row.start for row in rows], [row.end for row in rows])
    _whole_lines(reading)
    _pictures(reading, several=len(rows) > 1)
    return reading


def _whole_lines(reading: _Reading) -> None:
    """Notes of the newsroom, marks of urgency and updates."""
    for number, row in enumerate(reading.rows):
        if (blitz := notes.urgent_line(row.text)) is not None:
            part = reading.take(PartKind.URGENCY, number, 0, len(row.text))
            reading.add(replace(part, urgency=Urgency.FLASH if blitz else Urgency.BULLETIN))
        elif kind := notes.kind(row.text):
            reading.add(reading.take(kind, number, 0, len(row.text)))
        elif end := notes.update_mark(row.text):
            reading.add(reading.take(PartKind.CORRECTION, number, 0, end))


def _pictures(reading: _Reading, *, several: bool) -> None:
    for number in range(len(reading.rows)):
        text = reading.rest(number)
        found = photos.at_end(text)
        if found is None:
            continue
        part = reading.take(PartKind.PHOTO, number, found.start, found.end)
        reading.add(replace(part, names=found.names, agencies=found.agencies))
        caption = reading.rest(number).rstrip() if found.start else ""
        if several and 0 < len(caption) <= _LONG_CAPTION:
            reading.add(reading.take(PartKind.CAPTION, number, 0, len(caption)))


def _head(reading: _Reading, *, has_lead: bool) -> int | None:
    """Bylines and the dateline; the number of the paragraph that the dateline begins, or that follows the byline."""
    lead_end = None
    for number in range(min(_HEAD, len(reading.rows))):
        text = reading.rest(number)
        if not text.strip():
            continue
        if signed := byline.whole(text):
            reading.add(_signed(signed, reading.where, reading.left[number]))
            reading.left[number] = reading.right[number]
            continue
        body_begun = any(len(row.text) > _LONG_LEAD for row in reading.rows[:number])
        if dated := dateline.at_start(text, after_lead=number > 0 or has_lead, agency_only=body_begun):
            part = reading.take(PartKind.DATELINE, number, 0, dated.end)
            reading.add(
                replace(part, places=dated.places, agencies=dated.credit.agencies, signs=dated.credit.signs)
                if dated.places
                else replace(part, kind=PartKind.CREDIT, agencies=dated.credit.agencies, signs=dated.credit.signs)
            )
            lead_end = number
            break
    for number in {*range(min(3, len(reading.rows))), len(reading.rows) - 1} - {-1}:
        text = reading.rest(number)
        if signed := byline.at_end(text):
            reading.add(_signed(signed, reading.where, reading.left[number]))
            reading.right[number] = reading.left[number] + signed.start
    return lead_end


def _signed(found: byline.Byline, where: Field, offset: int) -> Part:
    who = found.people
    return Part(PartKind.BYLINE, where, offset + found.start, offset + found.end, who.names, who.places, who.agencies)


def _foot(reading: _Reading) -> None:
    """Credits and bylines at the end, behind which only notes and pictures stand."""
    signed_above = any(part.kind is PartKind.BYLINE for part in reading.parts)
    numbers = [number for number in range(len(reading.rows)) if reading.rest(number).strip()]
    for number in numbers[: -_FOOT - 1 : -1]:
        text = reading.rest(number)
        if not signed_above and (signed := byline.whole(text)):
            reading.add(_signed(signed, reading.where, reading.left[number]))
            reading.left[number] = reading.right[number]
            continue
        found = credits.at_end(text)
        if found is None:
            return
        part = reading.take(PartKind.CREDIT, number, found.start, len(text))
        part = replace(part, names=found.names, agencies=found.credit.agencies, signs=found.credit.signs)
        reading.add(replace(part, kind=PartKind.BYLINE) if found.names else part)
        if reading.rest(number).strip():
            return


def _lead(reading: _Reading, dated: int | None, summary: str, title: str) -> None:
    """The lead: what the summary repeats, or the one paragraph between byline or headline and dateline."""
    free = [number for number in range(min(_HEAD, len(reading.rows))) if _untouched(reading, number)]
    free = [number for number in free if reading.rows[number].text != title]
    if not free or (dated is None and len(reading.rows) < 2):
        return
    before = [number for number in free if dated is not None and number < dated]
    text = reading.rows[free[0]].text
    repeated = bool(summary) and len(reading.rows) > 1 and text == summary
    lone = len(before) == 1 and text.endswith((".", "!", "?", "…", "“", "«", '"')) and before[0] == free[0]
    if repeated or lone:
        reading.add(reading.take(PartKind.TEASER, free[0], 0, len(text)))


def _untouched(reading: _Reading, number: int) -> bool:
    row = reading.rows[number]
    return (reading.left[number], reading.right[number]) == (row.start, row.end)


def _crossheads(reading: _Reading, html: str) -> None:
    headings = {" ".join(_TAGS.sub("", inner).split()) for inner in _headings(html)}
    taken = {number for number in range(len(reading.rows)) if not _untouched(reading, number)}
    for number in structure.crossheads(reading.rows, taken, headings):
        reading.add(reading.take(PartKind.CROSSHEAD, number, 0, len(reading.rows[number].text)))


def _headings(html: str) -> Iterator[str]:
    for match in _HEADING.finditer(html[:_MAX]):
        yield unescape(match[1] or match[2])
