"""`ticker parse`: how a document is understood."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from tests.cli.test_entries import ENTRY_KEYS
from tests.documents import Item, rss
from tests.feeds.pages import live_page, update
from tests.loopback import Site

DOCUMENT = rss([Item("Brücke gesperrt", "<p>Bis <b>Freitag</b>.</p><p>Umleitung über den Wall.</p>")])


def test_a_file_is_one_object(ticker: Ticker, home: Path) -> None:
    file = home / "feed.xml"
    file.write_bytes(DOCUMENT)

    done = ticker("parse", str(file), "--json")

    assert done.code == 0
    assert list(done.json) == ["format", "kind", "reason", "encoding", "feed", "entries", "warnings", "found"]
    assert (done.json["format"], done.json["encoding"]) == ("rss20", "utf-8")
    assert done.json["feed"] == {
        "title": "Falkenbote",
        "link": "https://falkenbote.example/",
        "language": "de-DE",
        "description": "Nachrichten",
    }
    (entry,) = done.json["entries"]
    assert list(entry) == ENTRY_KEYS
    assert entry["title"] == "Brücke gesperrt"
    assert entry["feed"] == str(file)
    assert entry["published"] == "2023-09-13T08:15:00+00:00"
    assert (entry["content"] or entry["summary"]) == "Bis Freitag.\nUmleitung über den Wall."
    assert sorted(home.iterdir()) == [file]


def test_standard_input_is_read(ticker: Ticker, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(DOCUMENT)

    monkeypatch.setattr(sys, "stdin", Input())

    assert ticker("parse", "-", "--json").json["format"] == "rss20"


def test_an_address_is_fetched_once(ticker: Ticker, site: Site, home: Path) -> None:
    url = site.feed("/feed", DOCUMENT)

    assert ticker("parse", url, "--json").json["feed"]["title"] == "Falkenbote"
    assert len(site.requests) == 1
    assert list(home.iterdir()) == []


def test_people_get_facts_and_headlines(ticker: Ticker, home: Path) -> None:
    file = home / "feed.xml"
    file.write_bytes(DOCUMENT)

    text = ticker("parse", str(file)).out.replace("\u00a0", " ")

    assert "rss20" in text
    assert "Falkenbote" in text
    assert "Brücke gesperrt\n  Mittwoch, 13. September 2023, 10:15 Uhr\n" in text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "eine leere Antwort"),
        (b"<!doctype html><html><body>Hallo</body></html>", "eine HTML-Seite"),
        (b'{"a": 1}', "anderes JSON"),
        (b"Guten Tag", "reiner Text"),
        (bytes(range(256)) * 4, "kein Feed"),
    ],
)
def test_what_is_no_feed_is_named(ticker: Ticker, home: Path, content: bytes, reason: str) -> None:
    file = home / "document"
    file.write_bytes(content)

    refused(ticker("parse", str(file)), str(file), reason)
    done = ticker("parse", str(file), "--json")
    assert done.code == 2
    assert done.json["format"] is None
    assert done.json["entries"] == []
    assert reason in done.json["warnings"][0]
    assert done.err.count("\n") == 1


def test_an_address_that_cannot_be_fetched(ticker: Ticker, site: Site) -> None:
    refused(ticker("parse", site.url + "/missing"), "/missing", "404")


def test_no_escape_sequence_reaches_the_terminal(ticker: Ticker, home: Path) -> None:
    file = home / "feed.xml"
    file.write_bytes(rss([Item("Rot &#27;[31m &amp;#27;]0;x&#7; Ende", "Text &#155;31m")]).replace(b"&amp;", b"&"))

    for arguments in (["parse", str(file)], ["parse", str(file), "--json"]):
        out = ticker(*arguments).out
        assert "\x1b" not in out
        assert "\x9b" not in out
        assert "\x07" not in out


def test_a_page_is_explained(ticker: Ticker, home: Path) -> None:
    link = '<link rel="alternate" type="application/rss+xml" title="Alles" href="https://kiebitz.example/rss">'
    page = live_page([update("09:00", "Ankunft")]).replace("</head>", f"{link}</head>")
    file = home / "live.html"
    file.write_text(page)
    done = ticker("parse", str(file))
    assert done.code == 0
    assert "die Seite beschreibt sich selbst als Liveblog (LiveBlogPosting)" in done.out
    assert "https://kiebitz.example/rss (Alles)" in done.out
    told = ticker("parse", str(file), "--json").json
    assert (told["format"], told["kind"]) == ("liveblogposting", "liveblog")
    assert told["found"] == [{"url": "https://kiebitz.example/rss", "title": "Alles", "type": "application/rss+xml"}]


def test_a_page_that_is_no_feed_tells_what_it_names(ticker: Ticker, home: Path) -> None:
    file = home / "page.html"
    file.write_text(
        "<html><head><title>Live</title></head><body><script>"
        'fetch("https://live.kiebitz.example/api/client_blogs/0123456789abcdef01234567/posts")</script></body></html>'
    )
    done = ticker("parse", str(file))
    assert done.code == 2
    assert "https://live.kiebitz.example/api/client_blogs/0123456789abcdef01234567/posts (Live)" in done.out
    assert ticker("parse", str(file), "--json").json["found"][0]["type"] == "liveblog"
