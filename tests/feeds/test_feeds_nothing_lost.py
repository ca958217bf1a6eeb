"""Nothing that feedparser, left to itself, finds in a real feed is lost on the way to our entries."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest

from tests.feeds.test_feeds_corpus import CORPUS
from tests.feeds.test_feeds_fast import REAL, WITH_CORPUS, feed_text
from ticker.feeds.parse import parse
from ticker.model import Document, EntryData
from ticker.text.links import absolute
from ticker.text.markup import clean, plain, title_text

# What feedparser tells otherwise, and why ours is meant so.
EXCEPTIONS = {
    "rdf/feedrs_rss_1.0_spec_2.xml: author 'Simon St.Laurent (mailto:'": "half an address is no part of a name",
    "rss/feedrs_rss_2.0_relurl_1.xml: author 'stries (Jonas Große Sundrup'": "the same, it ends in .industries",
    "atom/feedrs_atom_xml_base.xml: link 'https://numi.st/post/2022/travel-uke'": "the id of an Atom entry is no link",
    "atom/lemon24_full_atom.xml: words ['Some', 'text']": "an entry with four texts: two of them are kept",
    "atom/lemon24_full_atom.xml: words ['lang']": "the same",
}


def feeds(folder: str) -> list[Path]:
    return [path for path in sorted((CORPUS / folder).rglob("*")) if path.is_file() and feed_text(path.read_bytes())]


@WITH_CORPUS
@pytest.mark.parametrize("folder", REAL)
def test_what_feedparser_finds_is_there(folder: str) -> None:
    missing = []
    for path in feeds(folder):
        body = path.read_bytes()
        found = feedparser.parse(io.BytesIO(body))
        if found.bozo and "decode" in str(found.bozo_exception):
            continue  # its text is wrong
        parsed = parse(body, url="https://blatt.example/feeds/alles.xml")
        assert isinstance(parsed, Document), path
        name = path.relative_to(CORPUS).as_posix()
        for told in found.entries:
            title = title_text(told.get("title", "")) or None
            same = [entry for entry in parsed.entries if entry.title == title]
            lost = min((losses(told, entry) for entry in same or parsed.entries), key=len, default=["the entry"])
            missing += [f"{name}: {loss}" for loss in lost if f"{name}: {loss}" not in EXCEPTIONS]
    assert not missing, "\n".join(missing)


def losses(told: Any, entry: EntryData) -> list[str]:
    """What of feedparser's entry is not in ours."""
    lost = []
    if title_text(told.get("title", "")) != (entry.title or ""):
        lost.append(f"title {told.get('title')!r}")
    if absolute(told.get("link") or "") and entry.link is None:
        lost.append(f"link {told.link!r}")
    if dict.get(told, "published_parsed") and entry.published is None:
        lost.append(f"date {told.published!r}")
    if dict.get(told, "updated_parsed") and entry.published is None:
        lost.append(f"date {told.updated!r}")
    names = [author.get("name", "") for author in told.get("authors", [])]
    lost += [f"author {name!r}" for name in names if words(name) - words(" ".join(entry.authors))]
    terms = [tag.get("label") or tag.get("term") or "" for tag in told.get("tags", [])]
    lost += [f"category {term!r}" for term in terms if title_text(term) and title_text(term) not in entry.categories]
    places = {re.sub(r"^https?:", "", file.url) for file in entry.enclosures}
    for file in told.get("enclosures", []):
        if absolute(file.get("href", "")) and re.sub(r"^https?:", "", absolute(file.href) or "") not in places:
            lost.append(f"enclosure {file.href!r}")
    ours = words(f"{entry.summary} {entry.content} {plain(entry.content_html or '')}")
    for text in [told.get("summary", ""), *(content.value for content in told.get("content", []))]:
        if gone := words(plain(clean(text, None))) - ours:
            lost.append(f"words {sorted(gone)[:5]}")
    return lost


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", text))
