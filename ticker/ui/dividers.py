"""Where the live list is divided: before each day, and where the reader last looked. Pure."""

from __future__ import annotations

from datetime import datetime, time

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.l10n import dates
from ticker.l10n.messages import _
from ticker.l10n.region import Region, local
from ticker.ui.order import Order
from ticker.ui.rows import Divider


def dividers(order: Order, region: Region, last_look: int | None) -> list[Divider]:
    """One before the first entry of each day, one above what was there at the last look (milliseconds).

    Where both fall together they are one; where nothing has come since, there is none for the look.
    """
    found = {index: Divider(index, day) for index, day in _days(order, region)}
    if last_look is not None:
        index = order.after(last_look + 1)
        if 0 < index < len(order):
            day = found[index].day if index in found else None
            found[index] = Divider(index, day, last_look=True)
    return [found[index] for index in sorted(found)]


def _days(order: Order, region: Region) -> list[tuple[int, int]]:
    """(index, moment) of the first entry of each day of the region's calendar."""
    found = []
    index = 0
    while index < len(order):
        moment = order.times[index]
        found.append((index, moment))
        midnight = _midnight(from_milliseconds(moment), region)
        index = order.after(midnight, index)
    return found


def _midnight(moment: datetime, region: Region) -> int:
    """When the day of a moment began, in milliseconds."""
    start = datetime.combine(local(moment, region).date(), time(), tzinfo=region.timezone)
    return min(to_milliseconds(start.astimezone(region.timezone)), to_milliseconds(moment))


def title(divider: Divider, now: datetime, region: Region) -> str:
    """The heading of a divider: "Heute", "Gestern", "Montag, 11. September", "seit dem letzten Blick"."""
    parts = [] if divider.day is None else [dates.day(from_milliseconds(divider.day), now, region)]
    if divider.last_look:
        parts.append(_("↑ since the last look"))
    return " · ".join(parts)
