from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.net import headers
from ticker.schedule import LONGEST_RETRY_AFTER

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
LATEST = NOW + timedelta(seconds=LONGEST_RETRY_AFTER)

values = (
    st.text()
    | st.from_regex(r"-?[0-9]{1,5000}")
    | st.from_regex(
        r"(Mon, )?[0-9]{1,3}[ -](Jan|Sep)[ -][0-9]{1,6} [0-9]{1,3}:[0-9]{2}(:[0-9]{2})?( GMT| -0000| [+-][0-9]{1,9})?"
    )
)


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({}, None),
        ({"cache-control": "max-age=900"}, 900),
        ({"cache-control": 'Public,MAX-AGE = "900" , must-revalidate'}, 900),
        ({"cache-control": "s-maxage=60, max-age=900, max-age=30"}, 900),
        ({"cache-control": "max-age=0"}, 0),
        ({"cache-control": "no-cache, max-age=900"}, None),
        ({"cache-control": "max-age=900, no-store"}, None),
        ({"cache-control": 'no-cache="set-cookie", max-age=900'}, 900),
        ({"cache-control": "max-age=-1"}, None),
        ({"cache-control": "max-age=٣"}, None),
        ({"cache-control": f"max-age={'9' * 5000}"}, 2**31),
        ({"expires": "Wed, 13 Sep 2023 09:15:00 GMT", "date": "Wed, 13 Sep 2023 09:00:00 GMT"}, 900),
        ({"expires": "Wed, 13 Sep 2023 09:15:00 GMT"}, 3600),
        ({"expires": "Wed, 13 Sep 2023 09:15:00 GMT", "date": "heute"}, 3600),
        ({"expires": "Wed, 13 Sep 2023 07:15:00 GMT"}, 0),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 2**31),
        ({"expires": "-1"}, None),
        ({"expires": "Wed, 13 Sep 2023 09:15:00 GMT", "cache-control": "max-age=900"}, 900),
        ({"expires": "Wed, 13 Sep 2023 09:15:00 GMT", "cache-control": "private"}, 3600),
    ],
)
def test_how_long_an_answer_is_fresh(fields: dict[str, str], seconds: int | None) -> None:
    assert headers.max_age(fields, NOW) == seconds


@pytest.mark.parametrize(("value", "seconds"), [("120", 120), (" 7 ", 7), ("-5", 0), ("", 0), ("x", 0), ("1.5", 0)])
def test_how_old_an_answer_is(value: str, seconds: int) -> None:
    assert headers.age({"age": value}) == seconds


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("120", NOW + timedelta(minutes=2)),
        ("0", NOW),
        ("Wed, 13 Sep 2023 12:00:00 GMT", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("Wednesday, 13-Sep-23 12:00:00 GMT", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("Wed Sep 13 12:00:00 2023", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("Wed, 13 Sep 2023 14:00:00 +0200", datetime(2023, 9, 13, 12, tzinfo=UTC)),
        ("Tue, 12 Sep 2023 12:00:00 GMT", NOW),
        ("Wed, 13 Sep 2124 12:00:00 GMT", LATEST),
        ("9999999999", LATEST),
        ("-1", None),
        ("Mi, 13. Sep 2023", None),
        ("", None),
    ],
)
def test_when_the_server_wants_to_be_asked_again(value: str, moment: datetime | None) -> None:
    assert headers.retry_at({"retry-after": value}, NOW) == moment


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("Wed, 13 Sep 2023 11:00:00 GMT", NOW + timedelta(hours=1)),  # its clock or ours is hours off
        ("Wed, 13 Sep 2023 13:00:00 GMT", NOW),
        ("gestern", datetime(2023, 9, 13, 12, tzinfo=UTC)),
    ],
)
def test_a_date_counts_from_that_of_the_answer(told: str, moment: datetime) -> None:
    assert headers.retry_at({"retry-after": "Wed, 13 Sep 2023 12:00:00 GMT", "date": told}, NOW) == moment


@given(values, values, values)
def test_no_value_of_a_header_is_too_strange(one: str, two: str, three: str) -> None:
    moment = headers.retry_at({"retry-after": one}, NOW)
    assert moment is None or NOW <= moment <= LATEST
    assert headers.age({"age": one}) >= 0
    fresh = headers.max_age({"cache-control": f"max-age={one}", "expires": two, "date": three}, NOW)
    assert fresh is None or 0 <= fresh <= 2**31


def test_fields_of_one_name_are_one_list_and_bytes_stay_as_they_are() -> None:
    raw = [(b"ETag", b'"\xe4"'), (b"Cache-Control", b"public"), (b"cache-control", b"max-age=900")]
    assert headers.plain(raw) == {"etag": '"ä"', "cache-control": "public, max-age=900"}
