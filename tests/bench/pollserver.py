"""A server of feeds for benchmarks: many hosts of the loopback net, every answer made beforehand, so it costs little.

    python -m tests.bench.pollserver FEEDS ENTRIES MOMENT

Feed n is `/n.xml` on a host of its own, 127.1.0.1 and so on: a system that, unlike Linux, has only 127.0.0.1 cannot
run it. MOMENT (ISO 8601) is when the newest entries were published. The first line on its output is the port, and each
line on its input is a command that it answers with a line of JSON: `publish N MOMENT` (one more entry in each of N
feeds), `validators on` or `off`, `counts` (what was asked for since the start), `reset` (all as at the start).
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import subprocess
import sys
import threading
from collections import deque
from datetime import datetime, timedelta
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from tests.bench.answering import Answering
from tests.bench.fill import OUTLETS, PLACES, THINGS, WHAT, WHO

_TYPES = {"rss": b"application/rss+xml", "atom": b"application/atom+xml"}
_TEXT = ("Das teilte eine Sprecherin mit.", "Kritik kommt von den Anwohnern.", "Die Kosten sind noch offen.")


class Server:
    """Runs this module as a process of its own; to be used as a context manager."""

    def __init__(self, feeds: int, entries: int, newest: datetime) -> None:
        self._feeds = feeds
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.pollserver", str(feeds), str(entries), newest.isoformat()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._turn = threading.Lock()
        self.port = int(self._line())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def urls(self) -> list[str]:
        """The address of each feed."""
        return [f"http://{host(number)}:{self.port}/{number}.xml" for number in range(self._feeds)]

    def command(self, line: str) -> dict[str, int]:
        """Give the server one of the commands above and wait until it is carried out."""
        assert self._process.stdin is not None
        with self._turn:  # a bench may publish in one thread and count in another
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer: dict[str, int] = json.loads(self._line())
        return answer

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def host(number: int) -> str:
    """The host of that feed."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


class Feed:
    """The newest entries of one feed as answers ready to be sent: every third in Atom, every third with long texts."""

    def __init__(self, number: int, entries: int, newest: datetime) -> None:
        self._number = number
        self._chance = random.Random(number)
        self._kind = "atom" if number % 3 == 2 else "rss"
        self._version = 0
        self._entries: deque[str] = deque(maxlen=entries)  # the newest first
        for age in reversed(range(entries)):
            self._add(newest - timedelta(hours=1.5) * age)
        self._render(newest)

    def publish(self, at: datetime) -> None:
        """One entry more at the top, the oldest one goes."""
        self._add(at)
        self._render(at)

    def _add(self, at: datetime) -> None:
        make = _atom_entry if self._kind == "atom" else _rss_item
        self._entries.appendleft(make(self._number, self._version, at, self._chance))
        self._version += 1

    def _render(self, at: datetime) -> None:
        entries = "".join(self._entries)
        title = f"{OUTLETS[self._number % len(OUTLETS)]} {self._number}"
        site = f"https://outlet{self._number}.example/"
        if self._kind == "atom":
            text = (
                f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">'
                f"<title>{title}</title><id>{site}</id><updated>{at.isoformat()}</updated>"
                f'<link href="{site}"/>\n{entries}</feed>\n'
            )
        else:
            text = (
                '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" '
                'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
                f"<title>{title}</title><link>{site}</link><description>{title}</description><language>de-DE</language>"
                f"\n{entries}</channel></rss>\n"
            )
        self.etag = f'"{self._number}-{self._version}"'.encode()
        self.modified = format_datetime(at, usegmt=True).encode()
        self.plain = text.encode()
        self.zipped = gzip.compress(self.plain, 6, mtime=0)

    def answer(self, *, zipped: bool, unchanged: bool, validators: bool) -> bytes:
        """The whole answer, header and body."""
        fields = [b"Server: bench"]
        if validators:
            fields += [b"ETag: " + self.etag, b"Last-Modified: " + self.modified]
        if unchanged:
            return b"\r\n".join([b"HTTP/1.1 304 Not Modified", *fields, b"", b""])
        body = self.zipped if zipped else self.plain
        fields += [b"Content-Type: " + _TYPES[self._kind], b"Content-Length: %d" % len(body)]
        if zipped:
            fields.append(b"Content-Encoding: gzip")
        return b"\r\n".join([b"HTTP/1.1 200 OK", *fields, b"", body])


