"""The marks by which a news-ticker article parts its updates: "+++ 09.30 Uhr: …", "Update, 14.00 Uhr: …". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

_MONTHS = "januar|jänner|februar|feber|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
_MONTH_NUMBERS = {"januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6} | {
    "juli": 7,
    "august": 8,
    "september": 9,
    "oktober": 10,
    "november": 11,
    "dezember": 12,
}
_MARK = re.compile(
    rf"""
    \s*(?P<plus>\+{{2,3}}\s*)?
    (?:(?P<word>update|aktualisierung|eilmeldung|erstmeldung|ursprungsmeldung|originalmeldung)\b\s*[,:–-]?\s*)?
    (?:(?:vom|am|von)\s+)?
    (?:(?:mo|di|mi|do|fr|sa|so)[a-zäöü]*\.?,?\s*)?
    \(?(?:(?P<day>\d{{1,2}})\.\s?(?:(?P<month>\d{{1,2}})\.|(?P<name>{_MONTHS}))(?:\s?(?P<year>\d{{4}}))?)?\)?,?\s*
    (?:[|–-]\s*)?(?:(?:um|gegen)\s+)?
    (?:(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?\s?uhr)?
    \s*(?P<sign>\+{{2,3}}|[:|–—-])?\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BARE_TIME = re.compile(r"\s*(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\s*(?P<sign>\||\+{2,3})\s*")
_TRAILING_PLUS = re.compile(r"\s*\+{2,3}\s*$")
_NOISE = re.compile(
    r"""
    >{2,3}.*|.*<{2,3}\s*$
    |\W*(?:(?:news|live)[\s-]?(?:ticker|blog))?\W*(?:jetzt\s+)?(?:aktualisieren|neu\s+laden)\W*
    |(?:lesen|sehen|hören)\s+sie\s+(?:auch|hier|dazu|mehr|jetzt)\b.*
    |(?:auch\s+interessant|mehr\s+zum\s+thema|passend\s+dazu|anzeige|werbung|teilen|drucken|kommentare?)\b.{0,80}
    |\+{2,3}\s*[\w/-]{2,20}[\s-]bildfunk\s*\+{2,3}
    |(?:rubriklistenbild|quelle|foto|bild):.{0,200}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FINAL_CREDIT = re.compile(r"\s*\((?:[a-zäöü]{2,4}\s?/\s?)*(?:dpa|afp|reuters|epd|kna|sid|apa|sda|[a-z]{2,4})\)\s*$")
ZONE = ZoneInfo("Europe/Berlin")
_FIRST_WORDS = ("erstmeldung", "ursprungsmeldung", "originalmeldung")
_MOST_PINNED = 3
_SLACK = timedelta(minutes=15)  # clocks of editors and servers differ
_HALF_A_YEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark before an update: its date as far as it is written, its time of day (None: not told).

    `word` is what it calls itself, in small letters; `rest` what stands behind it on the same line. `loud` is for
    "+++" or such a word, `barred` for what parts a heading from its time ("23:39 Uhr | …").
    """

    clock: time | None
    day: int | None
    month: int | None
    year: int | None
    word: str
    rest: str
    loud: bool
    barred: bool


def mark_of(line: str) -> Mark | None:
    """The mark with which a line begins, None for an ordinary one."""
    found = _BARE_TIME.match(line)
    if found is not None:
        clock = time(int(found["hour"]), int(found["minute"]))
        return Mark(clock, None, None, None, "", _rest(line, found), loud=True, barred=True)
    found = _MARK.match(line)
    assert found is not None, "all of it may be missing"
    word = (found["word"] or "").lower()
    loud = bool(found["plus"] or word)
    if found["hour"] is None and not (word in _FIRST_WORDS and found["day"]):
        return None
    if found["sign"] is None and not (loud and found.end() < len(line)):
        return None
    hour = None if found["hour"] is None else int(found["hour"]) % 24
    named = found["name"] and _MONTH_NUMBERS[found["name"].lower()]
    return Mark(
        None if hour is None else time(hour, int(found["minute"] or 0)),
        int(found["day"]) if found["day"] else None,
        named or (int(found["month"]) if found["month"] else None),
        int(found["year"]) if found["year"] else None,
        word,
        _rest(line, found),
        loud,
        found["sign"] == "|",
    )


def _rest(line: str, found: re.Match[str]) -> str:
    return _TRAILING_PLUS.sub("", line[found.end() :]).strip()


def is_noise(line: str) -> bool:
    """Whether a line of the page belongs to no update: calls to reload, pointers to other texts, credits."""
    return _NOISE.fullmatch(line) is not None


def without_credit(line: str) -> str:
    """The line without the sign of its author and his agency at its end."""
    return _FINAL_CREDIT.sub("", line)


@dataclass(frozen=True, slots=True)
class Order:
    """How the updates of a page lie in time: `moments` in the order of the page (UTC; None for one without a time).

    The first `pinned` of them are held above the newest. `jumps` counts the times that go against the order though no
    date is written: midnights, or a sign that these are no updates.
    """

    moments: list[datetime | None]
    pinned: int = 0
    jumps: int = 0


def order_of(marks: list[Mark], published: datetime | None, modified: datetime | None) -> Order:
    """When the updates happened.

    Dates follow from those that are written, else from the page's own (aware UTC) and the order: newest first or
    last, a time that jumps against it lies on the other side of midnight. Written in the time of Berlin.
    """
    anchor = modified or published
    if anchor is None or not marks:
        return Order([None] * len(marks))
    local = anchor.astimezone(ZONE)
    newest_first = is_newest_first(marks, local)
    pinned = _pinned(marks, anchor) if newest_first else 0
    others = marks[pinned:]
    ordered = others[::-1] if newest_first else others
    dates = _dates(ordered, local, is_end=modified is not None or newest_first)
    found = [
        None if mark.clock is None else datetime.combine(day, mark.clock, ZONE).astimezone(UTC)
        for mark, day in zip(ordered, dates, strict=True)
    ]
    newest = max((moment for moment in found if moment is not None), default=anchor)
    held = [_before(mark, newest) for mark in marks[:pinned]]
    jumps = sum(_rolls(earlier, later) and _written(later, local) is None for earlier, later in pairwise(ordered))
    return Order([*held, *(found[::-1] if newest_first else found)], pinned, jumps)


def is_newest_first(marks: list[Mark], anchor: datetime) -> bool:
    """Whether the newest update stands first: by the dates and times that follow each other, midnight apart."""
    down = up = 0
    for one, other in pairwise(mark for mark in marks if mark.clock is not None):
        days = _written(one, anchor), _written(other, anchor)
        if days[0] is not None and days[1] is not None and days[0] != days[1]:
            is_down = days[0] > days[1]
        elif one.clock != other.clock:
            is_down = _minute(one) > _minute(other)
        else:
            continue
        down, up = down + is_down, up + (not is_down)
    return down >= up


def _pinned(marks: list[Mark], anchor: datetime) -> int:
    """How many updates are held above the newest one: older ones, though the page is nearer to the one below them.

    Else a time that is smaller than the one below it has midnight between them.
    """
    for count in range(1, min(_MOST_PINNED, len(marks) - 2) + 1):
        held, newest = marks[:count], marks[count]
        if any(mark.clock is None or mark.day is not None for mark in (*held, newest)):
            return 0
        if all(_minute(mark) < _minute(newest) for mark in held):
            return count if _age(newest, anchor) < min(_age(mark, anchor) for mark in held) else 0
    return 0


def _age(mark: Mark, anchor: datetime) -> int:
    """How many minutes before the page's time it was that time of day, some minutes after it allowed."""
    now = (anchor.astimezone(ZONE) + _SLACK).time()
    return (now.hour * 60 + now.minute - _minute(mark)) % (24 * 60)


def _before(mark: Mark, newest: datetime) -> datetime:
    """The last moment up to the newest update at which it was the time of the mark."""
    assert mark.clock is not None
    local = newest.astimezone(ZONE)
    day = local.date() - timedelta(days=mark.clock > local.time())
    return datetime.combine(day, mark.clock, ZONE).astimezone(UTC)


def _minute(mark: Mark) -> int:
    assert mark.clock is not None
    return mark.clock.hour * 60 + mark.clock.minute


def _dates(ordered: list[Mark], anchor: datetime, *, is_end: bool) -> list[date]:
    """The day of each update, from the oldest to the newest.

    From each written date the days are counted both ways; without any, from the page's date at the end (or, where
    that is when the page first appeared and the oldest stands first, at the start).
    """
    written = {number: day for number, mark in enumerate(ordered) if (day := _written(mark, anchor)) is not None}
    if not written:
        last = next((mark for mark in reversed(ordered) if mark.clock is not None), None)
        day = anchor.date()
        if is_end and last is not None and datetime.combine(day, last.clock or time(), ZONE) > anchor + _SLACK:
            day -= timedelta(days=1)
        written = {len(ordered) - 1 if is_end else 0: day}
    days: list[date | None] = [written.get(number) for number in range(len(ordered))]
    first = min(written)
    for number in range(first - 1, -1, -1):
        after = days[number + 1]
        assert after is not None
        days[number] = after - timedelta(days=_rolls(ordered[number], ordered[number + 1]))
    for number in range(first + 1, len(ordered)):
        before = days[number - 1]
        assert before is not None
        if days[number] is None:
            days[number] = before + timedelta(days=_rolls(ordered[number - 1], ordered[number]))
    return [day for day in days if day is not None]


def _rolls(earlier: Mark, later: Mark) -> bool:
    """Whether midnight lies between two updates that follow each other in time."""
    if earlier.clock is None or later.clock is None:
        return False
    return earlier.clock > later.clock


def _written(mark: Mark, anchor: datetime) -> date | None:
    """The date that a mark names; without a year it is the one next to the page's date. None where it is no date."""
    if mark.day is None or mark.month is None:
        return None
    if mark.year is not None:
        return _day(mark.year, mark.month, mark.day)
    near = (_day(year, mark.month, mark.day) for year in (anchor.year, anchor.year - 1, anchor.year + 1))
    return next((day for day in near if day is not None and abs(day - anchor.date()) <= _HALF_A_YEAR), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
