from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.model import Enclosure, EntryData, Intent, IntentKind, StoredEntry, Urgency
from ticker.revise import revise, urgency_of
from ticker.text.urgency import urgency

THEN = datetime(2023, 9, 13, 8, 15, tzinfo=UTC)
ENTRY = EntryData(
    id="1",
    title="Gipfel am Bahnhof",
    link="https://kurier.example/gipfel?id=1",
    authors=("Änne Öhler", "Jo Groß"),
    published=THEN,
    summary="Zwei Züge, ein Gleis.",
    content="Der Text um 10 Uhr.\nZweiter Absatz.",
    content_html="<p>Der Text um 10 Uhr.</p><p>Zweiter Absatz.</p>",
    categories=("Politik", "Ausland"),
)


def stored(parsed: Sequence[EntryData]) -> dict[str, StoredEntry]:
    return {data.id: StoredEntry(key, data, urgency_of(data)) for key, data in enumerate(parsed, start=1)}


def test_an_unknown_entry_is_added_with_its_urgency() -> None:
    data = replace(ENTRY, title="EILMELDUNG: Gipfel abgesagt")
    assert revise({}, [data]) == (Intent(IntentKind.ADD, None, data, urgency(data.title, data.categories)),)


@pytest.mark.parametrize(
    "data",
    [
        replace(ENTRY, title="Gipfel abgesagt"),
        replace(ENTRY, title=None),
        replace(ENTRY, link="https://kurier.example/abgesagt?id=1"),
        replace(ENTRY, link=None),
        replace(ENTRY, authors=("Änne Öhler",)),
        replace(ENTRY, categories=("Politik",)),
        replace(ENTRY, summary="Kein Zug."),
        replace(ENTRY, summary=None),
        replace(ENTRY, content="Der Text um 11 Uhr.\nZweiter Absatz."),
        replace(ENTRY, content=""),
    ],
)
def test_a_text_that_reads_differently_is_a_revision(data: EntryData) -> None:
    expected = Intent(IntentKind.REVISE, 7, data, urgency(data.title, data.categories))
    assert revise({"1": StoredEntry(7, ENTRY, Urgency.ROUTINE)}, [data]) == (expected,)


@pytest.mark.parametrize(
    "data",
    [
        replace(ENTRY, title=" Gipfel \n am\tBahnhof "),
        replace(ENTRY, title="Gipfel\u00a0am\u202fBahnhof"),
        replace(ENTRY, content="Der Text um 10\u00a0Uhr. Zweiter Absatz."),
        replace(ENTRY, link="https://kurier.example/gipfel?id=1&utm_source=rss"),
        replace(ENTRY, link="http://kurier.example/gipfel?id=1#rss"),
        replace(ENTRY, authors=("Jo  Groß", "Änne Öhler")),
        replace(ENTRY, categories=("Ausland", "Politik")),
        replace(ENTRY, published=None),
        replace(ENTRY, updated=THEN),
        replace(ENTRY, enclosures=(Enclosure("https://kurier.example/1.jpg"),)),
        replace(ENTRY, content_html="<div>Der Text um 10 Uhr.</div>"),
        replace(ENTRY, language="de-AT"),
        replace(ENTRY, content=None, content_html=None),
    ],
)
def test_what_a_reader_cannot_see_is_no_revision(data: EntryData) -> None:
    assert revise(stored([ENTRY]), [data]) == ()


def test_an_empty_text_is_as_good_as_none() -> None:
    bare = EntryData(id="1")
    assert revise(stored([bare]), [replace(bare, title="", link="", summary=" ", content="")]) == ()


def test_a_revision_without_content_keeps_the_stored_one() -> None:
    (intent,) = revise(stored([ENTRY]), [replace(ENTRY, title="Gipfel abgesagt", content=None, content_html=None)])
    assert intent.data == replace(ENTRY, title="Gipfel abgesagt")


def test_content_that_never_was_text_may_change_its_html() -> None:
    picture = EntryData(id="1", title="Bild", content_html='<img src="https://kurier.example/1.jpg">')
    data = replace(picture, title="Bild des Tages", content_html='<img src="https://kurier.example/2.jpg">')
    (intent,) = revise(stored([picture]), [data])
    assert intent.data == data


def test_a_content_that_is_new_is_a_revision() -> None:
    assert [intent.kind for intent in revise(stored([replace(ENTRY, content=None)]), [ENTRY])] == [IntentKind.REVISE]


def test_what_is_missing_from_the_document_stays() -> None:
    assert revise(stored([ENTRY]), []) == ()


def test_of_one_id_the_first_entry_counts() -> None:
    twice = [ENTRY, replace(ENTRY, title="Zweiter")]
    assert [intent.data for intent in revise({}, twice)] == [ENTRY]
    assert revise(stored([ENTRY]), twice) == ()


