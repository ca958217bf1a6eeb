"""LiveBlogPosting in a page: the golden document, and each quirk that pages have."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.feeds.pages import URL, live_blog, live_page, page, read, update
from ticker.errors import Cause, Failure
from ticker.feeds.live import jsonld
from ticker.feeds.live.jsonld import lenient
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData, FeedKind, PollHints

GOLDEN = """<!DOCTYPE html>
<html lang="de-AT"><head><title>Liveblog</title>
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
 {"@type": "WebSite", "url": "https://kiebitz.example/"},
 {"@type": ["LiveBlogPosting", "NewsArticle"], "@id": "https://kiebitz.example/live/kosmodrom",
  "headline": "Treffen am Kosmodrom &ndash; der Tag",
  "description": "Zwei Staatschefs, ein Startplatz.",
  "coverageStartTime": "2023-09-13T05:00:00+02:00", "coverageEndTime": "2023-09-13T22:00:00+02:00",
  "image": {"@type": "ImageObject", "url": "/bild/aufmacher.jpg"},
  "liveBlogUpdate": [
   {"@type": "BlogPosting", "@id": "#u2", "headline": "Der Zug ist da &#8211; &quot;endlich&quot;",
    "datePublished": "2023-09-13T07:40:00+02:00", "dateModified": "2023-09-13T07:52:00+02:00",
    "articleBody": "Der Zug h\u00e4lt am Bahnsteig.
Die G&auml;ste steigen aus.",
    "author": [{"@type": "Person", "name": "Ida Lerch"}, "Jon Falk"],
    "keywords": "Reise, Diplomatie",
    "image": ["/bild/aufmacher.jpg", {"@type": "ImageObject", "contentUrl": "/bild/zug.jpg", "caption": "Am Gleis",
              "creditText": "Ada Sommer", "encodingFormat": "image/jpeg"}],
   },
   {"@type": "BlogPosting", "@id": "#u1", "datePublished": "2023-09-13T05:10:00+02:00",
    "articleBody": "<p>Guten <b>Morgen</b>!</p><p>Es geht los.</p>"},
  ]}
]}
</script></head><body></body></html>"""


def test_golden_document() -> None:
    assert read(GOLDEN) == Document(
        format="liveblogposting",
        encoding="utf-8",
        is_whole=True,
        reason="the page describes itself as a live blog (LiveBlogPosting)",
        feed=FeedData(
            title="Treffen am Kosmodrom – der Tag",
            link=URL,
            language="de-AT",
            description="Zwei Staatschefs, ein Startplatz.",
            hints=PollHints(ends=datetime(2023, 9, 13, 20, tzinfo=UTC)),
            kind=FeedKind.LIVEBLOG,
        ),
        entries=(
            EntryData(
                id=f"{URL}#u2",
                title='Der Zug ist da – "endlich"',
                link=URL,
                authors=("Ida Lerch", "Jon Falk"),
                published=datetime(2023, 9, 13, 5, 40, tzinfo=UTC),
                updated=datetime(2023, 9, 13, 5, 52, tzinfo=UTC),
                content="Der Zug hält am Bahnsteig.\nDie Gäste steigen aus.",
                categories=("Reise", "Diplomatie"),
                enclosures=(
                    Enclosure("https://kiebitz.example/bild/zug.jpg", "image/jpeg", None, "Am Gleis", "Ada Sommer"),
                ),
                language="de-AT",
            ),
            EntryData(
                id=f"{URL}#u1",
                link=URL,
                published=datetime(2023, 9, 13, 3, 10, tzinfo=UTC),
                content="Guten Morgen!\nEs geht los.",
                content_html="<p>Guten <b>Morgen</b>!</p><p>Es geht los.</p>",
                language="de-AT",
            ),
        ),
    )


def titles(document: Document) -> list[str | None]:
    return [entry.title for entry in document.entries]


def test_one_update_may_stand_alone() -> None:
    assert titles(read(live_page(update("09:30", "Allein")))) == ["Allein"]


def test_updates_come_the_newest_first_whatever_their_order() -> None:
    document = read(live_page([update("07:00", "A"), update("09:00", "C"), update("08:00", "B")]))
    assert titles(document) == ["C", "B", "A"]


def test_updates_may_be_referred_to() -> None:
    graph = [live_blog([{"@id": "#b"}, {"@id": "#a"}]), update("08:00", "A") | {"@id": "#a"}]
    graph.append(update("09:00", "B") | {"@id": "#b"})
    document = read(page(json.dumps({"@graph": graph})))
    assert titles(document) == ["B", "A"]
    assert [entry.id for entry in document.entries] == [f"{URL}#b", f"{URL}#a"]


def test_updates_may_be_named_as_strings_or_listed() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": update("08:00", "A")}]}
    graph = [live_blog([["#b"], listed, "#nowhere"]), update("09:00", "B") | {"@id": "#b"}]  # type: ignore[list-item]
    assert titles(read(page(json.dumps(graph)))) == ["B", "A"]


def test_an_update_without_an_id_is_known_by_its_time() -> None:
    updates = [update("09:00", "C"), update("08:00", "B"), update("08:00", "A")]
    document = read(live_page(updates))
    assert [entry.id for entry in document.entries] == [
        "time:2023-09-13T07:00:00Z",
        "time:2023-09-13T06:00:00Z#2",
        "time:2023-09-13T06:00:00Z",
    ]
    assert document.warnings == ("entries without an id: 3",)


def test_the_address_of_the_page_is_no_id() -> None:
    updates = [update("09:00", "B", url=URL), update("08:00", "A", url=f"{URL}?utm_source=x")]
    assert [entry.id[:5] for entry in read(live_page(updates)).entries] == ["time:", "time:"]


def test_an_id_that_several_share_is_none() -> None:
    updates = [update("09:00", "B", identifier="x"), update("08:00", "A", identifier="x")]
    assert [entry.id[:5] for entry in read(live_page(updates)).entries] == ["time:", "time:"]


def test_an_identifier_may_be_a_property_value() -> None:
    updates = [update("09:00", "B", identifier={"@type": "PropertyValue", "value": 77})]
    assert read(live_page(updates)).entries[0].id == "77"


def test_a_pinned_update_that_stands_twice_is_one() -> None:
    updates = [update("08:00", "A"), update("09:00", "B"), update("08:00", "A")]
    assert titles(read(live_page(updates))) == ["B", "A"]


def test_an_update_without_any_text_is_left_out() -> None:
    document = read(live_page([update("09:00", None, ""), update("08:00", "A")]))
    assert titles(document) == ["A"]
    assert "entries without any text: 1" in document.warnings


def test_without_a_time_it_has_none() -> None:
    said = update("09:00", "A")
    del said["datePublished"]
    (entry,) = read(live_page([said])).entries
    assert (entry.published, entry.id) == (None, "time:none")


def test_other_words_for_the_text_and_the_time() -> None:
    said = {"@type": "BlogPosting", "name": "A", "text": ["Eins.", "Zwei."], "dateModified": "2023-09-13T08:00Z"}
    (entry,) = read(live_page([said], video="https://kiebitz.example/v.mp4")).entries
    assert (entry.title, entry.content) == ("A", "Eins.\nZwei.")
    assert entry.published == entry.updated == datetime(2023, 9, 13, 8, tzinfo=UTC)


def test_files_and_names_in_all_their_forms() -> None:
    said = update(
        "09:00",
        "A",
        video={"@type": "VideoObject", "contentUrl": "https://kiebitz.example/v.mp4", "creator": {"name": "Tom Rohr"}},
        image=[{"@type": "ImageObject", "url": "https://kiebitz.example/b.jpg"}, "javascript:alert(1)", {}],
        author=[{"name": ["Ida Lerch", "Jon Falk"]}, "https://kiebitz.example/redaktion"],
        keywords=[{"name": "Reise"}, "Zug,  Bahn"],
    )
    (entry,) = read(live_page([said])).entries
    assert entry.enclosures == (
        Enclosure("https://kiebitz.example/b.jpg", "image/*"),
        Enclosure("https://kiebitz.example/v.mp4", credit="Tom Rohr"),
    )
    assert entry.authors == ("Ida Lerch", "Jon Falk")
    assert entry.categories == ("Reise", "Zug", "Bahn")


def test_html_that_came_escaped() -> None:
    (entry,) = read(live_page([update("09:00", "A", "&lt;p&gt;Eins.&lt;/p&gt;&lt;p&gt;Zwei.&lt;/p&gt;")])).entries
    assert (entry.content, entry.content_html) == ("Eins.\nZwei.", "<p>Eins.</p><p>Zwei.</p>")


def test_the_page_s_own_blog_counts_not_one_that_it_points_to() -> None:
    other = live_blog([update("08:00", "X"), update("09:00", "Y")], url="https://kiebitz.example/live/anderes")
    document = read(page(json.dumps(other), json.dumps(live_blog([update("08:00", "A")]))))
    assert titles(document) == ["A"]


def test_without_the_page_s_address_the_longest_blog_counts() -> None:
    other = live_blog([update("08:00", "X"), update("09:00", "Y")], url="https://kiebitz.example/live/anderes")
    document = read(page(json.dumps(live_blog([update("08:00", "A")])), json.dumps(other)), url="")
    assert titles(document) == ["Y", "X"]


def test_the_linked_data_alone_is_a_live_blog_too() -> None:
    assert titles(read(json.dumps(live_blog([update("08:00", "A")])))) == ["A"]


def test_a_blog_that_has_not_begun_is_one() -> None:
    assert read(live_page([])).entries == ()


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("Der Liveblog ist beendet.", True),
        ("Dieser Artikel wird nicht länger aktualisiert", True),
        ("Wir beenden hier unseren Newsticker.", True),
        ("Damit endet unser Live-Ticker.", True),
        ("This live blog is now closed.", True),
        ("Der Krieg ist beendet. Der Ticker läuft.", False),
        ("Die Partie ist beendet.", False),
    ],
)
def test_the_last_update_may_say_that_it_is_over(said: str, over: bool) -> None:
    document = read(live_page([update("08:00", "A", "Anfang."), update("22:00", "B", said)]))
    assert document.feed.hints.over is over


def test_only_the_last_word_counts() -> None:
    document = read(live_page([update("08:00", "A", "Der Liveblog ist beendet."), update("09:00", "B")]))
    assert not document.feed.hints.over


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, 2,], }', {"a": [1, 2]}),
        ('{"a": "x\ny"}', {"a": "x\ny"}),
        ('{"a": "x\\\'y,]"}', {"a": "x\\'y,]"}),
        ('{"a": 1};', {"a": 1}),
        ('{ // Anfang\n"a": "http://x"}', {"a": "http://x"}),
        ("{&quot;a&quot;: 1}", {"a": 1}),
        ("{", None),
        ("[" * 100_000, None),
    ],
)
def test_linked_data_is_read_leniently(text: str, value: object) -> None:
    assert lenient(text) == value


@pytest.mark.parametrize("wrapper", ["<!--\n{}\n-->", "//<![CDATA[\n{}\n//]]>", "/*<![CDATA[*/{}/*]]>*/"])
def test_linked_data_may_be_wrapped(wrapper: str) -> None:
    assert titles(read(page(wrapper.replace("{}", json.dumps(live_blog([update("08:00", "A")])))))) == ["A"]


def test_a_blog_that_breaks_off_keeps_what_came() -> None:
    whole = live_page([update("09:00", "C"), update("08:00", "B"), update("07:00", "A")])
    document = read(whole[: whole.index('"A"')])
    assert titles(document) == ["C", "B"]
    assert document.broken == "the live blog breaks off after 2 entries"
    assert document.feed.title == "Treffen am Kosmodrom"


def test_a_blog_that_breaks_off_inside_a_graph() -> None:
    whole = page(
        json.dumps({"@graph": [{"@type": "WebSite"}, live_blog([update("09:00", "B"), update("08:00", "A")])]})
    )
    document = read(whole[: whole.index('"A"')])
    assert (titles(document), document.feed.title) == (["B"], "Treffen am Kosmodrom")


def test_a_blog_that_breaks_off_before_its_head_can_be_told() -> None:
    whole = page(
        '{"@type": "LiveBlogPosting", "headline": "x" "y", "liveBlogUpdate": [' + json.dumps(update("09:00", "A"))
    )
    document = read(whole)
    assert (titles(document), document.feed.title) == (["A"], None)


@pytest.mark.parametrize(
    "text",
    [
        page('{"@type": "NewsArticle", "headline": "Kein Ticker"}'),
        page('{"@type": "LiveBlogPosting", "headline": "Nur angekündigt"}'),
        page('{"@type": "NewsArticle", "liveBlogUpdate": []}'),
        page('{"@type": "LiveBlogPosting", "liveBlogUpdate": '),
        page('{"@type": "NewsArticle", "liveBlogUpdate": ['),
    ],
)
def test_other_pages_are_no_feed(text: str) -> None:
    parsed = parse(text.encode(), url=URL)
    assert parsed == Failure(Cause.NOT_A_FEED, detail="HTML page")


def test_a_string_that_breaks_off_is_gone_through_once() -> None:
    torn = '{"articleBody": "' + '\\"x' * 1000
    assert len(jsonld._STRING_OR_FLAW.findall(torn)) == 2  # the name, and the rest
    assert jsonld.mend(torn) == torn
    assert jsonld.mend(torn + "\\") == torn + "\\\\"
