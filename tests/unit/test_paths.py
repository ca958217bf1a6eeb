"""Where the reader's files lie."""

from __future__ import annotations

from pathlib import Path

from ticker.paths import config_file, database_file, shortened


def test_the_home_folder_has_the_usual_places() -> None:
    environ = {"HOME": "/home/kim"}

    assert config_file(environ) == Path("/home/kim/.config/ticker/config.toml")
    assert database_file(environ) == Path("/home/kim/.local/share/ticker/ticker.db")


def test_xdg_variables_move_them() -> None:
    environ = {"HOME": "/home/kim", "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d"}

    assert config_file(environ) == Path("/c/ticker/config.toml")
    assert database_file(environ) == Path("/d/ticker/ticker.db")


def test_a_relative_xdg_variable_is_ignored() -> None:
    assert config_file({"HOME": "/home/kim", "XDG_CONFIG_HOME": "c"}) == Path("/home/kim/.config/ticker/config.toml")


def test_own_variables_come_first() -> None:
    environ = {"HOME": "/home/kim", "XDG_DATA_HOME": "/d", "TICKER_DB": "news.db", "TICKER_CONFIG": "t.toml"}

    assert database_file(environ) == Path("news.db")
    assert config_file(environ) == Path("t.toml")


def test_without_home_the_system_knows_it() -> None:
    assert database_file({}).is_relative_to(Path.home())


def test_the_readers_home_is_shortened() -> None:
    assert shortened(Path("/home/kim/.config/t.toml"), {"HOME": "/home/kim"}) == "~/.config/t.toml"
    assert shortened(Path("/home/kim/t.toml"), {"HOME": "/home/kim/"}) == "~/t.toml"
    assert shortened(Path("/home/kimberly/t.toml"), {"HOME": "/home/kim"}) == "/home/kimberly/t.toml"
    assert shortened(Path("/etc/t.toml"), {}) == "/etc/t.toml"
