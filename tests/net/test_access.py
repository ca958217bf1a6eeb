"""What feeds with settings of their own are told, and that nothing of it comes out elsewhere."""

from __future__ import annotations

import asyncio
import base64
import os
import select
import shlex
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import FeedSettings, Secret
from ticker.errors import Cause, Failure, UsageError
from ticker.net.access import Access, Fields

URL = "https://kurier.example/intern.rss"
SECRET = "Ährenfeld-7719"
BASIC = b"Basic " + base64.b64encode(f"redaktion:{SECRET}".encode())


def access(settings: FeedSettings, environ: Mapping[str, str] | None = None, *, patience: float = 10) -> Access:
    return Access({URL: settings}, environ or {}, patience=patience)


def command(program: str) -> Secret:
    """A secret that a Python program prints."""
    return Secret(command=(sys.executable, "-c", program))


def login(password: Secret | None) -> FeedSettings:
    return FeedSettings(username="redaktion", password=password)


def refused(result: Fields | Failure) -> str:
    assert isinstance(result, Failure)
    assert (result.cause, result.status, result.retry_at) == (Cause.ACCESS, None, None)
    assert SECRET not in repr(result)
    assert result.detail.isprintable()
    return result.detail


async def test_other_feeds_are_told_nothing() -> None:
    assert await access(FeedSettings({"X-Client": "desk"})).fields("https://kurier.example/") == []


async def test_an_address_is_found_however_it_was_written() -> None:
    written = Access({"HTTPS://Kurier.Example:443/intern.rss#top": FeedSettings({"X-Client": "desk"})}, {})
    assert await written.fields(URL) == [(b"X-Client", b"desk")]


def test_an_address_that_cannot_be_subscribed_to() -> None:
    with pytest.raises(UsageError, match="no web address"):
        Access({"https://intranet/": FeedSettings()})


async def test_headers_with_and_without_secrets() -> None:
    settings = FeedSettings({"X-Client": "desk", "X-Api-Key": Secret(env="KEY"), "User-Agent": "Kurierbote/1"})
    assert await access(settings, {"KEY": "k-123"}).fields(URL) == [
        (b"X-Client", b"desk"),
        (b"X-Api-Key", b"k-123"),
        (b"User-Agent", b"Kurierbote/1"),
    ]


@given(
    st.text(st.characters(exclude_characters=":", exclude_categories=["Cc", "Cs"])),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
)
async def test_name_and_password_can_be_read_back(username: str, password: str) -> None:
    settings = FeedSettings(username=username, password=Secret(env="PASSWORD"))
    ((name, value),) = await fields_of(access(settings, {"PASSWORD": password}))
    said = base64.b64decode(value.removeprefix(b"Basic ")).decode()
    assert name == b"Authorization"
    assert said.partition(":")[0] == nfc(username)
    assert said == nfc(f"{username}:{password}")


async def fields_of(settings: Access) -> Fields:
    fields = await settings.fields(URL)
    assert not isinstance(fields, Failure)
    return fields


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


async def test_the_example_of_the_rfc() -> None:
    settings = FeedSettings(username="test", password=Secret(env="PASSWORD"))
    fields = await access(settings, {"PASSWORD": "123£"}).fields(URL)
    assert fields == [(b"Authorization", b"Basic dGVzdDoxMjPCow==")]


async def test_a_name_may_do_without_a_password() -> None:
    assert await access(login(None)).fields(URL) == [(b"Authorization", b"Basic " + base64.b64encode(b"redaktion:"))]


async def test_a_variable_that_is_not_set_is_named() -> None:
    for environ in ({}, {"PASSWORD": ""}):
        assert refused(await access(login(Secret(env="PASSWORD")), environ).fields(URL)) == "PASSWORD is not set"


async def test_the_environment_is_that_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEITUNG_PASSWORD", SECRET)
    assert await Access({URL: login(Secret(env="ZEITUNG_PASSWORD"))}).fields(URL) == [(b"Authorization", BASIC)]


@pytest.mark.parametrize("text", ["one\ntwo", "tab\there", "\x7f", "\udcff"])
async def test_a_password_with_control_characters_is_refused(text: str) -> None:
    detail = refused(await access(login(Secret(env="P")), {"P": f"{SECRET}{text}"}).fields(URL))
    assert detail == "the password has control characters in it"


@pytest.mark.parametrize("text", ["one\r\nX: two", "ä", " lead", "\x00", "\udcff"])
async def test_a_secret_that_is_no_header_value_is_refused(text: str) -> None:
    settings = FeedSettings({"X-Api-Key": Secret(env="KEY")})
    detail = refused(await access(settings, {"KEY": f"{text}{SECRET}"}).fields(URL))
    assert detail == "the value of X-Api-Key is not printable ASCII"


