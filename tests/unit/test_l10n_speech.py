"""News in whole words, and the other forms in which `tail` tells them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.cli import tail, tail_lines
from ticker.l10n import messages, speech
from ticker.l10n.region import Region
from ticker.model import ChangeKind, Entry, EntryData, Urgency

NOW = datetime(2023, 9, 13, 9, 0, tzinfo=UTC)
BERLIN = Region("de_DE", ZoneInfo("Europe/Berlin"))
ENTRY = Entry(
    key=1,
    feed_id=1,
    feed_url="https://nordfenster.example/feed",
    feed_name="Nordfenster",
    data=EntryData("n1", title="EIL: Brücke ge\xadsperrt"),
    first_seen=NOW,
    sort_at=datetime(2023, 9, 13, 8, 42, tzinfo=UTC),
    urgency=Urgency.BULLETIN,
    read=False,
    starred=False,
    revision=1,
)
ROUTINE = replace(ENTRY, urgency=Urgency.ROUTINE, data=EntryData("n1", title="Ist die Brücke zu?"))
FLASH = replace(ROUTINE, urgency=Urgency.FLASH, withdrawn_at=NOW)
ADDED, REVISED, WITHDRAWN = ChangeKind.ENTRY_ADDED, ChangeKind.ENTRY_REVISED, ChangeKind.ENTRY_WITHDRAWN


def said(entry: Entry, kind: ChangeKind = ADDED, region: Region = BERLIN, now: datetime = NOW) -> str:
    return speech.sentence(entry, kind, now, region).replace("\u00a0", " ")


def test_a_piece_of_news_in_whole_words() -> None:
    assert said(ENTRY) == "Eilmeldung. Nordfenster, 10 Uhr 42: Brücke gesperrt."
    assert said(ROUTINE) == "Nordfenster, 10 Uhr 42: Ist die Brücke zu?"
    assert said(ROUTINE, REVISED) == "Korrigiert. Nordfenster, 10 Uhr 42: Ist die Brücke zu?"
    assert said(ROUTINE, WITHDRAWN) == "Zurückgezogen. Nordfenster, 10 Uhr 42: Ist die Brücke zu?"
    assert said(FLASH) == "Zurückgezogen. Blitzmeldung. Nordfenster, 10 Uhr 42: Ist die Brücke zu?"


def test_the_day_is_named_where_it_is_another() -> None:
    assert said(ROUTINE, now=NOW + timedelta(days=1)).startswith("Nordfenster, Gestern, 10 Uhr 42:")
    full_hour = replace(ROUTINE, sort_at=datetime(2023, 9, 13, 8, 0, tzinfo=UTC))
    assert said(full_hour).startswith("Nordfenster, 10 Uhr:")


def test_english_is_spoken_too() -> None:
    assert (
        said(ENTRY, region=Region("en_US", BERLIN.timezone)) == "Breaking news. Nordfenster, 10:42 AM: Brücke gesperrt."
    )


def test_without_a_title_the_text_or_the_id_is_told() -> None:
    bare = replace(ROUTINE, data=EntryData("n1"))
    assert said(bare).endswith("n1.")
    assert said(replace(bare, data=EntryData("n1", summary="Kurz"))).endswith("Kurz.")


def test_a_line_for_the_eye() -> None:
    messages.activate("de_DE")
    assert tail_lines.as_line(ENTRY, ADDED, NOW, BERLIN) == "10:42  Nordfenster: EIL  Brücke ge\xadsperrt"
    assert tail_lines.as_line(FLASH, REVISED, NOW, BERLIN).startswith("10:42  Nordfenster: BLITZ  ZURÜCKGEZOGEN  Ist")
    assert tail_lines.as_line(ROUTINE, REVISED, NOW, BERLIN).startswith("10:42  Nordfenster: KORRIGIERT  Ist")
    assert tail_lines.as_line(ROUTINE, ADDED, NOW + timedelta(days=1), BERLIN).startswith("13.09. 10:42  Nordfenster")


def test_colours_change_no_word() -> None:
    messages.activate("de_DE")
    for entry in (ENTRY, ROUTINE, FLASH):
        coloured = tail_lines.as_coloured_line(entry, REVISED, NOW, BERLIN)
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == tail_lines.as_line(entry, REVISED, NOW, BERLIN)
        assert coloured != tail_lines.as_line(entry, REVISED, NOW, BERLIN)


def test_json_says_what_happened() -> None:
    told = json.loads(tail_lines.as_json(ENTRY, REVISED, NOW, BERLIN))
    assert (told["id"], told["change"]) == ("n1", "entry-revised")


@pytest.mark.parametrize(
    ("as_json", "speak", "coloured", "form"),
    [
        (True, False, True, tail_lines.as_json),
        (False, True, True, tail_lines.as_sentence),
        (False, False, True, tail_lines.as_coloured_line),
        (False, False, False, tail_lines.as_line),
    ],
)
def test_the_form_is_chosen(as_json: bool, speak: bool, coloured: bool, form: tail_lines.Form) -> None:
    assert tail.form_of(as_json=as_json, speak=speak, coloured=coloured) is form


@given(st.text(), st.text(), st.sampled_from(Urgency), st.sampled_from([ADDED, REVISED, WITHDRAWN]))
def test_nothing_from_outside_breaks_the_line(title: str, name: str, urgency: Urgency, kind: ChangeKind) -> None:
    entry = replace(ENTRY, data=EntryData("n1", title=title), feed_name=name, urgency=urgency)
    for form in (tail_lines.as_line, tail_lines.as_sentence):
        line = form(entry, kind, NOW, BERLIN)
        assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in line)
