"""From a day or a time that was typed to an entry of the list. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from enum import Enum

from ticker import when
from ticker.clock import to_milliseconds
from ticker.ui.order import Order
from ticker.when import Calendar, Weekday, When


def span(meant: When, now: datetime, zone: tzinfo | None) -> tuple[int, int]:
    """From when to when that is, its end not included, in milliseconds since 1970.

    A time alone, or of a weekday, that is still to come today was meant for yesterday or a week ago: a list of news has
    no future.
    """
    start, end = when.span(meant, now, zone)
    recurs = isinstance(meant, Weekday) or (isinstance(meant, Calendar) and meant.day is None and meant.year is None)
    if recurs and start > now:
        start, end = when.span(meant, now - timedelta(days=1), zone)
    return to_milliseconds(start), max(to_milliseconds(end), to_milliseconds(start) + 1)


def goal(order: Order, start: int, end: int) -> int | None:
    """The row of the latest entry of a span (milliseconds), else of the one nearest to it; None in an empty list."""
    row = order.after(end)
    if row < len(order) and order.times[row] >= start:
        return row
    younger, older = row - 1, row
    if older == len(order):
        return younger if younger >= 0 else None
    return younger if younger >= 0 and order.times[younger] - end < start - order.times[older] else older


class Beyond(Enum):
    """On which side of all entries of a list something lies."""

    OLDER = "older"
    YOUNGER = "younger"


def beyond(order: Order, start: int, end: int) -> Beyond | None:
    """On which side of all entries a span (milliseconds) lies; None among them, and where there are none."""
    if not len(order):
        return None
    if end <= order.times[-1]:
        return Beyond.OLDER
    return Beyond.YOUNGER if start > order.times[0] else None
