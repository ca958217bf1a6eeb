"""Web addresses: what a person typed made into one that can be subscribed to, and which hosts are near at hand."""

from __future__ import annotations

import ipaddress
import re
import socket
import string
import unicodedata
from urllib.parse import quote

from ticker.errors import N_, UsageError

_FEED_SCHEME = re.compile(r"feed:(?://)?", re.IGNORECASE)
_PARTS = re.compile(r"(?:([a-z][a-z0-9+.-]*)://)?([^/?#]*)([^#]*)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::([0-9]{0,5}))?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_SHOWN = 80  # characters of a wrong address that an error repeats


def normalise(text: str) -> str:
    """The address to subscribe to for what a person typed.

    Adds https:// where no scheme stands, takes `feed:` and the fragment off, lower-cases the host and writes it in
    ASCII (RFC 3492), drops the scheme's own port. Path and query stay as they are; what is not ASCII in them
    is percent-encoded as UTF-8 (RFC 3987, section 3.1). An address that comes out goes in unchanged.

    Raises UsageError where that gives no http(s) address of a plausible host, or one with a user name in it.
    """
    stripped = text.strip()
    match = _PARTS.match(_FEED_SCHEME.sub("", stripped, count=1) if _FEED_SCHEME.match(stripped) else stripped)
    if match is None or " " in stripped or not stripped.isprintable():
        raise _no_address(text)
    scheme, authority, rest = (match[1] or "https").lower(), match[2], match[3]
    if "@" in authority:
        raise UsageError(
            N_("An address with a user name or a password in it cannot be used. Without it: {text}"),
            text=_shown(f"{scheme}://{authority.rpartition('@')[2]}{rest}"),
        )
    parts = _AUTHORITY.fullmatch(authority)
    if scheme not in _DEFAULT_PORTS or parts is None:
        raise _no_address(text)
    host, port = _host(parts[1]), parts[2] or ""
    if host is None or not _is_plausible(host, port):
        raise _no_address(text)
    location = host if port in ("", _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = rest if rest.startswith("/") else f"/{rest}"
    return f"{scheme}://{location}{quote(path, safe=string.punctuation)}"


def is_private(host: str) -> bool:
    """Whether `host` is localhost or a literal address that is not on the public net, in any spelling of it.

    Loopback, link-local, private, shared and reserved addresses (the IANA special-purpose registries). A name that
    only resolves to one is not known here.
    """
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        # inet_aton reads what a resolver would: 127.1, 0x7f000001, 2130706433
        address = ipaddress.ip_address(name if ":" in name else socket.inet_aton(name))
    except (OSError, ValueError):
        return False
    return not address.is_global


def _host(typed: str) -> str | None:
    """The host in lower case and ASCII; None where it can be none."""
    if typed.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(typed[1:-1])}]"
        except ValueError:
            return None
    labels = [
        _ascii_label(label) for label in unicodedata.normalize("NFKC", typed).lower().removesuffix(".").split(".")
    ]
    name = ".".join(labels)
    return name if len(name) <= 253 and all(_LABEL.fullmatch(label) for label in labels) else None


def _ascii_label(label: str) -> str:
    """One label of a host name in ASCII. Unlike Python's idna codec it keeps ß apart from ss (RFC 5891)."""
    if label.isascii():
        return label
    if not all(char.isalnum() or char == "-" or unicodedata.combining(char) for char in label):
        return ""
    return "xn--" + label.encode("punycode").decode("ascii")


def _is_plausible(host: str, port: str) -> bool:
    """Whether somebody can have meant it: a dotted name, an IP address, localhost, or any name with a port."""
    if port and not 1 <= int(port) <= 65535:
        return False
    if host.rpartition(".")[2].isdecimal():
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            return False
        return True
    return "." in host or host.startswith("[") or host == "localhost" or bool(port)


def _no_address(text: str) -> UsageError:
    return UsageError(N_("“{text}” is no web address."), text=_shown(text))


def _shown(text: str) -> str:
    """`text` fit for a terminal: without control characters and not too long."""
    clean = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text.strip())
    return clean if len(clean) <= _SHOWN else clean[: _SHOWN - 1] + "…"
