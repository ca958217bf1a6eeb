"""HTTP/1.1 over sockets, made for feeds: each host is asked one question at a time, and seldom twice in a row.

The pool that comes with the HTTP library looks at all connections for every request, takes four locks and three timers
for one, and costs more than all the rest of a question that is answered with 304. h11 keeps to the protocol.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar, cast

import h11
import httpx

_LONGEST_HEAD = 100 * 1024  # bytes of a status line with its header fields
_NEXT_ADDRESS = 0.25  # seconds until another address of a host is tried beside one that does not answer (RFC 8305)
_STEP = 64 * 1024  # bytes that are taken from a socket at once, and that may wait to be read
_MOST_IDLE = 8
_IDLE_SECONDS = 5.0

_Origin = tuple[str, str, int]
_T = TypeVar("_T")


class Wire(httpx.AsyncBaseTransport):
    """Sends requests without a body, and keeps a few connections for the next request to the same server.

    A connection belongs to one request until its answer is read to the end or closed. Raises what httpx's own transport
    raises. Redirects, cookies and credentials are none of its business.
    """

    def __init__(self, tls: ssl.SSLContext) -> None:
        """`tls` says whose certificates are believed."""
        self._tls = tls
        self._idle: dict[_Origin, _Connection] = {}
        self._scratch = bytearray(_STEP)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and give the answer as soon as its head is there."""
        seconds = request.extensions.get("timeout", {})
        origin = _origin(request.url)
        connection = self._kept(origin) or await self._connected(origin, seconds.get("connect"))
        try:
            head = await connection.ask(request, seconds.get("read"))
        except BaseException:
            connection.close()
            raise
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=_Rest(connection, seconds.get("read"), partial(self._keep, origin)),
            extensions={"http_version": b"HTTP/" + head.http_version, "reason_phrase": head.reason},
        )

    async def aclose(self) -> None:
        """Hang up everywhere."""
        for connection in self._idle.values():
            connection.close()
        self._idle.clear()

    def _kept(self, origin: _Origin) -> _Connection | None:
        connection = self._idle.pop(origin, None)
        if connection is None or connection.is_fresh():
            return connection
        connection.close()
        return None

    def _keep(self, origin: _Origin, connection: _Connection) -> None:
        """Keep it for the next request, if there can be one."""
        if not connection.renewed() or origin in self._idle:
            connection.close()
            return
        if len(self._idle) >= _MOST_IDLE:
            self._idle.pop(next(iter(self._idle))).close()
        self._idle[origin] = connection

    async def _connected(self, origin: _Origin, seconds: float | None) -> _Connection:
        scheme, host, port = origin
        tls = self._tls if scheme == "https" else None
        with _as_httpx(httpx.ConnectTimeout, httpx.ConnectError):
            async with asyncio.timeout(seconds):
                _, connection = await asyncio.get_running_loop().create_connection(
                    partial(_Connection, self._scratch),
                    host,
                    port,
                    ssl=tls,
                    server_hostname=host if tls is not None else None,
                    happy_eyeballs_delay=None if _is_address(host) else _NEXT_ADDRESS,
                )
        return connection


