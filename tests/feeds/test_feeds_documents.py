"""Whole documents of our own beside what must come out of them, good ones and broken ones."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.feeds.reading import NAMESPACES, URL, document, rss
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData, PollHints


def test_a_whole_rss_document() -> None:
    parsed = document(
        f"""<?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" {NAMESPACES}><channel>
          <title>Blatt &amp;amp; Bote</title><link>/</link><language>de_at</language>
          <description>Alles &lt;b&gt;Neue&lt;/b&gt;</description><ttl>30</ttl>
          <skipHours><hour>1</hour><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>
          <item>
            <title>Kim &lt;i&gt;trifft&lt;/i&gt; Putin</title>
            <link>https://blatt.example/kim?utm_source=rss</link>
            <guid isPermaLink="false">kim-1</guid>
            <pubDate>Wed, 13 Sep 2023 10:15:00 CEST</pubDate>
            <dc:creator>Erika Muster</dc:creator>
            <category>Politik</category><category>Asien</category><category>Politik</category>
            <description>Ein kurzer Anriss.</description>
            <content:encoded><![CDATA[<p>Ein langer Text.</p><p><a href="/b">Mehr</a></p>]]></content:encoded>
            <enclosure url="/kim.jpg" type="image/JPEG" length="1200"/>
          </item>
        </channel></rss>"""
    )
    assert parsed == Document(
        format="rss20",
        encoding="utf-8",
        feed=FeedData(
            title="Blatt & Bote",
            link="https://blatt.example/",
            language="de-AT",
            description="Alles Neue",
            hints=PollHints(ttl=1800, skip_hours=frozenset({1, 2}), skip_days=frozenset({6})),
        ),
        entries=(
            EntryData(
                id="kim-1",
                title="Kim trifft Putin",
                link="https://blatt.example/kim?utm_source=rss",
                authors=("Erika Muster",),
                published=datetime(2023, 9, 13, 8, 15, tzinfo=UTC),
                summary="Ein kurzer Anriss.",
                content="Ein langer Text.\nMehr",
                content_html='<p>Ein langer Text.</p><p><a href="https://blatt.example/b">Mehr</a></p>',
                categories=("Politik", "Asien"),
                enclosures=(Enclosure("https://blatt.example/kim.jpg", "image/jpeg", 1200),),
                language="de-AT",
            ),
        ),
    )


def test_a_whole_atom_document() -> None:
    parsed = document(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
          <title type="html">Bote &amp;amp; Blatt</title><subtitle>Täglich</subtitle>
          <link rel="self" href="atom.xml"/><link href="https://bote.example/"/><id>tag:bote</id>
          <entry xml:lang="en"><id>tag:1</id><title>AT&amp;T &lt;br&gt;</title>
            <link rel="enclosure" href="/ton.mp3" type="audio/mpeg" length="x"/>
            <link rel="alternate" type="application/json" href="/1.json"/><link href="/1"/><link href="/2"/>
            <author><name>Max Muster</name><email>max@bote.example</email></author><author><name>Eva</name></author>
            <published>2023-09-13T10:15:00+02:00</published><updated>2023-09-13T11:00:00+02:00</updated>
            <category term="p" label="Politik"/><category term="Asien"/>
            <summary>Kurz</summary>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p></div></content>
          </entry></feed>"""
    )
    assert (parsed.format, parsed.warnings) == ("atom10", ())
    assert parsed.feed == FeedData("Bote & Blatt", "https://bote.example/", "de", "Täglich")
    assert parsed.entries == (
        EntryData(
            id="tag:1",
            title="AT&T <br>",
            link="https://blatt.example/1",
            authors=("Max Muster", "Eva"),
            published=datetime(2023, 9, 13, 8, 15, tzinfo=UTC),
            updated=datetime(2023, 9, 13, 9, 0, tzinfo=UTC),
            summary="Kurz",
            content="a < b",
            content_html="<p>a &lt; b</p>",
            categories=("Politik", "Asien"),
            enclosures=(Enclosure("https://blatt.example/ton.mp3", "audio/mpeg"),),
            language="en",
        ),
    )


def test_a_whole_rdf_document() -> None:
    parsed = document(
        f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
          {NAMESPACES}>
          <channel rdf:about="{URL}"><title>Bote</title><link>https://bote.example/</link><dc:language>de</dc:language>
          <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>
          <item rdf:about="https://bote.example/1"><title>Titel</title><link>https://bote.example/1?ref=rss</link>
          <dc:date>2023-09-13T10:15:00+02:00</dc:date><dc:subject>Politik</dc:subject></item></rdf:RDF>"""
    )
    moment = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
    assert parsed.format == "rss10"
    assert parsed.feed == FeedData("Bote", "https://bote.example/", "de", hints=PollHints(update_period=1800))
    assert parsed.entries == (
        EntryData(
            "https://bote.example/1",
            "Titel",
            "https://bote.example/1?ref=rss",
            published=moment,
            updated=moment,
            categories=("Politik",),
            language="de",
        ),
    )


@pytest.mark.parametrize(
    ("item", "title", "warning"),
    [
        ("<item><title>A & B</title>", "A & B", "not well-formed XML: not well-formed (invalid token)"),
        ("<item><title>A&nbsp;B</title></item>", "A\xa0B", "not well-formed XML: undefined entity"),
        ("<item><title>A\x00\x1bB</title></item>", "AB", "characters that XML forbids were left out"),
    ],
)
def test_broken_documents_are_read_and_told(item: str, title: str, warning: str) -> None:
    parsed = rss(item)
    assert parsed.entries[0].title == title
    assert parsed.warnings[0] == warning


def test_a_wrong_encoding_is_mended_and_told() -> None:
    parsed = document("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Kälte</title></channel></rss>")
    assert (parsed.feed.title, parsed.warnings) == ("Kälte", ("declares iso-8859-1, was read as utf-8",))


def test_junk_before_the_document_is_passed_over() -> None:
    parsed = document(
        "\n<b>Warning</b>: x\n<?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss>"
    )
    assert (parsed.entries[0].title, parsed.encoding) == ("A", "utf-8")


def test_entities_are_not_expanded_without_end() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 50}">' for n in range(1, 12))
    parsed = document(
        f'<!DOCTYPE rss [<!ENTITY e0 "ha">{bomb}]><rss><channel><item><title>&e11;</title></item></channel></rss>'
    )
    assert len(parsed.entries[0].title or "") < 1000


@pytest.mark.parametrize(
    "text",
    [
        f"<item><author>{'a' * 300_000}</author></item>",
        f"<item>{''.join(f'<category>{n}</category>' for n in range(60_000))}</item>",
        "".join(f'<a{n}:b xmlns:a{n}="u{n}"/>' for n in range(20_000)),
        "\n" * 1_000_000,
    ],
    ids=["authors", "categories", "namespaces", "lines"],
)
def test_what_would_keep_feedparser_busy_for_minutes_does_not(text: str) -> None:
    started = time.perf_counter()
    parse(f'<rss version="2.0"><channel>{text}</channel></rss>'.encode(), url=URL)
    assert time.perf_counter() - started < 20


def test_an_unknown_root_with_entries_is_rss_of_some_sort() -> None:
    parsed = document("<rdf><item><title>A</title></item></rdf>")
    assert (parsed.format, parsed.entries[0].title) == ("rss", "A")
