"""A live blog as lines: order, contents, the minute column, days, narrow screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.model import Entry, EntryData, Urgency
from ticker.ui.live_lines import LiveLine, arranged, contents, is_match, lines_of, minute_of

REGION = Region("de_DE", ZoneInfo("Europe/Berlin"))
NOW = datetime(2023, 9, 13, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def german() -> None:
    messages.activate("de_DE")


def entry(key: int, minutes: int, title: str | None = None, content: str | None = None, **more: bool) -> Entry:
    at = NOW - timedelta(minutes=minutes)
    data = EntryData(id=str(key), title=title, content=content, published=at, **more)  # type: ignore[arg-type]
    return Entry(key, 1, "https://a.example/", "A", data, at, at, Urgency.ROUTINE, False, False, 1)


def written(lines: list[LiveLine]) -> list[str]:
    return ["".join(stretch.text for stretch in line.stretches) for line in lines]


def shown(*entries: Entry, width: int = 60, match: bool = False) -> list[str]:
    return written(lines_of(entries, width=width, region=REGION, now=NOW, match=match))


def test_the_newest_stands_first_below_the_pinned_or_last_in_reading_order() -> None:
    entries = [entry(1, 30, "A"), entry(2, 20, "B", pinned=True), entry(3, 10, "C"), entry(4, 10, "D")]
    assert [e.key for e in arranged(entries, newest_first=True)] == [2, 3, 4, 1]
    assert [e.key for e in arranged(entries, newest_first=False)] == [1, 2, 3, 4]


def test_a_pinned_entry_that_was_taken_back_is_held_no_more() -> None:
    gone = replace(entry(1, 30, "A", pinned=True), withdrawn_at=NOW)
    assert [e.key for e in arranged([gone, entry(2, 20, "B")], newest_first=True)] == [2, 1]
    assert contents([gone], REGION) == []


def test_key_events_are_the_contents() -> None:
    entries = [
        entry(1, 30, "A", key_event=True),
        entry(2, 20, None, "Ohne Titel\nmehr", pinned=True),
        entry(3, 10, "C"),
    ]
    assert [(m.key, m.label) for m in contents(entries, REGION)] == [(1, "11:30 A"), (2, "11:40 Ohne Titel")]


def test_title_text_and_standing_stand_beside_the_time() -> None:
    revised = replace(entry(1, 30, "Ankunft", "Der Zug hält.\nAlle steigen aus.", key_event=True), revision=2)
    assert shown(revised) == [
        "11:30  Schlüsselereignis · geändert",
        "       Ankunft",
        "       Der Zug hält.",
        "       Alle steigen aus.",
        "",
    ]


def test_what_was_taken_back_says_so() -> None:
    assert shown(replace(entry(1, 30, "Ankunft", pinned=True), withdrawn_at=NOW))[:2] == [
        "11:30  zurückgezogen",
        "       Ankunft",
    ]


def test_another_day_has_a_line_of_its_own() -> None:
    assert shown(entry(1, 30, "A"), entry(2, 24 * 60, "B")) == [
        "11:30  A",
        "",
        "── Gestern ──",
        "12:00  B",
        "",
    ]
    assert shown(entry(2, 24 * 60, "B"))[0] == "── Gestern ──"


def test_a_match_has_a_column_of_minutes() -> None:
    goal, text = entry(1, 30, "67. Minute: Tor!", "Adler trifft."), entry(2, 40, None, "45+2' Gelb für Lux")
    assert shown(goal, text, entry(3, 50, "Anpfiff"), match=True) == [
        "11:30  67′    Tor!",
        "              Adler trifft.",
        "",
        "11:20  45+2′  Gelb für Lux",
        "",
        "11:10         Anpfiff",
        "",
    ]


@pytest.mark.parametrize(
    ("title", "minute"),
    [
        ("67' Tor", "67′"),
        ("(90.+4') Schluss", "90+4′"),
        ("3. Min. Ecke", "3′"),
        ("12. Spielminute: Abseits", "12′"),
        ("3. Oktober", None),
        ("67 Tote", None),
        ("999' Nie", None),
        (None, None),
    ],
)
def test_minutes(title: str | None, minute: str | None) -> None:
    assert minute_of(entry(1, 0, title)) == minute


def test_whether_it_is_a_match() -> None:
    assert is_match([entry(1, 0, "67' Tor"), entry(2, 0, "Pause"), entry(3, 0, "Ende")])
    assert not is_match([entry(number, 0, "Pause") for number in range(4)])
    assert not is_match([])


def test_on_a_narrow_screen_the_time_stands_above() -> None:
    assert shown(entry(1, 30, "Ankunft am Bahnhof"), width=20) == ["11:30  ", "Ankunft am Bahnhof", ""]


def test_an_entry_without_any_words_shows_its_link_or_a_dot() -> None:
    bare = entry(1, 30)
    assert shown(bare)[0] == "11:30  …"
    assert shown(replace(bare, data=replace(bare.data, link="https://a.example/1")))[0] == "11:30  https://a.example/1"
    timeless = replace(bare, data=replace(bare.data, published=None, summary="Nur kurz."))
    assert shown(timeless)[0] == "11:30  Nur kurz."


Told = tuple[int, str | None, str | None]
TEXTS = st.none() | st.text(max_size=80)


@given(st.lists(st.tuples(st.integers(0, 3000), TEXTS, TEXTS), max_size=6), st.integers(1, 120), st.booleans())
def test_no_line_is_wider_than_the_room(told: list[Told], width: int, match: bool) -> None:
    entries = [entry(key, minutes, title, content) for key, (minutes, title, content) in enumerate(told, 1)]
    lines = lines_of(entries, width=width, region=REGION, now=NOW, match=match)
    for line in lines:
        text = "".join(stretch.text for stretch in line.stretches if stretch.part not in ("day", "time", "minute"))
        assert cell_len(text) <= max(width, 2)
    assert {line.key for line in lines if line.first} == {e.key for e in entries}
