from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.build import NOW, URL, fill, later, numbered
from ticker.clock import to_milliseconds
from ticker.model import Change, ChangeKind, Enclosure, Entry, EntryData, FeedData, PollResult, StoredEntry, Urgency
from ticker.store import entries, feeds, marks, polls
from ticker.store.database import Database
from ticker.store.sight import EVERYTHING, Sight, condition

OTHER = "https://bote.example/atom"
SEEN = condition(Sight(NOW))[0].replace("?", "17")


def plan(db: Database, sql: str) -> str:
    return "\n".join(row[3] for row in db.rows("EXPLAIN QUERY PLAN " + sql))


# --- keys -----------------------------------------------------------------------------------------------------


def test_an_empty_store(db: Database) -> None:
    keys, times = entries.keys(db)
    assert (len(keys), len(times)) == (0, 0)
    assert entries.counts(db) == entries.Counts(0, 0)
    assert entries.latest(db, None) == []


def test_keys_are_in_river_order_across_feeds(db: Database) -> None:
    fill(db, [EntryData(id="old", published=later(-9)), EntryData(id="new")], url=URL)
    fill(db, [EntryData(id="middle", published=later(-5))], url=OTHER)
    keys, times = entries.keys(db)
    ids = [found.data.id for key in keys if (found := entries.entry(db, key))]
    assert ids == ["new", "middle", "old"]
    assert list(times) == [to_milliseconds(moment) for moment in (NOW, later(-5), later(-9))]


def test_ten_thousand_keys_and_their_first_page(db: Database) -> None:
    fill(db, numbered(10_000))
    keys, times = entries.keys(db)
    assert len(keys) == len(set(keys)) == 10_000
    assert list(times) == sorted(times, reverse=True)
    assert tuple(map(list, entries.first_keys(db, 128))) == (keys[:128], times[:128])
    assert entries.first_keys(db, 0)[0][:] == []
    everything = entries.headlines(db, keys)
    assert [line.key for line in everything] == keys[:]
    assert everything[0].title == "Meldung 9999"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.lists(st.integers(min_value=-3, max_value=0), max_size=12))
def test_equal_times_keep_the_order_of_the_feed(db: Database, minutes: list[int]) -> None:
    for feed in feeds.all_feeds(db):
        feeds.remove(db, feed.id, NOW)
    data = [EntryData(id=str(place), published=later(minute)) for place, minute in enumerate(minutes)]
    fill(db, data)
    expected = sorted(data, key=lambda entry: entry.published or NOW, reverse=True)
    assert [entry.data for entry in entries.latest(db, None)] == expected


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT key, sort_at FROM entry ORDER BY sort_at DESC, key DESC", "COVERING INDEX entry_river"),
        (f"SELECT e.key, e.sort_at FROM entry e WHERE {SEEN} ORDER BY e.sort_at DESC, e.key DESC", "COVERING INDEX"),
        (f"SELECT COUNT(*) FROM entry e WHERE e.read = 0 AND {SEEN}", "COVERING INDEX entry_unread_river"),
        ("SELECT key FROM entry WHERE embargo > 5 AND embargo <= 7", "INDEX entry_embargo"),
        ("SELECT key FROM entry WHERE starred = 1 ORDER BY sort_at DESC, key DESC", "INDEX entry_starred_river"),
        ("SELECT key FROM entry WHERE later = 1 ORDER BY sort_at DESC, key DESC", "INDEX entry_later_river"),
        ("SELECT COUNT(*) FROM entry WHERE read = 0", "COVERING INDEX entry_unread_river"),
        ("SELECT id FROM entry WHERE feed_id = 1 ORDER BY sort_at DESC, key DESC", "INDEX entry_feed_river"),
        ("SELECT id FROM entry WHERE read = 0 ORDER BY sort_at DESC, key DESC", "INDEX entry_unread_river"),
        ("SELECT key FROM entry WHERE id IN ('a', 'b') AND feed_id = 1", "(id=? AND feed_id=?)"),
        ("SELECT key FROM entry WHERE id = 'a'", "(id=?)"),
    ],
)
def test_the_usual_questions_are_answered_from_an_index_without_sorting(db: Database, sql: str, index: str) -> None:
    assert index in plan(db, sql)
    assert "TEMP B-TREE" not in plan(db, sql)


# --- headlines ------------------------------------------------------------------------------------------------


