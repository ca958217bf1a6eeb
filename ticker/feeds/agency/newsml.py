"""NewsML-G2, the XML of the IPTC for news items (https://iptc.org/standards/newsml-g2/), alone or in a message."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ticker.errors import N_
from ticker.feeds.agency.items import dated, delivery, is_taken_back, item_id, names, signal_words, urgency_of
from ticker.feeds.agency.markup import anywhere, first_words, html_of, name_of, named, words
from ticker.feeds.agency.nitf import text_of
from ticker.feeds.assemble import Body, html_body, language_tag, summary_and_content, unique
from ticker.feeds.dates import parse_date
from ticker.feeds.live.texts import body_of
from ticker.feeds.source import Adapter, Source
from ticker.model import Document, Enclosure, EntryData
from ticker.text.links import absolute
from ticker.text.markup import title_text
from ticker.text.sanitise import one_line

_REASON = N_("the document holds news items in the agencies' format NewsML-G2")
_ROOTS = ("newsMessage", "newsItem", "packageItem")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MAIN_ROLES = ("", "main", "text", "original")
_PLAIN = ("text/plain", "")


def recognise(source: Source) -> str | None:
    """The reason where an XML document is NewsML-G2."""
    return _REASON if source.xml is not None and name_of(source.xml) in _ROOTS else None


def read(source: Source) -> Document:
    """The news items of a document that was recognised. Packages only list what comes as items of their own."""
    assert source.xml is not None
    found = list(anywhere(source.xml, "newsItem"))
    source.remarks.counts["packages left out"] += sum(1 for _ in anywhere(source.xml, "packageItem"))
    items = [(_version(item), _entry(item, source)) for item in found]
    return delivery("newsml-g2", source, items)


ADAPTER = Adapter("newsml-g2", recognise, read)


def _version(item: Element) -> int:
    version = item.get("version", "")
    return int(version) if version.isascii() and version.isdigit() else 1


def _entry(item: Element, source: Source) -> EntryData:
    meta = next(named(item, "itemMeta"), item)
    about = next(named(item, "contentMeta"), item)
    signals = [signal.get("qcode", "") for signal in named(meta, "signal")]
    title = title_text(first_words(about, "headline") or first_words(meta, "title")) or None
    descriptions = [html_body(html_of(said), source.url) for said in named(about, "description")]
    summary, content, content_html = summary_and_content([_content(item, meta, source.url), *descriptions])
    creators = [first_words(creator, "name") for creator in named(about, "creator")]
    entry = EntryData(
        id=item_id(source, one_line(item.get("guid", "")), title, content),
        title=title,
        authors=names(first_words(about, "by")) or unique(title_text(name) for name in creators if " " in name.strip()),
        published=parse_date(first_words(meta, "firstCreated")),
        updated=parse_date(first_words(meta, "versionCreated")),
        summary=summary,
        content=content,
        content_html=content_html,
        categories=unique([*_subjects(about), *signal_words(signals)]),
        enclosures=tuple(_files(item)),
        language=language_tag(_language(item, about)),
        rights=title_text(first_words(item, "rightsInfo", "copyrightNotice")) or None,
        source=title_text(first_words(about, "creditline") or _provider(meta)) or None,
        urgency=urgency_of(first_words(about, "urgency")),
        embargo=parse_date(first_words(meta, "embargoed")),
        withdrawn=is_taken_back(*(status.get("qcode", "") for status in named(meta, "pubStatus")), *signals),
    )
    return dated(entry, _version(item))


def _content(item: Element, meta: Element, url: str) -> Body:
    """The text, behind the note on what was corrected: as XML where there is any, else the plain form of it."""
    notes = [words(note) for note in named(meta, "edNote") if note.get("role", "").endswith(":correction")]
    inline = next(named(item, "contentSet", "inlineXML"), None)
    if inline is not None:
        nitf = text_of(inline, url)
        body = nitf if nitf.text else html_body(html_of(_inner(inline)), url)
    else:
        body = next((body_of(text, url) for text in _plain_texts(item)), Body())
    return Body("\n".join([one_line(notes[0]), body.text]), body.html) if notes and body.text else body


def _inner(inline: Element) -> Element:
    """The main section of a text: what stands around it is for the eyes of editors."""
    for element in inline.iter():
        if name_of(element) == "section" and "main" in element.get("class", "").split():
            return element
    return next(anywhere(inline, "body"), inline)


def _plain_texts(item: Element) -> Iterator[str]:
    for data in named(item, "contentSet", "inlineData"):
        role = data.get("rendition", "").partition(":")[2]
        if data.get("contenttype", "") in _PLAIN and role in _MAIN_ROLES:
            yield "\n".join(" ".join(part.split()) for part in words(data).split("\n\n"))


def _subjects(about: Element) -> Iterator[str]:
    for subject in named(about, "subject"):
        yield title_text(first_words(subject, "name"))
    for keyword in named(about, "keyword"):
        yield title_text(words(keyword))


def _language(item: Element, about: Element) -> str | None:
    return next((element.get("tag") for element in named(about, "language")), None) or item.get(_XML_LANGUAGE)


def _provider(meta: Element) -> str:
    for provider in named(meta, "provider"):
        code = provider.get("qcode", "").partition(":")[2]
        return first_words(provider, "name") or provider.get("literal", "") or code
    return ""


def _files(item: Element) -> Iterator[Enclosure]:
    for content in named(item, "contentSet", "remoteContent"):
        if place := absolute(content.get("href", "")):
            size = content.get("size", "")
            length = int(size) if size.isascii() and size.isdigit() and len(size) < 16 else None
            yield Enclosure(place, one_line(content.get("contenttype", "")).lower() or None, length or None)
