"""Lists of subscriptions in whatever form they come: OPML, or the file `urls` in which newsboat keeps its own."""

from __future__ import annotations

import re

from ticker.address import normalise
from ticker.errors import N_, UsageError
from ticker.feeds import opml
from ticker.feeds.charset import decode
from ticker.feeds.opml import LARGEST, MOST, Listed, Unread
from ticker.model import Subscription
from ticker.text.groups import group_of
from ticker.text.sanitise import one_line

_WORD = re.compile(r'"((?:[^"\\]|\\.){0,2000})"|(\S+)')
_SHOWN = 80


def read(body: bytes) -> Listed:
    """The subscriptions in a list. Raises UsageError for what is none (see `opml.read` for what a list may be)."""
    if body[:LARGEST].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<":
        return opml.read(body)
    if len(body) > LARGEST:
        raise opml.too_large()
    return _read_lines(decode(body).text)


def _read_lines(text: str) -> Listed:
    """One feed a line: its address, then tags, and a title behind a tilde; what holds spaces in quotation marks.

    The first tag becomes the group. A list is only what names a feed at all.
    """
    found: dict[str, Subscription] = {}
    unread: list[Unread] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = [quoted or plain for quoted, plain in _WORD.findall(line)]
        if not words or words[0].startswith("#"):
            continue
        if len(found) + len(unread) >= MOST:
            raise opml.too_many()
        try:
            one = _subscription(words[0], words[1:])
        except UsageError as error:
            unread.append(Unread(number, one_line(words[0])[:_SHOWN], error))
        else:
            found.setdefault(one.url, one)
    if not found:
        raise opml.no_list()
    return Listed(tuple(found.values()), tuple(unread))


def _subscription(address: str, marks: list[str]) -> Subscription:
    if "://" not in address:  # a word with a dot in it is an address only where somebody types it as one
        raise UsageError(N_("“{text}” is no web address."), text=one_line(address)[:_SHOWN])
    titles = [mark[1:] for mark in marks if mark.startswith("~")]
    tags = [mark for mark in marks if not mark.startswith(("~", "!"))]
    return Subscription(normalise(address), opml.title_of("".join(titles[:1])), group=group_of(tags[:1]))
