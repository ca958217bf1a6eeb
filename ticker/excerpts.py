"""Where a text holds what was searched for, and the piece of it that shows that. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ticker.model import Entry
from ticker.query import All, Any, Field, Named, Phrase, Query, Word
from ticker.text.folding import places, plain, words

_BEFORE, _LENGTH = 60, 200  # characters
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Needle:
    """A folded word that is searched for; `whole` if only as a word of its own, `begins` if also as a beginning."""

    word: str
    whole: bool = False
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A text, or a piece of one, and what was found in it: (start, end) in characters, in order, apart.

    `cut_before` and `cut_after` tell that the text goes on there.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that a search has found. `title` is its headline, `text` a piece of its text, with what was found."""

    entry: Entry
    title: Excerpt
    text: Excerpt


def needles(query: Query) -> tuple[Needle, ...]:
    """The words that a query looks for in title and text; what must not be there is none."""
    match query:
        case Word(text, prefix):
            short = [(word, len(word) < _SHORT) for word in words(text)]
            return tuple(Needle(word, whole=is_short and not prefix, begins=is_short) for word, is_short in short)
        case Phrase(text):
            return tuple(Needle(word, whole=True) for word in plain(text).split())
        case Named(Field.TITLE, text):
            return tuple(Needle(word, whole=len(word) < _SHORT) for word in words(text))
        case All(terms) | Any(terms):
            return tuple(dict.fromkeys(needle for term in terms for needle in needles(term)))
    return ()


def must_be_marked(query: Query) -> bool:
    """Whether all that the query finds holds one of its words in title or text."""
    match query:
        case Word() | Phrase() | Named(Field.TITLE):
            return True
        case All(terms):
            return any(map(must_be_marked, terms))
        case Any(terms):
            return all(map(must_be_marked, terms))
    return False


def mark(text: str, needles: Sequence[Needle]) -> Excerpt:
    """The whole text with what was found in it."""
    return Excerpt(text, tuple(_marks(text, needles)))


def excerpt(text: str, needles: Sequence[Needle]) -> Excerpt:
    """The piece of the text around the first place where something was found, else its beginning; on one line."""
    marks = _marks(text, needles)
    first, after = marks[0] if marks else (0, 0)
    start = max(first - _BEFORE, 0)
    if start:
        start = max(start, text.find(" ", start, first) + 1)
    end = min(start + _LENGTH, len(text))
    if end < len(text):
        space = text.rfind(" ", after, end)
        end = space if space > after else end
    inside = tuple((left - start, right - start) for left, right in marks if left >= start and right <= end)
    return Excerpt(text[start:end].replace("\n", " "), inside, start > 0, end < len(text))


def relevance(title: str, needles: Sequence[Needle]) -> float:
    """How much of what is searched for a headline holds: from 0 (nothing) to 1 (all, as whole words)."""
    if not needles:
        return 0.0
    held = words(title)
    return sum(max((_likeness(word, needle) for word in held), default=0.0) for needle in needles) / len(needles)


def _likeness(word: str, needle: Needle) -> float:
    if word == needle.word:
        return 1.0
    if needle.whole or needle.word not in word:
        return 0.0
    if word.startswith(needle.word):
        return 0.8
    return 0.0 if needle.begins else 0.6


def _marks(text: str, needles: Sequence[Needle]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end, word in places(text):
        spans = [(word.index(needle.word), len(needle.word)) for needle in needles if _likeness(word, needle)]
        if spans and len(word) == end - start:
            first = min(at for at, _ in spans)
            last = max(at + length for at, length in spans)
            found.append((start + first, start + last))
        elif spans:
            found.append((start, end))
    return found
