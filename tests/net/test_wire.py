"""The connections under the HTTP client, against servers that say what a test wants byte for byte."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from tests.loopback import Reply, Site
from ticker.errors import Cause
from ticker.net.client import make_client
from ticker.net.fetch import cause_of
from ticker.net.wire import Wire

CERTIFICATE = Path(__file__).with_name("kurier.pem")
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo"
KEEP = {"timeout": {"connect": 5.0, "read": 5.0}}


def server_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire(trusting()) as wire:
        yield wire


class Server:
    """Answers each request on a connection with the next of its lines. `talks` and `ended` count connections."""

    def __init__(self, *lines: bytes, ends: bool = False) -> None:
        self._lines = lines
        self._ends = ends
        self.url = ""
        self.talks = self.ended = 0
        self.over = asyncio.Event()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve a connection until the client has enough of it."""
        self.talks += 1
        try:
            for line in self._lines:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(line)
                await writer.drain()
            if not self._ends:
                await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client has hung up, which is what some tests wait for
        finally:
            writer.close()
            self.ended += 1
            self.over.set()


@asynccontextmanager
async def serving(server: Server, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    listening = await asyncio.start_server(lambda *ends: server.talk(*ends), "127.0.0.1", 0, ssl=tls)
    async with listening:
        name = "http://127.0.0.1" if tls is None else "https://localhost"
        server.url = f"{name}:{listening.sockets[0].getsockname()[1]}/feed"
        yield server


async def turns() -> None:
    """Let what is under way in the loop come through."""
    for _ in range(20):
        await asyncio.sleep(0)


async def get(wire: Wire, url: str, **headers: str) -> tuple[int, bytes]:
    """Status and body."""
    response = await wire.handle_async_request(httpx.Request("GET", url, headers=headers, extensions=KEEP))
    try:
        return response.status_code, b"".join([part async for part in response.aiter_raw()])
    finally:
        await response.aclose()


async def test_a_connection_serves_again(wire: Wire) -> None:
    async with serving(Server(HELLO, HELLO, HELLO)) as server:
        for _ in range(3):
            assert await get(wire, server.url) == (200, b"hallo")
        assert server.talks == 1


async def test_hanging_up_leaves_no_connection(wire: Wire) -> None:
    async with serving(Server(HELLO, HELLO)) as server:
        await get(wire, server.url)
        await wire.aclose()
        await turns()
        assert server.ended == 1


async def test_a_connection_that_the_server_closed_is_not_used_again(wire: Wire) -> None:
    async with serving(Server(HELLO, ends=True)) as server:
        for _ in range(3):
            assert await get(wire, server.url) == (200, b"hallo")
            await server.over.wait()
            await turns()
        assert server.talks == 3


async def test_what_nobody_asked_for_is_no_answer_to_the_next_question(wire: Wire) -> None:
    stray = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nfalsch"
    async with serving(Server(HELLO + stray, HELLO)) as server:
        assert await get(wire, server.url) == (200, b"hallo")
        assert await get(wire, server.url) == (200, b"hallo")
        assert server.talks == 2


async def test_what_comes_later_and_unasked_is_no_answer_either(wire: Wire) -> None:
    more = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HELLO)
        await more.wait()
        writer.write(HELLO.replace(b"hallo", b"stray"))
        await writer.drain()
        server.over.set()
        await reader.read()
        writer.close()

    server, right = Server(), Server(HELLO)
    server.talk = talk  # type: ignore[method-assign]
    async with serving(server):
        assert await get(wire, server.url) == (200, b"hallo")
        server.talk = right.talk  # type: ignore[method-assign]
        more.set()
        await server.over.wait()
        await turns()
        assert await get(wire, server.url) == (200, b"hallo")


async def test_an_answer_that_nobody_reads_ends_the_connection(wire: Wire) -> None:
    async with serving(Server(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\nhallo")) as server:
        response = await wire.handle_async_request(httpx.Request("GET", server.url, extensions=KEEP))
        await response.aclose()
        await response.aclose()  # once more does no harm
        await turns()
        assert server.ended == 1


async def test_few_connections_are_kept(wire: Wire) -> None:
    async with AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(serving(Server(HELLO, HELLO))) for _ in range(9)]
        for server in servers:
            await get(wire, server.url)
        for server in reversed(servers):
            await get(wire, server.url)
        assert [server.talks for server in servers] == [2, *[1] * 8]


async def test_two_questions_at_once_take_two_connections(wire: Wire) -> None:
    async with serving(Server(HELLO, HELLO)) as server:
        assert list(await asyncio.gather(get(wire, server.url), get(wire, server.url))) == [(200, b"hallo")] * 2
        await turns()
        assert (server.talks, server.ended) == (2, 1)  # one of them is kept
        await get(wire, server.url)
        assert server.talks == 2


@pytest.mark.parametrize(
    ("line", "status", "body"),
    [
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + HELLO, 200, b"hallo"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nha\r\n3;x=y\r\nllo\r\n0\r\nA: b\r\n\r\n",
            200,
            b"hallo",
        ),
        (b"HTTP/1.1 200 OK\r\n\r\nhallo", 200, b"hallo"),
        (b"HTTP/1.0 200 OK\r\n\r\nhallo", 200, b"hallo"),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\n\r\n", 304, b""),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
    ],
)
async def test_each_way_to_end_an_answer_is_understood(wire: Wire, line: bytes, status: int, body: bytes) -> None:
    async with serving(Server(line, ends=True)) as server:
        assert await get(wire, server.url) == (status, body)


