from __future__ import annotations

import pytest

from tests.store.build import NOW, URL, fill, later, numbered
from ticker.clock import to_milliseconds
from ticker.errors import Cause, Failure
from ticker.model import Change, ChangeKind, EntryData, Feed, PollResult
from ticker.store import agenda, changes, entries, feeds, polls
from ticker.store.database import Database

OTHER = "https://bote.example/atom"


def fail(db: Database, feed: Feed, failure: Failure, at: int, next_poll: int | None) -> None:
    result = PollResult(at=later(at), failure=failure, next_poll=None if next_poll is None else later(next_poll))
    polls.record(db, feed.id, result)


def test_a_feed_that_was_added_is_due_at_once(db: Database) -> None:
    feed = feeds.add(db, URL, NOW, title="Mein Kurier")
    assert feed == Feed(id=feed.id, url=URL, custom_title="Mein Kurier", added=NOW, next_poll=NOW)
    assert feeds.get(db, feed.id) == feeds.by_url(db, URL) == feed
    assert changes.since(db, 0) == [Change(1, NOW, ChangeKind.FEED_ADDED, feed.id)]


def test_the_first_poll_may_be_put_off(db: Database) -> None:
    assert feeds.add(db, URL, NOW, next_poll=later(60)).next_poll == later(60)


def test_adding_a_feed_again_changes_nothing(db: Database) -> None:
    feed = feeds.add(db, URL, NOW, title="Mein Kurier")
    assert feeds.add(db, URL, later(5), title="Anders", next_poll=later(9)) == feed
    assert feeds.all_feeds(db) == [feed]
    assert changes.last_seq(db) == 1


def test_unknown_feeds_give_none(db: Database) -> None:
    assert feeds.get(db, 1) is None
    assert feeds.by_url(db, URL) is None
    assert agenda.next_poll(db) is None
    assert feeds.all_feeds(db) == []


def test_all_feeds_come_in_the_order_of_their_adding_with_their_entries_counted(db: Database) -> None:
    fill(db, numbered(3), url=URL)
    feeds.add(db, OTHER, NOW)
    assert [(feed.url, feed.entry_count) for feed in feeds.all_feeds(db)] == [(URL, 3), (OTHER, 0)]


def test_due_are_those_whose_time_has_come_and_the_longest_waiting_is_first(db: Database) -> None:
    first = feeds.add(db, "https://a.example/", NOW, next_poll=later(2))
    second = feeds.add(db, "https://b.example/", NOW, next_poll=later(1))
    third = feeds.add(db, "https://c.example/", NOW, next_poll=later(2))
    feeds.add(db, "https://d.example/", NOW, next_poll=later(3))
    assert agenda.due(db, NOW) == []
    assert agenda.due(db, later(1)) == [second]
    assert agenda.due(db, later(2)) == [second, first, third]
    assert agenda.next_poll(db) == later(1)


