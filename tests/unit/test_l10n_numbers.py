from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import LOCALES
from ticker.l10n.dates import NBSP
from ticker.l10n.numbers import duration, join, number, size
from ticker.l10n.region import Region

GERMAN = Region("de_DE")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de_DE", "1.234.567"),
        ("de_AT", "1.234.567"),
        ("de_CH", "1’234’567"),
        ("de_LI", "1’234’567"),
        ("en_GB", "1,234,567"),
        ("en_US", "1,234,567"),
    ],
)
def test_number(locale: str, expected: str) -> None:
    region = Region(locale)
    assert number(1_234_567, region) == expected
    assert number(0, region) == "0"
    assert number(999, region) == "999"


@pytest.mark.parametrize("locale", LOCALES)
def test_whole_numbers_are_as_cldr_writes_them(locale: str) -> None:
    some = [*range(1001), -1, -999, -1000, 9_999, 10_000, 123_456, 1_000_000, 9_876_543_210]
    assert [number(n, Region(locale)) for n in some] == [format_decimal(n, locale=locale) for n in some]


def test_what_is_no_whole_number_is_as_cldr_writes_it() -> None:
    assert number(1234.5, GERMAN) == "1.234,5"


@given(st.integers(0, 10**15), st.sampled_from(LOCALES))
def test_a_number_can_be_read_back(n: int, locale: str) -> None:
    assert int("".join(letter for letter in number(n, Region(locale)) if letter.isdigit())) == n


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("de_DE", "dpa, AFP und Reuters"),
        ("de_AT", "dpa, AFP und Reuters"),
        ("de_CH", "dpa, AFP und Reuters"),
        ("en_GB", "dpa, AFP and Reuters"),
        ("en_US", "dpa, AFP, and Reuters"),
    ],
)
def test_join(locale: str, expected: str) -> None:
    assert join(["dpa", "AFP", "Reuters"], Region(locale)) == expected


def test_join_of_few() -> None:
    assert join([], GERMAN) == ""
    assert join(("dpa",), GERMAN) == "dpa"
    assert join(("dpa", "AFP"), GERMAN) == "dpa und AFP"
    assert join(("dpa", "AFP"), Region("en_US")) == "dpa and AFP"


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0~B"),
        (1, "1~B"),
        (999, "999~B"),
        (1000, "1~kB"),
        (1234, "1,2~kB"),
        (999_940, "999,9~kB"),
        (999_960, "1~MB"),
        (52_428_800, "52,4~MB"),
        (3_000_000_000, "3~GB"),
        (2_500_000_000_000, "2,5~TB"),
        (1_234_500_000_000_000, "1.234,5~TB"),
    ],
)
def test_size(count: int, expected: str) -> None:
    assert size(count, GERMAN) == expected.replace("~", NBSP)


@pytest.mark.parametrize(
    ("locale", "expected"), [("de_AT", "1,2"), ("de_CH", "1.2"), ("en_GB", "1.2"), ("en_US", "1.2")]
)
def test_size_in_other_regions(locale: str, expected: str) -> None:
    assert size(1_200_000, Region(locale)) == f"{expected}{NBSP}MB"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0~Sekunden"),
        (0.4, "0~Sekunden"),
        (1, "1~Sekunde"),
        (44, "44~Sekunden"),
        (45, "45~Sekunden"),
        (59, "59~Sekunden"),
        (59.6, "1~Minute"),
        (60, "1~Minute"),
        (61, "1~Minute 1~Sekunde"),
        (90, "1~Minute 30~Sekunden"),
        (900, "15~Minuten"),
        (3599, "59~Minuten 59~Sekunden"),
        (3600, "1~Stunde"),
        (3601, "1~Stunde"),
        (5400, "1~Stunde 30~Minuten"),
        (86_400, "1~Tag"),
        (86_460, "1~Tag"),
        (2 * 86_400 + 3600, "2~Tage 1~Stunde"),
        (7 * 86_400, "7~Tage"),
    ],
)
def test_duration(seconds: float, expected: str) -> None:
    assert duration(seconds, GERMAN) == expected.replace("~", NBSP)


def test_duration_in_english() -> None:
    assert duration(5400, Region("en_GB")) == f"1{NBSP}hour 30{NBSP}minutes"
    assert duration(60, Region("en_US")) == f"1{NBSP}minute"


@given(st.floats(0, 1e9), st.sampled_from(LOCALES))
def test_a_duration_names_one_or_two_units(seconds: float, locale: str) -> None:
    assert len(duration(seconds, Region(locale)).split(" ")) in (1, 2)
