"""Tables in a text: their rows in columns where these fit the measure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from ticker.text.blocks import Block, Span
from ticker.ui.widgets.page import Line, Piece
from ticker.ui.widgets.setter import Setter

_BETWEEN_CELLS = " | "  # as `ticker.text.blocks` parts them
_GAP = "  "
Cell = tuple[Span, ...]


def table(setter: Setter, rows: Sequence[Block]) -> None:
    """Set rows that follow each other: in columns, numbers at the right, else each as a paragraph."""
    cells = [_cells(row) for row in rows]
    columns = [[row[number] if number < len(row) else () for row in cells] for number in range(max(map(len, cells)))]
    widths = [max(map(_width, column)) for column in columns]
    total = sum(widths) + len(_GAP) * (len(widths) - 1)
    broken = any("\n" in span.text for row in rows for span in row.spans)
    if len(rows) < 2 or len(columns) < 2 or total > setter.width or broken:
        for block in rows:
            setter.paragraph(block.spans, "text", gap=block is rows[-1])
        return
    right = [all(map(_is_number, column[1:])) for column in columns]
    for number in range(len(rows)):
        setter.count += 1
        row = [column[number] for column in columns]
        setter.lines.append(Line(tuple(_pieces(setter, row, widths, right)), setter.count))
        if number == 0 and all(span.strong for cell in row for span in cell):
            setter.lines.append(Line((Piece("─" * total, "rule"),), setter.count))
    setter.gap()


def _cells(row: Block) -> list[Cell]:
    cells: list[list[Span]] = [[]]
    for span in row.spans:
        first, *others = span.text.split(_BETWEEN_CELLS)
        cells[-1].append(_like(span, first))
        cells += [[_like(span, text)] for text in others]
    return [tuple(span for span in cell if span.text) for cell in cells]


def _like(span: Span, text: str) -> Span:
    return Span(text, span.strong, span.emphasis, span.code, span.strike, span.link)


def _width(cell: Iterable[Span]) -> int:
    return sum(cell_len(span.text) for span in cell)


def _is_number(cell: Iterable[Span]) -> bool:
    """Whether a cell holds a number, perhaps with a unit before or behind it: "1.234,5", "12 km", "€ 3"."""
    text = "".join(span.text for span in cell).strip()
    return any(character.isdigit() for character in text) and sum(character.isalpha() for character in text) <= 3


def _pieces(setter: Setter, row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool]) -> Iterable[Piece]:
    for number, (cell, width, at_right) in enumerate(zip(row, widths, right, strict=True)):
        blanks = " " * (width - _width(cell))
        if number:
            yield Piece(_GAP)
        if at_right and blanks:
            yield Piece(blanks)
        yield from (setter.piece(span, "text") for span in cell)
        if not at_right and blanks:
            yield Piece(blanks)
