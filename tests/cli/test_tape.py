"""`ticker tape` and `ticker record`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from tests.loopback import Site
from tests.tape.build import rss
from ticker.tape import shelf, warc


def test_info_tells_what_is_on_a_tape(ticker: Ticker) -> None:
    told = ticker("tape", "info", "putin-kim", "--json").json
    assert (told["takes"], told["start"], told["end"]) == (
        36,
        "2023-09-13T04:00:02+00:00",
        "2023-09-13T12:30:06+00:00",
    )
    assert told["answers"] == {"200": 28, "302": 1, "304": 6, "503": 1}
    assert len(told["feeds"]) == 3

    words = ticker("tape", "info", "putin-kim").out
    assert "36 Antworten" in words
    assert "28 × 200" in words


def test_both_forms_of_a_tape_play_the_same(ticker: Ticker, home: Path) -> None:
    warc_file, folder = home / "kim.warc.gz", home / "kim"
    assert ticker("tape", "pack", "putin-kim", str(warc_file)).code == 0
    assert ticker("tape", "unpack", str(warc_file), str(folder)).code == 0
    assert ticker("tape", "check", str(warc_file)).code == 0
    plays = [
        ticker("replay", name, "--headless", "--json", "--speed", "max").out
        for name in ("putin-kim", str(warc_file), str(folder))
    ]
    assert plays[0] == plays[1] == plays[2] != ""

    refused(ticker("tape", "pack", str(folder), str(warc_file)), "kim.warc.gz")
    refused(ticker("tape", "unpack", str(warc_file), str(folder)), str(folder))
    refused(ticker("tape", "pack", "putin-kim", str(home / "kim.zip")), ".warc")


def test_a_part_is_a_tape(ticker: Ticker, home: Path) -> None:
    out = home / "teil.warc.gz"
    told = ticker(
        "tape", "cut", "putin-kim", "--from", "10:00", "--to", "12:00", "--feed", "falken", "--out", str(out), "--json"
    ).json
    assert told["start"] == "2023-09-13T08:00:00+00:00"
    assert len(told["feeds"]) == 1
    assert ticker("tape", "check", str(out)).code == 0

    for wrong, word in [
        (("--from", "12:00", "--to", "2023-09-13T10:00"), ""),
        (("--from", "gestern"), "gestern"),
        (("--feed", "zugvogel"), "zugvogel"),
        (("--to", "2023-09-12T10:00"), ""),
    ]:
        refused(ticker("tape", "cut", "putin-kim", *wrong, "--out", str(home / "x")), word)


def test_check_tells_what_does_not_fit(ticker: Ticker, home: Path) -> None:
    path = home / "kim.warc.gz"
    ticker("tape", "pack", "putin-kim", str(path))
    path.write_bytes(path.read_bytes()[:-300])

    done = ticker("tape", "check", str(path), "--json")

    assert done.code == 1
    assert len(done.json["remarks"]) >= 1
    refused(ticker("tape", "check", str(home / "ticker.db")), "ticker.db")
    (home / "no.warc").write_bytes(b"GIF89a")
    refused(ticker("tape", "info", str(home / "no.warc")), "no.warc")


def test_a_recorded_address_is_a_tape_and_the_database_is_left_alone(ticker: Ticker, home: Path, site: Site) -> None:
    url = site.feed("/feed", rss("eins"), etag='"1"')
    out = home / "neu.warc.gz"

    done = ticker("record", "--out", str(out), url, "--for", "1s", "--json").json

    assert done == {"file": str(out), "feeds": [url], "takes": 1, "bytes": out.stat().st_size}
    assert not (home / "ticker.db").exists()
    tape = warc.read(out)
    assert (tape.feeds, [take.body for take in tape.takes]) == ((url,), [rss("eins")])
    assert "eins" in ticker("replay", str(out), "--headless", "--speed", "max").out


def test_a_recording_ends_when_it_is_interrupted(ticker: Ticker, home: Path, site: Site) -> None:
    url = site.feed("/feed", rss("eins"), etag='"1"')
    ticker("add", url)
    out = home / "neu.warc.gz"
    command = [sys.executable, "-m", "ticker", "record", "--out", str(out), "--all"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        asked = len(site.requests)
        while len(site.requests) == asked:
            assert process.poll() is None
        while not out.exists() or b"\x1f\x8b" not in out.read_bytes()[20:]:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=30)

    assert process.returncode == 0
    assert str(out) in printed
    assert warc.read(out).feeds == (url,)


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ((), "--all"),
        (("--all", "x"), "--all"),
        (("--all",), "ticker add"),
        (("nirgends",), "nirgends"),
        (("https://a.example", "--for", "lange"), "lange"),
        (("https://a.example", "--for", "0s"), "0s"),
    ],
)
def test_wrong_wishes_get_a_line(ticker: Ticker, home: Path, words: tuple[str, ...], word: str) -> None:
    refused(ticker("record", "--out", str(home / "x.warc.gz"), *words), word)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["x.zip", "nirgends/x.warc.gz", "da.warc.gz"])
def test_a_recording_needs_a_place(ticker: Ticker, home: Path, name: str) -> None:
    (home / "da.warc.gz").touch()
    refused(ticker("record", "--out", str(home / name), "https://a.example"))


def test_shipped_tapes_are_listed(ticker: Ticker) -> None:
    assert "putin-kim" in ticker("tape").out
    assert [one["name"] for one in ticker("tape", "--json").json] == shelf.names()


def test_json_of_info_is_one_object(ticker: Ticker) -> None:
    assert json.loads(ticker("tape", "info", "putin-kim", "--json").out)["title"].startswith("Putin")


@pytest.mark.parametrize(("name", "start"), [("putin-kim", "10:00"), ("eil-nacht", "03:00")])
def test_a_part_plays_by_itself_whatever_the_feeds_were_redirected_to_before(
    ticker: Ticker, home: Path, name: str, start: str
) -> None:
    part = str(home / "part.warc")
    assert ticker("tape", "cut", name, "--from", start, "--out", part).code == 0

    done = ticker("tape", "check", part)

    assert (done.code, done.out) == (0, "Die Aufzeichnung ist vollständig und läuft ab, wie sie aufgenommen wurde.\n")


def test_what_is_wrong_with_a_tape_is_told_in_the_reader_s_language(ticker: Ticker, home: Path) -> None:
    folder = home / "tape"
    assert ticker("tape", "unpack", "putin-kim", str(folder)).code == 0
    lines = (folder / "tape.toml").read_text("utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if "radio-kiebitz.example" in line and line.startswith("url"))
    lines[at] = 'url = "https://niemand.example/"'
    (folder / "tape.toml").write_text("\n".join(lines), "utf-8")

    german, english = ticker("tape", "check", str(folder)), ticker("tape", "check", str(folder), "--json")

    assert german.code == 1
    assert "https://niemand.example/: wird nicht abgerufen" in german.out
    assert any("https://niemand.example/: nobody asks for it" in remark for remark in english.json["remarks"])
