"""News-ticker articles: pages whose updates are paragraphs with a time before them, and nothing else tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ticker.errors import N_
from ticker.feeds.assemble import finished
from ticker.feeds.live.ending import says_over
from ticker.feeds.live.identity import numbered
from ticker.feeds.live.pagetext import Block, PageText, page_text
from ticker.feeds.live.texts import newest_first, with_pinned
from ticker.feeds.live.tickermarks import Mark, is_noise, mark_of, order_of, without_credit
from ticker.feeds.sniff import Content
from ticker.feeds.source import Adapter, Source
from ticker.model import Document, EntryData, FeedData, FeedKind, PollHints

_REASON = N_("the page is a news ticker: paragraphs that begin with a time")
_TIME = re.compile(r"\d{1,2}[.:]\d{2}(?:\s|&nbsp;|&#160;|&#8239;|&thinsp;)*(?:Uhr|\||\+\+)", re.IGNORECASE)
_FEWEST = 3  # updates that make a ticker; two also occur in a programme of events
_MOST_JUMPS = 0.2  # part of the updates between which midnight lies
_TICKER_WORDS = re.compile(r"(?:news|live|ereignis)[\s-]?(?:ticker|blog)|\bticker\b", re.IGNORECASE)
_LONGEST_TITLE = 160  # characters


@dataclass(slots=True)
class _Update:
    """An update under construction."""

    mark: Mark
    title: str | None = None
    lines: list[str] = field(default_factory=list)


def recognise(source: Source) -> str | None:
    """The reason where a page is such an article beyond doubt: it has a date, and enough updates in order of time."""
    if source.content is not Content.HTML or len(_TIME.findall(source.text)) < _FEWEST:
        return None
    return _REASON if _is_ticker(page_text(source.text, source.url)) else None


def read(source: Source) -> Document:
    """The updates of an article that was recognised."""
    page = page_text(source.text, source.url)
    entries = _entries(page)
    over = any(says_over(block.text) for block in page.blocks if len(block.text) < 300)
    feed = FeedData(
        title=page.title,
        link=page.link,
        language=page.language,
        description=page.description,
        hints=PollHints(over=over),
        kind=FeedKind.LIVEBLOG,
    )
    document = finished("news-ticker", source.encoding, feed, newest_first(numbered(entries)), source.remarks)
    return replace(document, is_whole=True)


ADAPTER = Adapter("news-ticker", recognise, read)


def _is_ticker(page: PageText) -> bool:
    if page.published is None and page.modified is None:
        return False
    marks = [update.mark for update in _updates(page.blocks) if update.mark.clock is not None]
    named = _TICKER_WORDS.search(f"{page.title} {page.description}") is not None
    loud = sum(mark.loud or mark.barred for mark in marks)
    if len(marks) < _FEWEST or not (named or loud >= _FEWEST):
        return False
    order = order_of(marks, page.published, page.modified)
    return order.jumps <= max(1, _MOST_JUMPS * len(marks))


def _entries(page: PageText) -> list[EntryData]:
    """The updates as entries without ids, the newest first where the page has them so."""
    updates = list(_updates(page.blocks))
    marks = [update.mark for update in updates]
    times = order_of(marks, page.published, page.modified).moments
    some_are_called = any(mark.word for mark in marks) and not all(mark.word for mark in marks)
    entries = []
    for update, time in zip(updates, times, strict=True):
        content = "\n".join(update.lines)
        if update.title or content:
            entry = EntryData(
                id="",
                title=update.title,
                link=page.link,
                published=time or (page.published if update.mark.clock is None else None),
                content=content or None,
                language=page.language,
                key_event=some_are_called and update.mark.word in ("update", "eilmeldung"),
            )
            entries.append(entry)
    return with_pinned(entries)


def _updates(blocks: Sequence[Block]) -> Iterator[_Update]:
    """The updates of a text. A heading right before a mark is the title of what follows it."""
    current: _Update | None = None
    heading: str | None = None
    for block in blocks:
        line = block.text
        mark = mark_of(line)
        if mark is not None:
            if current is not None:
                yield current
            current = _begun(mark, block, heading)
            heading = None
            continue
        if heading is not None and current is not None:
            current.lines.append(heading)
        heading = None
        if is_noise(line) or (len(line) < 300 and says_over(line)):
            continue
        if block.heading > 1:
            heading = line
        elif not block.heading and current is not None and (kept := without_credit(line)):
            current.lines.append(kept)
    if current is not None:
        yield current


def _begun(mark: Mark, block: Block, heading: str | None) -> _Update:
    """The update that a mark begins: what stands behind it is a title where it is marked as one, else text."""
    rest = without_credit(mark.rest)
    is_title = bool(block.heading) or (mark.barred and len(rest) <= _LONGEST_TITLE)
    if rest and is_title and heading is None:
        return _Update(mark, title=rest)
    return _Update(mark, heading, [rest] if rest else [])
