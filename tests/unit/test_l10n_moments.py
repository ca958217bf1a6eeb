"""Times and spans as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.errors import UsageError
from ticker.l10n.moments import moment_of, span_of
from ticker.l10n.region import Region

BERLIN = Region("de_DE", ZoneInfo("Europe/Berlin"))
START = datetime(2023, 9, 13, 4, 0, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-09-13T10:00", datetime(2023, 9, 13, 8, 0, tzinfo=UTC)),
        ("2023-09-13 10:00:05", datetime(2023, 9, 13, 8, 0, 5, tzinfo=UTC)),
        ("2023-09-13T10:00Z", datetime(2023, 9, 13, 10, 0, tzinfo=UTC)),
        ("10:00", datetime(2023, 9, 13, 8, 0, tzinfo=UTC)),
        ("10.00", datetime(2023, 9, 13, 8, 0, tzinfo=UTC)),
        ("6:00", datetime(2023, 9, 13, 4, 0, tzinfo=UTC)),
        ("05:00", datetime(2023, 9, 14, 3, 0, tzinfo=UTC)),
        ("+90m", START + timedelta(minutes=90)),
        ("2023-09-14", datetime(2023, 9, 13, 22, 0, tzinfo=UTC)),
    ],
)
def test_times(text: str, moment: datetime) -> None:
    assert moment_of(text, START, BERLIN) == moment


def test_without_a_zone_the_machine_s_counts() -> None:
    assert moment_of("2023-09-13T10:00", START, Region("de_DE")) == datetime(2023, 9, 13, 10).astimezone()


@given(st.text(max_size=20))
def test_anything_is_a_time_or_a_line(text: str) -> None:
    try:
        assert moment_of(text, START, BERLIN).tzinfo is not None
    except UsageError as error:
        words = str(error)
        assert "\n" not in words


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("30m", 1800), ("30min", 1800), ("2h", 7200), ("1d", 86400)]
)
def test_spans(text: str, seconds: float) -> None:
    assert span_of(text) == seconds


@pytest.mark.parametrize("text", ["", "0s", "2", "-1h", "h", "1.5h", "9999999s", "eine Stunde"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(UsageError, match="span"):
        span_of(text)
