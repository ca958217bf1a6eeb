"""The table of keys."""

from __future__ import annotations

from collections import Counter

from ticker.ui import bindings


def test_no_key_means_two_things_at_one_place() -> None:
    for place in {command.place for command in bindings.COMMANDS}:
        keys = Counter(key for keys, _action in bindings.textual(place) for key in keys.split(","))
        assert [key for key, count in keys.items() if count > 1] == []


def test_the_river_takes_no_key_from_list_or_pane() -> None:
    def keys(place: str) -> set[str]:
        return {key for keys, _action in bindings.textual(place) for key in keys.split(",")}

    assert keys("river") & keys("list") == set()
    assert keys("river") & keys("pane") == set()


def test_the_help_has_a_line_for_each_name_with_all_its_keys() -> None:
    lines = {name: keys for keys, name in bindings.help_lines("pane")}

    assert lines["scroll the text"] == ["j", "↓", "k", "↑"]
    assert lines["half a page down, up"] == ["^d", "^u"]
    assert lines["open a numbered link"] == ["1 – 9"]
    assert (["space"], "pause and resume the live list") in bindings.help_lines("river")
