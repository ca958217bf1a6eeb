"""`ticker add` and `ticker remove`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Ticker, refused
from tests.documents import Item, rss
from tests.fakes import FakeClock
from tests.feeds.pages import live_page, update
from tests.loopback import Reply, Site
from tests.terminal import Terminal
from ticker.cli.arguments import make_setup
from ticker.cli.subscriptions import add_command
from ticker.errors import TickerError
from ticker.l10n import messages
from ticker.model import Feed, FeedKind
from ticker.store import feeds
from ticker.store.database import open_database

TWO = [Item("Brücke gesperrt", "Bis Freitag."), Item("Rathaus offen", "Ab Montag.")]
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(*addresses: str) -> Reply:
    """A page that names feeds; the title of each is its address in capitals."""
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{address.upper()}" href="{address}">'
        for address in addresses
    )
    return Reply(f"<!doctype html><html><head>{links}</head><body>Guten Tag</body></html>".encode(), headers=HTML)


def stored(home: Path) -> list[Feed]:
    """The feeds in the database; none where there is no database."""
    if not (home / "ticker.db").exists():
        return []
    with open_database(home / "ticker.db") as db:
        return feeds.all_feeds(db)


def nothing_written(home: Path) -> bool:
    return list(home.iterdir()) == []


def paths(site: Site) -> list[str]:
    return [request.path for request in site.requests]


Add = Callable[..., Done]


@pytest.fixture
def clock() -> FakeClock:
    """A clock that waits in no time."""
    return FakeClock()


@pytest.fixture
def add(home: Path, clock: FakeClock, capfd: pytest.CaptureFixture[str]) -> Add:
    """Runs `ticker add` by that clock."""

    def call(*arguments: str) -> Done:
        messages.activate("de_DE")
        setup = make_setup(None, None, "de_DE", "Europe/Berlin", os.environ)._replace(clock=clock)
        capfd.readouterr()
        code, error = 0, ""
        try:
            add_command().main(list(arguments), obj=setup, standalone_mode=False)
        except TickerError as raised:
            code, error = raised.exit_code, f"ticker: {messages.describe(raised)}\n"
        return Done(code, capfd.readouterr().out, error)

    return call


# The address is a feed


def test_a_feed_is_asked_once(ticker: Ticker, home: Path, site: Site) -> None:
    address = site.feed("/feed", rss(TWO), etag='"v1"')
    done = ticker("add", address, "--json")

    assert (done.code, done.err) == (0, "")
    assert (done.json["url"], done.json["title"], done.json["entries"]) == (address, "Falkenbote", 2)
    assert done.json["error"] is None
    assert paths(site) == ["/feed"]
    (feed,) = stored(home)
    assert feed.validators.etag == '"v1"'
    assert feed.body_digest is not None
    assert feed.health.last_poll is not None
    assert feed.next_poll is not None
    assert feed.next_poll >= feed.health.last_poll + timedelta(minutes=1)


def test_people_get_one_line(ticker: Ticker, site: Site) -> None:
    address = site.feed("/feed", rss(TWO))

    assert ticker("add", address).out.replace("\u00a0", " ") == "Abonniert: Falkenbote, 2 Meldungen\n"
    assert ticker("add", address).out == "Bereits abonniert: Falkenbote\n"
    assert ticker("add", address, "--json").json["url"] == address
    assert paths(site) == ["/feed"]


def test_a_feed_may_be_given_a_name(ticker: Ticker, home: Path, site: Site) -> None:
    address = site.feed("/feed", rss(TWO))

    assert ticker("add", address, "--title", " Mein\x1b Blatt\n", "--json").json["title"] == "Mein Blatt"
    assert ticker("add", address, "--title", "Mein Blatt").code == 0
    refused(ticker("add", address, "--title", "Anders"), "Mein Blatt", f"ticker feeds set {address} title=")
    assert [feed.custom_title for feed in stored(home)] == ["Mein Blatt"]


def test_a_feed_without_a_wanted_name_keeps_its_own(ticker: Ticker, home: Path, site: Site) -> None:
    assert ticker("add", site.feed("/feed", rss(TWO)), "--title", " ", "--json").json["title"] == "Falkenbote"
    assert stored(home)[0].custom_title is None


@pytest.mark.parametrize(("statuses", "moved"), [((301, 308), True), ((301, 302), False), ((307,), False)])
def test_only_a_feed_that_moved_for_good_is_subscribed_to_at_its_target(
    ticker: Ticker, home: Path, site: Site, statuses: tuple[int, ...], moved: bool
) -> None:
    for number, status in enumerate(statuses):
        site.routes[f"/{number}"] = Reply(status=status, headers=(("Location", f"/{number + 1}"),))
    target = site.feed(f"/{len(statuses)}", rss(TWO))
    typed = f"{site.url}/0"

    assert ticker("add", typed).code == 0
    assert [feed.url for feed in stored(home)] == [target if moved else typed]


def test_what_moved_to_a_subscribed_feed_is_subscribed_already(ticker: Ticker, home: Path, site: Site) -> None:
    target = site.feed("/feed", rss(TWO))
    site.routes["/old"] = Reply(status=301, headers=(("Location", "/feed"),))
    before = ticker("add", target, "--json").json

    assert ticker("add", site.url + "/old").out == "Bereits abonniert: Falkenbote\n"
    assert [feed.url for feed in stored(home)] == [target]
    assert ticker("feeds", "--json").json == [before]


def test_a_server_that_cannot_be_asked_now_is_subscribed_to(ticker: Ticker, home: Path, site: Site) -> None:
    site.routes["/feed"] = Reply(status=503, headers=(("Retry-After", "7200"),))
    done = ticker("add", site.url + "/feed")

    assert done.code == 0
    assert "503" in done.out
    (feed,) = stored(home)
    assert feed.health.failures == 1
    assert feed.next_poll is not None
    assert feed.health.last_poll is not None
    assert feed.next_poll >= feed.health.last_poll + timedelta(hours=2)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<!doctype html><html><body>Wartung</body></html>", headers=HTML), "HTML-Seite"),
        (Reply(b""), "leere Antwort"),
        (Reply(b'{"a": 1}'), "JSON"),
        (Reply(b"\x89PNG\r\n\x1a\n" + bytes(99)), "Bild"),
        (Reply(status=410), "410"),
    ],
)
def test_what_is_no_feed_is_refused(ticker: Ticker, home: Path, site: Site, reply: Reply, words: str) -> None:
    site.routes["/"] = reply

    refused(ticker("add", site.url + "/"), words, site.url + "/")
    refused(ticker("add", site.url + "/", "--first", "--json"), words)
    assert nothing_written(home)


# The address is a page


def test_the_only_feed_of_a_page_is_taken_after_a_second(add: Add, clock: FakeClock, home: Path, site: Site) -> None:
    address = site.feed("/feed.xml", rss(TWO))
    site.routes["/"] = page("feed.xml")
    start = clock.moment
    done = add(site.url + "/", "--title", "Mein Blatt", "--json")

    assert (done.code, done.json["url"], done.json["title"], done.json["entries"]) == (0, address, "Mein Blatt", 2)
    assert paths(site) == ["/", "/feed.xml"]
    assert clock.moment - start >= timedelta(seconds=1)
    assert [feed.health.last_poll for feed in stored(home)] == [clock.moment]


def test_a_page_may_name_its_feed_by_a_header(add: Add, site: Site) -> None:
    address = site.feed("/feed.xml", rss(TWO))
    site.routes["/"] = Reply(b"Guten Tag", headers=(("Link", '</feed.xml>; rel="feed"'),))

    assert add(site.url + "/", "--json").json["url"] == address


def test_a_page_behind_a_redirect_names_addresses_of_its_own_place(add: Add, site: Site) -> None:
    address = site.feed("/politik/feed.xml", rss(TWO))
    site.routes["/"] = Reply(status=301, headers=(("Location", "/politik/"),))
    site.routes["/politik/"] = page("feed.xml")

    assert add(site.url + "/", "--json").json["url"] == address


def test_of_several_feeds_one_must_be_named(ticker: Ticker, home: Path, site: Site) -> None:
    site.routes["/"] = page("/comments/feed", "/a.xml", "/b.xml")
    typed = site.url + "/"

    refused(ticker("add", typed), f"{site.url}/a.xml, {site.url}/b.xml, {site.url}/comments/feed", "--first")
    told = ticker("add", typed, "--json")
    assert told.code == 2
    assert told.json == {
        "feeds": [
            {"url": site.url + path, "title": path.upper(), "type": "application/rss+xml"}
            for path in ("/a.xml", "/b.xml", "/comments/feed")
        ]
    }
    assert told.err.count("\n") == 1
    assert paths(site) == ["/", "/"]
    assert nothing_written(home)


def test_the_first_of_several_is_taken_where_that_is_wanted(add: Add, home: Path, site: Site) -> None:
    site.routes["/"] = page("/comments/feed", "/a.xml", "/b.xml")
    address = site.feed("/a.xml", rss(TWO))

    assert add(site.url + "/", "--first").out.startswith("Abonniert: Falkenbote")
    assert [feed.url for feed in stored(home)] == [address]
    assert paths(site) == ["/", "/a.xml"]


def test_a_feed_that_is_subscribed_already_is_not_asked_again(add: Add, home: Path, site: Site) -> None:
    add(site.feed("/a.xml", rss(TWO)))
    site.routes["/"] = page("/a.xml")

    assert add(site.url + "/").out == "Bereits abonniert: Falkenbote\n"
    assert paths(site) == ["/a.xml", "/"]
    assert len(stored(home)) == 1


def test_a_page_that_a_page_names_is_not_followed(add: Add, home: Path, site: Site) -> None:
    site.routes["/"] = page("/more")
    site.routes["/more"] = page("/feed.xml")
    site.feed("/feed.xml", rss(TWO))

    refused(add(site.url + "/"), f"{site.url}/more", "HTML-Seite")
    assert paths(site) == ["/", "/more"]
    assert nothing_written(home)


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """For the program in a process of its own."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TZ", "TICKER_DB")}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}


