"""Tapes as WARC files: what is written is read again, other tools read it, and files of other tools are played."""

from __future__ import annotations

import asyncio
import gzip
import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.loopback import Reply, site_in_thread
from tests.tape.build import FEED, START, rss, take, tape, tapes
from ticker.errors import Cause, UsageError
from ticker.poller.replay import feeds_of, play, rehearse, subscribe
from ticker.store import entries
from ticker.store.database import open_database
from ticker.tape import shelf, warc, warcwriter
from ticker.tape.clock import TapeClock
from ticker.tape.model import Tape


def read_or_complaint(path: Path) -> Tape | str:
    """The tape, or the one line that says why there is none."""
    try:
        return warc.read(path)
    except UsageError as error:
        text = str(error)
    assert "\n" not in text
    return text


def packed(one: Tape, place: Path) -> Path:
    path = place / "tape.warc.gz"
    with path.open("wb") as file:
        warcwriter.write(one, file)
    return path


@given(one=tapes(), compress=st.booleans())
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, one: Tape, compress: bool) -> None:
    path = tmp_path_factory.getbasetemp() / "any.warc"
    with path.open("wb") as file:
        warcwriter.write(one, file, compress=compress)

    assert warc.examine(path) == (one, [])


def test_the_same_tape_makes_the_same_bytes(tmp_path: Path) -> None:
    one = shelf.take_down("putin-kim")
    first, second = io.BytesIO(), io.BytesIO()
    warcwriter.write(one, first)
    warcwriter.write(one, second)

    assert first.getvalue() == second.getvalue()


@given(st.binary(max_size=400) | st.just(b"WARC/1.1\r\n").flatmap(lambda head: st.binary().map(lambda b: head + b)))
def test_no_file_is_worse_than_a_line(tmp_path_factory: pytest.TempPathFactory, block: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "wild.warc"
    path.write_bytes(block)

    with pytest.raises(UsageError) as caught:
        warc.read(path)
    assert "\n" not in str(caught.value)


@given(place=st.integers(0, 10**6), new=st.binary(max_size=3))
def test_a_damaged_file_is_read_as_far_as_it_goes(
    tmp_path_factory: pytest.TempPathFactory, place: int, new: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.warc"
    out = io.BytesIO()
    warcwriter.write(tape(take(0, body=rss("eins")), take(1, etag='"a"', status=304)), out, compress=False)
    whole = out.getvalue()
    place %= len(whole)
    path.write_bytes(whole[:place] + new + whole[place + 1 :])
    found = read_or_complaint(path)
    assert isinstance(found, str) or 1 <= len(found.takes) <= 2


def test_a_recording_that_was_cut_off_plays_up_to_there(tmp_path: Path) -> None:
    path = packed(tape(take(0, body=rss("eins")), take(1, body=rss("zwei") * 50)), tmp_path)
    path.write_bytes(path.read_bytes()[:-400])

    found, remarks = warc.examine(path)

    assert [one.at for one in found.takes] == [START]
    assert remarks


def test_wrong_digests_are_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    warcwriter.write(tape(take(0, body=b"<rss>1</rss>")), out, compress=False)
    path = tmp_path / "tape.warc"
    path.write_bytes(out.getvalue().replace(b"<rss>1</rss>", b"<rss>2</rss>"))

    _tape, remarks = warc.examine(path)

    assert any("block digest" in str(remark) for remark in remarks)
    assert any("payload digest" in str(remark) for remark in remarks)


def test_warcio_finds_no_fault_in_it(tmp_path: Path) -> None:
    path = packed(shelf.take_down("putin-kim"), tmp_path)
    command = [sys.executable, "-c", "from warcio.cli import main; main()"]

    check = subprocess.run([*command, "check", "-v", str(path)], capture_output=True, text=True, check=False)
    index = subprocess.run([*command, "index", str(path)], capture_output=True, text=True, check=True)

    assert check.returncode == 0
    assert check.stdout.count("digest pass") == 1 + 2 * len(shelf.take_down("putin-kim").takes)
    assert index.stdout.count('"warc-type": "response"') == len(shelf.take_down("putin-kim").takes)


def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc")
    one = shelf.take_down("putin-kim")
    with packed(one, tmp_path).open("rb") as file:
        found = [
            (record.http_headers.status_code, record.headers["WARC-Target-URI"], record.reader.read())
            for record in fastwarc.ArchiveIterator(file, record_types=fastwarc.WarcRecordType.response)
        ]
    with (tmp_path / "tape.warc.gz").open("rb") as file:
        assert all(record.verify_block_digest() for record in fastwarc.ArchiveIterator(file, parse_http=False))

    assert found == [(take.status, take.url, take.body) for take in one.takes]


async def test_faults_play_as_they_were(tmp_path: Path) -> None:
    one = tape(
        take(0, body=rss("eins")),
        take(1, status=None, fault=Cause.DNS, detail="ConnectError: no such host"),
        take(2, status=None, fault=Cause.TLS),
        take(3, status=None, fault=Cause.CONNECT),
        take(4, status=None, fault=Cause.TIMEOUT, detail="ConnectTimeout: "),
        take(5, status=None, fault=Cause.BROKEN, detail="ReadError: reset"),
        take(6, body=b"<rss><chan", fault=Cause.BROKEN),
        take(7, body=b"<rss><chan", fault=Cause.TIMEOUT),
    )
    read = warc.read(packed(one, tmp_path))
    causes, details = [], []
    with open_database(tmp_path / "ticker.db") as db:
        subscribe(db, read)
        async for _changes in play(db, read, TapeClock(read.start, float("inf"))):
            row = db.rows("SELECT failure_cause, failure_detail FROM feed")[0]
            causes.append(row[0])
            details.append(row[1])

    assert causes == [None, "dns", "tls", "connect", "timeout", "broken", "broken", "timeout"]
    assert details[1] == "ConnectError: no such host"
    assert details[5] == "ReadError: reset"


WGET = shutil.which("wget")


@pytest.mark.skipif(WGET is None, reason="wget is not installed")
@pytest.mark.parametrize("options", [[], ["--no-warc-compression"], ["--header=Accept-Encoding: gzip"]])
def test_what_wget_records_plays(tmp_path: Path, options: list[str]) -> None:
    with site_in_thread() as site:
        chunked = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
        body = rss("zerteilt")
        parts = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:40], body[40:])) + b"0\r\n\r\n"
        site.routes["/chunked.xml"] = Reply(raw=chunked + parts)
        site.routes["/alt.xml"] = Reply(status=301, headers=(("Location", "/feed.xml"),))
        site.routes["/feed.xml"] = Reply(rss("eins", "zwei"), gzip="gzip" in str(options))
        site.routes["/seite.html"] = Reply(b"<html><p>Kein Feed</p></html>")
        addresses = [site.url + path for path in ("/alt.xml", "/chunked.xml", "/seite.html", "/fehlt.xml")]
        command = [WGET or "", "-q", "--tries=1", *options, "--warc-file=wget", "-O", "/dev/null", *addresses]
        subprocess.run(command, cwd=tmp_path, check=False, env={"no_proxy": "*"})
        (path,) = tmp_path.glob("wget.warc*")

        found, remarks = warc.examine(path)

        assert remarks == []
        assert feeds_of(found) == (site.url + "/feed.xml", site.url + "/chunked.xml")
        assert [one.status for one in found.takes] == [301, 200, 200, 200, 404]

    async def titles() -> set[str | None]:
        with open_database(tmp_path / "ticker.db") as db:
            subscribe(db, found)
            async for _changes in play(db, found, TapeClock(found.start, float("inf"))):
                pass
            return {entry.data.title for entry in entries.latest(db, None)}

    assert asyncio.run(titles()) == {"eins", "zwei", "zerteilt"}


