"""Words for days and spans of time, as a person types them in German or English. Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class Unit(StrEnum):
    """What an `Ago` counts."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before now: a moment."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class DaysBack:
    """A day counted back from today: 0 today, 1 yesterday, 2 the day before; or a minute of it."""

    days: int
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """The last day of that name, today included: 0 Monday to 6 Sunday; or a minute of it."""

    number: int
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year, a month, a day or a minute of the calendar.

    What is None is not said: without a year it is the last such day, without any day the minute is one of today.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    minute: int | None = None  # of the day


When = Ago | DaysBack | Weekday | Calendar

_AGO = re.compile(r"(\d{1,5})\s*([a-z]+)")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_GERMAN = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})?")
_WRITTEN = re.compile(r"(?:(\d{1,2})\.?\s*)?([^\W\d_]{3,})\.?(?:\s*(\d{4}))?")
_TIMED = re.compile(r"(?:(.*[^\s,])(?:t|,\s*|\s+))?(\d{1,2}):(\d{2})(?:\s*uhr)?")
_DAY_AND_CLOCK = re.compile(r"(.*?[^\s,])(?:,\s*|\s+)([^\s,]*:.*)")
_YEARS = range(1900, 3000)

_UNITS = {
    Unit.MINUTE: ("min", "minute", "minuten", "minutes"),
    Unit.HOUR: ("h", "std", "stunde", "stunden", "hour", "hours"),
    Unit.DAY: ("d", "t", "tag", "tage", "tagen", "day", "days"),
    Unit.WEEK: ("w", "woche", "wochen", "week", "weeks"),
}
_DAYS_BACK = {0: ("heute", "today"), 1: ("gestern", "yesterday"), 2: ("vorgestern", "ereyesterday")}
_WEEKDAYS = (
    ("montag", "monday", "mo", "mon"),
    ("dienstag", "tuesday", "di", "tue"),
    ("mittwoch", "wednesday", "mi", "wed"),
    ("donnerstag", "thursday", "do", "thu"),
    ("freitag", "friday", "fr", "fri"),
    ("samstag", "saturday", "sa", "sat", "sonnabend"),
    ("sonntag", "sunday", "so", "sun"),
)
_MONTHS = (
    ("januar", "january", "jan", "jänner", "jän"),
    ("februar", "february", "feb", "feber"),
    ("märz", "march", "mär", "mar", "mrz", "maerz"),
    ("april", "apr"),
    ("mai", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("dezember", "december", "dez", "dec"),
)
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_NAMED: dict[str, When] = {
    **{word: DaysBack(days) for days, words in _DAYS_BACK.items() for word in words},
    **{word: Weekday(number) for number, words in enumerate(_WEEKDAYS) for word in words},
}
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}

_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


def read(text: str) -> When | None:
    """What a text says about time, None where that is nothing.

    `3d` `3t` `2h` `30min` `1w`, `heute` `yesterday` `montag`, `2023-09-13` `2023-09` `2023` `13.9.2023` `13.9.` `13.
    September 2023`, a day with `T10:15` or `, 10:15` behind it, or `10:15` alone.
    """
    text = text.strip().casefold()
    named = _NAMED.get(text)
    if named is not None:
        return named
    if (ago := _AGO.fullmatch(text)) and ago[2] in _UNIT_OF:
        return Ago(int(ago[1]), _UNIT_OF[ago[2]])
    if timed := _TIMED.fullmatch(text):
        return _at_minute(timed[1], int(timed[2]), int(timed[3]))
    return _calendar(text)


def stumbling(text: str) -> str:
    """Of a text that `read` does not understand the part that is to blame: the day, the time, or all of it."""
    text = text.strip()
    parts = _DAY_AND_CLOCK.fullmatch(text)
    if parts is not None:
        if read(parts[1]) is None:
            return parts[1]
        if read(parts[2]) is None:
            return parts[2]
    return text


def resembling(word: str) -> str | None:
    """The word for a day or a month that one may have meant; None where none is like it."""
    near = difflib.get_close_matches(word.strip().casefold(), [*_NAMED, *_MONTH_OF], n=1, cutoff=0.7)
    return near[0] if near else None


