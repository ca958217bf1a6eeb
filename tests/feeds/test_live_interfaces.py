"""The programming interfaces of live blogs and of tagesschau: golden documents, and each quirk that they have."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.feeds.pages import read
from ticker.errors import Cause, Failure
from ticker.feeds.live.sourcefabric import scorecard
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData, FeedKind, PollHints, Urgency

BLOG = "https://live.kiebitz.example/api/client_blogs/0123456789abcdef01234567/posts"
WORDPRESS = "https://nordfenster.example/wp-json/liveblog/v1/77/entries/0/4000000000"


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2023, 9, 13, hour, minute, second, tzinfo=UTC)


def item(text: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"item_type": kind, "text": text} | more


def post(id: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    groups = [
        {"id": "root", "refs": [{"idRef": "main"}]},
        {"id": "main", "refs": [{"type": "text", "item": member} for member in items]},
    ]
    said = {"_id": f"urn:post:{id}", "groups": groups, "post_status": "open", "sticky": False, "lb_highlight": False}
    return said | {"published_date": "2023-09-13T07:40:00+00:00", "deleted": False} | more


def posts(*members: dict[str, Any], url: str = BLOG, **more: Any) -> Document:
    return read(json.dumps({"_items": members} | more), url)


def test_golden_posts() -> None:
    picture = {"media": {"renditions": {"baseImage": {"href": "https://bild.kiebitz.example/z.jpg"}}}}
    document = posts(
        post(
            "2",
            item("<p>Der Zug <b>hält</b>.</p>", byline="Ida Lerch"),
            item("<figure></figure>", "image", meta=picture | {"caption": "Am Gleis", "credit": "Ada Sommer"}),
            headline="Ankunft &ndash; endlich",
            content_updated_date="2023-09-13T07:52:10+00:00",
            lb_highlight=True,
            language="de",
        ),
        post("1", item("Guten Morgen!"), published_date="2023-09-13T05:00:00+00:00", sticky=True),
        post("0", item("Zurückgezogen."), published_date="2023-09-13T04:00:00+00:00", deleted=True),
        _links={"next": {"href": "client_blogs/0123456789abcdef01234567/posts?page=2"}},
        _meta={"page": 1, "max_results": 25, "total": 34},
    )
    assert document == Document(
        format="liveblog3",
        encoding="utf-8",
        reason="the document is a page of posts of a Live Blog (Sourcefabric)",
        feed=FeedData(language="de", hints=PollHints(), kind=FeedKind.LIVEBLOG),
        next_page=f"{BLOG}?page=2",
        entries=(
            EntryData(
                id="urn:post:2",
                title="Ankunft – endlich",
                authors=("Ida Lerch",),
                published=at(7, 40),
                updated=at(7, 52, 10),
                content="Der Zug hält.",
                content_html="<p>Der Zug <b>hält</b>.</p><figure></figure>",
                enclosures=(
                    Enclosure("https://bild.kiebitz.example/z.jpg", "image/*", None, "Am Gleis", "Ada Sommer"),
                ),
                language="de",
                key_event=True,
            ),
            EntryData(id="urn:post:1", published=at(5), content="Guten Morgen!", pinned=True),
            EntryData(id="urn:post:0", published=at(4), content="Zurückgezogen.", withdrawn=True),
        ),
    )


def one(*items: dict[str, Any], **more: Any) -> EntryData:
    (entry,) = posts(post("1", *items, **more)).entries
    return entry


def test_a_post_that_is_published_no_more_is_withdrawn() -> None:
    assert one(item("A"), post_status="submitted").withdrawn
    assert one(item("A"), post_status="draft").withdrawn


def test_a_comment_names_who_wrote_it() -> None:
    assert one(item("Sehr gut!", "comment", commenter="Ali")).content == "Ali: Sehr gut!"
    assert one(item("Sehr gut!", "comment")).content == "Sehr gut!"


def test_a_quote_names_who_said_it() -> None:
    assert one(item("Wir reden.", "quote", meta={"credit": "Die Ministerin"})).content == "Wir reden.\nDie Ministerin"


def test_an_embed_without_words_is_its_title_and_address() -> None:
    meta = {"original_url": "https://netz.example/1", "title": "Ein Film"}
    embed = item("<iframe src='https://netz.example/1'></iframe>", "embed", meta=meta)
    assert one(embed).content == "Ein Film\nhttps://netz.example/1"


def test_an_advertisement_is_left_out() -> None:
    document = posts(post("2", item("Kauft!", "Advertisement Local")), post("1", item("A")))
    assert [entry.id for entry in document.entries] == ["urn:post:1"]
    assert document.warnings == ("advertisements left out: 1",)


def test_a_picture_may_stand_in_the_text_only() -> None:
    figure = "<figure><img src='/bild/a.png' srcset='/bild/b.png 2x'/></figure>"
    assert one(item(figure, "image")).enclosures == (Enclosure("https://live.kiebitz.example/bild/a.png", "image/*"),)
    assert one(item("<figure></figure>", "image")).enclosures == ()


def test_who_posted_is_the_author_where_no_byline_stands() -> None:
    assert one(item("A"), publisher={"display_name": "Jon Falk"}).authors == ("Jon Falk",)


def column(team: str, score: str, *scorers: tuple[str, str]) -> str:
    rows = "".join(
        f"<li><div><span>{name}</span></div><div><span>{minute}</span></div></li>" for name, minute in scorers
    )
    return (
        f'<div class="scorecard__column"><fieldset><div><span id="x" class="el team-name">{team}</span></div>'
        f'<div><span class="el team-score">{score}</span></div></fieldset><ul>{rows}</ul></div>'
    )


def test_a_scorecard_is_a_line_of_text() -> None:
    card = column("Peine", "2", ("Adler", "12."), ("Lux", "70.")) + column("Celle", "0")
    assert (
        one(item(f"<style>.a{{}}</style><div>{card}</div>", "Scorecard")).content
        == "Peine – Celle 2:0\nPeine: Adler 12., Lux 70."
    )


def test_another_card_keeps_its_fields_apart() -> None:
    assert scorecard("<table></table>") == ""
    assert scorecard(column("Peine", "2") + column("Celle", "")) == ""
    assert one(item("<span>Stimmen</span><span>25,6 %</span>", "Election results")).content == "Stimmen 25,6 %"


def test_the_next_page_keeps_what_else_was_asked() -> None:
    more = {"_links": {"next": {"href": "client_blogs/x/posts?page=3"}}}
    page = posts(post("1", item("A")), url=f"{BLOG}?max_results=50&page=2", **more)
    assert page.next_page == f"{BLOG}?max_results=50&page=3"
    assert posts(post("1", item("A")), url="", **more).next_page is None
    assert posts(post("1", item("A"))).next_page is None


def test_posts_may_stand_inside_a_blog() -> None:
    document = read(json.dumps({"posts": {"_items": [post("1", item("A"))]}}), BLOG)
    assert len(document.entries) == 1


def test_a_blog_without_posts_is_one_at_its_address_only() -> None:
    assert posts().entries == ()
    assert parse(b'{"_items": []}', url="https://kiebitz.example/") == Failure(
        Cause.NOT_A_FEED, detail="JSON without a feed"
    )


def test_the_last_post_may_say_that_it_is_over() -> None:
    assert posts(post("1", item("Der Liveblog ist beendet."))).feed.hints.over
    assert not posts(post("1", item("Der Liveblog ist beendet."), sticky=True)).feed.hints.over


def wp(
    id: str, kind: str = "new", entered: object = 1694590800, changed: int = 1694590800, **more: Any
) -> dict[str, Any]:
    said = {"id": id, "type": kind, "entry_time": entered, "timestamp": changed, "key_event": False}
    return said | {"render": f"<p>Eintrag {id}</p>", "author_link": "<a href='/u'>Ida Lerch</a>"} | more


def entries(*members: dict[str, Any], url: str = WORDPRESS, **more: Any) -> Document:
    return read(json.dumps({"entries": members} | more), url)


def test_golden_entries_of_wordpress() -> None:
    document = entries(
        wp(
            "3",
            entered="1694592000",
            changed=1694592000,
            key_event=True,
            headline="Tor &amp; Jubel",
            authors=[{"name": "Jon"}],
        ),
        wp("2"),
        wp("2", "update", changed=1694591000, render="<p>Eintrag <b>zwei</b></p>"),
        wp("1", entered=1694590000, changed=1694590000),
        wp("1", "delete", None, 1694590500, render=""),
    )
    assert document == Document(
        format="wp-liveblog",
        encoding="utf-8",
        reason="the document holds the entries of a live blog (WordPress Liveblog)",
        feed=FeedData(kind=FeedKind.LIVEBLOG),
        entries=(
            EntryData(
                id="3",
                title="Tor & Jubel",
                authors=("Jon",),
                published=at(8),
                content="Eintrag 3",
                content_html="<p>Eintrag 3</p>",
                key_event=True,
            ),
            EntryData(
                id="2",
                authors=("Ida Lerch",),
                published=at(7, 40),
                updated=at(7, 43, 20),
                content="Eintrag zwei",
                content_html="<p>Eintrag <b>zwei</b></p>",
            ),
            EntryData(
                id="1",
                authors=("Ida Lerch",),
                published=at(7, 26, 40),
                updated=at(7, 35),
                content="Eintrag 1",
                content_html="<p>Eintrag 1</p>",
                withdrawn=True,
            ),
        ),
    )


def test_wordpress_pages() -> None:
    paged = "https://nordfenster.example/wp-json/liveblog/v1/77/get-entries/1/9-1"
    assert entries(wp("1"), url=paged, page=1, pages=3).next_page == paged.replace("/1/9-1", "/2/9-1")
    assert entries(wp("1"), url=paged, page=3, pages=3).next_page is None
    assert entries(wp("1"), page=1, pages=3).next_page is None


def test_wordpress_times_that_are_none() -> None:
    (entry,) = entries(wp("1", entered="gestern", changed=0) | {"timestamp": "x"}).entries
    assert (entry.published, entry.updated) == (None, None)


def test_a_blog_of_wordpress_without_entries() -> None:
    assert entries().entries == ()
    assert isinstance(parse(b'{"entries": []}', url="https://nordfenster.example/"), Failure)


GOLDEN_TAGESSCHAU = {
    "news": [
        {
            "sophoraId": "kosmodrom-101",
            "externalId": "abc",
            "title": "Treffen &amp; Tee",
            "topline": "Kosmodrom",
            "firstSentence": "Zwei Staatschefs trinken Tee.",
            "date": "2023-09-13T10:40:00.123+02:00",
            "breakingNews": True,
            "ressort": "ausland",
            "tags": [{"tag": "Tee"}],
            "shareURL": "https://www.nachrichten.example/kosmodrom-101.html",
            "content": [
                {"type": "text", "value": "<strong>Zwei Staatschefs</strong> trinken Tee."},
                {"type": "headline", "value": "<h2>Dann reden sie</h2>"},
                {"type": "quotation", "quotation": {"text": "„Guter Tee.“"}},
                {"type": "box", "box": {"title": "Zur Sache", "text": "Tee wird gebrüht."}},
                {"type": "list", "list": {"title": "Mehr", "items": [{"url": "<a href='https://a.example/'>A</a>"}]}},
                {"type": "related", "related": []},
            ],
            "teaserImage": {
                "alttext": "Eine Kanne",
                "copyright": "Ada Sommer",
                "imageVariants": {
                    "1x1-144": "https://bild.example/144.jpg",
                    "16x9-960": "https://bild.example/960.jpg",
                },
            },
            "streams": {"h264s": "https://film.example/s.mp4"},
        }
    ],
    "regional": [
        {
            "externalId": "region-1",
            "title": "Stau",
            "date": "2023-09-13T08:00:00Z",
            "details": "Ganz ohne Absätze.",
            "detailsweb": "https://www.nachrichten.example/stau.html",
            "teaserImage": {"videowebl": {"imageurl": "https://bild.example/alt.jpg"}},
        }
    ],
    "nextPage": "https://www.nachrichten.example/api2u/news?page=2",
}


def test_golden_answer_of_tagesschau() -> None:
    url = "https://www.nachrichten.example/api2u/news/?regions=1&ressort=ausland"
    document = read(json.dumps(GOLDEN_TAGESSCHAU), url)
    assert document == Document(
        format="tagesschau",
        encoding="utf-8",
        reason="the document is an answer of the interface of tagesschau (api2u)",
        feed=FeedData(title="tagesschau ausland", link="https://www.tagesschau.de/", language="de"),
        next_page="https://www.nachrichten.example/api2u/news?page=2",
        entries=(
            EntryData(
                id="kosmodrom-101",
                title="Treffen & Tee",
                link="https://www.nachrichten.example/kosmodrom-101.html",
                published=datetime(2023, 9, 13, 8, 40, 0, 123_000, tzinfo=UTC),
                summary="Zwei Staatschefs trinken Tee.",
                content="Zwei Staatschefs trinken Tee.\nDann reden sie\n„Guter Tee.“\nZur Sache\nTee wird gebrüht.\n"
                "Mehr\n• A",
                content_html="<p><strong>Zwei Staatschefs</strong> trinken Tee.</p><h2>Dann reden sie</h2>"
                "<blockquote>„Guter Tee.“</blockquote><h3>Zur Sache</h3><p>Tee wird gebrüht.</p>"
                '<h3>Mehr</h3><ul><li><a href="https://a.example/">A</a></li></ul>',
                categories=("Kosmodrom", "Tee", "ausland"),
                enclosures=(
                    Enclosure("https://bild.example/960.jpg", "image/*", None, "Eine Kanne", "Ada Sommer"),
                    Enclosure("https://film.example/s.mp4", "video/mp4"),
                ),
                language="de",
                urgency=Urgency.BULLETIN,
            ),
            EntryData(
                id="region-1",
                title="Stau",
                link="https://www.nachrichten.example/stau.html",
                published=at(8),
                content="Ganz ohne Absätze.",
                enclosures=(Enclosure("https://bild.example/alt.jpg", "image/*"),),
                language="de",
            ),
        ),
    )


@pytest.mark.parametrize(
    "value",
    [
        '{"news": []}',
        '{"news": [{"title": "x"}]}',
        "[1, 2]",
        '"text"',
        "{",
        '{"news": "x", "entries": 1, "_items": {}}',
    ],
)
def test_other_json_is_no_feed(value: str) -> None:
    parsed = parse(value.encode(), url="https://blatt.example/x.json")
    assert isinstance(parsed, Failure)
