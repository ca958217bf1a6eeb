from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import LOCALES
from ticker.errors import Cause, Failure
from ticker.l10n.causes import cause
from ticker.l10n.dates import NBSP
from ticker.l10n.region import Region
from ticker.text.sanitise import one_line

GERMAN, ENGLISH = (Region(locale, ZoneInfo("Europe/Berlin")) for locale in ("de_DE", "en_GB"))
NOW = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure(Cause.DNS, detail="ConnectError: [Errno -2]"), "Name nicht gefunden (DNS)"),
        (Failure(Cause.CONNECT), "keine Verbindung"),
        (Failure(Cause.CONNECT, detail="odd"), "keine Verbindung (odd)"),
        (Failure(Cause.CONNECT, detail="ConnectError: Connection refused"), "keine Verbindung: abgelehnt"),
        (Failure(Cause.CONNECT, detail="ConnectError: No route to host"), "keine Verbindung: Netz nicht erreichbar"),
        (
            Failure(Cause.TLS, detail="ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate has expired"),
            "keine sichere Verbindung (TLS): Zertifikat abgelaufen",
        ),
        (
            Failure(Cause.BROKEN, detail="RemoteProtocolError: Server disconnected without sending a response."),
            "Antwort abgebrochen oder beschädigt: keine Antwort",
        ),
        (
            Failure(Cause.REDIRECT, 302, "redirects in a circle, back to http://a.example/{x}"),
            "Umleitung nicht befolgt: im Kreis, zurück zu http://a.example/{x}",
        ),
        (Failure(Cause.TOO_LARGE, 200, "more than 10485760 bytes"), "Antwort zu groß: mehr als 10,5~MB"),
        (Failure(Cause.TLS), "keine sichere Verbindung (TLS)"),
        (Failure(Cause.TIMEOUT, detail="not finished within 30 s"), "Zeitüberschreitung"),
        (Failure(Cause.BROKEN), "Antwort abgebrochen oder beschädigt"),
        (Failure(Cause.STATUS, 404, "HTTP 404 Not Found"), "HTTP 404: nicht gefunden"),
        (Failure(Cause.STATUS, 403), "HTTP 403: Zugriff verweigert"),
        (Failure(Cause.STATUS, 418), "HTTP 418: unerwartete Antwort"),
        (Failure(Cause.STATUS, 500), "HTTP 500: Serverfehler"),
        (Failure(Cause.STATUS, 502), "HTTP 502: Serverfehler (Gateway)"),
        (Failure(Cause.STATUS, 522, "HTTP 522 "), "HTTP 522: Serverfehler"),
        (Failure(Cause.STATUS), "unerwartete Antwort"),
        (Failure(Cause.STATUS, 410), "HTTP 410: dauerhaft entfernt"),
        (Failure(Cause.STATUS, 304), "HTTP 304: unerwartete Antwort"),
        (Failure(Cause.GONE, 410), "HTTP 410: dauerhaft entfernt"),
        (Failure(Cause.BUSY, 503), "HTTP 503: überlastet"),
        (Failure(Cause.BUSY, 429), "HTTP 429: zu viele Anfragen"),
        (Failure(Cause.BUSY, 503, retry_at=NOW), "HTTP 503: überlastet, wieder ab 10:42~Uhr"),
        (Failure(Cause.REDIRECT, 302), "Umleitung nicht befolgt"),
        (Failure(Cause.TOO_LARGE, 200), "Antwort zu groß"),
        (Failure(Cause.NOT_A_FEED, 200), "kein Feed"),
        (Failure(Cause.NOT_A_FEED, 200, "empty body"), "kein Feed, sondern eine leere Antwort"),
        (Failure(Cause.NOT_A_FEED, 200, "HTML page"), "kein Feed, sondern eine HTML-Seite"),
        (Failure(Cause.NOT_A_FEED, 200, "JSON without a feed"), "kein Feed, sondern anderes JSON"),
        (Failure(Cause.NOT_A_FEED, 200, "XML without a feed"), "kein Feed, sondern anderes XML"),
        (Failure(Cause.NOT_A_FEED, 200, "plain text"), "kein Feed, sondern reiner Text"),
        (Failure(Cause.NOT_A_FEED, 200, "binary data"), "kein Feed, sondern Binärdaten"),
        (Failure(Cause.NOT_A_FEED, 200, "image"), "kein Feed, sondern ein Bild"),
        (Failure(Cause.NOT_A_FEED, 200, "a riddle"), "kein Feed (a riddle)"),
        (Failure(Cause.UNREADABLE, 200, "KeyError"), "Feed nicht lesbar (KeyError)"),
        (Failure(Cause.UNREADABLE, 200, "HTML page"), "Feed nicht lesbar (HTML page)"),
        (Failure(Cause.BROKEN, 200, "one\nand \x1b[31m two"), "Antwort abgebrochen oder beschädigt (one and [31m two)"),
        (Failure(Cause.BROKEN, 200, "\x00"), "Antwort abgebrochen oder beschädigt"),
    ],
)
def test_cause(failure: Failure, expected: str) -> None:
    assert cause(failure, GERMAN, NOW) == expected.replace("~", NBSP)


def test_another_day_is_named() -> None:
    failure = Failure(Cause.BUSY, 503, retry_at=NOW + timedelta(days=1))
    assert cause(failure, GERMAN, NOW) == f"HTTP 503: überlastet, wieder ab 14.09., 10:42{NBSP}Uhr"


def test_the_day_is_named_where_today_is_unknown() -> None:
    failure = Failure(Cause.BUSY, 503, retry_at=NOW)
    assert cause(failure, GERMAN) == f"HTTP 503: überlastet, wieder ab 13.09., 10:42{NBSP}Uhr"


@pytest.mark.parametrize("kind", Cause)
@pytest.mark.parametrize("status", [None, 200, 404, 429, 503])
def test_every_cause_has_german(kind: Cause, status: int | None) -> None:
    failure = Failure(kind, status)
    assert cause(failure, GERMAN) != cause(failure, ENGLISH)


@given(
    st.builds(
        Failure,
        st.sampled_from(Cause),
        st.none() | st.integers(100, 999),
        st.text(max_size=20),
        st.none() | st.datetimes(timezones=st.just(UTC)),
    ),
    st.sampled_from(LOCALES),
    st.none() | st.just(NOW),
)
def test_every_failure_has_a_line(failure: Failure, locale: str, now: datetime | None) -> None:
    line = cause(failure, Region(locale, ZoneInfo("Europe/Berlin")), now)
    assert line == one_line(line) != ""
