"""Items of news agencies: one golden document for each format, versions, signals, embargoes, and what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.feeds.pages import read
from ticker.errors import Failure
from ticker.feeds.agency.items import is_taken_back, names, newer, signal_words, urgency_of
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData, FeedKind, Urgency

URL = "https://draht.example/queue"
URN = "urn:newsml:draht.example:20230913:1"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 9, 13, hour, minute, tzinfo=UTC)


WIRE: dict[str, Any] = {
    "format": "digitalwires@0.9.1",
    "urn": URN,
    "version": 1,
    "version_created": "2023-09-13T10:40:00+02:00",
    "pubstatus": "usable",
    "signal": None,
    "embargoed": None,
    "language": "de",
    "urgency": 2,
    "kicker": "Diplomatie",
    "headline": "Treffen begonnen",
    "teaser": "Zwei Staatschefs reden.",
    "byline": "Von Ida Lerch und Jon Falk, drt",
    "dateline": "Peine (drt) - ",
    "article_html": "<section><p>Zwei Staatschefs sind zusammengekommen.</p><p>Sie reden.</p></section>",
    "linkbox_html": "<ul><li><a href='https://a.example/'>Mehr</a></li></ul>",
    "creditline": "drt",
    "copyrightnotice": "Copyright 2023, drt",
    "dpasubject_names": ["Diplomatie", "Gipfel"],
    "ednotes": [{"role": "x:closingline", "ednote": "drt xx", "is_publishable": True}],
    "associations": [
        {
            "caption": "Am Gleis",
            "creditline": "Ada Sommer",
            "renditions": [
                {"width": 300, "url": "https://bild.example/300.jpg", "mimetype": "image/jpeg"},
                {"width": 900, "url": "https://bild.example/900.jpg", "mimetype": "image/jpeg"},
            ],
        },
        {"renditions": []},
    ],
}


def wires(*changes: dict[str, Any]) -> Document:
    return read(json.dumps({"entries": [WIRE | change for change in changes]}), URL)


def test_golden_digitalwires() -> None:
    assert read(json.dumps(WIRE), URL) == Document(
        format="digitalwires",
        encoding="utf-8",
        reason="the document holds items of the agency dpa (digitalwires)",
        feed=FeedData(title="drt", language="de", kind=FeedKind.AGENCY),
        entries=(
            EntryData(
                id=URN,
                title="Treffen begonnen",
                authors=("Ida Lerch", "Jon Falk", "drt"),
                published=at(8, 40),
                summary="Zwei Staatschefs reden.",
                content="Peine (drt) - Zwei Staatschefs sind zusammengekommen.\nSie reden.\n• Mehr",
                content_html="<section><p>Peine (drt) - Zwei Staatschefs sind zusammengekommen.</p><p>Sie reden.</p>"
                '</section><ul><li><a href="https://a.example/">Mehr</a></li></ul>',
                categories=("Diplomatie", "Gipfel"),
                enclosures=(Enclosure("https://bild.example/900.jpg", "image/jpeg", None, "Am Gleis", "Ada Sommer"),),
                language="de",
                rights="Copyright 2023, drt",
                source="drt",
                urgency=Urgency.BULLETIN,
            ),
        ),
    )


def test_the_highest_version_counts_wherever_it_stands() -> None:
    second = {
        "version": 2,
        "signal": "sig:correction",
        "version_created": "2023-09-13T11:00:00+02:00",
        "headline": "Neu",
    }
    document = wires(second, {})
    (entry,) = document.entries
    assert (entry.title, entry.updated, entry.categories[-1]) == ("Neu", at(9), "correction")
    assert document.warnings == ("earlier versions left out: 1",)


def test_what_was_corrected_stands_first() -> None:
    note = {"role": "x:correction", "ednote": "Ort berichtigt", "is_publishable": True}
    (entry,) = wires({"ednotes": [note]}).entries
    assert entry.content is not None
    assert entry.content.startswith("Ort berichtigt\nPeine (drt) - ")


@pytest.mark.parametrize("change", [{"pubstatus": "canceled"}, {"pubstatus": "withheld"}, {"signal": "sig:kill"}])
def test_what_is_killed_is_withdrawn(change: dict[str, Any]) -> None:
    assert wires(change).entries[0].withdrawn


def test_an_embargo_is_kept() -> None:
    assert wires({"embargoed": "2023-09-13T19:00:00+02:00"}).entries[0].embargo == at(17)


def test_a_picture_is_its_caption() -> None:
    change = {
        "article_html": None,
        "linkbox_html": None,
        "teaser": None,
        "descriptions": [{"description": "Ein Zug."}],
        "version": None,
    }
    (entry,) = read(json.dumps([WIRE | change]), URL).entries
    assert entry.content == "Ein Zug."


def ninjs(**more: Any) -> dict[str, Any]:
    said = {
        "guid": URN,
        "type": "text",
        "version": "1",
        "firstcreated": "2023-09-13T08:00:00Z",
        "versioncreated": "2023-09-13T08:40:00Z",
        "pubstatus": "usable",
        "headline": "Treffen begonnen",
        "body_html": "<p>Sie reden.</p>",
    }
    return said | more


def test_golden_ninjs() -> None:
    item = ninjs(
        uri="https://draht.example/1",
        language="de-AT",
        urgency=3,
        byline="Ida Lerch",
        description_text="Zwei Staatschefs.",
        subject=[{"name": "Diplomatie"}],
        keywords=["Gipfel"],
        copyrightnotice="© drt",
        source="drt",
        embargoed="2023-09-13T19:00:00+02:00",
        associations={
            "featuremedia": {
                "headline": "Am Gleis",
                "byline": "Ada Sommer",
                "renditions": {
                    "small": {"href": "https://bild.example/s.jpg", "width": 100},
                    "large": {"href": "https://bild.example/l.jpg", "width": 900, "mimetype": "image/jpeg"},
                },
            },
            "other": None,
        },
    )
    assert read(json.dumps(item), URL) == Document(
        format="ninjs",
        encoding="utf-8",
        reason="the document holds news items in the agencies' format ninjs",
        feed=FeedData(title="drt", language="de-AT", kind=FeedKind.AGENCY),
        entries=(
            EntryData(
                id="https://draht.example/1",
                title="Treffen begonnen",
                link="https://draht.example/1",
                authors=("Ida Lerch",),
                published=at(8),
                updated=at(8, 40),
                summary="Sie reden.",
                content="Zwei Staatschefs.",
                categories=("Diplomatie", "Gipfel"),
                enclosures=(Enclosure("https://bild.example/l.jpg", "image/jpeg", None, "Am Gleis", "Ada Sommer"),),
                language="de-AT",
                rights="© drt",
                source="drt",
                urgency=Urgency.HIGHLIGHTED,
                embargo=at(17),
            ),
        ),
    )


def test_ninjs_in_its_second_version() -> None:
    item = {
        "uri": URN,
        "type": "text",
        "versionCreated": "2023-09-13T08:40:00Z",
        "pubStatus": "canceled",
        "headlines": [{"role": "main", "value": "Treffen"}],
        "bodies": [{"contentType": "text/html", "value": "<p>Sie reden.</p>"}],
        "by": "Von Ida Lerch",
    }
    (entry,) = read(json.dumps({"items": [{"item": item}]}), URL).entries
    assert (entry.title, entry.content, entry.authors) == ("Treffen", "Sie reden.", ("Ida Lerch",))
    assert (entry.published, entry.updated, entry.withdrawn) == (at(8, 40), None, True)


def test_ninjs_with_authors_and_a_list_of_files() -> None:
    file = {"renditions": [{"url": "https://bild.example/a.jpg"}], "by": "Ada Sommer"}
    item = ninjs(authors=[{"name": "Jon Falk"}], associations=[file, file], version="x", subjects=[{"name": "Reise"}])
    (entry,) = read(json.dumps({"_items": [item]}), URL).entries
    assert (entry.authors, entry.categories) == (("Jon Falk",), ("Reise",))
    assert entry.enclosures == (Enclosure("https://bild.example/a.jpg", None, None, None, "Ada Sommer"),)


def test_json_that_only_looks_like_ninjs() -> None:
    deep: dict[str, Any] = ninjs()
    for _ in range(9):
        deep = {"data": deep}
    for value in (deep, {"guid": "x", "type": "text"}, {"guid": "x", "type": "shop", "pubstatus": "x"}):
        assert isinstance(parse(json.dumps(value).encode(), url=URL), Failure)


G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:newsml:draht.example:20230913:1" version="2" xml:lang="de">
 <rightsInfo><copyrightNotice>Copyright 2023, drt</copyrightNotice></rightsInfo>
 <itemMeta>
  <provider qcode="nprov:drt"/><versionCreated>2023-09-13T10:40:00+02:00</versionCreated>
  <firstCreated>2023-09-13T10:00:00+02:00</firstCreated>
  <embargoed>2023-09-13T19:00:00+02:00</embargoed>
  <pubStatus qcode="stat:usable"/><signal qcode="sig:correction"/>
  <edNote role="x:correction">Ort berichtigt</edNote>
 </itemMeta>
 <contentMeta>
  <urgency>7</urgency><creator qcode="x:1"><name>Ida Lerch</name></creator><creator><name>lerch.ida</name></creator>
  <subject><name>Diplomatie</name></subject><keyword>Gipfel</keyword>
  <headline>Treffen begonnen</headline><description>Zwei Staatschefs.</description>
 </contentMeta>
 <contentSet>
  <inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>
   <body><section class="header"><h1>Treffen</h1></section>
   <section class="main"><p>Sie <em>reden</em> &amp; trinken<br/>Tee.</p>
    <p><a href="https://a.example/">Mehr</a><!-- Kommentar --></p></section></body></html></inlineXML>
  <remoteContent href="https://bild.example/z.jpg" contenttype="image/jpeg" size="1234"/>
  <remoteContent href="tag:x"/>
 </contentSet>
</newsItem>
<packageItem guid="x"/>
</itemSet></newsMessage>"""


