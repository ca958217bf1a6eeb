"""The options that every verb shares, and what a run is made of."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ticker import config, paths
from ticker.clock import Clock, SystemClock
from ticker.l10n import messages
from ticker.l10n.messages import _
from ticker.l10n.region import Region, choose_locale

GLOBAL_OPTIONS = ("--db", "--config", "--locale", "--timezone")


class Setup(NamedTuple):
    """What a verb needs to know of its surroundings. `config_file` is the one that `--config` names, `config_path`
    the one that the settings come from, whether it exists or not."""

    database: Path
    region: Region
    settings: config.Config
    clock: Clock
    config_file: str | None = None
    config_path: Path | None = None


def globals_first(argv: Sequence[str]) -> list[str]:
    """The arguments with the shared options in front, so that they may also be written behind a verb. Pure."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in GLOBAL_OPTIONS:
            front += [word, *islice(words, 1)]
        elif word.partition("=")[0] in GLOBAL_OPTIONS:
            front.append(word)
        else:
            rest.append(word)
    return front + rest


def without_verb(words: Sequence[str]) -> dict[str, str] | None:
    """The values of the shared options where the arguments are nothing else; None where there is more in them. Pure."""
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name not in GLOBAL_OPTIONS:
            return None
        values[name] = value if equals else next(rest, "-")
        if values[name].startswith("-"):  # none, or another option in its place
            return None
    return values


def value_of(words: Sequence[str], option: str) -> str | None:
    """The last value of an option in `--option value` or `--option=value` form. Pure."""
    found = None
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == option and equals:
            found = value
        elif word == option and place + 1 < len(words):
            found = words[place + 1]
    return found


def speak(words: Sequence[str], environ: Mapping[str, str]) -> None:
    """Choose the language before anything is said: help texts and complaints come in it too.

    Raises UsageError, in the language known so far, for a configuration or a locale that cannot be used.
    """
    explicit = value_of(words, "--locale")
    _activate(choose_locale(None, None, {key: environ[key] for key in environ if key != "TICKER_LOCALE"}))
    settings = load_settings(value_of(words, "--config"), environ)
    _activate(choose_locale(explicit, settings.locale, environ))


def _activate(locale: str) -> None:
    messages.activate(locale)
    messages.speak_click(locale)


def load_settings(explicit: str | None, environ: Mapping[str, str]) -> config.Config:
    """The settings: from `--config` or TICKER_CONFIG, where the file must exist, else from the usual place."""
    required = explicit is not None or bool(environ.get("TICKER_CONFIG"))
    return config.load(_config_path(explicit, environ), required=required)


def _config_path(explicit: str | None, environ: Mapping[str, str]) -> Path:
    return Path(explicit) if explicit is not None else paths.config_file(environ)


def make_setup(
    db: str | None, config_file: str | None, locale: str | None, timezone: str | None, environ: Mapping[str, str]
) -> Setup:
    """What a run is made of, from its options and environment. Raises UsageError for what cannot be used."""
    settings = load_settings(config_file, environ)
    zone = timezone or settings.timezone
    region = Region(choose_locale(locale, settings.locale, environ), config.check_timezone(zone) if zone else None)
    database = Path(db) if db else paths.database_file(environ)
    return Setup(database, region, settings, SystemClock(), config_file, _config_path(config_file, environ))


def announce(setup: Setup) -> None:
    """Say on standard error that opening the database will take long, where it will."""
    from ticker.store import upgrade

    if upgrade.takes_long(setup.database):
        notice = _("The database is brought up to date; that may take some minutes.")
        print(f"ticker: {notice}", file=sys.stderr)
