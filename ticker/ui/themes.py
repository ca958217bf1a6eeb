"""The themes: a night desk and a printed page of our own, the terminal's own colours, and those of the library.

All text on its ground has a contrast of 4.5 or more (WCAG 2.2, section 1.4.3); those of the library are brought to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

_NIGHT_SOURCES = ("#7cc4ff", "#8fd694", "#f2b56b", "#e79ad0", "#79d2c6", "#c9b2ff", "#f08f8f", "#c7cf6d")
_PAPER_SOURCES = ("#0b5394", "#2d6a1f", "#8a4b00", "#8a2a6b", "#0f6460", "#5b3fa8", "#a02c2c", "#5c6000")


def _variables(sources: tuple[str, ...], **others: str) -> dict[str, str]:
    return {**{f"source-{number}": colour for number, colour in enumerate(sources)}, **others}


NIGHT = Theme(
    name="ticker-night",
    primary="#7cc4ff",
    secondary="#96a1ae",
    accent="#ffc46b",
    warning="#ffc46b",
    error="#ff8a80",
    success="#8fd694",
    foreground="#dfe5ec",
    background="#0e1217",
    surface="#0e1217",
    panel="#19202a",
    dark=True,
    variables=_variables(
        _NIGHT_SOURCES,
        **{
            "quiet": "#96a1ae",
            "headline-read": "#a3aebb",
            "cursor-ground": "#1e3852",
            "cursor-ground-blurred": "#1d2733",
            "urgent-ground": "#c62828",
            "urgent-text": "#ffffff",
            "line": "#2c3744",
        },
    ),
)

PAPER = Theme(
    name="ticker-paper",
    primary="#0b5394",
    secondary="#5a554c",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#a01b12",
    success="#2d6a1f",
    foreground="#1d1b18",
    background="#fbf8f1",
    surface="#fbf8f1",
    panel="#efe9dc",
    dark=False,
    variables=_variables(
        _PAPER_SOURCES,
        **{
            "quiet": "#645f55",
            "headline-read": "#5a554c",
            "cursor-ground": "#cfe0f0",
            "cursor-ground-blurred": "#e9e3d5",
            "urgent-ground": "#b3261e",
            "urgent-text": "#ffffff",
            "line": "#cfc7b6",
        },
    ),
)

# Where there are 256 colours, Rich takes a neighbour for each of the above, and of quiet greys a green, of paper a pink
# one. These are colours of that palette, or greys (less than 0.15 of saturation) that it maps to greys.
_NIGHT_256 = replace(
    NIGHT,
    primary="#87d7ff",
    secondary="#949494",
    accent="#ffd75f",
    warning="#ffd75f",
    error="#ff8787",
    success="#87d787",
    foreground="#eaeaea",
    background="#121212",
    surface="#121212",
    panel="#262626",
    variables=_variables(
        ("#87d7ff", "#87d787", "#ffaf5f", "#d787d7", "#87d7d7", "#d7afff", "#ff8787", "#d7d75f"),
        **{
            "quiet": "#adadad",
            "headline-read": "#b8b8b8",
            "cursor-ground": "#3a3a3a",
            "cursor-ground-blurred": "#262626",
            "urgent-ground": "#d70000",
            "urgent-text": "#ffffff",
            "line": "#444444",
        },
    ),
)
_PAPER_256 = replace(
    PAPER,
    primary="#005f87",
    secondary="#585858",
    accent="#870000",
    warning="#870000",
    error="#af0000",
    success="#005f00",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#ffffff",
    panel="#eaeaea",
    variables=_variables(
        ("#005f87", "#005f00", "#5f5f00", "#87005f", "#005f5f", "#5f00af", "#af0000", "#0000af"),
        **{
            "quiet": "#585858",
            "headline-read": "#4e4e4e",
            "cursor-ground": "#d7d7ff",
            "cursor-ground-blurred": "#eaeaea",
            "urgent-ground": "#af0000",
            "urgent-text": "#ffffff",
            "line": "#d6d6d6",
        },
    ),
)

# The terminal's own 16 colours: what they look like is its owner's affair, so nothing is quieter than plain text, and
# the stylesheets set off by reversing, underlining and bold type (`:ansi`).
TERMINAL = Theme(
    name="ticker-ansi",
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    dark=True,
    ansi=True,
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        **_variables(
            ("ansi_default",) * len(_NIGHT_SOURCES),
            **dict.fromkeys(
                (
                    "quiet",
                    "headline-read",
                    "cursor-ground",
                    "cursor-ground-blurred",
                    "urgent-ground",
                    "urgent-text",
                    "line",
                ),
                "ansi_default",
            ),
        ),
    },
)

_OWN = {"dark": NIGHT, "light": PAPER, "ansi": TERMINAL}
_OWN_256 = {"dark": _NIGHT_256, "light": _PAPER_256}
LEAST_CONTRAST = 4.5


def theme(name: str, *, in_256: bool = False) -> Theme:
    """The theme of that name: `dark`, `light`, `ansi`, or one of the library's, with all that the stylesheets name.

    Our own have other colours where the terminal has 256 of them.
    """
    return (_OWN_256.get(name) if in_256 else None) or _OWN.get(name) or _adapted(BUILTIN_THEMES[name])


def _adapted(given: Theme) -> Theme:
    """A theme of the library with our own tokens made from its colours, and every text strong enough to be read."""
    made = given.to_color_system().generate()
    ground, panel, text = (Color.parse(made[name]) for name in ("background", "panel", "foreground"))
    panel = panel if contrast(text, panel) >= LEAST_CONTRAST else ground
    primary = Color.parse(made["primary"])
    cursor, blurred = ground.blend(primary, 0.3), ground.blend(text, 0.1)
    grounds = (ground, panel, cursor, blurred)

    def strong(colour: Color) -> str:
        return _strengthened(colour, grounds, dark=given.dark).hex

    hues = (Color.from_hsl(number / len(_NIGHT_SOURCES), 0.55, 0.6) for number in range(len(_NIGHT_SOURCES)))
    red = Color.parse("#c62828" if given.dark else "#b3261e")
    return replace(
        given,
        primary=strong(primary),
        accent=strong(Color.parse(made["accent"])),
        error=strong(Color.parse(made["error"])),
        success=strong(Color.parse(made["success"])),
        foreground=strong(text),
        background=ground.hex,
        panel=panel.hex,
        variables={
            **given.variables,
            **_variables(
                tuple(strong(hue) for hue in hues),
                **{
                    "quiet": strong(text.blend(ground, 0.35)),
                    "headline-read": strong(text.blend(ground, 0.25)),
                    "cursor-ground": cursor.hex,
                    "cursor-ground-blurred": blurred.hex,
                    "urgent-ground": red.hex,
                    "urgent-text": "#ffffff",
                    "line": ground.blend(text, 0.3).hex,
                },
            ),
        },
    )


def _strengthened(colour: Color, grounds: Sequence[Color], *, dark: bool) -> Color:
    """The colour, as far towards white or black as it must go to be read on all grounds."""
    end = Color.parse("#ffffff" if dark else "#000000")
    steps = (colour.blend(end, step / 20) for step in range(21))
    return next((made for made in steps if all(contrast(made, ground) >= LEAST_CONTRAST for ground in grounds)), end)


def contrast(text: Color, ground: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
