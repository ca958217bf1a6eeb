"""Where the reader is: the locale that decides wording and formats, and the time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import NamedTuple

from ticker.config import LOCALES
from ticker.errors import N_, UsageError

DEFAULT_LOCALE = "de_DE"

_SHORT = {"de": DEFAULT_LOCALE, "en": "en_GB"}
_NEIGHBOURS = ("de_AT", "de_CH", "de_LI")


class Region(NamedTuple):
    """A locale of `ticker.config.LOCALES` and a time zone; None is the system's own zone."""

    locale: str
    timezone: tzinfo | None = None


def local(moment: datetime, region: Region) -> datetime:
    """The aware moment as the clocks of the region show it.

    At the ends of the calendar (years 1 and 9999) it stays as it is where it would fall over the edge. Raises
    ValueError for a naive moment: its offset could only be guessed.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without an offset")
    try:
        return moment.astimezone(region.timezone)
    except (OverflowError, ValueError):
        return moment


def language(locale: str, region: Region) -> str:
    """What a locale of `LOCALES` is called in the region's own language: its language and its country."""
    from babel import Locale  # costs time, and only the settings ask

    return Locale.parse(locale).get_display_name(region.locale) or locale


def choose_locale(explicit: str | None, config: str | None, environ: Mapping[str, str]) -> str:
    """The locale: what `--locale` says, else TICKER_LOCALE, else the configuration, else the environment's.

    The environment's (POSIX: the first set of LC_ALL, LC_MESSAGES, LANG) only counts where it names German of Austria,
    Switzerland or Liechtenstein: on an English desktop too the program for German news speaks German, and English is
    chosen by hand. Raises UsageError where `--locale` or TICKER_LOCALE names no locale that there is.
    """
    chosen = explicit if explicit is not None else environ.get("TICKER_LOCALE") or None
    if chosen is not None:
        return _known(chosen)
    if config is not None:
        return config
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(key))), "")
    found = _read(named)
    return found if found in _NEIGHBOURS else DEFAULT_LOCALE


def _known(name: str) -> str:
    found = _read(name)
    if found is None:
        raise UsageError(N_("There is no locale “{name}”. Possible: {choices}."), name=name, choices=", ".join(LOCALES))
    return found


def _read(name: str) -> str | None:
    """The locale that is meant by de_DE, de-DE, de, de_DE.UTF-8 or de_DE@euro, None where there is none such."""
    bare = name.partition(".")[0].partition("@")[0].replace("-", "_").casefold()
    return _SHORT.get(bare) or next((locale for locale in LOCALES if locale.casefold() == bare), None)