def test_headlines_keep_the_order_that_was_asked_for_and_leave_out_what_is_gone(db: Database) -> None:
    fill(db, numbered(1_200))
    keys = entries.keys(db)[0]
    wanted = [keys[7], 999_999, *keys[100:1_200], keys[3]]
    assert [line.key for line in entries.headlines(db, wanted)] == [key for key in wanted if key != 999_999]
    assert entries.headlines(db, []) == []


def test_a_headline_knows_its_feed_time_and_marks(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    polls.record(db, feed.id, PollResult(at=NOW, feed=FeedData("Kurier"), next_poll=later(60)))
    fill(db, [EntryData(id="1", title="Züge", published=later(-3))])
    (key,) = entries.keys(db)[0]
    marks.set_starred(db, [key], True, NOW)
    (line,) = entries.headlines(db, [key])
    assert (line.key, line.feed_id, line.feed_name, line.title) == (key, feed.id, "Kurier", "Züge")
    assert (line.sort_at, line.urgency, line.read, line.starred) == (later(-3), Urgency.ROUTINE, False, True)
    assert line.revision == 1


@pytest.mark.parametrize("title", ["", None, "Kurier"])
@pytest.mark.parametrize("custom_title", ["", None, "Mein Kurier"])
def test_a_feed_has_one_name_everywhere(db: Database, title: str | None, custom_title: str | None) -> None:
    feed = feeds.add(db, URL, NOW, title=custom_title)
    polls.record(db, feed.id, PollResult(at=NOW, feed=FeedData(title), next_poll=later(60)))
    fill(db, numbered(1))
    (entry,) = entries.latest(db, None)
    (line,) = entries.headlines(db, [entry.key])
    (feed,) = feeds.all_feeds(db)
    assert feed.name == entry.feed_name == line.feed_name


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (EntryData(id="1", title="Titel", summary="Kurz"), "Titel"),
        (EntryData(id="1", title="Zwei\nZeilen"), "Zwei Zeilen"),
        (EntryData(id="1", title="", summary="Kurz\nund gut", content="Lang"), "Kurz und gut"),
        (EntryData(id="1", content="Lang " * 100, link="https://kurier.example/1"), ("Lang " * 40)),
        (EntryData(id="1", summary="", link="https://kurier.example/1"), "https://kurier.example/1"),
        (EntryData(id="urn:1"), "urn:1"),
    ],
)
def test_an_entry_without_a_title_gets_a_headline_from_what_it_has(db: Database, data: EntryData, title: str) -> None:
    fill(db, [data])
    assert [line.title for line in entries.headlines(db, entries.keys(db)[0])] == [title]


def test_a_page_of_headlines_reads_no_long_text(db: Database) -> None:
    long = "Langer Text. " * 10_000
    fill(db, [EntryData(id=str(number), title="Kurz", content=long) for number in range(20)])
    keys = entries.keys(db)[0]
    db.connection.execute("DROP TABLE revision")
    assert [line.title for line in entries.headlines(db, keys)] == ["Kurz"] * 20


# --- whole entries --------------------------------------------------------------------------------------------


def test_an_unknown_key_is_no_entry(db: Database) -> None:
    assert entries.entry(db, 1) is None
    assert entries.revisions(db, 1) == []


def test_entries_are_found_by_their_id_in_the_feed(db: Database) -> None:
    fill(db, numbered(3), url=URL)
    fill(db, numbered(2), url=OTHER)
    assert [entry.feed_url for entry in entries.find(db, "n1")] == [URL, OTHER]
    assert [entry.feed_url for entry in entries.find(db, "n1", OTHER)] == [OTHER]
    assert entries.find(db, "n2", OTHER) == []
    assert entries.find(db, "nichts") == []


def ids(found: Sequence[Entry]) -> list[str]:
    return [entry.data.id for entry in found]


def test_the_latest_entries_may_be_of_one_feed_or_unread(db: Database) -> None:
    fill(db, numbered(3, start=0), url=URL)
    other = fill(db, numbered(3, start=10), url=OTHER)
    marks.set_read(db, [entry.key for entry in entries.find(db, "n12")], True, NOW)
    assert ids(entries.latest(db, None)) == ["n12", "n11", "n10", "n2", "n1", "n0"]
    assert ids(entries.latest(db, 2)) == ["n12", "n11"]
    assert ids(entries.latest(db, 0)) == []
    assert ids(entries.latest(db, None, unread=True)) == ["n11", "n10", "n2", "n1", "n0"]
    assert ids(entries.latest(db, 1, feed_id=other.id)) == ["n12"]
    assert ids(entries.latest(db, 1, feed_id=other.id, unread=True)) == ["n11"]
    assert entries.latest(db, None, feed_id=999) == []


