"""Real documents: none raises, none brings anything forbidden, and the entries are all there."""

from __future__ import annotations

import os
import pickle
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.reading import texts
from ticker.errors import Cause, Failure
from ticker.feeds.apart import child_command
from ticker.feeds.child import LENGTH
from ticker.feeds.parse import NOTHING_KNOWN, parse
from ticker.model import Document
from ticker.text.block_reader import blocks
from ticker.text.sanitise import sanitise

CORPUS = Path(os.environ.get("TICKER_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
FOLDERS = ("rss", "atom", "rdf", "json-feed", "german-news", "malformed", "encodings", "agency")
URL = "https://blatt.example/feeds/alles.xml"

# The counts of the index include entries that stand in the document twice, word for word.
REPEATS = {"rss/bbc-europe_2024-02.xml": 1, "rss/lefigaro_2017.xml": 1, "rss/rss092_full_sample.xml": 1}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS} (set TICKER_CORPUS)")


def documents() -> list[str]:
    """The corpus' documents, by their path inside it."""
    found = (path for folder in FOLDERS for path in sorted((CORPUS / folder).rglob("*")) if path.is_file())
    return [path.relative_to(CORPUS).as_posix() for path in found]


def facts() -> Iterator[tuple[str, str, int]]:
    """Path, format and number of entries, as the index tells them."""
    index = CORPUS / "INDEX.md"
    folder = ""
    for line in index.read_text("utf-8").splitlines() if index.is_file() else []:
        if heading := re.match(r"## ([\w-]+)/", line):
            folder = heading[1]
        if fact := re.match(r"- (\S+) \(\d+ B\).*\[(\w+) (\d+) entries", line):
            yield f"{folder}/{fact[1]}", fact[2], int(fact[3])


@pytest.mark.parametrize("path", documents())
def test_every_document_is_read_or_refused_and_brings_nothing_forbidden(path: str) -> None:
    parsed = parse((CORPUS / path).read_bytes(), url=URL)
    if isinstance(parsed, Failure):
        assert parsed.detail
        return
    assert [text for text in texts(parsed) if sanitise(text) != text] == []
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    for entry in parsed.entries:
        shown = [span.text for block in blocks(entry.content_html or "") for span in block.spans]
        assert [text for text in shown if sanitise(text) != text] == []


def test_none_takes_the_process_that_reads_apart_a_second() -> None:
    """Its bound of processor time ends it (within two seconds, for it counts whole ones): then an answer is missing."""
    paths = sorted(path for path in CORPUS.rglob("*") if path.is_file())
    requests = [pickle.dumps((path.read_bytes(), URL, None, NOTHING_KNOWN)) for path in paths]
    asked = b"".join(LENGTH.pack(len(request)) + request for request in requests)
    done = subprocess.run(child_command(cpu_seconds=1), input=asked, capture_output=True, check=False)
    answers = list(answered(done.stdout))
    assert len(answers) == len(paths), f"{paths[len(answers)]}: {done.stderr.decode()}"
    refused = [answer for answer in answers if isinstance(answer, Failure)]
    assert {failure.cause for failure in refused} <= {Cause.NOT_A_FEED, Cause.UNREADABLE}


def answered(sent: bytes) -> Iterator[Document | Failure]:
    """What the process that reads apart has sent."""
    while sent:
        (length,) = LENGTH.unpack_from(sent)
        yield pickle.loads(sent[LENGTH.size : LENGTH.size + length])
        sent = sent[LENGTH.size + length :]


@pytest.mark.parametrize(("path", "form", "count"), facts())
def test_the_entries_of_the_index_are_all_there(path: str, form: str, count: int) -> None:
    parsed = parse((CORPUS / path).read_bytes(), url=URL)
    assert isinstance(parsed, Document)
    assert (parsed.format, len(parsed.entries)) == (form, count - REPEATS.get(path, 0))


@pytest.mark.parametrize("seed", range(200))
def test_torn_and_twisted_real_documents_never_raise(seed: int) -> None:
    source = random.Random(seed)
    path = CORPUS / source.choice([path for path in documents() if (CORPUS / path).stat().st_size < 20_000])
    body = bytearray(path.read_bytes())
    for _ in range(source.randint(1, 8)):
        place = source.randrange(len(body) + 1)
        if source.random() < 0.5:
            del body[place : place + source.choice((1, 10, 500))]
        else:
            start = source.randrange(len(body) + 1)
            body[place:place] = source.choice((b"<", b"&", b"\x1b", b"\xff", bytes(body[start : start + 50])))
    parsed = parse(bytes(body), url=URL)
    if isinstance(parsed, Document):
        assert [text for text in texts(parsed) if sanitise(text) != text] == []
