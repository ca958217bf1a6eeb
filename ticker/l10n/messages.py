"""The message catalogue: English ids in, the reader's language out.

The ids are the English texts, so English needs no catalogue. German lies in `locale/de`; Swiss German is made from it
by `ticker.l10n.catalogue`. All of it is the standard library's gettext: importing this costs no Babel.
"""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

from ticker.errors import N_, Remark, TickerError

__all__ = [
    "DOMAIN",
    "FOLDER",
    "N_",
    "_",
    "activate",
    "describe",
    "ngettext",
    "of_system",
    "pgettext",
    "speak_click",
    "translation",
]

DOMAIN = "ticker"
FOLDER = Path(__file__).resolve().parent / "locale"

# What an operating system says where a file or a program cannot be had (strerror of Linux and macOS).
_SYSTEM_WORDS = (
    N_("File name too long"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
)

_INHERITED_LANGUAGE = os.environ.get("LANGUAGE")
_active = gettext.NullTranslations()


@cache
def translation(locale: str) -> gettext.NullTranslations:
    """The catalogue for a locale of `ticker.config.LOCALES`: pure, whatever is active."""
    return gettext.translation(DOMAIN, str(FOLDER), [_language(locale)], fallback=True)


def activate(locale: str) -> None:
    """Let `_`, `ngettext`, `pgettext` and `describe` speak the language of `locale` from here on (English before)."""
    global _active
    _active = translation(locale)


def _(message: str) -> str:
    """The message in the active language, the message itself where the catalogue has none."""
    return _active.gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for `n` things in the active language; `n` is not filled in."""
    return _active.ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """The message in the active language where one English text has several meanings, told apart by `context`."""
    return _active.pgettext(context, message)


def describe(error: TickerError | Remark) -> str:
    """The error or remark in the active language, its values filled in."""
    values = {
        name: describe(value) if isinstance(value, Remark) else of_system(value) for name, value in error.values.items()
    }
    return _(error.message).format_map(values)


def of_system(words: object) -> object:
    """What the operating system says, in the active language; anything else as it is."""
    return _(words) if isinstance(words, str) and words in _SYSTEM_WORDS else words


def speak_click(locale: str) -> None:
    """Let click's own words ("Usage:", "No such option") speak the language of `locale` too, in the whole process.

    click asks the standard library's current domain, and that finds its language in the environment at every call.
    Hence LANGUAGE is set where Python reads it, while what child processes inherit (a browser, say) stays as it was.
    """
    gettext.bindtextdomain(DOMAIN, str(FOLDER))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = _language(locale)
    if _INHERITED_LANGUAGE is None:
        os.unsetenv("LANGUAGE")
    else:
        os.putenv("LANGUAGE", _INHERITED_LANGUAGE)


def _language(locale: str) -> str:
    return "de_CH" if locale in ("de_CH", "de_LI") else locale[:2]
