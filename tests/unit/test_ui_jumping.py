"""From a day or a time to the entry there, or the nearest one."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker import when
from ticker.clock import to_milliseconds
from ticker.column import Column
from ticker.ui.jumping import Beyond, beyond, goal, span
from ticker.ui.order import Order

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)  # 10:15 in Berlin
BERLIN = ZoneInfo("Europe/Berlin")


def order_of(times: list[int]) -> Order:
    """Entries at these times, as they come in the river."""
    latest_first = sorted(times, reverse=True)
    return Order(Column.of(range(len(times), 0, -1)), Column.of(latest_first))


@pytest.mark.parametrize(
    ("start", "end", "row"),
    [
        (200, 300, 1),  # the latest of the span
        (250, 251, 1),
        (210, 220, 2),  # the nearest is older
        (230, 240, 1),  # or younger
        (0, 50, 3),
        (900, 950, 0),
        (225, 225, 2),  # both as near: the older one
    ],
)
def test_it_leads_to_the_latest_entry_of_a_span_or_the_nearest(start: int, end: int, row: int) -> None:
    assert goal(order_of([400, 250, 200, 100]), start, end) == row


@given(st.lists(st.integers(0, 1000), max_size=30), st.integers(0, 1000), st.integers(1, 300))
def test_no_entry_is_nearer(times: list[int], start: int, length: int) -> None:
    end = start + length
    order = order_of(times)
    row = goal(order, start, end)

    def distance(time: int) -> int:
        return 0 if start <= time < end else start - time if time < start else time - end

    if row is None:
        assert times == []
    else:
        assert distance(order.times[row]) == min(map(distance, times))
        inside = [time for time in times if start <= time < end]
        assert not inside or order.times[row] == max(inside)


@pytest.mark.parametrize(
    ("times", "start", "end", "side"),
    [
        ([400, 100], 50, 100, Beyond.OLDER),  # the end is not included
        ([400, 100], 50, 101, None),
        ([400, 100], 400, 500, None),
        ([400, 100], 401, 500, Beyond.YOUNGER),
        ([400, 100], 200, 300, None),
        ([], 200, 300, None),
    ],
)
def test_what_lies_beyond_all_entries_is_told(times: list[int], start: int, end: int, side: Beyond | None) -> None:
    assert beyond(order_of(times), start, end) is side


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("10:00", "2023-09-13T08:00"),
        ("10:15", "2023-09-13T08:15"),
        ("10:16", "2023-09-12T08:16"),  # is still to come today
        ("13.9. 10:16", "2023-09-13T08:16"),  # whoever names the day means it
        ("gestern", "2023-09-11T22:00"),
        ("montag 9:00", "2023-09-11T07:00"),
        ("mittwoch 23:00", "2023-09-06T21:00"),
        ("mittwoch 9:00", "2023-09-13T07:00"),
        ("heute 23:00", "2023-09-13T21:00"),
    ],
)
def test_a_time_alone_is_the_last_such_time(typed: str, first: str) -> None:
    meant = when.read(typed)

    assert meant is not None
    assert span(meant, NOW, BERLIN)[0] == to_milliseconds(datetime.fromisoformat(first).replace(tzinfo=UTC))


def test_a_moment_has_room_for_an_entry() -> None:
    meant = when.read("2h")

    assert meant is not None
    start, end = span(meant, NOW, BERLIN)
    assert end == start + 1
