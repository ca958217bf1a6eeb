"""Full articles and images: wishes, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import NOW, URL, fill, later, numbered
from ticker.errors import Cause, Failure
from ticker.model import ChangeKind, Validators
from ticker.store import articles, changes, feeds, pictures
from ticker.store.database import Database, open_database

PAGE = "https://kurier.example/1"
BUSY = Failure(Cause.BUSY, 503, "HTTP 503")
TAGS = Validators('"a"', "Wed, 13 Sep 2023 08:00:00 GMT")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "t.db") as db:
        fill(db, numbered(3))
        yield db


def test_a_wish_for_an_article_is_open_until_it_is_met(db: Database) -> None:
    assert articles.get(db, 1) is None
    articles.wish(db, 1, PAGE, NOW)
    articles.wish(db, 1, PAGE, later(1))
    (wish,) = articles.wishes(db)
    assert wish == articles.Wish(1, PAGE, URL, Validators())

    articles.fetched(db, wish, later(2), html="<p>Ganz</p>", title="Titel", validators=TAGS)
    stored = articles.get(db, 1)
    assert stored is not None
    assert (stored.html, stored.title, stored.fetched_at, stored.validators) == ("<p>Ganz</p>", "Titel", later(2), TAGS)
    assert (stored.wished, stored.failure) == (False, None)
    assert articles.wishes(db) == []
    assert changes.since(db, 0)[-1].kind is ChangeKind.ENTRY_FETCHED


def test_an_article_survives_a_later_failure_and_an_unchanged_page(db: Database) -> None:
    articles.wish(db, 1, PAGE, NOW)
    articles.fetched(db, articles.wishes(db)[0], NOW, html="<p>Ganz</p>", title=None, validators=TAGS)
    articles.wish(db, 1, PAGE, later(1))
    (again,) = articles.wishes(db)
    assert again.validators == TAGS

    articles.failed(db, again, later(2), BUSY)
    stored = articles.get(db, 1)
    assert stored is not None
    assert (stored.html, stored.failure, stored.wished) == ("<p>Ganz</p>", BUSY, False)

    articles.wish(db, 1, PAGE, later(3))
    articles.fetched(db, articles.wishes(db)[0], later(4), html=None, title=None, validators=TAGS)
    stored = articles.get(db, 1)
    assert stored is not None
    assert (stored.html, stored.failure, stored.fetched_at) == ("<p>Ganz</p>", None, later(4))


def test_an_article_of_another_address_is_not_kept(db: Database) -> None:
    articles.wish(db, 1, PAGE, NOW)
    articles.fetched(db, articles.wishes(db)[0], NOW, html="<p>Ganz</p>", title=None, validators=TAGS)
    articles.wish(db, 1, PAGE + "b", later(1))

    stored = articles.get(db, 1)
    assert stored is not None
    assert (stored.url, stored.html, stored.wished) == (PAGE + "b", None, True)
    articles.failed(db, articles.Wish(1, PAGE, URL, TAGS), later(2), BUSY)  # of the old address, and too late
    assert [wish.url for wish in articles.wishes(db)] == [PAGE + "b"]


def test_wishes_for_what_is_gone_are_passed_over(db: Database) -> None:
    articles.wish(db, 99, PAGE, NOW)
    pictures.wish(db, 99, [PAGE], NOW)
    assert (articles.wishes(db), pictures.wishes(db)) == ([], [])

    articles.wish(db, 1, PAGE, NOW)
    pictures.wish(db, 1, [PAGE], NOW)
    feeds.remove(db, 1, NOW)
    assert (articles.wishes(db), pictures.wishes(db)) == ([], [])


def test_images_are_kept_by_entry_and_address(db: Database) -> None:
    pictures.wish(db, 1, ["https://b.example/2.png", "https://b.example/1.png"], NOW)
    one, two = pictures.wishes(db)
    assert (one.url, two.url) == ("https://b.example/1.png", "https://b.example/2.png")
    pictures.fetched(db, one, later(1), b"PNG", (4, 3))
    pictures.failed(db, two, later(1), BUSY)

    stored = pictures.of_entry(db, 1)
    assert (stored[one.url].body, stored[one.url].width, stored[one.url].height) == (b"PNG", 4, 3)
    assert (stored[two.url].body, stored[two.url].failure) == (None, BUSY)
    pictures.wish(db, 1, [one.url, two.url], later(2))
    assert pictures.wishes(db) == [two]
    assert pictures.of_entry(db, 2) == {}


def test_the_oldest_images_go_where_there_are_too_many(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 2)
    for number in range(4):
        pictures.wish(db, 2, [f"https://b.example/{number}"], later(number))
        pictures.fetched(db, pictures.wishes(db)[0], later(number), b"PNG", (1, 1))

    assert sorted(pictures.of_entry(db, 2)) == ["https://b.example/2", "https://b.example/3"]
