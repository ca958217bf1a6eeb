"""One line of the list: every cell is accounted for."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.model import Headline, Urgency
from ticker.text.sanitise import drawable
from ticker.ui.widgets.headline_row import PARTS, Row, divider_line, fit, layout, row_of, source_colour

ROW = Row(
    time="10:42",
    source="Nordfenster",
    source_colour=3,
    title="Putin empfängt Kim am Weltraumbahnhof",
    urgency="",
    read=False,
    starred=False,
    revision=1,
)


def line(row: Row, width: int) -> str:
    return "".join(text for text, _part in layout(row, width))


@given(
    st.builds(
        Row,
        time=st.text(max_size=8),
        source=st.text(max_size=30),
        source_colour=st.integers(0, 7),
        title=st.text(),
        urgency=st.sampled_from(["", "EIL", "BLITZ"]),
        read=st.booleans(),
        starred=st.booleans(),
        revision=st.integers(1, 120),
        withdrawn=st.booleans(),
        later=st.booleans(),
        key_event=st.booleans(),
        story=st.integers(0, 20),
    ),
    st.integers(1, 200),
)
def test_a_line_fills_its_width_exactly(row: Row, width: int) -> None:
    pieces = layout(row, width)

    assert sum(cell_len(text) for text, _part in pieces) == width
    assert all(part == "" or part in PARTS for _text, part in pieces)


def test_a_wide_line_shows_everything() -> None:
    shown = line(ROW._replace(urgency="EIL", starred=True, revision=3), 110)

    assert shown.split() == ["•", "10:42", "Nordfenster", "EIL", *ROW.title.split(), "↻2", "★"]


def test_a_narrow_line_leaves_the_source_out_and_cuts_the_headline() -> None:
    shown = line(ROW._replace(read=True, revision=2), 40)

    assert "Nordfenster" not in shown
    assert shown.startswith("   10:42")
    assert "…" in shown
    assert shown.endswith("↻ ")


@pytest.mark.parametrize("text", ["\x1b[31mrot", "a\u202eb", "a\nb", "\x9d0;x\x07", "👍🏽 ❤️"])
def test_nothing_that_could_move_the_cursor_is_drawn(text: str) -> None:
    shown = line(ROW._replace(title=text, source=text), 80)

    assert shown.isprintable()
    assert not {"\x1b", "\u202e", "\ufe0f", "\U0001f3fd"} & set(shown)


def test_text_is_cut_at_cells_not_at_characters() -> None:
    assert fit("東京東京", 5) == "東京…"
    assert fit("東京東京", 4) == "東…" + " "
    assert fit("ab", 4) == "ab  "
    assert drawable("a\u00a0b  c") == "a\u00a0b c"


def test_a_source_keeps_its_colour() -> None:
    assert source_colour("Nordfenster") == source_colour("NORDFENSTER")
    assert len({source_colour(name) for name in "abcdefghijklmnopqrstuvwxyz"}) > 4


@pytest.mark.parametrize(
    ("urgency", "title", "mark", "shown"),
    [
        (Urgency.FLASH, "Blitz: Kim da", "FLASH", "Kim da"),
        (Urgency.BULLETIN, "EILMELDUNG: Kim da", "URGENT", "Kim da"),
        (Urgency.HIGHLIGHTED, "+++ Kim da +++", "", "+++ Kim da +++"),
        (Urgency.ROUTINE, "Kim da", "", "Kim da"),
    ],
)
def test_an_urgent_entry_has_a_mark_and_does_not_say_so_twice(
    urgency: Urgency, title: str, mark: str, shown: str
) -> None:
    moment = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)
    entry = Headline(1, 1, "Nordfenster", title, moment, urgency, read=False, starred=True, revision=2)
    region = Region("de_DE", ZoneInfo("Europe/Berlin"))

    row = row_of(entry, "13.09.", region)
    assert (row.time, row.urgency, row.title, row.starred, row.revision) == ("10:42", mark, shown, True, 2)
    assert row_of(entry, "14.09.", region).time == "13.09."


def test_what_is_withdrawn_a_turn_in_a_story_or_kept_for_later_is_marked_by_more_than_colour() -> None:
    messages.activate("de_DE")
    shown = line(ROW._replace(withdrawn=True, key_event=True, story=3, later=True), 120)

    assert shown.split() == ["•", "10:42", "Nordfenster", "zurückgezogen", "◆", *ROW.title.split(), "+3", "◷"]
    pieces = layout(ROW._replace(withdrawn=True), 120)
    assert (ROW.title, "withdrawn") in pieces  # only the words are struck out


@pytest.mark.parametrize(("feeds", "others", "story"), [(0, None, 0), (3, None, 3), (3, 0, 0), (3, 2, 2)])
def test_a_story_counts_its_other_feeds_or_where_it_is_folded_those_behind_it(
    feeds: int, others: int | None, story: int
) -> None:
    moment = datetime(2023, 9, 13, 8, tzinfo=UTC)
    entry = Headline(1, 1, "Falkenbote", "Titel", moment, Urgency.ROUTINE, False, False, 1, other_feeds=feeds)

    assert row_of(entry, "13.09.", Region("de_DE", UTC), others).story == story


@pytest.mark.parametrize("width", [1, 8, 20, 60])
def test_a_divider_fills_its_line(width: int) -> None:
    assert cell_len(divider_line("Montag, 11. September", width)) == width
