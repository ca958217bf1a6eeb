"""Credits at the end of a text: "(nak/dpa)", "Quelle: APA/sda/dpa", "© dpa-infocom, dpa:…", "dpa abc yydd n1 sku"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ticker.text.anatomy.agencies import Credit, credit, is_sign
from ticker.text.anatomy.names import people
from ticker.text.anatomy.vocabulary import holds_one

_TAIL = 120
_INFOCOM = re.compile(r"©\s?dpa(?:-infocom)?,\s?(?:dpa:[\w.:-]{5,60}(?:/\d{1,3})?|\d{4})\.?\s*$")
_CLOSING = re.compile(r"dpa(?: [a-zäöüß0-9]{1,5}(?:/[a-zäöüß0-9]{1,5}){0,3}){2,7}")
_SOURCE = re.compile(
    r"(?:Quellen?|Text|Agenturen|Mit Agenturmaterial|Agenturmaterial)\s*:\s*(?P<credit>[^\n]{2,60}?)\.?\s*$"
)
_MATERIAL = re.compile(
    r"\(?(?:(?:Dieser|Der) (?:Text|Artikel|Beitrag) (?:enthält|wurde|entstand|basiert)[^\n.]{0,40} )?"
    r"(?:[Mm]it|unter Verwendung von) (?:Material|Informationen|Inhalten|"
    r"Agenturmaterial)(?: der (?:Nachrichtenagentur(?:en)?|Agentur(?:en)?))?"
    r"(?: von| der| des)?:? (?P<credit>[^()\n]{2,60}?)(?: erstellt| verfasst)?\.?\)?\s*$"
)
_NAMED = ("dpa", "Quelle", "Text", "Agentur", "agentur", "Material", "Informationen", "Inhalten")  # one in every one
_BRACKETS = re.compile(r"[(\[](?P<credit>[^()\[\]\n]{2,60})[)\]]\.?\s*$")
_DATE = re.compile(r"[,;]?\s*\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?$")
_LAST_WORDS = re.compile(r"(?<=[.!?…“”\"»«)])\s+(?P<credit>[/A-Za-zäöüß.-]{2,24}(?:, ?[/A-Za-z.-]{2,12}){0,3})\s*$")
_SENTENCE_ENDS = tuple('.!?…“”"»«)’‘')


class Found(NamedTuple):
    """A credit from `start` to the end of a text. `names` where it names people: "(Anna Berg, 13.9.2023)"."""

    start: int
    credit: Credit
    names: tuple[str, ...] = ()


def at_end(text: str) -> Found | None:
    """The credit that a last paragraph ends with, or consists of."""
    base = max(0, len(text) - _TAIL)
    tail = text[base:]
    for found in (_infocom(tail), _named(tail), _in_brackets(tail), _bare(tail, whole=base == 0)):
        if found is not None:
            return found._replace(start=base + found.start)
    return None


def _infocom(tail: str) -> Found | None:
    match = _INFOCOM.search(tail)
    return Found(match.start(), Credit(("dpa",), ())) if match else None


def _named(tail: str) -> Found | None:
    """ "Quelle: …" as a paragraph or a last sentence, "Mit Material von …"."""
    if not holds_one(tail, _NAMED):
        return None
    for start in (0, *(match.end() for match in re.finditer(r"[.!?…“”\"»)]\s+", tail))):
        if closing := _CLOSING.fullmatch(tail, start):
            return Found(start, Credit(("dpa",), tuple(closing[0].split()[1:2])))
        match = _SOURCE.match(tail, start) or _MATERIAL.match(tail, start)
        if match is None:
            continue
        words = re.sub(r"[\w-]+\.(?:de|at|ch|com)(?:,\s*|$)", "", match["credit"]).strip()
        named = credit(re.sub(r"^(?:der|den|von)\s+", "", words))
        if named and named.agencies:
            return Found(start, named)
    return None


def _in_brackets(tail: str) -> Found | None:
    match = _BRACKETS.search(tail)
    if match is None:
        return None
    before = tail[: match.start()].rstrip()
    ends_sentence = not before or before.endswith(_SENTENCE_ENDS)
    words = _DATE.sub("", match["credit"])
    dated = words != match["credit"]
    named = credit(words)
    if named and (named.agencies or (ends_sentence and all(map(_is_authors_sign, named.signs)))):
        return Found(match.start(), named) if ends_sentence or named.agencies else None
    if ends_sentence and dated and (who := people(words)) and who.names:
        return Found(match.start(), Credit(who.agencies, ()), who.names)
    return None


def _is_authors_sign(sign: str) -> bool:
    return is_sign(sign) or sign in ("red.", "ag.", "dpa.")


def _bare(tail: str, *, whole: bool) -> Found | None:
    stripped = tail.strip()
    if whole and len(stripped) <= 40 and (named := credit(stripped.lstrip("/ "))) and named.agencies:
        return Found(tail.index(stripped), named)
    match = _LAST_WORDS.search(tail)
    if match and (named := credit(match["credit"].lstrip("/"))) and named.agencies:
        return Found(match.start("credit"), named)
    return None
