"""What the elements of a clean feed come to, in the terms of feedparser, each by its handler."""

from __future__ import annotations

import re
from contextlib import suppress
from xml.etree.ElementTree import Element

from ticker.feeds.captions import Captions
from ticker.feeds.dates import parse_date
from ticker.feeds.fast_names import UnsureError, attributes, check_inside, named, names
from ticker.feeds.fast_texts import (
    TYPES,
    XHTML,
    Handler,
    Handlers,
    Place,
    Scope,
    construct,
    content,
    media_title,
    mended,
    name_and_address,
    read_elements,
    resolved,
    store,
    teaser,
    text_of,
    title,
)

_PERSON = names("name email uri url homepage itunes:name itunes:email")
_SOURCE = _PERSON | names(
    "author category contributor generator icon id link logo published rights subtitle title updated"
)
_IMAGE = {"title", "link", "description", "url", "href", "width", "height"}
_CDF_ATTRIBUTES = {"href", "lastmod"}
_SEARCH_BOX = {"title", "link", "description", "name"}
_MAX_TAGS = 200
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")


def _link(scope: Scope, element: Element, place: Place) -> None:
    link = {"rel": "alternate", "type": "text/html"}
    if element.keys():
        link = {"rel": "alternate", **attributes(element)}
        link.setdefault("type", "application/atom+xml" if link["rel"] == "self" else "text/html")
        if href := link.get("url", link.get("uri", link.get("href"))):
            link["href"] = href
    scope.raw.setdefault("links", []).append(link)
    if "href" in link:
        link["href"] = resolved(link["href"], place)
        if link["rel"] == "alternate" and TYPES.get(link["type"], "") in ("text/html", XHTML):
            scope.raw["link"] = link["href"]
        if len(element):
            raise UnsureError("elements in a link")
        return
    address = text_of(element)
    if address:
        if "&" in address and scope.is_entry:
            address = address.replace("&amp;", "&")
        href = resolved(address, place)
        link["href"] = _REFERENCE.sub(r"&\1", href) if "&" in href else href
    scope.raw["link"] = link.get("href", "")


def _identifier(scope: Scope, element: Element, place: Place) -> None:
    is_link = attributes(element).get("ispermalink", "true") == "true"
    value = text_of(element)
    store(scope, "id", resolved(value, place) if is_link and value else value, place)
    scope.raw.setdefault("guidislink", is_link and "link" not in scope.raw)
    if is_link:
        scope.raw.setdefault("link", value)


def _date(key: str) -> Handler:
    def read(scope: Scope, element: Element, place: Place) -> None:
        written = text_of(element)
        if written and parse_date(written) is None:
            raise UnsureError(written)  # feedparser may know better
        store(scope, key, written, place)

    return read


def _author(scope: Scope, element: Element, place: Place) -> None:
    if not len(element):
        author = name_and_address(text_of(element))
        scope.raw.setdefault("authors", []).append(author)
        scope.raw["author_detail"] = author
        return
    author = {}
    scope.raw.setdefault("authors", []).append(author)
    for part in element:
        name = named(part.tag).removeprefix("itunes:")
        if len(part) or name not in _PERSON:
            raise UnsureError(part.tag)
        if name in ("name", "email"):
            author[name] = (part.text or "").strip()
    if "author_detail" in scope.raw:
        raise UnsureError("feedparser writes the name of this author over that of the one before")
    if "".join([element.text or "", *(part.tail or "" for part in element)]).strip():
        raise UnsureError("an author with elements and text")


def _tag(scope: Scope, term: str | None, scheme: str | None, label: str | None = None) -> None:
    tags = scope.raw.setdefault("tags", [])
    tag = {"term": term, "scheme": scheme, "label": label}
    if (term or scheme or label) and tag not in tags:
        tags.append(tag)
    if len(tags) > _MAX_TAGS:
        raise UnsureError("so many categories take long")


def _category(scope: Scope, element: Element, place: Place, scheme: str | None = None) -> None:
    value = text_of(element)
    if element.keys() or scheme:
        given = attributes(element)
        scheme = given.get("scheme", scheme or given.get("domain"))
        _tag(scope, given.get("term"), scheme, given.get("label"))
    tags = scope.raw.get("tags")
    if value and tags and not tags[-1]["term"]:
        tags[-1]["term"] = value
    elif value:
        _tag(scope, value, None)


