from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests.store.build import NOW, URL, add, fill, later, numbered, poll, revise
from ticker.errors import Cause, Failure
from ticker.model import (
    Change,
    ChangeKind,
    Enclosure,
    Entry,
    EntryData,
    Feed,
    FeedData,
    Health,
    Intent,
    IntentKind,
    PollHints,
    PollResult,
    Revision,
    Urgency,
    Validators,
)
from ticker.revise import revise as decide
from ticker.store import changes, entries, feeds, polls
from ticker.store.database import Database

TOLD = FeedData(title="Kurier", link="https://kurier.example/", language="de-AT", description="Aus dem Land")
TIMEOUT = Failure(Cause.TIMEOUT, detail="30 s")
FULL = EntryData(
    id="urn:kurier:1",
    title="Gipfel am Bahnhof „Süd“",
    link="https://kurier.example/1?a=1&b=2",
    authors=("Änne Öhler", 'J. "Jo" Groß'),
    published=later(-10),
    updated=later(-5),
    summary="Zwei Züge.\nEin Gleis.",
    content="Der Text.\nZweiter Absatz.",
    content_html="<p>Der Text.</p><p>Zweiter Absatz.</p>",
    categories=("Politik", "Ausland"),
    enclosures=(
        Enclosure("https://kurier.example/1.mp3", "audio/mpeg", 123),
        Enclosure("https://kurier.example/1.jpg"),
    ),
    language="de",
)


@pytest.fixture
def feed(db: Database) -> Feed:
    return feeds.add(db, URL, NOW)


def stored(db: Database, feed: Feed) -> Feed:
    found = feeds.get(db, feed.id)
    assert found is not None
    return found


def kinds(found: list[Change]) -> list[ChangeKind]:
    return [change.kind for change in found]


# --- the feed -------------------------------------------------------------------------------------------------


def test_a_first_answer_fills_the_feed(db: Database, feed: Feed) -> None:
    hints = PollHints(ttl=10**30, update_period=3600, skip_hours=frozenset({0, 23}), skip_days=frozenset({6}))
    result = PollResult(
        at=later(1),
        status=200,
        validators=Validators('W/"ü"', "Wed, 13 Sep 2023 08:00:00 GMT"),
        body_digest=b"\x00\xff",
        feed=replace(TOLD, hints=hints),
        next_poll=later(61),
    )
    assert kinds(polls.record(db, feed.id, result)) == [ChangeKind.FEED_CHANGED]
    assert stored(db, feed) == replace(
        feed,
        title="Kurier",
        link="https://kurier.example/",
        language="de-AT",
        description="Aus dem Land",
        validators=result.validators,
        body_digest=b"\x00\xff",
        next_poll=later(61),
        health=Health(last_poll=later(1), last_success=later(1), status=200),
        hints=hints,
    )


def test_a_quiet_304_moves_the_times_and_logs_nothing(db: Database, feed: Feed) -> None:
    polls.record(db, feed.id, PollResult(at=later(1), status=200, feed=TOLD, body_digest=b"1", next_poll=later(61)))
    seq = changes.last_seq(db)
    assert polls.record(db, feed.id, PollResult(at=later(61), status=304, next_poll=later(121))) == []
    assert changes.last_seq(db) == seq
    after = stored(db, feed)
    assert (after.title, after.body_digest, after.next_poll) == ("Kurier", b"1", later(121))
    assert after.health == Health(last_poll=later(61), last_success=later(61), status=304)


def test_a_304_keeps_the_hints_of_the_last_document(db: Database, feed: Feed) -> None:
    told = replace(TOLD, hints=PollHints(ttl=7200))
    polls.record(db, feed.id, PollResult(at=later(1), status=200, feed=told, next_poll=later(61)))
    polls.record(db, feed.id, PollResult(at=later(61), status=304, next_poll=later(121)))
    assert stored(db, feed).hints == PollHints(ttl=7200)


