"""Lists of subscriptions as readers exchange them: OPML (Outline Processor Markup Language) 1.0 to 2.0, and back.

Readers write it with many liberties, and people by hand. So here names count in any case, a head may be missing,
ampersands may stand bare, and what was read before a document breaks off is not lost. A document type is refused
before anything in it is looked at: no list needs one, and entities could grow without end.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat

from ticker.address import normalise
from ticker.errors import N_, UsageError
from ticker.feeds.charset import decode
from ticker.model import Subscription
from ticker.text.groups import group_of, names_of
from ticker.text.sanitise import one_line

LARGEST = 10 * 2**20
"""The bytes that a list may have."""
MOST = 10_000
"""The lines of a list that may name a feed."""

_LONGEST = 300  # characters of a title
_SECRET = re.compile(r"//[^/@]*@")  # a name and a password in an address
_DECLARATION = re.compile(r"^[\ufeff\s]*(?:<\?xml[^>]{0,200}\?>)?")
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_OF_XML = {"amp;", "lt;", "gt;", "quot;", "apos;"}
_FEED_TYPES = ("rss", "atom", "rdf", "feed")
_PAGE_TYPES = ("link", "include")


@dataclass(frozen=True, slots=True)
class Unread:
    """A line of a list of which nothing could be made: its number (from 1), its text as written, and why."""

    line: int
    text: str
    reason: UsageError


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names, in its order and each address once, and what of it could not be read."""

    subscriptions: tuple[Subscription, ...]
    unread: tuple[Unread, ...] = ()


def read(body: bytes) -> Listed:
    """The subscriptions in an OPML document.

    Raises UsageError for one that is no OPML, is larger than 10 MiB, names more than 10,000 feeds or has a document
    type.
    """
    if len(body) > LARGEST:
        raise too_large()
    # The text is decoded already: expat must not believe what is declared. The lines keep their numbers.
    text = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), decode(body).text, count=1)
    reader = _read(text)
    if reader.broken is not None:
        text = _mended(text)
        reader = _read(text)
    if reader.broken is not None:
        reader = max(reader, _recovered(text, reader.broken), key=lambda one: len(one.found))
    if not reader.is_opml:
        raise no_list()
    broken = () if reader.broken is None else (reader.broken,)
    return Listed(tuple(reader.found.values()), (*reader.unread, *broken))


