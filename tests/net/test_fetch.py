from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import tracemalloc
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.loopback import Gate, Headers, Reply, Request, Site
from ticker import __version__
from ticker.config import FeedSettings, Secret
from ticker.errors import Cause, Failure
from ticker.model import Validators
from ticker.net.access import Access
from ticker.net.body import STEP
from ticker.net.client import USER_AGENT, make_client
from ticker.net.fetch import Answer, Limits, fetch
from ticker.net.wire import Wire

NOW = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
NONE = Validators()
KNOWN = Validators(etag='W/"a–b\'c"'.encode().decode("latin-1"), last_modified="Wed, 13 Sep 2023 08:00:00 GMT")
DOCUMENT = b"<rss>" + "Grüße".encode() * 1000 + b"</rss>"


class Public(httpx.AsyncBaseTransport):
    """Stands for the public net: takes every host for the site on the loopback."""

    def __init__(self, site: Site) -> None:
        self._port = int(site.url.rpartition(":")[2])
        self._wire = Wire(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        self.asked: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        return await self._wire.handle_async_request(httpx.Request(request.method, url, headers=request.headers))

    async def aclose(self) -> None:
        await self._wire.aclose()


def redirect(status: int, to: str) -> Reply:
    return Reply(status=status, headers=(("Location", to),))


def failed(result: Answer | Failure) -> Failure:
    assert isinstance(result, Failure)
    assert result.detail.isprintable()
    return result


def answered(result: Answer | Failure) -> Answer:
    assert isinstance(result, Answer), result
    return result


# What is sent


async def test_the_first_request_says_who_asks_and_nothing_more(site: Site, client: httpx.AsyncClient) -> None:
    await fetch(client, site.feed("/feed?format=rss", DOCUMENT), NONE, NOW)
    (request,) = site.requests
    assert (request.method, request.path) == ("GET", "/feed?format=rss")
    names = [name.lower() for name, _ in request.headers]
    assert sorted(names) == ["accept", "accept-encoding", "connection", "host", "user-agent"]
    assert request.header("User-Agent") == f"ticker/{__version__} (+https://ticker.example/about)"
    assert request.header("Accept-Encoding") == "gzip"
    assert "application/rss+xml" in (request.header("Accept") or "")


async def test_validators_are_sent_byte_for_byte(site: Site, client: httpx.AsyncClient) -> None:
    await fetch(client, site.feed("/feed", DOCUMENT), KNOWN, NOW)
    (request,) = site.requests
    assert b'\r\nIf-None-Match: W/"a\xe2\x80\x93b\'c"\r\n' in request.raw
    assert b"\r\nIf-Modified-Since: Wed, 13 Sep 2023 08:00:00 GMT\r\n" in request.raw
    assert request.header("A-IM") == "feed"


@pytest.mark.parametrize(
    ("validators", "sent"),
    [
        (Validators(etag='"v1"'), {"If-None-Match": '"v1"', "If-Modified-Since": None}),
        (Validators(last_modified="gestern"), {"If-None-Match": None, "If-Modified-Since": "gestern"}),
    ],
)
async def test_only_known_validators_are_sent(
    site: Site, client: httpx.AsyncClient, validators: Validators, sent: dict[str, str | None]
) -> None:
    await fetch(client, site.feed("/feed", DOCUMENT), validators, NOW)
    assert {name: site.requests[0].header(name) for name in sent} == sent


async def test_cookies_are_neither_kept_nor_sent(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/a"] = Reply(status=302, headers=(("Set-Cookie", "id=1; Path=/"), ("Location", "/b")))
    site.routes["/b"] = Reply(DOCUMENT, headers=(("Set-Cookie", "id=2; Path=/"),))
    for _ in range(2):
        answered(await fetch(client, site.url + "/a", NONE, NOW))
    assert [request.path for request in site.requests] == ["/a", "/b"] * 2
    assert [request.header("Cookie") for request in site.requests] == [None] * 4


async def test_a_304_leaves_the_connection_open_for_the_next_feed(site: Site, client: httpx.AsyncClient) -> None:
    address = site.feed("/feed", DOCUMENT, etag='"v1"')
    for _ in range(3):
        assert answered(await fetch(client, address, Validators('"v1"'), NOW, last=False)).status == 304
    assert [request.connection for request in site.requests] == [1, 1, 1]


async def test_no_connection_is_held_to_a_host_that_is_not_asked_again_soon(
    site: Site, client: httpx.AsyncClient
) -> None:
    address = site.feed("/feed", DOCUMENT, etag='"v1"')
    for validators in (NONE, Validators('"v1"')):
        answered(await fetch(client, address, validators, NOW))
    assert [request.header("Connection") for request in site.requests] == ["close", "close"]
    assert [request.connection for request in site.requests] == [1, 2]


# What comes back


async def test_a_document_comes_with_all_that_its_headers_tell(site: Site, client: httpx.AsyncClient) -> None:
    address = site.feed(
        "/feed",
        DOCUMENT,
        etag='"v1"',
        last_modified="Wed, 13 Sep 2023 08:00:00 GMT",
        headers=(("Cache-Control", "public, max-age=900"), ("Age", "120")),
    )
    assert await fetch(client, address, NONE, NOW) == Answer(
        status=200,
        url=address,
        body=DOCUMENT,
        content_type="application/rss+xml",
        validators=Validators('"v1"', "Wed, 13 Sep 2023 08:00:00 GMT"),
        max_age=900,
        age=120,
    )


async def test_a_304_without_validators_keeps_the_known_ones(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = Reply(status=304, headers=(("Content-Encoding", "gzip"), ("Content-Length", "999999999")))
    answer = answered(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert (answer.status, answer.body, answer.validators) == (304, b"", KNOWN)


async def test_a_304_renews_the_validators_that_it_names(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = Reply(status=304, headers=(("etag", '"v2"'), ("Last-Modified", "")))
    answer = answered(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert answer.validators == Validators('"v2"', KNOWN.last_modified)


async def test_a_document_replaces_both_validators(site: Site, client: httpx.AsyncClient) -> None:
    raw = 'W/"ä'.encode() + b'\xff"'
    site.routes["/feed"] = Reply(DOCUMENT, headers=(("ETag", raw.decode("latin-1")), ("ETag", '"second"')))
    answer = answered(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert answer.validators == Validators(raw.decode("latin-1"), None)


async def test_a_304_to_a_question_without_validators_is_no_answer(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = Reply(status=304)
    result = failed(await fetch(client, site.url + "/feed", NONE, NOW))
    assert (result.cause, result.status) == (Cause.STATUS, 304)


async def test_a_partial_feed_is_an_answer(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = Reply(DOCUMENT, status=226, headers=(("IM", "feed"), ("ETag", '"v2"')), gzip=True)
    answer = answered(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert (answer.status, answer.body, answer.validators) == (226, DOCUMENT, Validators('"v2"'))


@pytest.mark.parametrize("status", [204, 206, 300, 302, 400, 401, 403, 404, 418, 500, 502, 799])
async def test_any_other_status_is_a_failure(site: Site, client: httpx.AsyncClient, status: int) -> None:
    site.routes["/feed"] = Reply(b"" if status == 204 else b"<html>", status=status)
    result = failed(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert (result.cause, result.status, result.retry_at) == (Cause.STATUS, status, None)


# Redirects


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], True), ([308], True), ([301, 308, 301], True), ([302], False), ([301, 302], False), ([307, 308], False)],
)
async def test_an_address_has_moved_when_each_redirect_is_permanent(
    site: Site, client: httpx.AsyncClient, statuses: list[int], moved: bool
) -> None:
    for number, status in enumerate(statuses):
        site.routes[f"/{number}"] = redirect(status, f"{number + 1}#top")
    final = site.feed(f"/{len(statuses)}", DOCUMENT)
    answer = answered(await fetch(client, site.url + "/0", NONE, NOW))
    assert answer.url == final
    assert answer.moved_to == (final if moved else None)
    assert len(site.requests) == len(statuses) + 1


async def test_the_last_of_the_chain_is_asked_with_the_validators(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/old"] = redirect(301, "/middle")
    site.routes["/middle"] = redirect(302, "/feed")
    site.feed("/feed", DOCUMENT, etag='"v1"')
    answer = answered(await fetch(client, site.url + "/old", Validators('"v1"'), NOW))
    assert (answer.status, answer.moved_to) == (304, None)
    assert [request.header("If-None-Match") for request in site.requests] == ['"v1"'] * 3


async def test_a_move_to_another_host_is_followed_with_its_name(site: Site) -> None:
    site.routes["/old"] = redirect(301, "https://neu.morgenblatt.example/feed")
    site.feed("/feed", DOCUMENT)
    async with make_client(Public(site)) as client:
        answer = answered(await fetch(client, "http://morgenblatt.example/old", NONE, NOW))
    assert answer.moved_to == "https://neu.morgenblatt.example/feed"
    assert [request.header("Host") for request in site.requests] == ["morgenblatt.example", "neu.morgenblatt.example"]


async def test_a_circle_is_left_at_once(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/a"] = redirect(302, "/b")
    site.routes["/b"] = redirect(302, "/a")
    result = failed(await fetch(client, site.url + "/a", NONE, NOW))
    assert (result.cause, result.status) == (Cause.REDIRECT, 302)
    assert len(site.requests) == 2


@pytest.mark.parametrize(("allowed", "followed"), [(0, False), (2, False), (3, True)])
async def test_redirects_are_counted(site: Site, client: httpx.AsyncClient, allowed: int, followed: bool) -> None:
    for number in range(3):
        site.routes[f"/{number}"] = redirect(302, f"/{number + 1}")
    site.feed("/3", DOCUMENT)
    result = await fetch(client, site.url + "/0", NONE, NOW, limits=Limits(max_redirects=allowed))
    assert isinstance(result, Answer) is followed
    assert followed or failed(result).cause is Cause.REDIRECT
    assert len(site.requests) == allowed + 1


@pytest.mark.parametrize(
    "target",
    [
        *(
            "http://127.0.0.1/",
            "http://localhost:631/",
            "http://[::1]/",
            "http://169.254.169.254/meta",
            "http://127.1/",
        ),
        *("http://192.168.0.1/", "http://2130706433/", "file:///etc/passwd", "ftp://morgenblatt.example/"),
        *("https://anna:geheim@morgenblatt.example/", "https://morgenblatt.example:70000/", "https://intranet/"),
    ],
)
async def test_nobody_on_the_public_net_sends_us_home(site: Site, target: str) -> None:
    site.routes["/feed"] = redirect(301, target)
    public = Public(site)
    async with make_client(public) as client:
        result = failed(await fetch(client, "https://morgenblatt.example/feed", NONE, NOW))
    assert (result.cause, result.status) == (Cause.REDIRECT, 301)
    assert public.asked == ["https://morgenblatt.example/feed"]


@pytest.mark.parametrize(
    "location", ["http://[", "http://x:y/", "http://\x80\xff/", "\x01", "http://xn--a/", "gopher:x"]
)
async def test_a_redirect_to_nonsense_is_a_failure(site: Site, client: httpx.AsyncClient, location: str) -> None:
    site.routes["/feed"] = Reply(raw=b"HTTP/1.1 302 Found\r\nLocation: " + location.encode("latin-1") + b"\r\n\r\n")
    result = failed(await fetch(client, site.url + "/feed", NONE, NOW))
    assert result.cause in (Cause.BROKEN, Cause.DNS, Cause.REDIRECT)
    assert len(site.requests) == 1


# Feeds that want to know who asks

BASIC = "Basic cmVkYWt0aW9uOmdlaGVpbQ=="


def access(address: str) -> Access:
    """Headers of its own, name and password for that address."""
    settings = FeedSettings({"X-Client": "desk", "user-agent": "Kurierbote/1"}, "redaktion", Secret(env="P"))
    return Access({address: settings}, {"P": "geheim"})


def told(request: Request) -> bool:
    """Whether a request had the fields for one feed: all of them, or none and those of every request."""
    said = [request.header(name) for name in ("X-Client", "Authorization", "User-Agent")]
    assert said in (["desk", BASIC, "Kurierbote/1"], [None, None, USER_AGENT])
    return said[0] is not None


async def test_a_feed_is_told_what_the_settings_say(site: Site, client: httpx.AsyncClient) -> None:
    address, other = site.feed("/feed", DOCUMENT, etag='"v1"'), site.feed("/other", DOCUMENT)
    answered(await fetch(client, address, NONE, NOW, access=access(address)))
    answered(await fetch(client, other, NONE, NOW, access=access(address)))
    assert answered(await fetch(client, address, Validators('"v1"'), NOW, access=access(address))).status == 304
    assert [told(request) for request in site.requests] == [True, False, True]
    assert [len([name for name, _ in one.headers if name.lower() == "user-agent"]) for one in site.requests] == [1] * 3


async def test_a_redirect_on_the_same_server_is_told_it_too(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/old"] = redirect(301, "/middle")
    site.routes["/middle"] = redirect(302, site.url + "/feed")
    site.feed("/feed", DOCUMENT)
    answered(await fetch(client, site.url + "/old", KNOWN, NOW, access=access(site.url + "/old")))
    assert [told(request) for request in site.requests] == [True, True, True]
    assert [request.header("If-None-Match") for request in site.requests] == [KNOWN.etag] * 3


async def test_another_host_or_port_is_told_nothing(site: Site, client: httpx.AsyncClient) -> None:
    port = site.url.rpartition(":")[2]
    async with Site() as other:
        site.routes["/port"] = redirect(302, other.feed("/feed", DOCUMENT))
        site.routes["/host"] = redirect(302, f"http://localhost:{port}/feed")
        site.feed("/feed", DOCUMENT)
        for path in ("/port", "/host"):
            answered(await fetch(client, site.url + path, KNOWN, NOW, access=access(site.url + path)))
        assert [told(request) for request in other.requests] == [False]
    assert [(request.path, told(request)) for request in site.requests] == [
        ("/port", True),
        ("/host", True),
        ("/feed", False),
    ]
    assert site.requests[-1].header("Host") == f"localhost:{port}"


@pytest.mark.parametrize(
    ("asked", "target", "stays"),
    [
        ("http://kurier.example/a", "https://kurier.example/b", True),
        ("https://kurier.example/a", "https://kurier.example:443/b", True),
        ("https://kurier.example/a", "http://kurier.example/b", False),
        ("https://kurier.example/a", "https://kurier.example:8443/b", False),
        ("http://kurier.example/a", "https://kurier.example:8443/b", False),
        ("http://kurier.example:8080/a", "https://kurier.example/b", False),
        ("https://kurier.example/a", "https://www.kurier.example/b", False),
        ("https://kurier.example/a", "https://kurier.example.bote.example/b", False),
    ],
)
async def test_it_stays_with_the_server_and_never_leaves_tls(site: Site, asked: str, target: str, stays: bool) -> None:
    site.routes["/a"] = redirect(302, target)
    site.feed("/b", DOCUMENT)
    async with make_client(Public(site)) as client:
        answered(await fetch(client, asked, NONE, NOW, access=access(asked)))
    assert [told(request) for request in site.requests] == [True, stays]


async def test_a_feed_with_settings_keeps_its_address(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/old"] = redirect(301, "/feed")
    final = site.feed("/feed", DOCUMENT)
    answer = answered(await fetch(client, site.url + "/old", NONE, NOW, access=access(site.url + "/old")))
    assert (answer.url, answer.moved_to) == (final, None)


async def test_without_its_secret_a_feed_is_not_asked(site: Site, client: httpx.AsyncClient) -> None:
    address = site.feed("/feed", DOCUMENT)
    unset = Access({address: FeedSettings(username="redaktion", password=Secret(env="P"))}, {})
    assert await fetch(client, address, NONE, NOW, access=unset) == Failure(Cause.ACCESS, detail="P is not set")
    assert site.requests == []


@pytest.mark.parametrize(
    "reply",
    [
        redirect(302, "http://127.0.0.1:1/"),
        redirect(302, "/feed"),
        redirect(302, "ftp://kurier.example/"),
        Reply(status=401),
        Reply(raw=b"nonsense\r\n\r\n"),
        Reply(DOCUMENT, sends=10),
    ],
)
async def test_no_failure_repeats_what_was_told(site: Site, client: httpx.AsyncClient, reply: Reply) -> None:
    site.routes["/feed"] = reply
    address = site.url + "/feed"
    result = failed(await fetch(client, address, NONE, NOW, access=access(address)))
    assert told(site.requests[0])
    assert not any(word in repr(result) for word in ("geheim", BASIC, "desk"))


# Servers that are busy, gone or broken


async def test_a_feed_that_is_gone_says_so(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/old"] = redirect(301, "/feed")
    site.routes["/feed"] = Reply(status=410)
    result = failed(await fetch(client, site.url + "/old", KNOWN, NOW))
    assert result == Failure(Cause.GONE, 410, "HTTP 410 Gone")


async def test_what_is_gone_behind_a_temporary_redirect_is_not_the_feed(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = redirect(302, "/today")
    site.routes["/today"] = Reply(status=410)
    result = failed(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert (result.cause, result.status) == (Cause.STATUS, 410)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "retry_at"),
    [
        ("7200", NOW + timedelta(hours=2)),
        ("Wed, 13 Sep 2023 12:00:00 GMT", NOW.replace(hour=12, minute=0)),
        ("Tue, 12 Sep 2023 12:00:00 GMT", NOW),
        ("99999999999", NOW + timedelta(days=7)),
        ("bald", None),
        (None, None),
    ],
)
async def test_a_busy_server_says_when_to_come_back(
    site: Site, client: httpx.AsyncClient, status: int, value: str | None, retry_at: datetime | None
) -> None:
    headers: Headers = () if value is None else (("Retry-After", value),)
    site.routes["/feed"] = Reply(status=status, headers=headers)
    result = failed(await fetch(client, site.url + "/feed", KNOWN, NOW))
    assert (result.cause, result.status, result.retry_at) == (Cause.BUSY, status, retry_at)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(raw=b""),
        Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
        Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000),
        Reply(raw=b"HTTP/1.1 99999 OK\r\n\r\n"),
        Reply(raw=b"\x15\x03\x01\x00\x02\x02\x28"),
        Reply(DOCUMENT, sends=100),
        Reply(DOCUMENT, gzip=True, sends=30),
        Reply(DOCUMENT, sends=0),
        Reply(DOCUMENT, headers=(("Content-Encoding", "gzip"),)),
        Reply(DOCUMENT, headers=(("Content-Encoding", "br"),)),
        Reply(gzip.compress(DOCUMENT)[:-9], headers=(("Content-Encoding", "gzip"),)),
        Reply(gzip.compress(DOCUMENT), headers=(("Content-Encoding", "gzip, gzip"),)),
    ],
)
async def test_a_broken_answer_is_a_failure(site: Site, client: httpx.AsyncClient, reply: Reply) -> None:
    site.routes["/feed"] = reply
    assert failed(await fetch(client, site.url + "/feed", NONE, NOW)).cause is Cause.BROKEN


async def test_nobody_listens(client: httpx.AsyncClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert failed(await fetch(client, f"http://127.0.0.1:{port}/", NONE, NOW)).cause is Cause.CONNECT


@pytest.mark.parametrize("host", ["ticker.invalid", f"{'a' * 64}.example", "xn--a.example", "a..example"])
async def test_there_is_no_such_host(client: httpx.AsyncClient, host: str) -> None:
    assert failed(await fetch(client, f"http://{host}/", NONE, NOW)).cause is Cause.DNS


async def test_the_server_speaks_no_tls(site: Site, client: httpx.AsyncClient) -> None:
    site.feed("/feed", DOCUMENT)
    result = failed(await fetch(client, site.url.replace("http", "https") + "/feed", NONE, NOW))
    assert result.cause is Cause.TLS


# Limits


@pytest.mark.parametrize("sends", [None, 10])
async def test_a_server_that_hangs_is_left(site: Site, client: httpx.AsyncClient, sends: int | None) -> None:
    site.routes["/feed"] = Reply(DOCUMENT, gate=Gate(), sends=sends)
    result = failed(await fetch(client, site.url + "/feed", NONE, NOW, limits=Limits(total=0.05)))
    assert (result.cause, result.status) == (Cause.TIMEOUT, None)


async def test_each_step_has_its_own_limit(site: Site) -> None:
    site.routes["/feed"] = Reply(DOCUMENT, gate=Gate())
    async with make_client(timeout=httpx.Timeout(5, read=0.05)) as client:
        result = failed(await fetch(client, site.url + "/feed", NONE, NOW))
    assert result.cause is Cause.TIMEOUT
    assert "ReadTimeout" in result.detail


async def test_a_slow_answer_within_the_limits_is_an_answer(site: Site, client: httpx.AsyncClient) -> None:
    gate = Gate()

    def asked(request: Request) -> Reply:
        asyncio.get_running_loop().call_later(0.01, gate.open)
        return Reply(DOCUMENT, gate=gate)

    site.routes["/feed"] = asked
    assert answered(await fetch(client, site.url + "/feed", NONE, NOW)).body == DOCUMENT


async def test_a_cancelled_fetch_stays_cancelled(site: Site, client: httpx.AsyncClient) -> None:
    arrived = asyncio.Event()

    def asked(request: Request) -> Reply:
        arrived.set()
        return Reply(gate=Gate())

    site.routes["/feed"] = asked
    task = asyncio.create_task(fetch(client, site.url + "/feed", NONE, NOW))
    await arrived.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_body_of_just_the_limit_is_read(site: Site, client: httpx.AsyncClient) -> None:
    limits = Limits(max_body=len(DOCUMENT))
    for gzipped in (False, True):
        site.routes["/feed"] = Reply(DOCUMENT, gzip=gzipped)
        assert answered(await fetch(client, site.url + "/feed", NONE, NOW, limits=limits)).body == DOCUMENT
        site.routes["/feed"] = Reply(DOCUMENT + b"x", gzip=gzipped)
        result = failed(await fetch(client, site.url + "/feed", NONE, NOW, limits=limits))
        assert (result.cause, result.status) == (Cause.TOO_LARGE, 200)


async def test_a_body_announced_as_too_long_is_not_waited_for(site: Site, client: httpx.AsyncClient) -> None:
    site.routes["/feed"] = Reply(b"x", headers=(("Content-Length", "99999999999"),), sends=1, gate=Gate())
    assert failed(await fetch(client, site.url + "/feed", NONE, NOW)).cause is Cause.TOO_LARGE


async def test_a_chunked_body_without_an_end_is_left(site: Site, client: httpx.AsyncClient) -> None:
    chunk = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"
    site.routes["/feed"] = Reply(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk * 100)
    result = failed(await fetch(client, site.url + "/feed", NONE, NOW, limits=Limits(max_body=100_000)))
    assert result.cause is Cause.TOO_LARGE


async def test_a_gzip_bomb_takes_no_more_memory_than_allowed(site: Site, client: httpx.AsyncClient) -> None:
    limit = 2**20
    bomb = gzip.compress(bytes(200 * 2**20), mtime=0)
    site.routes["/small"] = Reply(DOCUMENT, gzip=True)
    site.routes["/bomb"] = Reply(bomb, headers=(("Content-Encoding", "gzip"),))
    await fetch(client, site.url + "/small", NONE, NOW)
    tracemalloc.start()
    try:
        result = failed(await fetch(client, site.url + "/bomb", NONE, NOW, limits=Limits(max_body=limit)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result.cause is Cause.TOO_LARGE
    # beside the body: zlib's window, two chunks from the wire here, and the server's copy of the bomb
    assert peak < limit + STEP + len(bomb) + 300_000


async def test_a_host_is_left_in_peace_between_two_hops(site: Site, client: httpx.AsyncClient) -> None:
    site.feed("/feed", DOCUMENT)
    site.routes["/old"] = Reply(status=302, headers=(("Location", "/feed"),))
    asked: list[int] = []

    async def pause() -> None:
        asked.append(len(site.requests))

    answer = await fetch(client, site.url + "/old", Validators(), NOW, pause=pause)

    assert isinstance(answer, Answer)
    assert asked == [1]
    assert [request.path for request in site.requests] == ["/old", "/feed"]
