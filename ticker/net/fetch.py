"""One polite and safe request for a feed: conditional, bounded, and with every trouble told as a value."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import httpx

from ticker.address import is_private, normalise
from ticker.errors import Cause, Failure, UsageError
from ticker.model import Validators
from ticker.net import headers
from ticker.net.access import NO_ACCESS, Access, Fields
from ticker.net.body import Body, BodyBrokenError, BodyTooLargeError
from ticker.text.sanitise import one_line

_ANSWERS = (200, 226)  # 226: only the entries that changed (RFC 3229)
_PERMANENT = (301, 308)
_BUSY = (429, 503)
_DETAIL = 200  # characters


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: bytes of the decoded body, redirects, and seconds in all."""

    max_body: int = 10 * 2**20
    max_redirects: int = 5
    total: float = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    `status` is 200 (a document), 226 (a document with the changed entries only) or 304 (nothing changed, `body` is
    empty). `url` is the address that answered; `moved_to` the same where every redirect to it was permanent, but never
    for a feed with access settings: they belong to the address. `validators` are those to store. `max_age` and `age`
    are seconds (see `ticker.net.headers`). `links` are the values of the Link fields (RFC 8288), in order.
    """

    status: int
    url: str
    body: bytes
    content_type: str
    validators: Validators
    max_age: int | None = None
    age: int = 0
    moved_to: str | None = None
    links: tuple[str, ...] = ()


_LIMITS = Limits()

Pause = Callable[[], Awaitable[None]]
"""Waits as long as one host wants between two requests."""


async def fetch(
    client: httpx.AsyncClient,
    url: str,
    validators: Validators,
    now: datetime,
    *,
    limits: Limits = _LIMITS,
    access: Access = NO_ACCESS,
    pause: Pause | None = None,
    last: bool = True,
) -> Answer | Failure:
    """Ask `url` (a normalised address) whether it changed since `validators` were given out.

    `now` (aware UTC) is what the server's own times are measured against. What `access` has for `url` is sent to the
    server of that address only, whatever it redirects to. `pause` is awaited before a redirect asks the same host once
    more. `last` tells that nothing else is wanted of this host soon: the connection is closed. Whatever a network or a
    server can do comes back as a Failure; nothing is raised but asyncio.CancelledError.
    """
    own = await access.fields(url)
    if isinstance(own, Failure):
        return own
    question = _Question(url, validators, now, limits, own, pause, last)
    try:
        async with asyncio.timeout(limits.total):
            return await _follow(client, question)
    except TimeoutError:
        return Failure(Cause.TIMEOUT, detail=f"not finished within {limits.total:g} s")
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return Failure(cause_of(error), detail=_clean(f"{type(error).__name__}: {error}".removesuffix(": ")))


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of a server. The `own` fields are for the server of `url` alone."""

    url: str
    validators: Validators
    now: datetime
    limits: Limits
    own: Fields
    pause: Pause | None
    last: bool


async def _follow(client: httpx.AsyncClient, asked: _Question) -> Answer | Failure:
    """The answer at the end of the redirects."""
    fields = _fields(asked)
    request = client.build_request("GET", asked.url, headers=[*fields, *asked.own])
    visited = [request.url]
    hops: list[int] = []  # the statuses of the redirects
    while True:
        response = await client.send(request, stream=True)
        try:
            if response.next_request is None:
                answer = await _answer(response, hops, asked)
                return replace(answer, moved_to=None) if asked.own and isinstance(answer, Answer) else answer
        finally:
            await response.aclose()
        target = response.next_request.url
        hops.append(response.status_code)
        refusal = _refusal(target, visited, asked.limits)
        if refusal is not None:
            return Failure(Cause.REDIRECT, response.status_code, _clean(f"{refusal} {target}"))
        if asked.pause is not None and target.host == visited[-1].host:
            await asked.pause()
        visited.append(target)
        stays = _is_same_server(target, visited[0])
        request = client.build_request("GET", target, headers=[*fields, *asked.own] if stays else fields)


def _is_same_server(target: httpx.URL, asked: httpx.URL) -> bool:
    """Whether a redirect stays on the server that was asked first: host, port and scheme, or from http to https."""
    if target.host != asked.host:
        return False
    becomes_safe = (asked.scheme, target.scheme) == ("http", "https") and asked.port is target.port is None
    return becomes_safe or (asked.scheme, asked.port) == (target.scheme, target.port)


