"""How far something is: one line of standard error, written anew in its place, where a person looks at it."""

from __future__ import annotations

import os
import sys

import click

_TO_START_AND_CLEAR = "\r\x1b[K"
_PLAIN_WIDTH = 80


def is_seen() -> bool:
    """Whether standard error is a terminal on which a line can be written anew."""
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") not in ("", "dumb")


def show(text: str) -> None:
    """Put the line in the place of the one before, cut to the width of the terminal."""
    columns = os.get_terminal_size(sys.stderr.fileno()).columns or _PLAIN_WIDTH  # 0 where the terminal does not know
    click.echo(_TO_START_AND_CLEAR + text[: max(1, columns - 1)], nl=False, err=True)


def clear() -> None:
    """Take the line away: what is printed next stands in its place."""
    click.echo(_TO_START_AND_CLEAR, nl=False, err=True)