def test_golden_newsml_g2() -> None:
    assert read(G2, URL) == Document(
        format="newsml-g2",
        encoding="UTF-8".lower(),
        reason="the document holds news items in the agencies' format NewsML-G2",
        feed=FeedData(title="drt", language="de", kind=FeedKind.AGENCY),
        warnings=("packages left out: 1",),
        entries=(
            EntryData(
                id=URN,
                title="Treffen begonnen",
                authors=("Ida Lerch",),
                published=at(8),
                updated=at(8, 40),
                summary="Zwei Staatschefs.",
                content="Ort berichtigt\nSie reden & trinken\nTee.\nMehr",
                content_html="<p>Sie <em>reden</em> &amp; trinken<br>Tee.</p>\n"
                '    <p><a href="https://a.example/">Mehr</a></p>',
                categories=("Diplomatie", "Gipfel", "correction"),
                enclosures=(Enclosure("https://bild.example/z.jpg", "image/jpeg", 1234),),
                language="de",
                rights="Copyright 2023, drt",
                source="drt",
                urgency=Urgency.LOW,
                embargo=at(17),
            ),
        ),
    )


def test_newsml_g2_with_nitf_or_plain_text_inside() -> None:
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x"><itemMeta><title>T</title>'
        '<pubStatus qcode="stat:canceled"/></itemMeta>'
        '<contentMeta><language tag="fr"/></contentMeta><contentSet>{}</contentSet></newsItem>'
    )
    nitf = (
        "<inlineXML><nitf><body><body.content><block><p>Aus NITF.</p></block></body.content></body></nitf></inlineXML>"
    )
    (entry,) = read(item.format(nitf), URL).entries
    assert (entry.title, entry.content, entry.language, entry.withdrawn) == ("T", "Aus NITF.", "fr", True)
    plain = (
        '<inlineData contenttype="text/plain" rendition="x:headline">T</inlineData>'
        '<inlineData contenttype="text/plain" rendition="x:text">Eins\nzwei.\n\nDrei.</inlineData>'
    )
    (entry,) = read(item.format(plain), URL).entries
    assert entry.content == "Eins zwei.\nDrei."
    (entry,) = read(item.format("<inlineXML><p>Nur so.</p></inlineXML>"), URL).entries
    assert entry.content == "Nur so."
    (entry,) = read(item.format(""), URL).entries
    assert (entry.content, entry.source) == (None, None)


