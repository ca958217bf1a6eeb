"""Feeds that want to know who asks, from the settings to the wire; and that no secret comes out anywhere else."""

from __future__ import annotations

import base64
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Ticker, refused
from tests.documents import Item, rss
from tests.loopback import Reply, Request, Site, site_in_thread
from tests.terminal import Terminal
from ticker.clock import SystemClock
from ticker.store import feeds
from ticker.store.database import open_database

DOCUMENT = rss([Item("Brücke gesperrt"), Item("Rathaus offen")])
PASSWORD, KEY, TOKEN = "Ährenfeld-7719", "schluessel-4402", "token-8813"
BASIC = "Basic " + base64.b64encode(f"redaktion:{PASSWORD}".encode()).decode()
SECRETS = (PASSWORD, KEY, TOKEN, BASIC.removeprefix("Basic "), "Ährenfeld".encode().decode("latin-1"), "hrenfeld")


@dataclass(slots=True)
class Office:
    """A server that lets nobody in without name and password, settings that have them, and all that was printed."""

    site: Site
    home: Path
    ticker: Ticker
    printed: str = ""

    def run(self, *arguments: str) -> Done:
        done = self.ticker(*arguments)
        self.printed += done.out + done.err
        return done

    def settings(self, *tables: str) -> None:
        """Write the settings: a path and what stands in its table, one after the other."""
        pairs = zip(tables[::2], tables[1::2], strict=True)
        text = "\n".join(f'[feed."{self.site.url}{path}"]\n{table}' for path, table in pairs)
        path = self.home / ".config" / "ticker" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def subscribe(self, *paths: str) -> None:
        with open_database(self.home / "ticker.db") as db:
            for path in paths:
                feeds.add(db, self.site.url + path, SystemClock().now())

    def told(self) -> list[tuple[str, str | None, str | None]]:
        """Path, Authorization and X-Api-Key of each request."""
        return [(one.path, one.header("Authorization"), one.header("X-Api-Key")) for one in self.site.requests]

    def stored(self) -> bytes:
        """Every byte beside the settings that the program has written."""
        return b"".join(path.read_bytes() for path in sorted(self.home.glob("ticker.db*")))


LOGIN = 'username = "redaktion"\npassword = { env = "REDAKTION" }\nheaders = { X-Api-Key = { env = "KEY" } }'


