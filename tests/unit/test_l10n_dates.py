from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import LOCALES
from ticker.l10n.dates import (
    NBSP,
    clock_time,
    clock_time_in_words,
    clock_time_or_date,
    date_and_year,
    day,
    days,
    full,
    relative,
    short_date,
    span,
)
from ticker.l10n.region import Region

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
GERMAN = Region("de_DE", BERLIN)
NOW = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)  # a Wednesday, 10:42 in Berlin
MIDNIGHT = datetime(2023, 9, 12, 22, 0, tzinfo=UTC)  # the first second of that Wednesday in Berlin
ZONES = [
    "Europe/Berlin",
    "America/Sao_Paulo",
    "Pacific/Apia",
    "Africa/Cairo",
    "America/Havana",
    "Asia/Kathmandu",
    "UTC",
]


def kept(text: str) -> str:
    """The text with a no-break space for each ~."""
    return text.replace("~", NBSP)


def berlin(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=BERLIN, fold=fold).astimezone(UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("locale", "moment", "expected"),
    [
        ("de_DE", NOW, "Mittwoch, 13.~September 2023, 10:42~Uhr"),
        ("de_AT", NOW, "Mittwoch, 13.~September 2023, 10:42~Uhr"),
        ("de_CH", NOW, "Mittwoch, 13.~September 2023, 10:42~Uhr"),
        ("de_LI", NOW, "Mittwoch, 13.~September 2023, 10:42~Uhr"),
        ("en_GB", NOW, "Wednesday, 13~September 2023, 10:42"),
        ("en_US", NOW, "Wednesday, September~13, 2023, 10:42~AM"),
        ("de_DE", berlin(2024, 1, 1), "Montag, 1.~Januar 2024, 00:00~Uhr"),
        ("de_AT", berlin(2024, 1, 1), "Montag, 1.~Jänner 2024, 00:00~Uhr"),
        ("en_GB", berlin(2024, 1, 1), "Monday, 1~January 2024, 00:00"),
        ("en_US", berlin(2024, 1, 1), "Monday, January~1, 2024, 12:00~AM"),
        ("de_DE", berlin(2023, 12, 31, 23, 59, 59), "Sonntag, 31.~Dezember 2023, 23:59~Uhr"),
        ("en_US", berlin(2023, 12, 31, 23, 59, 59), "Sunday, December~31, 2023, 11:59~PM"),
        ("de_DE", berlin(2024, 2, 29, 12, 0), "Donnerstag, 29.~Februar 2024, 12:00~Uhr"),
        ("en_US", berlin(2024, 2, 29, 12, 0), "Thursday, February~29, 2024, 12:00~PM"),
        # summer time begins: an hour is missing
        ("de_DE", datetime(2023, 3, 26, 0, 59, tzinfo=UTC), "Sonntag, 26.~März 2023, 01:59~Uhr"),
        ("de_DE", datetime(2023, 3, 26, 1, 0, tzinfo=UTC), "Sonntag, 26.~März 2023, 03:00~Uhr"),
        # summer time ends: an hour comes twice
        ("de_DE", datetime(2023, 10, 29, 0, 30, tzinfo=UTC), "Sonntag, 29.~Oktober 2023, 02:30~Uhr"),
        ("de_DE", datetime(2023, 10, 29, 1, 30, tzinfo=UTC), "Sonntag, 29.~Oktober 2023, 02:30~Uhr"),
        ("de_DE", datetime.min.replace(tzinfo=UTC), "Montag, 1.~Januar 1, 00:53~Uhr"),
        ("de_DE", datetime.max.replace(tzinfo=UTC), "Freitag, 31.~Dezember 9999, 23:59~Uhr"),
    ],
)
def test_full(locale: str, moment: datetime, expected: str) -> None:
    assert full(moment, Region(locale, BERLIN)) == kept(expected)
    rest = kept(expected).partition(", ")[2]
    assert date_and_year(moment, Region(locale, BERLIN)) == rest.rpartition(", ")[0]


@pytest.mark.parametrize(
    ("locale", "first", "last", "expected"),
    [
        ("de_DE", NOW, NOW + timedelta(hours=2), "Mittwoch, 13.~September 2023, 10:42–12:42~Uhr"),
        ("en_GB", NOW, NOW + timedelta(hours=2), "Wednesday, 13~September 2023, 10:42–12:42"),
        ("en_US", NOW, NOW + timedelta(hours=2), "Wednesday, September~13, 2023, 10:42~AM–12:42~PM"),
        ("de_DE", NOW, NOW + timedelta(seconds=9), "Mittwoch, 13.~September 2023, 10:42~Uhr"),
        (
            "de_DE",
            MIDNIGHT - timedelta(seconds=1),
            MIDNIGHT,
            "Dienstag, 12.~September 2023, 23:59~Uhr – Mittwoch, 13.~September 2023, 00:00~Uhr",
        ),
    ],
)
def test_from_one_moment_to_another(locale: str, first: datetime, last: datetime, expected: str) -> None:
    assert span(first, last, Region(locale, BERLIN)) == kept(expected)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (MIDNIGHT, "13.~September 2023"),
        (MIDNIGHT - timedelta(seconds=1), "12.~September 2023 – 13.~September 2023"),
    ],
)
def test_from_one_day_to_another(first: datetime, expected: str) -> None:
    assert days(first, NOW, GERMAN) == kept(expected)


