from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import LOCALES
from ticker.l10n.dates import NBSP
from ticker.l10n.reasons import explain
from ticker.l10n.region import Region
from ticker.model import Feed
from ticker.schedule import Reason
from ticker.text.sanitise import one_line

GERMAN, ENGLISH = Region("de_DE"), Region("en_GB")


def feed(reason: Reason | None, interval: int | None = 3600) -> Feed:
    return Feed(id=1, url="https://kurier.example/", interval=interval, interval_reason=reason and reason.value)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (feed(None, None), "noch nicht abgerufen"),
        (feed(Reason.USUAL), "alle 60~Minuten, weil die Quelle nichts anderes sagt"),
        (feed(Reason.MAX_AGE, 900), "alle 15~Minuten, weil der Server es so angibt (max-age)"),
        (feed(Reason.TTL, 7200), "alle 2~Stunden, weil der Feed es so angibt (ttl)"),
        (feed(Reason.LEAST, 300), "alle 5~Minuten, denn öfter wäre unhöflich"),
        (feed(Reason.USUAL, 60), "alle 60~Sekunden, weil die Quelle nichts anderes sagt"),
        (feed(Reason.QUIET, 25_900), "wieder nach 7,2~Stunden, weil vorher kaum Neues zu erwarten ist"),
        (feed(Reason.QUIET, 912), "wieder nach 15~Minuten, weil vorher kaum Neues zu erwarten ist"),
        (feed(Reason.CAPPED, 86_400), "alle 24~Stunden, obwohl die Quelle eine längere Frist nennt"),
        (feed(Reason.RETRY_AFTER, 130), "wieder nach 2,2~Minuten, weil der Server darum bittet (Retry-After)"),
        (feed(Reason.GONE, 0), "nie wieder, weil der Feed dauerhaft entfernt ist"),
    ],
)
def test_explain(asked: Feed, expected: str) -> None:
    assert explain(asked, GERMAN) == expected.replace("~", NBSP)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_german_of_its_own(reason: Reason) -> None:
    line = explain(feed(reason), GERMAN)
    assert line != explain(feed(reason), ENGLISH)
    assert [other for other in Reason if explain(feed(other), GERMAN) == line] == [reason]


@given(st.none() | st.sampled_from(Reason), st.none() | st.integers(0, 10**7), st.sampled_from(LOCALES))
def test_every_feed_has_a_line(reason: Reason | None, interval: int | None, locale: str) -> None:
    line = explain(feed(reason, interval), Region(locale))
    assert line == one_line(line) != ""
