"""NITF, the older XML of the IPTC for the text of a news item (https://iptc.org/standards/nitf/)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ticker.errors import N_
from ticker.feeds.agency.items import delivery, is_taken_back, item_id, names, signal_words, urgency_of
from ticker.feeds.agency.markup import anywhere, first_words, html_of, name_of, named
from ticker.feeds.assemble import Body, html_body, language_tag, summary_and_content, unique
from ticker.feeds.dates import parse_date
from ticker.feeds.source import Adapter, Source
from ticker.model import Document, EntryData
from ticker.text.markup import title_text
from ticker.text.sanitise import one_line

_REASON = N_("the document is a news item in the agencies' format NITF")
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def recognise(source: Source) -> str | None:
    """The reason where an XML document is an item in NITF."""
    return _REASON if source.xml is not None and name_of(source.xml) == "nitf" else None


def read(source: Source) -> Document:
    """The item of a document that was recognised."""
    assert source.xml is not None
    entry = _entry(source.xml, source)
    return delivery("nitf", source, [(1, entry)])


ADAPTER = Adapter("nitf", recognise, read)


def text_of(nitf: Element, url: str) -> Body:
    """The body of an item; also of one that stands inside another format."""
    return html_body("".join(html_of(content) for content in anywhere(nitf, "body.content")), url)


def _entry(nitf: Element, source: Source) -> EntryData:
    docdata = next(named(nitf, "head", "docdata"), nitf)
    head = next(named(nitf, "body", "body.head"), nitf)
    title = title_text(first_words(head, "hedline", "hl1") or first_words(nitf, "head", "title")) or None
    abstract = "".join(html_of(part) for part in named(head, "abstract"))
    summary, content, content_html = summary_and_content([text_of(nitf, source.url), html_body(abstract, source.url)])
    status = docdata.get("management-status", "")
    messages = [_attribute(docdata, "ed-msg", "msg-type"), _attribute(docdata, "ed-msg", "info")]
    issued = parse_date(_attribute(docdata, "date.issue", "norm"))
    released = parse_date(_attribute(docdata, "date.release", "norm"))
    held = status == "embargoed" or bool(released and issued and released > issued)
    is_corrected = next(named(docdata, "correction"), None) is not None
    keywords = [title_text(keyword.get("key", "")) for keyword in named(docdata, "key-list", "keyword")]
    holder = _attribute(docdata, "doc.copyright", "holder")
    given = _attribute(docdata, "doc-id", "id-string") or _attribute(docdata, "du-key", "key")
    return EntryData(
        id=item_id(source, one_line(given), title, content),
        title=title,
        authors=names(" ".join(first_words(head, "byline").split())),
        published=issued,
        summary=summary,
        content=content,
        content_html=content_html,
        categories=unique([*keywords, *signal_words(["correction" if is_corrected else ""])]),
        language=language_tag(nitf.get("baselang") or nitf.get(_XML_LANGUAGE)),
        rights=one_line(f"© {_attribute(docdata, 'doc.copyright', 'year')} {holder}") if holder else None,
        source=title_text(first_words(head, "distributor")) or one_line(holder) or None,
        urgency=urgency_of(_attribute(docdata, "urgency", "ed-urg")),
        embargo=released if held else None,
        withdrawn=is_taken_back(status, *messages),
    )


def _attribute(docdata: Element, element: str, attribute: str) -> str:
    return next((found for node in named(docdata, element) if (found := node.get(attribute))), "")