def say(when: When, *, german: bool) -> str:
    """The shortest text that `read` understands as the same, in words of German or English where it has words."""
    column = 0 if german else 1
    match when:
        case Ago(count, unit):
            return f"{count}{'t' if german and unit is Unit.DAY else _UNITS[unit][0]}"
        case DaysBack(days, minute):
            return _DAYS_BACK[days][column] + _say_clock(minute)
        case Weekday(number, minute):
            return _WEEKDAYS[number][column] + _say_clock(minute)
    return _say_calendar(when)


def span(when: When, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """From when to when that is, its end not included, in UTC; both are the same for an `Ago`.

    `zone` is where days begin, None the system's. What lies outside the calendar is cut to its ends.
    """
    try:
        return _span(when, now, zone)
    except OverflowError:
        return _EARLIEST, _EARLIEST


def _at_minute(day: str | None, hour: int, minute: int) -> When | None:
    if hour > 23 or minute > 59:
        return None
    found = Calendar() if day is None else _NAMED.get(day) or _calendar(day)
    if found is None or isinstance(found, Ago) or (isinstance(found, Calendar) and day and found.day is None):
        return None
    return replace(found, minute=hour * 60 + minute)


def _calendar(text: str) -> Calendar | None:
    if iso := _ISO.fullmatch(text):
        year, month, day = (None if part is None else int(part) for part in iso.groups())
    elif german := _GERMAN.fullmatch(text):
        day, month = int(german[1]), int(german[2])
        year = None if german[3] is None else int(german[3]) + (2000 if len(german[3]) == 2 else 0)
    elif (written := _WRITTEN.fullmatch(text)) and written[2] in _MONTH_OF and (written[1] or written[3]):
        month = _MONTH_OF[written[2]]
        day, year = (None if part is None else int(part) for part in (written[1], written[3]))
    else:
        return None
    if year is not None and year not in _YEARS:
        return None
    try:
        # 29 February is a day of some year.
        date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    return Calendar(year, month, day)


def _say_calendar(when: Calendar) -> str:
    if when.year is None:
        day = "" if when.day is None else f"{when.day}.{when.month}."
    else:
        given = [f"{part:02}" for part in (when.month, when.day) if part is not None]
        day = "-".join([str(when.year), *given])
    return day + _say_clock(when.minute) if day else _say_clock(when.minute).removeprefix("T")


def _say_clock(minute: int | None) -> str:
    return "" if minute is None else f"T{minute // 60:02}:{minute % 60:02}"


def _span(when: When, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    today = now.astimezone(zone).date()
    match when:
        case Ago(count, unit):
            moment = now.astimezone(UTC) - timedelta(**{f"{unit.value}s": count})
            return max(moment, _EARLIEST), max(moment, _EARLIEST)
        case DaysBack(days, minute):
            return _day(today - timedelta(days=days), minute, zone)
        case Weekday(number, minute):
            return _day(today - timedelta(days=(today.weekday() - number) % 7), minute, zone)
    if when.minute is None:
        return _days(when, today, zone)
    return _day(_first_day(when, today) if when.day is not None else today, when.minute, zone)


def _day(day: date, minute: int | None, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """A day from its beginning to its end, or a minute of it."""
    if minute is None:
        return _utc(day, zone), _utc(day + timedelta(days=1), zone)
    start = _utc(day, zone, minute)
    return start, start + timedelta(minutes=1)


def _days(when: Calendar, today: date, zone: tzinfo | None) -> tuple[datetime, datetime]:
    first = _first_day(when, today)
    if when.day is not None:
        after = first + timedelta(days=1)
    elif when.month is not None:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    else:
        after = date(first.year + 1, 1, 1)
    return _utc(first, zone), _utc(after, zone)


def _first_day(when: Calendar, today: date) -> date:
    if when.year is not None:
        return date(when.year, when.month or 1, when.day or 1)
    year = today.year
    while True:
        try:
            day = date(year, when.month or 1, when.day or 1)
        except ValueError:  # 29 February in a common year
            year -= 1
            continue
        if day <= today:
            return day
        year -= 1


def _utc(day: date, zone: tzinfo | None, minute: int = 0) -> datetime:
    local = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return local.astimezone(UTC)
