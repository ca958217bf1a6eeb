"""Where words are parted at the end of a line: by patterns, for German mended by the parts of compounds.

A pattern dictionary takes a sixth of a second to load. Hence nobody waits for it: `ready` gives None until a thread in
the background, which `start` allows once the first picture is drawn, has brought it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from ticker.l10n import joints
from ticker.l10n.patterns import Patterns

Positions = Callable[[str], Sequence[int]]

LEAST = 3
"""Letters that stay together at the start and at the end of a word."""

_DICTIONARIES = {"de": "de_DE", "de-at": "de_DE", "de-ch": "de_CH", "de-li": "de_CH", "en": "en_GB", "en-us": "en_US"}
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ens")
_ENDINGS = ("", "s", "es", "n", "en", "e", "er", "em", "ern", "in", "innen", "nen", "ns")
_VOWEL = re.compile("[aeiouyäöüàáâèéêíîóôúûœæø]")
_loaded: dict[str, Positions] = {}
_requested: set[str] = set()
_started = False


def dictionary(language: str | None, locale: str) -> str | None:
    """The dictionary for a text in that language (BCP 47), for one that names none in the reader's; None for others."""
    tag = (language or locale).replace("_", "-").casefold()
    return _DICTIONARIES.get(tag) or _DICTIONARIES.get(tag.partition("-")[0])


def ready(name: str | None) -> Positions | None:
    """The places for breaks in a word, as that dictionary knows them; None while it is not loaded."""
    return _loaded.get(name) if name is not None else None


def start(name: str | None) -> None:
    """Begin to load dictionaries in the background: this one, and from here on those that are requested."""
    global _started
    _started = True
    if name is not None:
        request(name)


def request(name: str) -> None:
    """Let a dictionary be loaded in the background, if `start` has been called."""
    if _started and name not in _requested:
        _requested.add(name)
        threading.Thread(target=load, args=(name,), name=f"hyphenation {name}", daemon=True).start()


def load(name: str) -> None:
    """Load a dictionary of `dictionary`; may take half a second. Safe in any thread, and more than once."""
    if name in _loaded:
        return
    with _file(name).open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
        patterns: Positions = Patterns(line.decode(encoding) for line in file).positions
    plain = patterns if name.startswith("en") else _German(patterns).positions
    _loaded[name] = lru_cache(maxsize=20_000)(lambda word: tuple(_kept(plain(word), len(word))))


def _file(name: str) -> Path:
    """A dictionary of pyphen. It is found without importing it, which takes a megabyte that would stay."""
    found = find_spec("pyphen")
    assert found is not None, "it is required"
    assert found.origin is not None, "it is no namespace"
    return Path(found.origin).parent / "dictionaries" / f"hyph_{name}.dic"


def _kept(places: Sequence[int], length: int) -> Iterator[int]:
    return (place for place in places if LEAST <= place <= length - LEAST)


class _German:
    """The patterns, corrected: joints first, and no syllable without a vowel."""

    def __init__(self, patterns: Positions) -> None:
        self._patterns = patterns
        self._parts = frozenset(joints.PARTS.split())
        self._last = frozenset(part for part in self._parts if len(part) > 4) | set(joints.LAST.split())
        self._longest = max(map(len, self._parts))
        self._whole = {word.replace("-", "").lower(): _offsets(word) for word in joints.WHOLE.split()}

    def positions(self, word: str) -> Sequence[int]:
        """The places for breaks."""
        folded = word.lower()
        if len(folded) != len(word):  # letters that become two
            return ()
        known = self._whole.get(folded)
        if known is not None:
            return known
        parts = self._parts_of(folded) or self._last_of(folded)
        return self._within(folded, parts) if parts else _sure(folded, self._patterns(folded))

    def _within(self, word: str, parts: Sequence[int]) -> list[int]:
        """The breaks where the parts meet and, by the patterns, inside each."""
        places: list[int] = []
        for start, end in zip((0, *parts), (*parts, len(word)), strict=True):
            if start:
                places.append(start)
            part = word[start:end]
            inner = self._whole.get(part) or _sure(part, self._patterns(part))
            places += [start + place for place in inner if 2 <= place <= len(part) - 2]
        return places

    def _parts_of(self, word: str) -> tuple[int, ...]:
        """Where the parts of a compound meet, if it can be read in one way only with the fewest parts; else none."""
        ways: list[list[tuple[int, ...]]] = [[] for _ in range(len(word) + 1)]
        ways[0] = [()]
        for start in range(len(word) - 1):
            if not ways[start]:
                continue
            for size in range(2, min(self._longest, len(word) - start) + 1):
                if word[start : start + size] in self._parts:
                    self._go_on(word, start, start + size, ways)
        found = ways[len(word)]
        if not found:
            return ()
        fewest = min(map(len, found))
        best = {way[:-1] for way in found if len(way) == fewest}
        return best.pop() if len(best) == 1 else ()

    def _last_of(self, word: str) -> tuple[int, ...]:
        """Where the last part of a word begins whose beginning is none that is known; nothing where none is.

        The patterns must know a syllable there: "Verw-alter" is none.
        """
        for start in self._patterns(word):
            if start > 3 and any(
                word[start:].removesuffix(ending) in self._last for ending in ("", "s", "es", "n", "en", "e")
            ):
                return (start,)
        return ()

    @staticmethod
    def _go_on(word: str, start: int, end: int, ways: list[list[tuple[int, ...]]]) -> None:
        """Note the places that a part from `start` to `end` leads to, with a linking sound or an ending behind it."""
        for link in _LINKS:
            stop = end + len(link)
            if stop < len(word) and word.startswith(link, end):
                ways[stop] += [(*way, stop) for way in ways[start][:8]]
        if word[end:] in _ENDINGS:
            ways[len(word)] += [(*way, len(word)) for way in ways[start][:8]]


def _offsets(word: str) -> tuple[int, ...]:
    """Where the hyphens of a word are, counted without them."""
    return tuple(match.start() - number for number, match in enumerate(re.finditer("-", word)))


def _sure(word: str, places: Sequence[int]) -> list[int]:
    """The places without those that would part off a piece of one letter or without a vowel."""
    bounds = [0, *places, len(word)]
    wrong: set[int] = set()
    for start, end in pairwise(bounds):
        if end - start < 2 or not _VOWEL.search(word, start, end):
            wrong |= {start, end}
    return [place for place in places if place not in wrong]
