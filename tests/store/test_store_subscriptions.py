from __future__ import annotations

from tests.store.build import NOW, URL, later
from ticker.model import Change, ChangeKind, Subscription
from ticker.store import agenda, changes, feeds, subscriptions
from ticker.store.database import Database

OTHER = "https://bote.example/atom"


def test_a_whole_list_is_subscribed_to(db: Database) -> None:
    wanted = [
        Subscription(URL, "Mein Kurier", "Nordkurier", "https://kurier.example/", "Zeitungen/Nord"),
        Subscription(OTHER),
    ]
    added = subscriptions.add_all(db, wanted, NOW)
    assert [subscriptions.of(feed) for feed in added] == wanted
    assert added == feeds.all_feeds(db) == agenda.due(db, NOW)
    assert changes.since(db, 0) == [
        Change(number, NOW, ChangeKind.FEED_ADDED, feed.id) for number, feed in enumerate(added, start=1)
    ]


def test_what_is_there_already_stays_as_it_is(db: Database) -> None:
    before = feeds.add(db, URL, NOW, title="Kurier", next_poll=later(9))
    added = subscriptions.add_all(db, [Subscription(URL, "Anders", group="Neu"), Subscription(OTHER)], later(5))
    assert [feed.url for feed in added] == [OTHER]
    assert feeds.get(db, before.id) == before
    assert subscriptions.add_all(db, [Subscription(URL), Subscription(OTHER)], later(6)) == []
    assert len(changes.since(db, 0)) == 2


def test_an_empty_list_changes_nothing(db: Database) -> None:
    assert subscriptions.add_all(db, [], NOW) == []
    assert changes.last_seq(db) == 0
