"""The themes are legible: contrast after WCAG 2.2, section 1.4.3."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from ticker.ui.themes import NIGHT, PAPER, name

LEAST = 4.5


def luminance(colour: Color) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(text: str, ground: str) -> float:
    lighter, darker = sorted((luminance(Color.parse(text)), luminance(Color.parse(ground))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [NIGHT, PAPER], ids=lambda theme: theme.name)
def test_every_text_stands_out_from_every_ground_it_is_drawn_on(theme: Theme) -> None:
    tokens = theme.variables
    sources = [value for token, value in tokens.items() if token.startswith("source-")]
    texts = [theme.foreground, theme.primary, theme.accent, theme.error, theme.success]
    texts += [tokens["quiet"], tokens["headline-read"], *sources]
    grounds = [theme.background, theme.panel, tokens["cursor-ground"], tokens["cursor-ground-blurred"]]
    weak = {
        (text, ground): round(contrast(str(text), str(ground)), 2)
        for text in texts
        for ground in grounds
        if contrast(str(text), str(ground)) < LEAST
    }

    assert weak == {}
    assert contrast(tokens["urgent-text"], tokens["urgent-ground"]) >= LEAST


def test_a_setting_names_a_theme() -> None:
    assert (name("dark"), name("light")) == (NIGHT.name, PAPER.name)
