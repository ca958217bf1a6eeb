"""Paragraphs become lines of a page. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.cells import cell_len

from ticker.text.blocks import Span
from ticker.text.wrap import wrap
from ticker.ui.widgets.page import Line, Piece

QUOTABLE = ("text", "quote")


@dataclass(slots=True)
class Setter:
    """The page that is being set."""

    width: int
    lines: list[Line] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    passages: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def number(self, address: str) -> int:
        """The number of a link, counted in order of first appearance."""
        if address not in self.links:
            self.links.append(address)
        return self.links.index(address) + 1

    def paragraph(self, spans: Sequence[Span], part: str, *, first: str = "", rest: str = "", gap: bool = True) -> None:
        """Set one paragraph; `first` and `rest` stand before its first and its further lines."""
        self.count += 1
        if part in QUOTABLE:
            self.passages[self.count] = "".join(span.text for span in spans)
        room = max(1, self.width - cell_len(first or rest))
        for row, line in enumerate(wrap(spans, room, cell_len)):
            lead = first if row == 0 else rest
            pieces = [Piece(lead, "meta")] if lead else []
            self.lines.append(Line((*pieces, *(self._piece(span, part) for span in line)), self.count))
        if gap:
            self.gap()

    def gap(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1].pieces:
            self.lines.append(Line((), self.count))

    def _piece(self, span: Span, part: str) -> Piece:
        number = self.number(span.link) if span.link else None
        if number is not None:
            part = "link"
        elif span.code:
            part = "code"
        elif span.strong and part == "text":
            part = "strong"
        elif part == "change":
            part = "added" if span.strong else "removed" if span.strike else "text"
        return Piece(span.text, part, number, emphasis=span.emphasis, strike=span.strike)
