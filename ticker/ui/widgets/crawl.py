"""The crawl: one line in which the newest headlines run through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from ticker.headline import Headline, Urgency
from ticker.l10n.messages import _
from ticker.ui import bindings
from ticker.ui.crawl_tape import PARTS, Tape, tape
from ticker.ui.widgets.headline_row import fit

STEP_SECONDS = 0.125
STILL_SECONDS = 8.0


class Crawl(Widget, can_focus=True, inherit_bindings=False):
    """Headlines that run by, a cell at a time; with `still` one stands there and changes every few seconds.

    It stops while the mouse is over it, while the keys go to it, and while nobody looks (`hold`).
    """

    BINDINGS = bindings.of("crawl")
    PLACE = "crawl"
    COMPONENT_CLASSES = {f"crawl--{part}" for part in PARTS}

    @dataclass
    class Opened(Message):
        """The reader wants to read this entry."""

        key: int

    def __init__(self, *, still: bool, id: str) -> None:
        super().__init__(id=id)
        self._still = still
        self._tape = Tape()
        self._fed = False  # before that nobody knows whether there is something new
        self._offset = 0
        self._held = False
        self._stopped = False
        self._timer: Timer | None = None
        self._styles: dict[str, Style] = {}

    def on_mount(self) -> None:
        """Set it going."""
        self._start_timer()

    @property
    def still(self) -> bool:
        """Whether headlines stand and change in the place of running by."""
        return self._still

    @still.setter
    def still(self, still: bool) -> None:
        if still != self._still and self._timer is not None:
            self._still = still
            self._timer.stop()
            self._start_timer()
            self._run()
            self.refresh()

    def _start_timer(self) -> None:
        self._timer = self.set_interval(STILL_SECONDS if self._still else STEP_SECONDS, self._step, pause=True)

    def show(self, headlines: Sequence[Headline]) -> None:
        """Let these run through. What is seen at the left stays where it is, unless something urgent has come in."""
        new = tape(headlines)
        if not self._fed:
            self._fed = True
            self.refresh()
        if new == self._tape:
            return
        key = self.key
        inside = self._offset - self._tape.start(key)
        urgent = [line.key for line in headlines if line.urgency <= Urgency.BULLETIN]
        news = [key for key in urgent if key not in self._tape.keys]
        self._tape = new
        if news and not self.has_focus:
            self._offset = new.start(news[0])
        else:
            self._offset = new.start(key) + (inside if key in new.keys else 0)
        self._run()
        self.refresh()

    def hold(self, held: bool) -> None:
        """Stand still while nobody looks."""
        self._held = held
        self._run()

    @property
    def key(self) -> int | None:
        """The entry at the left."""
        return self._tape.key_at(self._offset)

    @property
    def moves(self) -> bool:
        """Whether it is under way."""
        return bool(len(self._tape)) and self.display and not (self._held or self._stopped or self.has_focus)

    def _run(self) -> None:
        if self._timer is not None:
            if self.moves:
                self._timer.resume()
            else:
                self._timer.pause()

    def _step(self) -> None:
        if self._still:
            self._offset = self._tape.step(self.key, 1)
        elif len(self._tape):
            self._offset = (self._offset + 1) % len(self._tape)
        self.refresh()

    def action_step(self, by: int) -> None:
        """Go to the next headline or to the one before."""
        self._offset = self._tape.step(self.key, by)
        self.refresh()

    def action_open(self) -> None:
        """Read the entry at the left."""
        if self.key is not None:
            self.post_message(self.Opened(self.key))

    def on_click(self, event: events.Click) -> None:
        """A click reads the entry that was hit."""
        key = self._tape.key_at(self._offset + event.x)
        if key is not None:
            self.post_message(self.Opened(key))

    def on_enter(self) -> None:
        """The mouse stops it."""
        self._stopped = True
        self._run()

    def on_leave(self) -> None:
        """The mouse is gone."""
        self._stopped = False
        self._run()

    def on_focus(self) -> None:
        """The keys go here: the headline at the left is shown from its start."""
        self._offset = self._tape.start(self.key)
        self._run()
        self.refresh()

    def on_blur(self) -> None:
        """The keys go elsewhere."""
        self._run()
        self.refresh()

    def notify_style_update(self) -> None:
        """Take the styles afresh where the stylesheet or the theme changed."""
        super().notify_style_update()
        self._styles.clear()

    def render_line(self, y: int) -> Strip:
        """The line."""
        base = self.rich_style
        width = self.size.width
        pieces = self._tape.window(self._offset, width)
        if not pieces:
            return Strip([Segment(fit(self._nothing(), width), base + self._style("source"))], width)
        return Strip([Segment(text, base + self._style(part)) for text, part in pieces], width)

    def _nothing(self) -> str:
        nothing = _("Nothing new")
        return f" {nothing}" if self._fed else ""

    def _style(self, part: str) -> Style:
        style = self._styles.get(part)
        if style is None:
            style = self._styles[part] = self.get_component_rich_style(f"crawl--{part}", partial=True)
        return style
