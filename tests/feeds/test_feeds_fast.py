"""The fast reader and feedparser say the same of every document, or the fast one says nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from tests.feeds.reading import NAMESPACES, read_twice
from tests.feeds.test_feeds_corpus import CORPUS
from ticker.feeds import fast
from ticker.feeds.charset import decode
from ticker.feeds.sniff import Content, sniff, trimmed

REAL = ("rss", "atom", "rdf", "german-news")
WITH_CORPUS = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")
MORE = (
    f'{NAMESPACES} xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:wetter="urn:wetter" '
    'xmlns:georss="http://www.georss.org/georss" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"'
)
RDF_ROOT = (
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">'
)
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">'


def rss(elements: str, root: str = 'version="2.0"') -> str:
    return f'<?xml version="1.0"?><rss {root} {MORE}><channel>{elements}</channel></rss>'


def item(elements: str) -> str:
    return rss(f"<title>Blatt</title><item>{elements}</item><item><title>Zweiter</title></item>")


def atom(elements: str, root: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {MORE} {root}>{elements}</feed>'


def entry(elements: str, root: str = "") -> str:
    return atom(f"<title>Blatt</title><entry>{elements}</entry><entry><title>Zweiter</title></entry>", root)


def rdf(elements: str) -> str:
    return f"{RDF_ROOT}{elements}</rdf:RDF>"


SURE = [
    "<rss><other/></rss>",
    rss(""),
    rss("<title>a</title><image><title>b</title><url>c</url></image><dc:title>d</dc:title>"),
    rss("<title>a</title><textInput><title>b</title><name>n</name></textInput><title>d</title>"),
    rss("<image/><title>a</title><item><title>b</title></item><title>c</title>"),
    rss("<language>de_at</language><ttl>5</ttl><skipHours><hour>1</hour></skipHours>", 'version="2.0" xml:lang="fr"'),
    rss("<description>a</description>", 'version="0.91"'),
    rss("<description>a</description>", 'version="1.5"'),
    rss("<description>a</description>", ""),
    rss("<itunes:summary>a</itunes:summary><description>b</description><item><description>c</description></item>"),
    rss("<itunes:subtitle>a</itunes:subtitle><description>b</description>"),
    rss('<itunes:category text="a"><itunes:category text="b"/></itunes:category><category>c</category>'),
    rss("<itunes:owner><itunes:name>a</itunes:name></itunes:owner><managingEditor>b</managingEditor>"),
    rss("<item><title>a</title></item><site xmlns='com-wordpress:feed-additions:1'>5</site>"),
    item("<title>a</title><title>b</title><media:title>c</media:title>"),
    item("<media:content url='u'><media:title>a</media:title></media:content><title>b</title>"),
    item("<media:title>a</media:title><media:group><media:title>b</media:title></media:group>"),
    item("<TITLE>a</TITLE><Link>https://a.example/1</Link>"),
    item("<title>M&#195;&#188;ller \u0096 Söhne</title>"),
    item("<link>https://a.example/?a=1&amp;amp;b;=2</link><guid>x</guid>"),
    item("<link></link><guid>https://a.example/1</guid>"),
    item('<link href="" /><link url="https://a.example/1"/><guid isPermaLink="false">x</guid>'),
    item('<atom:link rel="SELF" href="https://a.example/1"/><atom:link rel="replies" href="/2" wetter:count="3"/>'),
    item("<guid>https://a.example/1</guid><guid>b</guid>"),
    item("<pubDate>Mi, 13. Sep 2023 10:15:00 MESZ</pubDate><dc:date>2023-09-13T10:15:00+02:00</dc:date>"),
    item("<dcterms:created>2023-09-13</dcterms:created><dcterms:modified></dcterms:modified>"),
    item("<author>a@b.de (Erika)</author><dc:creator>Erika &lt;a@b.de&gt;</dc:creator><author>a@b.de</author>"),
    item("<author>Erika @muster</author><author/>"),
    item('<category domain="d">a</category><category>b</category><category term="t" label="l">c</category>'),
    item("<category/><category label='l'/><dc:subject>a</dc:subject><media:category>b</media:category>"),
    item(
        "<itunes:keywords>a, ,b</itunes:keywords><media:keywords>c</media:keywords>"
        '<media:keywords a="b">d</media:keywords>'
    ),
    item('<enclosure url="/a.mp3" length="5" type="Audio/MPEG"/><enclosure/>'),
    item('<media:group><media:content url="/a.jpg"/></media:group><media:thumbnail>/b.jpg</media:thumbnail>'),
    item('<media:thumbnail url="/c.jpg"/>'),
    item("<description>a</description><description>b</description><description>c</description>"),
    item("<description>a</description><media:group><media:description>b</media:description></media:group>"),
    item("<content:encoded>&lt;p&gt;a&lt;/p&gt;</content:encoded><description>b</description>"),
    item("<itunes:summary>&lt;p&gt;a&lt;/p&gt; &amp;amp;</itunes:summary>"),
    item("<description type='text'>a</description><description type='html'>b</description>"),
    item("<title>a</title><source url='u'>Quelle</source><title>b</title><image>c</image>"),
    item("<wetter:title><wetter:link/></wetter:title><comments>x</comments><media:credit>y</media:credit>"),
    item('<title xml:lang="fr">a</title><description lang="">b</description>'),
    item('<title xml:base="https://b.example/c/">a</title><enclosure url="d"/><link>e</link><guid>f</guid>'),
    entry(
        '<id>f</id><link href="g"/><content xml:base="https://c.example/h/">i</content><link href="j"/>',
        'xml:base="https://b.example/"',
    ),
    item(
        "<media:title>a</media:title><media:credit>n</media:credit><media:group><media:title>b</media:title>"
        "<media:content url='/1'><media:title><![CDATA[c & <i>d</i>]]></media:title></media:content>"
        "<media:content url='/2'/></media:group><media:content url='/3'><media:credit role='x'>m</media:credit>"
        "<media:credit>o &quot;p&quot;</media:credit><media:credit>m</media:credit></media:content><title>t</title>"
    ),
    item("<media:thumbnail url='/1'/><media:credit>n</media:credit><enclosure url='/2' title='t'/>"),
    item("<media:content url='/1'><media:content url='/2'/><media:title>a</media:title></media:content>"),
    item("<media:title>a</media:title>"),
    item("<rights>a &amp;amp; b</rights><copyright>c</copyright><dc:rights></dc:rights>"),
    item("<dc:rights>&lt;b&gt;a&lt;/b&gt;</dc:rights><comments>/1#k</comments><comments a='b'>c</comments>"),
    item("<comments a='b'>c</comments><comments/><source url='/q'/><source>b &#195;&#188;</source>"),
    item("<georss:point>52.5 13.4</georss:point><geo:lat>1</geo:lat><geo:long>2</geo:long>"),
    item("<georss:point>52.5,13.4 x</georss:point><geo:lat>1</geo:lat><geo:long>2</geo:long>"),
    item("<georss:point>52</georss:point><geo:lat a='b'>1</geo:lat><geo:lat>3</geo:lat><geo:long>n</geo:long>"),
    rss("<copyright>a</copyright><comments>b</comments><georss:point>1 2</georss:point><geo:lat>3</geo:lat>"),
    entry("<source><title/><title>a</title><title>b</title></source><link rel='replies' type='text/html' href='/c'/>"),
    entry("<source><id>a</id><title type='html'>&lt;b&gt;a&lt;/b&gt;</title></source><rights type='html'>b</rights>"),
    entry('<id>tag:1</id><title type="html">a</title><content type="html">&lt;b&gt;b&lt;/b&gt;</content>'),
    entry(f'<content type="xhtml"> {DIV}a &amp; <p class="x">b<br/>c</p></div> </content>'),
    entry(f'<content type="xhtml">{DIV}a</div>{DIV}b</div></content>'),
    entry("<content type='xhtml'>a &lt; b</content><summary>c &amp;amp; d</summary>"),
    entry("<author><name>a</name><email>b</email><uri>c</uri></author><author>Erika</author>"),
    entry("<source><title>a</title><author><name>b</name></author></source><title>c</title>"),
    entry("<contributor><name>a</name></contributor><published>2023-09-13T10:15:00Z</published>"),
    atom("<subtitle>a</subtitle><id>b</id><updated>c</updated>", 'xml:lang="de"'),
    rdf(
        '<channel rdf:about="a"><title>b</title><image rdf:resource="c"/><items><rdf:Seq/></items></channel>'
        '<image><title>d</title></image><item rdf:about="e"><title>f</title></item>'
    ),
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
    "<channel/><item><title>a</title></item></rdf:RDF>",
]
UNSURE = [
    "<!DOCTYPE rss>" + rss(""),
    rss(f"<title>{'a' * 1000}</title>"),
    rss("<title>a"),
    rss("<title>\ud800</title>"),
    rss("<title>\ufffe</title>"),
    "<rss><item/></rss>",
    "<rss><channel><title>a</title></channel><channel/></rss>",
    "<rss><channel lastmod='2023'/></rss>",
    "<rss xmlns:x='http://purl.org/rss/1.0/'><channel/></rss>",
    "<feed><title>a</title></feed>",
    '<rss xmlns:media="urn:media"><channel/></rss>',
    '<rss xmlns:slash="http://purl.org/dc/elements/1.1/"><channel/></rss>',
    '<rss xmlns:a="http://purl.org/atom/ns#"><channel/></rss>',
    '<rss xmlns:a="urn:b c"><channel/></rss>',
    '<rss xmlns:a="urn:b"><channel><x xmlns:a="urn:c"/></channel></rss>',
    rss('<title xmlns="urn:x">a</title>'),
    item('<link wetter:href="a"/>'),
    item('<title xml:base="a/">b</title>'),
    item("<title><b>a</b></title>"),
    item("<title type='image/png'>a</title>"),
    item("<title mode='base64'>YQ==</title>"),
    item("<description type='xhtml'>a</description>"),
    item("<itunes:summary>a &amp;amp; b</itunes:summary>"),
    item("<media_content>a</media_content>"),
    item("<wetter:a><title/></wetter:a>"),
    item("<link>http:///a</link>"),
    item("<link href='a'><b/></link>"),
    item("<pubDate>gestern</pubDate>"),
    item("<author>a@b.example</author>"),
    item("<author><b/></author>"),
    item("<author>a<name>b</name></author>"),
    item("<author>a</author><author><name>b</name></author>"),
    item("<enclosure><b/></enclosure>"),
    item("<media:keywords a='b'><c/></media:keywords>"),
    item("<image><title>a</title></image>"),
    item("<comments><b/></comments>"),
    item("<wetter:a><comments>b</comments></wetter:a>"),
    item("<geo:Point><geo:lat>1</geo:lat></geo:Point>"),
    item("<georss:where/>"),
    item("<source>a<title>b</title></source>"),
    item("<media:title><b/></media:title>"),
    item("<source><title><b/></title></source>"),
    item("".join(f"<category>{number}</category>" for number in range(300))),
    rss("<item href='a'/>"),
    entry("<content type='xhtml'><svg xmlns='http://www.w3.org/1999/xhtml'/></content>"),
    entry(f"<content type='xhtml'>{DIV}<p wetter:a='b'/></div></content>"),
    entry(f"<content type='xhtml'>{DIV * 80}{'</div>' * 80}</content>"),
]


@pytest.mark.parametrize("text", SURE)
def test_a_clean_document_is_read_fast_and_as_feedparser_reads_it(text: str) -> None:
    quick, slow = read_twice(text)
    assert quick is not None
    assert quick == slow


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_not_clean_is_left_to_feedparser(text: str) -> None:
    assert fast.read(text) is None


def test_elements_of_very_many_names_are_passed_over() -> None:
    quick, slow = read_twice(item("".join(f"<wetter:n{number}/>" for number in range(1100)) + "<title>a</title>"))
    assert quick is not None
    assert quick == slow


@WITH_CORPUS
@pytest.mark.parametrize(
    "folder", sorted(path.name for path in CORPUS.iterdir() if path.is_dir()) if CORPUS.is_dir() else []
)
def test_both_readers_agree_on_every_real_document(folder: str) -> None:
    for path in sorted((CORPUS / folder).rglob("*")):
        text = feed_text(path.read_bytes()) if path.is_file() else None
        if text is not None:
            quick, slow = read_twice(text)
            assert quick in (None, slow), path


@WITH_CORPUS
def test_most_real_feeds_are_read_fast(record_property: Callable[[str, object], None]) -> None:
    bodies = [path.read_bytes() for folder in REAL for path in (CORPUS / folder).rglob("*") if path.is_file()]
    texts = [text for text in map(feed_text, bodies) if text is not None]
    share = sum(fast.read(text) is not None for text in texts) / len(texts)
    record_property("share", share)
    assert share >= 0.85


@pytest.mark.parametrize("first", range(0, 4000, 200))
def test_both_readers_agree_on_mutated_documents(first: int) -> None:
    for seed in range(first, first + 200):
        source = random.Random(seed)
        text = source.choice(SURE)
        for _ in range(source.randint(1, 4)):
            text = mutated(text, source)
        quick, slow = read_twice(text)
        assert quick in (None, slow), text


def feed_text(body: bytes) -> str | None:
    """The text of a document that is a feed."""
    text = decode(body).text
    return trimmed(text) if sniff(body, text) is Content.FEED else None


TAG = re.compile(r"<[A-Za-z][^<>]*>")
ELEMENT = re.compile(r"<([A-Za-z][\w:]*)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
ELEMENTS = [element[0] for document in SURE for element in ELEMENT.finditer(document)]
NAMES = sorted({element.partition(">")[0].split()[0].strip("</") for element in ELEMENTS} | {"updated_parsed", "body"})
ATTRIBUTES = [
    *('type="html"', 'type="xhtml"', 'href="/x"', 'rel="self"', 'url="z"', 'term="t"', 'label="l"', 'xml:lang="fr"'),
    *('xml:base="http://b.example/c/"', 'isPermaLink="false"', 'wetter:href="q"', 'lastmod="2020-01-01"', 'lang=""'),
]
TEXTS = [
    "",
    "x",
    "a &amp;amp; b",
    "&#195;&#164;",
    "/rel",
    "2023-01-02T03:04:05Z",
    "a@b.de (N)",
    "&lt;br&gt;",
    "<i>i</i>",
]


def mutated(text: str, source: random.Random) -> str:
    """The text with an element more, less, elsewhere or of another name, with another text or attribute."""
    tags, elements = list(TAG.finditer(text)), list(ELEMENT.finditer(text))
    if not elements:
        return text
    tag, element = source.choice(tags), source.choice(elements)
    start, end = element.span()
    match source.randrange(6):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[: tag.end()] + source.choice(ELEMENTS) + text[tag.end() :]
        case 2:
            name = source.choice(NAMES)
            return text[:start] + re.sub(rf"(?<=[</]){re.escape(element[1])}(?=[\s/>])", name, element[0]) + text[end:]
        case 3:
            value = source.choice(TEXTS)
            return text[:start] + re.sub(">[^<>]*</", lambda _: f">{value}</", element[0]) + text[end:]
        case 4:
            place = tag.start() + 1 + len(re.split(r"[\s/>]", tag[0][1:])[0])
            return f"{text[:place]} {source.choice(ATTRIBUTES)}{text[place:]}"
        case _:
            place = source.randrange(len(text))
            return text[:place] + source.choice("<&>\x1b\ufffe'") + text[place + source.randrange(2) :]
