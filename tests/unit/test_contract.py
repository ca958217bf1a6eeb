"""The JSON that scripts rely on: keys stay, times are in UTC, what is missing is null."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ticker import contract
from ticker.errors import Cause, Failure
from ticker.excerpts import Excerpt, Hit
from ticker.model import (
    Change,
    ChangeKind,
    Document,
    Enclosure,
    Entry,
    EntryData,
    Feed,
    FeedData,
    FoundFeed,
    Health,
    Revision,
    Urgency,
)

NOW = datetime(2023, 9, 13, 8, 42, tzinfo=UTC)
URL = "https://nordfenster.example/feed"
DATA = EntryData(
    "n1", title="Brücke", point=(1.5, 2.5), urgency=Urgency.FLASH, enclosures=(Enclosure("https://a.example/"),)
)
ENTRY = Entry(
    key=1,
    feed_id=1,
    feed_url=URL,
    feed_name="Nordfenster",
    data=DATA,
    first_seen=NOW,
    sort_at=NOW,
    urgency=Urgency.FLASH,
    read=False,
    starred=True,
    revision=2,
)


def test_json_is_indented_for_people_and_one_line_for_pipes() -> None:
    assert contract.as_json({"ö": [1]}) == '{\n  "ö": [\n    1\n  ]\n}'
    assert contract.as_json({"ö": [1]}, lines=True) == '{"ö":[1]}'


def test_times_are_in_utc() -> None:
    assert contract.moment(NOW.astimezone(ZoneInfo("Europe/Berlin"))) == "2023-09-13T08:42:00+00:00"
    assert contract.moment(None) is None


def test_an_entry_and_what_a_search_found_in_it() -> None:
    told = contract.entry(ENTRY)
    assert (told["id"], told["feed"], told["urgency"], told["point"]) == ("n1", URL, 1, [1.5, 2.5])
    assert (told["starred"], told["read"], told["revision"]) == (True, False, 2)

    found = contract.hit(Hit(ENTRY, Excerpt("Brücke", ((0, 6),)), Excerpt("Die Brücke", ((4, 10),))))
    assert found["title_marks"] == [[0, 6]]
    assert found["snippet"] == {"text": "Die Brücke", "marks": [[4, 10]]}
    json.dumps(found)


def test_a_version_tells_how_much_it_changed() -> None:
    first, second = Revision(1, NOW, DATA), Revision(2, NOW, EntryData("n1", title="Fähre"))
    assert contract.revision(first, URL)["change"] is None
    assert isinstance(contract.revision(second, URL, first)["change"], str)


def test_a_document_or_why_it_is_none() -> None:
    parsed = Document("rss20", "utf-8", FeedData(title="Nordfenster"), (DATA,), ("a remark",))
    told = contract.document(parsed, URL)
    assert (told["format"], told["feed"]) == (
        "rss20",
        {"title": "Nordfenster", "link": None, "language": None, "description": None},
    )
    assert told["warnings"] == ["a remark"]

    none = contract.document(None, URL, "no feed", [FoundFeed("https://b.example/", "B", "application/rss+xml")])
    assert (none["format"], none["entries"], none["warnings"]) == (None, [], ["no feed"])
    assert none["found"] == [{"url": "https://b.example/", "title": "B", "type": "application/rss+xml"}]


def test_a_feed_with_its_health() -> None:
    healthy = contract.feed(Feed(1, URL))
    assert (healthy["error"], healthy["restless"], healthy["title"]) == (None, None, URL)

    ill = Health(failures=2, failure=Failure(Cause.STATUS, 404, "HTTP 404"), failing_since=NOW)
    told = contract.feed(Feed(1, URL, health=ill, restless=3, restless_since=NOW))
    assert told["error"] == {"cause": "status", "detail": "HTTP 404", "since": "2023-09-13T08:42:00+00:00"}
    assert told["restless"] == {"entries": 3, "since": "2023-09-13T08:42:00+00:00"}


def test_a_change_with_the_entry_after_it() -> None:
    told = contract.change(Change(7, NOW, ChangeKind.ENTRY_ADDED, 1, 1), URL, ENTRY)
    assert (told["seq"], told["change"], told["feed"]) == (7, "entry-added", URL)
    assert contract.change(Change(8, NOW, ChangeKind.FEED_REMOVED, 1), "", None)["entry"] is None
