"""The founding example: what the shipped tape holds, and that a polite client could have recorded it.

The entries are looked at with feedparser alone, so nothing of our own decides what the fixture is.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import feedparser
import httpx
import pytest

from ticker.model import Validators
from ticker.tape.folder import read
from ticker.tape.model import Take, Tape
from ticker.tape.shelf import find
from ticker.tape.transport import TapeTransport

FALKENBOTE = "https://www.falkenbote.example/aktuell/feed/"
NORDFENSTER = "https://nordfenster.example/nachrichten.atom"
KIEBITZ = "https://radio-kiebitz.example/nachrichten.rdf"
FEEDS = (FALKENBOTE, NORDFENSTER, KIEBITZ)
ROUTINE = {"Falkenmünde", "Kultur", "Region", "Sport", "Verkehr", "Wetter"}


@cache
def tape() -> Tape:
    return read(find("putin-kim"))


def header(take: Take, name: str) -> str | None:
    found = [value for key, value in take.headers if key.lower() == name]
    assert len(found) <= 1
    return found[0] if found else None


@cache
def polls(feed: str) -> tuple[Take, ...]:
    """The takes of one feed; a redirect's second hop stands in the place of both."""
    chain: list[Take] = []
    hop: str | None = None
    for take in tape().takes:
        if take.url not in (feed, hop):
            continue
        if take.url == hop:
            chain.pop()
        chain.append(take)
        hop = header(take, "location")
    return tuple(chain)