@pytest.mark.parametrize(
    ("status", "received", "kept"),
    [
        pytest.param(304, Validators(), Validators('"1"', "Mon"), id="a bare 304 keeps both"),
        pytest.param(304, Validators('"2"'), Validators('"2"', "Mon"), id="a 304 replaces what it brings"),
        pytest.param(304, Validators(None, "Tue"), Validators('"1"', "Tue"), id="a 304 may bring the date alone"),
        pytest.param(200, Validators('"2"'), Validators('"2"'), id="a full answer replaces both"),
        pytest.param(200, Validators(), Validators(), id="a full answer may take them away"),
    ],
)
def test_validators(db: Database, feed: Feed, status: int, received: Validators, kept: Validators) -> None:
    polls.record(db, feed.id, PollResult(at=NOW, status=200, validators=Validators('"1"', "Mon"), next_poll=later(60)))
    polls.record(db, feed.id, PollResult(at=later(60), status=status, validators=received, next_poll=later(120)))
    assert stored(db, feed).validators == kept


def test_a_failed_poll_keeps_validators_digest_and_description(db: Database, feed: Feed) -> None:
    good = PollResult(
        at=NOW, status=200, validators=Validators('"1"'), body_digest=b"1", feed=TOLD, next_poll=later(60)
    )
    polls.record(db, feed.id, good)
    before = stored(db, feed)
    bad = PollResult(
        at=later(60),
        status=200,
        validators=Validators('"error page"'),
        body_digest=b"2",
        failure=Failure(Cause.NOT_A_FEED, 200),
        next_poll=later(120),
    )
    polls.record(db, feed.id, bad)
    assert stored(db, feed) == replace(before, next_poll=later(120), health=stored(db, feed).health)


def test_failures_are_counted_from_the_first_of_their_row(db: Database, feed: Feed) -> None:
    polls.record(db, feed.id, PollResult(at=later(1), status=200, next_poll=later(2)))
    busy = Failure(Cause.BUSY, 503, "overloaded", retry_at=later(90))
    for at, status, failure in ((2, None, TIMEOUT), (3, 503, busy)):
        result = PollResult(at=later(at), status=status, failure=failure, next_poll=later(at + 1))
        assert kinds(polls.record(db, feed.id, result)) == [ChangeKind.FEED_CHANGED]
    assert stored(db, feed).health == Health(
        last_poll=later(3), last_success=later(1), status=503, failures=2, failure=busy, failing_since=later(2)
    )


def test_a_success_ends_the_row_of_failures(db: Database, feed: Feed) -> None:
    polls.record(db, feed.id, PollResult(at=later(1), failure=TIMEOUT, next_poll=later(2)))
    found = polls.record(db, feed.id, PollResult(at=later(2), status=304, next_poll=later(3)))
    assert kinds(found) == [ChangeKind.FEED_CHANGED]
    assert stored(db, feed).health == Health(last_poll=later(2), last_success=later(2), status=304)


def test_a_feed_that_is_gone_stops_and_says_so(db: Database, feed: Feed) -> None:
    found = polls.record(db, feed.id, PollResult(at=later(1), status=410, failure=Failure(Cause.GONE, 410)))
    assert kinds(found) == [ChangeKind.FEED_CHANGED]
    assert stored(db, feed).next_poll is None


@pytest.mark.parametrize("told", [FeedData("Neu"), replace(TOLD, description=None)])
def test_a_changed_description_is_logged_once(db: Database, feed: Feed, told: FeedData) -> None:
    polls.record(db, feed.id, PollResult(at=later(1), status=200, feed=TOLD, next_poll=later(2)))
    for expected in ([ChangeKind.FEED_CHANGED], []):
        assert kinds(polls.record(db, feed.id, PollResult(at=later(2), feed=told, next_poll=later(3)))) == expected


def test_the_readers_own_title_outlives_polls(db: Database) -> None:
    feed = feeds.add(db, URL, NOW, title="Mein Kurier")
    polls.record(db, feed.id, PollResult(at=later(1), status=200, feed=TOLD, next_poll=later(2)))
    assert stored(db, feed).name == "Mein Kurier"


