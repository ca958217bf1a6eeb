"""Bylines: "Von Anna Berg, dpa", "Ein Kommentar von Jan Holm", "Aus Moskau berichtet Anna Berg"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ticker.text.anatomy.agencies import credit
from ticker.text.anatomy.names import People, people
from ticker.text.anatomy.places import is_known_place
from ticker.text.anatomy.vocabulary import holds_one

_GENRES = (
    r"(?:[Ee]in(?:e|en)? |[Dd](?:er|ie|as) )?(?:[A-ZÄÖÜ]?[a-zäöü]{0,12}-?)?(?i:kommentar|analyse|kolumne|glosse|"
    r"essay|beitrag|"
    r"reportage|interview|porträt|bericht|rezension|kritik|nachruf|leitartikel|überblick|protokoll|recherche|"
    r"faktencheck|"
    r"newsletter|report|test|feature|zwischenruf|einwurf|serie|text|texte)"
)
_PLACE = r"(?P<place>[^\W\d_][\w/. -]{1,40}?)"
_INTRO = re.compile(
    r"(?P<plain>(?:Von|VON|von|By|BY)\s*:?)\s+(?:unsere[mrn]\s+\w{4,25}\s+)?"
    rf"|(?P<genre>{_GENRES}\s+[Vv]on:?)\s+"
    r"|(?P<label>(?:Text|Texte|Text und Fotos?|Text & Fotos?|Autor(?:en|in|innen|\*in|:in|/in)?|Interview|"
    r"Protokoll|Reportage|"
    r"Aufgezeichnet|Verfasst|Geschrieben|Protokolliert|Notiert)(?:\s+von)?\s*:)\s+"
    r"|(?:Aufgezeichnet|Verfasst|Geschrieben|Protokolliert|Notiert)\s+von\s+"
    r"|(?:Das |Dieses )?(?:Interview|Gespräch) führten?:?\s+|Die Fragen stellten?:?\s+"
    rf"|Aus {_PLACE}(?:\s+(?:berichtet|berichten|kommentiert)(?:\s+unsere?\s+\w{{4,25}})?:?)?\s+(?=[^\W\d_a-z])"
)
# One of these is in every introduction.
_INTRODUCES = (
    *("von", "Von", "VON", "By", "BY", "Text", "Autor", "Interview", "Protokoll", "Reportage", "Aufgezeichnet"),
    *("Verfasst", "Geschrieben", "Notiert", "führte", "stellte", "Aus "),
)
_AFTER = re.compile(
    r"\s*(?:\[mehr\]|\[…\]|…|mehr|weiterlesen)?\s*"
    r"(?:[|·–-]?\s*(?:Stand:.{0,40}|\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d_]{3,9})\s?\d{2,4}\b.{0,40}))?$"
)
_KEYWORDS = re.compile(r"\s+\([^()]{2,80}\)$")  # of an outlet that closes its leads with them
_LAST_SENTENCE = re.compile(rf"(?:[.!?…:“”\"»)\]]\s+|\s[–|-]\s+)(?={_INTRO.pattern})")
_TAIL = 220


class Byline(NamedTuple):
    """A byline at `start` to `end` of a text."""

    start: int
    end: int
    people: People


def whole(text: str) -> Byline | None:
    """The byline that a paragraph consists of."""
    stripped = text.strip()
    if not 5 <= len(stripped) <= _TAIL:
        return None
    start = text.index(stripped)
    if stripped[0] == "(" and stripped[-1] == ")":
        found = _named(stripped[1:-1])
    else:
        found = _named(stripped) or _bare(stripped)
    return Byline(start, start + len(stripped), found) if found else None


def at_end(text: str, *, in_title: bool = False) -> Byline | None:
    """The byline that is the last sentence of a paragraph: "… im Überblick. Von Anna Berg."

    In a title only a genre makes it sure: "… – ein Kommentar von Jan Holm".
    """
    base = max(0, len(text) - _TAIL)
    tail = text[base:].rstrip()
    if not holds_one(tail, _INTRODUCES):
        return None
    for gap in _LAST_SENTENCE.finditer(tail):
        if in_title and not gap["genre"]:
            continue
        end = len(tail) - len(_after(tail[gap.end() :]))
        rest = tail[gap.end() : end]
        found = _named(rest)
        if found is None and (keywords := _KEYWORDS.search(rest)):
            end = gap.end() + keywords.start()
            found = _named(rest[: keywords.start()])
        if found and found.names:
            return Byline(base + gap.end(), base + end, found)
    return None


def _named(text: str) -> People | None:
    intro = _INTRO.match(text) if holds_one(text, _INTRODUCES) else None
    if intro is None:
        return None
    rest = text[intro.end() :]
    named = _without_stop(rest.removesuffix(_after(rest)))
    found = people(named)
    if found is None and intro["plain"] and (signed := credit(named)) and signed.agencies:
        return People((), signed.agencies)
    if found and intro["label"] and not found.names:
        return None
    if found and intro["place"]:
        where = tuple(intro["place"].split("/"))
        return found._replace(places=where) if all(map(is_known_place, where)) else None
    return found


def _bare(text: str) -> People | None:
    """A paragraph of a name and a place, "Anna Berg, Bern", or of a name and an agency, "Anna Berg, dpa"."""
    if text.count(",") != 1:
        return None
    found = people(text)
    return found if found and len(found.names) == 1 and (found.places or found.agencies) else None


def _after(text: str) -> str:
    """What stands behind the names and is none of them: "[mehr]", a date."""
    match = _AFTER.search(text)
    return match[0] if match else ""


def _without_stop(text: str) -> str:
    text = text.strip()
    return text[:-1] if text.endswith(".") and not text.endswith((" Jr.", " Sr.")) else text


def credited(authors: Sequence[str]) -> People:
    """Who the authors of a feed's entry are: "Von Anna Berg, Wien" is a name and a place, "dpa" an agency.

    What is neither is kept as a name, word for word.
    """
    names: list[str] = []
    agencies: list[str] = []
    places: list[str] = []
    for author in authors:
        found = _named(author) or people(author) or People((author,))
        names += found.names
        agencies += found.agencies
        places += found.places
    return People(*(tuple(dict.fromkeys(items)) for items in (names, agencies, places)))
