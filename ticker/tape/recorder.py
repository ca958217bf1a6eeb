"""Records what goes over the wire: transports around the real ones, and what makes takes of what they see."""

from __future__ import annotations

import asyncio
import io
import zlib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import httpx

from ticker.clock import Clock
from ticker.errors import N_, Cause, UsageError
from ticker.model import Validators
from ticker.tape.model import Take
from ticker.tape.redact import Redactor
from ticker.tape.warcwriter import Fields, WarcWriter

_CONDITIONS = (b"if-none-match", b"if-modified-since", b"a-im")
_DECODED = frozenset({"content-encoding", "content-length"})

CauseOf = Callable[[Exception], Cause]
"""Which fault an exception of the HTTP library stands for."""


class Recorder:
    """Writes one tape. The first question to each address goes without validators: so the tape begins with documents.

    `patience` is how long a request may take (seconds) before its caller gives it up. When a file cannot be written to
    any more, the recording ends: `error` says why, and nothing is raised.
    """

    def __init__(self, path: Path, clock: Clock, cause_of: CauseOf, *, patience: float) -> None:
        """Open the file; one that is there already is continued. Raises UsageError where that is not to be had."""
        self.path = path
        self.takes = 0
        self.error: str | None = None
        self.started = clock.now()
        self._clock = clock
        self._cause_of = cause_of
        self._patience = timedelta(seconds=patience)
        self._redactor = Redactor()
        self._known: set[str] = set()
        self._feeds: set[str] = set()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: BinaryIO = io.FileIO(path, "ab")
        except OSError as error:
            raise UsageError(N_("{path} cannot be written: {reason}"), path=path, reason=error.strerror) from None
        self._writer = WarcWriter(self._file, compress=path.suffix == ".gz")

    def begin(self, title: str, feeds: Iterable[str]) -> None:
        """Say what is recorded. Called again it tells of the feeds that have come in since."""
        new = [self._redactor.url(feed) for feed in feeds if feed not in self._feeds]
        self._feeds.update(feeds)
        if new:
            self._write(lambda: self._writer.begin(title, "", new, self._clock.now()))

    def fresh(self, request: httpx.Request) -> httpx.Request:
        """The request as it goes out: without conditions where nothing of its address is on the tape yet."""
        url = str(request.url)
        if url in self._known or not any(request.headers.get(name.decode()) for name in _CONDITIONS):
            return request
        kept = [(name, value) for name, value in request.headers.raw if name.lower() not in _CONDITIONS]
        return httpx.Request(request.method, request.url, headers=kept, extensions=request.extensions)

    def answered(
        self,
        request: httpx.Request,
        response: httpx.Response,
        body: bytes,
        error: BaseException | None,
        asked: datetime,
    ) -> None:
        """Write down an answer; `error` is what broke its body off."""
        fault = self._fault(error, asked)
        if isinstance(error, asyncio.CancelledError) and fault is None:
            return  # the program ends: nothing is wrong with the answer
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
        detail = "" if fault is None else _words(error)
        self._put(
            request, Take(self._clock.now(), "", Validators(), response.status_code, headers, body, fault, detail)
        )
        if fault is None and (response.status_code == httpx.codes.OK or response.has_redirect_location):
            self._known.add(str(request.url))

    def failed(self, request: httpx.Request, error: BaseException, asked: datetime) -> None:
        """Write down a question that got no answer."""
        fault = self._fault(error, asked)
        if fault is not None:
            self._put(request, Take(self._clock.now(), "", Validators(), None, fault=fault, detail=_words(error)))

    def close(self) -> None:
        """End the recording; an open file is closed, whatever the disk says to it."""
        with suppress(OSError):
            self._file.close()

    def _fault(self, error: BaseException | None, asked: datetime) -> Cause | None:
        """Which fault it was; a request that is given up before its time has none."""
        if isinstance(error, Exception):
            return self._cause_of(error)
        if error is not None and self._clock.now() - asked >= self._patience:
            return Cause.TIMEOUT
        return None

    def _put(self, request: httpx.Request, take: Take) -> None:
        """Write a take whose question is the request, without any secret."""
        sent = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw]
        asked = {name.lower(): value for name, value in sent}
        open_sent: Fields = self._redactor.question(sent)
        validators = Validators(asked.get("if-none-match"), asked.get("if-modified-since"))
        whole = replace(take, url=str(request.url), request=validators)
        clean = self._without_secrets(self._redactor.take(whole))
        self._write(lambda: self._writer.add(clean, open_sent))
        self.takes += self.error is None

    def _without_secrets(self, take: Take) -> Take:
        """The take as it is, unless a secret stands in its body: then the body is decoded, and the secret blackened."""
        plain = _decoded(take.header("content-encoding") or "", take.body)
        if not self._redactor.is_in(plain):
            return take
        headers = tuple((name, value) for name, value in take.headers if name.lower() not in _DECODED)
        return replace(take, headers=headers, body=self._redactor.body(plain))

    def _write(self, work: Callable[[], None]) -> None:
        if self.error is None:
            try:
                work()
            except OSError as error:
                self.error = error.strerror or type(error).__name__


class Deck:
    """What the transports of one client share: the recorder that runs at present, or none."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.recorder: Recorder | None = None

    def around(self, transport: httpx.AsyncBaseTransport) -> httpx.AsyncBaseTransport:
        """The transport, with an ear on it."""
        return _Tap(transport, self)


class _Tap(httpx.AsyncBaseTransport):
    def __init__(self, transport: httpx.AsyncBaseTransport, deck: Deck) -> None:
        self._transport = transport
        self._deck = deck

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        recorder = self._deck.recorder
        if recorder is None or recorder.error is not None:
            return await self._transport.handle_async_request(request)
        asked = self._deck.clock.now()
        sent = recorder.fresh(request)
        try:
            response = await self._transport.handle_async_request(sent)
        except (Exception, asyncio.CancelledError) as error:
            recorder.failed(sent, error, asked)
            raise
        assert isinstance(response.stream, httpx.AsyncByteStream)

        def over(body: bytes, error: BaseException | None) -> None:
            recorder.answered(sent, response, body, error, asked)

        response.stream = _Heard(response.stream, over)
        return response

    async def aclose(self) -> None:
        await self._transport.aclose()


class _Heard(httpx.AsyncByteStream):
    """A body that keeps what is read of it, and tells at its end."""

    def __init__(self, stream: httpx.AsyncByteStream, over: Callable[[bytes, BaseException | None], None]) -> None:
        self._stream = stream
        self._over = over
        self._parts: list[bytes] = []
        self._error: BaseException | None = None
        self._told = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for part in self._stream:
                self._parts.append(part)
                yield part
        except (Exception, asyncio.CancelledError) as error:
            self._error = error
            raise

    async def aclose(self) -> None:
        await self._stream.aclose()
        if not self._told:
            self._told = True
            self._over(b"".join(self._parts), self._error)


def _decoded(coding: str, body: bytes) -> bytes:
    """As much of a body as can be read; what nobody can decode is left as it is."""
    if coding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body)
    except zlib.error:
        return body


def _words(error: BaseException | None) -> str:
    """What the HTTP library says of a fault, on one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
