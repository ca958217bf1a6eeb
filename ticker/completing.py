"""How a query that is being written may go on: names of the language, of feeds, groups, categories and states. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ticker.query import EDGES, FIELDS, IS, STATES, Field
from ticker.text.folding import fold

_LEAST = 2  # letters: one alone would bring a name with nearly every word
_BEGUN = re.compile(r"(?:^|[\s(\-])([^\W\d_]+)$")
_VALUE = re.compile(r'(?:^|[\s(\-])([^\W\d_]+):(")?((?(2)[^"]*|[^\s()"]*))$')
_TIMES = (("heute", "gestern"), ("today", "yesterday"))


@dataclass(frozen=True, slots=True)
class Names:
    """What there is to be named: feeds, groups (as paths) and categories."""

    feeds: Sequence[str] = ()
    groups: Sequence[str] = ()
    categories: Sequence[str] = ()


def completed(text: str, names: Names, *, german: bool) -> str | None:
    """The text with its last word written to the end, in German or English names; None where nothing fits.

    It begins with the text as it was typed. What would have to stand in quotation marks is only offered whole behind
    one, else its first word.
    """
    value = _VALUE.search(text)
    if value is not None:
        return _with_value(text, value, names, german)
    begun = _BEGUN.search(text)
    if begun is None or len(begun[1]) < _LEAST:
        return None
    column = 0 if german else 1
    offered = [*(many[column] for many in (*FIELDS.values(), *EDGES.values())), IS[column]]
    return _grown(text, begun[1], (f"{name}:" for name in offered))


def _with_value(text: str, value: re.Match[str], names: Names, german: bool) -> str | None:
    name, quote, typed = value.groups()
    offered = _values(name.casefold(), names, german)
    return _grown(text, typed, (f'{one}"' if quote else _first_word(one) for one in offered))


def _values(name: str, names: Names, german: bool) -> Iterable[str]:
    column = 0 if german else 1
    if name in IS:
        return [many[column] for many in STATES.values()]
    if any(name in many for many in EDGES.values()):
        return _TIMES[column]
    known = {Field.FEED: names.feeds, Field.GROUP: names.groups, Field.CATEGORY: names.categories}
    return next((known.get(field, ()) for field, many in FIELDS.items() if name in many), ())


def _first_word(name: str) -> str:
    return re.split(r'[\s()"]', name, maxsplit=1)[0]


def _grown(text: str, typed: str, offered: Iterable[str]) -> str | None:
    """The text with the rest of the first of these that goes on as what was typed begins."""
    begins = fold(typed)
    fitting = (one for one in offered if len(one) > len(typed) and fold(one[: len(typed)]) == begins)
    found = next(fitting, None)
    return text + found[len(typed) :] if found is not None else None
