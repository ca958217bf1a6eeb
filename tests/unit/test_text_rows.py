"""Short parts in rows: broken between them, and no point is left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ticker.text.rows import POINT, rows, wrapped


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (41, ["Nordfenster · Mittwoch, 11:46 · vor 2 min"]),
        (30, ["Nordfenster · Mittwoch, 11:46", "vor 2 min"]),
        (28, ["Nordfenster", "Mittwoch, 11:46 · vor 2 min"]),
        (5, ["Nordfenster", "Mittwoch, 11:46", "vor 2 min"]),
    ],
)
def test_rows_are_as_full_as_can_be(width: int, lines: list[str]) -> None:
    assert rows(["Nordfenster", "Mittwoch, 11:46", "vor 2 min"], width, cell_len) == lines


def test_a_part_that_is_too_long_is_wrapped_by_itself() -> None:
    assert wrapped("Enter · liest die Meldung", 10, cell_len) == ["Enter", "liest die", "Meldung"]


def test_line_feeds_and_nothing_are_kept() -> None:
    assert wrapped("eins\n\nzwei · drei", 20, cell_len) == ["eins", "", "zwei · drei"]
    assert rows([], 10, cell_len) == []


@given(st.lists(st.text("ab\u00a0 ß東", min_size=1, max_size=9), max_size=6), st.integers(1, 30))
def test_no_row_begins_or_ends_with_a_point_and_all_parts_are_there(parts: list[str], width: int) -> None:
    found = rows(parts, width, cell_len)
    assert POINT.join(found).split(POINT) == (parts or [""])
    assert all(cell_len(row) <= width or POINT not in row for row in found)
    assert not any(row.startswith("·") or row.endswith("·") for row in found)
