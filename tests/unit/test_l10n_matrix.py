"""Every format in every locale at the edges: midnight, both changes of the clocks, turns of weeks and years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ticker.config import LOCALES
from ticker.l10n import dates, numbers
from ticker.l10n.messages import translation
from ticker.l10n.region import Region

BERLIN = ZoneInfo("Europe/Berlin")
GERMAN = ("de_DE", "de_AT", "de_CH", "de_LI")


def at(year: int, month: int, day: int, hour: int, minute: int, fold: int = 0) -> datetime:
    """A moment by the clocks of Berlin, as it is stored."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN, fold=fold).astimezone(UTC)


EDGES = {
    "midnight": at(2023, 9, 13, 0, 0),
    "before midnight": at(2023, 9, 12, 23, 59),
    "clocks leap": at(2023, 3, 26, 3, 0),
    "before the leap": at(2023, 3, 26, 1, 59),
    "first half past two": at(2023, 10, 29, 2, 30),
    "second half past two": at(2023, 10, 29, 2, 30, fold=1),
    "Sunday": at(2023, 9, 17, 12, 0),
    "Monday": at(2023, 9, 18, 12, 0),
    "New Year's Eve": at(2023, 12, 31, 23, 59),
    "New Year": at(2024, 1, 1, 0, 0),
    "leap day": at(2024, 2, 29, 12, 5),
}

# ~ is a no-break space.
FULL = {
    "midnight": ("Mittwoch, 13.~September 2023, 00:00~Uhr", "Wednesday, 13~September 2023, 00:00"),
    "before midnight": ("Dienstag, 12.~September 2023, 23:59~Uhr", "Tuesday, 12~September 2023, 23:59"),
    "clocks leap": ("Sonntag, 26.~März 2023, 03:00~Uhr", "Sunday, 26~March 2023, 03:00"),
    "before the leap": ("Sonntag, 26.~März 2023, 01:59~Uhr", "Sunday, 26~March 2023, 01:59"),
    "first half past two": ("Sonntag, 29.~Oktober 2023, 02:30~Uhr", "Sunday, 29~October 2023, 02:30"),
    "second half past two": ("Sonntag, 29.~Oktober 2023, 02:30~Uhr", "Sunday, 29~October 2023, 02:30"),
    "Sunday": ("Sonntag, 17.~September 2023, 12:00~Uhr", "Sunday, 17~September 2023, 12:00"),
    "Monday": ("Montag, 18.~September 2023, 12:00~Uhr", "Monday, 18~September 2023, 12:00"),
    "New Year's Eve": ("Sonntag, 31.~Dezember 2023, 23:59~Uhr", "Sunday, 31~December 2023, 23:59"),
    "New Year": ("Montag, 1.~Januar 2024, 00:00~Uhr", "Monday, 1~January 2024, 00:00"),
    "leap day": ("Donnerstag, 29.~Februar 2024, 12:05~Uhr", "Thursday, 29~February 2024, 12:05"),
}
AMERICAN = {
    "midnight": "Wednesday, September~13, 2023, 12:00~AM",
    "New Year": "Monday, January~1, 2024, 12:00~AM",
    "leap day": "Thursday, February~29, 2024, 12:05~PM",
}


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("locale", LOCALES)
def test_full_dates(locale: str, edge: str) -> None:
    region = Region(locale, BERLIN)
    german, english = FULL[edge]
    expected = german if locale in GERMAN else english
    if locale == "de_AT":
        expected = expected.replace("Januar", "Jänner")
    if locale == "en_US":
        if edge not in AMERICAN:
            return
        expected = AMERICAN[edge]
    assert dates.full(EDGES[edge], region) == expected.replace("~", "\xa0")


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("locale", LOCALES)
def test_times_of_day_and_short_dates(locale: str, edge: str) -> None:
    region = Region(locale, BERLIN)
    here = EDGES[edge].astimezone(BERLIN)
    assert dates.clock_time(EDGES[edge], region) == f"{here:%H:%M}"
    words = dates.clock_time_in_words(EDGES[edge], region)
    if locale in GERMAN:
        assert words == f"{here:%H:%M}\xa0Uhr"
        assert dates.short_date(EDGES[edge], region) == f"{here:%d.%m.}"
    elif locale == "en_GB":
        assert words == f"{here:%H:%M}"
    else:
        assert words == f"{here.hour % 12 or 12}:{here:%M}\xa0{here:%p}"
    assert len(dates.short_date(EDGES[edge], region)) == 6


