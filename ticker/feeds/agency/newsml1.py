"""NewsML 1 (2000 to 2006), which some agencies still deliver."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ticker.errors import N_
from ticker.feeds.agency.items import dated, delivery, is_taken_back, item_id, names, urgency_of
from ticker.feeds.agency.markup import anywhere, first_words, html_of, name_of, named, words
from ticker.feeds.agency.nitf import text_of
from ticker.feeds.assemble import Body, html_body, language_tag, unique
from ticker.feeds.dates import parse_date
from ticker.feeds.live.texts import body_of
from ticker.feeds.source import Adapter, Source
from ticker.feeds.values import line
from ticker.model import Document, EntryData
from ticker.text.markup import title_text

_REASON = N_("the document holds news items in the agencies' format NewsML 1")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def recognise(source: Source) -> str | None:
    """The reason where an XML document is NewsML 1."""
    return _REASON if source.xml is not None and name_of(source.xml) == "NewsML" else None


def read(source: Source) -> Document:
    """The items of a document that was recognised."""
    assert source.xml is not None
    return delivery("newsml-1", source, [_entry(item, source) for item in anywhere(source.xml, "NewsItem")])


ADAPTER = Adapter("newsml-1", recognise, read)


def _entry(item: Element, source: Source) -> tuple[int, EntryData]:
    identifier = next(named(item, "Identification", "NewsIdentifier"), item)
    management = next(named(item, "NewsManagement"), item)
    lines = next(anywhere(item, "NewsLines"), item)
    body = _body(item, source.url)
    title = title_text(first_words(lines, "HeadLine")) or None
    revision = first_words(identifier, "RevisionId")
    version = int(revision) if revision.isascii() and revision.isdigit() else 1
    parts = (first_words(identifier, name) for name in ("ProviderId", "DateId", "NewsItemId"))
    given = ":".join(part for part in parts if part)
    entry = EntryData(
        id=item_id(source, line(given) or "", title, body.text),
        title=title,
        authors=names(first_words(lines, "ByLine")),
        published=parse_date(first_words(management, "FirstCreated")),
        updated=parse_date(first_words(management, "ThisRevisionCreated")),
        content=body.text or None,
        content_html=body.html,
        categories=unique([title_text(first_words(lines, "KeywordLine"))]),
        language=language_tag(item.get(_XML_LANGUAGE) or _formal(item, "Language")),
        rights=title_text(first_words(lines, "CopyrightLine")) or None,
        source=title_text(first_words(identifier, "ProviderId")) or None,
        urgency=urgency_of(_formal(management, "Urgency")),
        embargo=parse_date(first_words(management, "StatusWillChange", "DateAndTime"))
        if _formal(management, "Status").lower() == "embargoed"
        else None,
        withdrawn=is_taken_back(_formal(management, "Status")),
    )
    return version, dated(entry, version)


def _body(item: Element, url: str) -> Body:
    for data in anywhere(item, "DataContent"):
        nitf = text_of(data, url)
        if nitf.text:
            return nitf
        plain = html_body(html_of(data), url) if len(data) else body_of(words(data), url)
        if plain.text:
            return plain
    return Body()


def _formal(root: Element, name: str) -> str:
    return next((element.get("FormalName", "") for element in anywhere(root, name)), "")