def _refusal(target: httpx.URL, visited: list[httpx.URL], limits: Limits) -> str | None:
    """Why a redirect is not followed, None if it is. `visited` begins with the subscribed address."""
    if len(visited) > limits.max_redirects:
        return "too many redirects, the last to"
    if target in visited:
        return "redirects in a circle, back to"
    try:
        normalise(str(target))
    except UsageError:
        return "redirected to what is no address of a feed:"
    if _is_near(target) and not _is_near(visited[0]):
        return "redirected from the public net to"
    return None


def _is_near(url: httpx.URL) -> bool:
    return is_private(url.raw_host.decode("ascii"))


def _fields(asked: _Question) -> Fields:
    """The header fields that ask for changes only, with the validators byte for byte as they came."""
    fields = []
    if asked.validators.etag is not None:
        fields.append((b"If-None-Match", asked.validators.etag.encode("latin-1")))
    if asked.validators.last_modified is not None:
        fields.append((b"If-Modified-Since", asked.validators.last_modified.encode("latin-1")))
    if fields:
        fields.append((b"A-IM", b"feed"))
    if asked.last:
        # An idle connection is dead weight for both sides.
        fields.append((b"Connection", b"close"))
    return fields


async def _answer(response: httpx.Response, hops: list[int], asked: _Question) -> Answer | Failure:
    """The response as a value. `hops` are the statuses of the redirects that led to it."""
    permanent = all(status in _PERMANENT for status in hops)
    if response.status_code not in _ANSWERS and not (response.status_code == 304 and asked.validators):
        return _refused(response, asked.now, permanent=permanent)
    fields = headers.plain(response.headers.raw)
    body = await _body(response, fields, asked.limits)
    if isinstance(body, Failure):
        return body
    url = str(response.url).partition("#")[0]
    return Answer(
        status=response.status_code,
        url=url,
        body=body,
        content_type=fields.get("content-type", ""),
        validators=_new_validators(response, asked.validators),
        max_age=headers.max_age(fields, asked.now),
        age=headers.age(fields),
        moved_to=url if hops and permanent else None,
        links=tuple(response.headers.get_list("link")),
    )


def _refused(response: httpx.Response, now: datetime, *, permanent: bool) -> Failure:
    """The failure that a status stands for. A 410 behind a temporary redirect says nothing about the feed's address."""
    status = response.status_code
    detail = _clean(f"HTTP {status} {response.reason_phrase}")
    if status == 410 and permanent:
        return Failure(Cause.GONE, status, detail)
    if status in _BUSY:
        return Failure(Cause.BUSY, status, detail, headers.retry_at(response.headers, now))
    return Failure(Cause.STATUS, status, detail)


async def _body(response: httpx.Response, fields: Mapping[str, str], limits: Limits) -> bytes | Failure:
    """The decoded body. A 304 has none, but must be read to its end before the connection can serve again."""
    status = response.status_code
    too_large = Failure(Cause.TOO_LARGE, status, f"more than {limits.max_body} bytes")
    length = fields.get("content-length", "")
    if status != 304 and length.isdecimal() and int(length[:20]) > limits.max_body:
        return too_large
    try:
        body = Body("" if status == 304 else fields.get("content-encoding", ""), limits.max_body)
        async for raw in response.aiter_raw():
            body.feed(raw)
        return b"" if status == 304 else body.finish()
    except BodyTooLargeError:
        return too_large
    except BodyBrokenError as error:
        return Failure(Cause.BROKEN, status, _clean(str(error)))


def _new_validators(response: httpx.Response, old: Validators) -> Validators:
    """The validators to store: those of the answer; a 304 leaves in force what it does not name."""
    etag, last_modified = _first(response, b"etag"), _first(response, b"last-modified")
    if response.status_code == 304:
        return Validators(etag or old.etag, last_modified or old.last_modified)
    return Validators(etag, last_modified)


def _first(response: httpx.Response, name: bytes) -> str | None:
    """A header field's bytes as they came, each as one character; None where it is missing or empty."""
    for field, value in response.headers.raw:
        if field.lower() == name:
            return value.decode("latin-1") or None
    return None


def cause_of(error: Exception) -> Cause:
    """What an exception of the HTTP library comes from, by the exceptions behind it."""
    behind = list(_chain(error))
    if isinstance(error, httpx.TimeoutException):
        return Cause.TIMEOUT
    if any(isinstance(one, ssl.SSLError) for one in behind):
        return Cause.TLS
    if any(isinstance(one, socket.gaierror | UnicodeError) for one in behind):
        return Cause.DNS  # UnicodeError: a host name that cannot be one
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return Cause.CONNECT
    return Cause.BROKEN


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _clean(text: str) -> str:
    """`text` on one line, fit for a terminal, and not too long."""
    return one_line(text[: 2 * _DETAIL])[:_DETAIL]
