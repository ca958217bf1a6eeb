"""Numbers, sizes, spans and lists as a region writes them (Unicode CLDR by Babel)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ticker.l10n.dates import NBSP
from ticker.l10n.messages import translation
from ticker.l10n.region import Region

_SIZES = ("B", "kB", "MB", "GB", "TB")
_THOUSANDS = {"de_DE": ".", "de_AT": ".", "de_CH": "’", "de_LI": "’"}
"""What parts the thousands of whole numbers in CLDR, where it is no comma."""
_WORDS_A_MINUTE = 200
_UNITS = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


@functools.lru_cache(maxsize=1024)
def number(n: float, region: Region) -> str:
    """A number with its thousands parted: "1.234.567", in Switzerland and Liechtenstein "1’234’567"."""
    if isinstance(n, int):  # most counts are: for them alone the screen need not load CLDR, which takes 6 MB
        return f"{n:,}".replace(",", _THOUSANDS.get(region.locale, ","))
    from babel.numbers import format_decimal

    return format_decimal(n, locale=region.locale)


def join(items: Sequence[str], region: Region) -> str:
    """A list in a sentence: "dpa, AFP und Reuters"."""
    from babel.lists import format_list

    return format_list(items, locale=region.locale)


def size(count: int, region: Region) -> str:
    """A number of bytes in decimal units (SI), to one place: "512 B", "1,2 MB"."""
    from babel.numbers import format_decimal

    value = float(count)
    units = iter(_SIZES)
    unit = next(units)
    while round(value, 1) >= 1000 and unit != _SIZES[-1]:
        value /= 1000
        unit = next(units)
    return f"{format_decimal(value, '#,##0.#', locale=region.locale)}{NBSP}{unit}"


def reading_time(words: int, region: Region) -> str:
    """How long a text takes to read, at 200 words a minute, rounded to minutes: "3 Minuten Lesezeit"."""
    minutes = max(1, round(words / _WORDS_A_MINUTE))
    text = translation(region.locale).ngettext("{count} minute to read", "{count} minutes to read", minutes)
    return re.sub(r"(?<=\d) ", NBSP, text.format(count=number(minutes, region)))


def duration(seconds: float, region: Region) -> str:
    """A span of time (seconds, not negative) in its largest unit and the next one: "1 Stunde 30 Minuten"."""
    from babel.units import format_unit

    left = round(seconds)
    counts: list[tuple[str, int]] = []
    for unit, length in _UNITS:
        count, left = divmod(left, length)
        counts.append((unit, count))
    largest = next((place for place, (_, count) in enumerate(counts) if count), len(counts) - 1)
    named = [counts[largest], *(pair for pair in counts[largest + 1 : largest + 2] if pair[1])]
    parts = (format_unit(count, f"duration-{unit}", locale=region.locale) for unit, count in named)
    return re.sub(r"(?<=\d) ", NBSP, " ".join(parts))