class _Connection(asyncio.BufferedProtocol):
    """One connection to a server, and how far the talk on it has come."""

    def __init__(self, scratch: bytearray) -> None:
        """Into `scratch` bytes are read that are kept elsewhere at once: many connections may share it."""
        self._scratch = memoryview(scratch)
        self._transport: asyncio.Transport | None = None
        self._talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        self._received = bytearray()
        self._ended = False
        self._error: Exception | None = None
        self._waiting: asyncio.Future[None] | None = None
        self._idle_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It stands."""
        self._transport = cast(asyncio.Transport, transport)

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where to put what comes."""
        return self._scratch

    def buffer_updated(self, nbytes: int) -> None:
        """Keep what came until somebody reads it; more is not taken for now where nobody does."""
        self._received += self._scratch[:nbytes]
        if len(self._received) >= _STEP and self._transport is not None:
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """The server has said all."""
        self._ended = True
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        """It is over."""
        self._error = error
        self._ended = True
        self._wake()

    async def ask(self, request: httpx.Request, seconds: float | None) -> h11.Response:
        """Send the request and give the head of the answer; each wait for the server may take so many seconds."""
        assert self._transport is not None
        with _as_httpx(httpx.ReadTimeout, httpx.ReadError):
            asked = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
            self._transport.write((self._talk.send(asked) or b"") + (self._talk.send(h11.EndOfMessage()) or b""))
            while True:
                event = await self._next(seconds)
                if isinstance(event, h11.Response):
                    return event

    async def rest(self, seconds: float | None) -> AsyncIterator[bytes]:
        """The body as it comes."""
        with _as_httpx(httpx.ReadTimeout, httpx.ReadError):
            while isinstance(event := await self._next(seconds), h11.Data):
                yield bytes(event.data)

    def renewed(self) -> bool:
        """Get ready for another request; False where the answer was not read to its end or the server wants none."""
        if self._ended or self._talk.our_state is not h11.DONE or self._talk.their_state is not h11.DONE:
            return False
        self._talk.start_next_cycle()
        self._idle_since = asyncio.get_running_loop().time()
        return True

    def is_fresh(self) -> bool:
        """Whether it can be used again: idle for a short time, and the server has not said a word since."""
        silent = not self._received and not self._talk.trailing_data[0] and not self._ended
        return silent and asyncio.get_running_loop().time() - self._idle_since < _IDLE_SECONDS

    def close(self) -> None:
        """Hang up at once: nothing that was sent is still under way."""
        assert self._transport is not None
        self._transport.abort()

    async def _next(self, seconds: float | None) -> object:
        """The next event of the talk."""
        while (event := self._talk.next_event()) is h11.NEED_DATA:
            data = await self._read(seconds)
            if not data and self._talk.their_state is h11.SEND_RESPONSE:
                raise h11.RemoteProtocolError("Server disconnected without sending a response.")
            self._talk.receive_data(data)
        return event

    async def _read(self, seconds: float | None) -> bytes:
        """What has come, or comes within so many seconds; nothing at the end."""
        if not self._received and not self._ended:
            loop = asyncio.get_running_loop()
            self._waiting = waiting = loop.create_future()
            timer = None if seconds is None else loop.call_later(seconds, self._give_up, waiting)
            try:
                await waiting
            finally:
                self._waiting = None
                if timer is not None:
                    timer.cancel()
        if self._error is not None and not self._received:
            raise self._error
        data = bytes(self._received)
        self._received.clear()
        if self._transport is not None and not self._ended:
            self._transport.resume_reading()
        return data

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    @staticmethod
    def _give_up(waiting: asyncio.Future[None]) -> None:
        if not waiting.done():
            waiting.set_exception(TimeoutError())


class _Rest(httpx.AsyncByteStream):
    """The body of an answer; its end gives the connection back."""

    def __init__(self, connection: _Connection, seconds: float | None, give_back: partial[None]) -> None:
        self._connection = connection
        self._seconds = seconds
        self._give_back = give_back
        self._closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._connection.rest(self._seconds):
            yield part

    async def aclose(self) -> None:
        """Whether it was read to its end or not: nothing more is wanted of it."""
        if not self._closed:
            self._closed = True
            self._give_back(self._connection)


def _is_address(host: str) -> bool:
    """Whether a host is an address itself: there is no race among several then, which loses a socket if cut off."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _origin(url: httpx.URL) -> _Origin:
    return url.scheme, url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)


@contextmanager
def _as_httpx(timeout: type[httpx.TimeoutException], error: type[httpx.NetworkError]) -> Iterator[None]:
    """Tell what goes wrong in the words of httpx."""
    try:
        yield
    except TimeoutError as late:
        raise timeout(str(late)) from late
    except OSError as trouble:
        raise error(_said(trouble)) from trouble
    except h11.RemoteProtocolError as nonsense:
        raise httpx.RemoteProtocolError(str(nonsense)) from nonsense
    except h11.LocalProtocolError as ours:
        raise httpx.LocalProtocolError(str(ours)) from ours


def _said(trouble: OSError) -> str:
    """What the system says of it, without asyncio's words for one or for all addresses of a host."""
    if isinstance(trouble, ssl.SSLError | socket.gaierror):  # these have numbers of their own
        return str(trouble)
    named = re.search(r"\[Errno (\d+)\]", str(trouble))
    number = trouble.errno or (int(named[1]) if named is not None else 0)
    return os.strerror(number) if number else str(trouble)
