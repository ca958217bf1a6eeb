"""One line of the live list: which text stands where, measured in cells. Pure."""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from rich.cells import cell_len, set_cell_size

from ticker.headline import Headline, Urgency
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.text.sanitise import drawable
from ticker.text.urgency import strip_marks

SOURCE_COLOURS = 8
PARTS = (
    "cursor",
    "cursor-focused",
    "time",
    "unread-mark",
    "unread",
    "read",
    "urgent",
    "withdrawn",
    "revised",
    "story",
    "star",
    "later",
    "key-event",
    "day",
    "last-look",
    *(f"source-{number}" for number in range(SOURCE_COLOURS)),
)

TIME_WIDTH = 6
SOURCE_WIDTHS = ((90, 18), (76, 14), (54, 11), (0, 0))
"""Cells for the source's name in a line of so many cells or more."""


class Row(NamedTuple):
    """The texts of one line. `time` is at most six cells; `urgency` is the word of its mark, empty for none.

    `story` counts the other feeds that tell its story, or the entries folded behind it; `embargo` is until when
    nobody may publish it.
    """

    time: str
    source: str
    source_colour: int
    title: str
    urgency: str
    read: bool
    starred: bool
    revision: int
    withdrawn: bool = False
    later: bool = False
    key_event: bool = False
    story: int = 0
    embargo: str = ""


def source_colour(name: str) -> int:
    """The colour number of a source: the same name has the same colour, on every day and machine."""
    return crc32(name.casefold().encode("utf-8", "replace")) % SOURCE_COLOURS


def row_of(entry: Headline, today: str, region: Region, others: int | None = None) -> Row:
    """The texts of an entry's line; `today` is the short date on which a time of day is enough.

    `others` counts the entries that it stands for where stories are folded; elsewhere it is told how many other feeds
    tell its story.
    """
    day = dates.short_date(entry.sort_at, region)
    return Row(
        time=dates.clock_time(entry.sort_at, region) if day == today else day,
        source=entry.feed_name,
        source_colour=source_colour(entry.feed_name),
        title=headline(entry.title, entry.urgency),
        urgency=urgency_mark(entry.urgency),
        read=entry.read,
        starred=entry.starred,
        revision=entry.revision,
        withdrawn=entry.withdrawn,
        later=entry.later,
        key_event=entry.key_event,
        story=entry.other_feeds if others is None else others,
        embargo=dates.clock_time_or_date(entry.embargo, entry.sort_at, region) if entry.embargo is not None else "",
    )


def urgency_mark(urgency: Urgency) -> str:
    """The word for the mark of an urgent entry, empty for any other."""
    return {Urgency.FLASH: _("FLASH"), Urgency.BULLETIN: _("URGENT")}.get(urgency, "")


def headline(title: str, urgency: Urgency) -> str:
    """The headline without the words that the mark beside it says already."""
    return strip_marks(title) if urgency <= Urgency.BULLETIN else title


def layout(row: Row, width: int) -> list[tuple[str, str]]:
    """The pieces of a line from left to right as (text, part); together exactly `width` cells.

    Parts are names of `PARTS`, or empty for the line's own style. The source is left out on narrow lists.
    """
    pieces = [(" ", ""), ("•", "unread-mark") if not row.read else (" ", ""), (" ", "")]
    pieces += [(set_cell_size(drawable(row.time), TIME_WIDTH), "time"), (" ", "")]
    source_width = next(cells for least, cells in SOURCE_WIDTHS if width >= least)
    if source_width:
        pieces += [(fit(drawable(row.source), source_width), f"source-{row.source_colour}"), (" ", "")]
    if row.urgency:
        pieces += [(f" {row.urgency} ", "urgent"), (" ", "")]
    if row.embargo:
        pieces += [(_("embargo until {time}").format(time=row.embargo), "revised"), (" ", "")]
    if row.withdrawn:
        pieces += [(_("withdrawn"), "revised"), (" ", "")]
    if row.key_event:
        pieces += [("◆", "key-event"), (" ", "")]
    marks = _marks(row)
    style = "withdrawn" if row.withdrawn else "read" if row.read else "unread"
    left = width - sum(cell_len(text) for text, _part in pieces + marks)
    if left < 1:
        return [(set_cell_size("".join(text for text, _part in pieces), width), style)]
    title = drawable(row.title)
    if row.withdrawn and cell_len(title) < left:  # only the words are struck out, not the room behind them
        return [*pieces, (title, style), (" " * (left - cell_len(title)), ""), *marks]
    return [*pieces, (fit(title, left), style), *marks]


def _marks(row: Row) -> list[tuple[str, str]]:
    """What stands at the end of a line."""
    marks = []
    if row.story:
        marks += [(" ", ""), (f"+{row.story}", "story")]
    if row.revision > 1:
        marks += [(" ", ""), ("↻" if row.revision == 2 else f"↻{row.revision - 1}", "revised")]
    if row.later:
        marks += [(" ", ""), ("◷", "later")]
    if row.starred:
        marks += [(" ", ""), ("★", "star")]
    return [*marks, (" ", "")]


def divider_line(title: str, width: int) -> str:
    """A line across the list with a heading in it."""
    start = fit(f" ── {drawable(title)} ", width) if width < 12 + cell_len(title) else f" ── {drawable(title)} "
    return start + "─" * max(0, width - cell_len(start) - 1) + " " * min(1, max(0, width - cell_len(start)))


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded, or cut with an ellipsis."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