def in_terminal(environment: dict[str, str], *arguments: str) -> Terminal:
    return Terminal([sys.executable, "-m", "ticker", *arguments], size=(100, 24), env=environment)


def test_on_a_terminal_one_picks_by_number(environment: dict[str, str], home: Path, site: Site) -> None:
    site.routes["/"] = page("/a.xml", "/b.xml")
    address = site.feed("/b.xml", rss(TWO))

    with in_terminal(environment, "add", site.url + "/") as terminal:
        terminal.wait_for("Nummer")
        assert f"  2  /B.XML\n     {address}" in "\n".join(line.rstrip() for line in terminal.screen.display)
        for wrong in ("drei", "0", "3"):
            terminal.press(f"{wrong}\r")
            terminal.wait_for("Möglich ist eine Zahl von 1 bis 2.")
        terminal.press("2\r")
        terminal.wait_for("Abonniert: Falkenbote")
        assert terminal.exit_code() == 0
    assert [feed.url for feed in stored(home)] == [address]


def test_to_pick_none_writes_nothing(environment: dict[str, str], home: Path, site: Site) -> None:
    site.routes["/"] = page("/a.xml", "/b.xml")

    with in_terminal(environment, "add", site.url + "/") as terminal:
        terminal.wait_for("Nummer")
        assert terminal.exit_code(interrupting=True) == 130
    assert paths(site) == ["/"]
    assert nothing_written(home)


