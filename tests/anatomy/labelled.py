"""Real German entries with the places of their parts, labelled by hand, and how well the anatomy finds them.

`labels.txt` holds no text: a section for each document of the corpus, a line for each of its entries with a digest of
its texts and `kind:field:start-end` for each part. A section is `tuned` where the patterns were made with it in sight,
`held` where it was labelled before they were run on it, and mended by what its first run showed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from ticker.errors import Failure
from ticker.feeds.parse import parse
from ticker.model import EntryData
from ticker.text import markup

CORPUS = Path(os.environ.get("TICKER_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
LABELS = Path(__file__).with_name("labels.txt")


class Place(NamedTuple):
    """Where a part lies."""

    kind: str
    field: str
    start: int
    end: int


class Labelled(NamedTuple):
    """An entry and the parts that a person sees in it; `part` is "tuned" or "held"."""

    part: str
    name: str
    data: EntryData
    places: frozenset[Place]


@cache
def entries_of(name: str) -> tuple[EntryData, ...]:
    """The entries of a feed document of the corpus, or the one that an article's page makes."""
    body = (CORPUS / name).read_bytes()
    if name.endswith(".html"):
        return (_of_page(body.decode("utf-8", "replace"), name),)
    document = parse(body, url="https://blatt.example/feed")
    assert not isinstance(document, Failure), name
    return document.entries


def _of_page(html: str, name: str) -> EntryData:
    article = re.search("<article\\b.*?</article>|<main\\b.*?</main>", html, re.DOTALL)
    kept = markup.clean(article[0] if article else html, None)
    return EntryData(id=name, content=markup.plain(kept), content_html=kept)


def labelled() -> Iterator[Labelled]:
    """Every labelled entry. Raises AssertionError where the corpus holds another text than was labelled."""
    part = name = ""
    for line in LABELS.read_text("utf-8").splitlines():
        if line.startswith("["):
            part, name = line[1:-1].split(" ", 1)
        elif line and not line.startswith("#"):
            number, digest, *labels = line.split(" ")
            data = entries_of(name)[int(number)]
            assert f"{digest_of(data):08x}" == digest, f"{name}, entry {number} is another one"
            yield Labelled(part, f"{name} {number}", data, frozenset(map(_place, labels)))


def digest_of(data: EntryData) -> int:
    """What tells one entry's texts from another's."""
    return crc32("\x00".join((data.title or "", data.summary or "", data.content or "")).encode())


def _place(label: str) -> Place:
    kind, field, span = label.split(":")
    start, end = span.split("-")
    return Place(kind, field, int(start), int(end))
