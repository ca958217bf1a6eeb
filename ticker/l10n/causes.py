"""Why a feed gave nothing, in one short line for the reader."""

from __future__ import annotations

import re
from datetime import datetime

from ticker.errors import N_, Cause, Failure
from ticker.l10n.dates import clock_time_or_date
from ticker.l10n.messages import _, ngettext, translation
from ticker.l10n.numbers import number, size
from ticker.l10n.region import Region
from ticker.model import Health
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
    Cause.TOO_COSTLY: N_("feed too costly to read"),
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

# What details of failures come to, as far as a reader can make something of them; `part` is what the brackets hold.
_PARTICULARS: dict[Cause, dict[re.Pattern[str], str]] = {
    Cause.CONNECT: {
        re.compile("refused"): N_("refused"),
        re.compile("unreachable|[Nn]o route"): N_("network unreachable"),
    },
    Cause.TLS: {
        re.compile("expired"): N_("the certificate has expired"),
        re.compile("[Mm]ismatch"): N_("the certificate is another server's"),
        re.compile("self-signed|unable to get"): N_("the certificate comes from an unknown authority"),
        re.compile("WRONG_VERSION_NUMBER"): N_("the server speaks no TLS"),
    },
    Cause.BROKEN: {
        re.compile("without sending a response"): N_("no answer came"),
        re.compile("complete message|incomplete chunked|ended early"): N_("the end is missing"),
        re.compile("reset by peer"): N_("the server hung up"),
        re.compile("an encoding that was not asked for: (.+)"): N_(
            "compressed in a way that was not asked for: {part}"
        ),
    },
    Cause.REDIRECT: {
        re.compile("redirects in a circle, back to (.+)"): N_("in a circle, back to {part}"),
        re.compile("too many redirects, the last to (.+)"): N_("too many, the last one to {part}"),
        re.compile("redirected to what is no address of a feed: (.+)"): N_("to what is no address of a feed: {part}"),
        re.compile("redirected from the public net to (.+)"): N_("from the public net into one's own: {part}"),
    },
    Cause.TOO_LARGE: {re.compile(r"more than (\d{1,15}) bytes"): N_("more than {part}")},
}


def cause(failure: Failure, region: Region, now: datetime | None = None) -> str:
    """The failure in a line: "HTTP 404: nicht gefunden", "kein Feed, sondern eine HTML-Seite".

    Where the server named a time for the next request it stands at the end, with the day unless that is the day of
    `now`. The detail follows where it tells more than the cause does: in the reader's words where there are any, else
    as it is, in brackets and sanitised.
    """
    _ = translation(region.locale).gettext
    known = _NO_FEEDS.get(failure.detail) if failure.cause is Cause.NOT_A_FEED else None
    text = _(known or _CAUSES[failure.cause])
    if failure.status is not None and failure.cause in _BY_STATUS:
        text = f"HTTP {failure.status}: {_(_reason(failure.cause, failure.status))}"
    detail, particular = one_line(failure.detail), _particular(failure, region)
    if particular:
        text = f"{text}: {one_line(particular)}"
    elif detail and not known and failure.cause not in _SAY_IT_ALL:
        text = f"{text} ({detail})"
    if failure.retry_at is not None:
        time = clock_time_or_date(failure.retry_at, now, region)
        text = _("{cause}, again from {time}").format(cause=text, time=time)
    return text


def _particular(failure: Failure, region: Region) -> str | None:
    """The detail in the reader's language where it is one of those that are known."""
    for pattern, text in _PARTICULARS.get(failure.cause, {}).items():
        found = pattern.search(failure.detail)
        if found is not None:
            part = found[1] if pattern.groups else ""
            part = size(int(part), region) if failure.cause is Cause.TOO_LARGE else part
            return translation(region.locale).gettext(text).format(part=part)
    return None


def _reason(kind: Cause, status: int) -> str:
    if kind is Cause.STATUS and status >= 500:
        return _STATUSES.get(status, _STATUSES[500])
    return _STATUSES.get(status, _CAUSES[kind])


def trouble(health: Health, region: Region, now: datetime) -> str:
    """Why a feed fails, and where it did more than once how often and since when; nothing where it does not."""
    if health.failure is None:
        return ""
    text = cause(health.failure, region, now)
    if health.failing_since is None or health.failures < 2:
        return text
    tries = ngettext("{count} attempt", "{count} attempts", health.failures)
    return _("{cause} · {attempts} since {time}").format(
        cause=text,
        attempts=tries.format(count=number(health.failures, region)),
        time=clock_time_or_date(health.failing_since, now, region),
    )
