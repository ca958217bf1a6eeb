"""The river's order and what flows into it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ticker.column import Column
from ticker.ui.folding import Folding, Folds
from ticker.ui.order import Order
from ticker.ui.stream import Stream

places = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 60)), unique_by=lambda place: place[1])


def order_of(entries: list[tuple[int, int]]) -> Order:
    ranked = sorted(entries, reverse=True)
    return Order(Column.of([key for _time, key in ranked]), Column.of([time for time, _key in ranked]))


@given(places, places)
def test_entries_go_to_where_sorting_would_put_them(before: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    taken = {key for _time, key in before}
    fresh = [(time, key) for time, key in more if key not in taken]

    assert order_of(before).with_entries(fresh) == order_of(before + fresh)


@given(places)
def test_known_entries_change_nothing(entries: list[tuple[int, int]]) -> None:
    order = order_of(entries)

    assert order.with_entries(entries) == order
    assert all(order.index(key) == order.place(time, key) for time, key in entries)


def test_an_unknown_key_has_no_row() -> None:
    assert order_of([(5, 1)]).index(2) is None
    assert len(Order()) == 0


@given(places, places, places)
def test_what_is_above_waits_until_it_is_seen(
    first: list[tuple[int, int]], second: list[tuple[int, int]], third: list[tuple[int, int]]
) -> None:
    stream = Stream().reload(order_of(first))
    fresh = [place for place in second if place[1] not in {key for _time, key in first}]
    stream = stream.arrive(fresh)

    assert stream.shown == stream.known == order_of(first + fresh)
    assert stream.waiting == len(fresh)
    assert stream.see(len(stream.shown)).waiting == len(fresh)
    assert stream.see(0).waiting == 0


def test_only_rows_above_the_view_wait() -> None:
    stream = Stream().reload(order_of([(10, 1), (20, 2)])).arrive([(30, 3), (15, 4), (5, 5)])

    assert list(stream.shown.keys) == [3, 2, 4, 1, 5]
    assert stream.see(1).unseen == {(30, 3)}
    assert stream.see(3).unseen == {(30, 3), (15, 4)}


def test_while_paused_nothing_moves_and_everything_waits() -> None:
    paused = Stream().reload(order_of([(10, 1)])).toggle_pause().arrive([(20, 2), (5, 3)])

    assert list(paused.shown.keys) == [1]
    assert list(paused.known.keys) == [2, 1, 3]
    assert paused.see(0).waiting == 2
    assert list(paused.reload(order_of([(9, 9)])).shown.keys) == [1]

    resumed = paused.toggle_pause()
    assert list(resumed.shown.keys) == [2, 1, 3]
    assert resumed.see(0).waiting == 0


@given(places, st.sets(st.integers(1, 60)))
def test_what_is_gone_leaves_the_others_in_their_order(entries: list[tuple[int, int]], gone: set[int]) -> None:
    assert order_of(entries).without(gone) == order_of([place for place in entries if place[1] not in gone])


def test_what_is_hidden_goes_also_from_a_list_that_is_held_still_and_comes_back_unnoticed() -> None:
    stream = Stream().reload(order_of([(10, 1), (20, 2)])).arrive([(30, 3)])
    held = stream.toggle_pause().arrive([(40, 4)])

    for before in (stream, held):
        without = before.without({3, 1})
        assert list(without.shown.keys) == [2]
        assert 3 not in {key for _time, key in without.unseen}
        back = without.admit([(30, 3), (10, 1)])
        assert list(back.shown.keys) == list(before.shown.keys)
        assert list(back.known.keys) == list(before.known.keys)
        assert back.waiting == without.waiting


def test_a_story_is_not_folded_away_under_the_reader() -> None:
    entries = [(30, 3), (20, 2), (10, 1)]
    folded = Folds.of([(7, time, key) for time, key in entries]).fold(order_of(entries), keep=2)
    assert list(folded.order.keys) == [3, 2]
    assert folded.others == {3: 2}


@given(places, st.lists(st.integers(1, 4), max_size=60), st.none() | st.integers(1, 60))
def test_a_folded_story_is_its_newest_entry_and_the_one_where_the_reader_is(
    entries: list[tuple[int, int]], stories: list[int], keep: int | None
) -> None:
    members = [(story, time, key) for story, (time, key) in zip(stories, entries, strict=False)]
    order = order_of(entries)
    folds = Folds.of([(9, 5, 99)]).changed([], members)
    folded = folds.fold(order, keep)

    story_of = {key: story for story, _time, key in members}
    seen: set[int] = set()
    expected = []
    for key in order.keys:
        story = story_of.get(key)
        if story is None or story not in seen or key == keep:
            expected.append(key)
        if story is not None:
            seen.add(story)
    assert list(folded.order.keys) == expected
    for story in seen:
        of = [key for key in order.keys if story_of.get(key) == story]
        assert folded.others[of[0]] == len(of) - 1
        assert folds.newest(of[-1], order) == (order.times[list(order.keys).index(of[0])], of[0])
    assert folds.newest(1000, order) is None


@given(places, places, st.data())
def test_folding_anew_what_was_touched_gives_what_folding_all_gives(
    before: list[tuple[int, int]], arriving: list[tuple[int, int]], data: st.DataObject
) -> None:
    places = {key: time for time, key in [*before, *arriving]}
    in_story = st.dictionaries(st.sampled_from(sorted(places)), st.integers(1, 4)) if places else st.just({})
    some = st.sets(st.sampled_from(sorted(places))) if places else st.just(set())
    stories, later, gone = data.draw(in_story), data.draw(in_story), data.draw(some)
    keep, kept = (data.draw(st.none() | st.integers(1, 60)) for _ in range(2))

    folds = Folds.of((story, places[key], key) for key, story in stories.items())
    known = {key: places[key] for _time, key in before}
    folded = folds.fold(order_of([(time, key) for key, time in known.items()]), keep)

    changed = folds.changed(later, [(story, places[key], key) for key, story in later.items()])
    changed = changed.changed(gone, [])
    left = {**known, **{key: places[key] for _time, key in arriving}}
    order = order_of([(time, key) for key, time in left.items() if key not in gone])
    touched = {*later, *gone, *(key for _time, key in arriving)}
    touched |= folds.together(touched) | changed.together(touched)

    assert changed.fold_anew(folded, order, touched, kept) == changed.fold(order, kept)
    assert all(changed.members[key][0] == story for story, keys in changed.stories.items() for key in keys)


def test_a_list_is_folded_as_its_entries_come_and_change_their_stories() -> None:
    order = order_of([(30, 3), (20, 2), (10, 1)])
    plain = Folding()
    plain.touch([3])
    plain.change([3], [(7, 30, 3)])
    assert plain.folds is None
    assert plain.others(3) is None
    assert plain.fold(order, None, held=False) is order

    folding = Folding(Folds.of([(7, 30, 3), (7, 10, 1)]))
    assert list(folding.fold(order, None, held=False).keys) == [3, 2]
    assert (folding.others(3), folding.others(2)) == (1, 0)

    folding.change([4], [(7, 40, 4), (7, 30, 3), (7, 10, 1)])
    assert list(folding.fold(order, None, held=True).keys) == [3, 2]  # it has come, but not into the list
    assert list(folding.fold(order.with_entries([(40, 4)]), None, held=False).keys) == [4, 2]
    assert folding.others(4) == 2

    folding.begin_anew()
    assert list(folding.fold(order_of([(20, 2)]), None, held=False).keys) == [2]
    folding.touch([5])
    assert list(folding.fold(order_of([(50, 5), (20, 2)]), None, held=False).keys) == [5, 2]
