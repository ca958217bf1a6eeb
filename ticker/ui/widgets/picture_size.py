"""How large an image is drawn: in cells of the terminal, which are about twice as high as wide. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ticker.model import Picture


HIGHEST = 20
"""Lines: an image leaves room for the text that it belongs to."""
PIXELS = 8
"""Pixels of an image for a cell's width: a small one is not blown up beyond that."""


def extent(picture: Picture, width: int) -> tuple[int, int]:
    """Columns and lines of an image in a text of that width (cells), both at least 1."""
    columns = max(1, min(width, picture.width // PIXELS or 1))
    rows = max(1, round(columns * picture.height / max(1, picture.width) / 2))
    if rows > HIGHEST:
        columns = max(1, columns * HIGHEST // rows)
        rows = HIGHEST
    return columns, rows
