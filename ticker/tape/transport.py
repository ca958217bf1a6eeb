"""HTTP answers from a tape instead of from the net."""

from __future__ import annotations

import socket
import ssl
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Collection

import httpx

from ticker.errors import N_, Cause, Remark
from ticker.model import Validators
from ticker.tape.model import Take, Tape


class TapeTransport(httpx.AsyncBaseTransport):
    """Answers each request with the next take of exactly that URL that was not played yet, whatever the time.

    `played` holds the positions in `tape.takes` of what was given out: a replay walks the takes and skips those
    that a redirect has used up. `mismatches` has a line for each request that did not send the validators that
    were recorded; it is answered all the same. A URL without a take left is a connection refused: httpx.ConnectError.
    A recorded fault is raised as the error that httpx would raise for it, after as much of a body as had come.
    """

    def __init__(self, tape: Tape, played: Collection[int] = ()) -> None:
        """`played` is what an earlier transport of this tape has given out already."""
        self.played = set(played)
        self.mismatches: list[Remark] = []
        self._takes = tape.takes
        self._left: defaultdict[str, deque[int]] = defaultdict(deque)
        for position, take in enumerate(tape.takes):
            if position not in self.played:
                self._left[take.url].append(position)

    def skip(self, url: str) -> None:
        """Count the next take of that URL as played."""
        self.played.add(self._left[url].popleft())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The next recorded answer for the request's URL."""
        url = str(request.url)
        if not self._left[url]:
            raise httpx.ConnectError(f"the tape has no answer left for {url}", request=request)
        position = self._left[url].popleft()
        self.played.add(position)
        take = self._takes[position]
        sent = Validators(request.headers.get("if-none-match"), request.headers.get("if-modified-since"))
        if sent != take.request:
            message, recorded = N_("{at} {url}: sent {sent}, recorded {recorded}"), _shown(take.request)
            self.mismatches.append(
                Remark(message, at=take.at.isoformat(), url=url, sent=_shown(sent), recorded=recorded)
            )
        if take.status is None:
            raise _error(take, request)
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in take.headers]
        # A stream, not content=…: only then httpx measures `elapsed` and leaves the decoding to the reader.
        return httpx.Response(take.status, headers=headers, stream=_Body(take, request))


class _Body(httpx.AsyncByteStream):
    """The recorded body, and the fault that cut it off."""

    def __init__(self, take: Take, request: httpx.Request) -> None:
        self._take = take
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._take.body:
            yield self._take.body
        if self._take.fault is not None:
            raise _error(self._take, self._request)


def _error(take: Take, request: httpx.Request) -> httpx.TransportError:
    """The exception that httpx raises for such a fault, with what is behind it."""
    name, colon, words = take.detail.partition(": ")
    kind = getattr(httpx, name, None) if colon else None
    known = isinstance(kind, type) and issubclass(kind, httpx.TransportError)
    text = words if known else take.detail or "as recorded on the tape"
    match take.fault:
        case Cause.TIMEOUT:
            return _of(kind, httpx.TimeoutException, httpx.ReadTimeout)(text, request=request)
        case Cause.BROKEN:
            return _of(kind, httpx.TransportError, httpx.RemoteProtocolError)(text, request=request)
        case cause:
            error = httpx.ConnectError(text, request=request)
            error.__cause__ = {Cause.DNS: socket.gaierror(text), Cause.TLS: ssl.SSLError(text)}.get(
                cause or Cause.CONNECT
            )
            return error


def _of(
    kind: object, base: type[httpx.TransportError], otherwise: type[httpx.TransportError]
) -> type[httpx.TransportError]:
    return kind if isinstance(kind, type) and issubclass(kind, base) else otherwise


def _shown(validators: Validators) -> str | Remark:
    named = [("if-none-match", validators.etag), ("if-modified-since", validators.last_modified)]
    return ", ".join(f"{name}: {value}" for name, value in named if value is not None) or Remark(N_("no validators"))