@pytest.mark.parametrize(
    ("locale", "words", "date"),
    [
        ("de_DE", "10:42~Uhr", "13.09."),
        ("de_AT", "10:42~Uhr", "13.09."),
        ("de_CH", "10:42~Uhr", "13.09."),
        ("de_LI", "10:42~Uhr", "13.09."),
        ("en_GB", "10:42", "13~Sep"),
        ("en_US", "10:42~AM", "Sep~13"),
    ],
)
def test_times_and_dates_of_rows(locale: str, words: str, date: str) -> None:
    region = Region(locale, BERLIN)
    assert clock_time(NOW, region) == "10:42"
    assert clock_time_in_words(NOW, region) == kept(words)
    assert short_date(NOW, region) == kept(date)


@pytest.mark.parametrize(("hour", "expected"), [(0, "12:05~AM"), (1, "1:05~AM"), (12, "12:05~PM"), (13, "1:05~PM")])
def test_the_american_clock(hour: int, expected: str) -> None:
    assert clock_time_in_words(berlin(2023, 9, 13, hour, 5), Region("en_US", BERLIN)) == kept(expected)


@pytest.mark.parametrize(
    ("locale", "moment", "expected"),
    [
        ("de_DE", NOW, "Heute"),
        ("de_DE", MIDNIGHT, "Heute"),
        ("de_DE", MIDNIGHT - timedelta(milliseconds=1), "Gestern"),
        ("de_DE", MIDNIGHT - timedelta(days=1), "Gestern"),
        ("de_DE", MIDNIGHT - timedelta(days=1, milliseconds=1), "Montag, 11.~September"),
        ("de_DE", MIDNIGHT + timedelta(days=1), "Donnerstag, 14.~September"),
        ("de_DE", berlin(2023, 1, 1), "Sonntag, 1.~Januar"),
        ("de_AT", berlin(2023, 1, 1), "Sonntag, 1.~Jänner"),
        ("de_DE", berlin(2022, 12, 31, 23, 59), "Samstag, 31.~Dezember 2022"),
        ("en_GB", NOW, "Today"),
        ("en_GB", MIDNIGHT - timedelta(hours=1), "Yesterday"),
        ("en_GB", berlin(2023, 9, 11), "Monday, 11~September"),
        ("en_GB", berlin(2022, 12, 31), "Saturday, 31~December 2022"),
        ("en_US", berlin(2023, 9, 11), "Monday, September~11"),
        ("en_US", berlin(2022, 12, 31), "Saturday, December~31, 2022"),
        ("de_CH", berlin(2022, 12, 31), "Samstag, 31.~Dezember 2022"),
    ],
)
def test_day(locale: str, moment: datetime, expected: str) -> None:
    assert day(moment, NOW, Region(locale, BERLIN)) == kept(expected)


def test_yesterday_is_the_day_before_however_long_it_was() -> None:
    assert day(berlin(2023, 10, 29, 0, 1), berlin(2023, 10, 30, 23, 59), GERMAN) == "Gestern"
    assert day(berlin(2023, 3, 26, 23, 59), berlin(2023, 3, 27, 0, 0), GERMAN) == "Gestern"
    assert day(berlin(2023, 12, 31, 23, 59), berlin(2024, 1, 1), GERMAN) == "Gestern"


def test_the_same_moment_lies_on_another_day_elsewhere() -> None:
    moment = datetime(2023, 9, 13, 2, 0, tzinfo=UTC)
    assert day(moment, NOW, GERMAN) == "Heute"
    assert day(moment, NOW, Region("de_DE", NEW_YORK)) == "Gestern"