def test_nothing_is_written_for_a_feed_that_was_removed_meanwhile(db: Database, feed: Feed) -> None:
    feeds.remove(db, feed.id, NOW)
    seq = changes.last_seq(db)
    assert poll(db, feed, add(FULL)) == []
    assert changes.last_seq(db) == seq
    assert entries.counts(db).total == 0
    assert feeds.all_feeds(db) == []


def test_why_the_next_poll_was_chosen_is_kept_of_the_last_poll(db: Database, feed: Feed) -> None:
    polls.record(
        db, feed.id, PollResult(at=NOW, status=200, next_poll=later(15), interval=900, interval_reason="max-age")
    )
    assert (stored(db, feed).interval, stored(db, feed).interval_reason) == (900, "max-age")
    failed = PollResult(at=later(15), failure=TIMEOUT, next_poll=later(75), interval=3600, interval_reason="backoff")
    polls.record(db, feed.id, failed)
    assert (stored(db, feed).interval, stored(db, feed).interval_reason) == (3600, "backoff")


def test_what_came_and_what_a_304_spared_is_counted(db: Database, feed: Feed) -> None:
    for at, result in enumerate(
        (
            PollResult(at=NOW, status=200, body_digest=b"1", received=5000),
            PollResult(at=NOW, status=304, body_digest=b"1"),
            PollResult(at=NOW, status=226, received=70),
            PollResult(at=NOW, status=304),
            PollResult(at=NOW, status=200, failure=Failure(Cause.NOT_A_FEED, 200), received=300),
            PollResult(at=NOW, failure=TIMEOUT),
            PollResult(at=NOW, status=200, body_digest=b"2", received=4000),
            PollResult(at=NOW, status=304, body_digest=b"2"),
        )
    ):
        polls.record(db, feed.id, replace(result, next_poll=later(at)))
    after = stored(db, feed)
    assert (after.body_size, after.bytes_received, after.bytes_saved) == (4000, 9370, 14000)


# --- a feed that moves ----------------------------------------------------------------------------------------

NEW_URL = "https://kurier.example/neu.xml"


def told_to_move(db: Database, feed: Feed, *targets: str | None, parsed: bool = True) -> list[Change]:
    """Polls that were sent there, each with a document or without; gives the changes of the last one."""
    found: list[Change] = []
    for target in targets:
        told = TOLD if parsed else None
        status = 200 if parsed else 304
        result = PollResult(at=later(1), status=status, feed=told, next_poll=later(60), moved_to=target)
        found = polls.record(db, feed.id, result)
    return found


def test_a_feed_moves_when_three_polls_in_a_row_say_so(db: Database, feed: Feed) -> None:
    told_to_move(db, feed, NEW_URL, NEW_URL)
    assert (stored(db, feed).url, stored(db, feed).moved_polls) == (URL, 2)
    assert kinds(told_to_move(db, feed, NEW_URL)) == [ChangeKind.FEED_CHANGED]
    assert stored(db, feed).url == NEW_URL
    assert told_to_move(db, feed, None) == []
    assert (stored(db, feed).moved_to, stored(db, feed).moved_polls) == (None, 0)


@pytest.mark.parametrize(
    "targets",
    [
        pytest.param((NEW_URL, NEW_URL, None, NEW_URL, NEW_URL), id="back meanwhile"),
        pytest.param((NEW_URL, NEW_URL, URL + "?", NEW_URL, NEW_URL), id="somewhere else meanwhile"),
    ],
)
def test_a_feed_stays_where_the_polls_do_not_agree(db: Database, feed: Feed, targets: tuple[str | None, ...]) -> None:
    told_to_move(db, feed, *targets)
    assert (stored(db, feed).url, stored(db, feed).moved_polls) == (URL, 2)


