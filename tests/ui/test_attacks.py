"""A hostile publisher against the whole program: over a socket, through parser, store and screen, into a terminal."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import attacks, documents
from tests.loopback import Reply, Site, site_in_thread
from tests.terminal import Terminal
from tests.ui.test_terminal import PROGRAM, environment
from ticker.store import agenda, feeds
from ticker.store.database import open_database

__all__ = ["environment"]

HARMLESS = documents.rss([documents.Item("Brücke gesperrt")])
CSI_OF_LISTS = {b"CSIm"}
# What the program itself sends: modes, colours, places of the cursor, the form of the mouse pointer, the question for
# the background.
OF_THE_SCREEN = {
    *(b"CSI" + kind for kind in (b"m", b"H", b"?h", b"?l", b"?$p", b">u", b"<u", b"J", b"K", b"n", b"c", b"t", b">m")),
    b"]22;",
    b"]11;",
}


@pytest.fixture
def site() -> Iterator[Site]:
    with site_in_thread() as site:
        yield site


def subscribe(environment: dict[str, str], addresses: Sequence[str]) -> None:
    with open_database(Path(environment["TICKER_DB"])) as db:
        now = datetime.now(UTC)
        agenda.put_off(db, {feeds.add(db, address, now).id: now for address in addresses})


def in_terminal(environment: dict[str, str], *words: str) -> tuple[int, bytes, str]:
    """A verb without a screen, run in a terminal: exit code, the bytes that it wrote, the last screenful."""
    with Terminal([*PROGRAM, *words], size=(200, 50), env=environment) as terminal:
        return terminal.exit_code(), terminal.output, terminal.text


SOURCES = {
    "rss, raw": attacks.rss(attacks.raw),
    "rss, by reference": attacks.rss(attacks.referred),
    "rss, twice": attacks.rss(attacks.referred_twice),
    "rss, thrice": attacks.rss(attacks.referred_thrice),
    "atom, raw": attacks.atom(attacks.raw),
    "atom, twice": attacks.atom(attacks.referred_twice),
    "json": attacks.json_feed(),
}


def test_the_check_sees_what_it_is_to_see() -> None:
    for attack in attacks.ATTACKS[:11]:
        with pytest.raises(AssertionError):
            attacks.check(f"davor {attack} dahinter".encode())
    with pytest.raises(AssertionError):
        attacks.check(b"\x1b[5n", {b"CSIm"})
    assert attacks.check("\x1b[1;31mrot\x1b[0m ü\r\n\t[/etc]31337".encode(), {b"CSIm"}) == {b"CSIm"}


@pytest.mark.parametrize("name", SOURCES)
def test_no_sequence_of_a_document_reaches_the_terminal(environment: dict[str, str], tmp_path: Path, name: str) -> None:
    document = tmp_path / "document"
    document.write_bytes(SOURCES[name])
    code, output, text = in_terminal(environment, "parse", str(document))
    assert code == 0, text
    attacks.check(output, CSI_OF_LISTS)
    assert f"[/etc]{attacks.MARK}[red]L".encode() in output
    code, output, text = in_terminal(environment, "parse", str(document), "--json")
    assert code == 0
    attacks.check(output, CSI_OF_LISTS)


def test_no_sequence_of_a_feed_reaches_the_screen(environment: dict[str, str], site: Site) -> None:
    chosen = [*attacks.ATTACKS[:3], *attacks.ATTACKS[6:]]
    sources = [attacks.rss(attacks.raw, chosen), attacks.rss(attacks.referred_twice, chosen), attacks.json_feed(chosen)]
    subscribe(environment, [site.feed(f"/{number}", body) for number, body in enumerate(sources)])
    number = len(sources) * len(chosen)
    with Terminal(PROGRAM, size=(130, 40), env=environment) as terminal:
        terminal.wait_for(f"{number} Meldungen")
        terminal.press("g")
        for left in range(number - 1, -1, -1):
            terminal.press("\r")
            if left:
                terminal.wait_for(f"{left} ungelesen")
            else:
                terminal.wait_until(lambda: "1 ungelesen" not in terminal.text, "nothing unread")
            terminal.press("qj")
        terminal.press("v")
        terminal.press("F")
        terminal.wait_for(f"{len(sources)} Feeds")
        terminal.press("qq\x03")
        assert terminal.exit_code() == 0
        attacks.check(terminal.output, OF_THE_SCREEN)
        assert terminal.output.count(f"[/etc]{attacks.MARK}[red]L".encode()) >= len(sources)
    for words in (["list", "-n", "100"], ["feeds"], ["list", "--json"], ["show", "0[/etc]"]):
        _code, output, _text = in_terminal(environment, *words)
        attacks.check(output, CSI_OF_LISTS)


def test_bombs_are_entries_or_named_errors_and_leave_the_others_alone(environment: dict[str, str], site: Site) -> None:
    bombs = attacks.bombs(site.url)
    zipped = (("Content-Type", "application/rss+xml"), ("Content-Encoding", "gzip"))
    addresses = [site.feed(f"/{number}", body) for number, body in enumerate(bombs.values())]
    site.routes["/gzip"] = Reply(attacks.gzip_bomb(), headers=zipped)
    addresses += [site.url + "/gzip", site.feed("/many", attacks.many_entries()), site.feed("/clean", HARMLESS)]
    subscribe(environment, addresses)

    code, output, text = in_terminal(environment, "poll", "--once")

    assert code == 0, text
    attacks.check(output, CSI_OF_LISTS)
    told = [line for line in text.splitlines() if line.strip()]
    assert len(told) == len(addresses), text
    assert any("10.000 neue Meldungen" in line for line in told), text
    assert any(line.startswith("Falkenbote: 1 neue Meldung") for line in told), text
    assert any("/gzip: Antwort zu groß" in line for line in told), text
    assert "/secret" not in [request.path for request in site.requests]
    for words in (["list", "-n", "100"], ["list", "--json", "-n", "100"], ["feeds"]):
        code, output, text = in_terminal(environment, *words)
        assert code == 0, text
        attacks.check(output, CSI_OF_LISTS)
        assert b"root:" not in output
    assert "lol" * 100 not in text


@pytest.mark.parametrize("name", attacks.bombs("http://127.0.0.1:9"))
def test_each_bomb_is_understood_or_named(environment: dict[str, str], tmp_path: Path, name: str) -> None:
    """In an outcome that is the same everywhere: entries, or one line that says what is wrong."""
    document = tmp_path / "bombe"
    document.write_bytes(attacks.bombs("http://127.0.0.1:9")[name])
    done = subprocess.run(
        [*PROGRAM, "parse", str(document)], capture_output=True, env=environment, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode in (0, 2)
    if done.returncode:
        assert done.stderr.count(b"\n") == 1, done.stderr
        assert done.stdout == b""
    assert len(done.stdout) < 2 * document.stat().st_size + 2000
    attacks.check(done.stdout + done.stderr)
