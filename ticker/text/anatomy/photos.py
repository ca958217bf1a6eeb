"""Credits of pictures: "© Anna Berg/dpa", "(Foto: Jan Holm)", "Bild: SN/APA/KEYSTONE", "Bildrechte: IMAGO / ari"."""

from __future__ import annotations

import re
from typing import NamedTuple

from ticker.text.anatomy.agencies import agency
from ticker.text.anatomy.names import person
from ticker.text.anatomy.vocabulary import holds_one, wordset

_TAIL = 170
_LABEL = (
    r"(?:(?:Archiv|Symbol|Beispiel|Titel|Presse|Agentur|Vorschau)-?)?(?:[Ff]oto(?:s|graf|grafin)?|[Bb]ild(?:er|"
    r"quellen?|rechte|"
    r"nachweis)?|FOTOS?|BILD|Grafik|Illustration(?:en)?|Screenshot|Collage|Montage|Credit|Aufnahme)"
)
_MARK = re.compile(
    rf"(?P<open>[(\[]?)(?:\b{_LABEL}(?:\s*\((?:Symbolbild|Archiv|Archivbild)\))?\s*(?::|©|\|)\s*(?:©\s*)?|"
    rf"(?P<sign>©|\(c\))\s*|(?P<source>\bQuelle:\s*))"
)
# One of these is in every credit.
_MARKS = (
    *("Foto", "foto", "FOTO", "Bild", "bild", "BILD", "Grafik", "Illustration", "Screenshot", "Collage", "Montage"),
    *("Credit", "Aufnahme", "Quelle", "©", "(c)"),
)
_PICTURES = re.compile(
    r"\b(?:imago|getty|picture[- ]alliance|shutterstock|istock|unsplash|pixabay|adobe|keystone|zuma|epa|"
    r"action press|wikimedia|"
    r"wikipedia|dpa|afp|apa|reuters|ap photo|ap|nasa|esa|screenshot|youtube|instagram)\b",
    re.IGNORECASE,
)
_PICTURES_ONLY = re.compile(
    r"\b(?:imago|getty|picture[- ]alliance|shutterstock|istock|unsplash|pixabay|adobe|keystone(?!-sda)|zuma|epa|"
    r"wikimedia|wikipedia|"
    r"ap photo|screenshot|youtube|instagram)\b",
    re.IGNORECASE,
)
_SMALL = wordset(
    "privat zvg z.v.g. pd red archiv images alliance imago picture-alliance picture dpa dpa-zentralbild dpa-tmn "
    "von der des die und via pa epd kna epa cc-by cc by-sa 2.0 3.0 4.0 pool press photo stock.adobe.com obs ots "
    "zb dapd ddp istock unsplash pixabay nordphoto photothek photocase the of and für per z.b. o.h. de van la el "
    "bin al le di da"
)
_ARCHIVE = re.compile(r"\s*\((?:Archiv(?:bild|foto)?|Symbol(?:bild|foto)?)\)")
_WORD = re.compile(r"[\w@.'’&+-]+")
_NAMES = re.compile(r"\s*(?:/|\||,|;|\bvia\b|\bund\b|\s[–-]\s)\s*")


class Photo(NamedTuple):
    """A picture's credit from `start` to `end` of a text."""

    start: int
    end: int
    names: tuple[str, ...]
    agencies: tuple[str, ...]


def at_end(text: str) -> Photo | None:
    """The picture's credit that a paragraph ends with, or consists of."""
    base = max(0, len(text) - _TAIL)
    tail = text[base:]
    if not holds_one(tail, _MARKS):
        return None
    for mark in _MARK.finditer(tail):
        closed = tail.rstrip().rstrip(".")
        words = closed[mark.end() :]
        if mark["open"]:
            if not closed.endswith((")", "]")):
                continue
            words = words[:-1]
        if _is_credit(words, strict=bool(mark["source"]), rights=bool(mark["sign"])):
            return Photo(base + mark.start(), len(text), *_makers(words))
    return None


def _is_credit(words: str, *, strict: bool, rights: bool) -> bool:
    """Whether it can be a credit: names and agencies only, no sentence. `rights` is "©": then a year makes it none."""
    words = words.strip()
    if not 2 <= len(words) <= 110 or (strict and not _PICTURES_ONLY.search(words)):
        return False
    if rights and (re.match(r"\d{4}\b|dpa-infocom", words)):
        return False
    houses = bool(_PICTURES.search(words))
    return all(_is_item(item.strip(), lone=houses) for item in re.split(r"[/|,;]", words))


def _is_item(item: str, *, lone: bool) -> bool:
    """Whether it is a name or a house; with `lone` any single word is, so that "IMAGO / ari" is one."""
    tokens = [token for token in re.split(r"[\s()]+", item) if token not in ("", "-", "–", "&")]
    if not all(map(_WORD.fullmatch, tokens)):
        return False
    if lone and len(tokens) == 1:
        return True
    return all(
        token[0].isupper() or token[0].isdigit() or token[0] == "@" or token.casefold() in _SMALL for token in tokens
    )


def _makers(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: list[str] = []
    houses: list[str] = []
    for item in filter(None, map(str.strip, _NAMES.split(_ARCHIVE.sub("", words.strip(" .©"))))):
        if found := agency(item):
            houses.append(found)
        elif _PICTURES.search(item) or (item.isupper() and " " not in item):
            houses.append(item)
        elif person(item) or item in ("privat", "zVg"):
            names.append(item)
        else:
            houses.append(item)
    return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(houses))
