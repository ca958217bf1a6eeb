"""The elements of agencies' XML (XHTML, NITF) as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

_AS = {
    "hl1": "h2",
    "hl2": "h3",
    "hedline": "div",
    "lead": "p",
    "pre": "pre",
    "block": "div",
    "bq": "blockquote",
    "em": "em",
    "strong": "strong",
    "fn": "p",
}
_INLINE = {"a", "abbr", "b", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u", "br", "img"}
_BLOCKS = {"blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "li", "ol", "p", "pre", "section", "ul"}
_TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_VOID = {"br", "img"}
_KEPT = _INLINE | _BLOCKS | _TABLES | {f"h{level}" for level in range(1, 7)}
_DROPPED = frozenset(["media", "script", "style", "head", "note"])


def name_of(element: Element) -> str:
    """The local name of an element."""
    return element.tag.rpartition("}")[2]


def named(root: Element, *path: str) -> Iterator[Element]:
    """The elements below `root` at a path of local names."""
    if not path:
        yield root
        return
    for child in root:
        if name_of(child) == path[0]:
            yield from named(child, *path[1:])


def anywhere(root: Element, name: str) -> Iterator[Element]:
    """All elements of that local name, `root` too, in the order of the document."""
    return (element for element in root.iter() if name_of(element) == name)


def words(element: Element | None) -> str:
    """All text of an element."""
    return "" if element is None else "".join(element.itertext())


def first_words(root: Element, *path: str) -> str:
    """The text of the first element at a path that has any."""
    return next((found for element in named(root, *path) if (found := words(element).strip())), "")


def html_of(element: Element) -> str:
    """What stands in an element as HTML: elements that HTML knows, or that mean one of its own, all text."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts += [_child(child), escape(child.tail or "", quote=False)]
    return "".join(parts)


def _child(element: Element) -> str:
    name = name_of(element)
    if name in _DROPPED:
        return ""
    tag = _AS.get(name, name)
    inside = html_of(element)
    if tag not in _KEPT:
        return inside
    address = element.get("href") if tag == "a" else element.get("src") if tag == "img" else None
    attribute = f' {"href" if tag == "a" else "src"}="{escape(address)}"' if address else ""
    return f"<{tag}{attribute}>" if tag in _VOID else f"<{tag}{attribute}>{inside}</{tag}>"
