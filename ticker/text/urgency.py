"""How urgent a headline says it is, by the marks that German newsrooms put in front of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ticker.headline import Urgency

# A mark is one of these words at the very start, set off by a sign: the sign is what tells "Eil: …" from "Eilantrag"
# and "Blitz: …" from "Blitz schlägt in Scheune ein".
_FLASH = r"BLITZ(?:MELDUNG)?|Blitz(?:meldung)?"
_BULLETIN = r"EIL(?:T|MELDUNG)?|Eil(?:t|-?[Mm]eldung)?|eilmeldung|BREAKING(?: NEWS)?|Breaking(?: [Nn]ews)?"
_OPEN = r"(?:[^\w\s]{1,6}\s*)?"  # plus signs, brackets, a siren
_CLOSE = r"[\])*!]{1,2}(?=\s)"
_SIGN = rf"(?:\s*(?::|\+{{2,}}|{_CLOSE})|\s+[|–—-](?=\s))"
_MARK = re.compile(
    rf"{_OPEN}(?:(?P<flash>{_FLASH})(?:\s*(?::|\+{{2,}})|{_CLOSE})|(?:{_BULLETIN}){_SIGN}|EILMELDUNG(?=\s)|EIL(?=\s+\w*[a-zäöüß]))"
    r"[\s+]*"
)
_CLOSING = re.compile(
    r"\s*(?:[(\[]\s*(?:EIL|Eil)(?:MELDUNG|meldung)?\s*[)\]]|(?:\+{2,}|[|–—-])\s*(?:EIL(?:MELDUNG)?|Eilmeldung)\s*\+*)\s*$"
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
    at the start of the headline and, but for EIL and EILMELDUNG in capitals, only before a sign that sets it off, or
    set off at its end ("… (Eilmeldung)").
    """
    title = (title or "").strip()
    claimed = [_CATEGORIES.get(category.strip().casefold(), Urgency.ROUTINE) for category in categories]
    return min([_by_title(title), *claimed])


def strip_marks(title: str) -> str:
    """The headline without the marks that `urgency` reads; unchanged where there is none or nothing else."""
    rest = title.strip()
    if _by_title(rest) is Urgency.ROUTINE:
        return title
    if marked := mark(rest):
        rest = rest[marked[1] :]
    if closing := closing_mark(rest):
        rest = rest[: closing[0]]
    if rest.endswith(_PLUSES):
        rest = rest.strip("+").strip()
    return rest or title


def mark(title: str) -> tuple[int, int] | None:
    """Where the words lie that claim FLASH or BULLETIN, with the signs around them; None where there are none."""
    start = end = len(title) - len(title.lstrip())
    while found := _MARK.match(title, end):
        end = found.end()
    return (start, end) if end > start else None


def closing_mark(title: str) -> tuple[int, int] | None:
    """Where a mark lies that ends a headline, "… (Eilmeldung)"; None where there is none."""
    match = _CLOSING.search(title[-40:])
    if match is None or match.start() + max(0, len(title) - 40) == 0:
        return None
    offset = max(0, len(title) - 40)
    return (offset + match.start(), offset + match.end())


def _by_title(title: str) -> Urgency:
    if found := _MARK.match(f"{title} "):
        return Urgency.FLASH if found["flash"] else Urgency.BULLETIN
    if closing_mark(title):
        return Urgency.BULLETIN
    inside = title.strip("+")
    enclosed = title.startswith(_PLUSES) and title.endswith(_PLUSES) and inside.strip()
    if enclosed and _PLUSES not in inside and not _SERVICE.search(inside):
        return Urgency.HIGHLIGHTED
    return Urgency.ROUTINE
