"""Why a feed gave nothing, in one short line for the reader."""

from __future__ import annotations

from datetime import datetime

from ticker.errors import N_, Cause, Failure
from ticker.l10n.dates import clock_time_or_date
from ticker.l10n.messages import translation
from ticker.l10n.region import Region
from ticker.text.sanitise import one_line

_CAUSES = {
    Cause.DNS: N_("name not found (DNS)"),
    Cause.CONNECT: N_("no connection"),
    Cause.TLS: N_("no secure connection (TLS)"),
    Cause.TIMEOUT: N_("timed out"),
    Cause.BROKEN: N_("answer broken off or damaged"),
    Cause.STATUS: N_("unexpected answer"),
    Cause.GONE: N_("gone for good"),
    Cause.BUSY: N_("overloaded"),
    Cause.REDIRECT: N_("redirect not followed"),
    Cause.TOO_LARGE: N_("answer too large"),
    Cause.NOT_A_FEED: N_("not a feed"),
    Cause.UNREADABLE: N_("feed unreadable"),
    Cause.TOO_COSTLY: N_("feed too laborious to read"),
    Cause.NO_ARTICLE: N_("no article found"),
    Cause.NO_IMAGE: N_("not an image"),
    Cause.ACCESS: N_("credentials not available"),
}

_STATUSES = {
    400: N_("request refused"),
    401: N_("sign-in required"),
    402: N_("payment required"),
    403: N_("access denied"),
    404: N_("not found"),
    406: N_("format not on offer"),
    408: N_("timed out"),
    410: N_("gone for good"),
    429: N_("too many requests"),
    451: N_("blocked for legal reasons"),
    500: N_("server error"),
    502: N_("server error (gateway)"),
    504: N_("timed out (gateway)"),
}

_BY_STATUS = (Cause.STATUS, Cause.GONE, Cause.BUSY)
_SAY_IT_ALL = (*_BY_STATUS, Cause.DNS, Cause.TIMEOUT)

# What ticker.feeds says that a document is, where it is no feed.
_NO_FEEDS = {
    "empty body": N_("not a feed but an empty answer"),
    "HTML page": N_("not a feed but an HTML page"),
    "JSON without a feed": N_("not a feed but other JSON"),
    "XML without a feed": N_("not a feed but other XML"),
    "plain text": N_("not a feed but plain text"),
    "binary data": N_("not a feed but binary data"),
    "image": N_("not a feed but an image"),
}


def cause(failure: Failure, region: Region, now: datetime | None = None) -> str:
    """The failure in a line: "HTTP 404: nicht gefunden", "kein Feed, sondern eine HTML-Seite".

    Where the server named a time for the next request it stands at the end, with the day unless that is the day of
    `now`. The technical detail, sanitised, follows in brackets where it tells more than the cause does.
    """
    _ = translation(region.locale).gettext
    known = _NO_FEEDS.get(failure.detail) if failure.cause is Cause.NOT_A_FEED else None
    text = _(known or _CAUSES[failure.cause])
    if failure.status is not None and failure.cause in _BY_STATUS:
        text = f"HTTP {failure.status}: {_(_reason(failure.cause, failure.status))}"
    detail = one_line(failure.detail)
    if detail and not known and failure.cause not in _SAY_IT_ALL:
        text = f"{text} ({detail})"
    if failure.retry_at is not None:
        time = clock_time_or_date(failure.retry_at, now, region)
        text = _("{cause}, again from {time}").format(cause=text, time=time)
    return text


def _reason(kind: Cause, status: int) -> str:
    if kind is Cause.STATUS and status >= 500:
        return _STATUSES.get(status, _STATUSES[500])
    return _STATUSES.get(status, _CAUSES[kind])
