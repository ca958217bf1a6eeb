"""The feeds that a page names: by its `<link>` elements and by the Link fields of its answer. Nothing is guessed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from ticker.address import is_private, normalise
from ticker.errors import UsageError
from ticker.model import FoundFeed
from ticker.text.links import absolute
from ticker.text.sanitise import one_line

LONGEST_PAGE = 512 * 1024  # bytes that are looked at: what a page says about itself stands at its start

_JSON = "application/json"  # what JSON Feed 1.0 asked for; 1.1 has a type of its own
_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", _JSON} | {
    "application/rss",  # the last two are wrong and in use
    "application/atom",
}
# WordPress offers each of its pages as data under this type too: no feed.
_PAGE_AS_JSON = re.compile(r"/wp-json(?:/|$)")
_COMMENTS = re.compile(r"\bcomments?\b|kommentar", re.IGNORECASE)
_LONGEST_TITLE = 200  # characters

_LEGACY = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?(iso-8859-\d{1,2}|windows-125\d)", re.IGNORECASE)
_CHARSET_REACH = 1024  # bytes (HTML, section 4.2.5.4)

# A parameter of a Link field with its value: in quotes, plain, or none at all.
_PARAMETER = re.compile(r'\s*;\s*([^\s=;,"<>]*)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class _Link:
    """A link as it stands there: its target not yet resolved."""

    target: str
    rel: str
    type: str
    title: str


def feeds_on_page(
    body: bytes, *, url: str, content_type: str | None, link_headers: Sequence[str] = ()
) -> tuple[FoundFeed, ...]:
    """The feeds that the page at `url` names, each once, those of comments after the others.

    Read are the fields `Link` of the answer (RFC 8288) and the first 512 KiB of the page: `<link rel="alternate">`
    with the media type of a feed, and `rel="feed"`, in order, against `<base href>` where there is one. Only http(s)
    addresses are given, and to a page of the public net none of this machine or its network. Never raises.
    """
    page = _Page()
    page.feed(_text(body[:LONGEST_PAGE], content_type))
    base = absolute(page.base or "", url) or url
    links = [(link, url) for header in link_headers for link in _header_links(header, url)]
    links += [(link, base) for link in page.links]
    found: dict[str, FoundFeed] = {}
    for link, context in links:
        feed = _feed(link, context, url)
        if feed is not None:
            found.setdefault(feed.url, feed)
    return tuple(sorted(found.values(), key=_is_of_comments))


def _feed(link: _Link, base: str, page: str) -> FoundFeed | None:
    """The feed that a link means, None where it means something else or must not be followed."""
    kind = link.type.partition(";")[0].strip().lower()
    rel = link.rel.lower().split()
    if not (("alternate" in rel and kind in _TYPES) or ("feed" in rel and kind != "text/html")):
        return None
    try:
        address = normalise(absolute(link.target, base) or "")
    except UsageError:
        return None
    if kind == _JSON and _PAGE_AS_JSON.search(urlsplit(address).path):
        return None
    if _is_near(address) and not _is_near(page):
        return None
    title = one_line(link.title[: 2 * _LONGEST_TITLE])[:_LONGEST_TITLE]
    return FoundFeed(address, title or None, one_line(kind) or None)


def _is_near(address: str) -> bool:
    return is_private(urlsplit(address).hostname or "")


def _is_of_comments(feed: FoundFeed) -> bool:
    return bool(_COMMENTS.search(feed.title or "") or _COMMENTS.search(urlsplit(feed.url).path))


class _Page(HTMLParser):
    """Collects the links of a page and its first `<base href>`."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[_Link] = []
        self.base: str | None = None

    def feed(self, data: str) -> None:
        """Take the page. Marked sections are no part of HTML: they become what its specification makes of them."""
        super().feed(data.replace("<![", "<! "))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("link", "base"):
            return
        said: dict[str, str] = {}
        for name, value in attrs:
            said.setdefault(name, value or "")  # the first one counts
        if tag == "link":
            self.links.append(_link(said.get("href", ""), said))
        elif self.base is None:
            self.base = said.get("href")


def _link(target: str, said: Mapping[str, str]) -> _Link:
    return _Link(target, said.get("rel", ""), said.get("type", ""), said.get("title", ""))


def _header_links(header: str, url: str) -> Iterator[_Link]:
    """The links of one Link field about the page itself (RFC 8288, section 3), read as leniently as its appendix B.2.

    One with an `anchor` is about another document.
    """
    end = 0
    while (start := header.find("<", end)) >= 0 and (end := header.find(">", start)) >= 0:
        target = header[start + 1 : end]
        end += 1
        said: dict[str, str] = {}
        while parameter := _PARAMETER.match(header, end):
            end = parameter.end()
            name, quoted, plain = parameter.groups()
            said.setdefault(name.lower(), _ESCAPED.sub(r"\1", quoted) if quoted is not None else plain or "")
        if "title*" in said:
            said["title"] = _extended(said["title*"])
        if "anchor" not in said or absolute(said["anchor"], url) == url:
            yield _link(target, said)


def _extended(value: str) -> str:
    """What a parameter says in the form charset'language'percent-encoded (RFC 8187)."""
    charset, _, rest = value.partition("'")
    encoding = "latin-1" if charset.lower() == "iso-8859-1" else "utf-8"
    return unquote(rest.partition("'")[2], encoding, "replace")


def _text(page: bytes, content_type: str | None) -> str:
    """The page as text. Only titles can suffer from a wrong guess, so few encodings are told apart."""
    if page.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.decode("utf-16", "replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(page)  # the end may be cut off within a character
    except UnicodeDecodeError:  # an older encoding, which is looked for below
        pass
    header = (content_type or "").encode("utf-8", "replace")
    declared = _LEGACY.search(header) or _LEGACY.search(page[:_CHARSET_REACH])
    name = declared[1].decode("ascii").lower() if declared else "windows-1252"
    try:
        return page.decode("windows-1252" if name == "iso-8859-1" else name, "replace")
    except LookupError:
        return page.decode("windows-1252", "replace")
