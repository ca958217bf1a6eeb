"""Places as datelines write them: "Berlin", "MÜNCHEN", "Kiew/Moskau", "Frankfurt am Main", "St. Petersburg"."""

from __future__ import annotations

import re

from ticker.text.anatomy import gazetteer
from ticker.text.anatomy.vocabulary import wordset

_KNOWN = gazetteer.names()
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’ʻ.-](?=[^\W\d_]))*\.?|\([^\W\d_]{2,20}\)")
_SMALL = wordset(
    "am an auf bei d. der dem den des das di do de del el en ob o. v. vor im in la las le les los sur upon und "
    "unter zu a. s. t. a.d. o.d. o.d.t. u.d. d.h. i. i.br. br. b."
)
# Words that begin a sentence or name a rubric, and never a place of a dateline.
_NO_PLACES = wordset(
    "der die das ein eine einer einem einen des dem den und oder aber auch auf aus bei bis da dann dass dort "
    "durch er es für hier ich ihr im in ist mit nach nicht noch nun nur ob seit sich sie so über um vom von vor "
    "was weil wenn wer wie wir wo zu zum zur zwei drei alle als am an ja nein laut trotz wegen während zudem doch "
    "denn diese dieser dieses agentur nachrichtenagentur presse-agentur presseagentur redaktion update eilmeldung "
    "eil blitz liveticker liveblog ticker newsticker news-ticker kommentar analyse interview hintergrund porträt "
    "reportage exklusiv video foto fotos bild bilder sport fußball handball tennis basketball eishockey "
    "volleyball politik wirtschaft kultur wetter wissen wissenschaft gesundheit reise auto digital technik "
    "netzwelt panorama leute lokales region meinung medien börse dax bundesliga zweitligist champions formel "
    "olympia wahl wahlen krieg ukraine-krieg heute gestern morgen montag dienstag mittwoch donnerstag freitag "
    "samstag sonnabend sonntag januar februar märz april mai juni juli august september oktober november dezember "
    "achtung hinweis korrektur berichtigung sperrfrist vorschau übersicht überblick termine quelle text autor "
    "stand polizei feuerwehr staatsanwaltschaft gericht regierung bundesregierung ministerium bundestag"
)


def is_known_place(text: str) -> bool:
    """Whether it is one of the places that the house knows by name."""
    return " ".join(text.split()).strip(" .").casefold() in _KNOWN or text.strip().casefold() in _KNOWN


def known(text: str) -> tuple[str, ...]:
    """The places of "Kiew/Moskau" where each is known by name, else none."""
    if text.casefold() in _KNOWN:
        return (_usual_case(text),)
    places = tuple(re.split(r"\s*/\s*|\s+und\s+|,\s+", text))
    return tuple(map(_usual_case, places)) if len(places) <= 4 and all(map(is_known_place, places)) else ()


def plausible(text: str) -> tuple[str, ...]:
    """The places of a text that has the form of place names, whether known or not; none where it has not."""
    if found := known(text):
        return found
    places = re.split(r"\s*/\s*|,\s+", text)
    if len(places) > 4 or not all(map(has_form, places)):
        return ()
    return tuple(map(_usual_case, places))


def has_form(text: str) -> bool:
    """Whether it looks like one place: capitalised words, none of which begins a sentence or names a rubric."""
    words = text.split()
    if not 1 <= len(words) <= 7 or not words[0][0].isupper():
        return False
    for word in words:
        if word.casefold() in _SMALL and word != words[0]:
            continue
        if not _WORD.fullmatch(word) or not (word[0].isupper() or word[0] == "("):
            return False
        if word.casefold().rstrip(".") in _NO_PLACES:
            return False
    return True


def _usual_case(text: str) -> str:
    """ "MÜNCHEN" as "München"; what has small letters stays."""
    if not text.isupper() or len(text) <= 3:
        return text
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize() if len(word[0]) > 1 else word[0], text)