def _media_category(scope: Scope, element: Element, place: Place) -> None:
    _category(scope, element, place, "http://search.yahoo.com/mrss/category_schema")


def _keywords(scheme: str | None) -> Handler:
    def read(scope: Scope, element: Element, place: Place) -> None:
        if not element.keys():
            for term in filter(None, (term.strip() for term in text_of(element).split(","))):
                _tag(scope, term, scheme)
        elif len(element):
            raise UnsureError(element.tag)

    return read


def _enclosure(scope: Scope, element: Element, place: Place) -> None:
    given = attributes(element)
    href = given.get("url", given.get("uri", given.get("href")))
    if len(element):
        raise UnsureError(element.tag)
    scope.raw.setdefault("links", []).append({**given, "rel": "enclosure", **({"href": href} if href else {})})


def _media_content(scope: Scope, element: Element, place: Place) -> None:
    file = attributes(element)
    scope.raw.setdefault("media_content", []).append(file)
    scope.files.append(file)
    before = len(scope.files) - 1
    read_elements(scope, element, place, _MEDIA)
    _tell_files(scope, element, before)


def _media_thumbnail(scope: Scope, element: Element, place: Place) -> None:
    given = attributes(element)
    if url := text_of(element):
        given.setdefault("url", resolved(url, place))
    scope.raw.setdefault("media_thumbnail", []).append(given)
    scope.files.append(given)


def _media_group(scope: Scope, element: Element, place: Place) -> None:
    before = len(scope.files)
    read_elements(scope, element, place, _MEDIA)
    _tell_files(scope, element, before)


def _tell_files(scope: Scope, element: Element, before: int) -> None:
    """Give the files in an element, those from the number `before`, the title and credits that it holds."""
    if len(scope.files) == before:
        return
    captions = Captions()
    for child in element:
        name = named(child.tag)
        if name in ("media:title", "media:credit"):
            captions.add(name.removeprefix("media:"), (child.text or "").strip())
    for file in scope.files[before:]:
        captions.give(file)


def _source(scope: Scope, element: Element, place: Place) -> None:
    """Read where an entry was taken from; its title counts as one that has been seen."""
    check_inside(element, _SOURCE)
    _see_titles(scope, element, place)
    told = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if told and len(element):
        raise UnsureError("a source with elements and text")
    titles = (text_of(child) for child in element if named(child.tag) == "title")
    scope.raw["source"] = {"title": mended(told) or next(filter(None, titles), "")}


def _rights(scope: Scope, element: Element, place: Place) -> None:
    store(scope, "rights", construct(scope, element, place, "text/plain")["value"], place)


def _plain(key: str, relative: bool = False) -> Handler:
    """Read an element that feedparser does not know: its text, which attributes take the place of."""

    def read(scope: Scope, element: Element, place: Place) -> None:
        value = text_of(element)
        if element.keys():
            scope.raw[key] = ""
        else:
            store(scope, key, resolved(value, place) if relative and value else value, place)

    return read


def _point(scope: Scope, element: Element, place: Place) -> None:
    scope.raw["where"] = {}
    with suppress(ValueError):
        numbers = [float(number) for number in text_of(element).replace(",", " ").split()]
        if len(numbers) > 1:
            scope.raw["where"] = {"type": "Point", "coordinates": (numbers[1], numbers[0])}


def _image(scope: Scope, element: Element, place: Place) -> None:
    """Pass over a picture or a search box of the feed."""
    check_inside(element, () if scope.is_entry else _IMAGE if named(element.tag) == "image" else _SEARCH_BOX)
    _see_titles(scope, element, place)


def _see_titles(scope: Scope, element: Element, place: Place) -> None:
    scope.title_depth = -1
    for child in element:
        if len(child) and named(child.tag) not in ("author", "contributor"):
            raise UnsureError(child.tag)
        if named(child.tag) == "title" and (child.text or "").strip():
            scope.title_depth = place.depth + 1


def _language(scope: Scope, element: Element, place: Place) -> None:
    scope.raw["language"] = text_of(element)


def _subtitle(scope: Scope, element: Element, place: Place) -> None:
    scope.raw["subtitle"] = construct(scope, element, place, "text/plain")["value"]


def _people(scope: Scope, element: Element, place: Place) -> None:
    check_inside(element, _PERSON)


