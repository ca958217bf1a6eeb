"""What a reader sees of a text: a row of blocks, each a row of styled spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ticker.text.sanitise import one_line, sanitise


class BlockKind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    PREFORMATTED = "preformatted"
    ROW = "row"  # of a table, cells parted by " | "
    IMAGE = "image"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of sanitised text in one style. It holds no tab; a line feed is a line break of the author's.

    `link` is an absolute http(s) or mailto address.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    strike: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or what stands like one.

    `level` is a heading's rank (1 to 6), the depth of a list item or of a quote (from 1) and the indentation of a
    paragraph inside a list (else 0). `ordinal` is the number of an item in a numbered list. An image has its
    caption as its spans, or its alternative text where there is none; `alt` is the alternative text in any case.
    """

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0
    ordinal: int | None = None
    src: str | None = None
    alt: str = ""


def from_plain(text: str) -> tuple[Block, ...]:
    """One paragraph for each line of a plain text, sanitised, without the empty lines."""
    lines = (one_line(line) for line in sanitise(text).split("\n"))
    return tuple(Block(BlockKind.PARAGRAPH, (Span(line),)) for line in lines if line)


def links(content: Iterable[Block]) -> tuple[str, ...]:
    """The addresses that the blocks link to, each once, in order of first appearance."""
    return tuple(dict.fromkeys(span.link for block in content for span in block.spans if span.link))
