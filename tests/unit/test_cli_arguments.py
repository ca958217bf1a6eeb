"""The shared options, before and behind the verb."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ticker.cli.arguments import globals_first, load_settings, make_setup, value_of, without_verb
from ticker.errors import UsageError


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], []),
        (["list", "--db", "x", "--json"], ["--db", "x", "list", "--json"]),
        (["show", "--locale=de_AT", "7"], ["--locale=de_AT", "show", "7"]),
        (["--db", "x", "list"], ["--db", "x", "list"]),
        (["list", "--db"], ["--db", "list"]),
        (["show", "--", "--db", "x"], ["show", "--", "--db", "x"]),
    ],
)
def test_shared_options_go_in_front(argv: list[str], expected: list[str]) -> None:
    assert globals_first(argv) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], {}),
        (["--db", "x", "--locale=de_AT"], {"--db": "x", "--locale": "de_AT"}),
        (["--db", "x", "--db=y"], {"--db": "y"}),
        (["--db="], {"--db": ""}),
        (["--db"], None),
        (["--db", "--config"], None),
        (["--db", "x", "list"], None),
        (["--help"], None),
        (["--"], None),
        (["--databases", "x"], None),
    ],
)
def test_only_what_is_nothing_but_shared_options_opens_the_screen(
    words: list[str], expected: dict[str, str] | None
) -> None:
    assert without_verb(words) == expected


def test_the_last_value_of_an_option_counts() -> None:
    words = ["--locale", "de_AT", "--locale=de_CH", "list"]

    assert value_of(words, "--locale") == "de_CH"
    assert value_of(words, "--config") is None
    assert value_of(["--locale"], "--locale") is None


def test_options_come_before_the_environment_and_that_before_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "t.toml"
    file.write_text('locale = "de_CH"\ntimezone = "Europe/Zurich"\n', "utf-8")
    environ = {"HOME": str(tmp_path), "TICKER_CONFIG": str(file), "TICKER_DB": "env.db"}

    from_settings = make_setup(None, None, None, None, environ)
    assert from_settings.region.locale == "de_CH"
    assert from_settings.region.timezone == ZoneInfo("Europe/Zurich")
    assert from_settings.database == Path("env.db")

    from_options = make_setup("o.db", None, "de_AT", "Europe/Vienna", {**environ, "TICKER_LOCALE": "en_GB"})
    assert from_options.region.locale == "de_AT"
    assert from_options.region.timezone == ZoneInfo("Europe/Vienna")
    assert from_options.database == Path("o.db")

    assert make_setup(None, None, None, None, {**environ, "TICKER_LOCALE": "en_GB"}).region.locale == "en_GB"


def test_a_configuration_that_is_named_must_exist(tmp_path: Path) -> None:
    assert load_settings(None, {"HOME": str(tmp_path)}).theme == "auto"
    with pytest.raises(UsageError):
        load_settings(None, {"TICKER_CONFIG": str(tmp_path / "none.toml")})
    with pytest.raises(UsageError):
        load_settings(str(tmp_path / "none.toml"), {})
