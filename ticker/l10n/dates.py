"""Dates and times in the words of a region. Every moment given is aware; days are those of the region's calendar.

Words come from Unicode CLDR by Babel, with patterns of our own: no CLDR preset writes "Uhr" or keeps a date together
with no-break spaces (DIN 5008). Clock times, dates and days need no Babel, so a first picture is drawn without
importing it; a test holds their words against CLDR's.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from ticker.l10n.messages import translation
from ticker.l10n.region import Region, local

NBSP = "\N{NO-BREAK SPACE}"

_SECOND, _MINUTE, _HOUR, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_JUST = 45 * _SECOND
_GERMAN_DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
_ENGLISH_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def clock_time(moment: datetime, region: Region) -> str:
    """Hours and minutes of the 24-hour clock, for columns: "10:42", always 5 cells."""
    return f"{local(moment, region):%H:%M}"


def clock_time_in_words(moment: datetime, region: Region) -> str:
    """The time of day as one writes it in a sentence: "10:42 Uhr", "10:42", "10:42 AM"."""
    if region.locale == "en_US":
        here = local(moment, region)
        return f"{here.hour % 12 or 12}:{here.minute:02}{NBSP}{'AM' if here.hour < 12 else 'PM'}"
    clock = clock_time(moment, region)
    return f"{clock}{NBSP}Uhr" if region.locale.startswith("de") else clock


def clock_time_or_date(moment: datetime, now: datetime | None, region: Region) -> str:
    """The time of a moment of the same day, "10:42 Uhr"; of another day with its date, "14.09., 10:42 Uhr".

    Without `now` the date is always named.
    """
    time = clock_time_in_words(moment, region)
    same_day = now is not None and local(moment, region).date() == local(now, region).date()
    return time if same_day else f"{short_date(moment, region).strip()}, {time}"


def short_date(moment: datetime, region: Region) -> str:
    """Day and month, for columns: "13.09.", "13 Sep", "Sep 13", always 6 cells."""
    here = local(moment, region)
    if region.locale.startswith("de"):
        return f"{here:%d.%m.}"
    month = _ENGLISH_MONTHS[here.month - 1]
    return f"{month}{NBSP}{here:%d}" if region.locale == "en_US" else f"{here:%d}{NBSP}{month}"


def full(moment: datetime, region: Region) -> str:
    """Weekday, date and time: "Mittwoch, 13. September 2023, 10:42 Uhr"."""
    day_and_year = _date(local(moment, region), region, weekday=True, year=True)
    return f"{day_and_year}, {clock_time_in_words(moment, region)}"


def date_and_year(moment: datetime, region: Region) -> str:
    """The day alone: "13. September 2023"."""
    return _date(local(moment, region), region, weekday=False, year=True)


def days(first: datetime, last: datetime, region: Region) -> str:
    """The days from one moment to another: "31. Dezember 2025 – 1. Januar 2026", or the one day that both lie on."""
    begin, end = date_and_year(first, region), date_and_year(last, region)
    return begin if begin == end else f"{begin} – {end}"


def span(first: datetime, last: datetime, region: Region) -> str:
    """From one moment to another: "Mittwoch, 13. September 2023, 06:00–14:30 Uhr"; both in full on different days."""
    if local(first, region).date() != local(last, region).date():
        return f"{full(first, region)} – {full(last, region)}"
    date = _date(local(first, region), region, weekday=True, year=True)
    begin, end = clock_time_in_words(first, region), clock_time_in_words(last, region)
    return f"{date}, {end}" if begin == end else f"{date}, {begin.removesuffix(f'{NBSP}Uhr')}–{end}"


def day(moment: datetime, now: datetime, region: Region) -> str:
    """The day of a moment as a heading: "Heute", "Gestern", "Mittwoch, 13. September".

    The year is there where it is another than the present one.
    """
    _ = translation(region.locale).gettext
    here, today = local(moment, region).date(), local(now, region).date()
    if here == today:
        return _("Today")
    if today - here == _DAY:
        return _("Yesterday")
    return _date(here, region, weekday=True, year=here.year != today.year)


def relative(moment: datetime, now: datetime, region: Region, *, time: bool = True) -> str:
    """How far away a moment is, in words; without its `time` of day where that is told already.

    Back: "gerade eben" (under 45 s), "vor 3 Minuten", "vor 2 Stunden" (of the same day), "gestern, 18:05 Uhr", "vor
    6 Tagen", then the date, with its year where that is another. Minutes and hours are whole ones that have passed.
    Ahead: "gleich", "in 5 Minuten", "in 2 Stunden", "morgen, 18:05 Uhr", "in 6 Tagen", the date; rounded to the
    nearest, so that what was set to five minutes says five.
    """
    _ = translation(region.locale).gettext
    ahead, away = _distance(moment, now)
    if away <= _JUST and (ahead or away < _JUST):
        return _("in a moment") if ahead else _("just now")
    if (minutes := _count(away, _MINUTE, ahead)) < 60:
        return _with_direction(minutes * _MINUTE, ahead, region)
    here, today = local(moment, region).date(), local(now, region).date()
    days = abs((today - here).days)
    if days == 0:
        return _with_direction(_count(away, _HOUR, ahead) * _HOUR, ahead, region)
    if days == 1 and not time:
        return _("tomorrow") if ahead else _("yesterday")
    if days == 1:
        message = _("tomorrow, {time}") if ahead else _("yesterday, {time}")
        return message.format(time=clock_time_in_words(moment, region))
    if days < 7:
        return _with_direction(days * _DAY, ahead, region)
    return _date(here, region, weekday=False, year=here.year != today.year)


def _distance(moment: datetime, now: datetime) -> tuple[bool, timedelta]:
    """Whether the moment lies ahead, and how far away it is.

    In UTC, because Python subtracts two times of one zone by their clock faces, an hour off across a DST change.
    """
    span = now.astimezone(UTC) - moment.astimezone(UTC)
    return span < timedelta(), abs(span)


def _count(away: timedelta, unit: timedelta, ahead: bool) -> int:
    """How many units, at least 1: those that are full, or ahead the nearest number (a half counts as none)."""
    return max(1, -((unit / 2 - away) // unit) if ahead else away // unit)


def _with_direction(span: timedelta, ahead: bool, region: Region) -> str:
    """ "vor 3 Minuten", "in 2 Stunden": a span that is a whole number of one unit.

    The threshold keeps that unit: 24 hours (there are days of 25) are no day, but 1 hour is no 60 minutes.
    """
    from babel.dates import format_timedelta

    threshold = 1 if span in (_MINUTE, _HOUR) else 1.1
    text = format_timedelta(span if ahead else -span, threshold=threshold, add_direction=True, locale=region.locale)
    return re.sub(r"(?<=\d) ", NBSP, text)


def _date(here: date, region: Region, *, weekday: bool, year: bool) -> str:
    german, american = region.locale.startswith("de"), region.locale == "en_US"
    month = _months(region.locale)[here.month - 1]
    text = f"{month}{NBSP}{here.day}" if american else f"{here.day}{'.' if german else ''}{NBSP}{month}"
    if weekday:
        text = f"{(_GERMAN_DAYS if german else _ENGLISH_DAYS)[here.weekday()]}, {text}"
    if year:
        text += f", {here.year}" if american else f" {here.year}"
    return text


def _months(locale: str) -> tuple[str, ...]:
    if not locale.startswith("de"):
        return _ENGLISH_MONTH_NAMES
    return ("Jänner", *_GERMAN_MONTHS[1:]) if locale == "de_AT" else _GERMAN_MONTHS
