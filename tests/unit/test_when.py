from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker import when
from ticker.when import Ago, Calendar, DaysBack, Unit, Weekday, When

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)  # a Wednesday, 10:15 in Berlin


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3d", Ago(3, Unit.DAY)),
        ("3t", Ago(3, Unit.DAY)),
        ("2h", Ago(2, Unit.HOUR)),
        ("2 Std", Ago(2, Unit.HOUR)),
        ("30min", Ago(30, Unit.MINUTE)),
        ("1w", Ago(1, Unit.WEEK)),
        ("heute", DaysBack(0)),
        ("Yesterday", DaysBack(1)),
        ("VORGESTERN", DaysBack(2)),
        ("Montag", Weekday(0)),
        ("sun", Weekday(6)),
        ("2023-09-13", Calendar(2023, 9, 13)),
        ("2023-9-3", Calendar(2023, 9, 3)),
        ("2023-09", Calendar(2023, 9)),
        ("2023", Calendar(2023)),
        ("13.9.2023", Calendar(2023, 9, 13)),
        ("13.09.23", Calendar(2023, 9, 13)),
        ("13. 9. 2023", Calendar(2023, 9, 13)),
        ("13.9.", Calendar(None, 9, 13)),
        ("29.2.", Calendar(None, 2, 29)),
        ("10:15", Calendar(minute=615)),
        ("10:15 Uhr", Calendar(minute=615)),
        ("2023-09-13T10:15", Calendar(2023, 9, 13, 615)),
        ("13.9.2023, 10:15 Uhr", Calendar(2023, 9, 13, 615)),
        ("13.9. 0:00", Calendar(None, 9, 13, 0)),
        ("gestern 10:15", DaysBack(1, 615)),
        ("Sat, 10:15", Weekday(5, 615)),
        ("montagT10:15", Weekday(0, 615)),
        ("13. September 2023", Calendar(2023, 9, 13)),
        ("13 sept. 10:15", Calendar(None, 9, 13, 615)),
        ("1. Jänner", Calendar(None, 1, 1)),
        ("March 2023", Calendar(2023, 3)),
    ],
)
def test_times_as_people_write_them(text: str, meant: When) -> None:
    assert when.read(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bald",
        "3x",
        "123456d",
        "31.2.2023",
        "29.2.2023",
        "2023-13",
        "0999",
        "3000",
        "24:00",
        "9:60",
        "2023T10:15",
        "3d 10:15",
        "mai",
        "31. Juni",
        "13. Bald",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert when.read(text) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3d", "2023-09-10T08:15", "2023-09-10T08:15"),
        ("90min", "2023-09-13T06:45", "2023-09-13T06:45"),
        ("heute", "2023-09-12T22:00", "2023-09-13T22:00"),
        ("gestern", "2023-09-11T22:00", "2023-09-12T22:00"),
        ("mittwoch", "2023-09-12T22:00", "2023-09-13T22:00"),
        ("donnerstag", "2023-09-06T22:00", "2023-09-07T22:00"),
        ("2023", "2022-12-31T23:00", "2023-12-31T23:00"),
        ("2022-12", "2022-11-30T23:00", "2022-12-31T23:00"),
        ("13.9.", "2023-09-12T22:00", "2023-09-13T22:00"),
        ("14.9.", "2022-09-13T22:00", "2022-09-14T22:00"),
        ("29.2.", "2020-02-28T23:00", "2020-02-29T23:00"),
        ("26.3.2023", "2023-03-25T23:00", "2023-03-26T22:00"),
        ("10:15", "2023-09-13T08:15", "2023-09-13T08:16"),
        ("2023-09-12T00:00", "2023-09-11T22:00", "2023-09-11T22:01"),
    ],
)
def test_a_day_begins_where_the_reader_is(text: str, start: str, end: str) -> None:
    meant = when.read(text)

    assert meant is not None
    expected = tuple(datetime.fromisoformat(moment).replace(tzinfo=UTC) for moment in (start, end))
    assert when.span(meant, NOW, BERLIN) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("montak 10:15", "montak"),
        ("13.9.2023, 25:15", "25:15"),
        ("31.2. 10:15", "31.2."),
        (" bald ", "bald"),
        ("3d 10:15", "3d 10:15"),
        ("25:15", "25:15"),
    ],
)
def test_what_is_not_understood_is_named(text: str, part: str) -> None:
    assert when.stumbling(text) == part


@given(st.text(max_size=20))
def test_what_is_named_is_part_of_what_was_typed_and_not_understood(text: str) -> None:
    if when.read(text) is None:
        part = when.stumbling(text)
        assert part in text
        assert when.read(part) is None


@pytest.mark.parametrize(("word", "meant"), [("montak", "montag"), ("Gesten", "gestern"), ("xyz", None)])
def test_a_word_that_is_like_a_day_is_recognised(word: str, meant: str | None) -> None:
    assert when.resembling(word) == meant


def test_without_a_zone_it_is_the_system_s() -> None:
    start, end = when.span(DaysBack(0), NOW, None)

    assert start <= NOW < end
    assert end - start in (timedelta(hours=23), timedelta(hours=24), timedelta(hours=25))


def test_before_the_calendar_it_is_its_beginning() -> None:
    early = datetime(9, 1, 1, tzinfo=UTC)

    assert when.span(Ago(99999, Unit.WEEK), early, UTC)[0].year == 1
    assert when.span(Ago(400, Unit.WEEK), early, UTC)[0].year == 1


def _times() -> st.SearchStrategy[When]:
    minutes = st.none() | st.integers(0, 24 * 60 - 1)
    days = st.dates(date(1900, 1, 1), date(2999, 12, 31))
    return st.one_of(
        st.builds(Ago, st.integers(0, 99999), st.sampled_from(Unit)),
        st.builds(DaysBack, st.integers(0, 2), minutes),
        st.builds(Weekday, st.integers(0, 6), minutes),
        st.builds(lambda day, minute: Calendar(day.year, day.month, day.day, minute), days, minutes),
        st.builds(lambda day, minute: Calendar(None, day.month, day.day, minute), days, minutes),
        st.builds(lambda day: Calendar(day.year, day.month), days),
        st.builds(lambda day: Calendar(day.year), days),
        st.builds(Calendar, minute=st.integers(0, 24 * 60 - 1)),
    )


@given(_times(), st.booleans())
def test_what_is_said_is_understood(meant: When, german: bool) -> None:
    assert when.read(when.say(meant, german=german)) == meant


@given(_times(), st.integers(0, 40_000))
def test_a_span_ends_where_it_began_or_later(meant: When, days: int) -> None:
    start, end = when.span(meant, datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=days), BERLIN)

    assert start.tzinfo is UTC
    assert start <= end


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{1,4}[-.][0-9]{1,2}[-.]?[0-9]{0,4}(T[0-9]{1,2}:[0-9]{2})?"))
def test_no_text_breaks_it(text: str) -> None:
    meant = when.read(text)

    assert meant is None or when.read(when.say(meant, german=True)) == meant