# remove


@pytest.fixture
def three(ticker: Ticker, site: Site) -> list[str]:
    """Three feeds, the first with two entries; the third is not reached."""
    addresses = [
        site.feed("/falke", rss(TWO)),
        site.feed("/kiebitz", rss(TWO[:1], title="Radio Kiebitz")),
        site.url + "/missing",
    ]
    for address in addresses:
        assert ticker("add", address).code == 0
    return addresses


def test_a_feed_goes_with_its_entries(ticker: Ticker, home: Path, three: list[str]) -> None:
    done = ticker("remove", "falkenbote", "--yes")

    assert (done.code, done.err) == (0, "")
    assert done.out.replace("\u00a0", " ") == f"Abbestellt: Falkenbote, {three[0]}, 2 Meldungen\n"
    assert [feed.url for feed in stored(home)] == three[1:]
    assert len(ticker("list", "--json").json) == 1


def test_several_go_at_once_each_once(ticker: Ticker, home: Path, three: list[str]) -> None:
    done = ticker("remove", three[2], "Kieb", "kiebitz", "--yes", "--json")

    assert [feed["url"] for feed in done.json] == [three[2], three[1]]
    assert [feed["entries"] for feed in done.json] == [0, 1]
    assert [feed.url for feed in stored(home)] == three[:1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kiebitz", "falkner", "--yes"], ["falkner", "Falkenbote", "/falke"]),
        (["127.0.0.1", "--yes"], ["127.0.0.1", "Falkenbote (http://127", "Radio Kiebitz (http://127"]),
        (["", "--yes"], ["ticker feeds"]),
        (["ganz etwas anderes", "--yes"], ["ganz etwas anderes", "ticker feeds"]),
        (["--yes"], ["FEED"]),
        (["kiebitz"], ["--yes"]),
        (["kiebitz", "--json"], ["--yes"]),
    ],
)
def test_a_wrong_wish_removes_nothing(
    ticker: Ticker, home: Path, three: list[str], arguments: list[str], words: list[str]
) -> None:
    refused(ticker("remove", *arguments), *words)
    assert [feed.url for feed in stored(home)] == three


