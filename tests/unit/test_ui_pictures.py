"""Images in cells: how large, by which means, and that each line of the screen is as wide as it says."""

from __future__ import annotations

import base64
import io
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from ticker.model import Picture
from ticker.ui.pictures import Drawing, Form, draw, form_for
from ticker.ui.widgets.picture_size import HIGHEST, extent


def png(size: tuple[int, int], colour: str = "#ff0000", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("environ", "setting", "form"),
    [
        ({"TERM": "xterm-256color"}, "auto", Form.BLOCKS),
        ({"TERM": "xterm-kitty"}, "auto", Form.KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "auto", Form.KITTY),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, "auto", Form.BLOCKS),
        ({"TERM": "foot"}, "auto", Form.SIXEL),
        ({"TERM": "foot-extra"}, "auto", Form.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, "auto", Form.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/x"}, "auto", Form.BLOCKS),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, "auto", None),
        ({"TERM": "xterm-256color"}, "sixel", Form.SIXEL),
        ({"TERM": "xterm-kitty"}, "blocks", Form.BLOCKS),
        ({"TERM": "xterm-kitty"}, "off", None),
    ],
)
def test_the_form_suits_the_terminal(environ: dict[str, str], setting: str, form: Form | None) -> None:
    assert form_for(setting, environ) is form


@given(st.integers(0, 5000), st.integers(0, 5000), st.integers(1, 200))
def test_an_image_fits_the_text_and_is_not_blown_up(width: int, height: int, room: int) -> None:
    columns, rows = extent(Picture("u", b"", width, height), room)

    assert 1 <= columns <= room
    assert 1 <= rows <= HIGHEST
    assert columns <= max(1, width // 8)


def test_an_image_keeps_its_proportions() -> None:
    assert extent(Picture("u", b"", 1200, 600), 80) == (80, 20)
    assert extent(Picture("u", b"", 800, 400), 40) == (40, 10)
    assert extent(Picture("u", b"", 400, 1600), 80) == (10, 20)


def widths(drawing: Drawing) -> set[int]:
    return {sum(cell_len(segment.text) for segment in row if not segment.control) for row in drawing.rows}


@pytest.mark.parametrize("form", Form)
def test_each_line_is_as_wide_as_it_says(form: Form) -> None:
    drawing = draw(png((64, 48)), (16, 6), form, ground="#000000")

    assert len(drawing.rows) == 6
    assert drawing.columns == 16
    assert widths(drawing) == {16}


def test_half_blocks_hold_two_pixels_and_show_the_ground_through_what_is_clear() -> None:
    drawing = draw(png((4, 4), "#00ff0000", "RGBA"), (4, 2), Form.BLOCKS, ground="#102030")

    (segment,) = drawing.rows[0]
    assert segment.text == "▀▀▀▀"
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    assert segment.style.color.triplet == segment.style.bgcolor.triplet == (0x10, 0x20, 0x30)


def test_the_kitty_protocol_gets_the_image_once_and_placeholders_for_each_cell() -> None:
    stdout = sys.__stdout__
    drawing = draw(png((300, 200)), (3, 2), Form.KITTY, ground="#000000")

    assert sys.__stdout__ is stdout
    commands = re.findall(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\", drawing.before)
    assert "".join(f"\x1b_G{head}{';' + body if body else ''}\x1b\\" for head, body in commands) == drawing.before
    sent = base64.b64decode("".join(body for _head, body in commands))
    with Image.open(io.BytesIO(sent)) as image:
        assert image.width <= 30
    assert commands[-1][0].startswith("a=p,U=1,i=")
    assert [row[0].text.count("\U0010eeee") for row in drawing.rows] == [3, 3]


def test_sixel_is_drawn_line_by_line_over_blanks() -> None:
    drawing = draw(png((40, 40)), (4, 2), Form.SIXEL, ground="#000000", cell=(10, 20))

    for blanks, over in drawing.rows:
        assert blanks.text == "    "
        assert over.text.startswith("\x1b7\x1b[4D\x1bP")
        assert over.text.endswith("\x1b\\\x1b8")


def test_what_is_no_image_of_ours_is_refused() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        draw(b"GIF89a", (1, 1), Form.BLOCKS, ground="#000000")
