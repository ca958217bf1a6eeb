"""A refresh that the reader asked for, and the line of bars."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ticker.errors import Cause, Failure
from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.model import Change, ChangeKind, Feed, Health
from ticker.ui.refresh import Refresh
from ticker.ui.sparkline import sparkline

NOW = datetime(2023, 9, 13, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
REGION = Region("de_DE", ZoneInfo("Europe/Berlin"))


@pytest.fixture(autouse=True)
def german() -> None:
    messages.activate("de_DE")


def feed(id: int, polled: datetime | None, failure: Failure | None = None) -> Feed:
    return Feed(id, f"https://x{id}.example/", health=Health(last_poll=polled, failure=failure))


def line(refresh: Refresh) -> str:
    return refresh.line(REGION).replace("\u00a0", " ")


def test_a_refresh_counts_what_it_brings_until_all_feeds_have_answered() -> None:
    refresh = Refresh(NOW, {1: LATER, 2: LATER, 3: LATER}, refused=1)
    assert line(refresh) == "Abruf: 0 von 3 (Esc bricht ab) · 0 neue Meldungen · 1 nicht abgerufen"

    kinds = [(1, ChangeKind.ENTRY_ADDED), (1, ChangeKind.ENTRY_ADDED), (2, ChangeKind.ENTRY_REVISED)]
    others = [(9, ChangeKind.ENTRY_ADDED), (1, ChangeKind.FEED_CHANGED)]
    changes = [Change(seq, NOW, kind, id, seq) for seq, (id, kind) in enumerate([*kinds, *others])]
    refresh = refresh.with_changes(changes).with_feeds([feed(1, NOW), feed(2, NOW - timedelta(1)), feed(3, None)])
    assert line(refresh).startswith("Abruf: 1 von 3")
    assert refresh.open == {2: LATER, 3: LATER}
    assert not refresh.over

    refresh = refresh.with_feeds([feed(1, NOW), feed(2, LATER, Failure(Cause.DNS))])
    assert refresh.over
    assert line(refresh) == "3 Feeds abgerufen · 2 neue Meldungen · 1 korrigiert · 1 gestört · 1 nicht abgerufen"


def test_a_refresh_of_nothing_says_that_nothing_was_asked() -> None:
    refresh = Refresh(NOW, {}, refused=1)

    assert refresh.over
    assert line(refresh) == "1 nicht abgerufen"


@pytest.mark.parametrize(
    ("values", "bars"),
    [((), ""), ((0, 0), "··"), ((1, 2, 8), "▁▂█"), ((0, 1), "·█"), ((7, 0, 7, 3), "█·█▄")],
)
def test_a_line_of_bars(values: tuple[int, ...], bars: str) -> None:
    assert sparkline(values) == bars
