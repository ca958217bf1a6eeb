"""Live blogs that a page shows and that are fed from elsewhere: the address of their interface, as it stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ticker.address import is_private, normalise
from ticker.errors import UsageError
from ticker.model import LIVEBLOG_TYPE, FoundFeed
from ticker.text.links import absolute
from ticker.text.markup import title_text

_POSTS = re.compile(r"(?:https?:)?//[^\s\"'<>\\]{1,200}/client_blogs/[0-9a-f]{24}", re.IGNORECASE)
_API_HOST = re.compile(r"[\"']?api_host[\"']?\s{0,9}[:=]\s{0,9}[\"']([^\"'\s]{4,200})[\"']", re.IGNORECASE)
_BLOG = re.compile(
    r"[\"']?blog[\"']?\s{0,9}[:=]\s{0,9}\{.{0,4000}?[\"']?_id[\"']?\s{0,9}:\s{0,9}[\"']([0-9a-f]{24})[\"']", re.DOTALL
)
_BLOG_ID = re.compile(r"LB_BLOG_ID\s{0,9}=\s{0,9}[\"']([0-9a-f]{24})[\"']")
_HOST = re.compile(r"LB_API_HOST\s{0,9}=\s{0,9}[\"']([^\"'\s]{4,200})[\"']")
_FRAME = re.compile(
    r"<iframe\b[^>]{0,1000}?\bsrc\s*=\s*[\"']([^\"'<>\s]{0,300}/(?:embed|blogs)/[0-9a-f]{24}[^\"'<>\s]{0,200})[\"']",
    re.IGNORECASE,
)
_WORDPRESS = re.compile(r"[\"']endpoint_url[\"']\s*:\s*[\"']([^\"'\s]{1,300}/liveblog/v1/\d{1,12}/?)[\"']")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_WHOLE_TIME = "entries/0/4102444800"  # from 1970 to the year 2100: every change that there ever was


def live_blogs_in(page: str, url: str) -> tuple[FoundFeed, ...]:
    """The live blogs that a page at `url` embeds: those whose interface it names, then frames that hold one.

    Sourcefabric's Live Blog names its host and the number of the blog, WordPress' plugin its endpoint.
    """
    title = _TITLE.search(page)
    name = title_text(title[1]) if title else None
    found: dict[str, FoundFeed] = {}
    for target in _targets(page.replace("\\/", "/")):
        address = _usable(target, url)
        if address is not None:
            found.setdefault(address, FoundFeed(address, name or None, LIVEBLOG_TYPE))
    return tuple(found.values())


def _targets(page: str) -> Iterator[str]:
    for posts in _POSTS.findall(page):
        yield f"{posts}/posts"
    for host, blog in ((_API_HOST, _BLOG), (_HOST, _BLOG_ID)):
        api, number = host.search(page), blog.search(page)
        if api and number:
            yield f"{api[1].rstrip('/')}/api/client_blogs/{number[1]}/posts"
    for endpoint in _WORDPRESS.findall(page):
        yield f"{endpoint.rstrip('/')}/{_WHOLE_TIME}"
    for frame in _FRAME.findall(page):
        yield unescape(frame)


def _usable(target: str, url: str) -> str | None:
    """The address to subscribe to; None where it is none, or leads from the public net to this machine or its own."""
    try:
        address = normalise(absolute(target, url or None) or "")
    except UsageError:
        return None
    return None if _is_near(address) and not _is_near(url) else address


def _is_near(address: str) -> bool:
    host = re.match(r"https?://([^/:]+|\[[^\]]+\])", address)
    return host is None or is_private(host[1])
