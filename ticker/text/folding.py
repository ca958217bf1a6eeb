"""Words as a search compares them: without case, accents and the ways to write an umlaut or a sharp s. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

_T = TypeVar("_T")

# "ue" is no ü behind a, e and q: Bauer, neue, Quelle.
_DIGRAPH = re.compile("(?<![aeq])ue|ae|oe")
_FIRST = {"ue": "u", "ae": "a", "oe": "o"}
_MARKS = re.compile("[\u0300-\u036f]")
_DROPPED = (("\u00ad", ""), ("\u2010", "-"), ("\u2011", "-"))  # soft hyphen; hyphens of other names
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_WRITTEN = re.compile("[^\\W_](?:[^\\W_]|[\u00ad\u0300-\u036f])*")
# All but the letters and signs of European texts: among it is what folding drops, makes a letter or a hyphen.
_ODD = re.compile("[^\u0000-\u00ac\u00ae-\u017f\u2012-\u201f\u2026\u202f\u20ac]")

LONGEST = 48  # letters of a word that count: what is longer is an address or a mishap
_MOST_KEPT = 16384  # the news of some days are made of so many words


def fold(text: str) -> str:
    """The text in lower case; ä, ae and æ become a, ß becomes ss, é becomes e, and so on; no soft hyphens."""
    if text.isascii():
        text = text.lower()
    else:
        for sign, instead in _DROPPED:
            text = text.replace(sign, instead)
        text = unicodedata.normalize("NFKD", text.casefold())
        text = _MARKS.sub("", text).replace("æ", "a").replace("ø", "o")
    return _DIGRAPH.sub(lambda found: _FIRST[found[0]], text)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order. Those of a hyphened word come one by one, then joined as one."""
    return list(chain.from_iterable(map(_KNOWN.__getitem__, runs(text))))


def runs(text: str) -> list[str]:
    """A text in pieces, as they were written, mostly one for a word: its words are those of one piece after another.

    The same pieces come again and again, so what is made of each is worth keeping (`Kept`).
    """
    return _JOINED.findall(text) if _ODD.search(text) is None else text.split()


class Kept(dict[str, _T]):
    """What a function makes of a text, made once for each and kept for the last few thousand that are short."""

    def __init__(self, make: Callable[[str], _T], most: int = _MOST_KEPT) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, text: str) -> _T:
        made = self._make(text)
        if len(text) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[text] = made
        return made


def folded_words(run: str) -> tuple[str, ...]:
    """The words of a text that is one of its own, made anew: where `words` would remember it for nothing."""
    found: list[str] = []
    for joined in _JOINED.findall(fold(run)):
        if "-" in joined:
            found += [part[:LONGEST] for part in joined.split("-")]
            joined = joined.replace("-", "")
        found.append(joined[:LONGEST])
    return tuple(found)


_KNOWN = Kept(folded_words)


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word of a text as it stands there: (start, end, folded). A hyphen parts words."""
    for match in _WRITTEN.finditer(text):
        yield match.start(), match.end(), fold(match[0])


def plain(text: str) -> str:
    """The words of a text, folded, with one space between them; a hyphen parts words."""
    return " ".join(word[:LONGEST] for word in _PART.findall(fold(text)))


def holds_phrase(text: str | None, words: str) -> bool:
    """Whether a text holds these words (as `plain` gives them) side by side."""
    return f" {words} " in f" {plain(text or '')} "


def holds_part(text: str, word: str) -> bool:
    """Whether a text holds that folded word: a short one alone, a longer one (four letters) also as a part."""
    return word in words(text) if len(word) < 4 else any(word in found for found in words(text))
