"""Datelines: "Berlin (dpa) - ", "MÜNCHEN/WIEN (APA/dpa). ", "Uglegorsk – ", "KIEW taz |"
" ", "Genf, 13. September (sda) "."""

from __future__ import annotations

import re
from typing import NamedTuple

from ticker.text.anatomy import places
from ticker.text.anatomy.agencies import Credit, credit, is_sign
from ticker.text.anatomy.vocabulary import wordset

_HEAD = 110
_DASH = r"\s*[-–—−‒:|·∙•]+\s+|\s*[-–—]\s*(?=[„“»«\"'])"
_DATE = r"(?:,?\s*\d{1,2}\.?\s*(?:\d{1,2}\.|[^\W\d_]{3,9}\.?)(?:\s*\d{4})?,?)?"
_WITH_CREDIT = re.compile(
    rf"(?P<places>[^()|\n]{{2,60}}?(?:\s\([^\W\d_]{{2,20}}\))?){_DATE}\s*\((?P<credit>[^()\n]{{2,60}})\)(?P<end>{_DASH}|\.\s+|\s+|$)"
)
_ALONE = re.compile(rf"\((?P<credit>[^()\n]{{2,40}})\)(?P<end>{_DASH}|\s+)(?=\S)")
_WITH_BAR = re.compile(
    r"(?P<places>[^\W\d_][^()|\n]{1,50}?)[ /](?P<credit>[A-Za-z][A-Za-z/-]{1,25})(?P<end>\s+[|·∙•]\s+|\.\s+|"
    r"\s+[–—-]\s+)"
)
_BEFORE_DASH = re.compile(
    rf"(?P<places>[^\W\d_][^–—|·∙•\n()]{{1,50}}?(?:\s\([^\W\d_]+\))?){_DATE}(?P<end>\s+[–—-]+\s+|\s+[|·∙•]\s+)"
)
_BEFORE_STOP = re.compile(rf"(?P<places>[^\W\d_]+(?:[ /’'-][^\W\d_]+){{0,5}}?){_DATE}(?P<end>\.\s+)")
_CAPITALS = re.compile(r"(?P<places>[A-ZÄÖÜ][A-ZÄÖÜ/ .-]{2,40}?)(?P<end>[.:]?\s+)(?=[„»«\"“]?[A-ZÄÖÜ](?:[a-zäöüß]|\s))")
# What there must be behind a place that is no word in capitals.
_DASHED = re.compile(r"\s[|·∙•–—-]")
_STOPPED = re.compile(r"\.\s")
_MOST_SPACES = 12  # between the words of places and of a date
_NOUN_ENDS = ("ung", "heit", "keit", "schaft", "ismus", "tion", "tät", "ment", "nis", "ungen", "ionen", "chen", "lein")
_PLACE_ENDS = tuple(
    wordset(
        "burg berg dorf stadt hausen heim furt furth bach feld felde kirchen kirch brunn bronn brück brücken haven "
        "hagen rode leben walde wald roda litz nitz witz gorsk sk grad gorod abad stan pur ville polis weiler hofen "
        "beuren wangen ingen stetten münde büttel bostel loh thal tal born ow itz iw iwka owo"
    )
)
_NO_PLACES = wordset(
    "innenstadt hauptstadt altstadt großstadt kleinstadt weltstadt altenheim pflegeheim wohnheim tierheim "
    "kinderheim eigenheim urwald regenwald stadtwald fußballfeld spielfeld umfeld vorfeld mittelfeld wahlkampf "
    "mitleben erleben überleben"
)
# Places whose name is a word of its own: alone they begin a sentence as well.
_WORDS_TOO = wordset(
    "essen regen hagen bergen norden langen hof burg forst heide horn halle zug waren werder weiden wil thun perm "
    "split leer rees aue wedel cham lech baar borken hilden verl vatikan male brake gori spa"
)


class Dateline(NamedTuple):
    """A dateline that fills a text up to `end`; `places` may be empty where only an agency is named."""

    end: int
    places: tuple[str, ...]
    credit: Credit


