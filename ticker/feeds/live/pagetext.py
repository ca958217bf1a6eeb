"""The running text of a page: its paragraphs and headings in their order, and what it says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser

from ticker.feeds.assemble import language_tag
from ticker.feeds.dates import parse_date
from ticker.feeds.live.jsonld import is_a, nodes, scripts
from ticker.feeds.values import moment, text
from ticker.text.links import absolute
from ticker.text.markup import title_text
from ticker.text.sanitise import one_line

_SKIPPED = frozenset(["script", "style", "template", "noscript", "svg", "iframe", "figure"]) | frozenset(
    ["nav", "aside", "footer", "form", "button", "select"]
)
_BREAKS = frozenset(["p", "div", "section", "article", "main", "header", "blockquote", "pre", "hr"]) | frozenset(
    ["h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dd", "dt", "table", "tr"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"])
_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", "LiveBlogPosting")
_PUBLISHED = ("article:published_time", "date", "datepublished", "last-modified")
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading on one line; `heading` is 0 for a paragraph, else its level."""

    text: str
    heading: int = 0


@dataclass(slots=True)
class PageText:
    """A page's text. `published` and `modified` are when it says that it was (aware UTC)."""

    blocks: list[Block] = field(default_factory=list)
    title: str | None = None
    description: str | None = None
    language: str | None = None
    link: str | None = None
    published: datetime | None = None
    modified: datetime | None = None


def page_text(page: str, url: str) -> PageText:
    """The text of a page: of its longest article where it has any, else of all of it."""
    reader = _Reader()
    reader.feed(page.replace("<![", "<! "))
    reader.finish()
    said = PageText(_article(reader))
    first_heading = next((block.text for block in reader.blocks if block.heading == 1), None)
    said.title = first_heading or title_text(reader.meta.get("og:title", "")) or title_text(reader.title) or None
    said.description = title_text(reader.meta.get("og:description") or reader.meta.get("description") or "") or None
    said.language = language_tag(reader.language)
    said.link = absolute(reader.canonical, url or None) or absolute(url)
    _date(said, reader, page)
    return said


def _article(reader: _Reader) -> list[Block]:
    parts = reader.articles or [(0, len(reader.blocks))]
    start, end = max(parts, key=lambda part: sum(len(block.text) for block in reader.blocks[part[0] : part[1]]))
    return reader.blocks[start:end]


def _date(said: PageText, reader: _Reader, page: str) -> None:
    """When the page was published and changed: by its linked data, its meta elements, its first `<time>`."""
    for script in scripts(page):
        for node in nodes(script.value):
            if any(is_a(node, name) for name in _ARTICLES):
                said.published = said.published or moment(node.get("datePublished"))
                said.modified = said.modified or moment(node.get("dateModified"))
    said.published = said.published or _first_date(reader, _PUBLISHED)
    said.modified = said.modified or _first_date(reader, _MODIFIED)
    if said.published is None and said.modified is None:
        said.published = next((date for time in reader.times if (date := parse_date(text(time)))), None)


def _first_date(reader: _Reader, names: tuple[str, ...]) -> datetime | None:
    return next((date for name in names if (date := parse_date(reader.meta.get(name, "")))), None)


class _Reader(HTMLParser):
    """Collects blocks, articles (as spans of blocks) and what the head says."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.articles: list[tuple[int, int]] = []
        self.meta: dict[str, str] = {}
        self.times: list[str] = []
        self.title = ""
        self.canonical = ""
        self.language: str | None = None
        self._skipped = 0
        self._skipping = ""
        self._open_articles: list[int] = []
        self._heading = 0
        self._words: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in reversed(attrs)}
        if self._skipping:
            self._skipped += tag == self._skipping and tag not in _VOID
            return
        if tag in _SKIPPED:
            self._skipping, self._skipped = tag, 1
        elif tag == "br" or tag in _BREAKS:
            self._end_block()
            self._heading = int(tag[1]) if tag in _HEADINGS else self._heading if tag == "br" else 0
            if tag == "article":
                self._open_articles.append(len(self.blocks))
        self._head(tag, said)

    def _head(self, tag: str, said: dict[str, str]) -> None:
        if tag == "html":
            self.language = said.get("lang")
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            name = (said.get("property") or said.get("name") or said.get("itemprop") or "").lower()
            self.meta.setdefault(name, said.get("content", ""))
        elif tag == "link" and said.get("rel", "").lower() == "canonical":
            self.canonical = self.canonical or said.get("href", "")
        elif tag == "time":
            self.times.append(said.get("datetime", ""))

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipped -= tag == self._skipping
            if self._skipped == 0:
                self._skipping = ""
            return
        self._in_title = self._in_title and tag != "title"
        if tag in _BREAKS:
            self._end_block()
            self._heading = 0
            if tag == "article" and self._open_articles:
                self.articles.append((self._open_articles.pop(), len(self.blocks)))

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._in_title:
            self.title += data
        else:
            self._words.append(data)

    def finish(self) -> None:
        """Close what is open."""
        self.close()
        self._end_block()
        self.articles += [(start, len(self.blocks)) for start in self._open_articles]

    def _end_block(self) -> None:
        words = one_line("".join(self._words).replace("\n", " "))
        self._words = []
        if words:
            self.blocks.append(Block(words, self._heading))