def _pass_over(scope: Scope, element: Element, place: Place) -> None:
    check_inside(element, ())


def _itunes_category(scope: Scope, element: Element, place: Place) -> None:
    check_inside(element, {"itunes:category"})


def _entry(scope: Scope, element: Element, place: Place) -> None:
    entry = Scope(scope.atom, is_entry=True, has_content=scope.has_content, bases=scope.bases)
    given = attributes(element)
    if not _CDF_ATTRIBUTES.isdisjoint(given):
        raise UnsureError(element.tag)
    if about := given.get("rdf:about"):
        entry.raw["id"] = about
    read_elements(entry, element, place, _ENTRY)
    _tell_files(entry, element, 0)
    scope.title_depth, scope.has_content = entry.title_depth, False
    scope.entries.append(entry.raw)


def _channel(handlers: Handlers) -> Handler:
    def read(scope: Scope, element: Element, place: Place) -> None:
        if scope.raw.keys() - {"language"} or scope.entries or not _CDF_ATTRIBUTES.isdisjoint(attributes(element)):
            raise UnsureError("a second channel, or one behind entries")
        read_elements(scope, element, place, handlers)

    return read


_OF_MEDIA: dict[str, Handler] = {
    "media:category": _media_category,
    "media:content": _media_content,
    "media:description": teaser("text/html", "subtitle"),
    "media:group": _media_group,
    "media:keywords": _keywords(None),
    "media:thumbnail": _media_thumbnail,
    "media:title": media_title,
}
_SHARED: dict[str, Handler] = {
    "contributor": _people,
    "dc:description": teaser("text/html", "subtitle"),
    "dc:title": title,
    "description": teaser("text/html", "subtitle"),
    "image": _image,
    "itunes:owner": _people,
    "itunes:summary": teaser("text/plain", "summary"),
    "link": _link,
    "media:description": teaser("text/html", "subtitle"),
    "media:title": media_title,
    "summary": teaser("text/plain", "summary"),
    "title": title,
}
_OF_ENTRY: dict[str, Handler] = {
    **_SHARED,
    **_OF_MEDIA,
    **dict.fromkeys(("author", "dc:author", "dc:creator", "itunes:author"), _author),
    **dict.fromkeys(("category", "dc:subject"), _category),
    **dict.fromkeys(("published", "issued", "pubdate", "dcterms:issued"), _date("published")),
    **dict.fromkeys(("updated", "modified", "dc:date", "dcterms:modified"), _date("updated")),
    **dict.fromkeys(("created", "dcterms:created"), _date("created")),
    **dict.fromkeys(("rights", "copyright", "dc:rights"), _rights),
    "comments": _plain("comments", relative=True),
    "content": content("text/plain"),
    "content:encoded": content("text/html"),
    "enclosure": _enclosure,
    "geo:lat": _plain("geo_lat"),
    "geo:long": _plain("geo_long"),
    "georss:point": _point,
    "guid": _identifier,
    "id": _identifier,
    "itunes:keywords": _keywords("http://www.itunes.com/"),
    "source": _source,
}
_FEED_LEAVES = names(
    "category comments dc:date dc:subject dcterms:created dcterms:issued dcterms:modified geo:lat geo:long "
    "georss:point guid id issued keywords lastbuilddate modified pubdate published updated itunes:keywords "
    "media:category media:content media:keywords media:thumbnail"
)
_OF_FEED: dict[str, Handler] = {
    **_SHARED,
    **dict.fromkeys(("author", "managingeditor", "dc:author", "dc:creator", "itunes:author"), _people),
    **dict.fromkeys(_FEED_LEAVES, _pass_over),
    **dict.fromkeys(("language", "dc:language"), _language),
    **dict.fromkeys(("subtitle", "tagline", "itunes:subtitle"), _subtitle),
    "itunes:category": _itunes_category,
    "textinput": _image,
}
_MEDIA, _ENTRY = Handlers(_OF_MEDIA), Handlers(_OF_ENTRY)
OF_ATOM = Handlers({**_OF_FEED, "entry": _entry})
OF_RSS = Handlers({"channel": _channel(Handlers({**_OF_FEED, "item": _entry}))})
OF_RDF = Handlers({"channel": _channel(Handlers(_OF_FEED)), "item": _entry, "image": _image, "textinput": _image})
