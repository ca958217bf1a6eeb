"""The themes are legible: contrast after WCAG 2.2, section 1.4.3. And the right one is chosen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color as Rich
from rich.color import ColorSystem
from rich.console import Console
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from ticker.preferences import LIBRARY_THEMES, OWN_THEMES
from ticker.ui import ground, themes
from ticker.ui.ground import Colours
from ticker.ui.themes import LEAST_CONTRAST, NIGHT, PAPER, TERMINAL, contrast, theme

STYLES = Path(__file__).parents[2] / "styles"


def of(text: object, ground: object) -> float:
    return contrast(Color.parse(str(text)), Color.parse(str(ground)))


@pytest.mark.parametrize("name", ["dark", "light", *LIBRARY_THEMES])
def test_every_text_stands_out_from_every_ground_it_is_drawn_on(name: str) -> None:
    chosen = theme(name)
    tokens = chosen.variables
    sources = [value for token, value in tokens.items() if token.startswith("source-")]
    texts = [chosen.foreground, chosen.primary, chosen.accent, chosen.error, chosen.success]
    texts += [tokens["quiet"], tokens["headline-read"], *sources]
    grounds = [chosen.background, chosen.panel, tokens["cursor-ground"], tokens["cursor-ground-blurred"]]
    weak = {(text, on): round(of(text, on), 2) for text in texts for on in grounds if of(text, on) < LEAST_CONTRAST}

    assert len(sources) == 8
    assert weak == {}
    assert of(tokens["urgent-text"], tokens["urgent-ground"]) >= LEAST_CONTRAST


def in_palette(colour: object) -> str:
    """What Rich makes of a colour where there are 256."""
    made = Rich.parse(str(colour)).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return Color(*made).hex


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_text_stands_out_in_256_colours_too_and_greys_stay_grey(name: str) -> None:
    chosen = theme(name, in_256=True)
    tokens = {token: in_palette(value) for token, value in chosen.variables.items()}
    sources = [value for token, value in tokens.items() if token.startswith("source-")]
    texts = [in_palette(value) for value in (chosen.foreground, chosen.primary, chosen.accent, chosen.error)]
    texts += [in_palette(chosen.success), tokens["quiet"], tokens["headline-read"], *sources]
    grounds = [in_palette(chosen.background), in_palette(chosen.panel)]
    grounds += [tokens["cursor-ground"], tokens["cursor-ground-blurred"]]
    weak = {(text, on): round(of(text, on), 2) for text in texts for on in grounds if of(text, on) < LEAST_CONTRAST}
    greys = [
        in_palette(chosen.background),
        in_palette(chosen.panel),
        tokens["quiet"],
        tokens["headline-read"],
        tokens["line"],
    ]

    assert weak == {}
    assert len(set(sources)) == 8
    assert all(len(set(Color.parse(grey).rgb)) == 1 for grey in greys)
    assert of(tokens["urgent-text"], tokens["urgent-ground"]) >= LEAST_CONTRAST
    assert of(tokens["cursor-ground"], in_palette(chosen.background)) > 1.2
    assert set(chosen.variables) == set(theme(name).variables)


def in_tmux(colour: object) -> tuple[int, int, int]:
    """What tmux makes of a colour where the terminal outside has 256 (`colour_find_rgb` in its colour.c).

    That is the nearer one of a cube of six steps for each part and of 24 greys.
    """
    rgb = Color.parse(str(colour)).rgb
    steps = (0, 95, 135, 175, 215, 255)
    cube = tuple(min(steps, key=lambda step: abs(step - part)) for part in rgb)
    grey = (min(range(8, 239, 10), key=lambda step: abs(step - sum(rgb) / 3)),) * 3

    def distance(other: tuple[int, ...]) -> int:
        return sum((one - part) ** 2 for one, part in zip(other, rgb, strict=True))

    red, green, blue = min(cube, grey, key=distance)
    return red, green, blue


@pytest.mark.parametrize("chosen", [NIGHT, PAPER], ids=lambda chosen: chosen.name)
def test_greys_stay_grey_where_tmux_takes_the_terminal_for_one_of_256_colours(chosen: Theme) -> None:
    greys = {name: chosen.variables[name] for name in ("quiet", "headline-read", "line", "cursor-ground-blurred")}
    greys |= {"secondary": str(chosen.secondary), "background": str(chosen.background), "panel": str(chosen.panel)}
    assert {name: in_tmux(value) for name, value in greys.items() if len(set(in_tmux(value))) > 1} == {}


def test_other_themes_are_the_same_in_256_colours() -> None:
    assert theme("nord", in_256=True) == theme("nord")
    assert theme("ansi", in_256=True) is TERMINAL


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color"}, Colours.PALETTE),
        ({"TERM": "xterm-kitty"}, Colours.PALETTE),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Colours.ALL),
        ({"TERM": "linux", "COLORTERM": " 24BIT"}, Colours.ALL),
        ({"TERM": "xterm"}, Colours.SIXTEEN),
        ({"TERM": "linux"}, Colours.SIXTEEN),
        ({}, Colours.SIXTEEN),
    ],
)
def test_how_many_colours_a_terminal_has_is_what_rich_draws_with(environ: dict[str, str], colours: Colours) -> None:
    assert ground.colours(environ) is colours
    drawn = Console(force_terminal=True, _environ=environ).color_system
    assert drawn == {Colours.ALL: "truecolor", Colours.PALETTE: "256", Colours.SIXTEEN: "standard"}[colours]


@pytest.mark.parametrize("name", ["dark", "light", *LIBRARY_THEMES])
def test_the_cursor_can_be_seen(name: str) -> None:
    chosen = theme(name)
    assert of(chosen.variables["cursor-ground"], chosen.background) > 1.2


def test_the_contrast_of_black_on_white_is_the_greatest() -> None:
    assert of("#000000", "#ffffff") == pytest.approx(21)
    assert of("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("chosen", [NIGHT, PAPER, TERMINAL, theme("nord")], ids=lambda chosen: chosen.name)
def test_every_token_of_the_stylesheets_is_there(chosen: Theme) -> None:
    named = {token for file in STYLES.glob("*.tcss") for token in re.findall(r"\$([a-z0-9-]+)", file.read_text())}
    known = {*chosen.to_color_system().generate(), *chosen.variables}
    assert named - known == set()
    ours = set(NIGHT.variables)
    assert ours - set(chosen.variables) == set()


def test_the_terminals_own_colours_are_named_only() -> None:
    colours = {name: value for name, value in TERMINAL.variables.items() if not name.endswith("-text-style")}
    values = [*colours.values(), TERMINAL.foreground, TERMINAL.background, TERMINAL.accent]
    assert all(str(value).startswith("ansi_") for value in values)


def test_the_settings_name_the_librarys_themes() -> None:
    known = {name for name in BUILTIN_THEMES if not name.startswith("ansi")}
    assert set(LIBRARY_THEMES) == known
    assert OWN_THEMES == ("auto", "dark", "light", "ansi")


@pytest.mark.parametrize(
    ("environ", "background", "name"),
    [
        ({"TERM": "xterm-256color"}, None, "dark"),
        ({"TERM": "xterm-256color"}, (251, 248, 241), "light"),
        ({"TERM": "xterm-256color"}, (14, 18, 23), "dark"),
        ({"TERM": "rxvt-unicode-256color", "COLORFGBG": "0;15"}, None, "light"),
        ({"TERM": "rxvt-unicode-256color", "COLORFGBG": "0;default;7"}, None, "light"),
        ({"TERM": "rxvt-unicode-256color", "COLORFGBG": "15;0"}, None, "dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, (0, 0, 0), "dark"),
        ({"TERM": "linux"}, None, "ansi"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, None, "dark"),
        ({"TERM": "screen"}, (255, 255, 255), "ansi"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, (255, 255, 255), "ansi"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, None, "dark"),
    ],
)
def test_the_theme_suits_the_terminal(environ: dict[str, str], background: ground.Rgb | None, name: str) -> None:
    assert ground.suiting(environ, background) == name


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        (b"\x1b]11;rgb:fbfb/f8f8/f1f1\x1b\\\x1b[?62;22c", (251, 248, 241)),
        (b"\x1b]11;rgb:ff/00/80\x07\x1b[?6c", (255, 0, 128)),
        (b"\x1b]11;rgba:f/0/8/f\x07", (255, 0, 136)),
        (b"\x1b[?62;22c", None),
        (b"abc", None),
        (b"", None),
    ],
)
def test_what_a_terminal_says_of_its_background(said: bytes, colour: ground.Rgb | None) -> None:
    assert ground.read_answer(said) == colour


@given(st.binary())
def test_nothing_that_a_terminal_says_is_too_strange(said: bytes) -> None:
    colour = ground.read_answer(said)
    assert colour is None or all(0 <= part <= 255 for part in colour)


def test_only_terminals_that_answer_are_asked() -> None:
    assert not ground.answers({"TERM": "xterm-256color"})
    assert ground.answers({"VTE_VERSION": "7600"})
    assert ground.answers({"SSH_TTY": "/dev/pts/1"})


def test_what_is_no_terminal_has_no_background(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb+") as file:
        assert ground.background_of(file.fileno(), {}) is None


def test_the_contrast_of_strengthened_colours_has_an_end() -> None:
    white = Color.parse("#ffffff")
    assert themes._strengthened(white, [white], dark=True) == white
