"""`ticker import` and `ticker export`."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.cli.conftest import Done, Ticker, refused
from tests.cli.test_subscriptions import stored
from tests.loopback import Reply, Site
from ticker.store import subscriptions

GOLDEN = Path(__file__).parents[1] / "feeds" / "golden" / "lists" / "subscriptions.opml"
MIXED = """<opml><body>
<outline text="Zeitungen"><outline text="Kurier &amp; Bote" xmlUrl="https://kurier.example/rss"/></outline>
<outline text="Programm" xmlUrl="exec:a.py\x1b[2J"/>
<outline text="Seite" type="link" url="https://seite.example/"/>
<outline text="Zweimal" xmlUrl="https://kurier.example/rss"/>
</body></opml>"""


def without_date(text: str) -> list[str]:
    return [line for line in text.splitlines() if "<dateCreated>" not in line]


def test_a_list_is_subscribed_to_once(ticker: Ticker, home: Path) -> None:
    file = home / "liste.opml"
    file.write_text(MIXED.replace("\x1b", ""))
    first, second = ticker("import", str(file)), ticker("import", str(file))
    assert (first.code, second.code) == (0, 0)
    assert first.out.splitlines() == [
        "Zeile 3: „exec:a.py[2J“ ist keine Webadresse.",
        "Zeile 4: https://seite.example/: das ist kein Feed, sondern eine Seite oder eine andere Liste",
        "1 neu, 0 schon da, 2 nicht lesbar",
    ]
    assert second.out.splitlines()[-1] == "0 neu, 1 schon da, 2 nicht lesbar"
    (feed,) = stored(home)
    assert (feed.url, feed.name, feed.group) == ("https://kurier.example/rss", "Kurier & Bote", "Zeitungen")


def test_a_list_in_json(ticker: Ticker, home: Path) -> None:
    (home / "liste.opml").write_text(MIXED)
    told = ticker("import", str(home / "liste.opml"), "--json").json
    assert [(feed["title"], feed["group"]) for feed in told["added"]] == [("Kurier & Bote", "Zeitungen")]
    assert (told["known"], [one["line"] for one in told["unreadable"]]) == ([], [3, 4])
    assert told["unreadable"][0]["reason"] == "„exec:a.py[2J“ ist keine Webadresse."
    assert ticker("import", str(home / "liste.opml"), "--json").json["known"] == ["https://kurier.example/rss"]


def test_what_goes_out_comes_in_again(ticker: Ticker, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ticker("import", str(GOLDEN)).out == "5 neu, 0 schon da, 0 nicht lesbar\n"
    before = [subscriptions.of(feed) for feed in stored(home)]
    out = home / "aus.opml"
    assert ticker("export", str(out)).out == f"5 Feeds geschrieben: {out}\n"
    printed = ticker("export")
    assert without_date(out.read_text("utf-8")) == without_date(printed.out)
    assert without_date(printed.out)[5:] == without_date(GOLDEN.read_text("utf-8"))[5:]

    monkeypatch.setenv("TICKER_DB", str(home / "andere" / "ticker.db"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(printed.out.encode())))
    assert ticker("import", "-").code == 0
    assert [subscriptions.of(feed) for feed in stored(home / "andere")] == before


def test_a_list_from_an_address(ticker: Ticker, home: Path, site: Site) -> None:
    site.routes["/liste"] = Reply(MIXED.replace("\x1b", "").encode())
    assert ticker("import", f"{site.url}/liste").out.endswith("1 neu, 0 schon da, 2 nicht lesbar\n")
    gone = ticker("import", f"{site.url}/nirgends")
    assert (gone.code, gone.out, gone.err.count("\n")) == (1, "", 1)
    assert [request.path for request in site.requests] == ["/liste", "/nirgends"]


def test_a_list_of_which_nothing_can_be_used_ends_with_1(ticker: Ticker, home: Path) -> None:
    lines = [f'<outline xmlUrl="exec:a{number}"/>' for number in range(52)]
    (home / "liste.opml").write_text("<opml>\n" + "\n".join(lines) + "</opml>")
    done = ticker("import", str(home / "liste.opml"))
    assert (done.code, len(done.out.splitlines())) == (1, 52)
    assert done.out.splitlines()[-2:] == ["… und 2 weitere Zeilen", "0 neu, 0 schon da, 52 nicht lesbar"]
    assert not (home / "ticker.db").exists()


def test_what_is_no_list_is_refused(ticker: Ticker, home: Path) -> None:
    (home / "text").write_text("Guten Tag")
    (home / "bombe").write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>')
    refused(ticker("import", str(home / "text")), "keine Liste")
    refused(ticker("import", str(home / "bombe")), "DOCTYPE")
    refused(ticker("import", str(home / "nirgends")), "nirgends")
    refused(ticker("import", str(home)), str(home))
    refused(ticker("import", "https:///"), "Webadresse")
    refused(ticker("import"))
    assert stored(home) == []


def test_no_file_is_lost_by_an_export(ticker: Ticker, filled: Path) -> None:
    out = filled.parent / "aus.opml"
    out.write_text("meins")
    refused(ticker("export", str(out)), "--force")
    assert out.read_text() == "meins"
    assert ticker("export", str(out), "--force", "--json").json == {"file": str(out), "feeds": 6, "left_out": []}
    assert out.read_text().startswith("<?xml")
    for name in (str(filled / "aus.opml"), str(filled.parent / "nirgends" / "aus.opml"), "x\0"):
        nowhere = ticker("export", name)
        assert (nowhere.code, nowhere.out, nowhere.err.count("\n")) == (1, "", 1)
    refused(ticker("export", ""), "--force")
    assert sorted(path.name for path in filled.parent.iterdir()) == ["aus.opml", "ticker.db"]


def test_folders_of_this_machine_stay_here(ticker: Ticker, home: Path) -> None:
    (home / "agentur").mkdir()
    assert ticker("add", "--folder", str(home / "agentur")).code == 0
    done: Done = ticker("export")
    assert "agentur" not in done.out
    assert done.err == "Ausgelassen: 1 Ordner dieses Rechners\n"
    told = ticker("export", "--json").json
    assert (told["file"], told["feeds"], told["left_out"]) == (None, 0, [(home / "agentur").resolve().as_uri()])
    assert told["opml"].endswith("</opml>\n")


def test_an_export_where_nothing_is_subscribed_to(ticker: Ticker, home: Path) -> None:
    assert ticker("export").out.endswith("  <body>\n  </body>\n</opml>\n")
    assert not (home / "ticker.db").exists()
