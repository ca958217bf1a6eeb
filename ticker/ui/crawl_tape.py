"""The tape of the crawl: headlines in one endless line of cells. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import get_character_cell_size

from ticker.headline import Headline
from ticker.text.sanitise import drawable
from ticker.ui.widgets.headline_row import headline, urgency_mark

PARTS = ("text", "urgent", "source", "plus")
PLUSES = " +++ "


class Stretch(NamedTuple):
    """Cells of one style, from `start` on; `key` is the entry that they belong to."""

    start: int
    part: str
    key: int


@dataclass(frozen=True, slots=True)
class Tape:
    """One cell an element: a character, and an empty text behind one that is two cells wide."""

    cells: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    keys: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.cells)

    def window(self, offset: int, width: int) -> list[tuple[str, str]]:
        """What stands in so many cells from an offset on, as (text, part); the tape goes round."""
        if not self.cells:
            return []
        pieces: list[tuple[str, str]] = []
        while width > 0:
            offset %= len(self.cells)
            number = self._number(offset)
            end = self.stretches[number + 1].start if number + 1 < len(self.stretches) else len(self.cells)
            taken = self.cells[offset : min(end, offset + width)]
            pieces.append((_joined(taken), self.stretches[number].part))
            offset += len(taken)
            width -= len(taken)
        return pieces

    def key_at(self, offset: int) -> int | None:
        """The entry that the cell at an offset belongs to."""
        return self.stretches[self._number(offset % len(self.cells))].key if self.cells else None

    def start(self, key: int | None) -> int:
        """Where an entry begins; the start of the tape where it is not on it."""
        return next((stretch.start for stretch in self.stretches if stretch.key == key), 0)

    def step(self, key: int | None, by: int) -> int:
        """Where the entry begins that stands so many entries behind that one."""
        if key not in self.keys:
            return 0
        return self.start(self.keys[(self.keys.index(key) + by) % len(self.keys)])

    def _number(self, offset: int) -> int:
        return bisect_right(self.stretches, offset, key=lambda stretch: stretch.start) - 1


def tape(headlines: Sequence[Headline]) -> Tape:
    """A tape of these headlines, `+++` between them."""
    cells: list[str] = []
    stretches: list[Stretch] = []

    def add(text: str, part: str, key: int) -> None:
        stretches.append(Stretch(len(cells), part, key))
        for character in text:
            width = get_character_cell_size(character)
            cells.extend([character, ""] if width == 2 else [character] * width)

    for line in headlines:
        mark = urgency_mark(line.urgency)
        if mark:
            add(f" {mark} ", "urgent", line.key)
        add(f" {drawable(headline(line.title, line.urgency))}", "text", line.key)
        add(f"  {drawable(line.feed_name)} ", "source", line.key)
        add(PLUSES, "plus", line.key)
    return Tape(tuple(cells), tuple(stretches), tuple(line.key for line in headlines))


def _joined(cells: Sequence[str]) -> str:
    """The cells as text of as many cells: half a character becomes a space."""
    whole = list(cells)
    if whole[0] == "":
        whole[0] = " "
    if get_character_cell_size(whole[-1] or " ") == 2:
        whole[-1] = " "
    return "".join(whole)
