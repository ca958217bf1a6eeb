"""Dates as feeds write them, also the German and the wrong ones."""

from __future__ import annotations

import calendar
import re
import time
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_MAX_LENGTH = 64

# Names that stand for one offset, in hours. Others (IST, CST …) mean different things in different places.
_ZONES = {
    name: hours
    for hours, names in (
        (0, "z ut utc gmt wet"),
        (1, "mez cet met bst west"),
        (2, "mesz cest mest eet oez"),
        (3, "eest oesz msk"),
        (-4, "edt"),
        (-5, "est cdt"),
        (-6, "mdt"),
        (-7, "mst pdt"),
        (-8, "pst"),
    )
    for name in names.split()
}
_MONTH_NAMES = "jan jän|feb|mar mär mae mrz|apr|may mai|jun|jul|aug|sep|oct okt|nov|dec dez"
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split("|"), 1) for name in names.split()}
_GERMAN = re.compile(
    r"\b(?:mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    r"|januar|jän\w*|februar|mär\w*|maerz|mrz|mai|juni|juli|okt\w*|dez\w*|um|uhr)\b|^\D*\d{1,2}\."
)
_BERLIN = ZoneInfo("Europe/Berlin")

_WRITTEN = re.compile(
    r"""
    (?:[a-zäöü]{2,10}\.?,?\s+)?                                        # Mi,  Mittwoch,  Wed,
    (?P<day>\d{1,2})(?:\.\s?(?P<number>\d{1,2})\.\s?                   # 13.09.  13. 9.
        |\.?[\s-]\s?(?P<name>[a-zä]{3,9})\.?,?[\s-])\s?                # 13. Sep  13-Sep-
    (?P<year>\d{4}|\d{2})
    (?:,?\s+(?:um\s+)?(?P<hour>\d{1,2})
        (?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?)?
        (?P<uhr>\s?uhr)?)?
    \s*(?P<zone>[a-z]{1,5})?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?       # MESZ  +0200  GMT+2
    (?:\s*\([^()]*\))?                                                 # (CEST)
    """,
    re.VERBOSE,
)
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)", re.IGNORECASE)


@lru_cache(maxsize=4096)
def parse_date(raw: str) -> datetime | None:
    """The moment that a feed's date names: aware, in UTC, cut to milliseconds; None where it cannot be read.

    Understood are ISO 8601 (RFC 3339, W3C-DTF), RFC 822 with two-digit years (RFC 2822: 00 to 49 are 20xx) and the
    same in German ("Mi, 13. Sep 2023 10:15:00 MESZ", "13. September 2023, 10.15 Uhr", "13.09.2023 10:15"). Without a
    zone a date written the German way is in the time of Berlin, any other in UTC. Years before 1970 and after 2200
    are None.
    """
    text = " ".join(raw.split())
    if not text or len(text) > _MAX_LENGTH:
        return None
    try:
        moment = _iso(text) or _written(text.lower())
        return None if moment is None else _checked(moment)
    except (ValueError, OverflowError):
        return None


def from_struct(parsed: time.struct_time | None) -> datetime | None:
    """The moment of a UTC time tuple as feedparser makes it, None outside the years 1970 to 2200."""
    if parsed is None:
        return None
    try:
        return _checked(datetime.fromtimestamp(calendar.timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _checked(moment: datetime) -> datetime | None:
    utc = moment.astimezone(UTC)
    if not _FIRST_YEAR <= utc.year <= _LAST_YEAR:
        return None
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def _iso(text: str) -> datetime | None:
    if not text[:4].isdecimal():
        return None
    try:
        moment = datetime.fromisoformat(_SPACED_OFFSET.sub("", text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(text: str) -> datetime | None:
    """A date in words or in dots. Raises ValueError for one that does not exist."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    month = int(found["number"]) if found["number"] else _MONTHS.get(found["name"][:3])
    zone = _zone(found["zone"], found["offset"], text)
    only_hour = found["hour"] and not found["minute"] and not found["uhr"]
    if month is None or zone is None or only_hour:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < 50 else 1900
    second = 59 if found["second"] == "60" else int(found["second"] or 0)  # a leap second
    clock = int(found["hour"] or 0), int(found["minute"] or 0), second
    return datetime(year, month, int(found["day"]), *clock, tzinfo=zone)


def _zone(name: str | None, offset: str | None, text: str) -> tzinfo | None:
    """The zone of a written date; None for a name that is not known."""
    hours = _ZONES.get(name) if name else 0
    if hours is None:
        return None
    if offset:
        digits = offset[1:].replace(":", "")
        delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
        return timezone(-delta if offset[0] == "-" else delta)
    if name:
        return timezone(timedelta(hours=hours))
    return _BERLIN if _GERMAN.search(text) else UTC
