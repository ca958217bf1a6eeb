"""Pages and live blogs of invented outlets, put together by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.model import Document

URL = "https://kiebitz.example/live/kosmodrom"


def page(*blocks: str, head: str = "") -> str:
    """A page with these scripts of linked data."""
    data = "\n".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    return f'<!doctype html><html lang="de"><head><title>Live</title>{head}{data}</head><body><p>Text</p></body></html>'


def update(hour: str, headline: str | None = None, text: str = "Ein Satz.", **more: Any) -> dict[str, Any]:
    """An update of a live blog on 13 September 2023, Berlin time."""
    said: dict[str, Any] = {"@type": "BlogPosting", "datePublished": f"2023-09-13T{hour}:00+02:00", "articleBody": text}
    if headline is not None:
        said["headline"] = headline
    return said | more


def live_blog(updates: Sequence[dict[str, Any]] | dict[str, Any], **more: Any) -> dict[str, Any]:
    """A LiveBlogPosting with these updates."""
    return {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Treffen am Kosmodrom",
        "url": URL,
        "liveBlogUpdate": updates,
    } | more


def live_page(updates: Sequence[dict[str, Any]] | dict[str, Any], **more: Any) -> str:
    """A page with one live blog."""
    return page(json.dumps(live_blog(updates, **more), ensure_ascii=False))


def read(text: str, url: str = URL) -> Document:
    """The document that a text is."""
    parsed = parse(text.encode(), url=url)
    assert not isinstance(parsed, Failure), parsed
    return parsed