NOBODY = Credit((), ())


def at_start(text: str, *, after_lead: bool, agency_only: bool = False) -> Dateline | None:
    """The dateline that a paragraph begins with.

    A place that is not known by name counts before an agency, and where the paragraph stands behind a lead or a
    byline (`after_lead`) before a dash, if it sounds like a place. With `agency_only` an agency must be named.
    """
    head = text[:_HEAD]
    found = _with_credit(head) or _with_bar(head)
    if found is None and not agency_only and len(text) > 80:
        found = _bare(head, after_lead)
    return found


def _with_credit(head: str) -> Dateline | None:
    if "(" not in head:
        return None
    if (match := _ALONE.match(head)) and (named := credit(match["credit"])) and named.agencies:
        return Dateline(match.end(), (), named)
    match = _WITH_CREDIT.match(head)
    if match is None:
        return None
    named = credit(match["credit"])
    where = places.plausible(match["places"].strip().rstrip(","))
    if not named or not where:
        return None
    separated = match["end"].strip() != ""
    if named.agencies or (separated and _is_signed(match["places"].strip(), match["credit"], named)):
        return Dateline(match.end(), where, named)
    return None


def _is_signed(place: str, written: str, named: Credit) -> bool:
    """Whether a short sign alone proves it: behind a known place, or a small one behind a word that sounds like one."""
    if len(named.signs) != 1 or not is_sign(named.signs[0]):
        return False
    sounds = written.islower() and " " not in place and _sounds_like_a_place(place)
    return sounds or bool(places.known(place))


def _with_bar(head: str) -> Dateline | None:
    match = _WITH_BAR.match(head) if _DASHED.search(head) or _STOPPED.search(head) else None
    if match is None:
        return None
    named = credit(match["credit"])
    where = places.plausible(match["places"].strip())
    if not named or not where:
        return None
    bar = match["end"].strip() in tuple("|·∙•")
    if named.agencies or (bar and named.signs == ("taz",)):
        return Dateline(match.end(), where, named) if bar or places.known(match["places"].strip()) else None
    return None


def _bare(head: str, after_lead: bool) -> Dateline | None:
    if (match := _CAPITALS.match(head)) and (where := places.known(match["places"].strip())):
        return Dateline(match.end(), where, NOBODY)
    if _DASHED.search(head) and (match := _BEFORE_DASH.match(head)) and (found := _unsigned(match, head, after_lead)):
        return found
    stop = _STOPPED.search(head)
    if stop and head.count(" ", 0, stop.start()) <= _MOST_SPACES and (match := _BEFORE_STOP.match(head)):
        return _unsigned(match, head, after_lead)
    return None


def _unsigned(match: re.Match[str], head: str, after_lead: bool) -> Dateline | None:
    text = match["places"].strip().rstrip(",")
    if not _begins_sentence(head[match.end() :]):
        return None
    if (where := places.known(text)) and (after_lead or text.casefold() not in _WORDS_TOO):
        return Dateline(match.end(), where, NOBODY)
    dash = match["end"].strip() in ("–", "—", "-")
    if after_lead and dash and _sounds_like_a_place(text) and (where := places.plausible(text)):
        return Dateline(match.end(), where, NOBODY)
    return None


def _begins_sentence(rest: str) -> bool:
    """Whether a text begins behind the dash, and no second place: "Wien – Graz 2:1" is a match, no dateline."""
    rest = rest.lstrip("„»«\"“'‚ ")
    first, _, second = rest.partition(" ")
    if places.is_known_place(first.rstrip(":,")) and not second[:1].islower():
        return False
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit())


def _sounds_like_a_place(text: str) -> bool:
    if "(" in text:  # a person with the name of a party
        return False
    words = re.split(r"[ /]", text.casefold())
    sounding = [word for word in words if len(word) > 5 and word.endswith(_PLACE_ENDS)]
    others = [word for word in words if word not in sounding]
    return (
        len(words) <= 4
        and bool(sounding)
        and not _NO_PLACES & set(words)
        and not any(word.endswith(_NOUN_ENDS) for word in others)
    )