NITF = """<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">
<nitf baselang="de-CH"><head><title>Kurz</title>
 <docdata management-status="usable"><doc-id id-string="drt.1"/><urgency ed-urg="4"/>
  <date.issue norm="20230913T104000+0200"/><key-list><keyword key="Gipfel"/></key-list>
  <doc.copyright holder="drt" year="2023"/><correction info="Ort"/></docdata></head>
 <body><body.head><hedline><hl1>Treffen begonnen</hl1></hedline><byline>Von Ida Lerch</byline>
  <distributor>Draht</distributor><abstract><p>Zwei Staatschefs.</p></abstract></body.head>
 <body.content><p>Sie reden miteinander lange.</p><media><media-caption>x</media-caption></media>
  <block><hl2>Dann Tee</hl2></block></body.content></body></nitf>"""


def test_golden_nitf() -> None:
    assert read(NITF, URL) == Document(
        format="nitf",
        encoding="iso-8859-1",
        reason="the document is a news item in the agencies' format NITF",
        feed=FeedData(title="Draht", language="de-CH", kind=FeedKind.AGENCY),
        entries=(
            EntryData(
                id="drt.1",
                title="Treffen begonnen",
                authors=("Ida Lerch",),
                published=at(8, 40),
                summary="Zwei Staatschefs.",
                content="Sie reden miteinander lange.\nDann Tee",
                content_html="<p>Sie reden miteinander lange.</p>\n  <div><h3>Dann Tee</h3></div>",
                categories=("Gipfel", "correction"),
                language="de-CH",
                rights="© 2023 drt",
                source="Draht",
                urgency=Urgency.ROUTINE,
            ),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "embargo", "withdrawn"),
    [
        ('management-status="usable"', 'management-status="canceled"', None, True),
        ("<correction", '<ed-msg msg-type="kill"/><correction', None, True),
        ("<correction", '<date.release norm="20230913T190000+0200"/><correction', at(17), False),
        ("<correction", '<date.release norm="20230913T090000+0200"/><correction', None, False),
        ("<correction", '<date.release norm="YYYYMMDD"/><correction', None, False),
    ],
)
def test_what_nitf_says_of_its_use(old: str, new: str, embargo: datetime | None, withdrawn: bool) -> None:
    (entry,) = read(NITF.replace(old, new), URL).entries
    assert (entry.embargo, entry.withdrawn) == (embargo, withdrawn)


