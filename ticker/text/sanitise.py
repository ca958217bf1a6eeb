"""What no text from outside may bring to a terminal is taken out here."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Most texts hold nothing else, and no two of these combine: letters below the first combining mark, Greek, Cyrillic,
# Hebrew and Arabic letters, general punctuation without its formats, signs of currencies, pictures, kana, Han, Hangul.
_COMMON = (
    "\n\t -~\xa0-\u02ff\u0384-\u0386\u0388-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a"
    "\u2010-\u2027\u202f-\u205e\u20a0-\u20c0\u2122\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3"
    "\U0001f300-\U0001faff"
)
_HARMLESS = re.compile(f"[{_COMMON}]*")

# Characters that end a line in Unicode (UAX #14: VT, FF, NEL, LS, PS) beside the usual ones.
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")

# Controls (ECMA-48 C0, DEL, C1), format characters (general category Cf: bidi controls, zero-width and tag
# characters …) but the soft hyphen, surrogates, private use, noncharacters.
_HARMFUL = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)

# Everything that can be a combining mark, in a row longer than the Stream-Safe Text Format allows (UAX #15).
_MAX_MARKS = 30
_MANY_MARKS = re.compile(rf"[^\w\s\x00-\x7f]{{{_MAX_MARKS + 1},}}")

# Two or more, or one that is no plain space: a plain one between words need not be replaced.
_OTHER_SPACES = "\t\n\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000"
_SPACES = re.compile(f"[{_OTHER_SPACES}][ {_OTHER_SPACES}]*| [ {_OTHER_SPACES}]+")

# Terminals, tmux and libraries disagree on the width of these: variation selectors and skin tones.
_UNSURE_WIDTHS = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0100, 0xE01F0)])


def sanitise(text: str) -> str:
    r"""The text without anything that could command, confuse or overrun a terminal, in NFC.

    Kept are printable characters, line feed and tab, the soft hyphen and no-break spaces. Other line ends become
    `\n`; all other controls, bidi and zero-width and tag characters (also the joiners inside emoji), lone
    surrogates, private use and noncharacters are dropped. Sanitising twice changes nothing more.
    """
    if _HARMLESS.fullmatch(text):
        return text
    text = _uncommon().sub(_without_harm, _LINE_ENDS.sub("\n", text))
    if unicodedata.is_normalized("NFC", text):
        return text
    # Sorting n marks on one letter costs n² steps: a few hundred kilobytes of them would stand for minutes.
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_stream_safe, text))


def one_line(text: str) -> str:
    """The text sanitised and on one line: each run of ordinary white space one space, none at the ends.

    No-break spaces inside are kept, for they hold together what belongs together.
    """
    if _HARMLESS.fullmatch(text) and "  " not in text and "\n" not in text and "\t" not in text:
        return text.strip()
    return _SPACES.sub(" ", sanitise(text)).strip()


def drawable(text: str) -> str:
    """One line for the screen: it can do the terminal no harm, and its width is the same everywhere."""
    return one_line(text.translate(_UNSURE_WIDTHS))


@cache
def _harmful() -> re.Pattern[str]:
    """Compiled when a text may hold some: every start would wait for it."""
    return re.compile(_HARMFUL)


@cache
def _uncommon() -> re.Pattern[str]:
    """What alone is looked up among the harmful: that costs ten times as much as to pass over the common."""
    return re.compile(f"[^{_COMMON}]+")


def _without_harm(uncommon: re.Match[str]) -> str:
    return _harmful().sub("", uncommon[0])


def _stream_safe(match: re.Match[str]) -> str:
    """The characters of the match without the combining marks beyond the 30th on one letter."""
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MAX_MARKS:
            kept.append(character)
    return "".join(kept)
