"""Entries that are known are not read again, and nothing is missed by that."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import Item, rss
from tests.feeds.reading import URL
from tests.feeds.test_feeds_corpus import CORPUS
from tests.feeds.test_feeds_fast import REAL, WITH_CORPUS, feed_text
from ticker.feeds.known import NOTHING, cut, cut_items
from ticker.feeds.parse import parse
from ticker.model import Document

ITEMS = [Item(f"Meldung {number}", guid=f"https://falkenbote.example/{number}") for number in range(6)]


def read(body: bytes, known: bytes = NOTHING, url: str = URL) -> Document:
    parsed = parse(body, url=url, known=known)
    assert isinstance(parsed, Document), parsed
    return parsed


def json_feed(items: Sequence[Item], language: str = "de", other: Sequence[object] = ()) -> bytes:
    told = [{"id": item.guid, "title": item.title, "content_text": item.text} for item in items]
    root = {"version": "https://jsonfeed.org/version/1.1", "language": language, "items": [*told, *other]}
    return json.dumps(root).encode()


def titles(document: Document) -> list[str | None]:
    return [entry.title for entry in document.entries]


KNOWN = read(rss(ITEMS)).known


def test_the_same_document_brings_nothing() -> None:
    again = read(rss(ITEMS), KNOWN)
    assert (again.entries, again.unchanged, again.known) == ((), 6, KNOWN)
    assert again.feed == read(rss(ITEMS)).feed


def test_new_and_changed_entries_are_read() -> None:
    changed = [Item("Neu"), *ITEMS[:2], replace(ITEMS[2], text="Berichtigt."), *ITEMS[3:5]]
    again = read(rss(changed), KNOWN)
    assert (titles(again), again.unchanged) == (["Neu", "Meldung 2"], 4)
    assert read(rss(changed), again.known).unchanged == 6


def test_another_order_brings_nothing() -> None:
    assert read(rss(ITEMS[::-1]), KNOWN).unchanged == 6


def test_what_left_and_comes_back_is_read_again() -> None:
    without = read(rss(ITEMS[1:]), KNOWN)
    assert titles(read(rss(ITEMS), without.known)) == ["Meldung 0"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<rss ", b'<rss xml:lang="fr" '),
        (b"<rss ", b'<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '),
        (b"<language>de-DE", b"<language>de-AT"),
        (b"<channel>", b'<channel xml:base="https://b.example/">'),
    ],
)
def test_what_entries_inherit_makes_them_others(before: bytes, after: bytes) -> None:
    again = read(rss(ITEMS).replace(before, after), KNOWN)
    assert (len(again.entries), again.unchanged) == (6, 0)


def test_a_base_of_all_and_a_comment_at_the_end_do_no_harm() -> None:
    body = rss(ITEMS).replace(b"<rss ", b"<rss xml:base='https://b.example/' ") + b"<!-- cached at 11:11 -->"
    first = read(body)
    assert read(body.replace(b"11:11", b"11:12"), first.known).unchanged == 6
    assert read(body.replace(b"b.example", b"c.example"), first.known).unchanged == 0


@pytest.mark.parametrize(
    "text",
    [
        b"https://b.example/?base=1",
        b"<![CDATA[<p>--> ]] ?base=1</p>]]>",
        b"<!-- ]]> -->a",
        b"<![CDATA[ <item> <entry> ]]>",
    ],
)
def test_what_only_looks_like_doubt_is_none(text: bytes) -> None:
    body = rss(ITEMS).replace(b"Ein Satz.", text)
    assert read(body, read(body).known).unchanged == 6


def test_elsewhere_they_are_others() -> None:
    assert read(rss(ITEMS), KNOWN, "https://other.example/feed").unchanged == 0


def test_a_new_entry_with_a_known_id_has_all_of_them_read() -> None:
    twin = Item("Noch eine", guid="https://falkenbote.example/3")
    again = read(rss([twin, *ITEMS]), KNOWN)
    assert (len(again.entries), again.unchanged, again.known) == (7, 0, NOTHING)
    assert again == read(rss([twin, *ITEMS]))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"</channel>", b"<title>Blatt</title></channel>"),
        (b"<item>", b"<!-- <item> --><item>"),
        (b"</item>", b"</item><ttl>5</ttl>"),
        (b"Ein Satz.", b"<![CDATA[</item>]]>"),
        (b"<item>", b"<item/><item>"),
        (b"<item>", b"<rss:item xmlns:rss='http://backend.userland.com/rss2'/><item>"),
        (b"Ein Satz.", b"a</description><entry/><description>b"),
        (b"Ein Satz.", b"a</description><item>b</item><description>c"),
        (b"<?xml", b"<!DOCTYPE rss><?xml"),
        (b"<channel>", b"<channel xml:base='/a/'>"),
        (b"Ein Satz.", b"<!-- </item> --> Ein Satz."),
        (b"</rss>", b""),
        (b"<description>Nachrichten", b"<content>x</content><description>"),
        (b"<description>Ein Satz.", b"<description xml:base='/a/'>Ein Satz."),
    ],
)
def test_where_it_is_not_beyond_doubt_nothing_is_remembered(before: bytes, after: bytes) -> None:
    body = rss(ITEMS).replace(before, after)
    assert body != rss(ITEMS)
    first = read(body, KNOWN)
    assert (first.known, first.unchanged) == (NOTHING, 0)
    assert first == read(body)


def test_pages_repeats_and_torn_feeds_are_not_cut() -> None:
    for text in (rss([]).decode(), "", "<p><item></item><item></item><item></item></p>", "<entry>" * 5):
        assert cut(text, URL, NOTHING) is None
    assert cut(rss(ITEMS).decode().replace("<item>", "<entry>", 1), URL, NOTHING) is None
    assert cut(rss([ITEMS[0]] * 3).decode(), URL, NOTHING) is None


def test_of_a_json_feed_only_what_is_new_or_changed_is_read() -> None:
    first = read(json_feed(ITEMS))
    again = read(json_feed(ITEMS[::-1]), first.known)
    assert (again.entries, again.unchanged, again.feed) == ((), 6, first.feed)
    more = read(json_feed([Item("Neu"), replace(ITEMS[2], text="Berichtigt."), *ITEMS[3:]]), first.known)
    assert (titles(more), more.unchanged) == (["Neu", "Meldung 2"], 3)
    assert read(json_feed(ITEMS, language="fr"), first.known).unchanged == 0
    assert read(json_feed(ITEMS), first.known, "https://other.example/feed").unchanged == 0


@pytest.mark.parametrize("other", ["x", {"id": ITEMS[0].guid, "title": "Noch eine"}])
def test_of_a_json_feed_in_which_an_item_is_none_or_shares_its_id_all_is_read(other: object) -> None:
    body = json_feed(ITEMS, other=[other])
    again = read(body, read(json_feed(ITEMS)).known)
    assert (again.known, again.unchanged) == (NOTHING, 0)
    assert again == read(body)


@pytest.mark.parametrize("items", [None, [], "x", {}, [{}] * 2, [{}] * 3000])
def test_json_without_entries_or_with_twins_is_not_cut(items: object) -> None:
    assert cut_items({"items": items}, URL, NOTHING) is None


@pytest.mark.parametrize("made", [rss, json_feed])
@settings(max_examples=60, deadline=None)
@given(
    polls=st.lists(st.lists(st.tuples(st.integers(0, 8), st.sampled_from("abc")), max_size=9), min_size=2, max_size=5)
)
def test_over_any_row_of_documents_nothing_is_missed(
    made: Callable[[Sequence[Item]], bytes], polls: list[list[tuple[int, str]]]
) -> None:
    known = NOTHING
    seen: dict[str, object] = {}
    for poll in polls:
        body = made([Item(f"{number} {text}", guid=f"https://f.example/{number}") for number, text in poll])
        document = read(body, known)
        whole = read(body).entries
        assert len(document.entries) + document.unchanged in (len(whole), len(poll))
        seen.update((entry.id, entry) for entry in document.entries)
        assert [seen[entry.id] for entry in whole] == list(whole)
        known = document.known


@WITH_CORPUS
@pytest.mark.parametrize("folder", REAL)
def test_of_real_feeds_the_same_entries_are_read_with_and_without_the_others(folder: str) -> None:
    source = random.Random(folder)
    remembered = 0
    for path in sorted((CORPUS / folder).rglob("*")):
        body = path.read_bytes() if path.is_file() else b""
        text = feed_text(body)
        parts = cut(text, URL, NOTHING) if text is not None else None
        whole = parse(body, url=URL)
        if parts is None or not isinstance(whole, Document) or not whole.known:
            continue
        remembered += 1
        chosen = {digest for digest in parts.digests if source.random() < 0.7}
        pairs = [whole.known[at : at + 16] for at in range(0, len(whole.known), 16)]
        known = b"".join(pair for pair in pairs if pair[:8] in chosen)
        again = read(body, known)
        fresh = [entry for entry, pair in zip(whole.entries, pairs, strict=True) if pair[:8] not in chosen]
        assert (list(again.entries), again.feed, again.unchanged) == (fresh, whole.feed, len(chosen)), path
    assert remembered
