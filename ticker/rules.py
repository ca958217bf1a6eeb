"""The language of searches, filters, views and rules: a text becomes a `Query` and the other way round. Pure.

    klima wahl              both words        "klima wahl"   the phrase        wahl*      words that begin so
    klima OR wahl  (ODER)   one of them       -klima         not the word      ( … )      groups
    feed: gruppe: ressort: autor: titel:      names          group: category: author: title:
    seit: bis: am:          times             since: until: on:
    ist:ungelesen …         states            is:unread …

Words side by side must all be there; OR binds less than that. German and English names may be mixed.
"""

from __future__ import annotations

import difflib
import re

from ticker import when
from ticker.errors import N_, UsageError
from ticker.query import (
    EDGES,
    EVERYTHING,
    FIELDS,
    IS,
    STATES,
    Dated,
    Edge,
    Is,
    Named,
    Phrase,
    Query,
    Word,
    all_of,
    any_of,
    not_,
    say,
)

__all__ = ["EVERYTHING", "OPERATORS", "Query", "QueryError", "parse", "say"]


class QueryError(UsageError):
    """A query that cannot be understood. `text` is the query, `position` the index of the character at fault.

    `position` is the length of the text where something is missing at its end.
    """

    def __init__(self, message: str, text: str, position: int, **values: object) -> None:
        super().__init__(message, **values)
        self.text = text
        self.position = position


_FIELD_OF = {name: field for field, names in FIELDS.items() for name in names}
_EDGE_OF = {name: edge for edge, names in EDGES.items() for name in names}
_STATE_OF = {name: state for state, names in STATES.items() for name in names}
OPERATORS = (*_FIELD_OF, *_EDGE_OF, *IS)
"""The names that may stand before a colon, for completion."""

_QUOTES = {'"': '"', "„": "“”", "“": "”", "»": "«", "«": "»"}  # what opens: what closes
_OPENING = re.escape("".join(_QUOTES))
_OPERATOR = re.compile(r"([^\W\d_]+):(?!//)")
_RUN = re.compile(rf"[^\s(){_OPENING}]+")
_SPACE = re.compile(r"\s*")
_OR = ("OR", "ODER")
_MINUS = re.compile(r"-(?=\S)")
_AND = ("AND", "UND")
_NOT = ("NOT", "NICHT")
_DEEPEST = 40

_UNCLOSED = N_("The quotation that begins here does not end.")
_NO_VALUE = N_("Something is missing behind “{name}:”.")
_NO_OPERATOR = N_("There is no “{name}:”. Did you mean “{nearest}:”?")
_FAR_OPERATOR = N_("There is no “{name}:”. Examples: feed: title: since: until: is:")
_NO_STATE = N_("“{value}” is no state. Did you mean “{nearest}”?")
_FAR_STATE = N_("“{value}” is no state. Examples: unread, starred, urgent, updated")
_NEAR = 0.6  # how like a name must be to be meant (difflib's ratio)
_NO_TIME = N_("“{value}” is no time. Examples: 2023-09-13, 13.9.2023, yesterday, 3d, 2h.")
_NO_TERM = N_("Here a word is missing.")
_NO_START = N_("There is nothing that this parenthesis ends.")
_NO_END = N_("The parenthesis that begins here does not end.")
_TOO_DEEP = N_("There are too many parentheses in one another.")


def parse(text: str, *, typing: bool = False) -> Query:
    """The query that a text means. Raises QueryError, and nothing else, for one that means none.

    With `typing` the text is one that is still being written: its last word counts as the beginning of a word, and
    what is only unfinished at its end is no error.
    """
    return _Parser(text, typing).whole()