def test_a_feed_moves_with_a_document_only(db: Database, feed: Feed) -> None:
    told_to_move(db, feed, *[NEW_URL] * 5, parsed=False)
    assert stored(db, feed).url == URL
    polls.record(db, feed.id, PollResult(at=later(1), failure=TIMEOUT, next_poll=later(60)))
    told_to_move(db, feed, NEW_URL)
    assert stored(db, feed).url == NEW_URL


def test_a_feed_stays_where_the_new_address_is_subscribed_already(db: Database, feed: Feed) -> None:
    other = feeds.add(db, NEW_URL, NOW)
    told_to_move(db, feed, *[NEW_URL] * 4)
    assert [stored(db, one).url for one in (feed, other)] == [URL, NEW_URL]


# --- entries --------------------------------------------------------------------------------------------------


def test_an_added_entry_comes_back_as_it_was_parsed(db: Database, feed: Feed) -> None:
    changed = poll(db, feed, add(FULL, Urgency.BULLETIN))
    entry = entries.entry(db, changed[-1].entry_key or 0)
    assert entry is not None
    assert entry.data == FULL
    assert (entry.urgency, entry.revision, entry.revised_at) == (Urgency.BULLETIN, 1, None)
    assert (entry.read, entry.starred) == (False, False)
    assert (entry.feed_id, entry.feed_url, entry.feed_name) == (feed.id, URL, URL)
    assert changed == changes.since(db, 1)
    assert changed[-1] == Change(3, NOW, ChangeKind.ENTRY_ADDED, feed.id, entry.key)


@pytest.mark.parametrize(
    ("published", "place"),
    [
        pytest.param(later(-30), later(-30), id="published before it was seen"),
        pytest.param(None, NOW, id="without a date"),
        pytest.param(later(90), NOW, id="published in the future"),
    ],
)
def test_the_place_in_the_river(db: Database, feed: Feed, published: datetime | None, place: datetime) -> None:
    poll(db, feed, add(EntryData(id="1", published=published)))
    (entry,) = entries.latest(db, None)
    assert (entry.sort_at, entry.first_seen) == (place, NOW)
    assert entry.data.published == published


def test_of_equal_times_the_feeds_first_entry_stands_highest(db: Database, feed: Feed) -> None:
    poll(db, feed, *(add(EntryData(id=id)) for id in "abc"))
    assert [entry.data.id for entry in entries.latest(db, None)] == ["a", "b", "c"]
    poll(db, feed, *(add(EntryData(id=id, published=later(-1))) for id in "xy"), at=later(1))
    assert [entry.data.id for entry in entries.latest(db, None)] == ["a", "b", "c", "x", "y"]


