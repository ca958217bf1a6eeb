"""A page of text that is set in lines: what the detail pane draws. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

MEASURE = 90
"""Cells: the widest line that is read with ease."""

PARTS = (
    "kicker",
    "urgent",
    "title",
    "meta",
    "rule",
    "text",
    "strong",
    "added",
    "removed",
    "heading",
    "quote",
    "code",
    "link",
    "number",
)
"""The styles of a page."""


class Piece(NamedTuple):
    """A stretch of a line. `part` names its style, `link` is the number of the link that it opens, from 1."""

    text: str
    part: str = "text"
    link: int | None = None
    emphasis: bool = False
    strike: bool = False


class Place(NamedTuple):
    """Where in an image a line lies: the image's address, and the number of its line from 0."""

    url: str
    row: int


class Line(NamedTuple):
    """One line of the page. `paragraph` counts the paragraphs: a place in the text that survives another width.

    `picture` is the part of an image that is drawn over the blanks of the line.
    """

    pieces: tuple[Piece, ...] = ()
    paragraph: int = 0
    picture: Place | None = None


class Page(NamedTuple):
    """A set page. `links[n - 1]` is the address of link number n.

    `body` is the number of the first paragraph of the text. `passages` are the paragraphs that one would quote, in
    one piece, by their numbers.
    """

    lines: tuple[Line, ...] = ()
    links: tuple[str, ...] = ()
    body: int = 0
    passages: Mapping[int, str] = MappingProxyType({})