@cache
def windows(feed: str) -> tuple[tuple[Any, ...], ...]:
    """The entries of each document of a feed as feedparser reads them, without its mending of the HTML."""
    parsed = [
        feedparser.parse(
            take.body,
            response_headers={"content-type": header(take, "content-type") or ""},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        for take in polls(feed)
        if take.status == 200
    ]
    assert [document.bozo for document in parsed] == [False] * len(parsed)
    return tuple(tuple(document.entries) for document in parsed)


@cache
def versions() -> dict[tuple[str, str], list[Any]]:
    """Every version of every entry, by feed and id, in the order in which they came."""
    found: dict[tuple[str, str], list[Any]] = {}
    for feed in FEEDS:
        for window in windows(feed):
            for entry in window:
                known = found.setdefault((feed, entry.id), [])
                if not known or known[-1] != entry:
                    known.append(entry)
    return found


def latest(feed: str | None = None) -> list[Any]:
    return [entries[-1] for (url, _), entries in versions().items() if feed in (None, url)]


def html(entry: Any) -> str:
    return "\n".join([entry.get("summary", ""), *(part.value for part in entry.get("content", []))])


def texts() -> str:
    return "\n".join(f"{entry.title}\n{html(entry)}" for entries in versions().values() for entry in entries)


def documents() -> Iterator[Take]:
    return (take for take in tape().takes if take.status == 200)


# The exchanges


def test_a_whole_day_of_three_feeds() -> None:
    assert tape().feeds == FEEDS
    assert tape().title
    assert tape().description
    assert len(tape().takes) == 36
    assert timedelta(hours=8) <= tape().end - tape().start <= timedelta(hours=9)
    assert Counter(take.status for take in tape().takes) == {200: 28, 304: 6, 302: 1, 503: 1}


def test_time_order_and_polite_distances() -> None:
    moments = [take.at for take in tape().takes]
    assert moments == sorted(moments)
    for feed in FEEDS:
        for earlier, later in pairwise(polls(feed)):
            assert later.at - earlier.at >= timedelta(minutes=30)


def test_something_arrives_about_every_half_hour() -> None:
    arrivals = []
    seen: set[tuple[str, str]] = set()
    for take in documents():
        feed = NORDFENSTER if "nordfenster" in take.url else take.url
        ids = {(feed, entry.id) for entry in feedparser.parse(take.body).entries}
        if ids - seen:
            arrivals.append(take.at)
        seen |= ids
    assert max(later - earlier for earlier, later in pairwise(arrivals)) <= timedelta(minutes=31)


def kept(stored: Validators, response: httpx.Response) -> Validators:
    """What a reader stores: a 200 replaces both validators, a 304 those that it carries, an error none."""
    etag, last_modified = response.headers.get("etag"), response.headers.get("last-modified")
    if response.status_code == 200:
        return Validators(etag, last_modified)
    if response.status_code == 304:
        return Validators(etag or stored.etag, last_modified or stored.last_modified)
    return stored


async def test_a_reader_that_keeps_its_validators_asks_exactly_what_was_recorded() -> None:
    transport = TapeTransport(tape())
    stored = dict.fromkeys(FEEDS, Validators())
    async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
        for position, take in enumerate(tape().takes):
            if position in transport.played:
                continue
            sent = {"if-none-match": stored[take.url].etag, "if-modified-since": stored[take.url].last_modified}
            response = await client.get(take.url, headers={key: value for key, value in sent.items() if value})
            stored[take.url] = kept(stored[take.url], response)
    assert transport.mismatches == []
    assert transport.played == set(range(len(tape().takes)))


def test_nothing_changed_is_only_said_to_who_asked() -> None:
    unchanged = [take for take in tape().takes if take.status == 304]
    assert all(take.request and not take.body for take in unchanged)
    styles = {(take.request.etag is not None, take.request.last_modified is not None) for take in unchanged}
    assert styles == {(True, True), (True, False), (False, True)}
    assert any(not header(take, "etag") and not header(take, "last-modified") for take in unchanged)


def test_validators_are_well_formed() -> None:
    tags = [value for take in tape().takes if (value := header(take, "etag"))]
    assert all(re.fullmatch(r'(W/)?"[\x21\x23-\x7e]*"', tag) for tag in tags)
    assert {tag.startswith("W/") for tag in tags} == {True, False}
    for take in tape().takes:
        changed, date = header(take, "last-modified"), header(take, "date")
        assert date
        assert parsedate_to_datetime(date) == take.at
        if changed:
            assert parsedate_to_datetime(changed) <= take.at


def test_the_busy_server_is_left_alone_as_long_as_it_asks() -> None:
    [busy] = [take for take in tape().takes if take.status == 503]
    wait = timedelta(seconds=int(header(busy, "retry-after") or ""))
    later = [take.at for take in tape().takes if take.url == busy.url and take.at > busy.at]
    assert wait >= timedelta(minutes=30)
    assert later[0] >= busy.at + wait


def test_the_redirect_leads_to_the_next_take_and_stays_an_exception() -> None:
    [position] = [number for number, take in enumerate(tape().takes) if take.status == 302]
    first, second = tape().takes[position : position + 2]
    assert second.url == header(first, "location") != first.url
    assert (second.at, second.status) == (first.at, 200)
    assert [take.url for take in tape().takes].count(second.url) == 1


def test_content_types_as_servers_send_them() -> None:
    assert {header(take, "content-type") for take in documents()} == {
        "application/rss+xml; charset=UTF-8",
        "application/atom+xml; charset=utf-8",
        "text/xml; charset=ISO-8859-1",
    }


def test_every_body_is_played_and_well_formed() -> None:
    folder = find("putin-kim")
    on_disk = {path.read_bytes() for path in Path(folder, "bodies").rglob("*") if path.is_file()}
    assert on_disk == {take.body for take in tape().takes if take.body}
    for take in documents():
        root = ET.fromstring(take.body)
        assert root.tag.rpartition("}")[2] in {"rss", "feed", "RDF"}


# The entries


def test_three_formats_and_three_short_names() -> None:
    found = {}
    for feed in FEEDS:
        document = feedparser.parse(polls(feed)[0].body)
        assert len(document.feed.title) <= 18
        found[document.feed.title] = (document.version, document.encoding.lower())
    assert found == {
        "Falkenbote Aktuell": ("rss20", "utf-8"),
        "Nordfenster": ("atom10", "utf-8"),
        "Radio Kiebitz": ("rss10", "iso-8859-1"),
    }


def test_fifty_entries_of_which_at_most_a_third_is_routine() -> None:
    assert [len(latest(feed)) for feed in FEEDS] == [18, 16, 16]
    routine = [entry for entry in latest() if ROUTINE & {tag.term for tag in entry.get("tags", [])}]
    assert 5 <= len(routine) <= len(latest()) / 3
    rest = [entry for entry in latest() if entry not in routine]
    about = re.compile(r"Putin|Kim\b|Wostotschny|Nordkorea|Pjöngjang|Moskau")
    assert [entry.title for entry in rest if not about.search(entry.title + html(entry))] == []


def test_a_feed_shows_its_newest_and_the_older_roll_off() -> None:
    """Whatever leaves a feed leaves at its end, but for the one entry that was withdrawn."""
    withdrawn = []
    for feed in FEEDS:
        assert max(len(window) for window in windows(feed)) in range(8, 13)
        for earlier, later in pairwise(windows(feed)):
            before = [entry.id for entry in earlier]
            stay = {entry.id for entry in later}
            last = max(place for place, name in enumerate(before) if name in stay)
            withdrawn += [entry.title for entry in earlier[:last] if entry.id not in stay]
        assert {entry.id for entry in windows(feed)[0]} - {entry.id for entry in windows(feed)[-1]}
    assert withdrawn == ["Hafenbrücke in Falkenmünde gesperrt"]


def test_urgent_lines() -> None:
    titles = [entry.title for entry in latest()]
    assert [title for title in titles if title.startswith("EILMELDUNG: ")] == [
        "EILMELDUNG: Putin und Kim in Wostotschny eingetroffen"
    ]
    assert len([title for title in titles if title.startswith("EIL: ")]) == 1
    assert len([title for title in titles if title.startswith("+++ ") and title.endswith(" +++")]) == 1
    assert len([title for title in titles if title.startswith("News-Ticker: ")]) == 1


def test_one_number_is_corrected_and_one_entry_is_updated() -> None:
    revised = {entries[-1].title: entries for entries in versions().values() if len(entries) > 1}
    assert set(revised) == {"Langer Händedruck am Weltraumbahnhof", "Was wir über das Treffen wissen – und was nicht"}
    wrong, right = revised["Langer Händedruck am Weltraumbahnhof"]
    assert "Rund 60&nbsp;Sekunden lang" in wrong.summary
    assert "Berichtigung: " not in wrong.summary
    assert "Rund 40&nbsp;Sekunden lang" in right.summary
    assert "Berichtigung: " in right.summary
    assert wrong.published == right.published
    old, new = revised["Was wir über das Treffen wissen – und was nicht"]
    assert old.updated < new.updated
    assert old.published == new.published


def test_the_same_news_is_told_by_all_three_in_other_words() -> None:
    about_satellites = {
        feed: [entry.title for entry in latest(feed) if re.search(r"Satellit", entry.title)] for feed in FEEDS
    }
    assert all(about_satellites.values())
    titles = [entry.title for entry in latest()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize(
    "form",
    [
        r"\bVon Marten Fehlau und Jule Ostheim\b",  # bylines
        r"<p>Von: Jule Ostheim</p>",
        r"(?m)(^|>)Uglegorsk – ",  # datelines
        r"Moskau/Seoul \(tsi/dpa\) – ",
        r"Wostotschny \(dpa\) – ",
        r"\((mfe|jos)/dpa\)</p>",  # agency credits at the end
        r"\(ksc/dpa\)(\n|$)",
        r"<figcaption>[^<]*© Pawel Orlenko/Bildring</figcaption>",  # photo credits
        r"Foto: Pawel Orlenko/Bildring",
        r"\+\+\+ \d\d\.\d\d&nbsp;Uhr: ",
        r"Update, \d\d\.\d\d&nbsp;Uhr:",
        r"10\.15&nbsp;Uhr",
        r"40\u00a0Sekunden",
        r"Weltraum&shy;bahnhof",
        r"Weltraum\u00adbahnhof",
        r"„Angara“",
        r"<img src=\"https://",
        r"<a href=\"https://",
        r"<(ul|ol)>",
        r"<h2>",
    ],
)
def test_forms_of_german_news_text(form: str) -> None:
    assert re.search(form, texts())


def test_typography() -> None:
    for entries in versions().values():
        for entry in entries:
            text = re.sub(r"<[^>]*>", "", f"{entry.title} {html(entry)}")
            assert '"' not in text
            assert "'" not in text
            assert text.count("„") == text.count("“")
            assert " - " not in text
            assert "  " not in text.replace("\n", "")
            assert unicodedata.is_normalized("NFC", text)
            assert not re.search(r"\d (Uhr|Sekunden|Kilometer|Grad)", text), text


def test_three_styles_of_content_in_the_rss_feed() -> None:
    encoded = [entry for entry in latest(FALKENBOTE) if entry.get("content")]
    in_description = [entry for entry in latest(FALKENBOTE) if not entry.get("content") and "<p>" in entry.summary]
    plain = [entry for entry in latest(FALKENBOTE) if not entry.get("content") and "<" not in entry.summary]
    assert min(len(encoded), len(in_description), len(plain)) >= 4
    assert len(encoded) + len(in_description) + len(plain) == len(latest(FALKENBOTE))


def test_three_styles_of_content_in_the_atom_feed() -> None:
    bodies = [take.body.decode() for take in polls(NORDFENSTER) if take.status == 200]
    assert '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">' in bodies[0]
    assert '<content type="html">' in bodies[0]
    styles = Counter(entry.content[0].type if "content" in entry else "none" for entry in latest(NORDFENSTER))
    assert styles.keys() == {"application/xhtml+xml", "text/html", "none"}
    assert all(entry.summary for entry in latest(NORDFENSTER))
    assert any(len(entry.authors) > 1 for entry in latest(NORDFENSTER))


def test_the_rdf_feed_has_summaries_only() -> None:
    for entry in latest(KIEBITZ):
        assert "content" not in entry
        assert "<" not in entry.summary
        assert entry.author
        assert entry.tags
        assert entry.updated.endswith("+02:00")


def test_dates_in_both_forms_and_one_missing() -> None:
    undated = [entry.title for entry in latest() if "published" not in entry and "updated" not in entry]
    assert undated == ["Stichwort: Weltraumbahnhof Wostotschny"]
    rfc822 = [entry.published for entry in latest(FALKENBOTE) if "published" in entry]
    assert all(re.fullmatch(r"\w{3}, \d\d Sep 2023 \d\d:\d\d:\d\d \+0200", date) for date in rfc822)
    w3c = [entry.published for entry in latest(NORDFENSTER)]
    assert all(re.fullmatch(r"2023-09-\d\dT\d\d:\d\d:\d\d\+02:00", date) for date in w3c)


def test_no_entry_is_published_after_it_was_fetched() -> None:
    for feed in FEEDS:
        fetched = [take for take in polls(feed) if take.status == 200]
        for take, window in zip(fetched, windows(feed), strict=True):
            for entry in window:
                date = entry.get("published_parsed") or entry.get("updated_parsed")
                assert date is None or date[:6] <= take.at.timetuple()[:6]


def test_one_guid_is_a_bare_uuid_that_does_not_say_whether_it_is_a_link() -> None:
    guids = {guid.text: guid.attrib for take in polls(FALKENBOTE) if take.body for guid in _guids(take)}
    bare = [text for text, attributes in guids.items() if not attributes]
    assert [str(uuid.UUID(text)) for text in bare] == bare
    assert len(bare) == 1
    assert all(attributes == {"isPermaLink": "false"} for text, attributes in guids.items() if text not in bare)


def _guids(take: Take) -> list[ET.Element]:
    return ET.fromstring(take.body).findall(".//guid")


def test_links_carry_what_a_reader_must_not_take_for_the_address() -> None:
    for feed, source in ((FALKENBOTE, "rss"), (NORDFENSTER, "feed")):
        assert all(parse_qs(urlsplit(entry.link).query)["utm_source"] == [source] for entry in latest(feed))
    assert not any(urlsplit(entry.link).query for entry in latest(KIEBITZ))


def test_enclosures_name_type_and_length() -> None:
    for feed in (FALKENBOTE, NORDFENSTER):
        files = [file for entry in latest(feed) for file in entry.enclosures]
        assert len(files) >= 2
        assert all(file.type.startswith("image/") and int(file.length) > 10_000 for file in files)


def test_every_address_lies_in_the_reserved_domain() -> None:
    namespaces = re.compile(r'xmlns(:\w+)?="[^"]*"')
    shown = [take.body.decode("latin-1") for take in tape().takes]
    sent = [value for take in tape().takes for value in (take.url, *(value for _, value in take.headers))]
    addresses = re.findall(r"https?://([^/\s\"'<&?]+)", namespaces.sub("", "\n".join(shown + sent)))
    assert len(addresses) > 500
    assert all(host.endswith(".example") for host in addresses)
