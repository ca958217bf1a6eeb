"""Paragraphs become lines of a page. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len

from ticker.text.blocks import Span
from ticker.text.parting import Hyphenate
from ticker.text.rows import rows
from ticker.text.trackers import untracked
from ticker.text.typography import Marks, typeset
from ticker.text.wrap import wrap
from ticker.ui.widgets.page import Line, Piece

QUOTABLE = ("text", "quote")
_SMALL = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADINGS = ("title", "heading")
TYPESET = (*QUOTABLE, *HEADINGS, "meta", "kicker")
LEAST_TO_PART = 20
"""Cells: in a narrower column whole words are read with more ease than parted ones."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How texts are set.

    `hyphenate` parts words at the ends of lines, `justified` fills the lines of the text to the measure, `marks` stand
    for the straight quotation marks of a text, which with them gets all signs of German typesetting.
    """

    hyphenate: Hyphenate | None = None
    justified: bool = False
    marks: Marks | None = None


@dataclass(slots=True)
class Setter:
    """The page that is being set."""

    width: int
    layout: Layout = Layout()
    lines: list[Line] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    passages: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def number(self, address: str) -> int:
        """The number of a link, counted in order of first appearance; two that only track differently are one."""
        address = untracked(address)
        if address not in self.links:
            self.links.append(address)
        return self.links.index(address) + 1

    def paragraph(self, spans: Sequence[Span], part: str, *, first: str = "", rest: str = "", gap: bool = True) -> None:
        """Set one paragraph; `first` and `rest` stand before its first and its further lines."""
        self.count += 1
        if self.layout.marks and part in TYPESET:
            spans = typeset(spans, self.layout.marks)
        if part in QUOTABLE:
            self.passages[self.count] = "".join(span.text for span in spans)
        spans = list(self._numbered(spans))
        room = max(1, self.width - cell_len(first or rest))
        parts = part in QUOTABLE or (part in HEADINGS and _has_word_wider_than(spans, room))
        parted = self.layout.hyphenate if parts and room >= LEAST_TO_PART else None
        justified = self.layout.justified and part in QUOTABLE
        for row, line in enumerate(wrap(spans, room, cell_len, parted, justified=justified)):
            lead = first if row == 0 else rest
            pieces = [Piece(lead, "meta")] if lead else []
            self.lines.append(Line((*pieces, *(self.piece(span, part) for span in line)), self.count))
        if gap:
            self.gap()

    def row(self, parts: Sequence[str], part: str, *, gap: bool = True) -> None:
        """Set short parts as one paragraph, side by side as far as they fit."""
        self.paragraph([Span("\n".join(rows(parts, self.width, cell_len)))], part, gap=gap)

    def _numbered(self, spans: Sequence[Span]) -> Iterator[Span]:
        """The spans with the number of each link behind its last word, as small figures."""
        for span, following in zip(spans, [*spans[1:], None], strict=True):
            ends = span.link and span.text.strip() and (following is None or following.link != span.link)
            if not ends or span.link is None:
                yield span
                continue
            number = str(self.number(span.link)).translate(_SMALL)
            words = span.text.rstrip()
            yield replace(span, text=f"{words}{number}{span.text[len(words) :]}")

    def gap(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1].pieces:
            self.lines.append(Line((), self.count))

    def piece(self, span: Span, part: str) -> Piece:
        """A stretch of a text in the style of its part of the page, or in its own."""
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


def _has_word_wider_than(spans: Sequence[Span], room: int) -> bool:
    """Whether a headline holds a word that fills no line: all others are left whole there."""
    return any(cell_len(word) > room for word in "".join(span.text for span in spans).split())
