"""The table of commands, and the keys that a reader wants instead."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import KeyWish
from ticker.errors import UsageError
from ticker.l10n import messages
from ticker.l10n.messages import describe
from ticker.ui import bindings, keymap, keytable
from ticker.ui.finding import found

SETTINGS = Path("config.toml")


def wish(**keys: str) -> dict[str, KeyWish]:
    return {id.replace("__", "."): KeyWish(wanted, SETTINGS, 3) for id, wanted in keys.items()}


def test_every_command_has_an_id_of_its_own_that_begins_with_its_place() -> None:
    assert len(bindings.BY_ID) == len(bindings.COMMANDS)
    assert [c.id for c in bindings.COMMANDS if c.id.partition(".")[0] != c.place] == []
    assert {c.place for c in bindings.COMMANDS} == set(bindings.PLACES)
    assert {place for chain in bindings.CHAINS for place in chain} == set(bindings.PLACES)


def test_no_key_means_two_things_at_one_place() -> None:
    for place in bindings.PLACES:
        keys = Counter(key for command in bindings.commands_at([place]) for key in keymap.keys_of(command, {}))
        assert [key for key, count in keys.items() if count > 1] == []


def test_what_an_inner_place_takes_from_an_outer_one_is_meant() -> None:
    assert keymap.clashes({}) == [
        ("pane.walk", "stream.pause", "space"),
        ("crawl.previous", "river.back", "h"),
        ("crawl.previous", "river.back", "left"),
    ]


def test_every_name_is_translated() -> None:
    messages.activate("de_DE")
    names = {command.name for command in bindings.COMMANDS} | set(bindings.PLACES.values())
    assert [name for name in names if messages._(name) == name and name != "Text"] == []


def test_the_help_has_a_line_for_each_name_with_all_its_keys() -> None:
    lines = {name: keys for keys, name in keymap.help_lines(bindings.commands_at(["pane"]), {})}

    assert lines["scroll down"] == ["j", "↓"]
    assert lines["half a page up"] == ["^u"]
    assert lines["open a numbered link"] == ["0 – 9"]
    assert (["space"], "pause and resume the live list") in keymap.help_lines(bindings.commands_at(["stream"]), {})


def test_keys_are_named_as_they_are_typed() -> None:
    assert [keymap.printed(key) for key in ("full_stop", "question_mark", "f5", "ctrl+page_up", "shift+tab", "G")] == [
        ".",
        "?",
        "F5",
        "^page_up",
        "shift+Tab",
        "G",
    ]


def test_a_reader_may_swap_add_and_take_away_keys() -> None:
    wanted = keymap.checked(
        wish(list__next="k", list__previous="j , Ctrl+P", river__star="", stream__pause="?,!", app__help="f1")
    )

    assert wanted == {
        "list.next": "k",
        "list.previous": "j,ctrl+p",
        "river.star": bindings.NO_KEY,
        "stream.pause": "question_mark,exclamation_mark",
        "app.help": "f1",
    }
    assert keymap.keys_of(bindings.BY_ID["river.star"], wanted) == []
    assert keymap.help_lines([bindings.BY_ID["river.star"]], wanted) == []
    assert keymap.help_lines([bindings.BY_ID["app.help"]], wanted) == [(["F1"], "the keys of this place")]


@pytest.mark.parametrize(
    ("typed", "key"), [(";", "semicolon"), ("semicolon", "semicolon"), ("§", "section_sign"), ("shift+F2", "shift+f2")]
)
def test_keys_that_are_hard_to_write_down(typed: str, key: str) -> None:
    assert keymap.checked(wish(river__star=typed)) == {"river.star": key}


@pytest.mark.parametrize(
    ("wanted", "complaint"),
    [
        (wish(list__nxt="j"), "config.toml:3: Es gibt keinen Befehl „list.nxt“. Gemeint: „list.next“?"),
        (wish(river__star="dwon"), "config.toml:3: Es gibt keine Taste „dwon“. Gemeint: „down“?"),
        (wish(river__star="strg+x"), "config.toml:3: Es gibt keine Taste „strg+x“. Gemeint: „"),
        (wish(river__star="m"), "config.toml:3: Die Taste „m“ stünde für „river.read-mark“ und „river.star“."),
        (wish(list__next="m"), "config.toml:3: Die Taste „m“ stünde für „list.next“ und „river.read-mark“."),
        (wish(app__help="full_stop"), "config.toml:3: Die Taste „.“ stünde für „stream.newest“ und „app.help“."),
    ],
)
def test_what_cannot_be_is_named_with_its_line(wanted: dict[str, KeyWish], complaint: str) -> None:
    messages.activate("de_DE")
    with pytest.raises(UsageError) as caught:
        keymap.checked(wanted)

    assert describe(caught.value).startswith(complaint)


def test_the_readme_has_the_tables_of_the_keys() -> None:
    """Where this fails: `python -m ticker.ui.keytable README.md`."""
    readme = Path(__file__).parents[2].joinpath("README.md").read_text("utf-8")

    assert keytable.renewed(readme) == readme
    assert "`list.next`" in readme


def test_commands_are_found_by_parts_of_their_names() -> None:
    names = ["nächste Meldung", "Meldung merken", "Straße"]

    assert found(names, "", str) == names
    assert found(names, "meldung", str) == ["Meldung merken", "nächste Meldung"]
    assert found(names, "meld NACH", str) == ["nächste Meldung"]
    assert found(names, "strasse", str) == ["Straße"]
    assert found(names, "x", str) == []


@given(st.lists(st.text()), st.text())
def test_what_is_found_was_there(names: list[str], text: str) -> None:
    assert all(name in names for name in found(names, text, str))
