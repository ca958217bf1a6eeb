from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.store.build import NOW, URL, later
from ticker.errors import Cause, Failure
from ticker.model import Change, ChangeKind, Feed, FoundFeed, PollResult
from ticker.store import agenda, feeds, found_feeds, polls
from ticker.store.database import Database

PAGE = "https://kurier.example/"
NEWS = FoundFeed(URL, "Nachrichten", "application/rss+xml")
SPORT = FoundFeed("https://kurier.example/sport.xml", None, None)


def page(db: Database) -> Feed:
    return feeds.add(db, PAGE, NOW)


def answered(db: Database, feed: Feed, found: Sequence[FoundFeed]) -> list[Change]:
    """The first poll of a page."""
    failure = Failure(Cause.NOT_A_FEED, 200)
    result = PollResult(NOW, 200, failure=failure, next_poll=later(60), found=tuple(found))
    return polls.record(db, feed.id, result)


def test_several_feeds_wait_for_a_choice(db: Database) -> None:
    feed = page(db)
    answered(db, feed, [NEWS, SPORT])

    assert found_feeds.of_feed(db, feed.id) == [NEWS, SPORT]
    assert [stored.url for stored in agenda.due(db, later(1))] == []


def test_the_chosen_one_takes_the_place_of_the_page_and_is_due(db: Database) -> None:
    feed = page(db)
    answered(db, feed, [NEWS, SPORT])
    change = found_feeds.choose(db, feed.id, SPORT.url, later(5))

    (chosen,) = agenda.due(db, later(5))
    assert (chosen.id, chosen.url, chosen.next_poll) == (feed.id, SPORT.url, later(5))
    assert (chosen.health.failure, chosen.health.failures, chosen.health.last_poll) == (None, 0, None)
    assert found_feeds.of_feed(db, feed.id) == []
    assert change is not None
    assert (change.kind, change.feed_id) == (ChangeKind.FEED_CHANGED, feed.id)


def test_the_only_feed_of_a_page_is_taken_at_once(db: Database) -> None:
    feed = page(db)
    changes = answered(db, feed, [NEWS])

    assert [stored.url for stored in agenda.due(db, NOW)] == [URL]
    assert {change.kind for change in changes} == {ChangeKind.FEED_CHANGED}


def test_a_feed_that_is_subscribed_already_ends_the_subscription_to_its_page(db: Database) -> None:
    known = feeds.add(db, URL, NOW, next_poll=later(60))
    feed = page(db)
    changes = answered(db, feed, [NEWS])

    assert [stored.id for stored in feeds.all_feeds(db)] == [known.id]
    assert (changes[-1].kind, changes[-1].feed_id) == (ChangeKind.FEED_REMOVED, feed.id)


@pytest.mark.parametrize("url", [URL, PAGE])
def test_a_choice_for_a_subscription_that_has_ended_changes_nothing(db: Database, url: str) -> None:
    if url == URL:
        feeds.add(db, URL, NOW)
    assert found_feeds.choose(db, 99, url, NOW) is None


def test_a_page_that_names_none_any_more_offers_none(db: Database) -> None:
    feed = page(db)
    answered(db, feed, [NEWS, SPORT])
    answered(db, feed, [])

    assert found_feeds.of_feed(db, feed.id) == []


def test_a_feed_that_sends_a_page_once_stays_what_it_is(db: Database) -> None:
    feed = feeds.add(db, URL, NOW)
    polls.record(db, feed.id, PollResult(NOW, 200, next_poll=later(60)))
    answered(db, feed, [SPORT])

    assert [stored.url for stored in feeds.all_feeds(db)] == [URL]
    assert found_feeds.of_feed(db, feed.id) == []
