"""The images of an entry on its page, where the reader asked for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ticker.l10n.causes import cause
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Article, Entry, Picture
from ticker.text.block_reader import blocks
from ticker.text.blocks import Block, BlockKind, Span
from ticker.text.sanitise import drawable
from ticker.ui.widgets.page import Line, Piece, Place
from ticker.ui.widgets.picture_size import extent
from ticker.ui.widgets.setter import Setter

MOST = 12
"""Images of one entry that are fetched at once."""


def addresses(entry: Entry, article: Article | None = None) -> list[str]:
    """The addresses of the images of an entry: those in its text, and those that go with it."""
    html = article.html if article is not None and article.html else entry.data.content_html
    found = [block.src for block in blocks(html or "") if block.src]
    return list(dict.fromkeys([*found, *(image.src for image in lead_images(entry) if image.src)]))[:MOST]


def lead_images(entry: Entry) -> Iterator[Block]:
    """The images that go with an entry and do not stand in its text, as blocks with their captions."""
    inside = {block.src for block in blocks(entry.data.content_html or "")}
    for file in entry.data.enclosures:
        if (file.type or "").startswith("image/") and file.url not in inside:
            told = " ".join(part for part in (file.title, f"© {file.credit}" if file.credit else None) if part)
            yield Block(BlockKind.IMAGE, (Span(drawable(told)),) if told else (), src=file.url)


def picture(setter: Setter, known: Picture, region: Region) -> None:
    """Set room for an image, or say why it is not there (yet). It counts as part of the paragraph before it."""
    count = setter.count
    if known.wished:
        setter.paragraph([Span(_("Image is being fetched …"))], "meta", gap=False)
    elif known.body is None:
        why = cause(known.failure, region) if known.failure is not None else ""
        setter.paragraph([Span(_("Image not available: {reason}").format(reason=why))], "meta", gap=False)
    else:
        columns, rows = extent(known, setter.width)
        blank = Piece(" " * columns, "text")
        setter.lines += [Line((blank,), setter.count, Place(known.url, row)) for row in range(rows)]
    setter.count = count
