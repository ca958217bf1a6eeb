"""Which entries tell one story: what a text is about, and how much two texts are about the same. Pure.

A text is taken as the set of its telling words, each cut to its first five letters: so "Kassel" meets "Kasseler", and
"Insolvenz" meets "Insolvenzantrag". Two texts are alike by what they share, a rare word counting more than a common
one (inverse document frequency); where they name places and none in common, they need to share more. Datelines,
credits, bylines and marks of urgency are no part of it. Precision and recall: `python -m tests.bench.stories`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import accumulate, chain

from ticker.model import EntryData
from ticker.text.anatomy import Field, PartKind, gazetteer, of_lead, rest
from ticker.text.common_words import COMMON, FUNCTION
from ticker.text.folding import Kept, fold, folded_words, runs, words

WINDOW = timedelta(hours=72)
"""Entries whose places in the river lie farther apart do not tell one story."""

ALIKE = 0.30
"""From this likeness on two entries tell one story."""

CLEARLY_ALIKE = 0.36
"""From this likeness on an entry also joins the stories that it is like."""

FEWEST_SHARED = 3
"""Texts that share fewer telling words are not alike at all."""

_LETTERS = 5
_LEAD = 500  # characters of a headline and of a text that count
_READ = 1000  # … of a text before its dateline and the like are taken out
_TITLE_EXTRA = 0.25  # of the weight of a word that stands in the headline
_COMMON_WEIGHT = 0.35
_ELSEWHERE = 0.6  # what is left of the likeness of texts that play in different places
_PRIOR_TEXTS, _PRIOR_COUNT = 200, 2  # what is taken for known before anything was counted
_SEARCHED = 8  # of the rarest words

_INSIDE_NUMBER = re.compile(r"(?<=\d)[.,:](?=\d)")
_NAME = re.compile(r"\b[^\W\d_a-zäöüß][\w-]+")  # what is written like one
_ENDINGS = ("s", "er", "ern", "ers", "erin", "erinnen")


@dataclass(frozen=True, slots=True)
class Gist:
    """What a text is about: its telling words (cut and folded), those of them in its headline, the places it names."""

    title: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def gist(data: EntryData) -> Gist:
    """What an entry is about."""
    title, lead = (data.title or "")[:_LEAD], (data.summary or data.content or "")[:_READ]
    parts = of_lead(title, lead)
    in_title = runs(_INSIDE_NUMBER.sub("", rest(title, parts, Field.TITLE)))
    in_lead = runs(_INSIDE_NUMBER.sub("", rest(lead, parts, Field.SUMMARY)[:_LEAD]))
    in_headline = _all(_TERMS, in_title)
    dateline = (fold(place) for part in parts if part.kind is PartKind.DATELINE for place in part.places)
    return Gist(in_headline, in_headline | _all(_TERMS, in_lead), _all(_PLACES, in_title + in_lead).union(dateline))


def weight(term: str, count: int, total: int) -> float:
    """How much a word tells that `count` of `total` texts hold."""
    rarity = math.log(1 + (total + _PRIOR_TEXTS) / (count + _PRIOR_COUNT))
    return rarity * _COMMON_WEIGHT if term in _common() else rarity


def rarest(gist: Gist, counts: Mapping[str, int], most: int) -> list[str]:
    """The words by which others that are like the text are looked for: the rarest that are in any other text.

    So many that no more than about `most` texts are found by them.
    """
    common = _common()
    known = sorted([(term in common, count, term) for term in gist.terms if (count := counts[term])])
    found = accumulate(count for _, count, _ in known)
    return [term for (_, _, term), texts in zip(known[:_SEARCHED], found, strict=False) if texts <= most]


def likeness(one: Gist, other: Gist, weights: Mapping[str, float]) -> float:
    """How much two texts are about the same, from 0 to 1. `weights` holds the words of both."""
    return likeness_to(one, weights)(other.terms, other.title, other.places)


Words = Collection[str]


def likeness_to(one: Gist, weights: Mapping[str, float]) -> Callable[[Words, Words, Words], float]:
    """`likeness` for the comparison of one text with several others, given as in `Gist`: words, headline, places."""
    own, common = _told(one.terms, one.title, weights), _common()

    def likeness(terms: Words, title: Words, places: Words) -> float:
        shared = one.terms.intersection(terms)
        if len(shared) < FEWEST_SHARED or len(shared - common) < FEWEST_SHARED:
            return 0.0
        both = _told(shared, one.title.intersection(title), weights)
        if one.places and places and one.places.isdisjoint(places):
            both *= _ELSEWHERE
        return both / math.sqrt(own * _told(terms, title, weights))

    return likeness


def _told(terms: Words, title: Words, weights: Mapping[str, float]) -> float:
    """What these words tell together; those that stand in a headline tell more."""
    weight = weights.__getitem__
    return sum(map(weight, terms)) + _TITLE_EXTRA * sum(map(weight, title))


def _all(kept: Kept[tuple[str, ...]], pieces: Iterable[str]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(kept.__getitem__, pieces)))


def _terms(text: str) -> tuple[str, ...]:
    """The telling words of a piece of text, cut."""
    return tuple(word[:_LETTERS] for word in folded_words(text) if len(word) > 1 and word not in _function())


def _places(text: str) -> tuple[str, ...]:
    """The places that a piece of text names. "lange" and "waren" are none, Langen and Waren are."""
    names = map(folded_words, _NAME.findall(text))
    return tuple(place for word in chain.from_iterable(names) if (place := _place(word)) is not None)


def _place(word: str) -> str | None:
    """The place that a word names: "Kasseler" names Kassel, "Bremer" Bremen."""
    known = _known_places()
    if word in known:
        return word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3:
            for place in (stem, f"{stem}en"):
                if place in known:
                    return place
    return None


@cache
def _known_places() -> frozenset[str]:
    return frozenset(fold(name) for name in gazetteer.names() if " " not in name)


@cache
def _function() -> frozenset[str]:
    return frozenset(words(FUNCTION))


@cache
def _common() -> frozenset[str]:
    return frozenset(word[:_LETTERS] for word in words(COMMON))


_TERMS, _PLACES = Kept(_terms), Kept(_places)
