"""What a feed's document says about when to ask again, read from its text.

feedparser keeps only the last of several <hour> or <day> elements, so this is done by hand.
"""

from __future__ import annotations

import re

from ticker.model import PollHints

# The hints stand in the head of the channel, before its entries.
_HEAD = 65_536
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")


def _value(name: str, pattern: str) -> re.Pattern[str]:
    """A short element with such a text, as it stands or in a CDATA section, in whatever namespace."""
    return re.compile(
        rf"<(?:\w+:)?{name}(?:\s[^<>]{{0,200}})?>\s{{0,50}}(?:<!\[CDATA\[)?\s{{0,50}}({pattern})\s{{0,50}}(?:\]\]>)?\s{{0,50}}</",
        re.IGNORECASE,
    )


_TTL = _value("ttl", r"[0-9]{1,7}")
_PERIOD = _value("updatePeriod", "hourly|daily|weekly|monthly|yearly")
_FREQUENCY = _value("updateFrequency", "[0-9]{1,5}")
_HOUR = _value("hour", "[0-9]{1,2}")
_DAY = _value("day", "monday|tuesday|wednesday|thursday|friday|saturday|sunday")
_SKIP_HOURS = re.compile(r"<skipHours>.{0,4000}?</skipHours>", re.IGNORECASE | re.DOTALL)
_SKIP_DAYS = re.compile(r"<skipDays>.{0,4000}?</skipDays>", re.IGNORECASE | re.DOTALL)

_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def poll_hints(text: str) -> PollHints:
    """The hints in a feed's text: RSS 2.0 ttl, skipHours, skipDays; updatePeriod and updateFrequency of RSS 1.0's
    syndication module. What is missing, zero or not as specified gives no hint.
    """
    entry = _ENTRY.search(text, 0, _HEAD)
    head = text[: entry.start() if entry else _HEAD]
    ttl = _TTL.search(head)
    hours = _SKIP_HOURS.search(head)
    days = _SKIP_DAYS.search(head)
    return PollHints(
        ttl=int(ttl[1]) * 60 or None if ttl else None,
        update_period=_update_period(head),
        # RSS 0.91 counts the hours from 1 to 24.
        skip_hours=frozenset(int(hour) % 24 for hour in _HOUR.findall(hours[0]) if int(hour) <= 24)
        if hours
        else frozenset(),
        skip_days=frozenset(_DAYS.index(day.lower()) for day in _DAY.findall(days[0])) if days else frozenset(),
    )


def _update_period(head: str) -> int | None:
    period = _PERIOD.search(head)
    if period is None:
        return None
    frequency = _FREQUENCY.search(head)
    times = int(frequency[1]) if frequency else 1
    return _PERIODS[period[1].lower()] // times or None if times else None
