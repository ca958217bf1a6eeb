"""Spaces at which no line is broken, as DIN 5008 and Duden want it: "5 km", "13. September", "z. B.", "Dr. Berg".

Nor before the "+++" that ends a ticker's message: it would stand alone on a line.
"""

from __future__ import annotations

import re

_UNITS = (
    "(?:km/h|km²?|kWh|kW|MW|GW|TWh|m[²³]?|mm|cm|kg|g|t|l|ha|hl|°C?|%|‰|€|\\$|£|CHF|EUR|USD|Uhr|Prozent(?:punkten?)?|Promille|"
    "Grad|Euro|Cent|Dollar|Franken|Rappen|Pfund|Yen|Rubel|Mio\\.?|Mrd\\.?|Tsd\\.?|Millionen?|Milliarden?|Billionen?|"
    "Kilometern?|Metern?|Tonnen?|Kilogramm|Liter|Hektar|Stunden?|Minuten?|Sekunden?|Jahren?|Tagen?|Wochen?|Monaten?|"
    "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?!\\w)"
)
# The space comes first: so the search leaps from space to space.
_HELD = re.compile(
    rf" (?:\+\+\+(?!\S)|(?<=\d )(?:{_UNITS}|\d{{3}}\b)|(?<=\d\. ){_UNITS}|(?<=\b[A-Za-z]\. )[A-Za-z]{{1,2}}\.|(?<=§ )\d"
    r"|(?:(?<=\bDr\. )|(?<=\bSt\. )|(?<=\bNr\. )|(?<=\bProf\. )|(?<=\bArt\. )|"
    r"(?<=\bNo\. )|(?<=\bMr\. )|(?<=\bMrs\. ))\w)"
)


def held_spaces(text: str, start: int, end: int) -> frozenset[int]:
    """The places of such spaces in a stretch of text."""
    return frozenset(match.start() for match in _HELD.finditer(text, start, end))
