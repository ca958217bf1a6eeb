"""What the tests of the screen share: a database of invented news, a clock that stands, an app on both."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.bench.fill import END, fill
from tests.fakes import FakeClock
from ticker.config import Config
from ticker.l10n import hyphenation, messages
from ticker.l10n.region import Region
from ticker.model import Change, Entry, EntryData, Feed, Intent, IntentKind, PollResult, Urgency
from ticker.poller.replay import play, subscribe
from ticker.store import entries, feeds, polls
from ticker.store.database import open_database
from ticker.tape import shelf
from ticker.tape.clock import TapeClock
from ticker.ui.app import TickerApp
from ticker.ui.ground import Colours
from ticker.ui.library import Library
from ticker.ui.session import Replay, Session

REGION = Region("de_DE", ZoneInfo("Europe/Berlin"))
NOON = datetime(2023, 9, 13, 12, 10, tzinfo=ZoneInfo("Europe/Berlin"))

MakeApp = Callable[..., TickerApp]


@pytest.fixture(autouse=True)
def whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """No dictionary arrives in the background: a page looks the same however long a test takes."""
    monkeypatch.setattr(hyphenation, "start", lambda name: None)
    monkeypatch.setattr(hyphenation, "_loaded", {})  # what another test has loaded changes every page


@dataclass
class Desk:
    """A database, the clock of its reader, and an app that shows it."""

    database: Path
    clock: FakeClock
    app: TickerApp

    def publish(self, *titles: str, at: datetime | None = None, urgency: Urgency = Urgency.ROUTINE) -> list[Change]:
        """Let another process store new entries of the first feed."""
        moment = at or self.clock.now()
        data = [EntryData(id=f"{title}@{moment.isoformat()}", title=title, published=moment) for title in titles]
        return self._record(1, *(Intent(IntentKind.ADD, None, entry, urgency) for entry in data))

    def correct(self, key: int, **changed: Any) -> list[Change]:
        """Let another process store a corrected version of an entry."""
        stored = self.entry(key)
        return self._record(stored.feed_id, Intent(IntentKind.REVISE, key, replace(stored.data, **changed)))

    def entry(self, key: int) -> Entry:
        """A stored entry."""
        with open_database(self.database, create=False) as db:
            stored = entries.entry(db, key)
        assert stored is not None
        return stored

    def _record(self, feed_id: int, *intents: Intent) -> list[Change]:
        now = self.clock.now()
        with open_database(self.database, create=False) as db:
            far = now + timedelta(days=365)
            return polls.record(db, feed_id, PollResult(now, status=200, next_poll=far, intents=intents))

    def feeds(self) -> list[Feed]:
        """The subscribed feeds."""
        with open_database(self.database, create=False) as db:
            return feeds.all_feeds(db)

    def again(self) -> Desk:
        """The same database, opened by another run of the program."""
        return Desk(self.database, self.clock, TickerApp(self.app.session, self.app.library))

    def notice(self) -> None:
        """Let the app look at what has changed, as it does by itself a few times a second."""
        self.app._watch_store()


@pytest.fixture(autouse=True)
def german() -> None:
    messages.activate("de_DE")


@pytest.fixture
def desk_of(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Makes a desk over a new database with so many entries."""
    libraries: list[Library] = []

    def make(
        entries: int | None = 100,
        *,
        theme: str = "dark",
        replay: Replay | None = None,
        keymap: Mapping[str, str] | None = None,
        settings: Config | None = None,
    ) -> Desk:
        database = tmp_path / "ticker.db"
        if entries is not None:  # else it is the database of an earlier desk
            fill(database, entries) if entries else open_database(database).close()
        clock = FakeClock(END + timedelta(minutes=3))
        libraries.append(Library(database))
        session = Session(database, clock, REGION, settings or Config(theme=theme), replay=replay, keymap=keymap or {})
        return Desk(database, clock, TickerApp(session, libraries[-1]))

    yield make
    for library in libraries:
        library.close()


@pytest.fixture
async def app_of(tmp_path: Path) -> AsyncIterator[MakeApp]:
    """Makes an app on the morning of 13 September 2023, as the tape tells it up to noon."""
    database = tmp_path / "ticker.db"
    tape = shelf.take_down("putin-kim")
    with open_database(database) as db:
        subscribe(db, tape)
        async for changes in play(db, tape, TapeClock(tape.start, math.inf)):
            if changes and changes[-1].at >= NOON - timedelta(minutes=10):
                break
    libraries: list[Library] = []

    def make(*, theme: str = "dark", empty: bool = False, colours: Colours = Colours.ALL) -> TickerApp:
        path = tmp_path / "empty.db" if empty else database
        libraries.append(Library(path))
        session = Session(path, FakeClock(NOON), REGION, Config(theme=theme, reduced_motion=True))
        return TickerApp(session, libraries[-1], colours=colours)

    yield make
    for library in libraries:
        library.close()
