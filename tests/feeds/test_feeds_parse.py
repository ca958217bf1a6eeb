"""Whatever the bytes, the answer is a document or a failure, and nothing in it can command a terminal."""

from __future__ import annotations

import random
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.reading import texts
from ticker.errors import Cause, Failure
from ticker.feeds.assemble import MAX_ENTRIES
from ticker.feeds.parse import parse
from ticker.model import Document
from ticker.text.sanitise import sanitise

URL = "https://blatt.example/feed"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "empty body"),
        (b"<!DOCTYPE html><html><body>Wartung</body></html>", "HTML page"),
        (b'{"error": 1}', "JSON without a feed"),
        (b"<opml version='2.0'/>", "XML without a feed"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", "XML without a feed"),
        (b"Seite nicht gefunden", "plain text"),
        (b"\0\x01\x02", "binary data"),
        (b"GIF89a", "image"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, detail: str) -> None:
    assert parse(body, url=URL) == Failure(Cause.NOT_A_FEED, detail=detail)


def test_no_document_fills_the_store() -> None:
    items = "".join(f"<item><guid>{number}</guid></item>" for number in range(MAX_ENTRIES + 5))
    parsed = parse(f"<rss><channel>{items}</channel></rss>".encode(), url=URL)
    assert isinstance(parsed, Document)
    assert (len(parsed.entries), parsed.known) == (MAX_ENTRIES, b"")
    assert "entries left out for their number: 5" in parsed.warnings


def test_what_the_parser_stumbles_on_is_named() -> None:
    body = b"<rss><channel><item><x:posList xmlns:x='http://www.opengis.net/gml'>1 1</x:posList></item></channel></rss>"
    assert parse(body, url=URL) == Failure(Cause.UNREADABLE, detail="KeyError: 'where'")


def test_a_document_that_ends_within_an_entry_says_so_and_loses_none() -> None:
    items = b"".join(b"<item><guid>%d</guid><title>Meldung %d</title></item>" % (number, number) for number in range(3))
    whole = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Kurier</title>" + items + b"</channel></rss>"

    def read(body: bytes, known: bytes = b"") -> Document:
        found = parse(body, url="https://kurier.example/feed", known=known)
        assert isinstance(found, Document)
        return found

    assert read(whole).broken is None
    assert read(whole.replace(b"Kurier", b"Kurier & Co")).broken is None  # not well-formed, and whole
    torn = whole[: whole.index(b"Meldung 2") + 4]
    assert [entry.id for entry in read(torn).entries] == ["0", "1", "2"]
    assert read(torn).broken == read(torn, read(whole).known).broken == "the document ends within an entry"
    assert read(whole[: whole.index(b"<item><guid>2")]).broken is None  # it cannot be told
    assert read(whole[: whole.index(b"<item>") + 3]).broken is None


def test_the_content_type_counts_only_for_its_charset() -> None:
    body = "<rss version='2.0'><channel><title>Kälte</title></channel></rss>".encode("iso-8859-15")
    parsed = parse(body, url=URL, content_type="text/html; charset=iso-8859-15")
    assert isinstance(parsed, Document)
    assert (parsed.feed.title, parsed.encoding) == ("Kälte", "iso-8859-15")


def test_a_feed_without_entries_is_a_feed() -> None:
    parsed = parse(b"<rss version='2.0'><channel><title>x</title></channel></rss>", url=URL)
    assert isinstance(parsed, Document)
    assert parsed.entries == ()


@pytest.mark.parametrize("url", ["", "kein url", "file:///etc/passwd", "https://[kaputt"])
def test_a_strange_address_of_the_document_does_not_matter(url: str) -> None:
    body = b"<rss version='2.0'><channel><link>a</link><item><link>b</link><description>&lt;a href='c'&gt;d&lt;/a&gt;"
    parsed = parse(body, url=url)
    assert isinstance(parsed, Document)
    assert parsed.feed.link is None


@given(st.binary())
def test_bytes_never_raise(body: bytes) -> None:
    assert isinstance(parse(body, url=URL), (Document, Failure))


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x07\u202e\u200b\U000e0041<>&;#'\"")), max_size=40
)


@given(HOSTILE, st.sampled_from(["title", "link", "description", "guid", "author", "category", "language", "pubDate"]))
def test_no_text_of_a_feed_brings_anything_forbidden(text: str, element: str) -> None:
    for inside in (text, f"<![CDATA[{text}]]>", text.replace("&", "&amp;").replace("<", "&lt;")):
        item = f"<{element}>{inside}</{element}>"
        body = f"<rss version='2.0'><channel>{item}<item>{item}</item></channel></rss>"
        parsed = parse(body.encode("utf-8", "replace"), url=URL)
        if isinstance(parsed, Document):
            assert [value for value in texts(parsed) if sanitise(value) != value] == []


SEEDS = (
    b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Blatt</title><image><url>/i</url><width>5</width></image>
    <item><title>K\xc3\xa4lte</title><link>https://b.example/1</link><guid>1</guid><author>a@b.example (C)</author>
    <pubDate>Wed, 13 Sep 2023 10:15:00 +0200</pubDate><category>x</category><media:content url="/1.jpg"/>
    <description><![CDATA[<p>Text <a href="x">y</a></p>]]></description></item></channel></rss>""",
    b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/b/"><title>Blatt</title><entry><id>1</id>
    <link href="1"/><updated>2023-09-13T10:15:00Z</updated><author><name>E</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text</p></div></content></entry></feed>""",
    b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "authors": [{"name": "E"}],
    "content_html": "<p>Text</p>", "tags": ["x"], "attachments": [{"url": "/1"}]}]}""",
)
BITS = (
    *(b"<", b">", b"&", b'"', b"'", b"&#27;", b"\0", b"\x1b", b"\xff", b"]]>", b"<!--", b"<![CDATA[", b"<item>"),
    *(b"</item>", b"<entry>", b"<image>", b"<textinput>", b"<source>", b"<title>", b'type="xhtml"', b"null", b"[["),
    *(b"xml:base='http://[x'", b"<author>", b"<georss:point>1", b'mode="base64"'),
)


@pytest.mark.parametrize("seed", range(300))
def test_torn_and_twisted_documents_never_raise(seed: int) -> None:
    source = random.Random(seed)
    body = bytearray(SEEDS[seed % len(SEEDS)])
    for _ in range(source.randint(1, 10)):
        place = source.randrange(len(body) + 1)
        match source.randrange(4):
            case 0:
                body[place:place] = source.choice(BITS)
            case 1:
                del body[place : place + source.choice((1, 5, 50))]
            case 2:
                body[place : place + 1] = bytes([source.randrange(256)])
            case _:
                start = source.randrange(len(body) + 1)
                body[place:place] = body[start : start + source.choice((5, 50))]
    parsed = parse(bytes(body), url=URL)
    if isinstance(parsed, Document):
        assert [value for value in texts(parsed) if sanitise(value) != value] == []
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    else:
        assert parsed.cause in (Cause.NOT_A_FEED, Cause.UNREADABLE)
        assert parsed.detail


def test_feedparser_is_loaded_only_for_a_feed() -> None:
    program = (
        "import sys; from ticker.feeds.parse import parse; parse(b'<html>', url='');"
        "before = 'feedparser' in sys.modules; parse(b'<rss>', url=''); print(before, 'feedparser' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"False True\s*", done.stdout)
