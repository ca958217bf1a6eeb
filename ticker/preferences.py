"""What the reader may choose: each setting with its possible values and what it is for. Config and screen read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ticker.errors import N_, UsageError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

LOCALES = ("de_DE", "de_AT", "de_CH", "de_LI", "en_GB", "en_US")

OWN_THEMES = ("auto", "dark", "light", "ansi")
LIBRARY_THEMES = (
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-frappe",
    "catppuccin-latte",
    "catppuccin-macchiato",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "rose-pine-moon",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The themes of the interface's library (Textual), by its names."""

Value = str | int | bool | None


class Preference(NamedTuple):
    """A setting with one value. `title` and `purpose` are message ids.

    It is a text, one of `choices` where there are any; a number from `least` to `most`; or yes or no, as its
    `default` is. `live` tells whether a change counts at once, or at the next start.
    """

    key: str
    default: Value
    title: str
    purpose: str
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    live: bool = True


PREFERENCES = (
    Preference(
        "theme",
        "auto",
        N_("Colours"),
        N_(
            "By the terminal's background; dark as a desk at night, light as a printed page, the 16 colours of the "
            "terminal, or a theme of Textual."
        ),
        choices=(*OWN_THEMES, *LIBRARY_THEMES),
    ),
    Preference(
        "locale",
        None,
        N_("Language and region"),
        N_("Words, dates, numbers and quotation marks. Without it the environment decides."),
        choices=LOCALES,
        live=False,
    ),
    Preference(
        "timezone",
        None,
        N_("Time zone"),
        N_("An IANA name such as Europe/Vienna. Without it the system's."),
        live=False,
    ),
    Preference(
        "crawl",
        "top",
        N_("Headline crawl"),
        N_("The line with breaking and unread headlines that runs through: at the top, at the bottom, or off."),
        choices=("top", "bottom", "off"),
    ),
    Preference(
        "reduced_motion",
        False,
        N_("Reduced motion"),
        N_("Nothing runs or slides: the crawl stands still and changes every 8 seconds."),
    ),
    Preference(
        "cursor",
        True,
        N_("The terminal's cursor"),
        N_("It stands on the selected line and in prompts, where magnifiers, braille and speech look for it."),
    ),
    Preference(
        "images",
        "auto",
        N_("Images"),
        N_(
            "How i draws the images of an entry: as the terminal can, with half blocks, by the Kitty protocol, by "
            "Sixel, or not at all."
        ),
        choices=("auto", "blocks", "kitty", "sixel", "off"),
    ),
    Preference(
        "typography",
        "plain",
        N_("Typography"),
        N_("German sets straight quotation marks and double hyphens of feeds as „…“ and –, on the screen only."),
        choices=("plain", "german"),
    ),
    Preference(
        "measure",
        80,
        N_("Measure"),
        N_("The longest line of a text, in cells."),
        least=66,
        most=90,
    ),
    Preference(
        "justified",
        False,
        N_("Justified text"),
        N_("The lines of a text are widened to the whole measure, as in a column of a newspaper."),
    ),
    Preference(
        "show_embargoed",
        False,
        N_("Texts under embargo"),
        N_("Agencies' texts are shown, marked, before their embargo ends: for desks that prepare them."),
        live=False,
    ),
)

BY_KEY = {preference.key: preference for preference in PREFERENCES}


def checked(key: str, value: object, place: str) -> Value:
    """The value of a preference, as it may stand. Raises UsageError, which begins with `place`, for any other."""
    preference = BY_KEY[key]
    if isinstance(preference.default, bool):
        return _flag(key, value, place)
    if isinstance(preference.default, int):
        return _number(preference, value, place)
    text = as_text(value, key, place)
    if key == "timezone":
        check_timezone(text)
    elif text not in preference.choices:
        raise UsageError(
            N_("{path}: “{key}” cannot be “{value}”. Possible: {choices}."),
            path=place,
            key=key,
            value=text,
            choices=", ".join(preference.choices),
        )
    return text


def as_text(value: object, key: str, place: str) -> str:
    """The value of a setting that is a text. Raises UsageError where it is none."""
    if not isinstance(value, str):
        raise UsageError(N_("{path}: “{key}” must be a text in quotes."), path=place, key=key)
    return value


def check_timezone(name: str) -> ZoneInfo:
    """The time zone of that IANA name. Raises UsageError where there is none."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # most readers live in the system's own

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(N_("There is no time zone “{name}”."), name=name) from None


def _flag(key: str, value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise UsageError(N_("{path}: “{key}” must be true or false, without quotes."), path=place, key=key)
    return value


def _number(preference: Preference, value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not preference.least <= value <= preference.most:
        raise UsageError(
            N_("{path}: “{key}” must be a number from {least} to {most}."),
            path=place,
            key=preference.key,
            least=preference.least,
            most=preference.most,
        )
    return value