def test_what_its_source_takes_back_is_withdrawn_and_its_text_left_alone() -> None:
    gone = EntryData(id="1", title="Diese Meldung wurde zurückgezogen", withdrawn=True)
    assert revise(stored([ENTRY]), [gone]) == (Intent(IntentKind.WITHDRAW, 1),)
    assert revise(stored([replace(ENTRY, withdrawn=True)]), [gone]) == ()


def test_what_was_taken_back_before_it_was_seen_is_passed_over() -> None:
    assert revise({}, [replace(ENTRY, withdrawn=True)]) == ()


def test_what_comes_back_is_withdrawn_no_more() -> None:
    known = stored([replace(ENTRY, withdrawn=True)])
    assert [intent.kind for intent in revise(known, [ENTRY])] == [IntentKind.UPDATE]
    assert [intent.kind for intent in revise(known, [replace(ENTRY, title="Doch")])] == [IntentKind.REVISE]


@pytest.mark.parametrize(
    "data",
    [
        replace(ENTRY, pinned=True),
        replace(ENTRY, key_event=True),
        replace(ENTRY, embargo=THEN),
        replace(ENTRY, urgency=Urgency.BULLETIN),
    ],
)
def test_what_is_no_text_updates_the_entry_without_a_new_version(data: EntryData) -> None:
    assert revise(stored([ENTRY]), [data]) == (Intent(IntentKind.UPDATE, 1, data, data.urgency or Urgency.ROUTINE),)


def test_the_stated_urgency_wins_over_the_guessed_one() -> None:
    said = replace(ENTRY, title="EILMELDUNG: Gipfel", urgency=Urgency.ROUTINE)
    assert [intent.urgency for intent in revise({}, [said])] == [Urgency.ROUTINE]
    assert revise(stored([said]), [said]) == ()


words = st.sampled_from(["Gipfel", "Zug", " ", "\u00a0", "Straße", "\n"])
texts = st.none() | st.lists(words, max_size=4).map("".join)
entries = st.builds(
    EntryData,
    id=st.sampled_from("abcdefgh"),
    title=texts,
    link=st.none()
    | st.sampled_from(["https://kurier.example/1", "https://kurier.example/2?x=1", "mailto:a@b.example"]),
    authors=st.lists(words, max_size=3).map(tuple),
    published=st.none() | st.just(THEN),
    summary=texts,
    content=texts,
    categories=st.lists(words, max_size=3).map(tuple),
    urgency=st.none() | st.sampled_from(Urgency),
    embargo=st.none() | st.just(THEN),
    withdrawn=st.booleans(),
    pinned=st.booleans(),
    key_event=st.booleans(),
)
documents = st.lists(entries, max_size=8)
unique_documents = st.lists(entries, max_size=8, unique_by=lambda data: data.id)


@given(unique_documents)
def test_the_same_document_again_changes_nothing(parsed: list[EntryData]) -> None:
    assert revise(stored(parsed), parsed) == ()


@given(documents, documents)
def test_what_was_done_needs_no_doing_again(before: list[EntryData], parsed: list[EntryData]) -> None:
    """Also where a document holds an id more than once."""
    known = stored([intent.data for intent in revise({}, before) if intent.data])
    for intent in revise(known, parsed):
        if intent.kind is IntentKind.WITHDRAW:
            known = {
                id: replace(entry, data=replace(entry.data, withdrawn=True)) if entry.key == intent.key else entry
                for id, entry in known.items()
            }
            continue
        assert intent.data is not None
        known[intent.data.id] = StoredEntry(intent.key or len(known) + 1, intent.data, intent.urgency)
    assert revise(known, parsed) == ()


@given(unique_documents, unique_documents, st.data())
def test_the_order_of_the_document_does_not_matter(
    before: list[EntryData], parsed: list[EntryData], choice: st.DataObject
) -> None:
    known = stored(before)
    shuffled = choice.draw(st.permutations(parsed))
    assert set(revise(known, shuffled)) == set(revise(known, parsed))


@given(documents, documents)
def test_every_id_comes_at_most_once_and_in_the_order_of_the_document(
    before: list[EntryData], parsed: list[EntryData]
) -> None:
    known = stored(before)
    ids = [intent.data.id for intent in revise(known, parsed) if intent.data]
    assert len(ids) == len(set(ids))
    places = [next(place for place, data in enumerate(parsed) if data.id == id) for id in ids]
    assert places == sorted(places)
    added = {intent.data.id for intent in revise(known, parsed) if intent.kind is IntentKind.ADD and intent.data}
    first = {data.id: data for data in reversed(parsed)}
    assert added == {id for id, data in first.items() if not data.withdrawn} - set(known)