def test_a_revision_changes_the_text_and_keeps_place_and_marks(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    (before,) = entries.latest(db, None)
    db.connection.execute("UPDATE entry SET read = 1, starred = 1")
    data = replace(FULL, title="Gipfel abgesagt", published=later(3), authors=())
    seq = changes.last_seq(db)
    changed = poll(db, feed, revise(before.key, data, Urgency.FLASH), at=later(5))
    assert changed == changes.since(db, seq)
    assert changed == [Change(seq + 1, later(5), ChangeKind.ENTRY_REVISED, feed.id, before.key)]
    (after,) = entries.latest(db, None)
    assert after == replace(
        before, data=data, urgency=Urgency.FLASH, revision=2, revised_at=later(5), read=True, starred=True
    )
    assert entries.headlines(db, [before.key])[0].title == "Gipfel abgesagt"


def test_no_version_is_lost(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    (key,) = entries.keys(db)[0]
    versions = [FULL]
    for number in range(1, 5):
        versions.append(replace(FULL, content=f"Fassung {number}", enclosures=(), updated=later(number)))
        poll(db, feed, revise(key, versions[-1]), at=later(number))
    assert entries.revisions(db, key) == [
        Revision(number + 1, later(number), data) for number, data in enumerate(versions)
    ]


def test_an_entry_that_another_process_added_first_stays_as_it_is(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    assert poll(db, feed, add(replace(FULL, title="Zweiter"))) == []
    assert [entry.data for entry in entries.latest(db, None)] == [FULL]


def test_a_revision_of_an_entry_of_another_feed_is_nothing(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    (key,) = entries.keys(db)[0]
    other = fill(db, [], url="https://bote.example/atom")
    assert poll(db, other, revise(key, replace(FULL, title="Fremd"))) == []
    assert entries.headlines(db, [key])[0].title == FULL.title


def test_the_same_id_in_two_feeds_is_two_entries(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    fill(db, [FULL], url="https://bote.example/atom")
    assert entries.counts(db).total == 2


@pytest.mark.parametrize("intent", [Intent(IntentKind.ADD), Intent(IntentKind.REVISE, data=FULL)])
def test_an_intent_that_lacks_something_undoes_the_whole_poll(db: Database, feed: Feed, intent: Intent) -> None:
    seq = changes.last_seq(db)
    with pytest.raises(ValueError, match="lacks"):
        poll(db, feed, intent, *map(add, numbered(3)))
    assert entries.counts(db).total == 0
    assert changes.last_seq(db) == seq
    assert stored(db, feed) == feed


# --- what a source says without a new version -----------------------------------------------------------------------


def only(db: Database) -> Entry:
    (entry,) = entries.latest(db, None)
    return entry


def test_a_withdrawn_entry_is_marked_and_keeps_its_text(db: Database, feed: Feed) -> None:
    poll(db, feed, add(FULL))
    before = only(db)
    withdraw = Intent(IntentKind.WITHDRAW, before.key)
    changed = poll(db, feed, withdraw, at=later(5))
    assert [(change.kind, change.entry_key) for change in changed] == [(ChangeKind.ENTRY_WITHDRAWN, before.key)]
    assert only(db) == replace(before, data=replace(before.data, withdrawn=True), withdrawn_at=later(5))
    assert entries.headlines(db, [before.key])[0].withdrawn
    assert poll(db, feed, withdraw, at=later(9)) == []
    assert only(db).withdrawn_at == later(5)
    assert entries.stored(db, feed.id, [FULL.id])[FULL.id].data.withdrawn


@pytest.mark.parametrize("kind", [IntentKind.UPDATE, IntentKind.REVISE])
def test_what_comes_back_is_withdrawn_no_more(db: Database, feed: Feed, kind: IntentKind) -> None:
    poll(db, feed, add(FULL))
    key = only(db).key
    poll(db, feed, Intent(IntentKind.WITHDRAW, key), at=later(5))
    poll(db, feed, Intent(kind, key, FULL), at=later(9))
    assert only(db).withdrawn_at is None
    assert not only(db).data.withdrawn


def test_an_update_changes_the_entry_but_makes_no_version(db: Database, feed: Feed) -> None:
    poll(db, feed, add(replace(FULL, urgency=Urgency.ROUTINE)))
    before = only(db)
    said = replace(FULL, pinned=True, key_event=True, embargo=later(20), urgency=Urgency.FLASH)
    changed = poll(db, feed, Intent(IntentKind.UPDATE, before.key, said, Urgency.FLASH), at=later(5))
    assert [change.kind for change in changed] == [ChangeKind.ENTRY_UPDATED]
    assert only(db) == replace(before, data=said, urgency=Urgency.FLASH)
    assert len(entries.revisions(db, before.key)) == 1
    (line,) = entries.headlines(db, [before.key])
    assert (line.pinned, line.key_event, line.urgency) == (True, True, Urgency.FLASH)
    assert revise_again(db, feed, said) == ()
    assert poll(db, feed, Intent(IntentKind.UPDATE, 999, said), Intent(IntentKind.WITHDRAW, 999)) == []


def revise_again(db: Database, feed: Feed, data: EntryData) -> tuple[Intent, ...]:
    return decide(entries.stored(db, feed.id, [data.id]), [data])
