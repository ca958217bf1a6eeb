"""The sidebar's lines: what stands below what, and the figures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.l10n import messages
from ticker.store.views import View, ViewCounts, ViewKind
from ticker.text.groups import group_of, names_of
from ticker.ui import view_names

NAMES = {1: "Bote", 2: "Ährenpost", 3: "Küstenfunk", 4: "Anzeiger"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    messages.activate("en_GB")
    yield
    messages.activate("de_DE")


def lines(counts: ViewCounts, *saved: View) -> list[str]:
    """The lines below the fixed views, with indent, mark of a heading, figure."""
    items = view_names.items(counts, saved)
    told = [(item.level, "# " if item.heads else "", item.title, item.count or "") for item in items[5:]]
    return [f"{'  ' * level}{mark}{title} {count}".rstrip() for level, mark, title, count in told]


def test_without_groups_the_feeds_stand_by_name_below_one_heading() -> None:
    counts = ViewCounts(names=NAMES, feeds={2: 7})
    assert lines(counts) == ["# Sources", "Ährenpost 7", "Anzeiger", "Bote", "Küstenfunk"]


def test_groups_head_their_feeds_and_count_what_lies_deeper_too() -> None:
    counts = ViewCounts(
        names=NAMES,
        feeds={1: 2, 2: 3, 3: 4, 4: 5},
        groups={1: "Zeitungen", 2: "Zeitungen/Nord", 3: "Funk/See"},
    )
    assert lines(counts) == [
        "# Funk 4",
        "  # See 4",
        "  Küstenfunk 4",
        "# Zeitungen 5",
        "Bote 2",
        "  # Nord 3",
        "  Ährenpost 3",
        "# Other sources",
        "Anzeiger 5",
    ]


def test_where_every_feed_is_in_a_group_there_are_no_others() -> None:
    counts = ViewCounts(names={1: "Bote"}, groups={1: "Zeitungen"})
    assert lines(counts) == ["# Zeitungen", "Bote"]


def test_searches_and_categories_come_before_the_feeds() -> None:
    saved, sport = View(ViewKind.SEARCH, query="kai"), View(ViewKind.CATEGORY, query="Sport")
    counts = ViewCounts(names={1: "Bote"}, categories=("Sport",), found={saved: 2, sport: 1})
    assert lines(counts, saved) == ["# Searches", "kai 2", "# Categories", "Sport 1", "# Sources", "Bote"]


@pytest.mark.parametrize(
    ("view", "title"),
    [
        (View(), "All"),
        (View(ViewKind.FEED, 1), "Bote"),
        (View(ViewKind.FEED, 9), ""),
        (View(ViewKind.GROUP, query="Zeitungen/Nord"), "Zeitungen/Nord"),
        (View(ViewKind.CATEGORY, query="Sport"), "Sport"),
        (View(ViewKind.SEARCH, query="kai"), "/ kai"),
        (View(ViewKind.FILTER, query="is:read"), "= is:read"),
    ],
)
def test_every_view_has_a_name(view: View, title: str) -> None:
    assert view_names.title(view, NAMES) == title


def test_every_kind_of_view_says_something_when_it_is_empty() -> None:
    assert all(view_names.empty(View(kind)) for kind in ViewKind)


PATHS = st.lists(st.sampled_from(["a", "b", "ä", "A b"]), max_size=3).map(group_of)


@given(st.dictionaries(st.integers(1, 9), PATHS))
def test_every_feed_stands_once_and_below_its_own_group(groups: dict[int, str | None]) -> None:
    grouped = {id: group for id, group in groups.items() if group}
    counts = ViewCounts(names={id: f"Feed {id}" for id in groups}, feeds=dict.fromkeys(groups, 1), groups=grouped)
    above: dict[int, str] = {}
    heading = ""
    for item in view_names.items(counts)[5:]:
        if item.view is not None and item.view.feed_id is not None:
            assert item.view.feed_id not in above
            above[item.view.feed_id] = heading
        else:
            heading = item.view.query if item.view is not None else ""
            inside = [id for id, group in grouped.items() if names_of(group)[: item.level + 1] == names_of(heading)]
            assert item.view is None or item.count == len(inside)
    assert above == {id: grouped.get(id, "") for id in groups}
