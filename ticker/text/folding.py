"""Words as a search compares them: without case, accents and the ways to write an umlaut or a sharp s. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# "ue" is no ü behind a, e and q: Bauer, neue, Quelle.
_DIGRAPH = re.compile("(?<![aeq])ue|ae|oe")
_FIRST = {"ue": "u", "ae": "a", "oe": "o"}
_MARKS = re.compile("[\u0300-\u036f]")
_DROPPED = (("\u00ad", ""), ("\u2010", "-"), ("\u2011", "-"))  # soft hyphen; hyphens of other names
_JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_WRITTEN = re.compile("[^\\W_](?:[^\\W_]|[\u00ad\u0300-\u036f])*")

LONGEST = 48  # letters of a word that count: what is longer is an address or a mishap


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
    found: list[str] = []
    for run in _JOINED.findall(fold(text)):
        if "-" in run:
            found += [part[:LONGEST] for part in run.split("-")]
            run = run.replace("-", "")
        found.append(run[:LONGEST])
    return found


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
