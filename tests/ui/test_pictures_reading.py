"""Pictures of the reading room: the text alone, its forms, the settings, without colours and with sixteen."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot

from tests.fakes import FakeClock
from tests.store.build import NOW, add, poll, revise
from tests.ui.conftest import REGION
from tests.ui.test_pictures import Compare, keys
from ticker.config import Config
from ticker.errors import Cause, Failure
from ticker.model import EntryData, Feed, FeedData, PollResult, Urgency, Validators
from ticker.store import articles, entries, feeds, marks, network, pictures, polls
from ticker.store.database import Database, open_database
from ticker.ui.app import TickerApp
from ticker.ui.library import Library
from ticker.ui.session import Outcome, Session

TEXT = """
<p>Die alte Brücke über die Weide ist seit dem frühen Morgen <strong>gesperrt</strong>. Nach Angaben der Stadt haben
Prüfer Risse in einem Pfeiler entdeckt, die am Wochenende noch nicht zu sehen gewesen waren.</p>
<figure><img src="https://nordfenster.example/b.jpg"><figcaption>Die Brücke am Abend. Foto: Ada Kern</figcaption>
</figure>
<h2>Was jetzt geschieht</h2>
<p>Der Verkehr wird über die <a href="https://nordfenster.example/nord">Nordbrücke</a> umgeleitet. Pendler müssen mit
<em>langen</em> Wartezeiten rechnen.</p>
<ul><li>Gutachter untersuchen den Pfeiler.</li><li>Am Freitag berät der Rat, wie es weitergeht.</li></ul>
<blockquote><p>„Wir gehen kein Risiko ein“, sagte die Baudezernentin.</p></blockquote>
<table><tr><th>Strecke</th><th>Dauer</th></tr><tr><td>Nordbrücke</td><td>25 min</td></tr><tr><td>Fähre</td>
<td>40 min</td></tr></table>
"""
LEAD = EntryData(
    "1",
    title="Brücke über die Weide gesperrt",
    link="https://nordfenster.example/1",
    authors=("Ada Kern",),
    published=NOW - timedelta(minutes=7),
    categories=("Verkehr",),
    content_html=TEXT,
    content="Die alte Brücke über die Weide ist gesperrt.",
    language="de-DE",
)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "ticker.db"
    with open_database(path) as db:
        feed = feeds.add(db, "https://nordfenster.example/feed", NOW, next_poll=NOW + timedelta(hours=1))
        told = PollResult(NOW, 200, next_poll=NOW + timedelta(hours=1), feed=FeedData(title="Nordfenster"))
        polls.record(db, feed.id, told)
        _publish(db, feed)
    return path


def _publish(db: Database, feed: Feed) -> None:
    others = [EntryData(f"o{n}", title=f"Meldung {n}", published=NOW - timedelta(hours=n)) for n in range(1, 6)]
    poll(db, feed, add(LEAD, Urgency.BULLETIN), *map(add, others))


@pytest.fixture
def app_of(database: Path) -> Iterator[object]:
    libraries: list[Library] = []

    def make(theme: str = "dark") -> TickerApp:
        libraries.append(Library(database, FakeClock(NOW)))
        return TickerApp(Session(database, FakeClock(NOW), REGION, Config(theme=theme, crawl="off")), libraries[-1])

    yield make
    for library in libraries:
        library.close()


def test_reading_alone_120x36(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys("z"))


def test_reading_alone_light_200x50(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of("light"), terminal_size=(200, 50), run_before=keys("z"))


def test_reading_60x20(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of(), terminal_size=(60, 20), run_before=keys("enter"))


def test_reading_ansi_80x24(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of("ansi"), terminal_size=(80, 24), run_before=keys("enter"))


def test_reading_without_colours_120x36(
    snap_compare: Compare, app_of: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys("enter"))


def test_full_article_120x36(snap_compare: Compare, app_of: Compare, database: Path) -> None:
    with open_database(database, create=False) as db:
        articles.wish(db, 1, LEAD.link or "", NOW)
        text = "".join(f"<p>Absatz {n} des vollen Artikels steht hier in ganzer Länge.</p>" for n in range(4))
        wish = articles.wishes(db)[0]
        articles.fetched(db, wish, NOW, html=text, title=None, validators=Validators())
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys("enter", "e"))


def test_no_full_article_120x36(snap_compare: Compare, app_of: Compare, database: Path) -> None:
    async def fail(pilot: Pilot[Outcome]) -> None:
        await pilot.press("enter", "e")
        with open_database(database, create=False) as db:
            articles.failed(db, articles.wishes(db)[0], NOW, Failure(Cause.STATUS, 403))
        pilot.app._watch_store()  # type: ignore[attr-defined]
        await pilot.pause(0.1)

    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=fail)


def test_pipe_120x36(snap_compare: Compare, app_of: Compare) -> None:
    async def count(pilot: Pilot[Outcome]) -> None:
        await pilot.press("vertical_line", *"wc -w")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.app.screen._work  # type: ignore[attr-defined]

    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=count)


def test_settings_120x36(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys("comma", "j", "j", "j"))


def test_settings_40x12(snap_compare: Compare, app_of: Compare) -> None:
    assert snap_compare(app_of("light"), terminal_size=(40, 12), run_before=keys("comma"))


def test_versions_80x24(snap_compare: Compare, app_of: Compare, database: Path) -> None:
    with open_database(database, create=False) as db:
        feed = feeds.all_feeds(db)[0]
        changed = EntryData("1", title="Brücke gesperrt, Fähre fährt öfter", link=LEAD.link, content=LEAD.content)
        poll(db, feed, revise(1, changed), at=NOW)
    assert snap_compare(app_of(), terminal_size=(80, 24), run_before=keys("enter", "v"))


# States


def marked_read(database: Path) -> None:
    with open_database(database, create=False) as db:
        marks.set_read(db, [entry.key for entry in entries.latest(db, None)], True, NOW)


def failing(database: Path) -> None:
    with open_database(database, create=False) as db:
        result = PollResult(NOW, 404, failure=Failure(Cause.STATUS, 404), next_poll=NOW + timedelta(hours=1))
        polls.record(db, 1, result)


def offline(database: Path) -> None:
    with open_database(database, create=False) as db:
        network.went_away(db, [], NOW - timedelta(minutes=9))


def emptied(database: Path) -> None:
    with open_database(database, create=False) as db:
        feeds.remove(db, 1, NOW)
        feeds.add(db, "https://nordfenster.example/feed", NOW)


def nothing(database: Path) -> None:
    with open_database(database, create=False) as db:
        feeds.remove(db, 1, NOW)


@pytest.mark.parametrize("prepare", [marked_read, failing, offline, emptied, nothing])
def test_state_120x36(snap_compare: Compare, app_of: Compare, database: Path, prepare: Callable[[Path], None]) -> None:
    prepare(database)
    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=keys())


def test_database_busy_120x36(snap_compare: Compare, app_of: Compare, database: Path) -> None:
    async def mark(pilot: Pilot[Outcome]) -> None:
        await keys("f")(pilot)
        pilot.app._show_state()  # type: ignore[attr-defined]
        await keys("j")(pilot)

    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert snap_compare(app_of(), terminal_size=(120, 36), run_before=mark)
        other.execute("ROLLBACK")


def test_poller_halted_120x36(snap_compare: Compare, app_of: Compare) -> None:
    async def die(pilot: Pilot[Outcome]) -> None:
        await pilot.app.workers.wait_for_complete()
        pilot.app.fetch_by(["true"]).died(1, "No space left on device")  # type: ignore[attr-defined]
        await pilot.pause(0.1)

    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=die)


def test_image_120x36(snap_compare: Compare, app_of: Compare, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "KITTY_WINDOW_ID", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    file = io.BytesIO()
    Image.linear_gradient("L").resize((480, 200)).convert("RGB").save(file, "PNG")
    with open_database(database, create=False) as db:
        pictures.wish(db, 1, ["https://nordfenster.example/b.jpg"], NOW)
        pictures.fetched(db, pictures.wishes(db)[0], NOW, file.getvalue(), (480, 200))

    async def show(pilot: Pilot[Outcome]) -> None:
        await pilot.press("enter", "i")
        for _ in range(3):  # the page is drawn, the image is, and the page with it
            await pilot.pause(0.1)
            await pilot.app.workers.wait_for_complete()

    assert snap_compare(app_of(), terminal_size=(120, 36), run_before=show)
