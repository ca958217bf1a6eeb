"""Tapes as folders: what is read, and the one line that each mistake gets."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker import resources
from ticker.errors import UsageError
from ticker.model import Validators
from ticker.tape.folder import read
from ticker.tape.shelf import find, names

HEAD = """
title = "Probe"
description = "Zwei Abfragen"
feeds = ["https://bote.example/feed/"]
"""
FIRST = """
[[take]]
time = 2023-09-13T06:00:02+02:00
url = "https://bote.example/feed/"
status = 200
body = "bodies/0600.xml"
[take.headers]
Content-Type = "application/rss+xml"
ETag = '"a-1"'
"""
SECOND = """
[[take]]
time = 2023-09-13T06:30:00+02:00
url = "https://bote.example/feed/"
status = 304
[take.request]
if-none-match = '"a-1"'
if-modified-since = "Wed, 13 Sep 2023 04:00:00 GMT"
"""


def lay(folder: Path, toml: str) -> Path:
    (folder / "bodies").mkdir(parents=True)
    (folder / "bodies" / "0600.xml").write_bytes("<rss>Händedruck</rss>".encode("iso-8859-1"))
    (folder / "tape.toml").write_text(toml, encoding="utf-8")
    return folder


def complaint(folder: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read(folder)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_reads_what_was_written(tmp_path: Path) -> None:
    tape = read(lay(tmp_path / "probe", HEAD + FIRST + SECOND))
    assert (tape.title, tape.description, tape.feeds) == ("Probe", "Zwei Abfragen", ("https://bote.example/feed/",))
    first, second = tape.takes
    assert first.at == tape.start == datetime(2023, 9, 13, 4, 0, 2, tzinfo=UTC)
    assert first.at.tzinfo is UTC
    assert (first.url, first.status, first.request) == ("https://bote.example/feed/", 200, Validators())
    assert first.headers == (("Content-Type", "application/rss+xml"), ("ETag", '"a-1"'))
    assert first.body == b"<rss>H\xe4ndedruck</rss>"
    assert second.at == tape.end
    assert second.request == Validators('"a-1"', "Wed, 13 Sep 2023 04:00:00 GMT")
    assert (second.status, second.headers, second.body) == (304, (), b"")


def test_takes_of_one_moment_keep_their_order(tmp_path: Path) -> None:
    again = SECOND.replace("06:30:00", "06:00:02")
    assert [take.status for take in read(lay(tmp_path / "probe", HEAD + FIRST + again)).takes] == [200, 304]


def test_there_must_be_a_folder_with_a_tape(tmp_path: Path) -> None:
    assert (
        complaint(tmp_path / "nirgends") == f"There is no tape at {tmp_path}/nirgends: the file tape.toml is missing."
    )
    assert "tape.toml is missing" in complaint(tmp_path)


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("title = Probe", "is no TOML: "),
        (HEAD.replace('title = "Probe"', "") + FIRST, "tape.toml: “title” is missing."),
        (HEAD.replace('description = "Zwei Abfragen"', "") + FIRST, "tape.toml: “description” is missing."),
        (HEAD.replace("feeds", "feed") + FIRST, "tape.toml: “feed” is not known here. There are: title, descr"),
        (HEAD.replace('["https://bote.example/feed/"]', "[7]") + FIRST, "“feeds” must be a list of addresses"),
        (HEAD.replace('["https://bote.example/feed/"]', '"x"') + FIRST, "“feeds” must be a list of addresses"),
        (HEAD.replace('"Probe"', "7") + FIRST, "tape.toml: “title” must be a text in quotes."),
        (HEAD, "tape.toml: “take” is missing."),
        (HEAD + "take = []", "tape.toml: a tape needs at least one take, and each begins with [[take]]."),
        (HEAD + "take = 1", "a tape needs at least one take"),
        (HEAD + "take = [1]", "a tape needs at least one take"),
        (HEAD + SECOND + FIRST, "tape.toml, [[take]] 2: “time” lies before that of the take above."),
    ],
)
def test_mistakes_in_the_head(tmp_path: Path, toml: str, says: str) -> None:
    assert says in complaint(lay(tmp_path / "probe", toml))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("time = 2023-09-13T06:30:00+02:00", "", "“time” is missing."),
        ("2023-09-13T06:30:00+02:00", "2023-09-13T06:30:00", "“time” must be a date and a time with an offset, like 2"),
        ("2023-09-13T06:30:00+02:00", "2023-09-13", "“time” must be a date and a time with an offset"),
        ("2023-09-13T06:30:00+02:00", '"06.30 Uhr"', "“time” must be a date and a time with an offset"),
        ("2023-09-13T06:30:00+02:00", "0001-01-01T00:00:00+02:00", "“time” must be a date and a time with an offset"),
        ('url = "https://bote.example/feed/"', "", "“url” is missing."),
        ('"https://bote.example/feed/"', "7", "“url” must be a text in quotes."),
        ("status = 304", "", "“status” is missing."),
        ("status = 304", "status = 99", "“status” must be a number from 200 to 599."),
        ("status = 304", "status = 600", "“status” must be a number from 200 to 599."),
        ("status = 304", "status = true", "“status” must be a number from 200 to 599."),
        ("status = 304", 'status = "304"', "“status” must be a number from 200 to 599."),
        ("status = 304", "staus = 304", "“staus” is not known here. There are: time, url, status, fault"),
        ("if-none-match", "etag", "[take.request]: “etag” is not known here. There are: if-none-match, if-modified-si"),
        ("'\"a-1\"'", "7", "“request” must be a table of names and texts in quotes, all of it plain ASCII."),
        ("'\"a-1\"'", "'ä'", "“request” must be a table"),
        ("'\"a-1\"'", '"a\\nb"', "“request” must be a table"),
        ("[take.request]", "headers = 7\n[take.request]", "“headers” must be a table"),
        ("[take.request]", "[take.headers]\n'Grüße' = 'x'\n[take.request]", "“headers” must be a table"),
        ("status = 304", "status = 304\nbody = 7", "“body” must be a text in quotes."),
        ("status = 304", "status = 304\nbody = 'bodies/0630.xml'", "there is no body bodies/0630.xml."),
        ("status = 304", "status = 304\nbody = 'bodies'", "the body bodies cannot be read: "),
        ("status = 304", 'status = 304\nbody = "a\\u0000b"', "cannot be read: "),
        (
            "status = 304",
            "status = 304\nbody = '../fremd.xml'",
            "the body ../fremd.xml lies outside the tape's folder.",
        ),
        ("status = 304", "status = 304\nbody = '/etc/hostname'", "the body /etc/hostname lies outside"),
        ("status = 304", "status = 304\nbody = 'link.xml'", "the body link.xml lies outside"),
        ("status = 304", "status = 304\nbody = 'kreis.xml'", "the body kreis.xml cannot be read: "),
    ],
)
def test_mistakes_in_a_take_name_the_file_and_the_take(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    assert right in SECOND
    folder = lay(tmp_path / "probe", HEAD + FIRST + SECOND.replace(right, wrong))
    (tmp_path / "fremd.xml").write_text("<rss/>")
    (folder / "link.xml").symlink_to(tmp_path / "fremd.xml")
    (folder / "kreis.xml").symlink_to(folder / "kreis.xml")
    text = complaint(folder)
    assert text.startswith(f"{folder}/tape.toml, [[take]] 2")
    assert says in text


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "tape.toml").mkdir()
    assert complaint(tmp_path).startswith(f"{tmp_path}/tape.toml cannot be read: ")


def test_a_tape_is_utf_8(tmp_path: Path) -> None:
    (tmp_path / "tape.toml").write_bytes('title = "Händedruck"'.encode("iso-8859-1"))
    assert "tape.toml cannot be read: " in complaint(tmp_path)


@given(st.data())
def test_a_damaged_tape_is_read_or_refused_with_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Any one line of a good tape may be lost, doubled or cut short."""
    lines = (HEAD + FIRST + SECOND).splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[place])))
    lines[place : place + 1] = data.draw(
        st.sampled_from([[], [lines[place]] * 2, [lines[place][:cut]], [lines[place][cut:]]])
    )
    folder = lay(tmp_path_factory.mktemp("probe") / "tape", "\n".join(lines))
    try:
        tape = read(folder)
    except UsageError as error:
        told = str(error)
    else:
        told = ""
        assert tape.start <= tape.end
    assert told == "" or ("tape.toml" in told and "\n" not in told)


def test_shipped_tapes_are_found_by_name() -> None:
    assert "putin-kim" in names()
    assert names() == sorted(names())
    assert find("putin-kim") == resources.folder("fixtures") / "putin-kim"
    for name in names():
        assert tomllib.loads((find(name) / "tape.toml").read_text("utf-8"))["title"] == read(find(name)).title


def test_any_folder_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tmp_path / "probe", HEAD + FIRST)
    assert find(str(tmp_path / "probe")) == tmp_path / "probe"
    monkeypatch.chdir(tmp_path)
    assert read(find("probe")).title == "Probe"


def test_an_unknown_name_gets_the_nearest_or_all() -> None:
    with pytest.raises(UsageError) as near:
        find("putin-kom")
    assert str(near.value) == "There is no tape “putin-kom”. Did you mean “putin-kim”?"
    with pytest.raises(UsageError) as far:
        find("zugvögel")
    assert str(far.value) == f"There is no tape “zugvögel”. There are: {', '.join(names())}."
