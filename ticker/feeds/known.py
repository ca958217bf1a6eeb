"""Entries that have been read before need not be read again: most documents bring one new entry among fifty.

The entries of a document are cut out of it; of each the digest of its text, and of what it inherits, is kept with a
digest of its id. The next time its readers are given a document without the entries whose digests are known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ticker.model import EntryData

NOTHING: bytes = b""
"""What is known of a feed that was never read."""

_VERSION = b"1"  # to be raised where entries are read differently, so that all are read anew
_SIZE = 8  # bytes of a digest
_MAX_ENTRIES = 2000
_ENTITIES = "<!DOCTYPE"
_BASE, _BEFORE_BASE = "base=", ": "
_START = re.compile(r"<(item|entry)[\s>]")
_ROOT = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^<>]*>")
_CHANNEL = re.compile(r"<channel\b[^<>]*>")
_LANGUAGE = re.compile(r"<(?:\w+:)?language[\s>][^<>]*<[^<>]*>", re.IGNORECASE)
_END = re.compile(r"(?:\s*(?:</[\w:]+>|<!--[^<>]*-->))*\s*")
_SECTION = ("<![CDATA[", "]]>")
_PAIRS = (_SECTION, ("<!--", "-->"), ("<?", "?>"))
_SELDOM = re.compile(r"<(?:!--|\?)")  # one look for both costs less than one for each


Whole = TypeVar("Whole")
"""A document in the form in which its reader takes it: the text of XML, the object of JSON."""


@dataclass(frozen=True, slots=True)
class Cut(Generic[Whole]):
    """A document cut into its entries: `digests` are theirs, `known` the digests of ids by those that are known.

    `rest` is the document without the entries that are known, of which there are `unchanged`.
    """

    digests: tuple[bytes, ...]
    known: dict[bytes, bytes]
    rest: Whole

    @property
    def unchanged(self) -> int:
        """How many entries are known."""
        return len(self.known)

    def unread(self, whole: Whole) -> Cut[Whole]:
        """The same document, `whole`, as if nothing were known of it."""
        return Cut(self.digests, {}, whole)


def cut(text: str, url: str, known: bytes) -> Cut[str] | None:
    """The XML document of a feed at `url` cut into its entries; None where that is not safe or not worth it.

    `known` is what `remember` gave for the document before.
    """
    spans = _spans(text)
    if spans is None:
        return None
    context = _context(text, spans[0][0], url)
    if context is None:
        return None
    seen = _unpacked(known)
    digests: list[bytes] = []
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        digest = _digest(context, text[start:end])
        digests.append(digest)
        if digest in seen:
            pieces.append(text[done:start])
            done = end
    return _told_apart(digests, seen, "".join([*pieces, text[done:]]))


def cut_items(root: dict[str, Any], url: str, known: bytes) -> Cut[dict[str, Any]] | None:
    """The same of the object of a JSON Feed, whose entries are the members of `items`."""
    items = root.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= _MAX_ENTRIES:
        return None
    context = _begun(json.dumps(root.get("language")), url)
    seen = _unpacked(known)
    digests = [_digest(context, json.dumps(item)) for item in items]
    unseen = [item for item, digest in zip(items, digests, strict=True) if digest not in seen]
    return _told_apart(digests, seen, {**root, "items": unseen})


def _told_apart(digests: list[bytes], seen: dict[bytes, bytes], rest: Whole) -> Cut[Whole] | None:
    if len(set(digests)) < len(digests):
        return None
    present = {digest: seen[digest] for digest in digests if digest in seen}
    return Cut(tuple(digests), present, rest)


def remember(parts: Cut[Any], entries: Iterable[EntryData]) -> bytes:
    """What is known of the feed from now on: the entries left out and those that were read, in their order.

    Nothing, where the readers found another number of entries, or where one of theirs shares its id with one that was
    left out: then both would have other ids.
    """
    ids = [_id_digest(entry) for entry in entries]
    fresh = [digest for digest in parts.digests if digest not in parts.known]
    if len(ids) != len(fresh) or not set(ids).isdisjoint(parts.known.values()):
        return NOTHING
    ids_of = {**parts.known, **dict(zip(fresh, ids, strict=True))}
    return b"".join(digest + ids_of[digest] for digest in parts.digests)


def _spans(text: str) -> list[tuple[int, int]] | None:
    """Where the entries start and end; None where it is not beyond doubt.

    Entries in entries, empty ones and those with a prefix are not among them: so it is beyond doubt only where the
    readers find as many (see `remember`).
    """
    root, first = _ROOT.search(text), _START.search(text)
    if root is None or first is None or _names_base(text, root.end()):
        return None
    place = first.start()
    head = text[:place]
    if _ENTITIES in head or _ends_inside(head, _PAIRS):
        return None
    name = first[1]
    opening, closing = f"<{name}", f"</{name}>"
    pairs = _PAIRS if _SELDOM.search(text, place) else [_SECTION] if text.find(_SECTION[0], place) >= 0 else []
    *parts, tail = text[place:].split(closing)
    spans: list[tuple[int, int]] = []
    for part in parts:
        end = place + len(part) + len(closing)
        if not part.startswith(opening):
            bare = part.lstrip()
            if not bare.startswith(opening):
                return None
            place += len(part) - len(bare)
        if _ends_inside(part, pairs):
            return None
        spans.append((place, end))
        place = end
    return spans if 0 < len(spans) <= _MAX_ENTRIES and _END.fullmatch(tail) else None


def _names_base(text: str, start: int) -> bool:
    """Whether a base address stands inside the root, which may hold on for what comes behind."""
    found = text.find(_BASE, start)
    while found >= 0 and text[found - 1] not in _BEFORE_BASE:
        found = text.find(_BASE, found + 1)
    return found >= 0


def _ends_inside(part: str, pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether a section or a comment may reach out of the part: the last that begins has no end."""
    for opening, closing in pairs:  # noqa: SIM110 - a generator would cost more than the search
        if part.rfind(opening) > part.rfind(closing):
            return True
    return False


def _context(text: str, end: int, url: str) -> hashlib.blake2b | None:
    """A digest begun with what entries inherit: namespaces and language of the elements around them, the feed's."""
    head = text[:end]
    root, channel = _ROOT.search(head), _CHANNEL.search(head)
    if root is None or "<content" in head:
        return None
    return _begun(root[0], channel[0] if channel else "", *_LANGUAGE.findall(head), url)


def _begun(*inherited: str) -> hashlib.blake2b:
    return hashlib.blake2b("\0".join(inherited).encode("utf-8", "surrogatepass"), digest_size=_SIZE, key=_VERSION)


def _digest(context: hashlib.blake2b, entry: str) -> bytes:
    hashed = context.copy()
    hashed.update(entry.encode("utf-8", "surrogatepass"))
    return hashed.digest()


def _id_digest(entry: EntryData) -> bytes:
    return hashlib.blake2b(entry.id.encode("utf-8", "surrogatepass"), digest_size=_SIZE).digest()


def _unpacked(known: bytes) -> dict[bytes, bytes]:
    pairs = range(0, len(known), 2 * _SIZE)
    return {known[at : at + _SIZE]: known[at + _SIZE : at + 2 * _SIZE] for at in pairs}
