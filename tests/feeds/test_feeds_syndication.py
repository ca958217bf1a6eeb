"""Small documents of our own beside what must come out of them, one rule each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData, PollHints

URL = "https://blatt.example/feeds/alles.xml"
LINK = "https://blatt.example/a"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def document(text: str) -> Document:
    parsed = parse(text.encode(), url=URL)
    assert not isinstance(parsed, Failure), parsed
    return parsed


def rss(items: str, head: str = "") -> Document:
    return document(f'<rss version="2.0" {NAMESPACES}><channel>{head}{items}</channel></rss>')


def rss_entry(elements: str, head: str = "") -> EntryData:
    (entry,) = rss(f"<item><guid>tag:1</guid>{elements}</item>", head).entries
    return entry


def atom_entry(elements: str, attributes: str = "") -> EntryData:
    (entry,) = document(
        f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry><id>tag:1</id>{elements}</entry></feed>'
    ).entries
    return entry


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
    ("elements", "link"),
    [
        ("<link>https://b.example/1</link><guid>https://b.example/2</guid>", "https://b.example/1"),
        ("<guid>https://b.example/2</guid>", "https://b.example/2"),
        ('<guid isPermaLink="true">https://b.example/2</guid>', "https://b.example/2"),
        ('<guid isPermaLink="false">https://b.example/2</guid>', None),
        ("<guid>bfbfa11a-1c86-43d6-a024-5de7d957589f</guid>", None),
        ("<guid>/pfad/zur/seite</guid>", None),
        ("<guid>https://b.example/2</guid><link>/1</link>", "https://blatt.example/1"),
        ("<link>\n  1.html </link>", "https://blatt.example/feeds/1.html"),
        ("<link>javascript:alert(1)</link><guid>https://b.example/2</guid>", None),
        ("<link>file:///etc/passwd</link>", None),
        ('<atom:link rel="related" href="https://b.example/3"/><guid>x</guid>', None),
    ],
)
def test_the_link_of_an_rss_entry(elements: str, link: str | None) -> None:
    (entry,) = rss(f"<item><title>x</title>{elements}</item>").entries
    assert entry.link == link


def test_an_atom_id_is_no_link() -> None:
    (entry,) = document(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://b.example/1</id></entry></feed>'
    ).entries
    assert (entry.id, entry.link) == ("https://b.example/1", None)


def test_a_bare_guid_stays_the_id_as_it_is() -> None:
    (entry,) = rss(f"<item><guid>\n 4711 </guid><link>{LINK}</link></item>").entries
    assert entry.id == "4711"


def test_without_a_guid_the_link_and_then_the_text_is_the_id() -> None:
    parsed = rss(f"<item><link>{LINK}?utm_source=x</link></item><item><title>Titel</title></item>")
    assert parsed.entries[0].id == LINK
    assert parsed.entries[1].id.startswith("sha256:")
    assert parsed.warnings == ("entries without a date: 2", "entries without a link: 1", "entries without an id: 2")


def test_repeated_entries_and_shared_ids_are_told() -> None:
    item = "<item><guid>1</guid><title>A</title></item>"
    parsed = rss(f"{item}{item}<item><guid>1</guid><title>B</title></item>")
    assert [entry.title for entry in parsed.entries] == ["A", "B"]
    assert "repeated entries left out: 1" in parsed.warnings
    assert "entries that share their id with others: 2" in parsed.warnings


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("<title> \n </title>", None),
        ("", None),
        ("<title>AT&amp;amp;T</title>", "AT&T"),
        ("<title><![CDATA[<b>Neu</b>]]></title>", "Neu"),
        ("<title>&amp;lt;b&amp;gt;Neu&amp;lt;/b&amp;gt;</title>", "Neu"),
        ("<title>Was ist &lt;br&gt;?</title>", "Was ist <br>?"),
        ("<title>a&#x202e;b&#x200b;c&#x81;d</title>", "abcd"),
        ("<title>a\x1b[31mb</title>", "a[31mb"),
        ("<title>&amp;#27;[31mrot</title>", "[31mrot"),
    ],
)
def test_titles(title: str, expected: str | None) -> None:
    assert rss_entry(title).title == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        ("", (None, None, None)),
        ("<description>Nur Text &amp;amp; mehr</description>", (None, "Nur Text & mehr", None)),
        ("<description>Eins\nzwei\n\ndrei</description>", (None, "Eins zwei\ndrei", None)),
        ("<description>&lt;p&gt;Eins&lt;/p&gt;</description>", (None, "Eins", "<p>Eins</p>")),
        ("<description>&lt;span&gt;Eins&lt;/span&gt;</description>", (None, "Eins", None)),
        ("<description>a</description><content:encoded>a</content:encoded>", (None, "a", None)),
        (
            "<description>kurz</description><content:encoded>viel länger</content:encoded>",
            ("kurz", "viel länger", None),
        ),
        (
            "<description>viel länger</description><content:encoded>kurz</content:encoded>",
            ("kurz", "viel länger", None),
        ),
        (
            "<description>a</description><content:encoded>&lt;b&gt;a&lt;/b&gt;</content:encoded>",
            (None, "a", "<b>a</b>"),
        ),
        (
            '<description>&lt;img src="/i.jpg"&gt;</description>',
            (None, None, '<img src="https://blatt.example/i.jpg">'),
        ),
        (
            "<description>a</description><content:encoded><![CDATA[<script>x</script><p>b c</p>]]></content:encoded>",
            ("a", "b c", "<p>b c</p>"),
        ),
        ("<media:description>aus Media RSS</media:description>", (None, "aus Media RSS", None)),
        ("<description>&amp;lt;b&amp;gt; &amp;#27;[31m</description>", (None, "<b> [31m", None)),
    ],
)
def test_summary_content_and_html(elements: str, expected: tuple[str | None, str | None, str | None]) -> None:
    entry = rss_entry(elements)
    assert (entry.summary, entry.content, entry.content_html) == expected


@pytest.mark.parametrize(
    ("elements", "content", "html"),
    [
        ('<content type="text">a &lt;b&gt; &amp;amp; c</content>', "a <b> &amp; c", None),
        ('<content type="html">a &lt;b&gt;b&lt;/b&gt; &amp;amp; c</content>', "a b & c", "a <b>b</b> &amp; c"),
        ("<content>&lt;p&gt;a&lt;/p&gt;</content>", "a", "<p>a</p>"),
        ('<content type="image/png">iVBORw0KGgo=</content>', None, None),
        ('<content type="image/png" src="https://b.example/i.png"/>', None, None),
        ('<content type="text/markdown">*a*</content>', "*a*", None),
    ],
)
def test_the_types_of_atom_texts(elements: str, content: str | None, html: str | None) -> None:
    entry = atom_entry(elements)
    assert (entry.content, entry.content_html) == (content, html)


@pytest.mark.parametrize(
    ("outer", "inner", "link", "inside"),
    [
        ("/blog/", "", "https://blatt.example/blog/1", "https://blatt.example/blog/x"),
        ("blog/", "", "https://blatt.example/feeds/blog/1", "https://blatt.example/feeds/blog/x"),
        ("https://b.example/", "tief/", "https://b.example/1", "https://b.example/tief/x"),
        ("http://[kaputt", "", None, "https://blatt.example/feeds/x"),
    ],
)
def test_relative_links_are_meant_against_xml_base(outer: str, inner: str, link: str | None, inside: str) -> None:
    entry = atom_entry(
        f'<link href="1"/><content type="html" xml:base="{inner}">&lt;a href="x"&gt;y&lt;/a&gt;</content>',
        attributes=f'xml:base="{outer}"',
    )
    assert (entry.link, entry.content_html) == (link, f'<a href="{inside}">y</a>')


@pytest.mark.parametrize(
    ("elements", "published", "updated"),
    [
        ("<pubDate>Mi, 13. Sep 2023 10:15:00 MESZ</pubDate>", True, False),
        ("<dc:date>2023-09-13T10:15:00+02:00</dc:date>", True, True),
        ("<pubDate>Wed Sep 13 08:15:00 2023</pubDate>", True, False),
        ("<pubDate>gestern</pubDate>", False, False),
        ("", False, False),
    ],
)
def test_dates(elements: str, published: bool, updated: bool) -> None:
    entry = rss_entry(elements)
    moment = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
    assert (entry.published, entry.updated) == (moment if published else None, moment if updated else None)


def test_dates_that_are_missing_or_cannot_be_read_are_told() -> None:
    parsed = rss(f"<item><link>{LINK}</link><guid>1</guid><pubDate>gestern</pubDate></item>")
    assert parsed.warnings == ("dates that cannot be read: 1",)


@pytest.mark.parametrize(
    ("elements", "authors"),
    [
        ("<author>erika@blatt.example (Erika Muster)</author>", ("Erika Muster",)),
        ("<author>erika@blatt.de (Erika Muster)</author>", ("Erika Muster",)),
        ("<author>Erika Muster &lt;erika@blatt.example&gt;</author>", ("Erika Muster",)),
        ("<author>redaktion@blatt.example</author>", ("redaktion@blatt.example",)),
        ("<author>redaktion@blatt.de</author>", ("redaktion@blatt.de",)),
        ("<author>Erika Muster</author>", ("Erika Muster",)),
        ("<author> </author>", ()),
        ("<dc:creator>Erika</dc:creator><dc:creator>Max</dc:creator><dc:creator>Erika</dc:creator>", ("Erika", "Max")),
        ("<dc:creator>Erika &amp;amp; Max</dc:creator>", ("Erika & Max",)),
    ],
)
def test_authors_are_names(elements: str, authors: tuple[str, ...]) -> None:
    assert rss_entry(elements).authors == authors


@pytest.mark.parametrize(
    ("elements", "enclosures"),
    [
        (
            '<enclosure url="/1.mp3" type="audio/mpeg" length="5"/><enclosure url="/1.mp3"/>',
            [Enclosure("https://blatt.example/1.mp3", "audio/mpeg", 5)],
        ),
        (
            '<enclosure url="/1.jpg"/><media:content url="https://blatt.example/1.jpg" type="image/jpeg"/>'
            '<media:group><media:content url="/2.jpg" type="image/jpeg" fileSize="7"/></media:group>'
            '<media:thumbnail url="/3.jpg"/>',
            [Enclosure("https://blatt.example/1.jpg"), Enclosure("https://blatt.example/2.jpg", "image/jpeg", 7)],
        ),
        ('<media:thumbnail url="/3.jpg"/>', [Enclosure("https://blatt.example/3.jpg")]),
        ('<enclosure url="javascript:x"/><enclosure url="mailto:a@b.example"/><enclosure/>', []),
    ],
)
def test_enclosures(elements: str, enclosures: list[Enclosure]) -> None:
    assert list(rss_entry(elements).enclosures) == [
        Enclosure(found.url, found.type, found.length) for found in enclosures
    ]


@pytest.mark.parametrize(
    ("head", "attributes", "language"),
    [
        ("<language>de-de</language>", "", "de-DE"),
        ("<language>de-de</language>", 'xml:lang="gsw_CH"', "gsw-CH"),
        ("<language>Deutsch!</language>", "", None),
        ("", "", None),
    ],
)
def test_language(head: str, attributes: str, language: str | None) -> None:
    (entry,) = rss(f"<item {attributes}><guid>1</guid><title>a</title></item>", head).entries
    assert entry.language == language


@pytest.mark.parametrize(
    "elements",
    [
        "<authors>Erika</authors>",
        "<links>x</links>",
        "<media_content>x</media_content>",
        '<title_detail a="b"/>',
        "<summary_detail>x</summary_detail>",
        "<content>x</content>",
        '<published a="b"/>',
        "<guidislink>x</guidislink>",
    ],
)
def test_unknown_elements_do_not_disturb(elements: str) -> None:
    assert rss_entry(f"<title>a</title>{elements}").title == "a"


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
    started = datetime.now(UTC)
    parse(f'<rss version="2.0"><channel>{text}</channel></rss>'.encode(), url=URL)
    assert (datetime.now(UTC) - started).total_seconds() < 20


def test_an_unknown_root_with_entries_is_rss_of_some_sort() -> None:
    parsed = document("<rdf><item><title>A</title></item></rdf>")
    assert (parsed.format, parsed.entries[0].title) == ("rss", "A")
