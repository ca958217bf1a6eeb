"""Torn, twisted and poisoned documents by the hundred thousand: python -m tests.bench.fuzz [--documents 100000]

Each is a real document of the corpus (TICKER_CORPUS), or one of our own, with some bytes cut out, doubled, swapped,
taken from another document or made up. What is read must be entries or a named failure, must hold no character that
`text.sanitise` forbids and no link that must not be opened, and must not take longer than the child that reads it in
the program is given. What does not hold is printed with the seed that makes it again:

    python -m tests.bench.fuzz --first 4711 --documents 1
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from types import FrameType

from tests import attacks
from tests.feeds.reading import URL, texts
from tests.feeds.test_feeds_corpus import CORPUS, FOLDERS
from tests.feeds.test_feeds_fast import SURE
from ticker.errors import Cause, Failure
from ticker.feeds.child import CPU_SECONDS
from ticker.feeds.parse import parse
from ticker.model import Document, EntryData
from ticker.text.block_reader import blocks
from ticker.text.sanitise import sanitise

LARGEST = 60_000
_LINK = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f-\x9f]*", re.IGNORECASE)
_SPLICES = (
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"\x1b[31m", b"\x9b", b"\x00", b"\xff", b"\xc3"),
    *(b"&#27;", b"&#155;", b"&amp;#27;", b"&#xD800;", b"&lt;", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xef\xbf\xbf"),
    *(
        b"<item>",
        b"</item>",
        b"<entry>",
        b"</channel>",
        b"<!DOCTYPE rss>",
        b' xmlns="x"',
        b' xml:base="/a/"',
        b"\\ud800",
    ),
    *(b"encoding='utf-16'", b"encoding='koi8-r'", b"javascript:alert(1)", b"99999999999999999999", b"null", b"{", b"["),
)


class TooSlow(BaseException):
    """A document took longer than the child of the program is given for it; not to be caught by what reads it."""


def seeds() -> list[bytes]:
    """The documents that are mutated, the large ones cut."""
    found = [document.encode() for document in SURE if "\ud800" not in document]
    found += [attacks.rss(coding) for coding in attacks.CODINGS] + [attacks.atom(attacks.raw), attacks.json_feed()]
    for folder in FOLDERS if CORPUS.is_dir() else ():
        paths: list[Path] = sorted(path for path in (CORPUS / folder).rglob("*") if path.is_file())
        found += [path.read_bytes()[:LARGEST] for path in paths]
    return found


def mutated(documents: list[bytes], source: random.Random) -> bytes:
    """One of the documents after a few changes of chance."""
    body = bytearray(source.choice(documents))
    for _ in range(source.choice((1, 1, 2, 3, 8, 30))):
        place = source.randrange(len(body) + 1)
        other = source.choice(documents)
        length = source.choice((1, 2, 10, 100, 3000))
        match source.randrange(7):
            case 0:
                del body[place : place + length]
            case 1:
                body[place:place] = source.choice(_SPLICES)
            case 2:
                body[place : place + length] = body[place : place + length] * source.choice((2, 3, 20))
            case 3:
                start = source.randrange(len(other) + 1)
                body[place:place] = other[start : start + length]
            case 4:
                start = source.randrange(len(body) + 1)
                body[place:place] = body[start : start + length]
            case 5 if place < len(body):
                body[place] = source.randrange(256)
            case _:
                body[place : place + 1] = source.choice(attacks.ATTACKS).encode()
    return bytes(body[: 4 * LARGEST])


def complaints(parsed: Document | Failure) -> Iterator[str]:
    """What is wrong with the outcome, one line each."""
    if isinstance(parsed, Failure):
        if parsed.cause not in (Cause.NOT_A_FEED, Cause.UNREADABLE) or not parsed.detail:
            yield f"a strange failure: {parsed}"
        return
    if bad := [text for text in texts(parsed) if sanitise(text) != text]:
        yield f"forbidden characters: {bad[0]!r:.200}"
    if len({entry.id for entry in parsed.entries}) < len(parsed.entries):
        yield "an id stands for several entries"
    for entry in parsed.entries:
        yield from _complaints(entry)


def _complaints(entry: EntryData) -> Iterator[str]:
    for link in (entry.link, entry.comments, *(file.url for file in entry.enclosures)):
        if link is not None and not _LINK.fullmatch(link):
            yield f"a link that must not be opened: {link!r:.200}"
    for moment in (entry.published, entry.updated):
        if moment is not None and moment.tzinfo is not UTC:
            yield f"a date without its zone: {moment}"
    for block in blocks(entry.content_html or ""):
        shown = [span.text for span in block.spans] + [block.alt]
        if bad := [text for text in shown if sanitise(text) != text]:
            yield f"forbidden characters in a block: {bad[0]!r:.200}"
        for address in [block.src, *(span.link for span in block.spans)]:
            if address is not None and not _LINK.fullmatch(address):
                yield f"a link in a block that must not be opened: {address!r:.200}"


def outcome(body: bytes) -> tuple[str, list[str]]:
    """In a word what a document was read as, and all that is wrong with that."""
    try:
        parsed = parse(body, url=URL)
    except (Exception, TooSlow) as error:
        return "raised", [f"{type(error).__name__}: {error}"]
    word = f"a failure ({parsed.cause})" if isinstance(parsed, Failure) else f"a feed ({parsed.format})"
    return word, list(complaints(parsed))


def main() -> None:
    """Read them and say what came of it; exit code 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    wanted = parser.parse_args()
    documents = seeds()
    signal.signal(signal.SIGALRM, _too_slow)
    outcomes: Counter[str] = Counter()
    wrong, slowest = 0, (0.0, 0)
    for seed in range(wanted.first, wanted.first + wanted.documents):
        body = mutated(documents, random.Random(seed))
        start = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, 6 * CPU_SECONDS)
        word, bad = outcome(body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, (time.process_time() - start, seed))
        outcomes[word] += 1
        wrong += bool(bad)
        for complaint in bad[:3]:
            print(f"seed {seed}: {complaint}", flush=True)
        if seed % 10_000 == 9_999:
            print(f"{seed + 1}: {wrong} wrong, slowest {slowest[0]:.2f} s (seed {slowest[1]})", file=sys.stderr)
    print(f"{wanted.documents} documents of {len(documents)} seeds, {wrong} wrong, slowest {slowest[0]:.2f} s")
    for word, count in outcomes.most_common():
        print(f"{count:>8} {word}")
    sys.exit(1 if wrong else 0)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


if __name__ == "__main__":
    main()
