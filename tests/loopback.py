"""A small real HTTP/1.1 server on 127.0.0.1 for end-to-end tests.

    async with Site() as site:                  in an async test: on the test's own loop
        address = site.feed("/feed", b"<rss>…</rss>", etag='"v1"')
        ...
        assert site.requests[0].header("user-agent") == …

    with site_in_thread() as site:              in a sync test, or where another process asks
        site.routes["/slow"] = Reply(b"…", gate=(gate := Gate()))
        ...
        gate.open()

A route is a `Reply`, or a function from `Request` to `Reply` for what depends on the request. Routes may be set at any
time, from any thread. A path without a route is a 404. What was asked is in `site.requests`, in order. The site speaks
no TLS: asked for https:// it answers like other servers do, and the client sees a TLS failure.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import responses
from types import TracebackType

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came in: header names and values in their order and case; `raw` is the whole head.

    `connection` counts the site's connections from 1, so two equal numbers mean that one was kept alive.
    """

    method: str
    path: str
    headers: Headers
    raw: bytes
    connection: int

    def header(self, name: str) -> str | None:
        """The first value of that header, None where it was not sent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Gate:
    """Holds an answer back until the test opens it: a slow server without sleeping. Never opened, the server hangs."""

    def __init__(self) -> None:
        self._opened = threading.Event()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
        self._lock = threading.Lock()

    def open(self) -> None:
        """Let all answers go that are held, and those to come. From any thread."""
        with self._lock:
            self._opened.set()
            for loop, event in self._waiting:
                loop.call_soon_threadsafe(event.set)

    async def passed(self) -> None:
        """Wait until the gate is open."""
        event = asyncio.Event()
        with self._lock:
            if self._opened.is_set():
                return
            self._waiting.append((asyncio.get_running_loop(), event))
        await event.wait()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a route answers.

    `gzip` compresses the body and says so. Content-Length is added unless `headers` name it. With `sends` the
    connection closes after so many bytes of the body. `raw` goes out instead of everything else, then the connection
    closes (b"": without a word). `gate` holds the whole answer back; with `sends`, the head and those bytes go first.
    """

    body: bytes = b""
    status: int = 200
    headers: Headers = ()
    gzip: bool = False
    sends: int | None = None
    raw: bytes | None = None
    gate: Gate | None = None

    def head_and_body(self) -> tuple[bytes, bytes]:
        """The bytes for the wire."""
        body = gzip.compress(self.body, mtime=0) if self.gzip else self.body
        lines = list(self.headers)
        if self.gzip:
            lines.append(("Content-Encoding", "gzip"))
        if self.status != 304 and not any(name.lower() == "content-length" for name, _ in lines):
            lines.append(("Content-Length", str(len(body))))
        head = "".join(f"{name}: {value}\r\n" for name, value in lines)
        return f"HTTP/1.1 {self.status} {responses.get(self.status, '')}\r\n{head}\r\n".encode("latin-1"), body


Route = Reply | Callable[[Request], Reply]


class Site:
    """The server. `url` is its address without a path; `routes` and `requests` are open to the test."""

    def __init__(self) -> None:
        self.url = ""
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self._connections = 0
        self._serving: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    def feed(
        self,
        path: str,
        body: bytes,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        content_type: str = "application/rss+xml",
        headers: Headers = (),
    ) -> str:
        """Serve `body` at `path`, and 304 to whoever sends these validators back as they are. Gives its address.

        Called again for the same path it publishes another version.
        """
        validators: Headers = tuple(
            (name, value) for name, value in (("ETag", etag), ("Last-Modified", last_modified)) if value is not None
        )

        def answer(request: Request) -> Reply:
            asked = request.header("if-none-match"), request.header("if-modified-since")
            known = asked[0] == etag if asked[0] is not None else asked[1] is not None and asked[1] == last_modified
            if known:
                return Reply(status=304, headers=(*validators, *headers))
            return Reply(body, headers=(("Content-Type", content_type), *validators, *headers))

        self.routes[path] = answer
        return self.url + path

    async def __aenter__(self) -> Site:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        self._connections += 1
        number = self._connections
        try:
            while await self._serve_one(reader, writer, number):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side went away, or the test is over
        finally:
            self._serving.discard(task)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, connection: int) -> bool:
        """Answer one request; whether the connection stays open."""
        first = await reader.readexactly(1)
        if first == b"\x16":
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return False
        request = _parsed(first + await reader.readuntil(b"\r\n\r\n"), connection)
        self.requests.append(request)
        route = self.routes.get(request.path, Reply(status=404))
        reply = route if isinstance(route, Reply) else route(request)
        head, body = reply.head_and_body()
        if reply.sends is not None:
            writer.write(head + body[: reply.sends])
            await writer.drain()
        if reply.gate is not None:
            await reply.gate.passed()
        if reply.sends is not None:
            return False
        writer.write(head + body if reply.raw is None else reply.raw)
        await writer.drain()
        return reply.raw is None


def _parsed(raw: bytes, connection: int) -> Request:
    start, *lines = raw.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    method, path, _ = start.split(" ", 2)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines))
    return Request(method, path, headers, raw, connection)


@contextlib.contextmanager
def site_in_thread() -> Iterator[Site]:
    """A site on a loop in a thread of its own, so that a blocking test can talk to it."""
    started: list[tuple[Site, asyncio.AbstractEventLoop, asyncio.Event]] = []
    ready = threading.Event()

    async def serve() -> None:
        async with Site() as site:
            over = asyncio.Event()
            started.append((site, asyncio.get_running_loop(), over))
            ready.set()
            await over.wait()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10), "the test server did not start"
    site, loop, over = started[0]
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
