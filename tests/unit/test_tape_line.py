"""The line under a replay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.course import Course
from ticker.l10n.region import Region
from ticker.ui import tape_line

REGION = Region("de_DE")
COURSE = Course(0, 0, 60, 1000)


@pytest.mark.parametrize(
    ("course", "now", "loop", "building", "text"),
    [
        (COURSE, 500, False, None, "▶ 60×"),
        (Course(0, 0, 2.5, 1000, running=False), 500, True, None, "‖ 2,5× ↻"),
        (COURSE, 1000, True, None, "■ end of the tape ↻"),
        (COURSE, 1000, False, 0.416, "… 42 %"),
    ],
)
def test_states(course: Course, now: int, loop: bool, building: float | None, text: str) -> None:
    assert tape_line.state(course, now, REGION, loop=loop, building=building) == text


@given(
    st.integers(-100, 1100),
    st.integers(0, 500),
    st.integers(0, 500),
    st.lists(st.integers(-9, 1200)),
    st.integers(0, 80),
)
def test_the_way_has_one_head_and_its_width(now: int, start: int, span: int, urgent: list[int], width: int) -> None:
    way = tape_line.track(now, start, start + span, urgent, width)
    assert len(way) == width
    assert way.count("●") == min(1, width)
    assert set(way) <= set("●━─╋")


def test_the_way() -> None:
    assert tape_line.track(50, 0, 100, [0, 80, 300], 11) == "╋━━━━●──╋──"
    assert tape_line.share(50, 0, 100, REGION) == "50 %"
    assert tape_line.share(900, 0, 100, REGION) == "100 %"


def test_neighbours() -> None:
    assert [tape_line.neighbour((1, 5, 9), now, 1) for now in (0, 1, 5, 9)] == [1, 5, 9, None]
    assert [tape_line.neighbour((1, 5, 9), now, -1) for now in (1, 2, 5, 99)] == [None, 1, 1, 9]
