"""The feeds that a page names."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import FakeClock
from tests.loopback import Reply, Site
from ticker.model import FoundFeed, Validators
from ticker.net.discover import LONGEST_PAGE, feeds_on_page
from ticker.net.fetch import Answer, fetch

PAGE = "https://www.falkenbote.example/politik/index.html"
RSS = "application/rss+xml"
CORPUS = Path(os.environ.get("TICKER_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")


def found(html: str | bytes, *, url: str = PAGE, headers: tuple[str, ...] = ()) -> tuple[FoundFeed, ...]:
    body = html if isinstance(html, bytes) else html.encode()
    return feeds_on_page(body, url=url, content_type="text/html", link_headers=headers)


def addresses(html: str | bytes, *, url: str = PAGE, headers: tuple[str, ...] = ()) -> list[str]:
    return [feed.url for feed in found(html, url=url, headers=headers)]


# Elements


def test_a_page_names_its_feeds_in_order() -> None:
    html = """<!doctype html><html><head><title>Falkenbote</title>
        <link rel="stylesheet" type="text/css" href="/stil.css">
        <link rel="alternate" type="application/atom+xml" title="Politik &amp; Land" href="atom.xml">
        <LINK REL='Alternate' TYPE='Application/RSS+XML; charset=utf-8' HREF='//feeds.falkenbote.example/rss#oben'>
        <link rel="alternate" type="application/feed+json" title="" href="https://falkenbote.example/feed.json">
        </head><body>Guten Tag</body></html>"""

    assert found(html) == (
        FoundFeed("https://www.falkenbote.example/politik/atom.xml", "Politik & Land", "application/atom+xml"),
        FoundFeed("https://feeds.falkenbote.example/rss", None, RSS),
        FoundFeed("https://falkenbote.example/feed.json", None, "application/feed+json"),
    )


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="/feed">',
        "<link rel=alternate type=application/rss+xml href=/feed>",
        '<link rel="home ALTERNATE" type="application/rdf+xml" href="/feed" />',
        '<link rel="alternate" type="application/rss" href=" /feed\n">',
        '<link rel="alternate" type="application/json" href="/feed">',
        '<link rel="feed" href="/feed">',
        '<link rel="feed" type="application/xml" href="/feed">',
        '<link rel="alternate" rel="icon" type="application/atom" href="/feed" href="/other">',
        '<![if !IE]><link rel="feed" href="/feed"><![endif]>',
        '<![unknown[ x ]]><link rel="feed" href="/feed">',
    ],
)
def test_this_is_a_feed(link: str) -> None:
    assert addresses(link) == ["https://www.falkenbote.example/feed"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" href="/feed">',
        '<link rel="alternate" hreflang="en" type="text/html" href="/feed">',
        '<link rel="alternate" type="application/json+oembed" href="/feed">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/17">',
        '<link rel="alternate" type="text/calendar" href="/feed">',
        '<link rel="feed" type="text/html" href="/feed">',
        '<link rel="alternates" type="application/rss+xml" href="/feed">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
        '<link rel="alternate" type="application/rss+xml" href="mailto:anna@falkenbote.example">',
        '<link rel="alternate" type="application/rss+xml" href="https://anna:geheim@falkenbote.example/feed">',
        '<link rel="alternate" type="application/rss+xml" href="https://[/feed">',
        '<link rel="alternate" type="application/rss+xml" href="https://intranet/feed">',
        '<!-- <link rel="feed" href="/feed"> -->',
        '<script>write(\'<link rel="feed" href="/feed">\')</script>',
        '<a rel="alternate" type="application/rss+xml" href="/feed">RSS</a>',
        "Unser Feed: https://www.falkenbote.example/feed",
    ],
)
def test_this_is_none(link: str) -> None:
    assert addresses(link) == []


def test_an_address_stands_once_under_its_first_title() -> None:
    html = """<link rel="feed" title="Alles" href="https://www.falkenbote.example/feed">
        <link rel="feed" title="Nochmals" href="/feed#top">
        <link rel="feed" title="Und wieder" href="https://WWW.falkenbote.example:443/feed">"""

    assert found(html) == (FoundFeed("https://www.falkenbote.example/feed", "Alles", None),)


def test_comments_come_last() -> None:
    html = """<link rel="feed" title="Kommentar-Feed" href="/1">
        <link rel="feed" title="Meldungen" href="/2/feed">
        <link rel="feed" title="Brücke gesperrt" href="/2/comments/feed">
        <link rel="feed" title="Sport" href="/3">"""

    assert [urlsplit(url).path for url in addresses(html)] == ["/2/feed", "/3", "/1", "/2/comments/feed"]


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://cdn.falkenbote.example/a/", "https://cdn.falkenbote.example/a/feed"),
        ("/b/", "https://www.falkenbote.example/b/feed"),
        ("javascript:1", "https://www.falkenbote.example/politik/feed"),
        ("", "https://www.falkenbote.example/politik/feed"),
    ],
)
def test_the_base_counts_wherever_it_stands(base: str, address: str) -> None:
    link = '<link rel="feed" href="feed">'

    assert addresses(f'<base target="_top">{link}<base href="{base}"><base href="https://late.example/">') == [address]


def test_a_title_can_hurt_nobody() -> None:
    html = f'<link rel="feed" href="/feed" title="&#27;]0;Falke\x9bnbote&#10;\u202e{"lang" * 100}">'
    (feed,) = found(html)

    assert feed.title is not None
    assert feed.title.isprintable()
    assert feed.title.startswith("]0;Falkenbote lang")
    assert len(feed.title) == 200


@pytest.mark.parametrize("target", ["http://127.0.0.1:631/feed", "http://localhost/feed", "http://192.168.0.1/feed"])
def test_nobody_on_the_public_net_sends_us_home(target: str) -> None:
    link = f'<link rel="feed" href="{target}">'

    assert addresses(link) == []
    assert addresses(link, url="http://127.0.0.1:8000/") == [target]


def test_only_the_start_of_a_page_is_read() -> None:
    link = '<link rel="feed" href="/feed">'

    assert addresses("ä" * (LONGEST_PAGE // 2 - len(link)) + link) == ["https://www.falkenbote.example/feed"]
    assert addresses("ä" * (LONGEST_PAGE // 2) + link) == []
    assert len(addresses(f"x{link}" + "ä" * LONGEST_PAGE)) == 1


@pytest.mark.parametrize(
    ("encoding", "content_type", "declared"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("windows-1252", "text/html; charset=ISO-8859-1", ""),
        ("windows-1252", None, ""),
        ("windows-1252", None, '<meta charset="iso-8859-77">'),
        ("iso-8859-15", None, '<meta charset="iso-8859-15">'),
        ("windows-1250", "text/html", "<meta http-equiv=content-type content='text/html; charset=windows-1250'>"),
        ("utf-16", "text/html", ""),
    ],
)
def test_titles_in_the_encodings_of_old_pages(encoding: str, content_type: str | None, declared: str) -> None:
    euro = "€" if "iso-8859-15" in declared else "ß"
    html = f'{declared}<link rel="feed" href="/feed" title="Größe {euro}">'

    assert [feed.title for feed in feeds_on_page(html.encode(encoding), url=PAGE, content_type=content_type)] == [
        f"Größe {euro}"
    ]


# Fields of the answer


def test_fields_of_the_answer_name_feeds_too() -> None:
    headers = (
        f'</stil.css>; rel=preload; as=style, <feed>; rel="alternate"; type="{RSS}"; title="Alles, \\"neu\\""',
        "<https://falkenbote.example/a;b,c>;REL=Alternate;Type=application/atom+xml;title*=UTF-8'de'M%C3%A4rz;title=x",
    )
    html = '<base href="/anderswo/"><link rel="feed" href="/feed">'

    assert found(html, headers=headers) == (
        FoundFeed("https://www.falkenbote.example/politik/feed", 'Alles, "neu"', RSS),
        FoundFeed("https://falkenbote.example/a;b,c", "März", "application/atom+xml"),
        FoundFeed("https://www.falkenbote.example/feed", None, None),
    )


@pytest.mark.parametrize(
    ("field", "count"),
    [
        ("</a>; rel=feed", 1),
        ("</a> ;\trel = feed ; flag,</b>;rel=feed", 2),
        ('</a>; rel="feed"; anchor="#teil"', 0),
        (f'</a>; rel="feed"; anchor="{PAGE}"', 1),
        ('</a>; anchor="javascript:1"; rel="feed"', 0),
        ("</a>; rel=next; rel=feed", 0),
        ("</a>; rel=feed; title*=ISO-8859-1''M%E4rz", 1),
        ("</a>; rel=feed; title*=", 1),
        ('</a>; title="offen; rel=feed', 0),
        ("</a", 0),
        ("/a; rel=feed", 0),
        ("<>; rel=feed", 0),
        ("", 0),
    ],
)
def test_fields_are_read_leniently(field: str, count: int) -> None:
    assert len(addresses("", headers=(field,))) == count


async def test_the_fields_come_with_the_answer(site: Site, client: httpx.AsyncClient) -> None:
    fields = (("Link", "</a>; rel=feed"), ("link", '</b>; rel="feed", </c>; rel=feed'))
    site.routes["/"] = Reply(b"<html>", headers=fields)
    answer = await fetch(client, site.url + "/", Validators(), FakeClock().now())

    assert isinstance(answer, Answer)
    assert answer.links == tuple(value for _, value in fields)
    assert addresses(b"", url=answer.url, headers=answer.links) == [site.url + path for path in ("/a", "/b", "/c")]


# Anything at all

PIECES = st.sampled_from(
    [
        *("<link ", "<base ", "rel=feed ", 'rel="alternate" ', f"type={RSS} ", "href=", '"', "'", ">", "<!--", "-->"),
        *(
            "<![",
            "]]>",
            "<!",
            "<?",
            "</",
            "<script>",
            "</script>",
            "&#27;",
            "&amp",
            "\0",
            "https://",
            "[",
            "//",
            "a.de/",
        ),
        *("; ", ",", "<", "title*=", "anchor=", "\\", "%ff", "utf-8''", "é", "\ud800", "\x9b"),
    ]
)
SNIPPETS = st.lists(PIECES | st.text(max_size=4), max_size=30).map("".join)


@given(
    body=st.binary() | SNIPPETS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    content_type=st.none() | SNIPPETS,
    fields=st.lists(SNIPPETS, max_size=3),
)
def test_whatever_comes_only_proper_addresses_go_out(body: bytes, content_type: str | None, fields: list[str]) -> None:
    feeds = feeds_on_page(body, url=PAGE, content_type=content_type, link_headers=fields)

    assert len({feed.url for feed in feeds}) == len(feeds)
    for feed in feeds:
        assert urlsplit(feed.url).scheme in ("http", "https")
        assert urlsplit(feed.url).hostname
        assert all(text is None or (text.isprintable() and text) for text in (feed.title, feed.type))


@pytest.mark.parametrize(
    "piece", ["<a ", "<!--", "<![", "</", "< ", "<link rel='", '<a b="', "<?", "&", "<title>", "<script></", "; "]
)
def test_a_page_made_to_cost_time_is_read_all_the_same(piece: str) -> None:
    hostile = piece * (LONGEST_PAGE // len(piece))

    assert found(hostile, headers=("<a>" + hostile[:65_536],)) == ()


# Real pages

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real documents is not here")


@needs_corpus
@pytest.mark.parametrize(
    ("file", "url", "expected"),
    [
        ("discovery/nixos.html", "https://nixos.org/", ["https://nixos.org/news-rss.xml"]),
        (
            "discovery/cowboyprogrammer.html",
            "https://cowboyprogrammer.org/",
            [f"https://cowboyprogrammer.org/{name}" for name in ("index.xml", "feed.json", "atom.xml")],
        ),
        (
            "discovery/tagesschau-startseite_2023-12-12.html",
            "https://www.tagesschau.de/",
            [f"https://www.tagesschau.de/index~{name}.xml" for name in ("atom", "rss2", "rdf")],
        ),
        (
            "article-pages/at_ORF_2024_11_22.html",
            "https://orf.at/stories/1/",
            ["https://rss.orf.at/news.xml"],
        ),
        (
            "article-pages/de_NetzpolitikOrg_2024_04_28.html",
            "https://netzpolitik.org/2024/breakpoint-hilfe-die-fundis-kommen/",
            [
                "https://netzpolitik.org/feed/",
                "https://netzpolitik.org/comments/feed/",
                "https://netzpolitik.org/2024/breakpoint-hilfe-die-fundis-kommen/feed/",
            ],
        ),
        ("article-pages/de_FrankfurterRundschau_2024_04_26.html", "https://www.fr.de/a", []),
        ("article-pages/de_Merkur_2023_04_28.html", "https://www.merkur.de/a", []),
        ("article-pages/de_DW_2023_04_28.html", "https://www.dw.com/a", []),
    ],
)
def test_real_pages(file: str, url: str, expected: list[str]) -> None:
    assert addresses((CORPUS / file).read_bytes(), url=url) == expected


@needs_corpus
def test_a_page_with_many_feeds() -> None:
    page = (CORPUS / "article-pages/de_JungeWelt_2026_05_18.html").read_bytes()
    feeds = found(page, url="https://www.jungewelt.de/artikel/1.html")

    assert len(feeds) == 22
    assert feeds[0] == FoundFeed("https://www.jungewelt.de/feeds/newsticker.rss", "junge Welt: Alle Hauptartikel", RSS)
    assert feeds[6].title == "junge Welt: Betrieb & Gewerkschaft"
