"""Small documents of our own beside what must come out of them, one rule each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.feeds.reading import atom_entry, document, rss, rss_entry
from ticker.model import Enclosure

LINK = "https://blatt.example/a"


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
        ("<author>Erika Muster (mailto:erika@blatt.example)</author>", ("Erika Muster",)),
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
            [
                Enclosure("https://blatt.example/1.jpg", "image/jpeg"),
                Enclosure("https://blatt.example/2.jpg", "image/jpeg", 7),
            ],
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
        "<updated_parsed>x</updated_parsed>",
        "<guidislink>x</guidislink>",
    ],
)
def test_unknown_elements_do_not_disturb(elements: str) -> None:
    assert rss_entry(f"<title>a</title>{elements}").title == "a"
