"""Full articles and images: fetched on demand, politely, made fit to keep in a process of their own."""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from tests.fakes import FakeClock
from tests.loopback import Reply, Site
from tests.store.build import NOW, add, poll
from ticker.errors import Cause, Failure
from ticker.model import EntryData
from ticker.net.client import make_client
from ticker.poller import refine, refine_child
from ticker.poller.lock import PollerLock
from ticker.poller.loop import run
from ticker.poller.wishes import Granter, Wish
from ticker.store import articles, feeds, pictures
from ticker.store.database import Database, open_database

PARAGRAPHS = "".join(
    f"<p>Absatz {number}: Die alte Brücke über die Weide ist seit dem frühen Morgen gesperrt, teilte die Stadt mit.</p>"
    for number in range(6)
)
PAGE = f"""<!doctype html><html lang=de><head><title>Brücke gesperrt – Nordfenster</title></head><body>
<nav><a href="/">Start</a></nav><article><h1>Brücke gesperrt</h1><img src="/bild.jpg" alt="Die Brücke">{PARAGRAPHS}
<p>Mehr steht <a href="/mehr">hier</a>, und \x1b]0;böse\x07 steht nichts.</p></article>
<footer>Impressum</footer><script>alert(1)</script></body></html>""".encode()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "t.db") as db:
        yield db


@pytest.fixture
async def site() -> object:
    async with Site() as site:
        yield site


def entry_of(db: Database, feed_url: str) -> int:
    """A feed with one entry; gives its key."""
    feed = feeds.add(db, feed_url, NOW, next_poll=NOW.replace(year=2090))
    changes = poll(db, feed, add(EntryData("1", title="Brücke gesperrt")))
    return next(change.entry_key for change in changes if change.entry_key is not None)


async def granted(db: Database) -> None:
    """All open wishes, once."""

    async def pause() -> None:
        raise AssertionError("no redirect here")

    async with make_client() as client:
        granter = Granter(db, client, FakeClock(NOW), pause)
        wishes: list[Wish] = [*articles.wishes(db), *pictures.wishes(db)]
        for wish in wishes:
            await granter.grant(wish)


async def test_an_article_is_fetched_cleaned_and_asked_for_conditionally(db: Database, site: Site) -> None:
    site.routes["/1"] = lambda request: (
        Reply(b"", status=304)
        if request.header("if-none-match") == '"a"'
        else Reply(PAGE, headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a"')))
    )
    key = entry_of(db, site.url + "/feed")
    articles.wish(db, key, site.url + "/1", NOW)
    await granted(db)

    stored = articles.get(db, key)
    assert stored is not None
    assert stored.html is not None
    assert (stored.failure, stored.wished, stored.fetched_at) == (None, False, NOW)
    assert "Absatz 5" in stored.html
    assert f'href="{site.url}/mehr"' in stored.html
    assert not any(word in stored.html for word in ("script", "Impressum", "\x1b", "\x07"))

    articles.wish(db, key, site.url + "/1", NOW)
    await granted(db)
    assert [request.header("if-none-match") for request in site.requests] == [None, '"a"']
    again = articles.get(db, key)
    assert again is not None
    assert (again.html, again.wished) == (stored.html, False)


@pytest.mark.parametrize(
    ("reply", "cause"),
    [
        (Reply(b"", status=404), Cause.STATUS),
        (Reply(b"%PDF-1.7", headers=(("Content-Type", "application/pdf"),)), Cause.NO_ARTICLE),
        (Reply(b"", headers=(("Content-Type", "text/html"),)), Cause.NO_ARTICLE),
        (Reply(b"x" * (5 * 2**20 + 1), headers=(("Content-Type", "text/html"),)), Cause.TOO_LARGE),
    ],
    ids=["status", "kind", "empty", "large"],
)
async def test_why_there_is_no_article(db: Database, site: Site, reply: Reply, cause: Cause) -> None:
    site.routes["/1"] = reply
    key = entry_of(db, site.url + "/feed")
    articles.wish(db, key, site.url + "/1", NOW)
    await granted(db)

    stored = articles.get(db, key)
    assert stored is not None
    assert stored.failure is not None
    assert (stored.failure.cause, stored.html, stored.wished) == (cause, None, False)


async def test_a_public_feed_leads_nobody_into_his_own_network(db: Database, site: Site) -> None:
    key = entry_of(db, "https://nordfenster.example/feed")
    articles.wish(db, key, site.url + "/reboot", NOW)
    pictures.wish(db, key, [site.url + "/bild.png"], NOW)
    await granted(db)

    assert site.requests == []
    stored = articles.get(db, key)
    assert stored is not None
    assert stored.failure is not None
    assert stored.failure.cause is Cause.REDIRECT
    assert [picture.failure is not None for picture in pictures.of_entry(db, key).values()] == [True]


def picture(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, "red").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "mode", "size", "kept"),
    [
        ("PNG", "RGB", (2400, 600), (1200, 300)),
        ("PNG", "RGBA", (30, 20), (30, 20)),
        ("GIF", "P", (40, 30), (40, 30)),
        ("JPEG", "CMYK", (40, 30), (40, 30)),
        ("WEBP", "RGB", (100, 3200), (50, 1600)),
    ],
)
async def test_an_image_is_made_small_and_kept(
    db: Database, site: Site, kind: str, mode: str, size: tuple[int, int], kept: tuple[int, int]
) -> None:
    site.routes["/bild"] = Reply(picture(kind, size, mode), headers=(("Content-Type", f"image/{kind.lower()}"),))
    key = entry_of(db, site.url + "/feed")
    pictures.wish(db, key, [site.url + "/bild"], NOW)
    await granted(db)

    (stored,) = pictures.of_entry(db, key).values()
    assert stored.body is not None
    assert (stored.width, stored.height, stored.failure) == (*kept, None)
    with Image.open(io.BytesIO(stored.body)) as made:
        assert made.size == kept
        assert made.format in ("JPEG", "PNG")


