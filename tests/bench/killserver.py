"""A server whose feeds go on only when the poller proves that it has stored what it got.

Each feed is served in editions. The next one is given to whoever asks with the validators of the one before: they are
stored in one transaction with its entries. So whatever dies on the way, the database must end as if nothing had died.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.bench.answering import Answering
from tests.bench.fill import OUTLETS, WHAT, WHICH, WHO
from tests.bench.pollserver import host

NEW = 4  # entries in an edition
SHOWN = 30  # entries in a document
START = datetime(2023, 9, 1, tzinfo=UTC)
_SENTENCES = (
    "Das teilte eine Sprecherin mit.",
    "Inzwischen ist die Lage ruhiger geworden.",
    "Die Opposition verlangt eine Sondersitzung.",
    "Nach Angaben der Polizei wurde niemand verletzt.",
    "Wie teuer das wird, steht noch nicht fest.",
    "Mehrere Anwohner wollen dagegen klagen.",
)


@dataclass(slots=True)
class Serial:
    """One feed: the edition that is on offer, and the last one that there may be."""

    number: int
    edition: int = 0
    last: int | None = None
    settled: bool = False

    def answer(self, known: str | None) -> tuple[bytes, str | None]:
        """The answer to whoever knows that ETag, and what is wrong with the question."""
        wrong = None
        if known == _etag(self.number, self.edition):
            if self.edition == self.last:
                self.settled = True
                return f"HTTP/1.1 304 Not Modified\r\nETag: {known}\r\n\r\n".encode(), None
            self.edition += 1
        elif known != (_etag(self.number, self.edition - 1) if self.edition else None):
            wrong = f"feed {self.number}: edition {self.edition} is on offer, and known is {known}"
        body = document(self.number, self.edition).encode()
        head = f"ETag: {_etag(self.number, self.edition)}\r\nContent-Type: application/rss+xml\r\n"
        return f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body, wrong


@dataclass(slots=True)
class World:
    """All feeds, how often they were asked, and what was asked wrongly: then something stored was lost."""

    serials: list[Serial]
    port: int = 0
    asked: int = 0
    wrong: list[str] = field(default_factory=list)

    def urls(self) -> list[str]:
        """The address of each feed, each on a host of its own."""
        return [f"http://{host(serial.number)}:{self.port}/{serial.number}.xml" for serial in self.serials]

    def answer(self, head: bytes) -> bytes:
        """The answer to a request."""
        line, *lines = head.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
        serial = self.serials[int(line.split(" ")[1].strip("/").removesuffix(".xml"))]
        answer, wrong = serial.answer(fields.get("if-none-match"))
        if wrong is not None:
            self.wrong.append(wrong)
        self.asked += 1
        return answer

    def end(self) -> None:
        """No further editions than those that are on offer."""
        for serial in self.serials:
            serial.last = serial.edition

    def begin_again(self) -> None:
        """All from the first edition on, as far as it has come."""
        for serial in self.serials:
            serial.edition, serial.settled = 0, False

    @property
    def settled(self) -> bool:
        """Whether the last edition of every feed is stored."""
        return all(serial.settled for serial in self.serials)


def document(number: int, edition: int) -> str:
    """An edition: new entries at the top, some of the others corrected, the oldest gone."""
    last = NEW * (edition + 1)
    items = "".join(_item(number, entry, edition) for entry in range(last - 1, max(-1, last - SHOWN - 1), -1))
    title = f"{OUTLETS[number % len(OUTLETS)]} {number}"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://outlet{number}.example/</link><description>{title}</description>\n{items}</channel></rss>\n"
    )


def _item(feed: int, entry: int, edition: int) -> str:
    born = entry // NEW
    corrections = sum(1 for later in range(born + 1, edition + 1) if (later + entry) % 6 == 0)
    words = f"{WHO[entry % len(WHO)]} {WHAT[(entry // 3) % len(WHAT)]} {WHICH[(entry + feed) % len(WHICH)]}"
    text = f"{words}. {_SENTENCES[(entry + corrections) % len(_SENTENCES)]}"
    published = format_datetime(START + timedelta(minutes=entry), usegmt=True)
    return (
        f"<item><title>{words} Ortsteil{feed}x{entry}</title><guid>https://outlet{feed}.example/{entry}</guid>"
        f"<pubDate>{published}</pubDate><description>{text}</description></item>\n"
    )


def _etag(number: int, edition: int) -> str:
    return f'"{number}-{edition}"'


@contextmanager
def serving(count: int) -> Iterator[World]:
    """So many feeds, served by a thread of this process."""
    world, loop, ready = World([Serial(number) for number in range(count)]), asyncio.new_event_loop(), threading.Event()

    async def listen() -> None:
        for serial in world.serials:
            server = await loop.create_server(lambda: Answering(world.answer), host(serial.number), world.port)
            world.port = server.sockets[0].getsockname()[1]
        ready.set()

    def serve() -> None:
        loop.run_until_complete(listen())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield world
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
