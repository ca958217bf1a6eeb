"""What an editor changed: two texts compared word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.5  # below this part of common tokens a paragraph was rewritten, and single words would be a puzzle
_LONGEST = 3000  # tokens: comparing grows with their square, and more than that in one paragraph is no correction


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text and what became of it."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> tuple[tuple[Stretch, ...], ...]:
    """The paragraphs (lines) of both texts, in order, each as stretches; a replaced word is removed, then added.

    Paragraphs are compared first and words only inside of changed ones, so that a moved paragraph stays one piece.
    """
    old, new = before.split("\n"), after.split("\n")
    rows: list[tuple[Stretch, ...]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [(Stretch(Kind.SAME, line),) for line in new[k:m]]
            continue
        pairs = min(j - i, m - k)
        rows += [tuple(_words(a, b)) for a, b in zip(old[i : i + pairs], new[k : k + pairs], strict=True)]
        rows += [(Stretch(Kind.REMOVED, line),) for line in old[i + pairs : j]]
        rows += [(Stretch(Kind.ADDED, line),) for line in new[k + pairs : m]]
    return tuple(row for row in rows if any(stretch.text for stretch in row))


def _words(before: str, after: str) -> Iterator[Stretch]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) > _LONGEST or matcher.ratio() < _ALIKE:
        yield from _changed(Kind.REMOVED, old)
        yield from _changed(Kind.ADDED, new)
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(Kind.SAME, "".join(new[k:m]))
            continue
        yield from _changed(Kind.REMOVED, old[i:j])
        yield from _changed(Kind.ADDED, new[k:m])


def _changed(kind: Kind, tokens: Sequence[str]) -> Iterator[Stretch]:
    if tokens:
        yield Stretch(kind, "".join(tokens))
