"""The head of an entry's page: kicker, headline, source and people, dates. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ticker.l10n import dates, numbers
from ticker.l10n.dates import NBSP
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Entry, Urgency
from ticker.text.anatomy import Anatomy, Field, PartKind, text_of, without
from ticker.text.blocks import Span
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
    setter.paragraph([Span(drawable(title or _("Without a title")))], "title")
    source = drawable(entry.feed_name)
    if (words := len((data.content or "").split())) >= LONG_READ:
        source += f" · {numbers.reading_time(words, region)}"
    told = fields(entry, read, region)
    if setter.width < NARROW:
        moment = dates.clock_time_or_date(data.published or entry.first_seen, now, region)
        setter.paragraph([Span(f"{source} · {moment}")], "meta", gap=False)
        setter.count += 1  # so that a paragraph has the same number in every width
        told = told[:1]
    else:
        setter.paragraph([Span(source)], "meta", gap=False)
        setter.paragraph([Span(_in_a_row(age_line(entry, now, region).split(" · "), setter.width))], "meta", gap=False)
    if told:
        row = _in_a_row([f"{label}: {value}" for label, value in told], setter.width)
        setter.paragraph([Span(row)], "meta", gap=False)
    if entry.revised_at is not None:
        changed = _("Version {number}, changed {date}").format(
            number=numbers.number(entry.revision, region), date=dates.full(entry.revised_at, region)
        )
        setter.paragraph([Span(f"↻ {changed}")], "kicker", gap=False)
    setter.lines.append(Line((Piece("─" * setter.width, "rule"),), setter.count))
    setter.gap()


def _in_a_row(parts: Sequence[str], width: int) -> str:
    """Parts in lines that are broken between them, where they are short enough; no line begins with a point."""
    whole = [part.replace(" ", NBSP) if len(part) <= width * 2 // 3 else part for part in parts]
    return f"{NBSP}· ".join(whole)


def _kicker(entry: Entry, read: Anatomy) -> str:
    """What stands over the headline: the urgency, and the headline's own kicker, else the first category."""
    own = [part for part in read.of(PartKind.KICKER) if part.field is Field.TITLE]
    kicker = text_of(entry.data, own[0]).strip(" +:|–—-") if own else ""
    if entry.urgency <= Urgency.BULLETIN:
        urgent = _("FLASH") if entry.urgency is Urgency.FLASH else _("BREAKING NEWS")
        return drawable(" · ".join(filter(None, (urgent, kicker))))
    return drawable(kicker or (entry.data.categories[0] if entry.data.categories else ""))
