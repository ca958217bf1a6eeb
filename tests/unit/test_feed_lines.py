"""The feeds in words, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.errors import Cause, Failure
from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.model import Feed, Health
from ticker.ui.feed_lines import DAYS, FeedLines

NOW = datetime(2023, 9, 13, 10, 0, tzinfo=UTC)
REGION = Region("de_DE", ZoneInfo("Europe/Berlin"))
COUNTS = (0,) * (DAYS - 3) + (4, 0, 8)
WELL = Feed(
    1,
    "https://falkenbote.example/feed",
    title="Falkenbote",
    health=Health(last_poll=NOW - timedelta(minutes=12), last_success=NOW - timedelta(minutes=12)),
    next_poll=NOW + timedelta(minutes=3),
    entry_count=1234,
)
ILL = replace(
    WELL,
    health=Health(
        last_poll=NOW,
        failure=Failure(Cause.STATUS, 404),
        failures=3,
        failing_since=NOW - timedelta(days=2),
    ),
)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    messages.activate("de_DE")
    yield
    messages.activate("en")


def words(text: object) -> str:
    return str(text).replace("\u00a0", " ")


def line(feed: Feed, columns: int = 110, counts: tuple[int, ...] = COUNTS, found: int = 0) -> list[str]:
    return words(FeedLines(REGION, NOW, columns).line(feed, counts, found)).split()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (110, "Feed 14 Tage am Tag zuletzt nächster Zustand"),
        (80, "Feed 14 Tage nächster Zustand"),
        (60, "Feed nächster Zustand"),
        (38, "Feed nächster"),
    ],
)
def test_what_there_is_no_room_for_is_left_out(columns: int, expected: str) -> None:
    assert " ".join(words(FeedLines(REGION, NOW, columns).heading()).split()) == expected


def test_a_feed_that_is_well_needs_no_words() -> None:
    assert line(WELL) == ["Falkenbote", "···········▄·█", "4", "11:48", "12:03"]


def test_a_time_of_another_day_is_its_date() -> None:
    assert line(replace(WELL, next_poll=NOW + timedelta(days=1)), counts=())[-1] == "14.09."


def test_in_a_replay_nothing_is_fetched_next() -> None:
    lines = FeedLines(REGION, NOW, 110, in_replay=True)
    assert words(lines.line(WELL, (), 0)).split() == ["Falkenbote", "11:48"]
    assert "nächster Abruf" not in words(lines.details(WELL, (), 0))


def test_what_fails_is_marked_without_colour() -> None:
    assert line(ILL, 38) == ["!", "Falkenbote", "12:03"]
    assert " ".join(line(ILL)).endswith("HTTP 404: nicht gefunden")
    assert "HTTP 404: nicht gefunden · 3 Versuche seit 11.09., 12:00 Uhr" in words(
        FeedLines(REGION, NOW, 110).details(ILL, COUNTS, 0)
    )


def test_a_first_failure_has_no_since() -> None:
    first = replace(ILL, health=replace(ILL.health, failures=1))
    assert "HTTP 404: nicht gefunden\n" in words(FeedLines(REGION, NOW, 110).details(first, (), 0))


@pytest.mark.parametrize(
    ("feed", "found", "state"),
    [
        (ILL, 2, "Die Seite nennt 2 Feeds: Enter"),
        (replace(WELL, restless=3, restless_since=NOW), 0, "Fassungen angehalten"),
        (replace(WELL, health=Health()), 0, "noch nicht abgerufen"),
        (replace(WELL, next_poll=None), 0, "wird nicht mehr abgerufen"),
    ],
)
def test_the_state_says_what_needs_the_reader(feed: Feed, found: int, state: str) -> None:
    assert state in " ".join(line(feed, 110, (), found))


def test_an_address_stands_for_a_title_without_its_scheme() -> None:
    assert line(replace(WELL, title=None), counts=())[0] == "falkenbote.example/feed"


def test_the_details_tell_all() -> None:
    still = replace(WELL, restless=1, restless_since=NOW, bytes_saved=2_000_000, group="Nord")
    text = words(FeedLines(REGION, NOW, 110).details(still, COUNTS, 1))
    assert text.startswith("Falkenbote  ···········▄·█ 4 am Tag\nDie Seite nennt 1 Feed: Enter")
    assert "Nord · 1.234 Meldungen · abgerufen vor 12 Minuten · nächster Abruf: 12:03 Uhr" in text
    assert "seit Mittwoch, 13. September 2023, 12:00 Uhr" in text.replace("\n", " ")
    assert "2 MB gespart" in text
    assert text.endswith("\nhttps://falkenbote.example/feed")
    assert "wird nicht mehr abgerufen" in words(
        FeedLines(REGION, NOW, 30).details(replace(WELL, next_poll=None), (), 0)
    )
    assert "noch nicht abgerufen" in words(
        FeedLines(REGION, NOW, 30).details(replace(WELL, title=None, health=Health()), (), 0)
    )


@given(columns=st.integers(20, 260), title=st.text(min_size=1), found=st.integers(0, 2), ill=st.booleans())
def test_a_line_is_never_longer_than_its_room(columns: int, title: str, found: int, ill: bool) -> None:
    lines = FeedLines(REGION, NOW, columns)
    feed = replace(ILL if ill else WELL, title=title)
    assert cell_len(str(lines.line(feed, COUNTS, found))) == columns
    assert cell_len(str(lines.heading())) == columns