def test_a_stopped_feed_is_never_due(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    fail(db, feed, Failure(Cause.GONE, 410), at=1, next_poll=None)
    assert agenda.due(db, later(1_000_000)) == []
    assert agenda.next_poll(db) is None


def test_a_wish_brings_the_next_poll_forward(db: Database) -> None:
    feed = feeds.add(db, URL, NOW, next_poll=later(60))
    seq = changes.last_seq(db)
    agenda.ask_now(db, feed.id, later(5))
    assert agenda.next_poll(db) == later(5)
    assert changes.since(db, seq) == [Change(seq + 1, later(5), ChangeKind.FEED_CHANGED, feed.id)]


def test_a_wish_does_not_push_an_overdue_feed_back(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    agenda.ask_now(db, feed.id, later(5))
    assert agenda.next_poll(db) == NOW
    assert changes.last_seq(db) == 1


@pytest.mark.parametrize(
    ("failure", "next_poll"),
    [
        pytest.param(Failure(Cause.BUSY, 429, retry_at=later(60)), 60, id="the server asked for patience"),
        pytest.param(Failure(Cause.GONE, 410), None, id="gone for good"),
    ],
)
def test_a_wish_leaves_a_feed_alone_that_must_not_be_asked(db: Database, failure: Failure, next_poll: int) -> None:
    feed = feeds.add(db, URL, NOW)
    fail(db, feed, failure, at=1, next_poll=next_poll)
    before, seq = feeds.get(db, feed.id), changes.last_seq(db)
    agenda.ask_now(db, feed.id, later(59))
    assert feeds.get(db, feed.id) == before
    assert changes.last_seq(db) == seq


def test_a_wish_is_heard_when_the_servers_patience_is_over(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    fail(db, feed, Failure(Cause.BUSY, 503, retry_at=later(10)), at=1, next_poll=60)
    agenda.ask_now(db, feed.id, later(10))
    assert agenda.next_poll(db) == later(10)


def test_a_wish_for_a_feed_that_is_not_there_is_nothing(db: Database) -> None:
    agenda.ask_now(db, 7, NOW)
    assert changes.last_seq(db) == 0


def test_removing_a_feed_takes_its_entries_and_versions_and_leaves_the_others(db: Database) -> None:
    feed = fill(db, numbered(3), url=URL)
    other = fill(db, numbered(2), url=OTHER)
    seq = changes.last_seq(db)
    feeds.remove(db, feed.id, later(1))
    assert [left.id for left in feeds.all_feeds(db)] == [other.id]
    assert [entry.feed_id for entry in entries.latest(db, None)] == [other.id] * 2
    assert db.rows("SELECT COUNT(*) FROM revision") == [(2,)]
    assert changes.since(db, seq) == [Change(seq + 1, later(1), ChangeKind.FEED_REMOVED, feed.id)]


def test_removing_twice_is_removing_once(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    feeds.remove(db, feed.id, NOW)
    feeds.remove(db, feed.id, NOW)
    assert changes.last_seq(db) == 2


def test_the_number_of_a_removed_feed_never_comes_back(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    feeds.remove(db, feed.id, NOW)
    assert feeds.add(db, URL, NOW).id != feed.id


def test_a_wish_within_a_minute_of_the_last_poll_is_not_heard_on_the_public_net(db: Database) -> None:
    public, home = feeds.add(db, URL, NOW), feeds.add(db, "http://127.0.0.1:8080/feed", NOW)
    for feed in (public, home):
        polls.record(db, feed.id, PollResult(NOW, status=200, next_poll=later(60)))
        agenda.ask_now(db, feed.id, later(0.5))

    assert [feed.next_poll for feed in feeds.all_feeds(db)] == [later(60), later(0.5)]
    agenda.ask_now(db, public.id, later(1))
    assert feeds.all_feeds(db)[0].next_poll == later(1)


def test_the_overview_tells_what_all_feeds_together_are_up_to(db: Database) -> None:
    assert feeds.overview(db) == feeds.Overview(0, 0, 0, None)
    well, ill, _unasked = (feeds.add(db, f"https://{name}.example/", NOW) for name in ("well", "ill", "unasked"))
    polls.record(db, well.id, PollResult(NOW, status=200, next_poll=later(7200)))
    failure = Failure(Cause.DNS)
    polls.record(db, ill.id, PollResult(NOW, failure=failure, next_poll=later(3600)))

    assert feeds.overview(db) == feeds.Overview(3, 1, 1, later(3600))


# --- the reader's wishes ------------------------------------------------------------------------------------------


def stored(db: Database, feed: Feed) -> Feed:
    found = feeds.get(db, feed.id)
    assert found is not None
    return found


@pytest.mark.parametrize(("title", "name"), [("Mein Kurier", "Mein Kurier"), (None, URL), ("", URL)])
def test_the_readers_title_is_his_to_give_and_to_take_back(db: Database, title: str | None, name: str) -> None:
    feed = feeds.add(db, URL, NOW, title="Kurier")
    feeds.rename(db, feed.id, title, later(1))
    assert stored(db, feed).name == name
    assert changes.since(db, 1) == [Change(2, later(1), ChangeKind.FEED_CHANGED, feed.id)]
    feeds.rename(db, feed.id, title, later(2))
    assert changes.last_seq(db) == 2


def test_a_wish_for_an_interval_is_kept_over_polls_and_taken_back(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    agenda.set_interval(db, feed.id, 900, later(1))
    assert (stored(db, feed).interval_wish, stored(db, feed).next_poll) == (900, NOW)
    polls.record(db, feed.id, PollResult(at=later(2), status=200, next_poll=later(17)))
    assert stored(db, feed).interval_wish == 900
    seq = changes.last_seq(db)
    agenda.set_interval(db, feed.id, 900, later(3))
    assert changes.last_seq(db) == seq
    agenda.set_interval(db, feed.id, None, later(3))
    assert (stored(db, feed).interval_wish, stored(db, feed).next_poll) == (None, later(17))
    assert changes.since(db, seq) == [Change(seq + 1, later(3), ChangeKind.FEED_CHANGED, feed.id)]


@pytest.mark.parametrize(
    ("seconds", "at", "coming"),
    [
        pytest.param(900, 5, 16, id="from the last poll on"),
        pytest.param(900, 30, 30, id="at once where that is over"),
        pytest.param(60, 2, 6, id="never within five minutes on the public net"),
        pytest.param(7200, 5, 61, id="a longer one puts nothing off"),
    ],
)
def test_a_short_interval_brings_the_next_poll_forward(db: Database, seconds: int, at: int, coming: int) -> None:
    feed = feeds.add(db, URL, NOW)
    polls.record(db, feed.id, PollResult(at=later(1), status=200, next_poll=later(61)))
    agenda.set_interval(db, feed.id, seconds, later(at))
    assert agenda.next_poll(db) == later(coming)


@pytest.mark.parametrize(
    ("failure", "coming", "expected"),
    [
        pytest.param(Failure(Cause.BUSY, 429, retry_at=later(40)), 70, 40, id="the server asked for patience"),
        pytest.param(Failure(Cause.STATUS, 500), 70, 16, id="an error asks for none"),
        pytest.param(Failure(Cause.GONE, 410), None, None, id="gone for good"),
    ],
)
def test_a_short_interval_comes_into_no_retry_after(
    db: Database, failure: Failure, coming: int | None, expected: int | None
) -> None:
    feed = feeds.add(db, URL, NOW)
    fail(db, feed, failure, at=1, next_poll=coming)
    agenda.set_interval(db, feed.id, 900, later(2))
    assert agenda.next_poll(db) == (None if expected is None else later(expected))


def test_a_wish_for_a_feed_that_was_removed_is_nothing(db: Database) -> None:
    agenda.set_interval(db, 7, 900, NOW)
    feeds.rename(db, 7, "Kurier", NOW)
    assert changes.last_seq(db) == 0


# --- what the schedule asks and tells -----------------------------------------------------------------------------


def test_what_is_planned_is_set_right_where_the_clock_was_set_back(db: Database) -> None:
    polled, gone, waiting, wished = (feeds.add(db, f"{URL}/{number}", NOW) for number in range(4))
    polls.record(db, polled.id, PollResult(at=later(0), status=200, next_poll=later(70)))
    fail(db, gone, Failure(Cause.GONE, 410), at=0, next_poll=None)
    fail(db, waiting, Failure(Cause.BUSY, 503, "", later(120)), at=0, next_poll=130)
    polls.record(db, wished.id, PollResult(at=later(0), status=200, next_poll=later(-90)))
    before = feeds.all_feeds(db)
    agenda.set_right(db, later(-60))
    assert feeds.all_feeds(db) == before, "an hour is no matter"

    agenda.set_right(db, later(-80))
    after = {feed.id: feed for feed in feeds.all_feeds(db)}
    assert (after[polled.id].health.last_poll, after[polled.id].next_poll) == (later(-80), later(-10))
    assert after[waiting.id].next_poll == later(50)
    assert after[waiting.id].health.failing_since == later(-80)
    assert after[waiting.id].health.failure == Failure(Cause.BUSY, 503, "", later(40))
    assert [after[feed.id] for feed in (gone, wished)] == [feed for feed in before if feed.id in (gone.id, wished.id)]
    assert [feed.id for feed in agenda.due(db, later(-80))] == [wished.id]


def test_what_is_planned_follows_the_clock(db: Database) -> None:
    polled, new = (feeds.add(db, url, NOW) for url in (URL, OTHER))
    fail(db, polled, Failure(Cause.BUSY, 503, "", later(120)), at=0, next_poll=130)
    agenda.follow_clock(db, later(-7) - NOW)
    moved, as_it_was = feeds.all_feeds(db)
    assert (moved.health.last_poll, moved.health.failing_since, moved.next_poll) == (later(-7), later(-7), later(123))
    assert moved.health.failure == Failure(Cause.BUSY, 503, "", later(113))
    assert as_it_was == new, "what was never asked is due"


def test_a_feed_that_was_never_asked_is_due_where_the_clock_was_set_back(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    assert agenda.due(db, later(-60)) == []
    assert agenda.due(db, later(-61)) == [feed]


def test_polls_are_put_off_in_silence(db: Database) -> None:
    first, second, gone = (feeds.add(db, url, NOW) for url in (URL, OTHER, "https://c.example/"))
    fail(db, gone, Failure(Cause.GONE, 410), at=1, next_poll=None)
    seq = changes.last_seq(db)
    agenda.put_off(db, {first.id: later(2), second.id: later(3), gone.id: later(4), 99: later(5)})
    assert [feed.next_poll for feed in feeds.all_feeds(db)] == [later(2), later(3), None]
    assert changes.last_seq(db) == seq


def test_arrivals_are_the_places_in_the_river(db: Database) -> None:
    data = [EntryData(id=str(hours), published=later(-60 * hours)) for hours in range(5)]
    feed = fill(db, data)
    fill(db, numbered(2), url=OTHER)
    assert sorted(feeds.arrivals(db, feed.id, later(-120))) == [
        to_milliseconds(later(-60 * hours)) for hours in (2, 1, 0)
    ]


def test_the_entries_of_each_day_are_counted(db: Database) -> None:
    times = [later(-60 * hours) for hours in (0, 8, 9, 33, 40, 13 * 24)]
    busy = fill(db, [EntryData(id=str(at), published=at) for at in times])
    old = fill(db, [EntryData(id="1", published=later(-60 * 24 * 20))], url=OTHER)
    empty = feeds.add(db, "https://c.example/", NOW)
    assert feeds.daily_counts(db, NOW, days=3) == {busy.id: (2, 1, 2), old.id: (0,) * 3, empty.id: (0,) * 3}
    assert feeds.daily_counts(db, NOW)[busy.id] == (1, *[0] * 10, 2, 1, 2)


def test_a_feed_is_put_into_a_group_and_out_of_it(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    for group in ("Zeitungen/Nord", "Zeitungen/Nord", None, None):
        feeds.set_group(db, feed.id, group, NOW)
        assert [one.group for one in feeds.all_feeds(db)] == [group]
    assert [change.kind for change in changes.since(db, 1)] == [ChangeKind.FEED_CHANGED] * 2
