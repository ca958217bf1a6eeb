"""Entries of different feeds about one event become one story; what only looks alike does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.stories.labelled import START, pairs, scored, tellings
from ticker.model import Change, ChangeKind, EntryData, FeedKind, Intent, IntentKind, PollResult
from ticker.store import entries, feeds, linking, polls, stories
from ticker.store.database import Database, open_database
from ticker.stories import ALIKE, Gist, gist, likeness, rarest, weight

QUAKE = "Erdbeben der Stärke 6,1 erschüttert Westküste von Sumatra"
LEAD = "Ein Erdbeben der Stärke 6,1 hat am Mittwoch die Insel Sumatra erschüttert, teilte der Katastrophenschutz mit."
OTHER = "Schweres Beben der Stärke 6,1 vor Sumatra: Katastrophenschutz ruft Bewohner der Westküste zur Ruhe auf"
FIRE = "Großbrand in Lagerhalle im Hafen von Falkenmünde"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "ticker.db") as database:
        yield database


def arrive(
    db: Database, outlet: str, title: str, lead: str = LEAD, *, minutes: float = 0, embargo: datetime | None = None
) -> int:
    """Let an outlet publish something so many minutes after START; gives its key."""
    at = START + timedelta(minutes=minutes)
    feed = feeds.add(db, f"https://{outlet}.example/feed", at)
    data = EntryData(id=title, title=title, summary=lead, published=at, embargo=embargo, language="de")
    record(db, feed.id, at, Intent(IntentKind.ADD, None, data))
    return entries.find(db, title, feed.url)[0].key


def record(db: Database, feed_id: int, at: datetime, *intents: Intent) -> list[Change]:
    return polls.record(db, feed_id, PollResult(at, 200, next_poll=at + timedelta(hours=1), intents=intents))


def story(db: Database, key: int) -> int | None:
    stored = entries.entry(db, key)
    assert stored is not None
    return stored.story


def test_the_labelled_set_is_told_apart(db: Database) -> None:
    some = list(tellings())
    score = scored(db, some)
    assert pairs(some) >= 120
    assert score.precision >= 0.95, score
    assert score.recall >= 0.8, score


def test_two_outlets_on_one_event_are_one_story(db: Database) -> None:
    one, fire = arrive(db, "kurier", QUAKE), arrive(db, "kurier", FIRE, "Die Feuerwehr ist im Einsatz.", minutes=1)
    two = arrive(db, "bote", OTHER, minutes=10)

    assert story(db, one) == story(db, two) is not None
    assert story(db, fire) is None
    assert [headline.key for headline in stories.members(db, one)] == [two]
    assert stories.members(db, fire) == []
    assert [headline.other_feeds for headline in entries.headlines(db, [one, two, fire])] == [1, 1, 0]


def test_the_log_tells_who_joined(db: Database) -> None:
    arrive(db, "kurier", QUAKE)
    feed = feeds.add(db, "https://bote.example/feed", START)
    data = EntryData(id="1", title=OTHER, summary=LEAD, published=START)
    changes = record(db, feed.id, START, Intent(IntentKind.ADD, None, data))
    assert [change.kind for change in changes][-2:] == [ChangeKind.ENTRY_ADDED, ChangeKind.STORY_CHANGED]


def test_one_feed_alone_makes_no_story(db: Database) -> None:
    one, two = arrive(db, "kurier", QUAKE), arrive(db, "kurier", OTHER, minutes=10)
    assert story(db, one) is story(db, two) is None


def test_what_lies_far_apart_is_another_event(db: Database) -> None:
    one, two = arrive(db, "kurier", QUAKE), arrive(db, "bote", OTHER, minutes=73 * 60)
    assert story(db, one) is story(db, two) is None


def test_what_is_not_free_yet_is_joined_with_nothing(db: Database) -> None:
    arrive(db, "kurier", QUAKE)
    two = arrive(db, "bote", OTHER, minutes=5, embargo=START + timedelta(hours=2))
    rows = db.rows("SELECT story FROM entry WHERE key = ?", (two,))
    assert rows == [(None,)]


def test_the_updates_of_a_live_blog_are_pieces_of_one_text(db: Database) -> None:
    one = arrive(db, "kurier", QUAKE)
    feed = feeds.add(db, "https://bote.example/live", START)
    with db.connection:
        db.connection.execute("UPDATE feed SET kind = ? WHERE id = ?", (FeedKind.LIVEBLOG.value, feed.id))
    data = EntryData(id="1", title=OTHER, summary=LEAD, published=START)
    record(db, feed.id, START, Intent(IntentKind.ADD, None, data))
    assert story(db, one) is None


def test_what_the_reader_parts_stays_parted(db: Database) -> None:
    one, two, three = (arrive(db, name, QUAKE, minutes=n) for n, name in enumerate(("kurier", "bote", "funk")))
    assert story(db, one) == story(db, two) == story(db, three) is not None

    assert sorted(stories.split(db, two, START)) == sorted([one, three])
    assert story(db, two) is None
    assert story(db, one) == story(db, three) is not None
    assert stories.split(db, two, START) == []

    four = arrive(db, "blatt", QUAKE, minutes=5)
    assert story(db, four) in (story(db, one), story(db, two))
    assert story(db, one) != story(db, two)


def test_a_story_of_which_one_is_left_is_none(db: Database) -> None:
    one, two = arrive(db, "kurier", QUAKE), arrive(db, "bote", QUAKE, minutes=1)
    stories.split(db, one, START)
    assert story(db, one) is story(db, two) is None


def test_old_texts_are_forgotten(db: Database) -> None:
    for number in range(4):
        arrive(db, f"outlet{number}", f"{QUAKE} {number}", minutes=number)
    for number in range(4):
        arrive(db, "spaeter", f"{FIRE} {number}", minutes=100 * 60 + number)
    assert db.rows("SELECT COUNT(*) FROM story_gist") == [(4,)]


def test_of_very_many_texts_the_oldest_are_forgotten(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "_MOST", 3)
    keys = [arrive(db, f"outlet{number}", f"{QUAKE} {number}", minutes=number) for number in range(7)]
    assert [key for (key,) in db.rows("SELECT entry_key FROM story_gist ORDER BY 1")] == keys[-4:]
    assert story(db, keys[0]) == story(db, keys[-1]) is not None


def alike(one: Gist, other: Gist) -> float:
    """How alike two texts are where nothing has been counted yet."""
    return likeness(one, other, {term: weight(term, 1, 0) for term in one.terms | other.terms})


texts = st.text(st.sampled_from("Erdbeben Sumatra Stärke 6,1 Kassel Kasseler der die +-|()"), max_size=60)
gists = st.builds(lambda title, lead: gist(EntryData("1", title=title, summary=lead)), texts, texts)


@given(gists, gists)
def test_likeness_is_mutual_and_within_bounds(one: Gist, other: Gist) -> None:
    assert 0 <= alike(one, other) <= 1 + 1e-9
    assert alike(one, other) == pytest.approx(alike(other, one))


def test_of_the_arrivals_of_one_poll_each_joins_the_story_as_it_is_then(db: Database) -> None:
    kurier = arrive(db, "kurier", QUAKE, LEAD)
    feed = feeds.add(db, "https://doppelt.example/feed", START)
    twice = [EntryData(id=id, title=QUAKE, summary=LEAD, published=START) for id in "ab"]
    record(db, feed.id, START, *(Intent(IntentKind.ADD, None, data) for data in twice))
    stored = [story(db, key) for (key,) in db.rows("SELECT key FROM entry")]
    assert stored == [story(db, kurier)] * 3
    assert stored[0] is not None


def test_a_text_is_most_like_itself() -> None:
    told = gist(EntryData("1", title=QUAKE, summary=LEAD))
    assert alike(told, told) == pytest.approx(1)
    assert alike(told, gist(EntryData("2", title=FIRE))) < ALIKE


def test_texts_that_play_elsewhere_need_to_share_more() -> None:
    here = gist(EntryData("1", title="Explosion in Chemiewerk in Kassel, Giftwolke über Kleingärten"))
    there = gist(EntryData("2", title="Explosion in Chemiewerk in Bremen, Giftwolke über Kleingärten"))
    nowhere = gist(EntryData("3", title="Explosion in Chemiewerk, Giftwolke über Kleingärten"))
    assert here.places == {"kassel"}
    assert "kassel" in gist(EntryData("4", title="Die Kasseler Feuerwehr im Einsatz")).places
    assert alike(here, there) < alike(here, nowhere)


def test_a_word_of_the_language_is_no_place() -> None:
    lead = "Nach einer langen Nacht waren in Paris alle Urteile gesprochen."
    assert gist(EntryData("1", title="Lange Haft im Prozess von Paris", summary=lead)).places == {"paris"}
    assert gist(EntryData("2", title="Sturm über Langen")).places == {"langen"}


def test_without_a_summary_the_start_of_the_text_counts() -> None:
    assert gist(EntryData("1", title=FIRE, content=LEAD)) == gist(EntryData("2", title=FIRE, summary=LEAD))


def test_of_an_endless_text_the_start_counts() -> None:
    endless = " ".join(f"wort{number}" for number in range(100_000))
    assert len(gist(EntryData("1", title=endless, summary=endless)).terms) < 200


def test_common_words_tell_less_and_are_looked_for_last() -> None:
    assert weight("polizei"[:5], 3, 1000) < weight("sumat", 3, 1000)
    told = Gist(terms=frozenset({"sumat", "poliz", "nirge", "haufi"}))
    counts = {"sumat": 9, "poliz": 1, "nirge": 0, "haufi": 191}
    assert rarest(told, counts, 201) == ["sumat", "haufi", "poliz"]
    assert rarest(told, counts, 200) == ["sumat", "haufi"]
    assert rarest(told, counts, 8) == []