def _rss_item(feed: int, number: int, at: datetime, chance: random.Random) -> str:
    title, lead, body = _words(feed, number, chance)
    content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    link = f"https://outlet{feed}.example/{number}.html"
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(at, usegmt=True)}</pubDate><category>Regionales</category>"
        f"<description><![CDATA[{lead}]]></description>{content}</item>\n"
    )


def _atom_entry(feed: int, number: int, at: datetime, chance: random.Random) -> str:
    title, lead, body = _words(feed, number, chance)
    content = f'<content type="html"><![CDATA[{body}]]></content>' if body else ""
    link = f"https://outlet{feed}.example/{number}.html"
    return (
        f'<entry><title>{title}</title><id>{link}</id><link href="{link}"/>'
        f"<published>{at.isoformat()}</published><updated>{at.isoformat()}</updated><author><name>Redaktion</name></author>"
        f'<summary type="html"><![CDATA[{lead}]]></summary>{content}</entry>\n'
    )


def _words(feed: int, number: int, chance: random.Random) -> tuple[str, str, str]:
    """A title, a lead and, in every third feed, a body of five to nine paragraphs."""
    place, thing = chance.choice(PLACES), chance.choice(THINGS)
    title = f"{_sentence(chance, thing)} in {place} ({number})"
    lead = f"<p>{_sentence(chance, thing)}. {chance.choice(_TEXT)} {_sentence(chance, place)}.</p>"
    body = ""
    if feed % 3 == 1:
        body = "".join(
            f"<p>{_sentence(chance, thing)}. {chance.choice(_TEXT)} "
            f'<a href="/{number}">{_sentence(chance, place)}</a>.</p>'
            for _ in range(chance.randrange(5, 10))
        )
    return title, lead, body


def _sentence(chance: random.Random, about: str) -> str:
    """News of many things: were they all of four, as the headlines of the screen's tests, all would be one story."""
    return f"{chance.choice(WHO)} {chance.choice(WHAT)} {chance.choice(THINGS)} und {chance.choice(THINGS)}: {about}"


class _World:
    """All feeds and what was asked for."""

    def __init__(self, feeds: int, entries: int, newest: datetime) -> None:
        self._start = (feeds, entries, newest)
        self._reset()

    def _reset(self) -> None:
        feeds, entries, newest = self._start
        self._feeds = [Feed(number, entries, newest) for number in range(feeds)]
        self._published = random.Random(1)
        self._validators = True
        self._counts = {"requests": 0, "unchanged": 0, "bytes": 0}

    def answer(self, head: bytes) -> bytes:
        """The answer to a request, given the bytes of its head."""
        line, *lines = head.split(b"\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (one.partition(b":") for one in lines)}
        feed = self._feeds[int(line.split(b" ")[1].strip(b"/").removesuffix(b".xml"))]
        known = (
            fields[b"if-none-match"] == feed.etag
            if b"if-none-match" in fields
            else fields.get(b"if-modified-since") == feed.modified
        )
        unchanged = self._validators and known
        answer = feed.answer(
            zipped=b"gzip" in fields.get(b"accept-encoding", b""), unchanged=unchanged, validators=self._validators
        )
        self._counts["requests"] += 1
        self._counts["unchanged"] += unchanged
        self._counts["bytes"] += len(answer)
        return answer

    def command(self, line: str) -> dict[str, int]:
        """Carry out a command and give the counts."""
        match line.split():
            case ["publish", number, moment]:
                for feed in self._published.sample(self._feeds, int(number)):
                    feed.publish(datetime.fromisoformat(moment))
            case ["validators", value]:
                self._validators = value == "on"
            case ["counts"]:
                pass
            case ["reset"]:
                self._reset()
            case _:
                raise ValueError(line)
        return self._counts


async def _serve(feeds: int, entries: int, newest: datetime) -> None:
    world = _World(feeds, entries, newest)
    loop = asyncio.get_running_loop()
    port = 0
    for number in range(feeds):
        server = await loop.create_server(lambda: Answering(world.answer), host(number), port, backlog=64)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        print(json.dumps(world.command(line.decode())), flush=True)


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