def test_hidden_entries_and_those_under_embargo_are_out_of_sight(db: Database) -> None:
    locked = EntryData(id="gesperrt", published=later(-1), embargo=later(30))
    fill(db, [*numbered(2), locked])
    (hidden,) = [entry.key for entry in entries.find(db, "n0")]
    marks.set_hidden(db, [hidden], True, NOW)
    everything = entries.keys(db)[0][:]
    for sight, seen in (
        (Sight(NOW), ["n1"]),
        (Sight(later(29)), ["n1"]),
        (Sight(later(30)), ["gesperrt", "n1"]),
        (Sight(None), ["gesperrt", "n1"]),
        (Sight(NOW, hidden=True), ["n1", "n0"]),
        (EVERYTHING, ["gesperrt", "n1", "n0"]),
    ):
        keys = [entry.key for entry in entries.latest(db, None, sight=sight)]
        assert ids(entries.latest(db, None, sight=sight)) == seen
        assert ids(entries.latest(db, 1, unread=True, feed_id=1, sight=sight)) == seen[:1]
        assert entries.keys(db, sight)[0][:] == keys
        assert entries.first_keys(db, 1, sight)[0][:] == keys[:1]
        assert sorted(key for _at, key in entries.places(db, everything, sight)) == sorted(keys)
        assert entries.counts(db, sight) == entries.Counts(len(seen), len(seen))


def test_the_end_of_an_embargo_is_told_like_an_arrival(db: Database) -> None:
    feed = fill(db, [EntryData(id="a", embargo=later(30)), EntryData(id="b", embargo=later(10)), EntryData(id="c")])
    of = {entry.data.id: entry.key for entry in entries.latest(db, None)}
    assert entries.released(db, later(9), later(10)) == [Change(0, later(10), ChangeKind.ENTRY_ADDED, feed.id, of["b"])]
    assert [change.entry_key for change in entries.released(db, NOW, later(99))] == [of["b"], of["a"]]
    assert entries.released(db, later(10), later(29)) == []


def test_what_revise_needs_is_the_present_version_by_id(db: Database) -> None:
    data = numbered(1_100)
    feed = fill(db, data)
    fill(db, [EntryData(id="n5", title="Fremd")], url=OTHER)
    found = entries.stored(db, feed.id, {"n5", "unbekannt"})
    (entry,) = entries.find(db, "n5", URL)
    assert found == {"n5": StoredEntry(entry.key, data[5], Urgency.ROUTINE)}
    everything = entries.stored(db, feed.id, [entry.id for entry in data])
    assert {id: stored.data for id, stored in everything.items()} == {entry.id: entry for entry in data}
    assert entries.stored(db, feed.id, ()) == {}


moments = st.none() | st.datetimes(
    min_value=(NOW - timedelta(days=365 * 1000)).replace(tzinfo=None),
    max_value=(NOW + timedelta(days=365 * 1000)).replace(tzinfo=None),
).map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=NOW.tzinfo))
texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(
    st.builds(
        EntryData,
        id=st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
        title=texts,
        link=texts,
        authors=st.lists(st.text(max_size=9)).map(tuple),
        published=moments,
        updated=moments,
        summary=texts,
        content=texts,
        content_html=texts,
        categories=st.lists(st.text(max_size=9)).map(tuple),
        enclosures=st.lists(st.builds(Enclosure, st.just("https://kurier.example/1"), title=texts, credit=texts)).map(
            tuple
        ),
        language=texts,
        rights=texts,
        source=texts,
        comments=texts,
        point=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        urgency=st.none() | st.sampled_from(Urgency),
        embargo=moments,
        withdrawn=st.booleans(),
        pinned=st.booleans(),
        key_event=st.booleans(),
    )
)
def test_every_entry_comes_back_as_it_went_in(db: Database, data: EntryData) -> None:
    for feed in feeds.all_feeds(db):
        feeds.remove(db, feed.id, NOW)
    fill(db, [data])
    assert [entry.data for entry in entries.latest(db, None)] == [data]
