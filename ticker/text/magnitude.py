"""How much an editor changed in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import IntEnum

from ticker.text.essence import essence

_WORDS = re.compile(r"\w+(?:[.,:’']\w+)*|[^\w\s]")
_ARTICLE = re.compile(r"ein(?:e[nmrs]?)?", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    r"null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert|tausend|dutzend"
    r"|million(?:en)?|milliarden?|ersten?|zweiten?|dritten?|hunderte|tausende|dutzende",
    re.IGNORECASE,
)
_LONGEST = 2000  # words of a changed stretch: comparing grows with their square, and more than that is no correction
_KEPT = 0.6  # a headline that keeps fewer of its words than that was written anew
_SLIPS = 2  # letters that a slip of the pen gets wrong in a word


class Size(IntEnum):
    """The size of a change, from the least to the greatest."""

    NONE = 0
    DETAILS = 1  # link, authors, categories: not a word of the text
    TYPO = 2  # spelling and signs
    NUMBER = 3  # nothing but numbers
    SENTENCE = 4  # other words
    HEADLINE = 5  # the headline was written anew


def size(before: str | None, after: str | None) -> Size:
    """The size of the change of a text: NONE, TYPO, NUMBER or SENTENCE."""
    old, new = _WORDS.findall(essence(before)), _WORDS.findall(essence(after))
    return max((_stretch(*pair) for pair in _changed(old, new)), default=Size.NONE)


def headline_size(before: str | None, after: str | None) -> Size:
    """The size of the change of a headline: as `size`, but HEADLINE where few of its words are left."""
    found = size(before, after)
    if found is not Size.SENTENCE:
        return found
    old, new = (_WORDS.findall(essence(text).casefold()) for text in (before, after))
    return Size.HEADLINE if SequenceMatcher(None, old, new, autojunk=False).ratio() < _KEPT else found


def _changed(old: Sequence[str], new: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """The stretches of words that differ, each as it was and as it is."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if max(len(old), len(new)) > _LONGEST:
        return [(old, new)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(old[i:j], new[k:m]) for tag, i, j, k, m in matcher.get_opcodes() if tag != "equal"]


def _stretch(old: Sequence[str], new: Sequence[str]) -> Size:
    before, after = _letters(old), _letters(new)
    if before == after:
        return Size.TYPO  # signs, upper and lower case, a word written apart
    pairs = list(zip(old, new, strict=True)) if len(old) == len(new) else []
    numbers = [_is_number(a) and _is_number(b) and not _is_slip(a, b) for a, b in pairs]
    if pairs and all(is_number or _is_slip(*pair) for is_number, pair in zip(numbers, pairs, strict=True)):
        return Size.NUMBER if any(numbers) else Size.TYPO
    if all(map(_is_number, [*old, *new])):
        return Size.NUMBER
    return Size.TYPO if _is_slip(before, after) else Size.SENTENCE


def _letters(words: Sequence[str]) -> str:
    return "".join(char for word in words for char in word.casefold() if char.isalnum())


def _is_number(word: str) -> bool:
    if any(char.isdigit() for char in word) or not word[0].isalnum():
        return True
    return bool(_NUMBER_WORD.fullmatch(word) or _ARTICLE.fullmatch(word))


def _is_slip(before: str, after: str) -> bool:
    """Whether one is the other with a slip of the pen: a letter or two wrong, missing, too many or swapped."""
    before, after = before.casefold(), after.casefold()
    if before == after or (_ARTICLE.fullmatch(before) and _ARTICLE.fullmatch(after)):
        return True
    if any(char.isdigit() for char in before + after) or min(len(before), len(after)) < 4:
        return False
    allowed = 1 if min(len(before), len(after)) < 7 else _SLIPS
    return _distance(before, after, allowed) <= allowed


def _distance(before: str, after: str, limit: int) -> int:
    """How many letters must be put in, left out, replaced or swapped with their neighbour; more than `limit` is enough.

    The optimal string alignment distance.
    """
    if abs(len(before) - len(after)) > limit:
        return limit + 1
    above, row = [], list(range(len(after) + 1))
    for i, a in enumerate(before, start=1):
        above, row, upper = row, [i], above
        for j, b in enumerate(after, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == after[j - 2] and before[i - 2] == b:
                row[j] = min(row[j], upper[j - 2] + 1)
    return row[-1]