async def test_fields_come_as_they_were_sent(wire: Wire) -> None:
    line = b'HTTP/1.1 200 Na gut\r\nETag: W/"\xe4 1"\r\nLINK: <a>\r\nLink: <b>\r\nContent-Length: 0\r\n\r\n'
    async with serving(Server(line)) as server:
        response = await wire.handle_async_request(httpx.Request("GET", server.url, extensions=KEEP))
        await response.aclose()
    assert response.headers.raw[:3] == [(b"ETag", b'W/"\xe4 1"'), (b"LINK", b"<a>"), (b"Link", b"<b>")]
    assert (response.reason_phrase, response.http_version) == ("Na gut", "HTTP/1.1")


async def test_a_great_body_comes_in_steps_and_whole(wire: Wire) -> None:
    body = bytes(range(256)) * 8192  # 2 MiB: more than is held at once
    async with serving(Server(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)) as server:
        response = await wire.handle_async_request(httpx.Request("GET", server.url, extensions=KEEP))
        await turns()
        parts = [part async for part in response.aiter_raw()]
        await response.aclose()
    assert b"".join(parts) == body
    assert max(map(len, parts)) <= 128 * 1024


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhallo", httpx.RemoteProtocolError),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 120_000, httpx.RemoteProtocolError),
        (b"nonsense\r\n\r\n", httpx.RemoteProtocolError),
    ],
)
async def test_what_breaks_off_or_is_no_http_is_an_error(wire: Wire, line: bytes, error: type[Exception]) -> None:
    async with serving(Server(line, ends=True)) as server:
        with pytest.raises(error):
            await get(wire, server.url)


async def test_whoever_talks_nonsense_is_left_at_once(wire: Wire) -> None:
    async with serving(Server(b"nonsense\r\n\r\n")) as server:
        with pytest.raises(httpx.RemoteProtocolError):
            await get(wire, server.url)
        await turns()
        assert server.ended == 1


async def test_a_reset_in_the_middle_is_an_error(wire: Wire) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")
        await writer.drain()
        # closing with this option set sends a reset instead of an end
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    server = Server()
    server.talk = talk  # type: ignore[method-assign]
    async with serving(server):
        with pytest.raises(httpx.ReadError):
            await get(wire, server.url)


async def test_a_question_that_http_does_not_know_is_never_sent(wire: Wire) -> None:
    async with serving(Server(HELLO)) as server:
        request = httpx.Request("GET", server.url, headers={"X": "a\nb"}, extensions=KEEP)
        with pytest.raises(httpx.LocalProtocolError):
            await wire.handle_async_request(request)


async def test_over_tls_connections_are_kept_too(wire: Wire) -> None:
    async with serving(Server(HELLO, HELLO), tls=server_tls()) as server:
        for _ in range(2):
            assert await get(wire, server.url) == (200, b"hallo")
        assert server.talks == 1


@pytest.mark.parametrize(
    ("tls", "name"),
    [(ssl.create_default_context(), "localhost"), (trusting(), "127.0.0.1")],
    ids=["an unknown authority", "a certificate of another host"],
)
async def test_whom_the_certificate_does_not_prove_is_told_nothing(tls: ssl.SSLContext, name: str) -> None:
    async with serving(Server(HELLO), tls=server_tls()) as server, Wire(tls) as wire:
        with pytest.raises(httpx.ConnectError) as caught:
            await get(wire, server.url.replace("localhost", name))
        assert cause_of(caught.value) is Cause.TLS


async def test_a_proxy_of_the_environment_is_asked_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Site() as proxy, Site() as direct:
        proxy.routes["http://kurier.example/feed"] = Reply(b"by proxy")
        direct.routes["/feed"] = Reply(b"direct")
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        async with make_client() as client:
            assert (await client.get("http://kurier.example/feed")).content == b"by proxy"
            assert (await client.get(direct.url + "/feed")).content == b"direct"
    assert len(proxy.requests) == len(direct.requests) == 1
