"""What the header fields of an answer say, as values. Header names are in lower case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from ticker.schedule import LONGEST_RETRY_AFTER

_LONG = 2**31  # seconds; what a longer delta counts as (RFC 9111, section 1.2.2)


def plain(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The fields by name, each byte of a value as one character; values of one name are joined (RFC 9110, 5.3).

    httpx's own mapping guesses the encoding anew at every look-up.
    """
    fields: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        fields[key] = f"{fields[key]}, {text}" if key in fields else text
    return fields


def max_age(headers: Mapping[str, str], now: datetime) -> int | None:
    """How many seconds the answer was declared fresh for when it left its server (RFC 9111, section 4.2.1).

    From max-age, else from Expires and Date (`now` where there is no Date). None where nothing is said, or where
    caching is forbidden.
    """
    directives = [part.strip().lower() for part in headers.get("cache-control", "").split(",")]
    if "no-cache" in directives or "no-store" in directives:
        return None
    for directive in directives:
        name, _, value = directive.partition("=")
        if name.strip() == "max-age":
            return _seconds(value.strip(' "'))
    expires = _date(headers.get("expires", ""))
    if expires is None:
        return None
    lifetime = expires - (_date(headers.get("date", "")) or now)
    return min(max(0, int(lifetime.total_seconds())), _LONG)


def age(headers: Mapping[str, str]) -> int:
    """For how many seconds the answer lay in caches on its way (RFC 9111, section 5.1)."""
    return _seconds(headers.get("age", "")) or 0


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the server wants to be asked again (Retry-After: seconds or a date; RFC 9110, section 10.2.3).

    A date counts from the answer's own Date: whose clock is right matters no more then. Never before `now` and at most
    seven days after it; None where nothing is said, or nothing that can be read.
    """
    value = headers.get("retry-after", "")
    latest = now + timedelta(seconds=LONGEST_RETRY_AFTER)
    seconds = _seconds(value)
    if seconds is not None:
        return min(now + timedelta(seconds=seconds), latest)
    date = _date(value)
    if date is None:
        return None
    told = _date(headers.get("date", "")) or now
    return min(max(now + (date - told), now), latest)


def _seconds(text: str) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdecimal()):
        return None
    return min(int(text[:20]), _LONG)


def _date(text: str) -> datetime | None:
    """An HTTP date in any of its three forms (RFC 9110, section 5.6.7); None where it cannot be read."""
    try:
        date = parsedate_to_datetime(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
