"""A live blog as lines: a column of times, one of a match's minutes, marks, titles and texts; days between. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rich.cells import cell_len

from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Entry
from ticker.text.sanitise import drawable
from ticker.text.wrap import wrap_text

PARTS = ("time", "minute", "mark", "title", "text", "note", "gone", "day")
"""The styles of the lines."""

MEASURE = 90
"""Cells: the widest line that is read with ease."""
_TIME = 7  # cells: 10:42 and two blanks
_MINUTE = 7  # 90+4′ and two blanks
_NARROW = 24  # cells of text below which the column of times goes
_MATCH = 1 / 3  # part of the entries that name a minute where it is a match
_MINUTES = re.compile(
    r"\s*\(?(\d{1,3})(?:\s?\.?\s?\+\s?(\d{1,2}))?\s?(?:['’′´]|\.\s?(?:Min(?:ute|\.)?|Spielminute)\b)\)?\s*[:–-]?\s*"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a line in one style."""

    text: str
    part: str


@dataclass(frozen=True, slots=True)
class LiveLine:
    """A line of the view. `key` is that of its entry, None for a day between two; `first` marks where one begins."""

    key: int | None
    stretches: tuple[Stretch, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a key event is called in the table of contents."""

    key: int
    label: str


def arranged(entries: Sequence[Entry], *, newest_first: bool) -> list[Entry]:
    """The entries in reading order, or the newest first with the pinned ones above."""
    timed = sorted(entries, key=lambda entry: (_time(entry), -entry.key if newest_first else entry.key))
    if not newest_first:
        return timed
    pinned = [entry for entry in timed if entry.data.pinned and entry.withdrawn_at is None]
    held = {entry.key for entry in pinned}
    return [*reversed(pinned), *(entry for entry in reversed(timed) if entry.key not in held)]


def contents(entries: Sequence[Entry], region: Region) -> list[Moment]:
    """The key events and pinned entries in that order, each in one line."""
    turns = (entry for entry in entries if (entry.data.key_event or entry.data.pinned) and entry.withdrawn_at is None)
    return [Moment(e.key, f"{dates.clock_time(_time(e), region)} {_title(e) or _first_words(e)}") for e in turns]


def is_match(entries: Sequence[Entry]) -> bool:
    """Whether so many entries name the minute of a match that these deserve a column."""
    return bool(entries) and sum(minute_of(entry) is not None for entry in entries) >= _MATCH * len(entries)


def minute_of(entry: Entry) -> str | None:
    """The minute of a match that the title or the text begins with: "67′", "90+4′"."""
    for text in (entry.data.title, entry.data.content):
        found = _MINUTES.match(text or "")
        if found is not None and int(found[1]) <= 130:
            return f"{found[1]}+{found[2]}′" if found[2] else f"{found[1]}′"
    return None


def lines_of(
    entries: Sequence[Entry], *, width: int, region: Region, now: datetime, match: bool = False
) -> list[LiveLine]:
    """The lines of the arranged entries on so many cells, an empty one behind each entry."""
    lines: list[LiveLine] = []
    day = None
    for entry in entries:
        moment = _time(entry).astimezone(region.timezone)
        if moment.date() != day and not entry.data.pinned:
            if day is not None or moment.date() != now.astimezone(region.timezone).date():
                lines.append(LiveLine(None, (Stretch(f"── {dates.day(moment, now, region)} ──", "day"),)))
            day = moment.date()
        lines += _entry_lines(entry, width, region, match)
        lines.append(LiveLine(entry.key, ()))
    return lines


@lru_cache(maxsize=4096)
def _entry_lines(entry: Entry, width: int, region: Region, match: bool) -> tuple[LiveLine, ...]:
    """The lines of one entry; kept, for one arrival among two thousand entries must not stop the screen."""
    return tuple(_set(entry, width, region, match))


def _set(entry: Entry, width: int, region: Region, match: bool) -> Iterator[LiveLine]:
    columns = [Stretch(f"{dates.clock_time(_time(entry), region):<{_TIME}}", "time")]
    minute = minute_of(entry) if match else None
    if match:
        columns.append(Stretch(f"{minute or '':<{_MINUTE}}", "minute"))
    indent = sum(cell_len(column.text) for column in columns)
    if width - indent < _NARROW:  # no room beside the text: the columns stand above it
        yield LiveLine(entry.key, tuple(columns), first=True)
        columns, indent = [], 0
    room = max(1, min(width - indent, MEASURE))
    first = bool(columns)
    for text, part in _texts(entry, cut=minute is not None):
        for row in wrap_text(text, room, cell_len):
            start = tuple(columns) if first else (Stretch(" " * indent, "text"),) if indent else ()
            yield LiveLine(entry.key, (*start, Stretch(row, part)), first=first)
            first = False


def _texts(entry: Entry, *, cut: bool) -> Iterator[tuple[str, str]]:
    """The paragraphs of an entry with their styles: its standing, its title, its text."""
    gone = entry.withdrawn_at is not None
    standing = [
        _("withdrawn") if gone else "",
        _("pinned") if entry.data.pinned and not gone else "",
        _("key event") if entry.data.key_event and not gone else "",
        _("changed") if entry.revision > 1 else "",
    ]
    if said := " · ".join(filter(None, standing)):
        yield said, "mark" if not gone else "note"
    title = _title(entry)
    body = entry.data.content or entry.data.summary or ""
    if cut:
        title, body = _without_minute(title), body if title else _without_minute(body)
    if title:
        yield title, "gone" if gone else "title"
    paragraphs = [words for paragraph in body.split("\n") if (words := drawable(paragraph))]
    for words in paragraphs:
        yield words, "gone" if gone else "text"
    if not (title or paragraphs or said):
        yield drawable(entry.data.link or "") or "…", "text"


def _without_minute(text: str) -> str:
    return _MINUTES.sub("", text, count=1) if _MINUTES.match(text) else text


def _title(entry: Entry) -> str:
    return drawable(entry.data.title or "")


def _first_words(entry: Entry) -> str:
    return drawable((entry.data.content or entry.data.summary or "").split("\n")[0])[:80]


def _time(entry: Entry) -> datetime:
    return entry.data.published or entry.first_seen
