"""Which reader a document is for, and the views that readers share."""

from __future__ import annotations

import json

from tests.feeds.pages import URL, live_page, update
from ticker.feeds.adapters import reasons
from ticker.feeds.live.jsonld import nodes
from ticker.feeds.sniff import Content
from ticker.feeds.source import Source


def test_a_page_may_be_read_in_two_ways() -> None:
    ticker = "".join(f"<p>+++ {hour}.00 Uhr: Meldung</p>" for hour in (10, 9, 8))
    date = '<meta property="article:modified_time" content="2023-09-13T10:20:00+02:00">'
    page = live_page([update("09:00", "A")]).replace("</head>", f"{date}</head>").replace("</body>", f"{ticker}</body>")
    assert list(reasons(page, Content.HTML, URL)) == ["liveblogposting", "news-ticker"]


def test_views_of_what_a_document_is_not() -> None:
    assert Source("<p>", "utf-8", Content.HTML, URL).json is None
    assert Source("{", "utf-8", Content.JSON, URL).json is None
    assert Source("{}", "utf-8", Content.JSON, URL).xml is None
    assert Source("\ufeff {}", "utf-8", Content.JSON, URL).json == {}


def test_linked_data_is_not_followed_for_ever() -> None:
    deep: object = {"@type": "LiveBlogPosting"}
    for _ in range(40):
        deep = [deep]
    assert list(nodes(deep)) == []
    assert len(list(nodes(json.loads('{"a": [{"b": {}}]}')))) == 3
