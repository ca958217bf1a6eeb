"""Times and spans as a person types them."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from ticker.errors import N_, UsageError
from ticker.l10n.region import Region, local
from ticker.text.sanitise import one_line

_SPAN = re.compile(r"([0-9]{1,6}) ?(s|m|min|h|d)")
_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400}


def moment_of(text: str, start: datetime, region: Region) -> datetime:
    """The moment (aware) that is meant by `2023-09-13T10:00`, `10:00` or `+90m`.

    A time without a date is the first such time from `start` on, one without an offset is the region's, and a span
    counts from `start`. Raises UsageError for anything else.
    """
    typed = text.strip()
    try:
        if typed.startswith("+"):
            return start + timedelta(seconds=span_of(typed[1:]))
        if re.fullmatch(r"[0-9]{1,2}[:.][0-9]{2}", typed):
            hour, minute = re.split("[:.]", typed)
            return _next(time(int(hour), int(minute)), local(start, region), region)
        moment = datetime.fromisoformat(typed)
        return moment if moment.tzinfo is not None else _here(moment, region)
    except (ValueError, OverflowError):
        raise UsageError(
            N_("“{text}” is no time. Possible: 2023-09-13T10:00, 10:00, +90m."), text=one_line(text)
        ) from None


def span_of(text: str) -> float:
    """The seconds that are meant by `90s`, `30m`, `2h` or `1d`. Raises UsageError for anything else, and for none."""
    match = _SPAN.fullmatch(text.strip())
    seconds = int(match[1]) * _UNITS[match[2]] if match else 0
    if not seconds:
        raise UsageError(N_("“{text}” is no span of time. Possible: 90s, 30m, 2h, 1d."), text=one_line(text))
    return seconds


def _here(moment: datetime, region: Region) -> datetime:
    """The naive moment in the region's zone."""
    return moment.replace(tzinfo=region.timezone) if region.timezone is not None else moment.astimezone()


def _next(at: time, start: datetime, region: Region) -> datetime:
    """The first moment from `start` on at which the region's clocks show that time."""
    today = _here(datetime.combine(start.date(), at), region)
    return today if today >= start.replace(second=0, microsecond=0) else today + timedelta(days=1)