def test_an_item_without_an_id_takes_the_name_of_its_file() -> None:
    bare = NITF.replace('<doc-id id-string="drt.1"/>', "")
    assert read(bare, "file:///eingang/drt%201.xml").entries[0].id == "file:drt 1.xml"
    assert read(bare, URL).entries[0].id.startswith("sha256:")


NEWSML1 = """<NewsML><NewsItem xml:lang="de"><Identification><NewsIdentifier><ProviderId>drt</ProviderId>
<DateId>20230913</DateId><NewsItemId>7</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20230913T080000Z</FirstCreated><ThisRevisionCreated>20230913T084000Z</ThisRevisionCreated>
<Status FormalName="{status}"><x/></Status>{more}<Urgency FormalName="1"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Treffen</HeadLine><ByLine>Von Ida Lerch</ByLine><KeywordLine>Gipfel</KeywordLine>
<CopyrightLine>© drt</CopyrightLine></NewsLines><ContentItem><DataContent/></ContentItem>
<ContentItem><DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<p>Eins.</p><p>Zwei.</p>", "Eins.\nZwei."),
        ("&lt;p&gt;Eins.&lt;/p&gt;", "Eins."),
        ("<nitf><body><body.content><p>Aus NITF.</p></body.content></body></nitf>", "Aus NITF."),
        ("", None),
    ],
)
def test_golden_newsml_1(content: str, text: str | None) -> None:
    document = read(NEWSML1.format(status="Usable", more="", content=content), URL)
    (entry,) = document.entries
    assert (document.format, document.feed.kind, document.feed.title) == ("newsml-1", FeedKind.AGENCY, "drt")
    assert replace(entry, content_html=None) == EntryData(
        id="drt:20230913:7",
        title="Treffen",
        authors=("Ida Lerch",),
        published=at(8),
        updated=at(8, 40),
        content=text,
        categories=("Gipfel",),
        language="de",
        rights="© drt",
        source="drt",
        urgency=Urgency.FLASH,
    )


def test_what_newsml_1_says_of_its_use() -> None:
    change = "<StatusWillChange><DateAndTime>20230913T170000Z</DateAndTime></StatusWillChange>"
    (entry,) = read(NEWSML1.format(status="Embargoed", more=change, content="x"), URL).entries
    assert (entry.embargo, entry.withdrawn) == (at(17), False)
    assert read(NEWSML1.format(status="Canceled", more="", content="x"), URL).entries[0].withdrawn


TELEGRAM = (
    "\x01bdt0634 2 pl 31  drt 0815\r\n\r\nDiplomatie/Gipfel/\r\n\x02(Eil)\r\nTreffen hat\r\nbegonnen\r\n"
    "Von Ida Lerch, drt =\r\n\r\n\x07\x07Peine (drt) - Zwei Staatschefs\r\nreden.\r\n\r\nDann trinken sie Tee.\r\n\r\n"
    "# Notizblock\r\n- nicht für die Zeitung\r\n\r\n\x03131040 Sep 23\r\n\x04"
)


def test_golden_telegram() -> None:
    assert read(TELEGRAM, URL) == Document(
        format="iptc7901",
        encoding="utf-8",
        reason="the document is an agency's telegram (IPTC 7901)",
        feed=FeedData(title="drt", kind=FeedKind.AGENCY),
        entries=(
            EntryData(
                id="iptc7901:bdt0634:131040 Sep 23",
                title="Treffen hat begonnen",
                authors=("Ida Lerch", "drt"),
                published=at(8, 40),
                content="Peine (drt) - Zwei Staatschefs reden.\nDann trinken sie Tee.",
                categories=("Diplomatie", "Gipfel", "Eil"),
                source="drt",
                urgency=Urgency.BULLETIN,
            ),
        ),
    )


def test_a_telegram_that_corrects_or_kills() -> None:
    corrected = TELEGRAM.replace("(Eil)", "(Berichtigung: Ort\r\nberichtigt)")
    (entry,) = read(corrected, URL).entries
    assert entry.content is not None
    assert entry.content.startswith("Berichtigung: Ort berichtigt\nPeine")
    assert read(TELEGRAM.replace("(Eil)", "(KILL)"), URL).entries[0].withdrawn


def test_a_telegram_that_lacks_its_end() -> None:
    (entry,) = read(TELEGRAM[: TELEGRAM.index("# Notiz")], "file:///eingang/7.txt").entries
    assert (entry.id, entry.published) == ("file:7.txt", None)


@pytest.mark.parametrize("text", ["bdt0634 2 pl 31  drt 0815\n\nkein Ende der Überschrift", "Ein Satz.\n"])
def test_other_texts_are_no_telegrams(text: str) -> None:
    assert isinstance(parse(text.encode(), url=URL), Failure)


@pytest.mark.parametrize("text", ["<shop><item/></shop>", "<nitf>", '<!DOCTYPE x [<!ENTITY a "b">]><nitf/>'])
def test_other_xml_is_no_feed(text: str) -> None:
    assert isinstance(parse(text.encode(), url=URL), Failure)


@pytest.mark.parametrize(
    ("written", "urgency"),
    [(1, 1), ("5", 5), (8, 5), (0, None), (None, None), ("x", None), ("²", None), (True, None)],
)
def test_urgency(written: object, urgency: int | None) -> None:
    assert urgency_of(written) == urgency


def test_words_of_status_and_signals() -> None:
    assert is_taken_back("stat:Canceled")
    assert not is_taken_back("stat:usable", "")
    assert signal_words(["sig:update", "edStat:U"]) == ["update"]
    assert names("By TOM ROHR and Ida Lerch, Reuters") == ("TOM ROHR", "Ida Lerch")


def test_older_versions_do_not_come_back() -> None:
    first = EntryData(id="a", published=at(8))
    second = EntryData(id="a", published=at(8), updated=at(9))
    assert newer([first], [second]) == ()
    assert newer([second], [first]) == (second,)
    assert newer([first], [first]) == (first,)
    assert newer([first], []) == (first,)
    assert newer([EntryData(id="a")], [second]) == (EntryData(id="a"),)
    killed = replace(first, withdrawn=True)
    assert newer([first], [killed]) == ()
    assert newer([second], [killed]) == (second,)
    assert newer([killed], [killed]) == (killed,)