class _Parser:
    """Reads one text from left to right. Every method leaves `place` behind what it has read."""

    __slots__ = ("depth", "place", "text", "typing")

    def __init__(self, text: str, typing: bool) -> None:
        self.text = text
        self.typing = typing
        self.place = 0
        self.depth = 0

    def whole(self) -> Query:
        query = self.alternatives()
        if self.place < len(self.text):
            raise QueryError(_NO_START, self.text, self.place)
        return query

    def alternatives(self) -> Query:
        found = [self.side()]
        while self.takes(_OR):
            found.append(self.side(after_or=True))
        said = [query for query in found if query != EVERYTHING]
        return any_of(said) if said else EVERYTHING

    def side(self, *, after_or: bool = False) -> Query:
        """One side of an OR, or all there is where no OR stands."""
        found = self.together()
        lonely = after_or or self.next_word() in _OR
        unfinished = self.typing and self.place >= len(self.text)
        if lonely and found == EVERYTHING and not unfinished:
            raise QueryError(_NO_TERM, self.text, self.place)
        return found

    def together(self) -> Query:
        found: list[Query] = []
        while True:
            self.skip()
            if self.place >= len(self.text) or self.text[self.place] == ")" or self.next_word() in _OR:
                return all_of(found)
            found.append(self.term())

    def term(self) -> Query:
        negated = False
        while True:
            if self.takes(_NOT):
                negated = not negated
            elif _MINUS.match(self.text, self.place):
                self.place += 1
                negated = not negated
            elif not self.takes(_AND):
                break
        found = self.atom()
        return not_(found) if negated else found

    def atom(self) -> Query:
        start = self.place
        if start >= len(self.text) or self.text[start] == ")" or self.next_word() in _OR:
            return EVERYTHING
        if self.text[start] == "(":
            return self.group()
        if self.text[start] in _QUOTES:
            quoted = self.quotation()
            return Phrase(quoted) if _speaks(quoted) else EVERYTHING
        operator = _OPERATOR.match(self.text, start)
        if operator is not None:
            self.place = operator.end()
            return self.operator(operator[1], start)
        return self.word()

    def group(self) -> Query:
        start = self.place
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError(_TOO_DEEP, self.text, start)
        self.place += 1
        found = self.alternatives()
        if self.place < len(self.text):
            self.place += 1
        elif not self.typing:
            raise QueryError(_NO_END, self.text, start)
        self.depth -= 1
        return found

    def quotation(self) -> str:
        start = self.place
        closing = _QUOTES[self.text[start]]
        end = next((at for at in range(start + 1, len(self.text)) if self.text[at] in closing), None)
        if end is None:
            if not self.typing:
                raise QueryError(_UNCLOSED, self.text, start)
            end = len(self.text)
        self.place = min(end + 1, len(self.text))
        return " ".join(self.text[start + 1 : end].replace('"', " ").split())

    def operator(self, name: str, start: int) -> Query:
        known = name.casefold()
        if known not in OPERATORS:
            if self.run_is_over():
                return self.finished(Word(name))  # "Eil: Erdbeben …", as it stands in a headline
            nearest = difflib.get_close_matches(known, OPERATORS, 1, _NEAR)
            message = _NO_OPERATOR if nearest else _FAR_OPERATOR
            raise QueryError(message, self.text, start, name=name, nearest="".join(nearest))
        place = self.place
        value = self.value()
        if not _speaks(value):
            if self.typing and self.place >= len(self.text):
                return EVERYTHING
            raise QueryError(_NO_VALUE, self.text, place, name=name)
        if known in _FIELD_OF:
            return Named(_FIELD_OF[known], value)
        return self.state(value, place) if known in IS else self.dated(_EDGE_OF[known], value, place)

    def value(self) -> str:
        if self.place < len(self.text) and self.text[self.place] in _QUOTES:
            return self.quotation()
        run = _RUN.match(self.text, self.place)
        if run is None:
            return ""
        self.place = run.end()
        return run[0]

    def state(self, value: str, place: int) -> Query:
        state = _STATE_OF.get(value.casefold())
        if state is not None:
            return Is(state)
        if self.typing and self.place >= len(self.text):
            return EVERYTHING
        nearest = difflib.get_close_matches(value.casefold(), _STATE_OF, 1, _NEAR)
        message = _NO_STATE if nearest else _FAR_STATE
        raise QueryError(message, self.text, place, value=value, nearest="".join(nearest))

    def dated(self, edge: Edge, value: str, place: int) -> Query:
        found = when.read(value)
        if found is not None:
            return Dated(edge, found)
        if self.typing and self.place >= len(self.text):
            return EVERYTHING
        raise QueryError(_NO_TIME, self.text, place, value=value)

    def word(self) -> Query:
        run = _RUN.match(self.text, self.place)
        assert run is not None, "an atom begins with something"
        self.place = run.end()
        text = run[0].rstrip("*")
        if not _speaks(text):
            return EVERYTHING
        return Word(text, prefix=True) if text != run[0] else self.finished(Word(text))

    def finished(self, word: Word) -> Word:
        """The word, or what it begins to be where it is still being typed."""
        typed = self.typing and self.place >= len(self.text) and self.text[-1].isalnum()
        return Word(word.text, prefix=True) if typed else word

    def takes(self, words: tuple[str, ...]) -> bool:
        """Whether one of these words stands next, alone; then it has been read."""
        self.skip()
        word = self.next_word()
        if word not in words:
            return False
        self.place += len(word)
        self.skip()
        return True

    def next_word(self) -> str:
        run = _RUN.match(self.text, self.place)
        return run[0] if run is not None else ""

    def skip(self) -> None:
        self.place = self.end_of_space()

    def end_of_space(self) -> int:
        space = _SPACE.match(self.text, self.place)
        assert space is not None, "it also fits nothing"
        return space.end()

    def run_is_over(self) -> bool:
        return self.end_of_space() > self.place or self.place >= len(self.text)


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)
