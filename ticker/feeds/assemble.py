"""What the readers of all formats share: an entry's texts, the summary of what was wrong, the finished document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ticker.feeds.identity import distinct
from ticker.model import Document, Enclosure, EntryData, FeedData
from ticker.text.links import absolute
from ticker.text.markup import clean_and_plain, decode_entities, has_markup, title_text
from ticker.text.sanitise import one_line, sanitise

MAX_ENTRIES = 10_000
"""Entries that are taken from one document: no honest one comes near, a hostile one must not fill the store."""

_BLANK_LINES = re.compile(r"\n\s*\n")
_END_TAG = re.compile(r"</[a-z][a-z0-9]*\s*>", re.IGNORECASE)
_LONGEST_TAG = 100
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


@dataclass(frozen=True, slots=True)
class Body:
    """One text of an entry: plain, and as cleaned HTML where that holds more than the plain text."""

    text: str = ""
    html: str | None = None


@dataclass(slots=True)
class Remarks:
    """What is wrong with a document: words on the whole of it and how many of its entries lack what.

    It is `sound` where each of its entries would be read the same without the others. `broken` is where it ends before
    its time (`model.Document`).
    """

    notes: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    sound: bool = True
    broken: str | None = None

    def warnings(self) -> tuple[str, ...]:
        """One line each, sanitised."""
        counted = (f"{what}: {count}" for what, count in sorted(self.counts.items()) if count)
        return tuple(one_line(note) for note in (*self.notes, *counted))


class Files:
    """The files that go with an entry, each address once, in their order."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.found: dict[str, Enclosure] = {}

    def add(
        self, address: object, kind: object = None, length: object = None, title: object = None, credit: object = None
    ) -> None:
        """Take in a file; of one that is known already, what was not told of it before."""
        place = absolute(address, self._base) if isinstance(address, str) else None
        if place is None or place.startswith("mailto:"):
            return
        file = Enclosure(
            place,
            one_line(kind).lower() or None if isinstance(kind, str) else None,
            int(length) if isinstance(length, str) and re.fullmatch("[1-9][0-9]{0,14}", length) else None,
            title_text(title) or None if isinstance(title, str) else None,
            title_text(credit) or None if isinstance(credit, str) else None,
        )
        if known := self.found.get(place):
            file = Enclosure(
                place,
                known.type or file.type,
                known.length or file.length,
                known.title or file.title,
                known.credit or file.credit,
            )
        self.found[place] = file


def on_earth(latitude: float, longitude: float) -> tuple[float, float] | None:
    """The point, in degrees, if it is one (NaN is none)."""
    return (latitude, longitude) if -90 <= latitude <= 90 and -180 <= longitude <= 180 else None


def html_body(value: str, base: str) -> Body:
    """A text that a format calls HTML; without any tag it is text whose entities are to be decoded."""
    if not has_markup(value):
        return Body(_paragraphs(decode_entities(value)))
    html, text = clean_and_plain(value, base)
    return Body(text, html if has_markup(html) else None)


def text_body(value: str, base: str) -> Body:
    """A text that a format calls plain; with an end tag in it, it is HTML all the same."""
    return html_body(value, base) if _END_TAG.search(value) else Body(_paragraphs(value))


def summary_and_content(bodies: Iterable[Body]) -> tuple[str | None, str | None, str | None]:
    """The summary, content and content_html of an entry, out of all the texts that its document gives for it.

    The longest text is the content, with its HTML where that holds more; of equally long ones the first. Another
    text beside it is the summary. So whoever wants a teaser takes the summary or else the content, and whoever
    wants the whole text takes the content.
    """
    given = [body for body in bodies if body.text or body.html]
    if not given:
        return None, None, None
    fullest, summary = given[0], None
    if len(given) > 1:
        fullest = max(given, key=lambda body: len(body.text))
        summary = next((body.text for body in given if body.text and body.text != fullest.text), None)
    return summary, fullest.text or None, fullest.html


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that are not empty, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, texts)))


def language_tag(raw: object) -> str | None:
    """The language tag (BCP 47) that a document names, in the usual case ("de-AT"); None where it is none."""
    return _tag(raw.strip()) if isinstance(raw, str) and len(raw) <= _LONGEST_TAG else None


@lru_cache(maxsize=256)
def _tag(written: str) -> str | None:
    tag = written.replace("_", "-")
    if not _LANGUAGE.fullmatch(tag):
        return None
    language, *others = tag.split("-")
    return "-".join([language.lower(), *(part.upper() if len(part) == 2 else part for part in others)])


def finished(form: str, encoding: str, feed: FeedData, entries: Sequence[EntryData], remarks: Remarks) -> Document:
    """The document, with ids that are unique in it and a warning for each sort of trouble."""
    told_apart = distinct(entries)
    if told_apart != tuple(entries):
        remarks.sound = False
        remarks.counts["repeated entries left out"] += len(entries) - len(told_apart)
        renamed = {entry.id for entry in told_apart} - {entry.id for entry in entries}
        remarks.counts["entries that share their id with others"] += len(renamed)
    return Document(form, encoding, feed, told_apart, remarks.warnings(), broken=remarks.broken)


def _paragraphs(text: str) -> str:
    """A plain text with one line for each paragraph: an empty line parts them, a single line end is a space."""
    text = sanitise(text)
    if "\n" not in text:
        return one_line(text)
    lines = (one_line(part) for part in _BLANK_LINES.split(text))
    return "\n".join(line for line in lines if line)
