"""How fast feeds are read, beside feedparser, bare XML parsing and fastfeedparser: python -m tests.bench.parse

Real feeds are those of the corpus (TICKER_CORPUS) that `ticker` reads the fast way; the synthetic ones are documents of
50 entries, made here, or those in a folder. A feed is polled again and again: "one new entry" and "nothing new" are
documents of which all other entries were read the time before. "least" is what no reader in Python can do without: the
tree of the XML as the standard library makes it, and the cleaner of the HTML.
"""

from __future__ import annotations

import argparse
import importlib
import io
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import XMLParser

import feedparser
import nh3

from tests.bench.table import Figure
from tests.feeds.reading import URL
from tests.feeds.test_feeds_corpus import CORPUS
from tests.feeds.test_feeds_fast import REAL, feed_text
from ticker.feeds import fast, reference, syndication
from ticker.feeds.assemble import Remarks
from ticker.feeds.parse import parse
from ticker.model import Document, EntryData
from ticker.text.markup import has_markup

ENTRY = 16  # bytes that are known of an entry
WORDS = str.split("Der Rat berät heute erneut über die Sanierung der Brücke am Mühlbach und den Fahrplan für Köln")
Reader = Callable[[bytes], object]


def main() -> None:
    """Print the share of real feeds that are read fast, and a table for real and for synthetic feeds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="*.xml in it take the place of the synthetic feeds")
    parser.add_argument("--documents", type=int, default=1000, help="how many synthetic feeds (1000: five minutes)")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    wanted = parser.parse_args()
    bodies = [path.read_bytes() for name in REAL for path in sorted((CORPUS / name).rglob("*")) if path.is_file()]
    feeds = [body for body in bodies if feed_text(body) is not None]
    clean = [body for body in feeds if fast.read(feed_text(body) or "") is not None]
    print(f"real feeds that are read fast: {len(clean)} of {len(feeds)} ({len(clean) / max(len(feeds), 1):.0%})")
    full = [body for body in feeds if entries_of(body)]
    remembered = sum(bool(known_of(body)) for body in full)
    print(f"real feeds with entries, whose entries are remembered: {remembered} of {len(full)}")
    slowest = max(
        ((timed(by_ticker, [path.read_bytes()]), path) for path in CORPUS.rglob("*") if path.is_file()), default=None
    )
    if slowest is not None:
        print(f"the slowest document of the corpus: {slowest[0] * 1000:.0f} ms ({slowest[1].name})")
    if clean:
        table("real feeds", clean, wanted.rounds)
    found = sorted(wanted.folder.rglob("*.xml")) if wanted.folder else []
    made = [path.read_bytes() for path in found] or list(map(synthetic, range(wanted.documents)))
    table("synthetic feeds", made, wanted.rounds)


def rows(short: bool) -> list[Figure]:
    """Documents a second of each reader: on synthetic feeds."""
    bodies = list(map(synthetic, range(60 if short else 1000)))
    return [
        Figure("read synthetic feeds", label, len(bodies) / timed(reader, bodies), "documents/s")
        for label, reader in readers(bodies).items()
    ]


def table(name: str, bodies: list[bytes], rounds: int) -> None:
    """Time each reader on the documents; print documents and megabytes a second and the ratios."""
    size = sum(map(len, bodies)) / 1e6
    taken = {label: min(timed(reader, bodies) for _ in range(rounds)) for label, reader in readers(bodies).items()}
    print(f"\n{name}: {len(bodies)} documents, {size:.1f} MB, best of {rounds}")
    print(f"{'':28}{'documents/s':>12}{'MB/s':>8}{'x feedparser':>14}{'x bare XML':>12}")
    for label, seconds in taken.items():
        compared = f"{taken['feedparser'] / seconds:>14.1f}{taken['bare XML'] / seconds:>12.2f}"
        print(f"{label:28}{len(bodies) / seconds:>12.0f}{size / seconds:>8.1f}{compared}")


def readers(bodies: list[bytes]) -> dict[str, Reader]:
    """What is compared, by name; what is not installed is left out."""
    known = {body: known_of(body) for body in bodies}
    texts = {body: feed_text(body) or "" for body in bodies}
    htmls = {body: htmls_of(text) for body, text in texts.items()}
    cleaner = nh3.Cleaner()
    found: dict[str, Reader] = {
        "ticker": by_ticker,
        "ticker, one new entry": lambda body: parse(body, url=URL, known=known[body][ENTRY:]),
        "ticker, nothing new": lambda body: parse(body, url=URL, known=known[body]),
        "ticker, feedparser's way": by_feedparser,
        "ticker, only the XML": lambda body: fast.read(texts[body]),
        "least": lambda body: (tree(texts[body]), [cleaner.clean(html) for html in htmls[body]]),
        "feedparser": lambda body: feedparser.parse(io.BytesIO(body)),
        "feedparser, no cleaning": lambda body: feedparser.parse(
            io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False
        ),
    }
    if lxml := installed("lxml.etree"):
        found["bare XML"] = lambda body: lxml.fromstring(body, lxml.XMLParser(recover=True))
    else:
        elements = installed("xml.etree.ElementTree")
        found["bare XML"] = lambda body: elements.fromstring(body)
    if other := installed("fastfeedparser"):
        found["fastfeedparser"] = lambda body: other.parse(body)
    return found


def known_of(body: bytes) -> bytes:
    """What is known of a feed that was read once."""
    parsed = parse(body, url=URL)
    return parsed.known if isinstance(parsed, Document) else b""


def htmls_of(text: str) -> list[str]:
    """The texts of a feed that must be cleaned."""
    raw = fast.read(text)
    told = [entry.get("summary", "") for entry in raw.entries] if raw else []
    told += [content["value"] for entry in raw.entries for content in entry.get("content", ())] if raw else []
    return [html for html in dict.fromkeys(told) if has_markup(html)]


def tree(text: str) -> object:
    parser = XMLParser()
    parser.feed(text[text.find("?>") + 2 :] if text.startswith("<?xml") else text)
    return parser.close()


def entries_of(body: bytes) -> Sequence[EntryData]:
    parsed = parse(body, url=URL)
    return parsed.entries if isinstance(parsed, Document) else ()


def by_ticker(body: bytes) -> object:
    """The document as ticker reads it for the first time."""
    return parse(body, url=URL)


def by_feedparser(body: bytes) -> object:
    """The document as it is read where the fast reader is not sure."""
    text = feed_text(body) or ""
    raw = reference.read(text, Remarks())
    return raw and syndication.document(raw, text, "utf-8", url=URL, remarks=Remarks())


def timed(reader: Reader, bodies: list[bytes]) -> float:
    start = time.process_time()
    for body in bodies:
        reader(body)
    return time.process_time() - start


def installed(name: str) -> Any:
    """The module, None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def synthetic(number: int) -> bytes:
    """An RSS 2.0 document of 50 entries in random words."""
    source = random.Random(number)

    def text(count: int) -> str:
        return " ".join(source.choices(WORDS, k=count))

    items = "".join(
        f"<item><title>{text(9)}</title><link>https://blatt{number}.example/{entry}</link>"
        f"<guid isPermaLink='false'>tag:{number}:{entry}</guid>"
        f"<pubDate>Wed, 13 Sep 2023 10:{entry:02}:00 +0200</pubDate>"
        f"<category>{text(1)}</category><dc:creator>{text(2)}</dc:creator><description><![CDATA[<p>{text(40)} "
        f"<a href='/{entry}'>{text(3)}</a></p>]]></description></item>"
        for entry in range(50)
    )
    head = f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{text(2)}</title>'
    return f"<?xml version='1.0' encoding='utf-8'?>{head}{items}</channel></rss>".encode()


if __name__ == "__main__":
    main()
