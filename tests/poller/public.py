"""A public net on the loopback address: feeds of invented hosts, asked over real sockets at a simulated time.

The schedule treats servers at home in another way than those of the public net. So the requests keep the names of
their hosts up to the transport, which sends them to a server of the test.
"""

from __future__ import annotations

import asyncio
import heapq
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count

import httpx

from ticker.clock import from_milliseconds, to_milliseconds
from ticker.net.wire import Wire


class PublicNet(httpx.AsyncBaseTransport):
    """Sends what is meant for a host to the address (scheme, host, port) that `servers` names for it: real sockets.

    Hosts that are not named go to `otherwise`. `under_way` counts the requests whose answers are not read to their end.
    While the net is `cut` no request leaves; `refused` counts those that wanted to.
    """

    def __init__(self, servers: dict[str, str], *, otherwise: str = "") -> None:
        self.servers = servers
        self._otherwise = otherwise
        self._wire = Wire(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        self.under_way = 0
        self.cut = False
        self.refused = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut:
            self.refused += 1
            raise httpx.ConnectError("the network is away", request=request)
        server = httpx.URL(self.servers.get(request.url.host, self._otherwise))
        url = request.url.copy_with(scheme=server.scheme, host=server.host, port=server.port)
        self.under_way += 1
        try:
            response = await self._wire.handle_async_request(
                httpx.Request(request.method, url, headers=request.headers, extensions=request.extensions)
            )
        except BaseException:
            self.under_way -= 1
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Counted(response.stream, self)
        return response

    async def aclose(self) -> None:
        await self._wire.aclose()


class _Counted(httpx.AsyncByteStream):
    """A body that tells its net when it is done with."""

    def __init__(self, stream: httpx.AsyncByteStream, net: PublicNet) -> None:
        self._stream = stream
        self._net: PublicNet | None = net

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()
        if self._net is not None:
            self._net.under_way -= 1
            self._net = None


class SimulatedClock:
    """A `ticker.clock.Clock` whose time passes only while all that runs sleeps or is done.

    Unlike `tests.fakes.FakeClock` it wakes several sleepers in the order of their moments.
    """

    def __init__(self, net: PublicNet, moment: datetime = datetime(2023, 9, 1, 6, 30, tzinfo=UTC)) -> None:
        self.moment = moment
        self.ahead = timedelta()  # of the true time
        self.net = net
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def now(self) -> datetime:
        """The present moment: aware, in UTC, cut to milliseconds."""
        return from_milliseconds(to_milliseconds(self.moment))

    def true(self) -> datetime:
        """The present moment as all others know it."""
        return self.now() - self.ahead

    def uptime(self) -> float:
        """Seconds that have truly passed since some moment."""
        return self.true().timestamp()

    def turn(self, step: timedelta) -> None:
        """Set the clock on, or back where that is below zero. No time passes."""
        self.moment += step
        self.ahead += step
        self._sleepers = [(at + step, number, woken) for at, number, woken in self._sleepers]

    async def sleep(self, seconds: float) -> None:
        """Wait until `run_until` has come so far."""
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.moment + timedelta(seconds=seconds), next(self._numbers), woken))
        await woken

    async def run_until(self, end: datetime) -> None:
        """Let the sleepers work, one after the other, until that moment."""
        await self._settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            at, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                self.moment = max(self.moment, at)
                woken.set_result(None)
                await self._settle()
        self.moment = max(self.moment, end)

    async def _settle(self) -> None:
        """Let all tasks go on until each of them waits for the clock."""
        ready = vars(asyncio.get_running_loop())["_ready"]  # what can go on at once; there is no public way to ask
        await asyncio.sleep(0)
        while ready or self.net.under_way:
            await asyncio.sleep(0)
