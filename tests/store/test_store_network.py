from __future__ import annotations

from tests.store.build import NOW, URL, later
from ticker.errors import Cause, Failure
from ticker.model import ChangeKind, PollResult
from ticker.store import changes, feeds, network, polls
from ticker.store.database import Database


def test_the_network_is_there_unless_it_was_found_away(db: Database) -> None:
    assert feeds.overview(db).offline_since is None


def test_what_a_missing_network_did_to_the_feeds_is_taken_back(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    polls.record(db, feed.id, PollResult(at=NOW, status=200, next_poll=later(60), interval=3600))
    before = feeds.get(db, feed.id)
    assert before is not None
    failed = PollResult(at=later(60), failure=Failure(Cause.DNS), next_poll=later(120), interval=3600)
    polls.record(db, feed.id, failed)
    seq = changes.last_seq(db)

    network.went_away(db, [before], later(61))
    assert feeds.overview(db).offline_since == later(61)
    assert feeds.get(db, feed.id) == before
    assert [change.kind for change in changes.since(db, seq)] == [ChangeKind.FEED_CHANGED]

    network.came_back(db, feed.id, later(90))
    assert feeds.overview(db).offline_since is None
    assert changes.since(db, seq)[-1].at == later(90)


def test_a_feed_that_was_removed_stays_removed(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    feeds.remove(db, feed.id, NOW)
    network.went_away(db, [feed], NOW)
    assert feeds.all_feeds(db) == []
