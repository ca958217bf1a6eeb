"""When two entries are the same, and when two links are."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feeds.reading import rss
from ticker.feeds.identity import distinct, entry_id
from ticker.model import EntryData
from ticker.text.trackers import normalise_link

LINK = "https://blatt.example/politik/kim.html"


@pytest.mark.parametrize(
    "spelling",
    [
        LINK,
        "http://blatt.example/politik/kim.html",
        "HTTPS://Blatt.Example:443/politik/kim.html",
        "http://blatt.example:80/politik/kim.html",
        f"{LINK}?utm_source=rss&utm_medium=feed",
        f"{LINK}?wt_mc=rss.beitrag&at_medium=RSS&at_campaign=x&fbclid=y&xtor=z",
        f"{LINK}?WT_MC=x",
        f"{LINK}#ref=rss",
        f"{LINK}?#",
    ],
)
def test_spellings_of_one_link(spelling: str) -> None:
    assert normalise_link(spelling) == LINK


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://blatt.example", "https://blatt.example/"),
        (f"{LINK}?id=5&utm_x=1&seite=2", f"{LINK}?id=5&seite=2"),
        (f"{LINK}?at_id=5", f"{LINK}?at_id=5"),
        (f"{LINK}#!/artikel/5", f"{LINK}#!/artikel/5"),
        ("https://Nutzer@Blatt.example:8080/", "https://Nutzer@blatt.example:8080/"),
        ("mailto:Redaktion@Blatt.example", "mailto:Redaktion@Blatt.example"),
        ("urn:uuid:ABC", "urn:uuid:ABC"),
        ("https:///pfad", "https:///pfad"),
        ("http://[kaputt", "http://[kaputt"),
        ("", ""),
    ],
)
def test_what_stays_different(url: str, expected: str) -> None:
    assert normalise_link(url) == expected


@given(st.one_of(st.text(), st.text(alphabet="abc:/?#&=!.@[]0123").map(lambda rest: f"https://{rest}")))
def test_normalising_twice_changes_nothing_more(url: str) -> None:
    assert normalise_link(normalise_link(url)) == normalise_link(url)


def test_an_entry_is_known_by_guid_or_link_or_text() -> None:
    assert entry_id("tag:5", LINK, "Titel", "Text") == "tag:5"
    assert entry_id(None, f"{LINK}?utm_x=1", "Titel", "Text") == LINK
    assert entry_id("", "", "Titel", "Text").startswith("sha256:")
    assert entry_id(None, None, "Titel", "Text") == entry_id(None, None, "Titel", "Text")
    assert entry_id(None, None, "Titel", "Text") != entry_id(None, None, "TitelText", None)
    assert entry_id(None, None, "\ud800", None).startswith("sha256:")


def test_exact_repeats_are_left_out() -> None:
    first = EntryData("1", "Titel", f"{LINK}?utm_x=1", content="Text")
    assert distinct([first, replace(first, link=LINK), EntryData("2", "Titel")]) == (first, EntryData("2", "Titel"))


def test_one_id_for_different_links_is_made_two() -> None:
    entries = [EntryData("1", "A", "https://b.example/a"), EntryData("1", "B", "https://b.example/b"), EntryData("2")]
    assert [entry.id for entry in distinct(entries)] == ["1 https://b.example/a", "1 https://b.example/b", "2"]


def test_one_id_and_link_for_different_texts_is_told_apart_by_the_text() -> None:
    entries = [EntryData("1", "A", LINK), EntryData("1", "B", LINK), EntryData("2", "C"), EntryData("2", "D")]
    ids = [entry.id for entry in distinct(entries)]
    assert len(set(ids)) == 4
    assert all(known.startswith(f"1 {LINK} sha256:") for known in ids[:2])
    assert all(known.startswith("2 sha256:") for known in ids[2:])


ENTRIES = st.lists(
    st.builds(
        EntryData,
        id=st.sampled_from(["a", "b", "a https://x.example/"]),
        title=st.sampled_from(["A", "B", None]),
        link=st.sampled_from(["https://x.example/", "https://y.example/", None]),
        content=st.sampled_from(["T", None]),
    ),
    max_size=6,
)


@given(ENTRIES)
def test_ids_are_unique_and_no_text_is_lost(entries: list[EntryData]) -> None:
    result = distinct(entries)
    assert len({entry.id for entry in result}) == len(result)
    assert {(entry.title, entry.link, entry.content) for entry in result} == {
        (entry.title, entry.link, entry.content) for entry in entries
    }


@given(ENTRIES)
def test_ids_do_not_depend_on_the_order(entries: list[EntryData]) -> None:
    expected = set(distinct(entries))
    assert all(set(distinct(order)) == expected for order in itertools.islice(itertools.permutations(entries), 10))


ONE_DAY = (
    "<item><guid>http://blatt.example/1</guid><title>Eins</title></item>"
    "<item><link>http://blatt.example/2?utm_source=rss</link><title>Zwei</title></item>"
    "<item><guid isPermaLink='false'>tag:3</guid><link>http://blatt.example/3</link><title>Drei</title></item>"
    "<item><title>Vier</title><description>Text</description></item>"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://", "https://"),
        ("utm_source=rss", "at_medium=RSS&amp;wt_mc=a.b"),
        ("<title>Vier", "<category>neu</category><title>Vier"),
        ("Text</description>", "Text &#0;</description>"),
        ("</item><item><title>Vier", "</item><item><guid>5</guid><title>Fünf & sechs</title></item><item><title>Vier"),
    ],
    ids=["https", "trackers", "more", "forbidden", "broken"],
)
def test_the_next_day_the_entries_are_the_same(before: str, after: str) -> None:
    known = {entry.title: entry.id for entry in rss(ONE_DAY).entries}
    later = {entry.title: entry.id for entry in rss(ONE_DAY.replace(before, after)).entries}
    assert {title: later[title] for title in known} == known
    assert {entry.id for entry in rss("".join(re.split("(?<=</item>)", ONE_DAY)[::-1])).entries} == set(known.values())
