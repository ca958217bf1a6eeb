"""Words for days and spans of time, as a person types them in German or English. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
    """A day counted back from today: 0 today, 1 yesterday, 2 the day before."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """The last day of that name, today included: 0 Monday to 6 Sunday."""

    number: int


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
_TIMED = re.compile(r"(?:(.*[^\s,t])(?:t|,\s*|\s+))?(\d{1,2}):(\d{2})(?:\s*uhr)?")
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
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_NAMED: dict[str, When] = {
    **{word: DaysBack(days) for days, words in _DAYS_BACK.items() for word in words},
    **{word: Weekday(number) for number, words in enumerate(_WEEKDAYS) for word in words},
}

_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)


def read(text: str) -> When | None:
    """What a text says about time, None where that is nothing.

    `3d` `3t` `2h` `30min` `1w`, `heute` `yesterday` `montag`, `2023-09-13` `2023-09` `2023` `13.9.2023` `13.9.`, a day
    with `T10:15` or `, 10:15` behind it, or `10:15` alone.
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


def say(when: When, *, german: bool) -> str:
    """The shortest text that `read` understands as the same, in words of German or English where it has words."""
    column = 0 if german else 1
    match when:
        case Ago(count, unit):
            return f"{count}{'t' if german and unit is Unit.DAY else _UNITS[unit][0]}"
        case DaysBack(days):
            return _DAYS_BACK[days][column]
        case Weekday(number):
            return _WEEKDAYS[number][column]
    return _say_calendar(when)


def span(when: When, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    """From when to when that is, its end not included, in UTC; both are the same for an `Ago`.

    `zone` is where days begin, None the system's. What lies outside the calendar is cut to its ends.
    """
    try:
        return _span(when, now, zone)
    except OverflowError:
        return _EARLIEST, _EARLIEST


def _at_minute(day: str | None, hour: int, minute: int) -> Calendar | None:
    if hour > 23 or minute > 59:
        return None
    if day is None:
        return Calendar(minute=hour * 60 + minute)
    found = _calendar(day)
    if found is None or found.day is None:
        return None
    return Calendar(found.year, found.month, found.day, hour * 60 + minute)


def _calendar(text: str) -> Calendar | None:
    if iso := _ISO.fullmatch(text):
        year, month, day = (None if part is None else int(part) for part in iso.groups())
    elif german := _GERMAN.fullmatch(text):
        day, month = int(german[1]), int(german[2])
        year = None if german[3] is None else int(german[3]) + (2000 if len(german[3]) == 2 else 0)
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
    if when.minute is None:
        return day
    clock = f"{when.minute // 60:02}:{when.minute % 60:02}"
    return f"{day}T{clock}" if day else clock


def _span(when: When, now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime]:
    today = now.astimezone(zone).date()
    match when:
        case Ago(count, unit):
            moment = now.astimezone(UTC) - timedelta(**{f"{unit.value}s": count})
            return max(moment, _EARLIEST), max(moment, _EARLIEST)
        case DaysBack(days):
            day = today - timedelta(days=days)
            return _utc(day, zone), _utc(day + timedelta(days=1), zone)
        case Weekday(number):
            day = today - timedelta(days=(today.weekday() - number) % 7)
            return _utc(day, zone), _utc(day + timedelta(days=1), zone)
    return _days(when, today, zone) if when.minute is None else _minute(when, when.minute, today, zone)


def _days(when: Calendar, today: date, zone: tzinfo | None) -> tuple[datetime, datetime]:
    first = _first_day(when, today)
    if when.day is not None:
        after = first + timedelta(days=1)
    elif when.month is not None:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    else:
        after = date(first.year + 1, 1, 1)
    return _utc(first, zone), _utc(after, zone)


def _minute(when: Calendar, minute: int, today: date, zone: tzinfo | None) -> tuple[datetime, datetime]:
    day = _first_day(when, today) if when.day is not None else today
    start = _utc(day, zone, minute)
    return start, start + timedelta(minutes=1)


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
