"""The line under a replay: how it runs, where it stands, where Eil came."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from ticker.clock import from_milliseconds
from ticker.course import Course
from ticker.l10n.region import Region
from ticker.l10n.region import local as local_time
from ticker.ui import tape_line

_COLOURS = {tape_line.PLAYED: "$accent", tape_line.HEAD: "bold $accent", tape_line.URGENT: "bold $urgent-ground"}


class ReplayBar(Widget):
    """Drawn anew only where something in it is another. A click on the way goes there."""

    class Sought(Message):
        """The reader wants to go to a time of the tape (milliseconds since 1970)."""

        def __init__(self, moment: int) -> None:
            super().__init__()
            self.moment = moment

    def __init__(self, start: int, end: int, region: Region, *, id: str | None = None) -> None:
        """The way goes from `start` to `end` (milliseconds since 1970)."""
        super().__init__(id=id)
        self._start = start
        self._end = end
        self._region = region
        self._left = self._right = ""
        self._now = start
        self._urgent: tuple[int, ...] = ()

    def show(self, course: Course, now: int, urgent: tuple[int, ...], *, loop: bool, building: float | None) -> None:
        """Show where the course stands at the tape's time `now`."""
        left = tape_line.state(course, now, self._region, loop=loop, building=building)
        clock = f"{local_time(from_milliseconds(now), self._region):%H:%M:%S}"
        right = f"{clock}  {tape_line.share(now, self._start, self._end, self._region)}"
        if (left, right, now, urgent) != (self._left, self._right, self._now, self._urgent):
            self._left, self._right, self._now, self._urgent = left, right, now, urgent
            self.refresh()

    @property
    def text(self) -> str:
        """What is shown, without the way."""
        return f"{self._left} {self._right}"

    @property
    def way(self) -> str:
        """The way as it is shown."""
        return tape_line.track(self._now, self._start, self._end, self._urgent, self._room)

    @property
    def _room(self) -> int:
        room = self.content_size.width - cell_len(self._left) - cell_len(self._right) - 4
        return room if room >= 8 else 0

    def render(self) -> Content:
        """The line."""
        way = [Content.styled(cell, _COLOURS.get(cell, "$line")) for cell in self.way]
        gap = "  " if way else " "
        return Content.assemble(Content.styled(self._left, "bold"), gap, *way, gap, Content(self._right))

    def on_click(self, event: events.Click) -> None:
        """Go to the time at that place of the way."""
        place = event.x - self.styles.padding.left - cell_len(self._left) - 2
        if 0 <= place < self._room:
            span = self._end - self._start
            self.post_message(self.Sought(self._start + span * place // max(1, self._room - 1)))
