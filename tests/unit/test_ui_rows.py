"""The lines of the live list: entries and the dividers between them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.column import Column
from ticker.l10n import messages
from ticker.l10n.region import Region, local
from ticker.ui.dividers import dividers, title
from ticker.ui.order import Order
from ticker.ui.rows import Divider, Rows

BERLIN = Region("de_DE", ZoneInfo("Europe/Berlin"))
NOW = datetime(2023, 9, 13, 10, 0, tzinfo=UTC)


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    entries = draw(st.integers(1, 30))
    before = draw(st.sets(st.integers(0, entries - 1)))
    return Rows.of(entries, [Divider(index, None) for index in sorted(before)])


@given(rows())
def test_every_line_is_an_entry_or_a_divider(rows: Rows) -> None:
    lines = {rows.line(index): index for index in range(rows.entries)}
    for line in range(len(rows)):
        divider = rows.divider(line)
        if divider is None:
            assert rows.index(line) == lines[line]
        else:
            assert line not in lines
            assert rows.line(divider.index) == line + 1
            assert rows.index(line) == divider.index
            assert rows.first(divider.index) == line
    assert len(lines) + len(rows.dividers) == len(rows)
    assert rows.divider(len(rows)) is None
    assert rows.index(len(rows)) == rows.index(len(rows) + 5) == rows.entries


@given(rows(), st.data())
def test_a_step_lands_that_many_lines_away_or_just_behind_a_divider(rows: Rows, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, rows.entries - 1))
    step = data.draw(st.integers(-40, 40))
    found = rows.step(index, step)
    line = rows.line(found) - rows.line(index)

    assert 0 <= found < rows.entries
    assert line == step or line == step + (1 if step > 0 else -1) or found in (0, rows.entries - 1)


def order_of(*moments: datetime) -> Order:
    times = sorted((to_milliseconds(moment) for moment in moments), reverse=True)
    return Order(Column.of(range(len(times), 0, -1)), Column.of(times))


@example([0, 5, 10], 0)
@example([0, 5, 10], 1)
@example([0, 24 * 60], 1)
@given(st.lists(st.integers(0, 2 * 365 * 24 * 60), max_size=30), st.none() | st.integers(-2, 32))
def test_a_divider_stands_where_the_day_of_the_region_changes(minutes: list[int], look: int | None) -> None:
    order = order_of(*(NOW - timedelta(minutes=back) for back in minutes))
    last_look = order.times[look] if look is not None and 0 <= look < len(order) else None
    found = dividers(order, BERLIN, last_look)
    days = [local(from_milliseconds(time), BERLIN).date() for time in order.times]

    expected = [index for index in range(len(days)) if index == 0 or days[index] != days[index - 1]]
    assert [divider.index for divider in found if divider.day is not None] == expected
    looks = [divider.index for divider in found if divider.last_look]
    if last_look is not None and order.times[0] > last_look:
        assert looks == [order.times.index(last_look)]
    else:
        assert looks == []
    assert [divider.index for divider in found] == sorted({*expected, *looks})


@pytest.mark.parametrize(
    ("divider", "words"),
    [
        (Divider(0, to_milliseconds(NOW)), "Heute"),
        (Divider(0, to_milliseconds(NOW - timedelta(hours=13))), "Gestern"),
        (Divider(0, to_milliseconds(NOW - timedelta(days=2))), "Montag, 11. September"),
        (Divider(3, None, last_look=True), "↑ seit dem letzten Blick"),
        (Divider(3, to_milliseconds(NOW), last_look=True), "Heute · ↑ seit dem letzten Blick"),
    ],
)
def test_the_words_of_a_divider(divider: Divider, words: str) -> None:
    messages.activate("de_DE")
    assert title(divider, NOW, BERLIN).replace("\u00a0", " ") == words


def test_a_step_that_ends_on_a_divider_goes_over_it() -> None:
    rows = Rows.of(10, [Divider(0, 1), Divider(5, 2)])

    assert rows.step(7, -3) == 4  # line 9 to line 6, which is the divider before the sixth entry
    assert rows.step(3, 2) == 5
    assert rows.step(2, -9) == 0
    assert rows.step(2, 90) == 9
