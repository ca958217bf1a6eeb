"""RSS 0.9x to 2.0, RDF, Atom and CDF in all their dialects, well-formed or not, by way of feedparser."""

from __future__ import annotations

import io
import re

import feedparser

from ticker.feeds import captions
from ticker.feeds.assemble import Remarks
from ticker.feeds.raw import Raw, checked

# What XML 1.0 forbids (section 2.2). One such character would send the document to feedparser's slow, loose parser.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:[xX]([0-9a-fA-F]{1,7})|([0-9]{1,8}));")
# feedparser looks for mail addresses in authors by a pattern that takes time squared on what could begin one.
MAX_RUN = 1000
_RUN = re.compile(rf"(?<![\w.+-])[\w.+-]{{{MAX_RUN},}}", re.ASCII)
# It also walks through all namespaces for each element and through all categories of an entry for each of them.
_NAMESPACE = re.compile(r"xmlns:([\w.-]{1,40})")
_MAX_NAMESPACES = 500
_MAX_CATEGORIES = 50_000
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]")
_ENDS = re.compile(r"</(?:\w+:)?(?:item|entry|channel|rss|feed|RDF)\s*>")


def read(text: str, remarks: Remarks) -> Raw | None:
    """The feed in an XML text; None where feedparser finds none.

    The HTML is left as it is by feedparser (its own cleaner costs half the time of a parse). It is told no address,
    for it would make bare guids into links of it; so of relative xml:bases inside each other only the outermost
    counts.
    Raises whatever feedparser raises on documents that it cannot cope with, and ValueError for one that would keep
    it busy for minutes.
    """
    if len(set(_NAMESPACE.findall(text))) > _MAX_NAMESPACES or text.count("category") > _MAX_CATEGORIES:
        raise ValueError("too many namespaces or categories")
    legal = _REFERENCE.sub(_without_forbidden, _FORBIDDEN.sub("", text))
    if len(legal) < len(text):
        remarks.notes.append("characters that XML forbids were left out")
    legal = _RUN.sub(_broken_up, captions.written_in(legal))
    parsed = feedparser.parse(
        io.BytesIO(legal.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = dict.get(parsed, "version") or ""
    if not version and not parsed.entries:
        return None
    if parsed.bozo:
        remarks.sound = False
        remarks.notes.append(f"not well-formed XML: {parsed.bozo_exception.getMessage()}")
        remarks.broken = "the document ends within an entry" if _ends_within_an_entry(legal) else None
    return Raw(version, checked(parsed.feed), [checked(entry) for entry in parsed.entries])


def _ends_within_an_entry(text: str) -> bool:
    """Whether the text breaks off: nothing is closed any more behind the start of its last entry."""
    starts = [match.start() for match in _ENTRY.finditer(text)]
    return bool(starts) and _ENDS.search(text, starts[-1]) is None


def _without_forbidden(reference: re.Match[str]) -> str:
    """A character reference, but none to what XML forbids: feedparser raises on surrogates."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    forbidden = code > 0x10FFFF or _FORBIDDEN.fullmatch(chr(code))
    return "" if forbidden else reference[0]


def _broken_up(run: re.Match[str]) -> str:
    return " ".join(run[0][start : start + MAX_RUN] for start in range(0, len(run[0]), MAX_RUN))