@pytest.mark.parametrize(
    ("body", "kind", "cause"),
    [
        (b"<html>", "text/html", Cause.NO_IMAGE),
        (b"no image", "image/png", Cause.UNREADABLE),
        (picture("BMP", (3, 3)), "image/bmp", Cause.UNREADABLE),
        (picture("PNG", (8000, 8000)), "image/png", Cause.TOO_LARGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", Cause.UNREADABLE),
    ],
    ids=["page", "no image", "kind", "pixels", "vectors"],
)
async def test_why_there_is_no_image(db: Database, site: Site, body: bytes, kind: str, cause: Cause) -> None:
    site.routes["/bild"] = Reply(body, headers=(("Content-Type", kind),))
    key = entry_of(db, site.url + "/feed")
    pictures.wish(db, key, [site.url + "/bild"], NOW)
    await granted(db)

    (stored,) = pictures.of_entry(db, key).values()
    assert stored.failure is not None
    assert (stored.failure.cause, stored.body) == (cause, None), stored.failure


async def test_a_page_that_costs_too_much_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refine, "_START", "while True: pass # {!r} {!r} {!r}")
    monkeypatch.setattr(refine, "PATIENCE", 0.01)
    assert await refine.article(b"", "https://a.example/") == Failure(Cause.TOO_COSTLY, detail="time")

    monkeypatch.setattr(refine, "PATIENCE", 120.0)
    monkeypatch.setattr(refine, "_START", "import os, signal; os.kill(os.getpid(), signal.SIGXCPU) # {!r} {!r} {!r}")
    refused = await refine.article(b"", "https://a.example/")
    assert isinstance(refused, Failure)
    assert refused.cause is Cause.TOO_COSTLY
    monkeypatch.setattr(refine, "_START", "raise SystemExit(7) # {!r} {!r} {!r}")
    broken = await refine.article(b"", "https://a.example/")
    assert isinstance(broken, Failure)
    assert broken.cause is Cause.UNREADABLE


def test_what_is_too_long_for_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refine_child, "LONGEST_TEXT", 100)
    refused = refine_child.article(PAGE, "https://nordfenster.example/1")
    assert isinstance(refused, Failure)
    assert refused.cause is Cause.TOO_LARGE


class RestingClock(FakeClock):
    """A sleep moves it on at once too, but leaves the processor to the process that is waited for."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds)
        await asyncio.sleep(0.001)


async def test_the_loop_grants_wishes_while_feeds_rest_one_host_at_its_pace(db: Database, site: Site) -> None:
    site.routes["/1"] = Reply(PAGE, headers=(("Content-Type", "text/html"),))
    site.routes["/bild"] = Reply(picture("PNG", (3, 3)), headers=(("Content-Type", "image/png"),))
    key = entry_of(db, site.url + "/feed")
    articles.wish(db, key, site.url + "/1", NOW)
    pictures.wish(db, key, [site.url + "/bild"], NOW)
    clock = RestingClock(NOW)
    with PollerLock(db.path) as lock:
        async with make_client() as client:
            task = asyncio.ensure_future(run(db, client, clock, lock))
            while articles.wishes(db) or pictures.wishes(db):
                await asyncio.wait({task}, timeout=0.01)
                assert not task.done(), task.result()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    assert [request.path for request in site.requests][:2] == ["/1", "/bild"]
    stored = articles.get(db, key)
    assert stored is not None
    assert stored.html is not None


def test_the_libraries_for_foreign_files_stay_out_of_the_poller() -> None:
    import subprocess

    program = "import sys, ticker.poller.loop; print([m for m in ('trafilatura', 'PIL', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
