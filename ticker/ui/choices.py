"""The values of a setting: what they are called, and which follows which. Pure."""

from __future__ import annotations

from ticker.l10n.messages import N_, _
from ticker.l10n.region import Region, language
from ticker.preferences import Preference, Value

_WORDS = {True: N_("yes"), False: N_("no"), None: N_("by the system")}
_CHOICES = {
    ("theme", "auto"): N_("automatic"),
    ("theme", "dark"): N_("dark"),
    ("theme", "light"): N_("light"),
    ("theme", "ansi"): N_("16 colours"),
    ("crawl", "top"): N_("at the top"),
    ("crawl", "bottom"): N_("at the bottom"),
    ("crawl", "off"): N_("off"),
    ("images", "auto"): N_("automatic"),
    ("images", "blocks"): N_("half blocks"),
    ("images", "kitty"): N_("Kitty"),
    ("images", "sixel"): N_("Sixel"),
    ("images", "off"): N_("off"),
    ("typography", "plain"): N_("as the feed writes it"),
    ("typography", "german"): N_("German"),
}
"""What the words of the settings file are called on the screen. The library's themes have names of their own."""


def shown(preference: Preference, value: Value, region: Region) -> str:
    """A value as one reads it, in the reader's language."""
    if value is None or isinstance(value, bool):
        return _(_WORDS[value])
    if preference.key == "locale":
        return language(str(value), region)
    word = _CHOICES.get((preference.key, str(value)))
    if word is not None:
        return _(word)
    return str(value) if not preference.choices else str(value).replace("-", " ").title()


def neighbour(preference: Preference, value: Value, step: int) -> Value:
    """The next value (step 1) or the previous one (-1), round in a circle; None where it can be anything.

    Numbers go by twos and stop at their ends. A choice that has no default of its own begins with the first one.
    """
    if isinstance(preference.default, bool):
        return not value
    if isinstance(value, int):
        return max(preference.least, min(preference.most, value + 2 * step))
    if not preference.choices:
        return None
    if value not in preference.choices:
        return preference.choices[0 if step > 0 else -1]
    return preference.choices[(preference.choices.index(str(value)) + step) % len(preference.choices)]