def too_large() -> UsageError:
    """What is said of a list that is too large."""
    return UsageError(N_("A list of more than {count} MB is not read."), count=LARGEST // 2**20)


def too_many() -> UsageError:
    """What is said of a list that names too many feeds."""
    return UsageError(N_("A list of more than {count} feeds is not read."), count=MOST)


def no_list() -> UsageError:
    """What is said of what is no list."""
    return UsageError(N_("This is no list of subscriptions: neither OPML nor a file of addresses."))


def _read(text: str) -> _Reader:
    """Let expat walk through the text, as far as that goes."""
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: reader.start(name, attributes, parser.CurrentLineNumber)
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        reason = UsageError(
            N_("here it is no XML, and something may be missing: {reason}"), reason=expat.ErrorString(error.code)
        )
        reader.broken = Unread(error.lineno, "", reason)
    return reader


def _recovered(text: str, broken: Unread) -> _Reader:
    """What libxml2 finds in a text that breaks off for expat at `broken`: it skips what it cannot make out."""
    from lxml import etree  # only where a document is that far gone

    reader = _Reader(broken=broken)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return reader
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return reader
    for event, element in etree.iterwalk(root, ("start", "end")) if root is not None else ():
        if event == "start":
            reader.start(element.tag, element.attrib, element.sourceline)
        else:
            reader.end(element.tag)
    return reader


def _refuse(*_declared: object) -> None:
    raise UsageError(N_("A list with a document type (DOCTYPE) is not read: what it declares could do harm."))


def _mended(text: str) -> str:
    """The text without what XML forbids most often: bare ampersands, HTML's names of letters, control characters."""

    def letter(match: re.Match[str]) -> str:
        return match[0] if match[1] in _OF_XML else html.escape(html.unescape(match[0]))

    return _BARE.sub("&amp;", _NAMED.sub(letter, _FORBIDDEN.sub("", text)))


@dataclass
class _Reader:
    """What was met so far: the names of the groups that are open, and the feeds by their addresses."""

    is_opml: bool = False
    depth: int = 0
    named: int = 0
    groups: list[str] = field(default_factory=list)
    found: dict[str, Subscription] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    broken: Unread | None = None

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        local = _local(name)
        if self.depth == 0:
            self.is_opml = local == "opml"
        self.depth += 1
        if local != "outline":
            return
        given: dict[str, str] = {}
        for key, value in attributes.items():
            given.setdefault(_local(key), value)
        if self.is_opml:
            self._outline(given, line)
        self.groups.append(title_of(given.get("text")) or title_of(given.get("title")) or "")

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if _local(name) == "outline":
            self.groups.pop()

    def _outline(self, given: Mapping[str, str], line: int) -> None:
        kind = given.get("type", "").strip().lower()
        written = given.get("xmlurl") or (given.get("url") if kind in _FEED_TYPES else None)
        if kind == "vfolder":  # a search of the reader that wrote the list, kept as an outline with an address
            return
        if not written and kind in _PAGE_TYPES:
            written = given.get("url") or given.get("htmlurl") or ""
            reason: UsageError | None = UsageError(N_("it names no feed, but a page or another list"))
        elif not written:
            return
        else:
            reason = self._subscribe(written, given)
        if reason is not None:
            self.unread.append(Unread(line, one_line(_SECRET.sub("//", written))[:_LONGEST], reason))
        self.named += 1
        if self.named > MOST:
            raise too_many()

    def _subscribe(self, written: str, given: Mapping[str, str]) -> UsageError | None:
        """Take the feed in; gives the reason why it cannot be."""
        try:
            url = normalise(written)
        except UsageError as error:
            return error
        text, title = (_name(given.get(key), written) for key in ("text", "title"))
        group = group_of(self.groups) or group_of(given.get("category", "").split(",")[:1])
        self.found.setdefault(url, Subscription(url, text or title, title, _page(given.get("htmlurl")), group))
        return None


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def title_of(text: str | None) -> str | None:
    """A title fit to be shown; None where nothing is left of it."""
    return one_line(one_line(text or "")[:_LONGEST]) or None


def _name(text: str | None, address: str) -> str | None:
    """The title of a feed; None where its address stands in its place."""
    return None if (text or "").strip() == address.strip() else title_of(text)


def _page(written: str | None) -> str | None:
    """The address of a page; None for what is none."""
    try:
        return normalise(written) if written else None
    except UsageError:
        return None


# The other way


def write(subscriptions: Sequence[Subscription], title: str, now: datetime) -> str:
    """An OPML 2.0 document that names them: first those without a group, then group in group, in their order."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{_escaped(title)}</title>",
        f"    <dateCreated>{format_datetime(now, usegmt=True)}</dateCreated>",
        "  </head>",
        "  <body>",
        *_outlines([(names_of(one.group), one) for one in subscriptions], "    "),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outlines(placed: Iterable[tuple[tuple[str, ...], Subscription]], indent: str) -> list[str]:
    """The lines of these subscriptions, each with the names of the groups in which it still lies."""
    lines: list[str] = []
    groups: dict[str, list[tuple[tuple[str, ...], Subscription]]] = {}
    for names, one in placed:
        if names:
            groups.setdefault(names[0], []).append((names[1:], one))
        else:
            lines.append(f"{indent}<outline {_attributes(one)}/>")
    for name, members in groups.items():
        lines.append(f'{indent}<outline text="{_escaped(name)}" title="{_escaped(name)}">')
        lines += [*_outlines(members, indent + "  "), f"{indent}</outline>"]
    return lines


def _attributes(one: Subscription) -> str:
    name = one.custom_title or one.title or one.url
    given = {"type": "rss", "text": name, "title": one.title or name, "xmlUrl": one.url, "htmlUrl": one.link}
    return " ".join(f'{key}="{_escaped(value)}"' for key, value in given.items() if value)


def _escaped(text: str) -> str:
    return html.escape(_FORBIDDEN.sub("", text))
