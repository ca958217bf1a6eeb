"""The head of an entry's page: kicker, headline, source and people, dates. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from ticker.l10n import dates, numbers
from ticker.l10n.messages import _
from ticker.l10n.region import Region, local
from ticker.model import Entry, Urgency
from ticker.text.anatomy import Anatomy, Field, PartKind, text_of, without
from ticker.text.blocks import Span
from ticker.text.rows import POINT
from ticker.text.sanitise import drawable
from ticker.ui.widgets.entry_fields import fields
from ticker.ui.widgets.page import Line, Piece
from ticker.ui.widgets.setter import Setter

NARROW = 44
"""Cells: in a narrower column a head of all that there is to tell would leave no room for the text."""
LONG_READ = 300
"""Words: of a text that is shorter nobody asks how long it takes."""


def age_line(entry: Entry, now: datetime, region: Region) -> str:
    """When the entry was published: the full date and, where that is news, how long ago that is."""
    moment = entry.data.published or entry.first_seen
    text = dates.full(moment, region)
    if abs(now - moment) < timedelta(days=7):
        text += f" · {dates.relative(moment, now, region, time=False)}"
    return text if entry.data.published else _("seen: {date}").format(date=text)


def head(setter: Setter, entry: Entry, read: Anatomy, now: datetime, region: Region) -> None:
    """Set what stands above the text."""
    data = entry.data
    kicker = _kicker(entry, read)
    if kicker:
        urgent = entry.urgency <= Urgency.BULLETIN
        setter.paragraph([Span(kicker)], "urgent" if urgent else "kicker", gap=False)
    title = without(data, read, Field.TITLE, [PartKind.KICKER, PartKind.URGENCY]) or data.title
    setter.paragraph([Span(drawable(title or _("Without a title")))], "title", gap=setter.width >= NARROW)
    narrow = setter.width < NARROW
    told = [f"{label}: {value}" for label, value in fields(entry, read, region)]
    source = [drawable(entry.feed_name)]
    if (words := len((data.content or "").split())) >= LONG_READ:
        source.append(numbers.reading_time(words, region))
    moment = data.published or entry.first_seen
    age = [dates.clock_time_or_date(moment, now, region)] if narrow else age_line(entry, now, region).split(POINT)
    setter.row([*source, *age], "meta", gap=False)
    setter.count += 1  # once source and date were two: places that readers left in a text are counted from here
    if told:
        setter.row(told[:1] if narrow else told, "meta", gap=False)
    if entry.revised_at is not None:
        setter.paragraph([Span(f"↻ {_changed(entry, entry.revised_at, moment, region)}")], "kicker", gap=False)
    if not narrow:
        setter.lines.append(Line((Piece("─" * setter.width, "rule"),), setter.count))
    setter.gap()


def _changed(entry: Entry, at: datetime, published: datetime, region: Region) -> str:
    """Which version it is and when it came: by the time alone on the day of the publication."""
    number = numbers.number(entry.revision, region)
    if local(at, region).date() == local(published, region).date():
        time = dates.clock_time_in_words(at, region)
        return _("Version {number}, changed at {time}").format(number=number, time=time)
    return _("Version {number}, changed {date}").format(number=number, date=dates.full(at, region))


def _kicker(entry: Entry, read: Anatomy) -> str:
    """What stands over the headline: the urgency, and the headline's own kicker, else the first category."""
    own = [part for part in read.of(PartKind.KICKER) if part.field is Field.TITLE]
    kicker = text_of(entry.data, own[0]).strip(" +:|–—-") if own else ""
    if entry.urgency <= Urgency.BULLETIN:
        urgent = _("FLASH") if entry.urgency is Urgency.FLASH else _("BREAKING NEWS")
        return drawable(" · ".join(filter(None, (urgent, kicker))))
    return drawable(kicker or (entry.data.categories[0] if entry.data.categories else ""))
