"""What a search finds, and that its index holds what is stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.build import NOW, URL, add, fill, later, numbered, poll, revise
from ticker import rules
from ticker.model import EntryData, Intent, IntentKind, Urgency
from ticker.store import entries, feeds, marks, retention, schema, search, search_index
from ticker.store.database import Database, GivenUp, open_database, transaction
from ticker.store.sight import Sight
from ticker.text.folding import words

COSMODROME = EntryData(
    id="kosmodrom",
    title="Gipfel am Weltraumbahnhof",
    summary="Die Züge fahren über die Straße nach Ägidienberg.",
    content="Der U-Bahn-Verkehr ruht. Die CDU Köln berät, Müller schweigt.",
    authors=("Eva Meier-Lüdtke",),
    categories=("Außenpolitik", "Raumfahrt"),
    published=NOW - timedelta(days=2),
)
HARBOUR = EntryData(
    id="hafen",
    title="Neuer Kai im Hafen",
    summary="Der Bahnhof bleibt zu.",
    authors=("Jan Petersen",),
    categories=("Wirtschaft",),
    published=NOW - timedelta(hours=3),
)
STORM = EntryData(id="sturm", title="Sturm über Köln", summary="Bäume liegen auf der Straße.", published=NOW)


@pytest.fixture
def three(db: Database) -> Database:
    feed = fill(db, [COSMODROME, HARBOUR], url=URL)
    with transaction(db) as connection:
        connection.execute("UPDATE feed SET title = 'Falkenbote' WHERE id = ?", (feed.id,))
    feeds.set_group(db, feed.id, "Zeitungen/Nord und Küste", NOW)
    poll(db, feeds.add(db, "https://sturmblatt.example/rss", NOW), add(STORM, Urgency.BULLETIN), at=later(1))
    return db


def found(db: Database, text: str, *, sight: Sight | None = None, typing: bool = False) -> list[str]:
    """The ids of what is found, in river order."""
    query = rules.parse(text, typing=typing)
    keys, times = search.keys(db, query, now=later(2), zone=UTC, sight=sight or Sight(later(2)))
    assert list(zip(times, keys, strict=True)) == sorted(zip(times, keys, strict=True), reverse=True)
    stored = [entries.entry(db, key) for key in keys]
    return [entry.data.id for entry in stored if entry is not None]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ["sturm", "hafen", "kosmodrom"]),
        ("bahnhof", ["hafen", "kosmodrom"]),
        ("BAHN", ["hafen", "kosmodrom"]),
        ("raumbahn", ["kosmodrom"]),
        ('"bahnhof"', ["hafen"]),
        ("strasse", ["sturm", "kosmodrom"]),
        ("Straße", ["sturm", "kosmodrom"]),
        ("koeln", ["sturm", "kosmodrom"]),
        ("Koln", ["sturm", "kosmodrom"]),
        ("MUELLER", ["kosmodrom"]),
        ("aegidienberg", ["kosmodrom"]),
        ("U-Bahn", ["kosmodrom"]),
        ("UBahn", ["kosmodrom"]),
        ("U-Bahn-Verkehr", ["kosmodrom"]),
        ("CDU-Köln", ["kosmodrom"]),
        ('"u bahn verkehr"', ["kosmodrom"]),
        ('"verkehr bahn"', []),
        ('"hafen der bahnhof"', []),
        ("cdu", ["kosmodrom"]),
        ("cd", []),
        ("cd*", ["kosmodrom"]),
        ("ka*", ["hafen"]),
        ("kai", ["hafen"]),
        ("bahnhof hafen", ["hafen"]),
        ("sturm OR hafen", ["sturm", "hafen"]),
        ("bahnhof -hafen", ["kosmodrom"]),
        ("bahnhof -kategorie:wirtschaft", ["kosmodrom"]),
        ('bahnhof -"bleibt zu"', ["kosmodrom"]),
        ("-bahnhof", ["sturm"]),
        ("-(bahnhof OR sturm)", []),
        ("köln (ist:eil OR gipfel)", ["sturm", "kosmodrom"]),
        ("feed:falken", ["hafen", "kosmodrom"]),
        ("feed:STURMBLATT", ["sturm"]),
        ("feed:nirgends", []),
        ("gruppe:zeitungen", ["hafen", "kosmodrom"]),
        ("gruppe:NORD", ["hafen", "kosmodrom"]),
        ("group:zeitungen/noerd", ["hafen", "kosmodrom"]),
        ("gruppe:kueste", ["hafen", "kosmodrom"]),
        ("-gruppe:nord", ["sturm"]),
        ("gruppe:nirgends", []),
        ("feed:falken OR sturm", ["sturm", "hafen", "kosmodrom"]),
        ("kategorie:aussenpol", ["kosmodrom"]),
        ("kategorie:politik", []),
        ('autor:"meier lüdtke"', ["kosmodrom"]),
        ("autor:petersen bahnhof", ["hafen"]),
        ("titel:bahnhof", ["kosmodrom"]),
        ("titel:kai", ["hafen"]),
        ("titel:ka", []),
        ("seit:4h", ["sturm", "hafen"]),
        ("bis:4h", ["kosmodrom"]),
        ("bis:gestern", ["kosmodrom"]),
        ("am:heute köln", ["sturm"]),
        ("am:2023-09-11", ["kosmodrom"]),
        ("ist:eil", ["sturm"]),
        ("ist:ungelesen", ["sturm", "hafen", "kosmodrom"]),
        ("ist:gelesen OR ist:geändert OR ist:zurückgezogen OR ist:thema", []),
        ("köln ist:neu -ist:eil", ["kosmodrom"]),
        ("xylophon", []),
        ("²³⁴", []),
    ],
)
def test_what_a_query_finds(three: Database, text: str, ids: list[str]) -> None:
    assert found(three, text) == ids


@pytest.mark.parametrize(("text", "ids"), [("k", ["sturm", "hafen", "kosmodrom"]), ("gip", ["kosmodrom"])])  # fmt: skip
def test_as_one_types(three: Database, text: str, ids: list[str]) -> None:
    assert found(three, text, typing=True) == ids


@pytest.mark.parametrize("text", ["bahnhof", "ist:ungelesen", "bahnhof -kai", "xylophon", "seit:4h"])
def test_hits_are_counted_as_they_are_listed(three: Database, text: str) -> None:
    first = entries.latest(three, None)[0]
    marks.set_read(three, [first.key], True, NOW)
    counted = search.figures(three, rules.parse(text), now=later(2), zone=UTC, sight=Sight(later(2)))
    assert counted.total == len(found(three, text))
    assert counted.unread == len(found(three, f"{text} ist:ungelesen"))


def test_what_nobody_waits_for_any_more_is_given_up(three: Database) -> None:
    looks = iter([True, True])
    three.while_wanted(lambda: next(looks, False))
    with pytest.raises(GivenUp):
        three.rows("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n")
    assert next(looks, None) is None


def test_marks_and_sight(three: Database) -> None:
    keys = {entry.data.id: entry.key for entry in entries.latest(three, None)}
    marks.set_read(three, [keys["sturm"]], True, NOW)
    marks.set_starred(three, [keys["hafen"]], True, NOW)
    marks.set_hidden(three, [keys["kosmodrom"]], True, NOW)

    assert found(three, "ist:gelesen") == ["sturm"]
    assert found(three, "ist:gemerkt bahnhof") == ["hafen"]
    assert found(three, "bahnhof") == ["hafen"]
    assert found(three, "ist:versteckt") == ["kosmodrom"]
    assert found(three, "bahnhof -ist:versteckt") == ["hafen"]


def test_what_is_under_embargo_is_not_found(db: Database) -> None:
    fill(db, [replace(STORM, embargo=later(30))])

    assert found(db, "sturm") == []
    assert found(db, "sturm", sight=Sight(later(30))) == ["sturm"]


def test_only_the_last_to_come(db: Database) -> None:
    fill(db, [replace(data, summary="Hafen") for data in numbered(30)])

    query = rules.parse("hafen")
    everything, _ = search.keys(db, query, now=NOW)
    last, _ = search.keys(db, query, now=NOW, limit=7)
    unread, _ = search.keys(db, rules.parse("ist:neu"), now=NOW, limit=7)

    assert len(everything) == 30
    assert sorted(last) == sorted(everything)[-7:]
    assert list(unread) == list(everything)[:7]


def test_a_correction_is_found_by_its_new_words_only(three: Database) -> None:
    entry = next(entry for entry in entries.latest(three, None) if entry.data.id == "hafen")
    feed = feeds.get(three, entry.feed_id)
    assert feed is not None
    poll(three, feed, revise(entry.key, replace(HARBOUR, summary="Der Flugplatz bleibt zu.")), at=later(5))

    assert found(three, "bahnhof") == ["kosmodrom"]
    assert found(three, "flugplatz ist:geändert") == ["hafen"]
    assert indexed(three) == as_stored(three)


def test_what_is_withdrawn_is_still_found(three: Database) -> None:
    entry = next(entry for entry in entries.latest(three, None) if entry.data.id == "sturm")
    feed = feeds.get(three, entry.feed_id)
    assert feed is not None
    poll(three, feed, Intent(IntentKind.WITHDRAW, entry.key), at=later(5))

    assert found(three, "sturm ist:zurückgezogen") == ["sturm"]


def test_what_is_pruned_or_goes_with_its_feed_leaves_nothing(three: Database) -> None:
    retention.prune(three, NOW - timedelta(days=1), NOW)
    assert found(three, "bahnhof") == ["hafen"]
    assert indexed(three) == as_stored(three)

    feed = feeds.by_url(three, URL)
    assert feed is not None
    feeds.remove(three, feed.id, NOW)
    assert found(three, "") == found(three, "sturm") == ["sturm"]
    assert indexed(three) == as_stored(three)


def test_the_index_can_be_made_anew(three: Database) -> None:
    before = indexed(three)
    with transaction(three) as connection:
        connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert found(three, "bahnhof") == []

    search.rebuild(three)
    assert indexed(three) == before == as_stored(three)
    assert found(three, "bahnhof") == ["hafen", "kosmodrom"]


def test_a_database_without_the_index_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_database(tmp_path / "now.db") as db:
        fill(db, [COSMODROME, HARBOUR])
        with transaction(db) as connection:
            connection.execute("DROP TABLE search")
            connection.execute(search_index.TABLE)
            search_index.rebuild(connection)
        assert indexed(db) == as_stored(db)
        assert search_index.rebuild in [statement for step in schema.STEPS for statement in step]


def test_the_best_come_first(db: Database) -> None:
    data = [
        EntryData(id="text", title="Lage am Abend", summary="Im Hafen ist es still.", published=NOW),
        EntryData(id="old", title="Hafen gesperrt", published=NOW - timedelta(days=90)),
        EntryData(id="part", title="Hafenfest beginnt", published=NOW - timedelta(hours=1)),
        EntryData(id="title", title="Brand im Hafen", published=NOW - timedelta(hours=2)),
        EntryData(id="other", title="Kirmes", published=NOW),
    ]
    fill(db, data)

    hits = search.hits(db, rules.parse("hafen"), now=NOW)

    assert [hit.entry.data.id for hit in hits] == ["title", "part", "text", "old"]
    assert hits[0].title.text[slice(*hits[0].title.marks[0])] == "Hafen"
    assert hits[2].title.marks == ()
    assert hits[2].text.text[slice(*hits[2].text.marks[0])] == "Hafen"
    assert [hit.entry.data.id for hit in search.hits(db, rules.parse("hafen"), now=NOW, limit=2)] == ["title", "part"]


def test_a_hit_without_words_needs_no_mark(three: Database) -> None:
    assert len(search.hits(three, rules.parse("ist:ungelesen"), now=NOW)) == 3
    assert len(search.hits(three, rules.parse("ist:eil OR gipfel"), now=NOW)) == 2


def test_letters_of_several_words_are_no_hit(db: Database) -> None:
    fill(db, [EntryData(id="x", title="Bahnen und Ahndungen und Hnhonig und Nhofer")])

    assert search.hits(db, rules.parse("bahnhof"), now=NOW) == []


_WORDS = ["bahnhof", "hauptbahnhof", "straße", "u-bahn", "köln", "neu", "an", "cdu", "wahl", "wahlen"]
_TEXT = st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join)
_STEP = st.tuples(st.sampled_from(["add", "revise", "remove", "poll"]), st.integers(0, 5), _TEXT, _TEXT)


@settings(max_examples=25, deadline=None)
@given(st.lists(_STEP, max_size=12), st.lists(st.sampled_from(_WORDS), min_size=1, max_size=2))
def test_the_index_follows_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str, str]], asked: list[str]
) -> None:
    with open_database(tmp_path_factory.mktemp("search") / "t.db") as db:
        feed = feeds.add(db, URL, NOW)
        for number, (kind, id, title, text) in enumerate(steps):
            data = EntryData(id=str(id), title=title or None, summary=text or None, authors=tuple(title.split()[:1]))
            known = entries.find(db, str(id))
            if kind == "remove" and known:
                with transaction(db) as connection:
                    search_index.remove(connection, [known[0].key])
                    connection.execute("DELETE FROM entry WHERE key = ?", (known[0].key,))
            elif known:
                poll(db, feed, revise(known[0].key, data), at=later(number))
            else:
                poll(db, feed, add(data), at=later(number))
        assert indexed(db) == as_stored(db)
        expected = {
            entry.key
            for entry in entries.latest(db, None)
            if all(_holds(entry.data, words(word)[-1]) for word in asked)
        }
        assert set(search.keys(db, rules.parse(" ".join(asked)), now=NOW)[0]) == expected


def _holds(data: EntryData, word: str) -> bool:
    held = words(f"{data.title or ''}\n{data.summary or ''}")
    return word in held if len(word) < 4 else any(word in other for other in held)


def indexed(db: Database) -> set[tuple[str, int]]:
    """(token, key) of all that the index holds."""
    db.connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.held USING fts5vocab('main', 'search', 'instance')")
    return {(term, doc) for term, doc in db.rows("SELECT term, doc FROM temp.held")}


def as_stored(db: Database) -> set[tuple[str, int]]:
    """What it should hold."""
    held: set[tuple[str, int]] = set()
    for entry in entries.latest(db, None):
        data = entry.data
        texts = (data.title, data.summary, data.content)
        held |= {(token, entry.key) for token in search_index.tokens(texts, data.authors, data.categories).split()}
    return held
