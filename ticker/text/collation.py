"""The order of names in German lists (DIN 5007, variant 1; CLDR root order), without locales of the system."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Key = tuple[str, str, str, str]

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ſ": "s"}
)
# Signs that do not count at first sight: quotation marks, hyphens, points …
_SIGNS = re.compile(r"[^\w\s]+")


@lru_cache(maxsize=4096)  # a thousand feeds are sorted anew with every count
def key(text: str) -> Key:
    """What a list of names is sorted by: ä as a, ß as ss, without case, accents and signs.

    Names that are equal by this come in the order of their accents (a before ä), then of their case (small first).
    """
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    base = "".join(character for character in folded if not unicodedata.combining(character))
    accents = unicodedata.normalize("NFKD", text.lower())
    return " ".join(_SIGNS.sub(" ", base).split()), accents, text.swapcase(), text
