"""The HTTP client that all requests go through."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Callable
from http.cookiejar import CookieJar

import httpx

from ticker import __version__
from ticker.net.wire import Wire

CONTACT = "https://ticker.example/about"
USER_AGENT = f"ticker/{__version__} (+{CONTACT})"
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, text/html;q=0.5, */*;q=0.1"
)
TIMEOUT = httpx.Timeout(connect=10, read=20, write=10, pool=None)
"""Seconds for each step of a request; waiting for a free connection has no limit of its own."""


class _NoCookies(httpx.Cookies):
    """Takes none. To let a policy refuse them would cost each answer the work of reading them first."""

    def extract_cookies(self, response: httpx.Response) -> None:
        """Leave them where they are."""


_NO_COOKIES = _NoCookies(CookieJar())


class _Client(httpx.AsyncClient):
    """Knows no cookies, and goes to the network in its own way where no proxy lies between."""

    @property
    def cookies(self) -> httpx.Cookies:
        """None, ever."""
        return _NO_COOKIES

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        raise AttributeError("this client takes no cookies")

    def _init_transport(  # type: ignore[override] # only we call it so
        self, transport: httpx.AsyncBaseTransport | None = None, **_others: object
    ) -> httpx.AsyncBaseTransport:
        # To hand one in would be simpler, but then httpx heeds the environment's proxies no more.
        return transport or Wire(_tls())


Around = Callable[[httpx.AsyncBaseTransport], httpx.AsyncBaseTransport]
"""Puts something round a transport, say a recorder."""


def make_client(
    transport: httpx.AsyncBaseTransport | None = None,
    *,
    timeout: httpx.Timeout = TIMEOUT,
    around: Around | None = None,
) -> httpx.AsyncClient:
    """A client that says who we are, offers gzip alone, keeps no cookies and follows no redirect by itself.

    Without `transport` it goes to the network, through the environment's proxies where there are any. `around` is
    called for each transport that the client has. To be closed by the caller (`async with`).
    """
    client = _Client(
        transport=transport,
        headers={"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip"},
        follow_redirects=False,
        timeout=timeout,
        verify=True if transport else _tls(),
    )
    if around is not None:
        # httpx makes those for the proxies of the environment itself, and offers no other way to them.
        client._transport = around(client._transport)
        client._mounts = {pattern: mount and around(mount) for pattern, mount in client._mounts.items()}
    return client


@functools.cache
def _tls() -> ssl.SSLContext:
    """One for the whole process: to load the certificates takes 20 to 40 ms."""
    context = httpx.create_ssl_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
