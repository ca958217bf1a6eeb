"""What differs between two replays."""

from __future__ import annotations

from ticker.cli.compare import Difference, Kind, differences, outcome
from ticker.contract import Json


def change(kind: str, id: str, at: str = "2023", **fields: object) -> Json:
    return {"change": kind, "at": at, "entry": {"feed": "https://a.example/", "id": id, "title": id.upper(), **fields}}


def test_only_versions_of_entries_count() -> None:
    lines: list[Json] = [
        {"change": "feed-added", "entry": None},
        change("entry-added", "a"),
        change("entry-marked", "a"),
        {"change": "entry-added", "entry": "?"},
    ]
    assert outcome(lines) == {("https://a.example/", "a"): (lines[1],)}


def test_the_same_differs_in_nothing() -> None:
    lines = [change("entry-added", "a"), change("entry-revised", "a", title="B")]
    assert differences(outcome(lines), outcome(lines)) == []


def test_differences_are_named() -> None:
    first = [
        change("entry-added", "gone"),
        change("entry-added", "text", content="eins", read=False),
        change("entry-added", "twice"),
        change("entry-added", "late"),
    ]
    second = [
        change("entry-added", "text", content="zwei", read=True, new_key=1),
        change("entry-added", "twice"),
        change("entry-revised", "twice"),
        change("entry-added", "late", at="2024"),
        change("entry-added", "new", title=None),
    ]
    feed = "https://a.example/"
    assert differences(outcome(first), outcome(second)) == [
        Difference(Kind.MISSING, feed, "gone", "GONE"),
        Difference(Kind.DIFFERENT, feed, "text", "TEXT", ("content",)),
        Difference(Kind.DIFFERENT, feed, "twice", "TWICE", ("versions",)),
        Difference(Kind.DIFFERENT, feed, "late", "LATE", ("at",)),
        Difference(Kind.ADDED, feed, "new", None),
    ]
