"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, TypeVar

from ticker.feeds.assemble import (
    MAX_ENTRIES,
    Body,
    Files,
    Remarks,
    finished,
    html_body,
    language_tag,
    summary_and_content,
    unique,
)
from ticker.feeds.dates import parse_date
from ticker.feeds.identity import entry_id
from ticker.model import Document, Enclosure, EntryData, FeedData
from ticker.text.links import absolute
from ticker.text.markup import title_text
from ticker.text.sanitise import one_line, sanitise

T = TypeVar("T")

_WRONG_TYPE = "values of a wrong type"
_VERSION = "jsonfeed.org/version/"


def load(text: str) -> dict[str, Any] | None:
    """The object of a JSON Feed; None where the text is other JSON. Raises ValueError or RecursionError for no JSON."""
    # Newlines inside strings are as common as they are forbidden.
    root = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    version = root.get("version") if isinstance(root, dict) else None
    return root if isinstance(version, str) and _VERSION in version else None


def read(root: dict[str, Any], encoding: str, *, url: str, remarks: Remarks) -> Document:
    """The feed in such an object, which came from `url`.

    What has a type that the specification does not allow is passed over and counted in a warning, but for numbers
    as ids and titles.
    """
    reader = _Reader(url, remarks)
    feed = FeedData(
        title=reader.title(root),
        link=reader.link(root, "home_page_url"),
        language=language_tag(root.get("language")),
        description=one_line(reader.text(root, "description")) or None,
    )
    entries = [reader.entry(item, feed) for item in reader.items(root)]
    form = "json10" if root["version"].rstrip("/").endswith(("version/1", "version/1.0")) else "json11"
    return finished(form, encoding, feed, entries, remarks)


class _Reader:
    """Takes values out of objects whose types nobody has checked."""

    def __init__(self, url: str, remarks: Remarks) -> None:
        self._url = url
        self._counts = remarks.counts

    def entry(self, item: dict[str, Any], feed: FeedData) -> EntryData:
        """One entry out of an item."""
        guid = one_line(self.text(item, "id", numbers=True))
        title = self.title(item)
        link = self.link(item, "url") or self.link(item, "external_url")
        summary, content, content_html = summary_and_content(self._bodies(item))
        published, updated = self._date(item, "date_published"), self._date(item, "date_modified")
        for what, missing in (("an id", not guid), ("a link", not link), ("a date", not (published or updated))):
            self._counts[f"entries without {what}"] += missing
        return EntryData(
            id=entry_id(guid, link, title, content),
            title=title,
            link=link,
            authors=self._authors(item),
            published=published or updated,
            updated=updated,
            summary=summary,
            content=content,
            content_html=content_html,
            categories=unique(title_text(tag) for tag in self._list(item, "tags", str)),
            enclosures=self._enclosures(item),
            language=language_tag(item.get("language")) or feed.language,
        )

    def text(self, values: dict[str, Any], key: str, *, numbers: bool = False) -> str:
        """A string, or a number where that is allowed; empty for what is missing or has a wrong type."""
        value = values.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        if numbers and isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._counts[_WRONG_TYPE] += 1
        return ""

    def title(self, values: dict[str, Any]) -> str | None:
        """The title in one line."""
        return title_text(self.text(values, "title", numbers=True)) or None

    def link(self, values: dict[str, Any], key: str) -> str | None:
        """An address that can be opened."""
        return absolute(self.text(values, key), self._url)

    def items(self, root: dict[str, Any]) -> list[dict[str, Any]]:
        """The items that are objects, as many as are taken from one document."""
        found: list[dict[str, Any]] = self._list(root, "items", dict)
        self._counts["entries left out for their number"] += max(0, len(found) - MAX_ENTRIES)
        return found[:MAX_ENTRIES]

    def _list(self, values: dict[str, Any], key: str, kind: type[T]) -> list[T]:
        value = values.get(key) or []
        listed = value if isinstance(value, list) else [value]
        fitting = [member for member in listed if isinstance(member, kind)]
        self._counts[_WRONG_TYPE] += len(listed) - len(fitting)
        return fitting

    def _bodies(self, item: dict[str, Any]) -> list[Body]:
        lines = (one_line(line) for line in sanitise(self.text(item, "content_text")).split("\n"))
        return [
            html_body(self.text(item, "content_html"), self._url),
            Body("\n".join(line for line in lines if line)),
            html_body(self.text(item, "summary"), self._url),
        ]

    def _date(self, item: dict[str, Any], key: str) -> datetime | None:
        written = self.text(item, key)
        moment = parse_date(written)
        self._counts["dates that cannot be read"] += bool(written and moment is None)
        return moment

    def _authors(self, item: dict[str, Any]) -> tuple[str, ...]:
        """The names of `authors` (1.1) or else of `author` (1.0)."""
        people: list[dict[str, Any]] = self._list(item, "authors", dict) or self._list(item, "author", dict)
        return unique(title_text(self.text(person, "name")) for person in people)

    def _enclosures(self, item: dict[str, Any]) -> tuple[Enclosure, ...]:
        files = Files(self._url)
        attached: list[dict[str, Any]] = self._list(item, "attachments", dict)
        for file in [*attached, {"url": item.get("image")}]:
            size = file.get("size_in_bytes")
            length = str(size) if type(size) is int else None
            files.add(self.text(file, "url"), self.text(file, "mime_type"), length, self.text(file, "title"))
        return tuple(files.found.values())
