"""Which theme suits the terminal: by what it says of itself, and by the colour of its background.

The query must be over before the interface runs: an answer that comes later would be taken for key presses. So it goes
only to terminals that are known to answer, and waits for a short while.
"""

from __future__ import annotations

import os
import re
import select
import termios
import time
import tty
from collections.abc import Mapping
from enum import Enum

Rgb = tuple[int, int, int]

PATIENCE = 0.2
"""Seconds that a terminal may take to tell its background."""
FAR_PATIENCE = 1.0
"""The same over ssh."""

# OSC 11 asks for the background (xterm control sequences). What every terminal answers, its attributes (DA1), comes
# behind it: a terminal that does not know the first question is not waited for.
_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_ANSWER = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_END = re.compile(rb"\x1b\[\?[0-9;]*c")

_ANSWERING = (
    "ALACRITTY_WINDOW_ID",
    "GHOSTTY_RESOURCES_DIR",
    "ITERM_SESSION_ID",
    "KITTY_WINDOW_ID",
    "KONSOLE_VERSION",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
    "XTERM_VERSION",
)


class Colours(Enum):
    """How many colours a terminal has, as Rich sees it."""

    SIXTEEN = 16
    PALETTE = 256
    ALL = 2**24


_PALETTES = ("256color", "kitty")


def suiting(environ: Mapping[str, str], background: Rgb | None) -> str:
    """The theme for a terminal with that background: `dark`, `light`, or `ansi` where it has few colours or none.

    No colours are wanted where NO_COLOR is set (no-color.org): `ansi` needs none.
    """
    if has_few_colours(environ):
        return "ansi"
    if background is not None:
        red, green, blue = background
        return "light" if 0.299 * red + 0.587 * green + 0.114 * blue > 127 else "dark"
    return _by_name(environ.get("COLORFGBG", ""))


def _by_name(colours: str) -> str:
    """By COLORFGBG, as rxvt and Konsole set it: text;background, numbers of the 16 colours."""
    ground = colours.rpartition(";")[2]
    return "light" if ground in ("7", "15") else "dark"


def colours(environ: Mapping[str, str]) -> Colours:
    """How many colours the terminal has: by COLORTERM, else by the end of TERM."""
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return Colours.ALL
    kind = environ.get("TERM", "").strip().lower().rpartition("-")[2]
    return Colours.PALETTE if kind in _PALETTES else Colours.SIXTEEN


def has_few_colours(environ: Mapping[str, str]) -> bool:
    """Whether the terminal has 16 colours or fewer, or shall show none (NO_COLOR): then `ansi` is the theme."""
    return bool(environ.get("NO_COLOR")) or colours(environ) is Colours.SIXTEEN


def answers(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is known to tell its background, or far away and likely to."""
    return any(environ.get(name) for name in (*_ANSWERING, "SSH_TTY"))


def background_of(file: int, environ: Mapping[str, str]) -> Rgb | None:
    """The background of the terminal behind a file descriptor; None where it does not tell within PATIENCE."""
    patience = FAR_PATIENCE if environ.get("SSH_TTY") else PATIENCE
    try:
        before = termios.tcgetattr(file)
        tty.setcbreak(file, termios.TCSADRAIN)
        try:
            os.write(file, _QUESTION)
            return read_answer(_received(file, patience))
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, before)
    except (OSError, termios.error):
        return None


def _received(file: int, patience: float) -> bytes:
    """What the terminal says, up to the end of its answers."""
    end = time.monotonic() + patience
    said = b""
    while not _END.search(said) and (left := end - time.monotonic()) > 0:
        if select.select([file], [], [], left)[0]:
            part = os.read(file, 256)
            if not part:
                break
            said += part
    return said


def read_answer(said: bytes) -> Rgb | None:
    """The colour in what a terminal said, each part from 0 to 255; None where there is none in it."""
    found = _ANSWER.search(said)
    if found is None:
        return None
    red, green, blue = (int(part, 16) * 255 // (16 ** len(part) - 1) for part in found.groups())
    return red, green, blue
