"""How urgent a headline says it is, by the marks that German newsrooms put in front of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ticker.model import Urgency

# A mark is one of these words at the very start, set off by a sign: the sign is what tells "Eil: …" from "Eilantrag"
# and "Blitz: …" from "Blitz schlägt in Scheune ein".
_FLASH = r"BLITZ(?:MELDUNG)?|Blitz(?:meldung)?"
_BULLETIN = r"EIL(?:MELDUNG)?|Eil(?:meldung)?|BREAKING(?: NEWS)?|Breaking(?: [Nn]ews)?"
_SIGN = r"(?:\s*(?::|\+{2,})|\s+[|–—-](?=\s))"
_MARK = re.compile(
    rf"(?:\+{{2,}}\s*)?(?:(?P<flash>{_FLASH})\s*(?::|\+{{2,}})|(?:{_BULLETIN}){_SIGN}|EILMELDUNG(?=\s))[\s+]*"
)
_PLUSES = "+++"
_SERVICE = re.compile("bildfunk", re.IGNORECASE)
_CATEGORIES = {
    "blitzmeldung": Urgency.FLASH,
    "eil": Urgency.BULLETIN,
    "eilmeldung": Urgency.BULLETIN,
    "eilmeldungen": Urgency.BULLETIN,
}


def urgency(title: str | None, categories: Sequence[str]) -> Urgency:
    """The urgency that a headline or a category claims, ROUTINE where neither claims any.

    FLASH for "Blitz:", BULLETIN for "EILMELDUNG", "Eil:", "+++ EIL +++", "Breaking News:", HIGHLIGHTED for a whole
    headline between plus signs ("+++ … +++"), unless it only names a service ("+++ dpa-Bildfunk +++"). A mark counts
    at the start of the headline and, but for EILMELDUNG in capitals, only before a colon, plus signs or a dash.
    """
    title = (title or "").strip()
    claimed = [_CATEGORIES.get(category.strip().casefold(), Urgency.ROUTINE) for category in categories]
    return min([_by_title(title), *claimed])


def strip_marks(title: str) -> str:
    """The headline without the marks that `urgency` reads; unchanged where there is none or nothing else."""
    rest = title.strip()
    if _by_title(rest) is Urgency.ROUTINE:
        return title
    start = 0
    while mark := _MARK.match(rest, start):
        start = mark.end()
    rest = rest[start:]
    if rest.endswith(_PLUSES):
        rest = rest.strip("+").strip()
    return rest or title


def _by_title(title: str) -> Urgency:
    if mark := _MARK.match(f"{title} "):
        return Urgency.FLASH if mark["flash"] else Urgency.BULLETIN
    inside = title.strip("+")
    enclosed = title.startswith(_PLUSES) and title.endswith(_PLUSES) and inside.strip()
    if enclosed and _PLUSES not in inside and not _SERVICE.search(inside):
        return Urgency.HIGHLIGHTED
    return Urgency.ROUTINE
