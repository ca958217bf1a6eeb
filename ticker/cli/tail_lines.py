"""How `ticker tail` writes an entry: as a line for eyes, as a sentence for ears, as JSON for programs. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ticker import contract
from ticker.l10n import dates, speech
from ticker.l10n.messages import _
from ticker.l10n.region import Region, local
from ticker.model import ChangeKind, Entry, Urgency
from ticker.text.sanitise import drawable
from ticker.text.urgency import strip_marks
from ticker.ui.widgets.headline_row import source_colour

Form = Callable[[Entry, ChangeKind, datetime, Region], str]

# Select Graphic Rendition (ECMA-48, 8.3.117) with the terminal's own 16 colours: they suit its ground.
_RESET, _BOLD, _FAINT, _REVERSE = "\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[7m"
_SOURCES = ("36", "32", "33", "35", "34", "36;1", "32;1", "35;1")


def as_json(entry: Entry, kind: ChangeKind, _now: datetime, _region: Region) -> str:
    """A stored entry as JSON on one line, with what happened to it as `change`."""
    return contract.as_json({**contract.entry(entry), "change": kind.value}, lines=True)


def as_sentence(entry: Entry, kind: ChangeKind, now: datetime, region: Region) -> str:
    """An entry in whole words."""
    return speech.sentence(entry, kind, now, region)


def as_line(entry: Entry, kind: ChangeKind, now: datetime, region: Region) -> str:
    """Time, source, marks and headline: "10:42  Nordfenster: EIL  Brücke gesperrt"."""
    time, source, marks, title = _parts(entry, kind, now, region)
    return f"{time}  {source}: {''.join(f'{mark}  ' for mark in marks)}{title}"


def as_coloured_line(entry: Entry, kind: ChangeKind, now: datetime, region: Region) -> str:
    """The same with colours: of the source its own; the urgent stands out by more than colour."""
    time, source, marks, title = _parts(entry, kind, now, region)
    urgent = entry.urgency <= Urgency.BULLETIN
    shown = "".join(f"{_REVERSE if urgent else ''}{_BOLD}{mark}{_RESET}  " for mark in marks)
    colour = f"\x1b[{_SOURCES[source_colour(entry.feed_name)]}m"
    return f"{_FAINT}{time}{_RESET}  {colour}{source}:{_RESET} {shown}{_BOLD + title + _RESET if urgent else title}"


def _parts(entry: Entry, kind: ChangeKind, now: datetime, region: Region) -> tuple[str, str, list[str], str]:
    marks = []
    if entry.urgency <= Urgency.BULLETIN:
        marks.append(_("FLASH") if entry.urgency is Urgency.FLASH else _("BREAKING"))
    if kind is ChangeKind.ENTRY_WITHDRAWN or entry.withdrawn_at is not None:
        marks.append(_("WITHDRAWN"))
    elif kind is ChangeKind.ENTRY_REVISED:
        marks.append(_("CORRECTED"))
    same_day = local(entry.sort_at, region).date() == local(now, region).date()
    clock = dates.clock_time(entry.sort_at, region)
    time = clock if same_day else f"{dates.short_date(entry.sort_at, region)} {clock}"
    title = drawable(strip_marks(entry.data.title or entry.data.summary or entry.data.id))
    return time, drawable(entry.feed_name), marks, title
