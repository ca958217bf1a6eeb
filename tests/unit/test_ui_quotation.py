"""A passage with source and date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.model import Entry, EntryData, Urgency
from ticker.ui.quotation import quotation

WHEN = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
ENTRY = Entry(
    key=1,
    feed_id=1,
    feed_url="https://nordfenster.example/feed",
    feed_name="Nordfenster",
    data=EntryData("n1", title="Brücke gesperrt", link="https://nordfenster.example/1", published=WHEN),
    first_seen=WHEN,
    sort_at=WHEN,
    urgency=Urgency.ROUTINE,
    read=False,
    starred=False,
    revision=1,
)


@pytest.mark.parametrize(
    ("locale", "passage", "first"),
    [
        ("de_DE", "Die Brücke ist zu.", "„Die Brücke ist zu.“"),
        ("de_DE", "Er sagte: „Sie ist zu.“ Und ging.", "„Er sagte: ‚Sie ist zu.‘ Und ging.“"),
        ("de_DE", 'Das "Tor" ist zu.', "„Das ‚Tor‘ ist zu.“"),
        ("de_DE", "Ein einzelnes „ bleibt.", "„Ein einzelnes „ bleibt.“"),
        ("de_DE", "Stra\xadßen\nsperre", "„Straßen sperre“"),
        ("de_CH", "Das «Tor» ist zu.", "«Das ‹Tor› ist zu.»"),
        ("en_GB", "The “gate” is shut.", "“The ‘gate’ is shut.”"),
    ],
)
def test_the_marks_are_those_of_the_region(locale: str, passage: str, first: str) -> None:
    messages.activate(locale)

    assert quotation(ENTRY, passage, Region(locale, BERLIN)).splitlines()[0] == first


def test_source_date_headline_and_address_follow() -> None:
    messages.activate("de_DE")
    text = quotation(ENTRY, "Die Brücke ist zu.", Region("de_DE", BERLIN)).replace("\u00a0", " ")

    assert text.splitlines()[1:] == [
        "Nordfenster, Mittwoch, 13. September 2023, 10:42 Uhr: Brücke gesperrt",
        "https://nordfenster.example/1",
    ]


def test_what_is_missing_leaves_no_gap() -> None:
    messages.activate("de_DE")
    bare = replace(ENTRY, data=EntryData("n1", title="Brücke gesperrt"))
    text = quotation(bare, "Brücke gesperrt", Region("de_DE", BERLIN)).replace("\u00a0", " ")

    assert text.splitlines() == ["„Brücke gesperrt“", "Nordfenster, Mittwoch, 13. September 2023, 10:42 Uhr"]


@given(st.text())
def test_no_passage_brings_more_lines_or_controls(passage: str) -> None:
    lines = quotation(ENTRY, passage, Region("de_DE", BERLIN)).split("\n")

    assert len(lines) == 3
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for line in lines for character in line)
