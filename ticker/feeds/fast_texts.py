"""How the elements of a clean feed are walked through, and what becomes of the texts among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from ticker.feeds.fast_names import PASSED_OVER, UnsureError, attributes, check_harmless, named

TYPES = {
    "text": "text/plain",
    "plain": "text/plain",
    "text/plain": "text/plain",
    "html": "text/html",
    "text/html": "text/html",
    "xhtml": "application/xhtml+xml",
    "application/xhtml+xml": "application/xhtml+xml",
}
XHTML = TYPES["xhtml"]
_CONTROLS = re.compile("[\x80-\x9f]")
# Without C1 controls and without what looks like the bytes of a letter in UTF-8.
_UNSUSPICIOUS = re.compile("[^\x80-\xbf]*+(?:(?<![\xc2-\xf4])[\xa0-\xbf][^\x80-\xbf]*+)*+")
_ADDRESS = r"[A-Za-z0-9_.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}"
_LIKE_ADDRESS = re.compile(r"[A-Za-z0-9_.+-]@(?:\[|[A-Za-z0-9-]+\.)")
_WITH_ADDRESS = re.compile(
    rf"(?P<only>{_ADDRESS})|(?P<first>{_ADDRESS})\s*\((?P<behind>[^()<>@]+)\)|(?P<before>[^()<>@&]+)<(?P<last>{_ADDRESS})>"
)
_END_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_MAYBE_HTML = re.compile(r"</\w+>|&#?\w+;")
_MAX_DEPTH = 60
_MANY_NAMES = 1000
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_QUOTE = {'"': "&quot;"}


@dataclass(slots=True)
class Scope:
    """What is read of a feed or of one entry. `raw` has feedparser's keys.

    `depths` tells how deep the element stood that each text came from: one further inside replaces none further out.
    `title_depth` is that of the last title with a text, -1 for none. `bases` are the base addresses of all elements,
    None where no element inside the root names a base or a language. `files` are the Media RSS files of an entry.
    """

    atom: bool
    is_entry: bool = False
    raw: dict[str, Any] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    title_depth: int = -1
    has_content: bool = False
    bases: dict[Element, str] | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, str]] = field(default_factory=list)


class Place(NamedTuple):
    """Where an element stands: how deep, and the language and the base address that hold there."""

    depth: int
    language: str | None
    base: str


Handler = Callable[[Scope, Element, Place], None]


class Handlers(dict[str, Handler]):
    """What reads an element, by its name as expat gives it; what nothing is taken from must be harmless."""

    def __init__(self, by_name: Mapping[str, Handler]) -> None:
        super().__init__()
        self._by_name = by_name

    def __missing__(self, tag: str) -> Handler:
        name = named(tag)
        handler = self._by_name.get(name, _pass_over_text if name in PASSED_OVER else _pass_over)
        if len(self) < _MANY_NAMES:
            self[tag] = handler
        return handler


def _pass_over(scope: Scope, element: Element, place: Place) -> None:
    check_harmless(element)


def _pass_over_text(scope: Scope, element: Element, place: Place) -> None:
    if len(element):
        check_harmless(element)


def place_in(outer: Place, element: Element, bases: Mapping[Element, str]) -> Place:
    """The place of an element inside another."""
    given = attributes(element)
    language = given.get("xml:lang", given.get("lang", outer.language))
    return Place(outer.depth + 1, language or None, bases.get(element, ""))


def read_elements(scope: Scope, parent: Element, outer: Place, handlers: Handlers) -> None:
    """Read what stands in an element, each by its handler."""
    bases = scope.bases
    if bases is None:
        inside = Place(outer.depth + 1, outer.language, outer.base)
        for element in parent:
            handlers[element.tag](scope, element, inside)
    else:
        for element in parent:
            handlers[element.tag](scope, element, place_in(outer, element, bases))


def text_of(element: Element) -> str:
    """The text of an element that holds nothing else, as feedparser mends it."""
    if len(element):
        raise UnsureError(element.tag)
    text = element.text
    if not text:
        return ""
    text = text.strip()
    return text if text.isascii() else mended(text)


def mended(text: str) -> str:
    """The text, decoded once more where it is UTF-8 that was taken for Latin-1, C1 controls as windows-1252."""
    if _UNSUSPICIOUS.fullmatch(text):
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return _CONTROLS.sub(_as_windows_1252, text)


def _as_windows_1252(control: re.Match[str]) -> str:
    return bytes([ord(control[0])]).decode("windows-1252", "ignore") or control[0]


def check_type(scope: Scope, text: dict[str, Any]) -> None:
    """In RSS feedparser looks for HTML in what is called plain; here only the clear cases are."""
    if scope.atom or text["type"] != "text/plain" or _END_TAG.search(text["value"]):
        return
    if _MAYBE_HTML.search(text["value"]):
        raise UnsureError("plain text or HTML")


def xhtml(scope: Scope, element: Element) -> str:
    """The markup inside a text of Atom, without a div around all of it."""
    if not scope.atom:
        raise UnsureError(element.tag)
    alone = len(element) == 1 and not ((element.text or "") + (element[0].tail or "")).strip()
    outer = element[0] if alone and named(element[0].tag) == "xhtml:div" else element
    pieces: list[str] = []
    _serialise(outer, pieces, 0)
    if outer is not element:
        _start_tag(outer)
    return mended("".join(pieces).strip())


def _serialise(element: Element, pieces: list[str], depth: int) -> None:
    """What stands inside an element, every inner element with a start and an end tag."""
    pieces.append(escape(element.text or ""))
    for child in element:
        start = _start_tag(child)
        if depth > _MAX_DEPTH:
            raise UnsureError("deep markup")
        pieces.append(f"<{start}>")
        _serialise(child, pieces, depth + 1)
        pieces.append(f"</{start.partition(' ')[0]}>{escape(child.tail or '')}")


def _start_tag(element: Element) -> str:
    name = named(element.tag)
    if not name.startswith("xhtml:") or name in ("xhtml:body", "xhtml:math", "xhtml:svg"):
        raise UnsureError(name)
    if any(key[0] == "{" and key != _LANGUAGE for key in element.attrib):
        raise UnsureError(name)
    given = "".join(f' {key}="{escape(value, _QUOTE)}"' for key, value in attributes(element).items())
    return name.removeprefix("xhtml:") + given


def resolved(address: str, place: Place) -> str:
    """An address as feedparser makes it absolute: against xml:base only."""
    if ":///" in address:
        raise UnsureError(address)
    return urljoin(place.base, address) if place.base else address


def store(scope: Scope, key: str, value: str, place: Place) -> None:
    """Keep a text under its key; in an entry it replaces none from an element further out."""
    if scope.is_entry and place.depth > scope.depths.get(key, place.depth):
        return
    scope.depths[key] = place.depth
    scope.raw[key] = value


def construct(scope: Scope, element: Element, place: Place, kind: str) -> dict[str, Any]:
    """A text with its type, language and base address; `kind` is the type where the element names none."""
    if element.keys():
        given = attributes(element)
        kind = TYPES.get(given.get("type", kind), "")
        if not kind or "mode" in given or "src" in given:
            raise UnsureError(element.tag)
    value = xhtml(scope, element) if kind == XHTML else text_of(element)
    return {"type": kind, "language": place.language, "base": place.base, "value": value}


def title(scope: Scope, element: Element, place: Place) -> None:
    """Read a title: the first that is not empty counts, and of two the one further out."""
    title = construct(scope, element, place, "text/plain")
    if not -1 < scope.title_depth <= place.depth:
        store(scope, "title", title["value"], place)
        scope.raw["title_detail"] = title
    if title["value"]:
        scope.title_depth = place.depth


def media_title(scope: Scope, element: Element, place: Place) -> None:
    """Read the title of a file, which stands in for that of its entry until there is one."""
    before = scope.title_depth
    title(scope, element, place)
    scope.title_depth = before


def teaser(kind: str, key_of_feed: str) -> Handler:
    """Read a description or summary: the second of them is taken for the content."""

    def read(scope: Scope, element: Element, place: Place) -> None:
        if "summary" in scope.raw and not scope.has_content:
            content("text/plain")(scope, element, place)
            return
        text = construct(scope, element, place, kind)
        check_type(scope, text)
        if scope.is_entry:
            store(scope, "summary", text["value"], place)
            scope.raw["summary_detail"] = text
        else:
            scope.raw[key_of_feed] = text["value"]

    return read


def content(kind: str) -> Handler:
    """Read a whole text, which is the summary too where there is none."""

    def read(scope: Scope, element: Element, place: Place) -> None:
        scope.has_content = True
        text = construct(scope, element, place, kind)
        check_type(scope, text)
        scope.raw.setdefault("content", []).append(text)
        scope.raw.setdefault("summary", text["value"])

    return read


def name_and_address(written: str) -> dict[str, str]:
    """An author's name and mail address as feedparser takes them apart, in the forms that leave no doubt."""
    if "@" not in written or not _LIKE_ADDRESS.search(written):
        return {"name": written} if written else {}
    found = _WITH_ADDRESS.fullmatch(written)
    if found is None:
        raise UnsureError(written)
    email = found["only"] or found["first"] or found["last"]
    name = (found["behind"] or found["before"] or "").strip()
    return {"name": name, "email": email} if name else {"email": email}
