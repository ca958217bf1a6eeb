"""Header, byte order mark, declaration and reality disagree: the text is right more often than by feedparser alone."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import feedparser
import pytest

from tests.feeds.reading import URL
from tests.feeds.test_feeds_corpus import CORPUS
from tests.feeds.test_feeds_fast import WITH_CORPUS, feed_text
from ticker.feeds.parse import parse
from ticker.model import Document

TITLE = "Würzburg: „Häuser für Bären“ – Größe über 5 €"
STRAY = "Würzburg: Häuser für Bären, Größe über 5"
# What is left of a text that was read in a wrong encoding: letters of UTF-8 as Latin-1, the sign for no character.
_WRONG = re.compile("[ÃÂ][\x80-\xbf]|â€|ï»¿|\ufffd|[\x80-\x9f]|Р[°-џ]С")


@dataclass(frozen=True)
class Case:
    """A document, and the title that a person reads in it."""

    name: str
    body: bytes
    content_type: str
    title: str


def cases() -> Iterator[Case]:
    """All ways in which real encoding, declaration and header can go together, and stray bytes."""
    reals = ("utf-8", "utf-8-sig", "windows-1252", "iso-8859-15", "utf-16")
    labels = ("", "utf-8", "iso-8859-1", "windows-1252", "us-ascii", "x-nonsense")
    for real, declared, header in itertools.product(reals, labels, labels):
        if real == "iso-8859-15" and "iso-8859-15" not in (declared, header):
            continue
        if real == "windows-1252" and declared == "utf-8" == header:
            continue  # nothing tells the truth; that is a case of stray bytes
        title = TITLE if real != "iso-8859-15" else STRAY
        yield Case(
            f"{real} as {declared or '-'} and {header or '-'}", document(title, declared, real), kind(header), title
        )
    for declared, header in itertools.product(("", "utf-8"), labels[:2]):
        for count in (1, 2):
            body = document(STRAY, declared, "utf-8")
            for letter in ("ü", "ß")[:count]:
                body = body.replace(letter.encode(), letter.encode("latin-1"), 1)
            yield Case(f"utf-8 with {count} stray, {declared or '-'}, {header or '-'}", body, kind(header), STRAY)
        yield Case(
            f"windows-1252 as {declared or '-'}, {header or '-'}",
            document(TITLE, declared, "cp1252"),
            kind(header),
            TITLE,
        )


def document(title: str, declared: str, real: str) -> bytes:
    declaration = f' encoding="{declared}"' if declared else ""
    return (
        f'<?xml version="1.0"{declaration}?><rss version="2.0"><channel><title>Blatt</title><item><guid>1</guid>'
        f"<title>{title}</title></item></channel></rss>"
    ).encode(real)


def kind(charset: str) -> str:
    return f"application/rss+xml; charset={charset}" if charset else "application/rss+xml"


def ours(body: bytes, content_type: str = "") -> str:
    parsed = parse(body, url=URL, content_type=content_type)
    return parsed.entries[0].title or "" if isinstance(parsed, Document) and parsed.entries else ""


def theirs(body: bytes, content_type: str = "") -> str:
    headers = {"content-type": content_type} if content_type else {}
    found = feedparser.parse(io.BytesIO(body), response_headers=headers)
    return found.entries[0].get("title", "") if found.entries else ""


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_text_is_right(case: Case) -> None:
    assert ours(case.body, case.content_type) == case.title


def test_feedparser_alone_is_right_less_often(record_property: Callable[[str, object], None]) -> None:
    right = [sum(reader(case.body, case.content_type) == case.title for case in CASES) for reader in (ours, theirs)]
    record_property("right of all, ours and feedparser's", (len(CASES), *right))
    assert right[0] == len(CASES)
    assert right[1] < right[0]


@WITH_CORPUS
def test_no_real_document_is_read_worse() -> None:
    wrong = [0, 0]
    for path in sorted((CORPUS / "encodings").rglob("*")):
        body = path.read_bytes() if path.is_file() else b""
        if feed_text(body) is None:
            continue
        parsed = parse(body, url=URL)
        mine = " ".join(f"{e.title} {e.content}" for e in parsed.entries) if isinstance(parsed, Document) else ""
        found = feedparser.parse(io.BytesIO(body)).entries
        other = " ".join(f"{e.get('title')} {e.get('summary')}" for e in found)
        wrong[0] += (mistakes := len(_WRONG.findall(mine)))
        wrong[1] += len(_WRONG.findall(other))
        assert mistakes <= len(_WRONG.findall(other)), path
        assert len(mine) >= len(re.sub("<[^>]*>", "", other)) / 2, path
    assert wrong[0] <= wrong[1]
