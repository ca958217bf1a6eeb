"""The full article of an entry on its page, marked as what it is: fetched, not told by the feed. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from ticker.l10n import dates
from ticker.l10n.causes import cause
from ticker.l10n.messages import _
from ticker.l10n.region import Region
from ticker.model import Article
from ticker.text.block_reader import blocks
from ticker.text.blocks import Block, BlockKind, Span
from ticker.text.sanitise import drawable
from ticker.ui.widgets.entry_body import Pictures, set_blocks
from ticker.ui.widgets.setter import Setter


def article_text(setter: Setter, article: Article, headline: str | None, region: Region, pictures: Pictures) -> None:
    """Set the article below a line that tells where and when it was fetched; `headline` is not repeated.

    Where there is none yet, or none to be had, that is told.
    """
    host = drawable((urlsplit(article.url).hostname or "").removeprefix("www."))
    told = _("Full article, fetched from {host}").format(host=host)
    if article.fetched_at is not None:
        told += f", {dates.full(article.fetched_at, region)}"
    if article.html is not None:
        setter.paragraph([Span(f"▤ {told}")], "kicker", gap=False)
    if article.wished:
        setter.paragraph(
            [Span(_("The full article is being fetched from {host} …").format(host=host))], "meta", gap=False
        )
    elif article.failure is not None:
        told = _("The full article cannot be fetched from {host}: {reason}. This is the text of the feed.")
        setter.paragraph([Span(told.format(host=host, reason=cause(article.failure, region)))], "meta", gap=False)
    setter.gap()
    told_once = (block for block in blocks(article.html or "") if not _repeats(block, headline))
    set_blocks(setter, told_once, pictures)


def _repeats(block: Block, headline: str | None) -> bool:
    text = "".join(span.text for span in block.spans)
    return block.kind is BlockKind.HEADING and headline is not None and drawable(text) == drawable(headline)
