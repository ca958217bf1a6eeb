"""What all verbs share: languages, options, exit codes, the lines that name a fault."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Ticker, refused
from ticker import __version__
from ticker.cli.group import VERBS
from ticker.store.database import open_database

TAPE_VERBS = ("check", "cut", "info", "pack", "unpack")


def test_the_version(ticker: Ticker) -> None:
    assert ticker("--version").out == f"ticker {__version__}\n"


def test_help_is_german_and_names_all_verbs(ticker: Ticker) -> None:
    done = ticker("--help")

    assert done.code == 0
    assert "Aufruf:" in done.out
    assert "Optionen" in done.out
    assert "Show this message" not in done.out
    assert all(f"\n  {verb} " in done.out for verb in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_in_both_languages(ticker: Ticker, verb: str) -> None:
    german, english = ticker(verb, "--help"), ticker("--locale", "en_GB", verb, "--help")

    assert german.code == english.code == 0
    assert "Aufruf:" in german.out
    assert "Usage:" in english.out
    assert "--json" in german.out


@pytest.mark.parametrize("locale", ["de_DE", "en_GB"])
@pytest.mark.parametrize("group", [(), ("feeds",), ("tape",)])
def test_a_list_of_verbs_says_in_a_whole_line_what_each_does(
    ticker: Ticker, group: tuple[str, ...], locale: str
) -> None:
    done = ticker("--locale", locale, *group, "--help")

    assert "..." not in done.out, "click cuts what is too long for a line, and writes three dots"


@pytest.mark.parametrize(
    "verb", [(), *((verb,) for verb in VERBS), ("feeds", "set"), *(("tape", part) for part in TAPE_VERBS)]
)
def test_no_word_of_clicks_own_is_left_in_german_help(ticker: Ticker, verb: tuple[str, ...]) -> None:
    usage = ticker(*verb, "--help").out

    assert not re.search(r"OPTIONS|COMMAND|ARGS|\bTEXT\b", usage)


def test_a_locale_may_be_named_before_and_behind_the_verb(ticker: Ticker) -> None:
    assert ticker("list", "--locale", "en_US").out == "There are no entries.\n"
    assert ticker("--locale=de_AT", "list").out == "Es gibt keine Meldungen.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--locale", "xx", "list"], ["xx", "de_DE"]),
        (["--timezone", "Mond/Krater", "list"], ["Mond/Krater"]),
        (["--config", "nirgends.toml", "list"], ["nirgends.toml"]),
        (["lits"], ["lits", "„list“"]),
        (["xyzzy"], ["xyzzy"]),
        (["list", "--jsno"], ["--jsno"]),
        (["list", "-n", "viele"], ["viele"]),
        (["show"], ["ID"]),
        (["--db"], ["--db"]),
        (["replay", "nirgends"], ["nirgends", "putin-kim"]),
        (["replay", "putin-kim", "--speed", "0", "--headless"], ["0"]),
        (["replay", "putin-kim", "--speed", "schnell", "--headless"], ["schnell"]),
        (["add", "kein link"], ["kein link"]),
        (["add", "ftp://falkenbote.example/"], ["ftp://falkenbote.example/"]),
        (["parse", "nirgends.xml"], ["nirgends.xml"]),
        (["parse", "/"], ["/"]),
    ],
)
def test_a_wrong_wish_is_one_line(ticker: Ticker, home: Path, arguments: list[str], words: list[str]) -> None:
    refused(ticker(*arguments), *words)
    assert list(home.iterdir()) == []


def test_a_setting_that_does_not_exist_names_the_nearest(
    ticker: Ticker, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "t.toml"
    file.write_text('themes = "light"\n')
    monkeypatch.setenv("TICKER_CONFIG", str(file))

    refused(ticker("list"), "themes", "theme", str(file))


@pytest.mark.parametrize("verb", [["list"], ["feeds"], ["poll", "--once"], ["show", "1"]])
def test_a_database_of_somebody_else_is_left_alone(ticker: Ticker, home: Path, verb: list[str]) -> None:
    for name, content in {
        "text": b"Guten Tag",
        "foreign": foreign(home / "made"),
        "newer": newer(home / "newer-made"),
    }.items():
        file = home / name
        file.write_bytes(content)
        refused(ticker("--db", str(file), *verb), str(file))
        assert file.read_bytes() == content


def foreign(path: Path) -> bytes:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE receipts (id)")
    connection.close()
    return path.read_bytes()


def newer(path: Path) -> bytes:
    from ticker.store.database import open_database

    open_database(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    return path.read_bytes()


def test_screen_starts_without_what_its_first_picture_does_not_need() -> None:
    later = (
        "{'zoneinfo', 'tomllib', 'shlex', 'ticker.model', 'ticker.when', 'ticker.schedule', 'ticker.stories',"
        " 'ticker.revise', 'ticker.rules',"
        " 'ticker.query', 'ticker.text.anatomy', 'ticker.l10n.reasons', 'ticker.l10n.causes', 'ticker.ui.refresh',"
        " 'ticker.ui.taping', 'ticker.ui.browser', 'ticker.store.articles', 'ticker.store.pictures',"
        " 'ticker.store.recording', 'ticker.store.undo', 'ticker.store.found_feeds', 'ticker.store.search'}"
    )
    code = "import ticker.cli.group, ticker.cli.screen, ticker.ui.app, ticker.ui.screens.river, sys"
    probe = f"{code}; print(*sorted({later} & set(sys.modules)), sep=',')"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_screen_does_not_wait_for_what_finds_verbs(tmp_path: Path) -> None:
    probe = f"import sys; from ticker.cli import run; print(run(['--db', '{tmp_path}/t.db']), 'click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["2", "False"]  # there is no terminal to open it on
    assert "ticker list" in done.stderr


@pytest.mark.parametrize(
    "code", ["import ticker.ui.app, ticker.ui.screens.river", "from ticker.cli import run; run(['--help'])"]
)
def test_screen_and_help_load_neither_http_nor_parsers(code: str) -> None:
    heavy = "{'httpx', 'feedparser', 'nh3', 'babel.dates', 'pyphen', 'PIL', 'textual_image', 'tomlkit', 'trafilatura'}"
    probe = f"{code}\nimport sys; print(*sorted({heavy} & set(sys.modules)), sep=',')"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=dict(os.environ)
    )

    assert done.stdout.splitlines()[-1] == ""


def test_poller_and_below_load_no_terminal_interface() -> None:
    probe = (
        "import ticker.poller.loop, ticker.poller.replay, ticker.cli.poll, sys;"
        "print(*sorted({'textual', 'rich', 'babel.dates'} & set(sys.modules)), sep=',')"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ""


def test_a_verb_looks_for_garbage(home: Path) -> None:
    """The poller runs for weeks, and each request leaves some that nothing but the collector frees."""
    probe = "from ticker.cli import main; import atexit, gc; atexit.register(lambda: print(gc.isenabled())); main()"
    done = subprocess.run([sys.executable, "-c", probe, "poll", "--once"], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "True"


def test_completion_comes_from_the_command_line_library(home: Path) -> None:
    env = {**os.environ, "_TICKER_COMPLETE": "bash_complete", "COMP_WORDS": "ticker re", "COMP_CWORD": "1"}
    done = subprocess.run([sys.executable, "-m", "ticker"], capture_output=True, text=True, env=env, check=False)

    assert done.stdout.strip() == "plain,record\nplain,refresh\nplain,remove\nplain,replay"


def test_a_reader_that_has_enough_gets_no_traceback(filled: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m ticker list -n 0 --json | head -c 20",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [[], ["replay", "putin-kim"]])
def test_keys_that_cannot_be_are_named_with_file_and_line_before_the_screen_opens(
    ticker: Ticker, home: Path, arguments: list[str]
) -> None:
    settings = home / "eigene.toml"
    settings.write_text('theme = "dark"\n\n[keys]\nlist.next = "m"\n')
    done = ticker("--config", str(settings), *arguments)

    assert done.code == 2
    assert done.err == (f"ticker: {settings}:4: Die Taste „m“ stünde für „list.next“ und „river.read-mark“.\n")


CHILDREN = (["poll", "--child"], ["replay", "putin-kim", "--child"])


@pytest.mark.parametrize("words", CHILDREN)
@pytest.mark.parametrize("redirected", ["</dev/null", "<README.md", "<&- >&-"])
def test_a_child_of_nobody_is_refused_in_one_line(home: Path, words: list[str], redirected: str) -> None:
    line = f'exec "$@" {redirected}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-m", "ticker", *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--child" in done.stderr
    assert list(home.iterdir()) == []


def test_no_tape_is_played_into_a_database_of_somebody(home: Path, filled: Path) -> None:
    words = [sys.executable, "-m", "ticker", "replay", "putin-kim", "--child"]
    with open_database(filled) as db:
        before = db.rows("SELECT * FROM setting")
        done = subprocess.run(words, input="", capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert str(filled) in done.stderr
        assert db.rows("SELECT * FROM setting") == before


@pytest.mark.parametrize("closed", ["<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["import -", "parse -", "doctor", ""])
def test_a_closed_stream_is_no_fault(filled: Path, words: str, closed: str) -> None:
    line = f'exec "$@" {closed}'
    done = subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-m", "ticker", *words.split()],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr
    with open_database(filled) as db:
        assert db.rows("PRAGMA integrity_check") == [("ok",)]
