from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import LOCALES
from ticker.errors import UsageError
from ticker.l10n.region import Region, choose_locale, local


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "de_DE"),
        ({"LANG": "C"}, "de_DE"),
        ({"LANG": "C.UTF-8"}, "de_DE"),
        ({"LANG": "en_US.UTF-8"}, "de_DE"),
        ({"LANG": "fr_CH.UTF-8"}, "de_DE"),
        ({"LANG": "de_DE.UTF-8"}, "de_DE"),
        ({"LANG": "de"}, "de_DE"),
        ({"LANG": "de_LU.UTF-8"}, "de_DE"),
        ({"LANG": "de_AT.UTF-8"}, "de_AT"),
        ({"LANG": "de_AT@euro"}, "de_AT"),
        ({"LANG": "de_CH.utf8"}, "de_CH"),
        ({"LANG": "de_LI"}, "de_LI"),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, "de_CH"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "de_LI.UTF-8", "LC_MESSAGES": "de_CH.UTF-8"}, "de_LI"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": ""}, "de_AT"),
        ({"LANG": "de_AT.UTF-8", "LC_ALL": "C"}, "de_DE"),
    ],
)
def test_the_environment_only_chooses_among_the_german_regions(environ: dict[str, str], expected: str) -> None:
    assert choose_locale(None, None, environ) == expected


def test_the_nearest_wish_wins() -> None:
    environ = {"TICKER_LOCALE": "de_CH", "LANG": "de_AT.UTF-8"}
    assert choose_locale("en_GB", "en_US", environ) == "en_GB"
    assert choose_locale(None, "en_US", environ) == "de_CH"
    assert choose_locale(None, "en_US", {"LANG": "de_AT.UTF-8"}) == "en_US"
    assert choose_locale(None, "en_US", {"TICKER_LOCALE": ""}) == "en_US"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        *((locale, locale) for locale in LOCALES),
        *((locale.replace("_", "-"), locale) for locale in LOCALES),
        ("de", "de_DE"),
        ("DE", "de_DE"),
        ("en", "en_GB"),
        ("de_DE.UTF-8", "de_DE"),
        ("de-at", "de_AT"),
        ("EN_us.utf8", "en_US"),
    ],
)
def test_a_locale_may_be_written_in_every_usual_way(written: str, expected: str) -> None:
    assert choose_locale(written, None, {}) == expected
    assert choose_locale(None, None, {"TICKER_LOCALE": written}) == expected


@pytest.mark.parametrize("written", ["", "fr", "fr_CH", "de_", "_DE", "german", "C", "POSIX", "de_DE_1", ".UTF-8"])
def test_an_unknown_locale_is_refused_with_the_possible_ones(written: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose_locale(written, "de_AT", {})
    assert all(locale in str(caught.value) for locale in LOCALES)
    assert f"“{written}”" in str(caught.value)


def test_an_unknown_locale_in_our_own_variable_is_refused_too() -> None:
    with pytest.raises(UsageError):
        choose_locale(None, None, {"TICKER_LOCALE": "klingon"})


@given(st.dictionaries(st.sampled_from(["LC_ALL", "LC_MESSAGES", "LANG"]), st.text(max_size=12)))
def test_a_strange_environment_never_stops_the_start(environ: dict[str, str]) -> None:
    assert choose_locale(None, None, environ) in LOCALES


def test_local_time_follows_the_zone_across_the_change_of_the_clocks() -> None:
    berlin = Region("de_DE", ZoneInfo("Europe/Berlin"))
    assert local(datetime(2023, 3, 26, 0, 59, tzinfo=UTC), berlin).hour == 1
    assert local(datetime(2023, 3, 26, 1, 0, tzinfo=UTC), berlin).hour == 3
    assert local(datetime(2023, 10, 29, 0, 30, tzinfo=UTC), berlin).hour == 2
    assert local(datetime(2023, 10, 29, 1, 30, tzinfo=UTC), berlin).hour == 2


@pytest.mark.usefixtures("system_in_vienna")
def test_without_a_zone_the_system_s_counts_with_its_summer_time() -> None:
    system = Region("de_AT")
    assert local(datetime(2023, 1, 13, 8, 42, tzinfo=UTC), system).hour == 9
    assert local(datetime(2023, 9, 13, 8, 42, tzinfo=UTC), system).hour == 10


def test_at_the_ends_of_the_calendar_the_moment_stays() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert local(first, Region("en_US", ZoneInfo("America/New_York"))) == first
    assert local(last, Region("de_DE", ZoneInfo("Europe/Berlin"))) == last


def test_a_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="offset"):
        local(datetime(2023, 9, 13), Region("de_DE"))  # noqa: DTZ001 - that is the point
