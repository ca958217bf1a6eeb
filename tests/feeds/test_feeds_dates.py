"""Dates as feeds write them, with the moment that they mean."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.feeds.dates import from_struct, parse_date

MORNING = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)  # 10:15 in Berlin, in summer


@pytest.mark.parametrize(
    "raw",
    [
        "Wed, 13 Sep 2023 10:15:00 +0200",
        "Wed, 13 Sep 2023 10:15:00 +02:00",
        "Wed, 13 Sep 2023 10:15:00 +02",
        "Wed, 13 Sep 2023 10:15:00 CEST",
        "Wed, 13 Sep 2023 10:15:00 +0200 (CEST)",
        "Wed, 13 Sep 2023 10:15:00 GMT+2",
        "Wed, 13 Sep 2023 08:15:00 GMT",
        "Wed, 13 Sep 2023 08:15 UT",
        "Wed, 13 Sep 2023 04:15:00 EDT",
        "Wednesday, 13-Sep-23 08:15:00 UTC",
        "13 September 2023 08:15:00",
        "Wed, 13 Sep 23 08:15:00 Z",
        "Mi, 13. Sep 2023 10:15:00 MESZ",
        "Mi, 13. Sep 2023 10:15:00",
        "Mittwoch, 13. September 2023, 10.15 Uhr",
        "13. September 2023, 10.15 Uhr",
        "13. September 2023 um 10:15 Uhr",
        "13.09.2023 10:15",
        "13. 9. 2023, 10:15 Uhr",
        "2023-09-13T10:15:00+02:00",
        "2023-09-13T08:15:00Z",
        "2023-09-13T08:15Z",
        "20230913T081500Z",
        "2023-09-13 08:15:00",
        "2023-09-13 10:15:00 +0200",
        "  2023-09-13T08:15:00\n Z ",
    ],
)
def test_one_morning_in_many_spellings(raw: str) -> None:
    assert parse_date(raw) == MORNING


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Sa, 21 Dez 2024 19:46:57 MEZ", datetime(2024, 12, 21, 18, 46, 57, tzinfo=UTC)),
        ("Sa, 21 Dez 2024", datetime(2024, 12, 20, 23, tzinfo=UTC)),
        ("13. Jänner 2024 8 Uhr", datetime(2024, 1, 13, 7, tzinfo=UTC)),
        ("1. März 2024", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("2023-09-13", datetime(2023, 9, 13, tzinfo=UTC)),
        ("13 Sep 2023", datetime(2023, 9, 13, tzinfo=UTC)),
        ("2023-09-13T10:15:00.123987+02:00", datetime(2023, 9, 13, 8, 15, 0, 123000, tzinfo=UTC)),
        ("Wed, 13 Sep 2023 10:15:00.5 +0200", MORNING),
        ("Wed, 13 Sep 2023 10:15:00 -0330", datetime(2023, 9, 13, 13, 45, tzinfo=UTC)),
        ("Sat, 31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("Mon, 13 Sep 99 10:15:00 GMT", datetime(1999, 9, 13, 10, 15, tzinfo=UTC)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_zones_days_and_fractions(raw: str, expected: datetime) -> None:
    assert parse_date(raw) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "gestern",
        "now",
        "10:15",
        "1694592900",
        "2023-13-45",
        "2023",
        "32. September 2023",
        "13. Irgendwann 2023",
        "13. September 2023 10",
        "13.09.2023 25:00",
        "Wed, 13 Sep 2023 10:15:00 XYZ",
        "Wed, 13 Sep 2023 10:15:00 +9900",
        "31.12.1969 10:00",
        "01 Jan 0001 00:00:00 +0000",
        "2201-01-01T00:00:00Z",
        "0001-01-01T00:00:00+10:00",
        "13. September 2023" + " " * 10 + "x" * 60,
    ],
)
def test_what_is_no_date_is_none(raw: str) -> None:
    assert parse_date(raw) is None


@given(
    st.one_of(
        st.text(), st.from_regex(r"[A-Za-zä., ]{0,5}\d{1,4}[-. ]\w{1,4}[-. ]\d{2,4} \d\d:\d\d( [A-Z]{3}| \+\d{4})?")
    )
)
def test_whatever_is_written_the_result_is_in_utc_and_in_milliseconds(raw: str) -> None:
    moment = parse_date(raw)
    if moment is not None:
        assert moment.utcoffset() == timedelta(0)
        assert moment.microsecond % 1000 == 0
        assert 1970 <= moment.year <= 2200


@given(st.integers(0, 7_258_000_000_000), st.timezones())
def test_rfc_3339_is_read_exactly(milliseconds: int, zone: tzinfo) -> None:
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
    assert parse_date(moment.astimezone(zone).isoformat()) == moment


def test_time_tuples_of_feedparser() -> None:
    assert from_struct(time.struct_time((2023, 9, 13, 8, 15, 0, 2, 256, 0))) == MORNING
    assert from_struct(None) is None
    assert from_struct(time.struct_time((1, 1, 1, 0, 0, 0, 0, 1, 0))) is None
    assert from_struct(time.struct_time((10_000, 1, 1, 0, 0, 0, 0, 1, 0))) is None
