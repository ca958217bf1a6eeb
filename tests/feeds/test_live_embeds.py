"""Live blogs that a page embeds: the address of their interface is found, and nothing that leads astray."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.address import normalise
from ticker.feeds.live.embeds import live_blogs_in
from ticker.model import LIVEBLOG_TYPE, FoundFeed

URL = "https://kiebitz.example/live/kosmodrom"
NUMBER = "0123456789abcdef01234567"
POSTS = f"https://live.kiebitz.example/api/client_blogs/{NUMBER}/posts"


@pytest.mark.parametrize(
    ("script", "address"),
    [
        (
            f'window.LB = {{"api_host": "https:\\/\\/live.kiebitz.example\\/", "blog": {{"x": 1, "_id": "{NUMBER}"}}}}',
            POSTS,
        ),
        (f"var LB = {{api_host: '//live.kiebitz.example/', blog: {{_id: '{NUMBER}'}}}}", POSTS),
        (f"LB_API_HOST = 'https://live.kiebitz.example/'; LB_BLOG_ID = '{NUMBER}';", POSTS),
        (f'fetch("https://live.kiebitz.example/api/client_blogs/{NUMBER}/posts?page=1")', POSTS),
        (
            '{"endpoint_url":"https:\\/\\/kiebitz.example\\/wp-json\\/liveblog\\/v1\\/77\\/"}',
            "https://kiebitz.example/wp-json/liveblog/v1/77/entries/0/4102444800",
        ),
    ],
)
def test_interfaces_that_a_page_names(script: str, address: str) -> None:
    page = f"<html><head><title>Treffen &amp; Tee</title></head><body><script>{script}</script></body></html>"
    assert live_blogs_in(page, URL) == (FoundFeed(address, "Treffen & Tee", LIVEBLOG_TYPE),)


def test_a_frame_that_holds_one() -> None:
    page = f'<iframe id="liveblog-iframe" src="//live.kiebitz.example/embed/{NUMBER}/theme/x?a=1&amp;b=2"></iframe>'
    (found,) = live_blogs_in(page, URL)
    assert found == FoundFeed(f"https://live.kiebitz.example/embed/{NUMBER}/theme/x?a=1&b=2", None, LIVEBLOG_TYPE)


@pytest.mark.parametrize(
    "page",
    [
        "",
        '<script>LB = {"api_host": "https://live.kiebitz.example/"}</script>',
        f'<script>LB = {{"api_host": "http://127.0.0.1:8000/", "blog": {{"_id": "{NUMBER}"}}}}</script>',
        f'<iframe src="javascript:alert(1)/embed/{NUMBER}"></iframe>',
        f'<script>LB = {{"api_host": "http://[::1/", "blog": {{"_id": "{NUMBER}"}}}}</script>',
    ],
)
def test_what_is_no_live_blog_or_leads_astray(page: str) -> None:
    assert live_blogs_in(page, URL) == ()


@given(st.text(max_size=200))
def test_no_page_breaks_it(page: str) -> None:
    for url in (URL, ""):
        assert all(found.url == normalise(found.url) for found in live_blogs_in(page, url))
