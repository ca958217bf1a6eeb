"""The two themes: a night desk and a printed page. All text on its ground has a contrast of 4.5 or more."""

from __future__ import annotations

from textual.theme import Theme

_NIGHT_SOURCES = ("#7cc4ff", "#8fd694", "#f2b56b", "#e79ad0", "#79d2c6", "#c9b2ff", "#f08f8f", "#c7cf6d")
_PAPER_SOURCES = ("#0b5394", "#2d6a1f", "#8a4b00", "#8a2a6b", "#0f6460", "#5b3fa8", "#a02c2c", "#5c6000")


def _variables(sources: tuple[str, ...], **others: str) -> dict[str, str]:
    return {**{f"source-{number}": colour for number, colour in enumerate(sources)}, **others}


NIGHT = Theme(
    name="ticker-night",
    primary="#7cc4ff",
    secondary="#8fa3b8",
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
            "quiet": "#93a1b1",
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

THEMES = (NIGHT, PAPER)


def name(setting: str) -> str:
    """The name of the theme that a setting (`dark` or `light`) stands for."""
    return PAPER.name if setting == "light" else NIGHT.name
