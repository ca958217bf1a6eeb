"""JSON Feed 1.0 and 1.1, good and bad."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ticker.errors import Cause, Failure
from ticker.feeds.parse import parse
from ticker.model import Document, Enclosure, EntryData, FeedData

URL = "https://blatt.example/feed.json"
V11 = "https://jsonfeed.org/version/1.1"


def document(root: object) -> Document:
    parsed = parse(json.dumps(root).encode(), url=URL)
    assert not isinstance(parsed, Failure), parsed
    return parsed


def entry(**item: object) -> EntryData:
    (found,) = document({"version": V11, "items": [item]}).entries
    return found


def test_a_whole_document() -> None:
    parsed = document(
        {
            "version": V11,
            "title": "Blatt &amp; Bote",
            "home_page_url": "/",
            "description": "Alles\nNeue",
            "language": "de-at",
            "items": [
                {
                    "id": 4711,
                    "url": "/kim",
                    "title": "Kim <b>trifft</b> Putin",
                    "content_html": '<p>Ein langer Text.</p><p><a href="/b">Mehr</a></p>',
                    "content_text": "Ein langer Text.",
                    "summary": "Kurz",
                    "date_published": "2023-09-13T10:15:00+02:00",
                    "date_modified": "2023-09-13T11:00:00+02:00",
                    "authors": [{"name": "Erika"}, {"url": "https://b.example/"}, {"name": "Erika"}],
                    "tags": ["Politik", "Politik", "Asien"],
                    "language": "de-CH",
                    "image": "/kim.jpg",
                    "attachments": [{"url": "/ton.mp3", "mime_type": "audio/MPEG", "size_in_bytes": 5}],
                }
            ],
        }
    )
    assert parsed == Document(
        "json11",
        "utf-8",
        FeedData("Blatt & Bote", "https://blatt.example/", "de-AT", "Alles Neue"),
        (
            EntryData(
                id="4711",
                title="Kim trifft Putin",
                link="https://blatt.example/kim",
                authors=("Erika",),
                published=datetime(2023, 9, 13, 8, 15, tzinfo=UTC),
                updated=datetime(2023, 9, 13, 9, 0, tzinfo=UTC),
                summary="Ein langer Text.",
                content="Ein langer Text.\nMehr",
                content_html='<p>Ein langer Text.</p><p><a href="https://blatt.example/b">Mehr</a></p>',
                categories=("Politik", "Asien"),
                enclosures=(
                    Enclosure("https://blatt.example/ton.mp3", "audio/mpeg", 5),
                    Enclosure("https://blatt.example/kim.jpg"),
                ),
                language="de-CH",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("version", "form"),
    [
        ("https://jsonfeed.org/version/1", "json10"),
        ("http://jsonfeed.org/version/1/", "json10"),
        (V11, "json11"),
        ("https://jsonfeed.org/version/2", "json11"),
    ],
)
def test_versions(version: str, form: str) -> None:
    assert document({"version": version}).format == form


def test_version_1_0_has_one_author() -> None:
    assert entry(id="1", author={"name": "Erika"}).authors == ("Erika",)


def test_plain_text_keeps_its_lines() -> None:
    found = entry(id="1", content_text="Eins\n\n zwei <b>\x1b[31m\ndrei")
    assert (found.summary, found.content, found.content_html) == (None, "Eins\nzwei <b>[31m\ndrei", None)


def test_ids_fall_back_to_the_link_and_the_external_link_counts() -> None:
    assert entry(external_url="http://b.example/1?utm_x=1").id == "https://b.example/1"
    assert entry(url="javascript:x", external_url="https://b.example/1").link == "https://b.example/1"


def test_one_date_counts_as_published() -> None:
    found = entry(id="1", date_modified="2023-09-13T10:15:00+02:00")
    assert found.published == found.updated == datetime(2023, 9, 13, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "item",
    [
        {"title": ["x"]},
        {"id": True},
        {"url": 5},
        {"tags": {"a": 1}},
        {"tags": [5]},
        {"authors": "Erika"},
        {"authors": [{"name": []}]},
        {"attachments": ["x"]},
        {"attachments": [{"url": 5}]},
        {"image": {}},
        {"date_published": 5},
        {"content_html": False},
    ],
)
def test_values_of_a_wrong_type_are_passed_over_and_told(item: dict[str, Any]) -> None:
    parsed = document({"version": V11, "items": [{"id": "1", "content_text": "Text", **item}]})
    assert parsed.entries[0].content == "Text"
    assert "values of a wrong type: 1" in parsed.warnings


def test_sizes_and_addresses_of_attachments_are_checked() -> None:
    files = [{"url": "/a", "size_in_bytes": -1}, {"url": "/b", "size_in_bytes": True}, {"url": "mailto:a@b.example"}]
    assert entry(id="1", attachments=files).enclosures == (
        Enclosure("https://blatt.example/a"),
        Enclosure("https://blatt.example/b"),
    )


def test_what_entries_lack_is_told() -> None:
    parsed = document({"version": V11, "items": [{"title": 5, "date_published": "gestern"}, "kein Objekt"]})
    assert parsed.entries[0].title == "5"
    assert parsed.warnings == (
        "dates that cannot be read: 1",
        "entries without a date: 1",
        "entries without a link: 1",
        "entries without an id: 1",
        "values of a wrong type: 1",
    )


def test_line_ends_inside_strings_are_forgiven() -> None:
    body = f'\ufeff{{"version": "{V11}", "items": [{{"id": "1", "title": "Kim\ntrifft"}}]}}'
    parsed = parse(body.encode(), url=URL)
    assert isinstance(parsed, Document)
    assert parsed.entries[0].title == "Kim trifft"


@pytest.mark.parametrize("body", ["{}", "[]", '{"version": 1}', '{"version": "1.1", "items": []}', '[{"version": 1}]'])
def test_other_json_is_no_feed(body: str) -> None:
    assert parse(body.encode(), url=URL) == Failure(Cause.NOT_A_FEED, detail="JSON without a feed")


@pytest.mark.parametrize("body", ['{"version": ', "[" * 100_000, '{"a": ' + "9" * 5000 + "}"])
def test_broken_json_is_unreadable(body: str) -> None:
    parsed = parse(body.encode(), url=URL)
    assert isinstance(parsed, Failure)
    assert parsed.cause is Cause.UNREADABLE
    assert parsed.detail