BACK = [
    (0, "gerade eben"),
    (0.001, "gerade eben"),
    (44, "gerade eben"),
    (44.999, "gerade eben"),
    (45, "vor 1~Minute"),
    (59, "vor 1~Minute"),
    (60, "vor 1~Minute"),
    (119.999, "vor 1~Minute"),
    (120, "vor 2~Minuten"),
    (180, "vor 3~Minuten"),
    (3599.999, "vor 59~Minuten"),
    (3600, "vor 1~Stunde"),
    (7199, "vor 1~Stunde"),
    (7200, "vor 2~Stunden"),
    (10 * 3600, "vor 10~Stunden"),
    (10 * 3600 + 42 * 60, "vor 10~Stunden"),
    (10 * 3600 + 42 * 60 + 0.001, "gestern, 23:59~Uhr"),
    (16 * 3600 + 37 * 60, "gestern, 18:05~Uhr"),
    (34 * 3600 + 42 * 60, "gestern, 00:00~Uhr"),
    (34 * 3600 + 42 * 60 + 1, "vor 2~Tagen"),
    (6 * 86400, "vor 6~Tagen"),
    (6 * 86400 + 10 * 3600 + 42 * 60, "vor 6~Tagen"),
    (6 * 86400 + 11 * 3600, "6.~September"),
    (30 * 86400, "14.~August"),
    (300 * 86400, "17.~November 2022"),
    (5000 * 86400, "4.~Januar 2010"),
]
AHEAD = [
    (0.001, "gleich"),
    (44, "gleich"),
    (45, "gleich"),
    (45.001, "in 1~Minute"),
    (60, "in 1~Minute"),
    (90, "in 1~Minute"),
    (90.001, "in 2~Minuten"),
    (299.9, "in 5~Minuten"),
    (300, "in 5~Minuten"),
    (59.5 * 60, "in 59~Minuten"),
    (59.5 * 60 + 0.001, "in 1~Stunde"),
    (3600, "in 1~Stunde"),
    (5400, "in 1~Stunde"),
    (5401, "in 2~Stunden"),
    (13 * 3600, "in 13~Stunden"),
    (13 * 3600 + 17 * 60, "in 13~Stunden"),
    (13 * 3600 + 18 * 60, "morgen, 00:00~Uhr"),
    (24 * 3600, "morgen, 10:42~Uhr"),
    (2 * 86400, "in 2~Tagen"),
    (6 * 86400, "in 6~Tagen"),
    (7 * 86400, "20.~September"),
    (200 * 86400, "31.~März 2024"),
]


@pytest.mark.parametrize(("seconds", "expected"), BACK)
def test_relative_back(seconds: float, expected: str) -> None:
    assert relative(NOW - timedelta(seconds=seconds), NOW, GERMAN) == kept(expected)


@pytest.mark.parametrize(("seconds", "expected"), AHEAD)
def test_relative_ahead(seconds: float, expected: str) -> None:
    assert relative(NOW + timedelta(seconds=seconds), NOW, GERMAN) == kept(expected)


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de_DE", "gerade eben|vor 1~Minute|vor 3~Minuten|vor 2~Stunden|gestern, 18:05~Uhr|vor 6~Tagen|6.~Januar 2022"),
        ("de_AT", "gerade eben|vor 1~Minute|vor 3~Minuten|vor 2~Stunden|gestern, 18:05~Uhr|vor 6~Tagen|6.~Jänner 2022"),
        ("de_CH", "gerade eben|vor 1~Minute|vor 3~Minuten|vor 2~Stunden|gestern, 18:05~Uhr|vor 6~Tagen|6.~Januar 2022"),
        ("en_GB", "just now|1~minute ago|3~minutes ago|2~hours ago|yesterday, 18:05|6~days ago|6~January 2022"),
        ("en_US", "just now|1~minute ago|3~minutes ago|2~hours ago|yesterday, 6:05~PM|6~days ago|January~6, 2022"),
    ],
)
def test_relative_in_every_language(locale: str, expected: str) -> None:
    moments = [
        NOW,
        NOW - timedelta(seconds=59),
        NOW - timedelta(minutes=3),
        NOW - timedelta(hours=2),
        berlin(2023, 9, 12, 18, 5),
        NOW - timedelta(days=6),
        berlin(2022, 1, 6),
    ]
    assert "|".join(relative(moment, NOW, Region(locale, BERLIN)) for moment in moments) == kept(expected)


def test_relative_beside_a_time_tells_no_second_one() -> None:
    assert relative(NOW - timedelta(days=1), NOW, GERMAN, time=False) == "gestern"
    assert relative(NOW + timedelta(days=1), NOW, GERMAN, time=False) == "morgen"
    assert relative(NOW - timedelta(hours=2), NOW, GERMAN, time=False) == kept("vor 2~Stunden")