@pytest.fixture
def office(site: Site, home: Path, ticker: Ticker, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("REDAKTION", PASSWORD)
    monkeypatch.setenv("KEY", KEY)

    def intern(request: Request) -> Reply:
        allowed = (request.header("Authorization"), request.header("X-Api-Key")) == (BASIC, KEY)
        return Reply(DOCUMENT) if allowed else Reply(status=401, headers=(("WWW-Authenticate", "Basic"),))

    site.routes["/intern"] = intern
    return Office(site, home, ticker)


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    with site_in_thread() as other:
        yield other


@pytest.mark.parametrize(
    ("arguments", "subscribed"),
    [(("add", "URL"), False), (("parse", "URL"), False), (("poll", "--once"), True), (("refresh",), True)],
)
def test_each_verb_that_fetches_signs_in(office: Office, arguments: tuple[str, ...], subscribed: bool) -> None:
    office.settings("/intern", LOGIN)
    if subscribed:
        office.subscribe("/intern")
    words = [word.replace("URL", office.site.url + "/intern") for word in arguments]

    assert office.run(*words).code == 0
    assert office.told() == [("/intern", BASIC, KEY)]


def test_without_settings_the_door_is_shut(office: Office) -> None:
    refused(office.run("parse", office.site.url + "/intern"), "401")
    assert office.told() == [("/intern", None, None)]


def test_a_secret_that_is_not_to_be_had_is_the_health_of_the_feed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KEY")
    office.settings("/intern", LOGIN)
    office.site.feed("/free", DOCUMENT)
    office.subscribe("/intern", "/free")

    free, intern = sorted(office.run("poll", "--once", "--json").json, key=lambda feed: str(feed["url"]))
    assert (free["added_entries"], free["error"]) == (2, None)
    assert intern["error"]["cause"] == "access"
    assert intern["error"]["detail"] == "KEY is not set"
    assert intern["status"] is None
    assert "Zugangsdaten nicht verfügbar (KEY is not set)" in office.run("feeds").out
    assert [request.path for request in office.site.requests] == ["/free"]

    monkeypatch.setenv("KEY", KEY)
    assert office.run("refresh", "/intern", "--json").json[0]["error"] is None


def test_add_keeps_a_feed_whose_secret_is_not_to_be_had(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDAKTION")
    office.settings("/intern", LOGIN)
    done = office.run("add", office.site.url + "/intern")
    assert (done.code, office.site.requests) == (0, [])
    assert "Zugangsdaten nicht verfügbar (REDAKTION is not set)" in done.out


def test_a_feed_with_settings_is_not_rewritten_to_where_it_moved(office: Office) -> None:
    office.site.routes["/old"] = Reply(status=301, headers=(("Location", "/intern"),))
    office.settings("/old", LOGIN)
    assert office.run("add", office.site.url + "/old", "--json").json["url"] == office.site.url + "/old"
    for _ in range(3):
        assert office.run("poll", "--once", "--all", "--json").json[0]["error"] is None
    assert office.run("feeds", "--json").json[0]["url"] == office.site.url + "/old"


def test_a_wrong_table_ends_every_verb_with_one_line(office: Office) -> None:
    office.settings("/intern", f'username = "redaktion"\npassword = "{PASSWORD}"')
    for arguments in (["list"], ["poll", "--once"], ["feeds", "--json"]):
        refused(office.run(*arguments), "config.toml", "„password“ muss sagen, woher es kommt")
    assert PASSWORD not in office.printed


def test_no_secret_is_stored_or_printed(office: Office, elsewhere: Site) -> None:
    script = office.home / "secret.py"
    script.write_text(f"import sys\nprint({TOKEN!r})\nprint({TOKEN!r}, file=sys.stderr)\nsys.exit(len(sys.argv) - 1)")
    token = f"headers = {{ Authorization = {{ command = \"'{sys.executable}' '{script}'\" }} }}"
    failing = f"headers = {{ Authorization = {{ command = \"'{sys.executable}' '{script}' {TOKEN}\" }} }}"
    plain = f'headers = {{ X-Api-Key = "{KEY}" }}'
    routes = {
        "/away": Reply(status=302, headers=(("Location", elsewhere.feed("/feed", DOCUMENT)),)),
        "/shut": Reply(status=403),
        "/nonsense": Reply(raw=b"nonsense\r\n\r\n"),
        "/token": Reply(DOCUMENT),
        "/plain": Reply(DOCUMENT, sends=10),
    }
    office.site.routes.update(routes)
    tables = dict.fromkeys(routes, LOGIN) | {"/token": token, "/plain": plain, "/failing": failing}
    office.settings(*(word for pair in tables.items() for word in pair))
    office.subscribe(*tables)

    causes = {str(feed["url"]): feed["error"] for feed in office.run("poll", "--once", "--json").json}
    office.run("refresh", "/shut", "/failing")
    for verb in ("feeds", "list"):
        office.run(verb)
        office.run(verb, "--json")
    for path in tables:
        office.run("parse", office.site.url + path, "--json")
        office.run("add", office.site.url + path)

    assert {url.removeprefix(office.site.url): error and error["cause"] for url, error in causes.items()} == {
        "/away": None,
        "/shut": "status",
        "/nonsense": "broken",
        "/token": None,
        "/plain": "broken",
        "/failing": "access",
    }
    told = set(office.told())
    assert told == {
        *((path, BASIC, KEY) for path in ("/away", "/shut", "/nonsense")),
        ("/token", TOKEN, None),
        ("/plain", None, KEY),
    }
    assert elsewhere.requests
    for request in elsewhere.requests:
        assert not any(secret in request.raw.decode("latin-1") for secret in SECRETS)
    stored = office.stored()
    assert b"Rathaus" in stored
    for secret in SECRETS:
        assert secret.encode() not in stored
        assert secret not in office.printed


def test_the_poller_of_the_screen_reads_the_same_settings(office: Office) -> None:
    office.settings("/intern", LOGIN)
    office.subscribe("/intern")
    named = office.home / "elsewhere.toml"
    (office.home / ".config" / "ticker" / "config.toml").rename(named)
    program = [sys.executable, "-m", "ticker", "--config", str(named)]

    with Terminal(program, size=(80, 24), env=os.environ) as terminal:
        terminal.wait_for("Rathaus offen")
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert office.told() == [("/intern", BASIC, KEY)]
    for secret in SECRETS:
        assert secret.encode() not in terminal.output + office.stored()