# Commands


@pytest.mark.parametrize("rest", ["''", "'\\n'", "'\\r\\nlogin: redaktion\\n'", "'\\n' + 2_000_000 * 'x'"])
async def test_the_first_line_of_a_command_is_the_secret(rest: str) -> None:
    program = f"import sys; sys.stdout.buffer.write(('{SECRET}' + {rest}).encode())"
    assert await access(login(command(program))).fields(URL) == [(b"Authorization", BASIC)]


async def test_a_command_runs_once_and_only_when_the_feed_is_asked(tmp_path: Path) -> None:
    log = tmp_path / "log"
    known = access(login(command(f"open({str(log)!r}, 'a').write('x'); print('{SECRET}')")))
    await known.fields("https://kurier.example/other")
    assert not log.exists()
    for _ in range(3):
        assert await known.fields(URL) == [(b"Authorization", BASIC)]
    assert log.read_text() == "x"


async def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    kept = tmp_path / "password"
    known = access(login(Secret(command=("cat", str(kept)))))
    assert refused(await known.fields(URL)) == "cat: exit code 1"
    kept.write_text(SECRET)
    assert await known.fields(URL) == [(b"Authorization", BASIC)]


async def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    words = tuple(shlex.split("echo $HOME;touch '*' > x"))
    fields = await access(login(Secret(command=words))).fields(URL)
    assert fields == [(b"Authorization", b"Basic " + base64.b64encode(b"redaktion:$HOME;touch * > x"))]


@pytest.mark.parametrize(
    ("program", "detail"),
    [
        (f"print('{SECRET}'); raise SystemExit(3)", "exit code 3"),
        (f"import sys; sys.exit('{SECRET}')", "exit code 1"),
        (f"import os; print('{SECRET}', flush=True); os.abort()", "exit code -6"),
        ("pass", "printed nothing"),
        (f"print(); print('{SECRET}')", "printed nothing"),
        ("import sys; sys.stdout.buffer.write(b'\\xff\\xfe')", "printed no UTF-8"),
    ],
)
async def test_what_comes_of_a_command_is_never_told(
    capfd: pytest.CaptureFixture[str], program: str, detail: str
) -> None:
    assert refused(await access(login(command(program))).fields(URL)) == f"{sys.executable}: {detail}"
    assert capfd.readouterr() == ("", "")


async def test_there_is_no_such_program(tmp_path: Path) -> None:
    for words in (("ticker-no-such-program", SECRET), (str(tmp_path), SECRET)):
        assert refused(await access(login(Secret(command=words))).fields(URL)).startswith(f"{words[0]}: ")


async def test_a_command_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    end = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    # The shell and its child both hold the fifo open: it ends when neither is left.
    hanging = Secret(command=("sh", "-c", f"exec 3> {shlex.quote(str(fifo))}; sleep 600 & sleep 600"))
    try:
        detail = refused(await access(login(hanging), patience=0.5).fields(URL))
        assert detail == "sh: not finished within 0.5 s"
        assert select.select([end], [], [], 10)[0] == [end]
        assert os.read(end, 1) == b""
    finally:
        os.close(end)


async def test_a_command_that_never_stops_printing_is_ended() -> None:
    detail = refused(await access(login(Secret(command=("yes", SECRET))), patience=0.2).fields(URL))
    assert detail == "yes: not finished within 0.2 s"


async def test_a_command_that_hangs_without_output_is_ended() -> None:
    closed = command("import os, time; os.close(1); time.sleep(600)")
    assert refused(await access(login(closed), patience=0.5).fields(URL)).endswith("not finished within 0.5 s")


async def test_a_fetch_that_is_given_up_ends_the_command(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    end = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    started = asyncio.Event()
    asyncio.get_running_loop().add_reader(end, started.set)
    hanging = Secret(command=("sh", "-c", f"exec 3> {shlex.quote(str(fifo))}; echo >&3; exec sleep 600"))
    try:
        task = asyncio.create_task(access(login(hanging)).fields(URL))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert os.read(end, 10) == b"\n"
        assert os.read(end, 10) == b""
    finally:
        asyncio.get_running_loop().remove_reader(end)
        os.close(end)


async def test_a_command_has_neither_input_nor_terminal() -> None:
    program = "import sys, os; print(repr(sys.stdin.read()), os.getsid(0) == os.getpid())"
    ((_, value),) = await fields_of(access(login(command(program))))
    assert base64.b64decode(value.removeprefix(b"Basic ")) == b"redaktion:'' True"


def test_no_repr_tells_anything() -> None:
    settings = FeedSettings({"X-Api-Key": SECRET}, SECRET, Secret(command=("echo", SECRET)))
    for shown in (settings, settings.password, access(settings)):
        assert SECRET not in repr(shown)
