"""The line under a replay, in words and signs: how it runs, how far it is, where Eil came. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ticker.course import Course
from ticker.l10n import numbers
from ticker.l10n.messages import _
from ticker.l10n.region import Region

PLAYED, TO_COME, HEAD, URGENT = "━", "─", "●", "╋"


def state(course: Course, now: int, region: Region, *, loop: bool, building: float | None) -> str:
    """How the tape runs: a sign, then the speed or that it is over."""
    speed = f"{numbers.number(int(course.speed) if course.speed == int(course.speed) else course.speed, region)}×"
    again = " ↻" if loop else ""
    if building is not None:
        return f"… {numbers.number(round(building * 100), region)} %"
    if now >= course.end:
        over = _("end of the tape")
        return f"■ {over}{again}"
    return f"{'▶' if course.running else '‖'} {speed}{again}"


def track(now: int, start: int, end: int, urgent: Sequence[int], width: int) -> str:
    """The way from start to end in so many cells: the place of now, and where Eil came; times in milliseconds."""
    if width < 1:
        return ""
    span = max(1, end - start)

    def cell(moment: int) -> int:
        return min(width - 1, max(0, (moment - start) * (width - 1) // span))

    here = cell(now)
    cells = [PLAYED if place < here else TO_COME for place in range(width)]
    for moment in urgent:
        if start <= moment <= end:
            cells[cell(moment)] = URGENT
    cells[here] = HEAD
    return "".join(cells)


def share(now: int, start: int, end: int, region: Region) -> str:
    """How much of the way lies behind, in percent."""
    return f"{numbers.number(max(0, min(100, (now - start) * 100 // max(1, end - start))), region)} %"


def neighbour(moments: Sequence[int], now: int, direction: int) -> int | None:
    """The next of the ascending moments after now (1), or the last before it (-1); None where there is none."""
    place = bisect_right(moments, now) if direction > 0 else bisect_left(moments, now) - 1
    return moments[place] if 0 <= place < len(moments) else None