NOW = at(2023, 9, 13, 12, 0)
SPANS = [
    (0, "gerade eben", "just now"),
    (44, "gerade eben", "just now"),
    (45, "vor 1~Minute", "1~minute ago"),
    (59, "vor 1~Minute", "1~minute ago"),
    (60, "vor 1~Minute", "1~minute ago"),
    (119, "vor 1~Minute", "1~minute ago"),
    (120, "vor 2~Minuten", "2~minutes ago"),
    (3599, "vor 59~Minuten", "59~minutes ago"),
    (3600, "vor 1~Stunde", "1~hour ago"),
    (12 * 3600, "vor 12~Stunden", "12~hours ago"),
    (-30, "gleich", "in a moment"),
    (-60, "in 1~Minute", "in 1~minute"),
    (-300, "in 5~Minuten", "in 5~minutes"),
    (-7200, "in 2~Stunden", "in 2~hours"),
]


@pytest.mark.parametrize(("seconds", "german", "english"), SPANS)
@pytest.mark.parametrize("locale", LOCALES)
def test_relative_times(locale: str, seconds: int, german: str, english: str) -> None:
    expected = german if locale in GERMAN else english
    moment = NOW - timedelta(seconds=seconds)
    assert dates.relative(moment, NOW, Region(locale, BERLIN)) == expected.replace("~", "\xa0")


@pytest.mark.parametrize(
    ("moment", "now", "german"),
    [
        (at(2023, 9, 12, 18, 5), NOW, "gestern, 18:05~Uhr"),
        (at(2023, 9, 7, 12, 0), NOW, "vor 6~Tagen"),
        (at(2023, 9, 6, 12, 0), NOW, "6.~September"),
        (at(2022, 9, 6, 12, 0), NOW, "6.~September 2022"),
        (at(2023, 9, 14, 18, 5), NOW, "morgen, 18:05~Uhr"),
        (at(2023, 12, 31, 23, 50), at(2024, 1, 1, 0, 5), "vor 15~Minuten"),
        (at(2023, 12, 31, 22, 0), at(2024, 1, 1, 1, 5), "gestern, 22:00~Uhr"),
        (at(2023, 12, 27, 12, 0), at(2024, 1, 1, 1, 5), "vor 5~Tagen"),
        (at(2023, 3, 26, 1, 30), at(2023, 3, 26, 3, 30), "vor 1~Stunde"),
        (at(2023, 10, 29, 2, 30), at(2023, 10, 29, 2, 30, fold=1), "vor 1~Stunde"),
        (at(2023, 3, 25, 12, 0), at(2023, 3, 26, 12, 0), "gestern, 12:00~Uhr"),
    ],
)
@pytest.mark.parametrize("locale", GERMAN)
def test_relative_days_in_german(locale: str, moment: datetime, now: datetime, german: str) -> None:
    assert dates.relative(moment, now, Region(locale, BERLIN)) == german.replace("~", "\xa0")


FIGURES = {
    "de_DE": (
        "1.234.567",
        "1,2~MB",
        "1~Stunde 30~Minuten",
        "3~Minuten Lesezeit",
        "1~Minute Lesezeit",
        "dpa, AFP und sda",
    ),
    "de_AT": (
        "1.234.567",
        "1,2~MB",
        "1~Stunde 30~Minuten",
        "3~Minuten Lesezeit",
        "1~Minute Lesezeit",
        "dpa, AFP und sda",
    ),
    "de_CH": (
        "1’234’567",
        "1.2~MB",
        "1~Stunde 30~Minuten",
        "3~Minuten Lesezeit",
        "1~Minute Lesezeit",
        "dpa, AFP und sda",
    ),
    "de_LI": (
        "1’234’567",
        "1.2~MB",
        "1~Stunde 30~Minuten",
        "3~Minuten Lesezeit",
        "1~Minute Lesezeit",
        "dpa, AFP und sda",
    ),
    "en_GB": ("1,234,567", "1.2~MB", "1~hour 30~minutes", "3~minutes to read", "1~minute to read", "dpa, AFP and sda"),
    "en_US": ("1,234,567", "1.2~MB", "1~hour 30~minutes", "3~minutes to read", "1~minute to read", "dpa, AFP, and sda"),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_figures(locale: str) -> None:
    region = Region(locale)
    made = (
        numbers.number(1_234_567, region),
        numbers.size(1_234_567, region),
        numbers.duration(5400, region),
        numbers.reading_time(600, region),
        numbers.reading_time(0, region),
        numbers.join(["dpa", "AFP", "sda"], region),
    )
    assert made == tuple(text.replace("~", "\xa0") for text in FIGURES[locale])


@pytest.mark.parametrize("locale", LOCALES)
def test_switzerland_and_liechtenstein_write_no_sharp_s(locale: str) -> None:
    text = translation(locale).gettext("answer too large")
    assert text == {"de_DE": "Antwort zu groß", "de_AT": "Antwort zu groß"}.get(
        locale, "Antwort zu gross" if locale in GERMAN else "answer too large"
    )
