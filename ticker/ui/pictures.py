"""Images drawn with the means of the terminal: half blocks everywhere, the Kitty protocol or Sixel where it knows them.

Every line of an image is drawn by itself, so that it scrolls with the text. Pillow and the library of the protocols are
imported when the first image is drawn, in the thread that draws it.
"""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import count, groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import ControlType, Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL.Image import Image

CELL = (10, 20)
"""Width and height of a cell in pixels where the terminal does not tell."""
_CHUNK = 4096
_NOTHING = [(ControlType.CURSOR_FORWARD, 0)]  # marks a segment that takes no room
_SIXEL_TERMS = ("foot", "mlterm", "yaft", "contour")
_SIXEL_PROGRAMS = ("WezTerm", "iTerm.app", "mintty", "rio")
_numbers = count(1)


class Form(StrEnum):
    """The way in which images are drawn."""

    BLOCKS = "blocks"
    KITTY = "kitty"
    SIXEL = "sixel"


class Drawing(NamedTuple):
    """An image as lines of the screen, each `columns` cells wide; `before` is what the terminal must be sent first."""

    columns: int
    rows: tuple[tuple[Segment, ...], ...]
    before: str = ""


def form_for(setting: str, environ: Mapping[str, str]) -> Form | None:
    """The form that a setting means in this terminal; None for no images."""
    if setting != "auto":
        return None if setting == "off" else Form(setting)
    term = environ.get("TERM", "")
    if environ.get("NO_COLOR"):
        return None
    inside = bool(environ.get("TMUX")) or term.startswith(("screen", "tmux"))
    if not inside and (environ.get("KITTY_WINDOW_ID") or term in ("xterm-kitty", "xterm-ghostty")):
        return Form.KITTY
    known = term.partition("-")[0] in _SIXEL_TERMS or environ.get("TERM_PROGRAM") in _SIXEL_PROGRAMS
    return Form.SIXEL if known and not inside else Form.BLOCKS


def draw(body: bytes, size: tuple[int, int], form: Form, *, ground: str, cell: tuple[int, int] = CELL) -> Drawing:
    """An image file drawn in `size` (columns and lines), where it is transparent on the `ground` (a colour as #rrggbb).

    It takes some ten milliseconds: call it from a thread.
    """
    image = _opened(body, ground)
    if form is Form.KITTY:
        return _by_kitty(image, size, cell)
    return _by_sixel(image, size, cell) if form is Form.SIXEL else _by_blocks(image, size)


def _opened(body: bytes, ground: str) -> Image:
    from PIL import Image as pillow

    with pillow.open(io.BytesIO(body), formats=("JPEG", "PNG")) as file:
        if file.mode == "RGB":
            return file.copy()
        whole = file.convert("RGBA")
        return pillow.alpha_composite(pillow.new("RGBA", whole.size, ground), whole).convert("RGB")


def _by_blocks(image: Image, size: tuple[int, int]) -> Drawing:
    """Two pixels in a cell: the upper one is the colour of a half block, the lower one that of its ground."""
    columns, lines = size
    small = image.resize((columns, lines * 2))
    pixels = small.tobytes()
    colours = [tuple(pixels[start : start + 3]) for start in range(0, len(pixels), 3)]
    return Drawing(columns, tuple(_blocks(colours, columns, line) for line in range(lines)))


def _blocks(colours: Sequence[tuple[int, ...]], columns: int, line: int) -> tuple[Segment, ...]:
    start = line * 2 * columns
    pairs = zip(colours[start : start + columns], colours[start + columns : start + 2 * columns], strict=True)
    return tuple(
        Segment("▀" * len(list(run)), Style(color=_rgb(upper), bgcolor=_rgb(lower)))
        for (upper, lower), run in groupby(pairs)
    )


def _rgb(colour: tuple[int, ...]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _by_sixel(image: Image, size: tuple[int, int], cell: tuple[int, int]) -> Drawing:
    """Each line is an image of its own, drawn over blanks from the cursor's place back at their start."""
    from textual_image._sixel import image_to_sixels

    columns, lines = size
    width, height = cell
    large = image.resize((columns * width, lines * height))
    rows = []
    for line in range(lines):
        strip = large.crop((0, line * height, large.width, (line + 1) * height))
        over = f"\x1b7\x1b[{columns}D{image_to_sixels(strip)}\x1b8"
        rows.append((Segment(" " * columns), Segment(over, None, _NOTHING)))
    return Drawing(columns, tuple(rows))


def _by_kitty(image: Image, size: tuple[int, int], cell: tuple[int, int]) -> Drawing:
    """The terminal is sent the image once; placeholder characters say where its parts stand, so they scroll as text."""
    columns, lines = size
    number = next(_numbers) & 0xFFFFFF
    image.thumbnail((columns * cell[0], lines * cell[1]))
    file = io.BytesIO()
    image.save(file, "PNG")
    style = Style(color=f"#{number:06x}")
    marks = _diacritics()
    rows = tuple(
        (Segment("".join(f"\U0010eeee{marks[line]}{marks[column]}" for column in range(columns)), style),)
        for line in range(lines)
    )
    return Drawing(columns, rows, "".join(_sent(number, base64.b64encode(file.getvalue()).decode(), size)))


def _sent(number: int, payload: str, size: tuple[int, int]) -> list[str]:
    """The commands that send a PNG and give it a virtual place (Kitty graphics protocol: Unicode placeholders)."""
    chunks = [payload[start : start + _CHUNK] for start in range(0, len(payload), _CHUNK)]
    commands = [f"\x1b_Gi={number},f=100,q=2,m={int(chunk is not chunks[-1])};{chunk}\x1b\\" for chunk in chunks]
    return [*commands, f"\x1b_Ga=p,U=1,i={number},c={size[0]},r={size[1]},q=2\x1b\\"]


@cache
def _diacritics() -> tuple[str, ...]:
    """The marks that number lines and columns in the protocol.

    The library that knows them asks the terminal when it is imported; the answer would be taken for key presses. So it
    sees none.
    """
    terminal, sys.__stdout__ = sys.__stdout__, None  # type: ignore[misc]
    try:
        from textual_image.renderable import tgp
    finally:
        sys.__stdout__ = terminal  # type: ignore[misc]
    return tuple(map(chr, tgp._NUMBER_TO_DIACRITIC))
