"""Entries without ids, and with ids that change: what is the same, what is new, what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ticker.feeds.live.identity import is_time_id, numbered, settle, span, time_id, vanished
from ticker.model import EntryData

NINE = datetime(2023, 9, 13, 9, tzinfo=UTC)
LONG = "Der Sonderzug rollt langsam durch den Regen auf den kleinen Bahnhof zu."


def entry(minute: int | None, text: str, id: str = "") -> EntryData:
    published = None if minute is None else NINE + timedelta(minutes=minute)
    return EntryData(id=id or time_id(published), published=published, content=text)


def ids(entries: tuple[EntryData, ...]) -> list[str]:
    return [data.id for data in entries]


def test_a_corrected_typo_makes_no_new_entry() -> None:
    known = [entry(0, "Der Zug ist da am Bahnhof")]
    assert ids(settle([entry(0, "Der Zug ist da am Banhof")], known)) == [known[0].id]


def test_an_entry_pushed_in_at_the_same_minute_takes_nobody_s_id() -> None:
    known = numbered(
        [entry(0, LONG, " ") for _ in ()]
        + [replace(entry(0, "Zweite Meldung hier"), id=""), replace(entry(0, LONG), id="")]
    )
    parsed = numbered([replace(data, id="") for data in (known[0], entry(0, "Ganz neu, von hinten"), known[1])])
    settled = settle(parsed, known)
    assert [settled[0].id, settled[2].id] == [known[0].id, known[1].id]
    assert settled[1].id == time_id(NINE, 3)


def test_a_text_written_anew_at_its_time_is_the_same_entry() -> None:
    known = [entry(0, "Erst hieß es so.")]
    assert ids(settle([entry(0, "Völlig andere Worte stehen nun dort.")], known)) == ids(tuple(known))


def test_a_corrected_time_makes_no_new_entry() -> None:
    known = [entry(0, LONG), entry(20, "Etwas anderes, das auch lang genug ist, um erkannt zu werden.")]
    settled = settle([entry(3, LONG)], known)
    assert ids(settled) == [known[0].id]
    assert settled[0].published == NINE + timedelta(minutes=3)


def test_a_short_text_at_another_time_is_another_entry() -> None:
    assert ids(settle([entry(3, "Tor!")], [entry(0, "Tor!")])) == [time_id(NINE + timedelta(minutes=3))]


def test_ids_that_change_with_every_edit_are_seen_through() -> None:
    known = [entry(0, LONG, "post-1"), entry(5, "Ein zweiter Eintrag folgt wenig später.", "post-2")]
    parsed = [replace(known[1], id="post-2-edit"), entry(0, f"{LONG} Er hält.", "post-9")]
    assert ids(settle(parsed, known)) == ["post-2", "post-1"]


def test_an_id_of_its_own_is_believed_before_any_likeness() -> None:
    known = [entry(0, LONG, "post-1")]
    assert ids(settle([entry(0, LONG, "post-1"), entry(0, LONG, "post-2")], known)) == ["post-1", "post-2"]


def test_a_new_id_at_the_same_time_with_another_text_is_new() -> None:
    known = [entry(0, LONG, "post-1")]
    assert ids(settle([entry(0, "Völlig andere Worte stehen nun dort.", "post-2")], known)) == ["post-2"]


def test_without_a_time_only_the_text_counts() -> None:
    known = [entry(None, LONG)]
    assert ids(settle([entry(None, "Etwas ganz und gar anderes"), entry(None, LONG)], known)) == [
        time_id(None, 2),
        time_id(None),
    ]
    assert span([entry(None, LONG)]) is None


def test_how_far_back_has_to_be_known() -> None:
    assert span([entry(0, "a"), entry(10, "b")]) == (NINE - timedelta(minutes=30), NINE + timedelta(minutes=40))


def test_two_empty_entries_are_alike() -> None:
    assert ids(settle([entry(0, "")], [entry(0, "")])) == [time_id(NINE)]


TEXTS = st.sampled_from(["Tor!", LONG, "Der Zug ist da am Bahnhof", "Es regnet in Strömen", "Der Gast steigt aus"])
BLOGS = st.lists(
    st.builds(lambda minute, text: replace(entry(minute, text), id=""), st.integers(0, 5), TEXTS), max_size=12
)


@given(BLOGS)
def test_what_is_read_again_is_nothing_new(blog: list[EntryData]) -> None:
    known = numbered(sorted(blog, key=lambda data: data.published or NINE, reverse=True))
    assert len({data.id for data in known}) == len(known)
    assert settle(known, known) == tuple(known)
    assert vanished(known, known) == ()


@given(BLOGS, BLOGS)
def test_ids_stay_unique_and_no_known_one_is_given_twice(first: list[EntryData], second: list[EntryData]) -> None:
    known, parsed = numbered(first), numbered(second)
    settled = settle(parsed, known)
    assert len({data.id for data in settled}) == len(parsed)
    assert [replace(data, id="") for data in settled] == [replace(data, id="") for data in parsed]
    assert all(is_time_id(data.id) for data in settled)


@given(BLOGS, st.data())
def test_an_inserted_entry_leaves_all_others_their_ids(blog: list[EntryData], data: st.DataObject) -> None:
    known = numbered(blog)
    place = data.draw(st.integers(0, len(known)))
    minute = data.draw(st.integers(0, 5))
    new = replace(entry(minute, "Eine Nachricht, die vorher niemand kannte"), id="")
    parsed = numbered([*(replace(e, id="") for e in known[:place]), new, *(replace(e, id="") for e in known[place:])])
    before = {(e.published, e.content, e.id) for e in known}
    after = {(e.published, e.content, e.id) for e in settle(parsed, known)}
    assert before < after


DAY = [entry(minute, f"Meldung von der Minute {minute}", f"p{minute}") for minute in range(0, 60, 10)][::-1]


def test_what_an_editor_takes_out_is_withdrawn() -> None:
    gone = DAY[2]
    assert vanished([e for e in DAY if e is not gone], DAY) == (replace(gone, withdrawn=True),)


def test_what_leaves_the_page_at_its_end_is_not_gone() -> None:
    assert vanished(DAY[:3], DAY) == ()


def test_what_stands_between_the_page_and_a_pinned_entry_is_not_gone() -> None:
    morning = DAY[-3:]
    assert vanished([*morning, *DAY[:2]], DAY) == ()
    assert vanished([*DAY[:2], *morning], [*DAY, entry(-90, "Anfang", "p0")]) == (replace(DAY[2], withdrawn=True),)


def test_where_much_is_missing_nothing_is_taken_for_gone() -> None:
    assert vanished([DAY[0], *DAY[-2:]], DAY) == ()


def test_what_was_withdrawn_before_is_not_withdrawn_again() -> None:
    known = [replace(e, withdrawn=e is DAY[2]) for e in DAY]
    assert vanished([e for e in DAY if e is not DAY[2]], known) == ()


def test_an_entry_pushed_in_beside_it_does_not_hide_that_one_is_gone() -> None:
    parsed = [*DAY[:2], entry(35, "Neu", "neu"), *DAY[3:]]
    assert vanished(parsed, DAY) == (replace(DAY[2], withdrawn=True),)
