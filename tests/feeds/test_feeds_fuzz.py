"""The short form of `python -m tests.bench.fuzz`: whatever comes is entries or a named failure, and harmless."""

from __future__ import annotations

import random
from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import attacks
from tests.bench.fuzz import complaints, mutated, outcome, seeds
from tests.feeds.reading import URL, rss
from ticker.errors import Cause, Failure
from ticker.feeds.parse import parse
from ticker.model import Document, EntryData, FeedData

PIECES = [
    *("<item>", "</item>", "<title>", "</title>", "<description>", "</description>", "<![CDATA[", "]]>", "&lt;p&gt;"),
    *("<link>", "</link>", "<guid>", "</guid>", "&#27;", "&amp;#155;", "\x1b[31m", "\u202e", "ä", "x", " ", "<", "&"),
    *("javascript:a", "https://b.example/", '<media:content url="/a"/>', "<entry>", "</entry>", "<!--", "-->", "<?"),
]


@lru_cache(maxsize=1)
def documents() -> list[bytes]:
    return seeds()


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False))
def test_mutated_documents_are_harmless(source: random.Random) -> None:
    word, bad = outcome(mutated(documents(), source))
    assert word != "raised"
    assert bad == []


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-16", "a/b; charset=idna"]))
def test_any_bytes_are_harmless(body: bytes, content_type: str) -> None:
    parsed = parse(b"<rss><channel>" + body, url=URL, content_type=content_type)
    assert list(complaints(parsed)) == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_pieces_of_a_feed_are_harmless(inside: str) -> None:
    parsed = parse(f"<rss><channel>{inside}".encode(), url=URL)
    assert list(complaints(parsed)) == []


def test_the_complaints_see_what_they_are_to_see() -> None:
    assert list(complaints(Failure(Cause.DNS, detail="x")))
    for entry in (
        EntryData("1\x1b"),
        EntryData("1", link="javascript:x"),
        EntryData("1", content_html="<p>&#27;</p>", title="\x9b"),
    ):
        assert list(complaints(Document("rss20", "utf-8", FeedData(), (entry,))))
    assert list(complaints(Document("rss20", "utf-8", FeedData(), (EntryData("1"), EntryData("1")))))
    assert list(complaints(rss("<item><guid>1</guid></item>"))) == []
    assert list(complaints(parse(attacks.json_feed(), url=URL))) == []
