"""Names of people in a byline: "Anna Berg", "Dr. Jan van Holm", "ANNA BERG", "L. Weiß", and lists of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from ticker.text.anatomy.agencies import agency
from ticker.text.anatomy.places import has_form, is_known_place
from ticker.text.anatomy.vocabulary import wordset

_MAX = 200
_PARTICLES = wordset(
    "von van de der den da di del della la le el al bin ibn ter ten te zu zur vom zum dos du af av y e und dem"
)
_TITLES = wordset("dr. prof. dipl.-ing. mag. ing. pfr. med. phil. lic. ddr. mmag.")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}|(?:Chr|St|Th|Ph|Jr|Sr)\.")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))+")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:und\s+)?|\s+(?:und|UND|u\.|sowie|SOWIE|&)\s+|\s*[/|]\s*")
# Nouns that begin or end what only looks like a name; a name has none of them.
_NO_NAMES = wordset(
    "abend anfang angst april arbeit armut august autor autoren beginn bild bildern bis blick dezember dienstag "
    "donnerstag ende erde februar feuer frankreich frau frauen freitag frieden frühling gestern geld glück gott "
    "haus heute herbst herz himmel jahr jahren januar jugend juli juni kindern kinder kopf krieg kunst land "
    "leben leuten liebe mai macht mann mensch menschen mittwoch montag morgen musik mutter märz nacht november "
    "oktober ort redaktion reichtum samstag schule sommer sonntag september seite stadt staat tag tage teil text "
    "tod tür uhr unsere unserem unserer vater wasser welt wetter winter wissenschaft woche zeit zeiten zukunft "
    "der die das ein eine einer einem den dem des dieser diese alle beide hier dort dann wenn weil aber auch "
    "nicht mehr neue neuer neues alte alter ersten korrespondent korrespondentin mitarbeiter mitarbeiterin "
    "reporter reporterin deutschland österreich schweiz europa amerika afrika asien russland china bayern sachsen "
    "hessen ukraine bundesregierung polizei feuerwehr regierung borussia eintracht fortuna hertha dynamo werder "
    "schalke bayer arminia hansa holstein rapid fc sv vfb tsv real union experten forscher ermittler liveblog "
    "liveticker ticker entwicklungen politik wirtschaft sport kultur video podcast"
)
_NO_SURNAMES = wordset(
    "redaktion autoren autorinnen korrespondent korrespondentin mitarbeiter mitarbeiterin reporter reporterin liveblog "
    "liveticker ticker entwicklungen bundesregierung regierung polizei feuerwehr uhr seite grünen grüne linke seiten"
)
_ROLE = re.compile(
    r"(?i:[\w.-]*-?(?:korrespondent|redakteur|reporter|redaktion|studio|büro|volontär|mitarbeiter|experte|autor)\w*)"
    r"(?: [\w./-]{1,30}){0,4}|[\w-]{2,30}\.(?:de|at|ch|com|net|org)|(?:z\. ?Zt\.|zurzeit|derzeit|in|"
    r"aus) [\w ./-]{2,40}|"
    r"(?:ARD|ZDF|SWR|NDR|WDR|MDR|BR|HR|RBB|SR|ORF|SRF|DW|DLF)\b[\w /.-]{0,40}"
)
_TASK = re.compile(r"\s*\((?:Text(?:e)?|Fotos?|Bild(?:er)?|Video|Grafik(?:en)?|Interview|Illustration|Protokoll)\)")
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")


class People(NamedTuple):
    """Who is named, and what stands with the names: agencies, places."""

    names: tuple[str, ...]
    agencies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def person(text: str) -> str | None:
    """The name, of two words or more, in usual case; None where it cannot be one."""
    words = text.split()
    while words and words[0].casefold() in _TITLES:
        words = words[1:]
    if not 2 <= len(words) <= 6 or is_known_place(" ".join(words)):
        return None
    if words[0].casefold() in ("von", "vom", "zu", "und", "der", "dem", "den"):
        return None
    if "zu" in words[:-2]:
        return None
    if not (_is_word(words[-1]) or words[-1] in ("Jr.", "Sr.")) or not words[0][0].isupper():
        return None
    if (
        any(word.casefold() in _NO_NAMES and word not in _PARTICLES for word in words[:-1])
        or words[-1].casefold() in _NO_SURNAMES
    ):
        return None
    if words[-1].isupper() and not words[0].isupper():
        return None
    for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False):
        if not (word in _PARTICLES and before != after) and not _is_name_word(word):
            return None
    if not _is_name_word(words[0]):
        return None
    return _usual_case(words)


def _is_name_word(word: str) -> bool:
    return _is_word(word) or bool(_INITIAL.fullmatch(word))


def _is_word(word: str) -> bool:
    return word[0].isupper() and bool(_WORD.fullmatch(word))


def _usual_case(words: list[str]) -> str:
    if all(word.isupper() for word in words if len(word) > 2):
        words = ["-".join(part.capitalize() for part in word.split("-")) for word in words]
    return " ".join(words)


def _unbracketed(match: re.Match[str]) -> str:
    """An agency or a place in brackets as a further item; what else stands in brackets is no name."""
    inside = match[1].strip()
    return f", {inside}" if agency(inside) or is_known_place(inside) else match[0]


def people(text: str) -> People | None:
    """The people of a list, "Anna Berg und Jan Holm, dpa"; None where any of it is no name, agency, place or role.

    A list of agencies alone counts too.
    """
    if len(text) > _MAX:
        return None
    text = _IN_BRACKETS.sub(_unbracketed, _TASK.sub("", text))
    names: list[str] = []
    agencies: list[str] = []
    places: list[str] = []
    items = _BETWEEN.split(text.strip().strip(","))
    for number, item in enumerate(items):
        last = number == len(items) - 1 and text.rstrip().endswith(", " + item)
        bare, _, whence = item.strip().partition(" aus ")
        if not whence:
            bare, _, whence = bare.partition(" in ")
        if whence and is_known_place(whence):
            places.append(whence)
        elif whence:
            bare = item.strip()
        if found := agency(bare):
            agencies.append(found)
        elif names and is_known_place(bare):
            places.append(bare)
        elif names and _ROLE.fullmatch(bare):
            continue
        elif names and last and has_form(bare) and " " not in bare and not bare.isupper():
            places.append(bare)
        elif named := person(bare):
            names.append(named)
        else:
            return None
    return People(tuple(names), tuple(agencies), tuple(places))
