"""The clean majority of feeds, read many times faster than feedparser reads them, with the same outcome or none.

The tree comes from expat, which is feedparser's XML parser too, so both find the same documents well-formed. Here is
told which namespaces, versions and surroundings are plain enough; `elements` reads what stands in them.
"""

from __future__ import annotations

import re
from itertools import chain
from xml.etree.ElementTree import Element, ParseError, iterparse

from ticker.feeds.fast_elements import OF_ATOM, OF_RDF, OF_RSS
from ticker.feeds.fast_names import NAMESPACES, UnsureError, attribute_name, attributes, check_harmless, names
from ticker.feeds.fast_texts import Place, Scope, place_in, read_elements
from ticker.feeds.raw import Raw

# Document types, and what XML forbids though expat lets it through.
_STOPS = ("<!DOCTYPE", "<!ENTITY", "\ufffe", "\uffff")
_DECLARATION = re.compile(r"<\?xml[^>\x00-\x08\x0b\x0c\x0e-\x1f]*>")
# feedparser is given such runs of word characters broken up. A run of 1,000 covers one of these places with 500 left.
_STEP = 500
_RUN = re.compile(rf"[\w.+-]{{{_STEP}}}", re.ASCII)
_BASE = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w/.~%+-]*)?(?:\?[\w/.~%+=&;:-]+)?", re.ASCII)

# By these prefixes feedparser would take elements of an unknown namespace for others, or mix them up with its own keys.
_TAKEN = names(
    "author authors content date dc dcterms description feedburner generator georss gml issued itunes media modified "
    "psc published publisher summary title updated xhtml xlink xml"
)
_PREFIXES = _TAKEN | names(
    "admin ag annotate audio blogchannel cc co cp creativecommons email ev fm foaf geo icbm image l "
    "pingback prism rdf rdfs ref reqv search slash soap ss str sub sy szf taxo textinput thr ti trackback wfw wiki"
)
# Namespaces of Atom's drafts and others whose elements feedparser takes for those of Atom and RSS.
_STRANGE = re.compile(r"backend\.userland\.com/rss|purl\.org/(?:echo|pie|atom)/|//example\.com/|uri/of/echo|/rss091#")
_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_VERSION_NAMESPACES = {
    "http://purl.org/rss/1.0/": "rss10",
    "http://my.netscape.com/rdf/simple/0.9/": "rss090",
    "http://www.w3.org/2005/atom": "atom10",
}
_INHERITED = {"base", "lang", "xml:base", "xml:lang"}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"


class _Whole:
    """A text as a file that is read at once."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, size: int = -1, /) -> str:
        """All of it, whatever is asked for."""
        text, self._text = self._text, ""
        return text


def read(text: str) -> Raw | None:
    """The feed in an XML text, as feedparser would tell it; None where that is not sure.

    Sure are well-formed RSS 0.9x and 2.0, RSS 1.0 and 0.90 and Atom 1.0 without a document type, whose elements stand
    where they belong. Everything else, however little it is, is left to feedparser.
    """
    if any(stop in text for stop in _STOPS):
        return None
    if any(_RUN.match(text, start) for start in range(0, len(text), _STEP)):
        return None
    declaration = _DECLARATION.match(text)
    # Without a document type expat meets no entities that could grow.
    events = iterparse(_Whole(text[declaration.end() :] if declaration else text), ("start-ns",))  # noqa: S314
    try:
        declared = [names for _, names in events]
        root: Element = events.root  # type: ignore[attr-defined]
        _check_defaults(root, declared)
        return _read(root, _version(declared))
    except (ParseError, UnicodeError, UnsureError):
        return None


def _version(declared: list[tuple[str, str]]) -> str:
    """The version that the first telling namespace stands for, "" for none."""
    version = ""
    known: dict[str, tuple[str, str]] = {}
    for prefix, uri in declared:
        lower = uri.lower()
        meant = NAMESPACES.get(lower)
        misleading = prefix.lower() in _TAKEN if meant is None else prefix.lower() in _PREFIXES - {meant}
        strange = meant is None and _STRANGE.search(lower)
        if misleading or strange or len(uri.split()) > 1:
            raise UnsureError(uri)
        if prefix and known.setdefault(prefix.lower(), (prefix, uri)) != (prefix, uri):
            raise UnsureError(prefix)
        if not version and (not prefix or lower != "http://my.netscape.com/rdf/simple/0.9/"):
            version = _VERSION_NAMESPACES.get(lower, "")
    return version


def _check_defaults(root: Element, declared: list[tuple[str, str]]) -> None:
    """Elements of an unknown namespace without a prefix count for feedparser as elements without a namespace."""
    unknown = {f"{{{uri}" for prefix, uri in declared if uri and not prefix and uri.lower() not in NAMESPACES}
    for element in root.iter() if unknown else ():
        uri, _, local = element.tag.rpartition("}")
        if uri in unknown:
            check_harmless(Element(local))


def _bases(root: Element) -> dict[Element, str]:
    """The base address of each element as feedparser sees it.

    Where none holds outside, feedparser forgets to end that of an element: it holds on for what comes behind.
    """
    found: dict[Element, str] = {}
    current = ""
    open_elements = [(iter([root]), "")]
    while open_elements:
        inside, _ = open_elements[-1]
        child = next(inside, None)
        if child is None:
            open_elements.pop()
            current = (open_elements and open_elements[-1][1]) or current
            continue
        given = attributes(child)
        current = given.get("xml:base", given.get("base")) or current
        if current and not _BASE.fullmatch(current):
            raise UnsureError(current)
        found[child] = current
        open_elements.append((iter(child), current))
    return found


def _read(root: Element, version: str) -> Raw:
    elements = root.iter()
    next(elements)
    inner = set(chain.from_iterable(map(Element.keys, elements)))
    inherits = not _INHERITED.isdisjoint([attribute_name(name) for name in inner])
    bases = _bases(root) if inherits or not _INHERITED.isdisjoint(attributes(root)) else {}
    feed = Scope(atom=version == "atom10", bases=bases if inherits else None)
    place = place_in(Place(0, None, ""), root, bases)
    if root.tag == "rss" and version in ("", "atom10"):
        feed.atom = False
        written = attributes(root).get("version", "")
        version = _RSS_VERSIONS.get(written, "rss20" if written.startswith("2.") else "rss")
        handlers = OF_RSS
    elif root.tag == _RDF and version in ("rss10", "rss090"):
        handlers = OF_RDF
    elif root.tag == "{http://www.w3.org/2005/Atom}feed" and version == "atom10":
        handlers = OF_ATOM
    else:
        raise UnsureError(root.tag)
    if place.language and root.tag != _RDF:
        feed.raw["language"] = place.language
    read_elements(feed, root, place, handlers)
    return Raw(version, feed.raw, feed.entries)
