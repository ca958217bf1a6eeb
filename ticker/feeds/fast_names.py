"""By which names feedparser knows elements and attributes, and what it makes nothing of."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from xml.etree.ElementTree import Element


def names(words: str) -> frozenset[str]:
    """The words as a set."""
    return frozenset(words.split())


# The namespaces that feeds use, in lower case, and the prefix by which feedparser knows their elements.
NAMESPACES = {
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/rss/1.0/": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://podlove.org/simple-chapters": "psc",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://web.resource.org/cc/": "cc",
    "http://webns.net/mvcb/": "admin",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://www.georss.org/georss": "georss",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.opengis.net/gml": "gml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.w3.org/xml/1998/namespace": "xml",
}
# Elements that feedparser reads, or whose names are keys of its own: where they stand matters.
_MEANINGFUL = names(
    "abstract author authors body category channel cloud comments content contributor contributors copyright created "
    "date description email enclosure entries entry expirationdate feed fullitem generator guid guidislink height "
    "homepage href id image info issued item keywords language lastbuilddate link links managingeditor modified name "
    "newlocation pubdate publisher published rights rss source subtitle summary tagline tags textinput title updated "
    "uri url webmaster where width "
    "content:encoded dc:author dc:contributor dc:creator dc:date dc:description dc:language dc:publisher dc:rights "
    "dc:subject dc:title dcterms:created dcterms:issued dcterms:modified dcterms:valid feedburner:browserfriendly "
    "geo:lat geo:long georss:point georss:where gml:exterior gml:linearring gml:linestring gml:point gml:polygon "
    "gml:pos gml:poslist "
    "itunes:author itunes:block itunes:category itunes:email itunes:explicit itunes:image itunes:keywords itunes:link "
    "itunes:name itunes:owner itunes:subtitle itunes:summary media:category media:content media:credit "
    "media:description media:group media:keywords media:license media:player media:rating media:restriction "
    "media:thumbnail media:title psc:chapter psc:chapters xhtml:body"
)
# Those among them that nothing is taken from, where they hold nothing but text.
PASSED_OVER = names(
    "cloud contributor copyright expirationdate generator info language rights webmaster dc:contributor dc:language "
    "dc:publisher dc:rights dcterms:valid feedburner:browserfriendly itunes:block itunes:explicit itunes:image "
    "itunes:subtitle media:credit media:license media:player media:rating media:restriction"
)

_READ_ATTRIBUTES = names(
    "base domain filesize href ispermalink label lang lastmod length mode rel scheme src term type uri url version"
)
_LOWERED = ("rel", "type")


class UnsureError(Exception):
    """The document holds something that only feedparser is to judge."""


@lru_cache(maxsize=4096)
def named(tag: str) -> str:
    """The name by which feedparser knows an element: "title", "dc:date", "?:x" in an unknown namespace."""
    if tag[0] != "{":
        return tag.lower()
    uri, _, local = tag[1:].rpartition("}")
    prefix = NAMESPACES.get(uri.lower(), "?")
    return f"{prefix}:{local}".lower() if prefix else local.lower()


@lru_cache(maxsize=4096)
def attribute_name(name: str) -> str:
    """The name by which feedparser knows an attribute; one of an unknown namespace counts without it."""
    if name[0] == "{":
        name = named(name).removeprefix("?:")
        if name in _READ_ATTRIBUTES:
            raise UnsureError(name)
    return name.lower()


def attributes(element: Element) -> dict[str, str]:
    """The attributes by their names in feedparser, the values of rel and type in lower case."""
    if not element.keys():  # cheaper than `attrib`, which makes a dictionary for each element that has none
        return {}
    given = {attribute_name(name): value for name, value in element.items()}
    for name in _LOWERED:
        if name in given:
            given[name] = given[name].lower()
    return given


def check_harmless(element: Element) -> None:
    """Raise UnsureError for an element that feedparser reads, or in which one is."""
    for inner in element.iter():
        name = named(inner.tag)
        if name in _MEANINGFUL or ("_" in name and ":" not in name):
            raise UnsureError(name)


def check_inside(element: Element, allowed: Collection[str]) -> None:
    """Raise UnsureError where any element inside this one has another name."""
    for inner in element.iter():
        if inner is not element and named(inner.tag) not in allowed:
            raise UnsureError(inner.tag)
