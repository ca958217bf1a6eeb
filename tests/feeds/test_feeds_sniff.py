"""What a document is, by its content."""

from __future__ import annotations

import time

import pytest

from ticker.feeds.charset import decode
from ticker.feeds.sniff import Content, sniff, trimmed


def content(body: bytes) -> Content:
    return sniff(body, decode(body).text)


@pytest.mark.parametrize(
    "body",
    [
        b"<rss>",
        b"<rss version='2.0'>",
        b"<RSS>",
        b"<feed xmlns='x'>",
        b"<rdf:RDF xmlns:rdf='x'>",
        b"<atom:feed xmlns:atom='x'>",
        b"<entry xmlns='http://www.w3.org/2005/Atom'>",
        b"<channel>",
        b"\xef\xbb\xbf\n\n<?xml version='1.0'?>\n<!-- erzeugt -->\n<?xml-stylesheet href='x'?>\n<rss>",
        b"<!DOCTYPE rss [<!ENTITY a 'b>c'>]><rss>",
        b"<br />\n<b>Warning</b>: foo in <b>x.php</b>\n<?xml version='1.0'?><rss>",
        b"Warning: foo in x.php\n<rss>",
        "<rss>".encode("utf-16"),
    ],
)
def test_feeds(body: bytes) -> None:
    assert content(body) is Content.FEED


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", Content.EMPTY),
        (b" \r\n\t", Content.EMPTY),
        (b"\xef\xbb\xbf", Content.EMPTY),
        (b"\0\0\0", Content.EMPTY),
        (b'{"version": 1}', Content.JSON),
        (b" [1]", Content.JSON),
        (b"<!DOCTYPE html><title>x</title>", Content.HTML),
        (b"<!doctype HTML PUBLIC '-//W3C//DTD'>\n<p>x", Content.HTML),
        (b"<html><!-- <rdf:RDF xmlns='x'> -->", Content.HTML),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Content.HTML),
        (b"<div>Wartung</div>", Content.HTML),
        (b"Wartung <html>", Content.HTML),
        (b"<opml version='2.0'><body/></opml>", Content.XML),
        (b"<?xml version='1.0'?><urlset/>", Content.XML),
        (b"<nitf><body/></nitf>", Content.XML),
        (b"Seite nicht gefunden", Content.TEXT),
        (b"a < b", Content.TEXT),
        (b"\x89PNG\r\n\x1a\n", Content.IMAGE),
        (b"GIF89a", Content.IMAGE),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", Content.IMAGE),
        (b"RIFF\0\0\0\0WEBP", Content.IMAGE),
        (b"%PDF-1.7", Content.BINARY),
        (b"PK\x03\x04\x14\0\0\0", Content.BINARY),
        (bytes(range(256)), Content.BINARY),
    ],
)
def test_what_is_no_feed(body: bytes, expected: Content) -> None:
    assert content(body) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n <rss/>", "<rss/>"),
        ("<b>Warnung</b>\n<?xml version='1.0'?><rss/>", "<?xml version='1.0'?><rss/>"),
        ("x <!DOCTYPE rss><rss/>", "<!DOCTYPE rss><rss/>"),
        ("\ufeff\n<entry/>", "<entry/>"),
    ],
)
def test_junk_before_a_feed_is_cut_off(text: str, expected: str) -> None:
    assert trimmed(text) == expected


@pytest.mark.parametrize(
    "unit", ["<!--", "<!DOCTYPE ", "<!DOCTYPE [", "<? ", "<", "<a", " ", "\n<", "<!-- -->", "<rs", "\0"]
)
def test_hostile_documents_take_no_time(unit: str) -> None:
    text = unit * 200_000
    started = time.perf_counter()
    sniff(text.encode(), text)
    trimmed(text)
    assert time.perf_counter() - started < 3
