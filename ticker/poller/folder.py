"""Folders into which agencies deliver: each file holds an item or some, and is read as the answer of a server is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os import DirEntry, scandir
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ticker.errors import Cause, Failure
from ticker.feeds.apart import Parser
from ticker.model import Document, EntryData, Feed, FeedData, FeedKind
from ticker.text.sanitise import one_line

SCHEME = "file:"
_MOST_FILES = 5_000
_LARGEST = 8 * 1024 * 1024  # bytes of one file
_UNFINISHED = (".tmp", ".temp", ".part", ".filepart", ".crdownload", ".swp", ".lock", "~")
_SETTLING = timedelta(seconds=60)  # a file that cannot be read is taken for half-written for so long
_LOOK_BACK = timedelta(hours=1)  # files are read again for so long: clocks of machines differ, copies take their time


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a look into a folder brought.

    `document` is None where nothing has changed since the look that gave `digest`; with a `failure` it holds what
    could be read all the same. `received` counts the bytes that were read.
    """

    document: Document | None = None
    digest: bytes | None = None
    failure: Failure | None = None
    received: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    changed: float  # seconds since 1970: when it was last written, or moved here


def address_of(folder: Path) -> str:
    """The address under which a folder is subscribed to."""
    return folder.resolve().as_uri()


def is_folder(url: str) -> bool:
    """Whether an address is that of a folder, which only the reader can have given: no server leads here."""
    return url.startswith(SCHEME)


async def look(feed: Feed, at: datetime, parser: Parser) -> Delivery:
    """Read what is new in the folder of a feed at `at` (aware UTC).

    Files whose name begins with a dot or ends like that of a copy under way are passed over, so are links and large
    ones. One that cannot be read is half-written as long as it is fresh and is looked at again; after that it is a
    failure that names it, for an hour, and hinders no other file. What is moved away or deleted stays stored.
    """
    folder = Path(unquote(urlsplit(feed.url).path))
    try:
        files = sorted(_files(folder), key=lambda file: (file.changed, file.path.name))[-_MOST_FILES:]
    except OSError as error:
        return Delivery(failure=Failure(Cause.UNREADABLE, detail=one_line(f"{folder}: {error.strerror or error}")))
    digest = _digest(files)
    if digest == feed.body_digest:
        return Delivery(digest=digest)
    since = feed.health.last_poll - _LOOK_BACK if feed.health.last_poll is not None else None
    wanted = [file for file in files if since is None or file.changed >= since.timestamp()]
    return await _read(folder, wanted, digest, at, parser)


async def _read(folder: Path, files: Iterable[_File], digest: bytes, at: datetime, parser: Parser) -> Delivery:
    documents: list[Document] = []
    complaints: list[str] = []
    is_waiting = False
    received = 0
    for file in files:
        try:
            body = file.path.read_bytes()
        except OSError:
            continue  # moved away or deleted since the list was made
        received += len(body)
        parsed = await parser.parse(body, url=file.path.as_uri())
        if not isinstance(parsed, Failure) and parsed.broken is None:
            documents.append(parsed)
        elif at - datetime.fromtimestamp(file.changed, UTC) < _SETTLING:
            is_waiting = True
        else:
            complaints.append(f"{file.path.name}: {parsed.detail if isinstance(parsed, Failure) else parsed.broken}")
    failure = None
    if complaints:
        more = f" (+{len(complaints) - 1})" if len(complaints) > 1 else ""
        failure = Failure(Cause.UNREADABLE, detail=one_line(f"{complaints[0]}{more}"))
    return Delivery(_joined(folder, documents), None if is_waiting or failure else digest, failure, received)


def _files(folder: Path) -> Iterator[_File]:
    with scandir(folder) as found:
        for entry in found:
            if not entry.name.startswith(".") and not entry.name.lower().endswith(_UNFINISHED):
                file = _file(entry)
                if file is not None:
                    yield file


def _file(entry: DirEntry[str]) -> _File | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return None  # gone again
    # A file that is moved here keeps the time of its writing; the other one tells when it came.
    changed = max(facts.st_mtime, facts.st_ctime)
    return _File(Path(entry.path), facts.st_size, changed) if 0 < facts.st_size <= _LARGEST else None


def _digest(files: Iterable[_File]) -> bytes:
    names = "\0".join(f"{file.path.name}\0{file.size}\0{file.changed}" for file in files)
    return hashlib.blake2b(names.encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _joined(folder: Path, documents: Iterable[Document]) -> Document:
    """All items of the files as one document; of several versions of an item the latest."""
    latest: dict[str, EntryData] = {}
    for document in documents:
        for entry in document.entries:
            held = latest.get(entry.id)
            if held is None or not _is_before(entry, held):
                latest[entry.id] = entry
    title = one_line(folder.name) or None
    return Document("folder", "utf-8", FeedData(title=title, kind=FeedKind.AGENCY), tuple(latest.values()))


def _is_before(entry: EntryData, other: EntryData) -> bool:
    ours, theirs = (data.updated or data.published for data in (entry, other))
    return ours is not None and theirs is not None and ours < theirs
