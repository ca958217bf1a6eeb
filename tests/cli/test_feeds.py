"""`ticker feeds`, `ticker feeds set`, `ticker refresh`; and which feed is meant."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Done, Ticker, refused
from tests.documents import Item, rss
from tests.fakes import FakeClock
from tests.loopback import Gate, Reply, Site
from ticker.cli.arguments import make_setup
from ticker.cli.feeds import find
from ticker.cli.refresh import refresh_command
from ticker.clock import SystemClock
from ticker.errors import TickerError, UsageError
from ticker.l10n import messages
from ticker.model import Feed
from ticker.poller.lock import PollerLock
from ticker.store import agenda, feeds
from ticker.store.database import open_database
from ticker.text.sanitise import one_line

TWO = [Item("Brücke gesperrt", "Bis Freitag."), Item("Rathaus offen", "Ab Montag.")]
FALKE = Feed(1, "https://falkenbote.example/feed", title="Falkenbote")
SPORT = Feed(2, "https://falkenbote.example/sport", title="Falkenbote Sport")
KIEBITZ = Feed(3, "https://radio.example/?id=Ü", title="Straßenfunk", custom_title="Radio Kiebitz")
BARE = Feed(4, "http://127.0.0.1:8000/feed")
ALL = (FALKE, SPORT, KIEBITZ, BARE)


def in_store(home: Path) -> list[Feed]:
    with open_database(home / "ticker.db") as db:
        return feeds.all_feeds(db)


# Which feed is meant


@pytest.mark.parametrize(
    ("typed", "feed"),
    [
        ("https://falkenbote.example/feed", FALKE),
        ("HTTPS://Falkenbote.example:443/feed#top", FALKE),
        ("falkenbote.example/sport", SPORT),
        ("feed:https://falkenbote.example/sport", SPORT),
        ("Falkenbote", FALKE),
        ("FALKENBOTE SPORT", SPORT),
        ("  sport ", SPORT),
        ("radio kiebitz", KIEBITZ),
        ("STRASSENFUNK", KIEBITZ),
        ("kieb", KIEBITZ),
        ("funk", KIEBITZ),
        (":8000", BARE),
    ],
)
def test_a_feed_is_meant_by_address_title_or_part(typed: str, feed: Feed) -> None:
    assert find(ALL, typed) is feed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("falken", ["“falken” fits 2 feeds", SPORT.url, "Falkenbote (https://falkenbote.example/feed)"]),
        ("http", ["4 feeds"]),
        ("falknbote", ["Did you mean Falkenbote", "https://falkenbote.example/"]),
        ("Kibitz", ["Did you mean Radio Kiebitz (https://radio.example/"]),
        ("radoi.example", ["Did you mean Radio Kiebitz"]),
        ("etwas ganz anderes", ["No feed fits “etwas ganz anderes”", "ticker feeds"]),
        ("", ["No feed fits"]),
        ("\x1b[31m", ["“[31m”"]),
    ],
)
def test_nobody_has_to_guess_which_feeds_there_are(typed: str, words: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        find(ALL, typed)
    assert all(word in str(caught.value) for word in words)


def test_an_error_names_a_handful_of_many() -> None:
    many = [Feed(number, f"https://falkenbote.example/{number}") for number in range(300)]
    with pytest.raises(UsageError) as caught:
        find(many, "falkenbote")
    assert str(caught.value).count("https://") <= 10
    assert str(caught.value).endswith(" …")


@given(st.text(max_size=20))
def test_whatever_is_typed_means_a_feed_or_is_a_usage_error(typed: str) -> None:
    try:
        assert find(ALL, typed) in ALL
    except UsageError as error:
        said = str(error)
        assert said == one_line(said)


# feeds


def test_feeds_lists_without_a_subcommand(ticker: Ticker, filled: Path) -> None:
    lines = ticker("feeds").out.splitlines()
    listed = ticker("feeds", "--json").json

    assert [line.strip() for line in lines[1::4]] == [feed["url"] for feed in listed]
    assert listed[0]["url"].startswith("https://")
    assert "Meldungen" in lines[2]


def test_a_feed_that_fails_tells_why_how_often_since_when_and_when_it_is_asked_again(
    refresh: Refresh, ticker: Ticker, clock: FakeClock, home: Path, site: Site
) -> None:
    subscribe(home, clock, site.url + "/missing")
    refresh()
    once = ticker("feeds").out.replace("\u00a0", " ")
    clock.moment += timedelta(hours=3)
    refresh()
    told = ticker("feeds").out.replace("\u00a0", " ")

    assert "0 Meldungen · HTTP 404: nicht gefunden · nächster Abruf: Mittwoch, 13. September 2023, 10:" in once
    assert "· HTTP 404: nicht gefunden · 2 Versuche seit 13.09., 10:15 Uhr · nächster Abruf: Mittwoch, 13." in told
    error = ticker("feeds", "--json").json[0]["error"]
    assert (error["cause"], error["since"]) == ("status", "2023-09-13T08:15:00+00:00")


def test_there_is_nothing_to_list(ticker: Ticker, home: Path) -> None:
    assert "ticker add" in ticker("feeds").out
    assert ticker("feeds", "--json").json == []
    assert list(home.iterdir()) == []


def test_a_subcommand_that_does_not_exist(ticker: Ticker, home: Path) -> None:
    refused(ticker("feeds", "unset"), "unset")


# feeds set


def test_help_of_set_is_german(ticker: Ticker) -> None:
    done = ticker("feeds", "set", "--help")

    assert done.code == 0
    assert "NAME=WERT" in done.out
    assert "--json" in done.out


@pytest.mark.parametrize(
    ("text", "seconds"), [("30m", 1800), ("45min", 2700), ("2h", 7200), ("1d", 86_400), ("5m", 300), ("300 m", 18_000)]
)
def test_an_interval_can_be_wanted_and_given_up(ticker: Ticker, filled: Path, text: str, seconds: int) -> None:
    assert ticker("feeds", "set", "outlet3", f"interval={text}").code == 0
    assert {feed.url: feed.interval_wish for feed in in_store(filled.parent) if feed.interval_wish} == {
        "https://outlet3.example/feed": seconds
    }
    assert ticker("feeds", "set", "outlet3", "interval=default", "--json").json["url"] == "https://outlet3.example/feed"
    assert [feed.interval_wish for feed in in_store(filled.parent) if feed.interval_wish] == []


def test_the_wanted_interval_is_shown(ticker: Ticker, filled: Path) -> None:
    lines = ticker("feeds", "set", "outlet3", "interval=90m").out.splitlines()

    assert len(lines) == 4
    assert "gewünschter Abrufabstand 1 Stunde 30 Minuten" in lines[2].replace("\u00a0", " ")


def test_a_title_can_be_wanted_and_given_up(ticker: Ticker, filled: Path) -> None:
    own = {feed["url"]: feed["title"] for feed in ticker("feeds", "--json").json}["https://outlet3.example/feed"]

    assert ticker("feeds", "set", "outlet3", "title=Mein = \x1b[1mBlatt", "--json").json["title"] == "Mein = [1mBlatt"
    assert ticker("feeds", "set", "mein = [1m", "title=").out.startswith(f"{own}\n")


def test_several_wishes_at_once(ticker: Ticker, filled: Path) -> None:
    ticker("feeds", "set", "outlet3", "title=Blatt", "interval=2h")
    (feed,) = [feed for feed in in_store(filled.parent) if feed.custom_title]

    assert (feed.name, feed.interval_wish) == ("Blatt", 7200)


def test_a_group_can_be_wanted_and_given_up(ticker: Ticker, filled: Path) -> None:
    assert (
        ticker("feeds", "set", "outlet3", "group=Zeitungen / \x1b[1mNord/", "--json").json["group"]
        == "Zeitungen/[1mNord"
    )
    assert ticker("feeds", "set", "outlet3", "interval=2h").out.splitlines()[2].startswith("  Zeitungen/[1mNord · ")
    assert ticker("feeds", "set", "outlet3", "group=", "--json").json["group"] is None


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (["interval=bald"], ["bald", "30m"]),
        (["interval="], ["30m"]),
        (["interval=30"], ["30"]),
        (["interval=-5m"], ["-5m"]),
        (["interval=1m"], ["outlet3.example", "5 Minuten"]),
        (["interval=2d"], ["5 Minuten bis 1 Tag"]),
        (["interval=9999999h"], ["9999999h"]),
        (["title"], ["title=NAME"]),
        (["titel=Blatt"], ["titel=Blatt", "title=NAME"]),
        (["title=Blatt", "interval=x"], ["x"]),
        (["Interval=2h"], ["Interval=2h"]),
        ([], ["NAME=WERT"]),
    ],
)
def test_a_wish_that_cannot_be_met_changes_nothing(
    ticker: Ticker, filled: Path, wishes: list[str], words: list[str]
) -> None:
    before = in_store(filled.parent)
    done = ticker("feeds", "set", "outlet3", *wishes)
    refused(replace(done, err=done.err.replace("\u00a0", " ")), *words)
    assert in_store(filled.parent) == before


def test_a_feed_at_home_may_be_asked_every_minute(ticker: Ticker, home: Path, site: Site) -> None:
    assert ticker("add", site.feed("/feed", rss(TWO))).code == 0
    assert ticker("feeds", "set", "falkenbote", "interval=1m").code == 0
    refused(ticker("feeds", "set", "falkenbote", "interval=0m"), "127.0.0.1")


def test_nothing_can_be_set_where_nothing_is(ticker: Ticker, home: Path) -> None:
    refused(ticker("feeds", "set", "falkenbote", "interval=2h"), "falkenbote")
    assert list(home.iterdir()) == []


# refresh


Refresh = Callable[..., Done]


@pytest.fixture
def clock() -> FakeClock:
    """A clock that waits in no time."""
    return FakeClock()


@pytest.fixture
def refresh(home: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Refresh:
    """Runs `ticker refresh` by that clock; no-break spaces are printed as ordinary ones."""

    def call(*arguments: str) -> Done:
        messages.activate("de_DE")
        setup = make_setup(None, None, "de_DE", "Europe/Berlin", os.environ)._replace(clock=clock)
        capfd.readouterr()
        error = ""
        try:
            code = refresh_command().main(list(arguments), obj=setup, standalone_mode=False)
        except TickerError as raised:
            code, error = raised.exit_code, f"ticker: {messages.describe(raised)}\n"
        return Done(code, capfd.readouterr().out.replace("\u00a0", " "), error)

    return call


def subscribe(home: Path, clock: FakeClock, *addresses: str) -> None:
    with open_database(home / "ticker.db") as db:
        for address in addresses:
            feeds.add(db, address, clock.now())


def test_feeds_are_asked_conditionally_and_say_what_they_brought(
    refresh: Refresh, clock: FakeClock, home: Path, site: Site
) -> None:
    subscribe(home, clock, site.feed("/a", rss(TWO), etag='"v1"'), site.feed("/b", rss(TWO[:1], title="Radio Kiebitz")))
    assert refresh().code == 0
    site.feed("/a", rss([Item("Neues Bad"), replace(TWO[0], text="Bis Sonntag."), TWO[1]]), etag='"v2"')
    site.routes["/b"] = Reply(status=404)
    clock.moment += timedelta(seconds=10)
    start = clock.moment
    done = refresh()

    assert done.code == 1, "a script must hear of the feed that failed"
    assert done.out.splitlines() == [
        "Falkenbote: 1 neue Meldung, 1 korrigiert",
        "Radio Kiebitz: HTTP 404: nicht gefunden",
        "2 Feeds abgerufen · 1 neue Meldung · 1 korrigiert · 1 gestört",
    ]
    assert clock.moment - start == timedelta(seconds=1)
    assert [request.header("if-none-match") for request in site.requests if request.path == "/a"] == [None, '"v1"']


def test_json_tells_of_each_feed(refresh: Refresh, clock: FakeClock, home: Path, site: Site) -> None:
    subscribe(home, clock, site.feed("/a", rss(TWO)), site.url + "/missing")
    told = refresh("--json").json

    assert [(feed["url"], feed["outcome"]) for feed in told] == [
        (site.url + "/a", "asked"),
        (site.url + "/missing", "asked"),
    ]
    assert [(feed["added_entries"], feed["revised_entries"]) for feed in told] == [(2, 0), (0, 0)]
    assert told[1]["error"]["cause"] == "status"


def test_only_the_named_feeds_are_asked(refresh: Refresh, clock: FakeClock, home: Path, site: Site) -> None:
    addresses = [site.feed(f"/{name}", rss(TWO, title=name)) for name in ("amsel", "bussard", "star")]
    subscribe(home, clock, *addresses)

    assert refresh("amsel", addresses[0]).out == "amsel: 2 neue Meldungen\n"
    assert [request.path for request in site.requests] == ["/amsel"]
    refused(refresh("amsel", "zaunkönig"), "zaunkönig")
    assert len(site.requests) == 1


def test_a_server_that_wants_to_be_left_alone_is(refresh: Refresh, clock: FakeClock, home: Path, site: Site) -> None:
    site.routes["/busy"] = Reply(status=429, headers=(("Retry-After", "7200"),))
    site.routes["/gone"] = Reply(status=410)
    subscribe(home, clock, site.url + "/busy", site.url + "/gone")
    refresh()
    asked = len(site.requests)
    done = refresh()

    assert done.code == 1
    assert done.out.splitlines() == [
        f"{site.url}/busy: nicht abgerufen – HTTP 429: zu viele Anfragen, wieder ab 12:15 Uhr",
        f"{site.url}/gone: nicht abgerufen – HTTP 410: dauerhaft entfernt",
        "0 Feeds abgerufen · 0 neue Meldungen · 2 nicht abgerufen",
    ]
    assert [feed["outcome"] for feed in refresh("gone", "busy", "--json").json] == ["gone", "waits"]
    assert refresh("busy").out.count("\n") == 1
    assert len(site.requests) == asked

    clock.moment += timedelta(hours=2)
    site.feed("/busy", rss(TWO))
    assert refresh().code == 0, "nothing failed, and one feed was asked"
    assert [request.path for request in site.requests[asked:]] == ["/busy"]


def test_another_ticker_that_fetches_is_told_to(refresh: Refresh, clock: FakeClock, home: Path, site: Site) -> None:
    subscribe(home, clock, site.feed("/a", rss(TWO)), site.feed("/b", rss(TWO, title="Radio Kiebitz")))
    refresh()
    asked = len(site.requests)
    clock.moment += timedelta(seconds=10)
    with PollerLock(home / "ticker.db") as lock:
        assert lock.acquire()
        done = refresh("kiebitz")
        told = refresh("kiebitz", "--json").json

    assert (done.code, done.out) == (0, "Radio Kiebitz: wird von einem anderen ticker abgerufen\n")
    assert [feed["outcome"] for feed in told] == ["handed-over"]
    assert len(site.requests) == asked
    with open_database(home / "ticker.db") as db:
        assert [feed.name for feed in agenda.due(db, clock.now())] == ["Radio Kiebitz"]


def test_there_is_nothing_to_refresh(ticker: Ticker, home: Path) -> None:
    assert ticker("refresh").out == ticker("feeds").out
    assert ticker("refresh", "--json").json == []
    refused(ticker("refresh", "falkenbote"), "falkenbote")
    assert list(home.iterdir()) == []


def test_a_refresh_that_is_broken_off_tells_what_it_brought(home: Path, site: Site) -> None:
    quick, slow = site.feed("/quick", rss([Item("Brücke gesperrt")])), site.url.replace("127.0.0.1", "localhost")
    site.routes["/slow"] = Reply(gate=Gate())
    now = SystemClock().now()
    later = now + timedelta(hours=1)
    with open_database(home / "ticker.db") as db:
        feeds.add(db, quick, now, next_poll=later)
        feeds.add(db, f"{slow}/slow", now, next_poll=later)
    # Whatever has started the tests may have given up the signal, and a child would inherit that.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{heed}; from ticker.cli import main; main()", "--locale", "de_DE", "refresh"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "Falkenbote: 1 neue Meldung\n"
        while len(site.requests) < 2:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)

    assert (process.returncode, err) == (130, "")
    assert out.replace("\N{NO-BREAK SPACE}", " ") == "Abgebrochen: 1 Feed abgerufen · 1 neue Meldung\n"
    with open_database(home / "ticker.db") as db:
        assert [feed.next_poll == later for feed in feeds.all_feeds(db)] == [False, True]


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, term: str = "xterm") -> Iterator[list[str]]:
    """Makes standard error a terminal; afterwards what was written to it is in the list."""
    master, end = pty.openpty()
    written: list[str] = []
    monkeypatch.setenv("TERM", term)
    with os.fdopen(end, "w", encoding="utf-8") as stderr, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stderr)
        yield written
        print("!", file=stderr, flush=True)
        read = b""
        while not read.endswith(b"!\r\n"):
            read += os.read(master, 10_000)
        written.append(read.decode().replace("\u00a0", " "))
    os.close(master)


def test_on_a_terminal_a_line_tells_how_far_a_refresh_is(
    refresh: Refresh, clock: FakeClock, home: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe(home, clock, site.feed("/a", rss(TWO)), site.url + "/missing", site.feed("/b", rss(TWO)))
    with watched(monkeypatch) as written:
        refresh()

    *lines, last = written[0].split("\r\x1b[K")
    assert last == "!\r\n", "the line is taken away at the end"
    assert list(filter(None, lines)) == [
        "Abruf: 0 von 3 (Strg+C bricht ab) · 0 neue Meldungen",
        "Abruf: 1 von 3 (Strg+C bricht ab) · 2 neue Meldungen",
        "Abruf: 2 von 3 (Strg+C bricht ab) · 2 neue Meldungen · 1 gestört",
        "Abruf: 3 von 3 (Strg+C bricht ab) · 4 neue Meldungen · 1 gestört",
    ]


@pytest.mark.parametrize(
    ("arguments", "term"), [(("--json",), "xterm"), ((), "dumb"), (("falkenbote",), "xterm")], ids=str
)
def test_no_line_tells_how_far_it_is_where_that_would_disturb_or_tell_nothing(
    refresh: Refresh,
    clock: FakeClock,
    home: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    term: str,
) -> None:
    subscribe(home, clock, site.feed("/falkenbote", rss(TWO)), site.feed("/b", rss(TWO, title="Radio Kiebitz")))
    with watched(monkeypatch, term) as written:
        refresh(*arguments)

    assert written == ["!\r\n"]
