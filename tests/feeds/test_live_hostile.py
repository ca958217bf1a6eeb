"""Whatever a live blog or an agency's item holds in whatever place: nothing of it can command a terminal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.feeds.pages import URL, live_blog, page, update
from tests.feeds.reading import texts
from tests.feeds.test_agency import G2, NEWSML1, NITF, TELEGRAM, WIRE, ninjs
from tests.feeds.test_live_interfaces import BLOG, GOLDEN_TAGESSCHAU, WORDPRESS, item, post, wp
from tests.feeds.test_live_tickertext import GOLDEN
from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.text.sanitise import sanitise

POISON = "\x1b[31m\x9b1m\u202e\x07&#27;]0;x&amp;#27;[2J"
DIRT = "\u202e\u200b\u2066"  # what XML lets through

BLOG_DATA = live_blog(
    [update("09:00", "A", author={"name": "B"}, keywords="C", image={"url": "/d.jpg", "caption": "E"}, identifier="F")]
)
JSON = {
    "liveblogposting": (BLOG_DATA, URL),
    "liveblog3": ({"_items": [post("1", item("A", byline="B"), headline="C", language="de")]}, BLOG),
    "wp-liveblog": ({"entries": [wp("1", headline="A", authors=[{"name": "B"}])]}, WORDPRESS),
    "tagesschau": (GOLDEN_TAGESSCHAU, URL),
    "digitalwires": (WIRE, URL),
    "ninjs": (ninjs(byline="A", source="B", copyrightnotice="C", language="de"), URL),
}
SHAPE = {"@type", "@context", "type", "format", "post_status", "item_type", "id", "idRef", "url", "liveBlogUpdate"}


def poisoned(value: Any, key: str = "") -> Any:
    """The value with poison in every string but those by which a reader knows the format."""
    if isinstance(value, dict):
        return {name: poisoned(member, name) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [poisoned(member, key) for member in value]
    is_time = isinstance(value, str) and value[:4].isdigit()
    return value + POISON if isinstance(value, str) and key not in SHAPE and not is_time else value


@pytest.mark.parametrize("form", JSON)
def test_poisoned_json(form: str) -> None:
    value, url = JSON[form]
    text = json.dumps(poisoned(value))
    for told in (text, page(text)) if form == "liveblogposting" else (text,):
        parsed = parse(told.encode(), url=url)
        assert not isinstance(parsed, Failure), parsed
        assert parsed.entries
        assert [told for told in texts(parsed) if told != sanitise(told)] == []


@pytest.mark.parametrize(
    "text",
    [G2, NITF, NEWSML1.format(status="Usable", more="", content="x"), TELEGRAM, GOLDEN],
    ids=["newsml-g2", "nitf", "newsml-1", "telegram", "news-ticker"],
)
def test_poisoned_markup(text: str) -> None:
    for clean in ("Treffen", "Ida Lerch", "drt", "Gipfel", "image/jpeg", "Der Zug"):
        text = text.replace(clean, f"{clean}{DIRT}")
    parsed = parse(text.encode(), url=URL)
    assert not isinstance(parsed, Failure), parsed
    assert parsed.entries
    assert [told for told in texts(parsed) if told != sanitise(told)] == []