def test_a_revisit_has_the_body_that_it_refers_to(tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    body, path = rss("eins"), tmp_path / "dedup.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/xml")], protocol="HTTP/1.1")
        first = writer.create_warc_record(
            FEED,
            "response",
            io.BytesIO(body),
            len(body),
            http_headers=head,
            warc_headers_dict={"WARC-Date": "2023-09-13T04:00:00Z"},
        )
        writer.write_record(first)
        digest = first.rec_headers.get_header("WARC-Payload-Digest")
        again = writer.create_revisit_record(
            FEED, digest, FEED, "2023-09-13T04:00:00Z", head, warc_headers_dict={"WARC-Date": "2023-09-13T05:00:00Z"}
        )
        writer.write_record(again)

    first_take, second_take = warc.read(path).takes
    assert (second_take.status, second_take.body) == (200, body)
    assert second_take.at > first_take.at


async def test_a_tape_is_rehearsed() -> None:
    whole = tape(take(0, headers=(("ETag", '"a"'),), body=rss("eins")), take(1, etag='"a"', status=304))
    assert await rehearse(whole) == []

    other = tape(take(0, body=rss("eins")), take(1, etag='"a"', status=304), take(2, "https://fremd.example/"))
    assert len(await rehearse(other)) == 2


def test_a_tape_leads_to_no_folder_of_this_machine(tmp_path: Path) -> None:
    address = tmp_path.as_uri()
    one = tape(take(0, body=rss("eins")), take(1, address), feeds=(FEED, address))
    assert feeds_of(one) == (FEED,)
    assert [found.url for found in warc.read(packed(one, tmp_path)).takes] == [FEED]


def test_a_single_gzip_member_gets_a_line(tmp_path: Path) -> None:
    out = io.BytesIO()
    warcwriter.write(tape(take(0, body=rss("eins")), take(1, etag='"a"', status=304)), out, compress=False)
    path = tmp_path / "one.warc.gz"
    path.write_bytes(gzip.compress(out.getvalue()))
    found = read_or_complaint(path)
    assert isinstance(found, str) or len(found.takes) == 2
