"""The body of an entry's page: its blocks, and the addresses that it links to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from rich.cells import cell_len

from ticker.l10n.messages import _
from ticker.model import Entry
from ticker.text.address_lines import address_lines
from ticker.text.anatomy import Anatomy
from ticker.text.anatomy.cut import cut
from ticker.text.block_reader import blocks
from ticker.text.blocks import Block, BlockKind, Span, from_plain
from ticker.text.sanitise import drawable
from ticker.ui.widgets.entry_fields import shown_elsewhere
from ticker.ui.widgets.entry_table import table
from ticker.ui.widgets.page import Line, Piece
from ticker.ui.widgets.setter import Setter

Pictures = Callable[[str], None]
"""Sets the image of an address, as far as it is there."""


def body(setter: Setter, entry: Entry, read: Anatomy, pictures: Pictures | None = None) -> None:
    """Set the text of an entry without what its head tells, or say that it has none."""
    content = blocks(entry.data.content_html) if entry.data.content_html else ()
    content = content or from_plain(entry.data.content or entry.data.summary or "")
    set_blocks(setter, cut(content, entry.data, read, shown_elsewhere(read)) or content, pictures)
    if not content:
        setter.paragraph([Span(_("This entry has no text."))], "meta")


def set_blocks(setter: Setter, content: Iterable[Block], pictures: Pictures | None = None) -> None:
    """Set blocks in the forms of their kinds, rows of a table together; `pictures` sets an image over its caption."""
    for is_table, run in groupby(content, lambda block: block.kind is BlockKind.ROW):
        if is_table:
            setter.gap()
            table(setter, list(run))
            continue
        for block in run:
            set_block(setter, block, pictures)


def set_block(setter: Setter, block: Block, pictures: Pictures | None = None) -> None:
    """Set one block in the form of its kind; `pictures` sets an image over its caption."""
    if block.kind is not BlockKind.LIST_ITEM or (block.ordinal == 1 and block.level <= 1):
        setter.gap()
    match block.kind:
        case BlockKind.HEADING:
            setter.paragraph(block.spans, "heading", gap=False)
        case BlockKind.LIST_ITEM:
            indent = "  " * max(0, block.level - 1)
            mark = f"{block.ordinal}. " if block.ordinal is not None else "• "
            setter.paragraph(block.spans, "text", first=indent + mark, rest=indent + " " * len(mark), gap=False)
        case BlockKind.QUOTE:
            setter.paragraph(block.spans, "quote", first="▎ ", rest="▎ ")
        case BlockKind.PREFORMATTED:
            for row in "".join(span.text for span in block.spans).split("\n"):
                setter.paragraph([Span(row or " ", code=True)], "code", gap=False)
            setter.gap()
        case BlockKind.IMAGE:
            caption = "".join(span.text for span in block.spans).strip()
            if pictures is not None and block.src:
                pictures(block.src)
            if caption:
                setter.paragraph([Span(caption)], "meta", first="▣ ", rest="  ")
        case BlockKind.RULE:
            setter.paragraph([Span("· · ·")], "meta")
        case _:
            indent = "  " * block.level
            setter.paragraph(block.spans, "text", first=indent, rest=indent)


def links(setter: Setter, link: str | None) -> None:
    """Set the numbered addresses: those in the text, and that of the entry itself."""
    if link:
        setter.number(link)
    if not setter.links:
        return
    setter.gap()
    setter.paragraph([Span(_("Links"))], "heading", gap=False)
    for number, address in enumerate(setter.links, 1):
        mark = f"[{number}] "
        lines = address_lines(drawable(address), max(1, setter.width - len(mark)), cell_len)
        for row, text in enumerate(lines):
            lead = Piece(mark if row == 0 else " " * len(mark), "number")
            setter.lines.append(Line((lead, Piece(text, "link", number)), setter.count + number))
