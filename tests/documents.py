"""Small feed documents of invented outlets, put together by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape


@dataclass(frozen=True, slots=True)
class Item:
    """An entry to publish; `guid` is made from the title's first word where it is not given."""

    title: str
    text: str = "Ein Satz."
    date: str = "Wed, 13 Sep 2023 10:15:00 +0200"
    guid: str | None = None


def rss(items: Sequence[Item], *, title: str = "Falkenbote", host: str = "falkenbote.example") -> bytes:
    """An RSS 2.0 document."""
    body = "".join(_item(item, host) for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>https://{host}/</link><description>Nachrichten</description>"
        f"<language>de-DE</language>{body}</channel></rss>"
    ).encode()


def _item(item: Item, host: str) -> str:
    guid = item.guid or f"https://{host}/{item.title.split()[0].lower()}"
    return (
        f"<item><title>{escape(item.title)}</title><link>{escape(guid)}</link><guid>{escape(guid)}</guid>"
        f"<pubDate>{item.date}</pubDate><description>{escape(item.text)}</description></item>"
    )