def test_without_a_database_nothing_can_be_removed(ticker: Ticker, home: Path) -> None:
    refused(ticker("remove", "falkenbote", "--yes"), "falkenbote")
    assert nothing_written(home)


@pytest.mark.parametrize(("answer", "code", "left"), [("j", 0, 2), ("nein", 1, 3), ("", 1, 3), ("\x03", 130, 3)])
def test_on_a_terminal_one_is_asked(
    environment: dict[str, str], home: Path, three: list[str], answer: str, code: int, left: int
) -> None:
    with in_terminal(environment, "remove", "kiebitz") as terminal:
        terminal.wait_for("Mit allen Meldungen abbestellen? [j/N]")
        assert "Radio Kiebitz" in terminal.text
        assert three[1] in terminal.text
        interrupting = answer == "\x03"
        if not interrupting:
            terminal.press(f"{answer}\r")
        assert terminal.exit_code(interrupting=interrupting) == code
    assert len(stored(home)) == left


def live_blog_page(*links: str) -> Reply:
    """A page that is a live blog and names feeds."""
    head = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    body = live_page([update("09:00", "Ankunft")]).replace("</head>", f"{head}</head>")
    return Reply(body.encode(), headers=HTML)


def test_a_live_blog_is_subscribed_to_as_one(add: Add, site: Site, home: Path) -> None:
    site.routes["/live"] = live_blog_page()
    assert add(f"{site.url}/live").code == 0
    (feed,) = stored(home)
    assert (feed.url, feed.kind, feed.entry_count) == (f"{site.url}/live", FeedKind.LIVEBLOG, 1)


def test_a_page_that_is_a_live_blog_and_names_a_feed_offers_both(add: Add, site: Site, home: Path) -> None:
    site.routes["/live"] = live_blog_page("/feed")
    site.feed("/feed", rss(TWO))
    done = add(f"{site.url}/live", "--json")
    assert done.code == 2
    assert [(named["url"], named["type"]) for named in done.json["feeds"]] == [
        (f"{site.url}/live", "liveblog"),
        (f"{site.url}/feed", "application/rss+xml"),
    ]
    assert nothing_written(home)
    assert add(f"{site.url}/live", "--first").code == 0
    assert [feed.url for feed in stored(home)] == [f"{site.url}/live"]
    assert paths(site) == ["/live", "/live"]


def test_the_interface_behind_an_embedded_live_blog_is_found(add: Add, site: Site, home: Path) -> None:
    number = "0123456789abcdef01234567"
    frame = f'<html><body><iframe src="/embed/{number}"></iframe></body></html>'
    options = f'<html><script>LB = {{"api_host": "{site.url}/", "blog": {{"_id": "{number}"}}}}</script></html>'
    posts = f"/api/client_blogs/{number}/posts"
    site.routes["/live"] = Reply(frame.encode(), headers=HTML)
    site.routes[f"/embed/{number}"] = Reply(options.encode(), headers=HTML)
    site.routes[posts] = Reply(b'{"_items": []}')
    assert add(f"{site.url}/live").code == 0
    assert [(feed.url, feed.kind) for feed in stored(home)] == [(f"{site.url}{posts}", FeedKind.LIVEBLOG)]
    assert paths(site) == ["/live", f"/embed/{number}", posts]


def test_a_folder_is_watched_by_the_reader_s_own_wish_only(add: Add, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ein gang"
    folder.mkdir()
    (folder / "1.json").write_text('{"format": "digitalwires", "urn": "urn:1", "headline": "Treffen begonnen"}')
    assert add("--folder", str(folder)).code == 0
    (feed,) = stored(home)
    assert (feed.url, feed.kind, feed.title, feed.entry_count) == (
        folder.as_uri(),
        FeedKind.AGENCY,
        "ein gang",
        1,
    )
    assert "Bereits abonniert" in add("--folder", str(folder)).out
    for wrong in ((folder.as_uri(),), (), ("--folder", str(folder / "1.json")), ("kiebitz.example", "--folder", ".")):
        assert add(*wrong).code == 2
