"""Settings are written into the file that a person edits: nothing else in it changes."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticker.config import load
from ticker.config_writer import changed, line, write
from ticker.errors import UnavailableError, UsageError
from ticker.l10n import messages
from ticker.l10n.region import Region
from ticker.preferences import BY_KEY, PREFERENCES, Value
from ticker.ui.choices import neighbour, shown

OURS = """# Meine Einstellungen

theme = "light"   # wie Papier
locale='de_AT'

# Tasten
[keys]
"river.star" = "f"

[feed."https://a.example/"]
username = "x"
"""


def test_a_value_changes_where_it_stands() -> None:
    assert changed(OURS, "theme", "dark", "") == OURS.replace('"light"', '"dark"')


def test_a_new_setting_comes_behind_the_last_one_of_its_kind() -> None:
    assert changed(OURS, "measure", 72, "") == OURS.replace("'de_AT'\n", "'de_AT'\nmeasure = 72\n")


def test_the_first_setting_comes_before_the_tables_and_what_is_said_of_them() -> None:
    assert changed("# Tasten\n[keys]\n", "reduced_motion", True, "") == "reduced_motion = true\n\n# Tasten\n[keys]\n"
    assert changed("# Kopf\n\n[keys]\n", "crawl", "off", "") == '# Kopf\n\ncrawl = "off"\n\n[keys]\n'
    assert changed("", "crawl", "off", "") == 'crawl = "off"\n'
    assert changed("# nur das", "crawl", "off", "") == '# nur das\ncrawl = "off"\n'
    assert changed("# Kopf\n[keys]\n", "crawl", "off", "").startswith('crawl = "off"\n\n# Kopf')


def test_a_setting_goes_and_everything_else_stays() -> None:
    assert changed(OURS, "locale", None, "") == OURS.replace("locale='de_AT'\n", "")
    assert changed(OURS, "measure", None, "") == OURS


def test_no_toml_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = ")
    with pytest.raises(UsageError, match="is no TOML"):
        write(path, "theme", "dark")
    assert path.read_text() == "theme = "


def test_a_wrong_value_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Europe/Entenhausen"):
        write(tmp_path / "config.toml", "timezone", "Europe/Entenhausen")
    assert not (tmp_path / "config.toml").exists()


def test_the_file_is_made_with_its_folder_and_keeps_rights_and_links(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    write(path, "theme", "dark")
    assert load(path, required=True).theme == "dark"

    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    write(link, "theme", "light")
    assert link.is_symlink()
    assert load(path, required=True).theme == "light"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in path.parent.iterdir()] == ["config.toml"]


def test_a_file_that_cannot_be_written_or_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="cannot be written"):
        write(Path("/proc/nowhere/config.toml"), "theme", "dark")
    bad = tmp_path / "bad.toml"
    bad.write_bytes(b"\xff")
    with pytest.raises(UsageError, match="cannot be read"):
        write(bad, "theme", "dark")
    assert bad.read_bytes() == b"\xff"


VALUES = st.one_of(
    *(
        st.tuples(st.just(one.key), st.sampled_from(one.choices) if one.choices else st.just("Europe/Vienna"))
        for one in PREFERENCES
        if one.default is None or isinstance(one.default, str)
    ),
    st.tuples(st.just("reduced_motion"), st.booleans()),
    st.tuples(st.just("measure"), st.integers(66, 90)),
)


@given(
    st.lists(VALUES, max_size=12), st.sampled_from(["", OURS, "# a\n\n# b\n[keys]\n", '[feed."https://b.example/"]\n'])
)
def test_after_any_changes_the_file_says_what_was_wanted_and_no_comment_is_lost(
    wanted: list[tuple[str, Value]], text: str
) -> None:
    before = tomllib.loads(text)
    for key, value in wanted:
        text = changed(text, key, value, "")
        before[key] = value
    assert tomllib.loads(text) == before


@pytest.mark.parametrize(
    ("key", "value", "step", "following"),
    [
        ("reduced_motion", False, 1, True),
        ("reduced_motion", True, -1, False),
        ("measure", 80, 1, 82),
        ("measure", 90, 1, 90),
        ("measure", 66, -1, 66),
        ("crawl", "off", 1, "top"),
        ("crawl", "top", -1, "off"),
        ("locale", None, 1, "de_DE"),
        ("locale", None, -1, "en_US"),
        ("timezone", None, 1, None),
    ],
)
def test_values_follow_each_other(key: str, value: Value, step: int, following: Value) -> None:
    assert neighbour(BY_KEY[key], value, step) == following


@pytest.mark.parametrize(
    ("key", "value", "german", "english"),
    [
        ("reduced_motion", True, "ja", "yes"),
        ("locale", None, "vom System", "by the system"),
        ("locale", "de_AT", "Deutsch (Österreich)", "German (Austria)"),
        ("measure", 72, "72", "72"),
        ("crawl", "top", "oben", "at the top"),
        ("theme", "rose-pine-dawn", "Rose Pine Dawn", "Rose Pine Dawn"),
        ("timezone", "Europe/Vienna", "Europe/Vienna", "Europe/Vienna"),
    ],
)
def test_values_are_shown_in_words(key: str, value: Value, german: str, english: str) -> None:
    for locale, words in (("de_DE", german), ("en_GB", english)):
        messages.activate(locale)
        assert shown(BY_KEY[key], value, Region(locale)) == words


def test_every_choice_has_a_word_of_its_own_in_german() -> None:
    messages.activate("de_DE")
    for preference in PREFERENCES:
        words = [shown(preference, choice, Region("de_DE")) for choice in preference.choices]
        assert len(set(words)) == len(words)
        raw = set(words) & set(preference.choices)
        assert not raw, f"{preference.key}: {raw} is shown as it stands in the file"


@given(VALUES)
def test_the_line_that_is_shown_says_the_same_in_the_file(setting: tuple[str, Value]) -> None:
    assert tomllib.loads(line(*setting)) == dict([setting])