@pytest.mark.parametrize(
    ("moment", "now", "expected"),
    [
        # after midnight: minutes first, then the day before
        (berlin(2023, 9, 12, 23, 50), berlin(2023, 9, 13, 0, 5), "vor 15~Minuten"),
        (berlin(2023, 9, 12, 23, 50), berlin(2023, 9, 13, 0, 50), "gestern, 23:50~Uhr"),
        (berlin(2023, 12, 31, 22, 0), berlin(2024, 1, 1, 0, 30), "gestern, 22:00~Uhr"),
        (berlin(2023, 12, 28, 22, 0), berlin(2024, 1, 1, 0, 30), "vor 4~Tagen"),
        (berlin(2023, 12, 20), berlin(2024, 1, 1), "20.~Dezember 2023"),
        # summer time begins (23 hours): 01:30 and 03:30 are an hour apart
        (berlin(2023, 3, 26, 1, 30), berlin(2023, 3, 26, 3, 29), "vor 59~Minuten"),
        (berlin(2023, 3, 26, 1, 30), berlin(2023, 3, 26, 3, 30), "vor 1~Stunde"),
        # summer time ends (25 hours): 02:30 comes twice, and one day holds 24 full hours
        (berlin(2023, 10, 29, 2, 30), berlin(2023, 10, 29, 2, 30, fold=1), "vor 1~Stunde"),
        (berlin(2023, 10, 29, 0, 10), berlin(2023, 10, 29, 23, 30), "vor 24~Stunden"),
        (berlin(2023, 10, 28, 23, 0), berlin(2023, 10, 29, 23, 30), "gestern, 23:00~Uhr"),
        (berlin(2023, 10, 29, 23, 50), berlin(2023, 10, 29, 0, 10), "in 25~Stunden"),
    ],
)
def test_relative_at_the_edges_of_days(moment: datetime, now: datetime, expected: str) -> None:
    assert relative(moment, now, GERMAN) == kept(expected)


def test_two_times_of_one_zone_are_compared_by_what_has_passed() -> None:
    before, after = datetime(2023, 3, 26, 1, 30, tzinfo=BERLIN), datetime(2023, 3, 26, 3, 0, tzinfo=BERLIN)
    assert relative(before, after, GERMAN) == kept("vor 30~Minuten")


@pytest.mark.usefixtures("system_in_vienna")
def test_the_system_s_zone_counts_where_none_is_named() -> None:
    system = Region("de_AT")
    assert full(NOW, system) == kept("Mittwoch, 13.~September 2023, 10:42~Uhr")


regions = st.builds(Region, st.sampled_from(LOCALES), st.sampled_from(ZONES).map(ZoneInfo))
nows = st.integers(0, 4_000_000_000_000).map(
    lambda value: datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=value)
)
spans = st.one_of(st.integers(0, 5000 * 1000), st.integers(0, 9 * 86_400_000), st.integers(0, 1_000_000_000_000)).map(
    lambda value: timedelta(milliseconds=value)
)
any_moments = st.datetimes(timezones=st.just(UTC))


@given(any_moments, nows, regions)
def test_every_moment_has_words(moment: datetime, now: datetime, region: Region) -> None:
    assert relative(moment, now, region)
    assert day(moment, now, region)
    assert full(moment, region)
    assert len(clock_time(moment, region)) == 5
    assert len(short_date(moment, region)) == 6
    assert clock_time_in_words(moment, region)


@given(nows, spans, regions)
def test_what_is_past_is_never_said_to_come(now: datetime, span: timedelta, region: Region) -> None:
    text = relative(now - span, now, region)
    assert not text.startswith(("in ", "morgen", "tomorrow", "gleich"))
    assert "Woche" not in text
    assert "week" not in text


@given(nows, spans, regions)
def test_what_comes_is_never_said_to_be_past(now: datetime, span: timedelta, region: Region) -> None:
    text = relative(now + span + timedelta(milliseconds=1), now, region)
    assert not text.startswith(("vor ", "gestern", "yesterday", "gerade", "just"))
    assert not text.endswith("ago")


@given(nows, st.integers(0, 3_599_999), st.integers(0, 3_599_999))
def test_older_is_never_said_to_be_younger(now: datetime, one: int, other: int) -> None:
    younger, older = (now - timedelta(milliseconds=span) for span in sorted((one, other)))
    assert _minutes(relative(younger, now, GERMAN)) <= _minutes(relative(older, now, GERMAN))


def _minutes(text: str) -> int:
    return int("".join(letter for letter in text if letter.isdigit()) or 0)


def test_a_time_of_another_day_has_its_date() -> None:
    late = datetime(2023, 9, 13, 21, 59, tzinfo=UTC)

    assert clock_time_or_date(late, NOW, GERMAN) == f"23:59{NBSP}Uhr"
    assert clock_time_or_date(late + timedelta(minutes=1), NOW, GERMAN) == f"14.09., 00:00{NBSP}Uhr"
    assert clock_time_or_date(late, NOW, Region("en_GB", BERLIN)) == "23:59"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_of_dates_are_those_of_cldr(locale: str) -> None:
    region = Region(locale, UTC)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(366):
        moment = datetime(2024, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
        words = set(day(moment, now, region).replace(",", "").replace(".", "").replace(NBSP, " ").split())
        assert {format_date(moment, pattern, locale=locale) for pattern in ("EEEE", "MMMM", "d", "y")} == words
