"""Where the reader's files lie (XDG Base Directory Specification 0.8), on Linux and macOS alike."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def config_file(environ: Mapping[str, str]) -> Path:
    """The configuration: TICKER_CONFIG, else ticker/config.toml in the user's configuration folder."""
    named = environ.get("TICKER_CONFIG")
    return Path(named) if named else _base(environ, "XDG_CONFIG_HOME", ".config") / "ticker" / "config.toml"


def database_file(environ: Mapping[str, str]) -> Path:
    """The database: TICKER_DB, else ticker/ticker.db in the user's data folder."""
    named = environ.get("TICKER_DB")
    return Path(named) if named else _base(environ, "XDG_DATA_HOME", ".local/share") / "ticker" / "ticker.db"


def _base(environ: Mapping[str, str], variable: str, default: str) -> Path:
    """The folder that an XDG variable names; a relative one is ignored, as the specification asks."""
    named = environ.get(variable, "")
    if named.startswith("/"):
        return Path(named)
    home = environ.get("HOME")
    return (Path(home) if home else Path.home()) / default


def shortened(path: Path, environ: Mapping[str, str]) -> str:
    """A path as one reads it: the reader's home as ~."""
    home = environ.get("HOME", "").rstrip("/")
    text = str(path)
    return f"~{text[len(home) :]}" if home.startswith("/") and text.startswith(f"{home}/") else text
