"""Addresses in documents: what may be kept as a link."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from ticker.text.sanitise import sanitise

# WHATWG URL: tab and newline are taken out of an address, blanks off its ends.
_BREAKS = re.compile("[\t\n]")
_UNSEEN = re.compile("[\\s\xad]")

# Most addresses are of this form, in which nothing is to be changed.
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!-~]*)?")


def absolute(address: str, base: str | None = None) -> str | None:
    """The absolute http(s) or mailto address that `address` means in a document at `base`, sanitised.

    None for every other scheme, for a web address without a host, for what cannot be read as an address and for
    a relative one without a base. The scheme is in lower case; white space and soft hyphens are percent-encoded.
    """
    if _PLAIN.fullmatch(address):
        return address
    cleaned = _BREAKS.sub("", sanitise(address)).strip()
    if not cleaned:
        return None
    try:
        if base and not urlsplit(cleaned).scheme:
            cleaned = urljoin(base, cleaned)
        parts = urlsplit(cleaned)
        usable = bool(parts.hostname) if parts.scheme in ("http", "https") else parts.scheme == "mailto"
    except ValueError:
        return None
    if not usable:
        return None
    return _UNSEEN.sub(lambda found: quote(found[0]), parts.scheme + cleaned[len(parts.scheme) :])
