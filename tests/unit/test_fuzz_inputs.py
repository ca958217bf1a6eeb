"""What a person or another program hands over, torn and twisted: tapes, settings, lists, addresses, arguments, queries.

Whatever it is, it is understood or refused with one line. `TICKER_FUZZ=20000 pytest tests/unit/test_fuzz_inputs.py`
is the long form; each target then gets so many examples.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ticker import resources, rules
from ticker.address import normalise
from ticker.cli import run
from ticker.cli.arguments import globals_first, value_of
from ticker.config import load
from ticker.course import read
from ticker.errors import TickerError, UsageError
from ticker.feeds import lists
from ticker.tape import folder, shelf, warc

EXAMPLES = int(os.environ.get("TICKER_FUZZ", "60"))
fuzzed = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))

SETTINGS = """\
locale = "de_AT"
timezone = "Europe/Vienna"
theme = "light"
[keys]
"river.star" = "s"
[feed."https://www.zeitung.example/intern.rss"]
headers = { X-Client = "desk", X-Api-Key = { env = "ZEITUNG_KEY" } }
username = "redaktion"
password = { command = "pass show zeitung" }
"""
TAPE = (resources.folder("fixtures") / "eil-nacht" / "tape.toml").read_text("utf-8")[:3000]
QUERY = 'titel:"Brücke" (quelle:kurier OR eil) -sport seit:gestern'
ADDRESS = "https://www.zeitung.example:8443/feed?ressort=politik&seite=2#x"

_SPLINTERS = st.sampled_from(
    [
        "\x00",
        "\x1b[2J",
        "\r\n",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ":",
        "\\",
        "\\u0000",
        "9" * 400,
        "-",
        "𝕏",
        "ß",
        "\u202e",
        "%",
        "@",
    ]
) | st.text(max_size=6)


@st.composite
def twisted(draw: st.DrawFn, text: str) -> str:
    """The text with some places cut out, doubled or filled with splinters."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 40)))
        middle = draw(st.sampled_from(["", text[start:end] * 2]) | _SPLINTERS)
        text = text[:start] + middle + text[end:]
    return text


def understood_or_refused(work: Callable[[], object]) -> None:
    """Whether there is a result or a TickerError of one line; anything else is a fault."""
    try:
        work()
    except TickerError as error:
        line = str(error)
    else:
        return
    assert line
    assert "\n" not in line


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@fuzzed
@given(text=twisted(SETTINGS) | st.text(max_size=60))
def test_settings(place: Path, text: str) -> None:
    path = place / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    understood_or_refused(lambda: load(path, required=True))


@fuzzed
@given(text=twisted(TAPE))
def test_a_folder_as_a_tape(place: Path, text: str) -> None:
    (place / "tape.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    understood_or_refused(lambda: folder.read(place))


@fuzzed
@given(data=st.data())
def test_a_file_as_a_tape(place: Path, data: st.DataObject) -> None:
    path = place / "night.warc"
    whole = place / "whole.warc"
    if not whole.exists():
        from ticker.tape import warcwriter

        with whole.open("wb", buffering=0) as file:
            warcwriter.write(shelf.take_down("eil-nacht"), file, compress=False)
    text = whole.read_bytes()[:6000].decode("latin-1")
    path.write_bytes(data.draw(twisted(text)).encode("latin-1", "replace"))
    understood_or_refused(lambda: warc.read(path))


@fuzzed
@given(text=twisted(ADDRESS) | st.text(max_size=30))
def test_addresses(text: str) -> None:
    understood_or_refused(lambda: normalise(text))
    with suppress(TickerError):
        address = normalise(text)
        assert normalise(address) == address


LIST = (Path(__file__).parents[1] / "feeds" / "golden" / "lists" / "subscriptions.opml").read_text("utf-8")
LINES = 'https://kurier.example/rss Nord "~Mein Kurier"\n# Funk\nhttps://radio.example/?id=1 "zwei Worte" !\n'


@fuzzed
@given(text=twisted(LIST) | twisted(LINES), encoding=st.sampled_from(["utf-8", "utf-16", "windows-1252"]))
def test_lists_of_subscriptions(text: str, encoding: str) -> None:
    understood_or_refused(lambda: lists.read(text.encode(encoding, "replace")))


@fuzzed
@given(text=twisted(QUERY) | st.text(max_size=30), typing=st.booleans())
def test_queries(text: str, typing: bool) -> None:
    understood_or_refused(lambda: rules.parse(text, typing=typing))


WORDS = ("tape", "info", "replay", "putin-kim", "--at", "10:00", "--speed", "max", "--size", "--until", "cut", "--from")
arguments = st.lists(st.sampled_from(WORDS) | twisted("--locale=de_AT") | st.text(max_size=8), max_size=6)


@fuzzed
@given(words=arguments)
def test_the_order_of_arguments(words: list[str]) -> None:
    ordered = globals_first(words)
    assert sorted(ordered) == sorted(words)
    assert globals_first(ordered) == ordered
    assert value_of(words, "--db") is None or "--db" in "".join(words)


@settings(fuzzed, max_examples=max(20, EXAMPLES // 20))
@given(words=st.lists(st.sampled_from(WORDS[4:]) | twisted("putin-kim") | st.text(max_size=8), max_size=5))
def test_arguments_end_with_a_code(
    words: list[str], place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("TICKER_DB", str(place / "none.db"))
    for verb in (["tape", "info"], ["replay", "--list"], ["search"], ["show"], ["import"]):
        assert run([*verb, *(word for word in words if "\x00" not in word)]) in (0, 1, 2)
    assert "Traceback" not in capsys.readouterr().err


@fuzzed
@given(text=st.text(max_size=30))
def test_a_course(text: str) -> None:
    try:
        read(text)
    except ValueError:
        return  # the store holds only what `Course.text` has written
    assert len(text.split()) == 5


def test_the_untwisted_is_understood(place: Path) -> None:
    (place / "config.toml").write_text(SETTINGS)
    assert load(place / "config.toml", required=True).locale == "de_AT"
    assert normalise(ADDRESS) == ADDRESS.partition("#")[0]
    rules.parse(QUERY)
    assert [len(lists.read(text.encode()).subscriptions) for text in (LIST, LINES)] == [5, 2]
    with pytest.raises(UsageError):
        folder.read(place / "nirgends")
