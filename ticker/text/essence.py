"""What is left of a text when all is taken out that changes without news: counters, time stamps, white space. Pure."""

from __future__ import annotations

import functools
import re

_MONTHS = r"(?:Jan|Jän|Feb|März|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]{0,8}\.?"
_DAYS = r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)(?:\.|[a-z]{4,8})?,? )"
_DAY = rf"{_DAYS}?(?:\d{{1,2}}\. ?(?:{_MONTHS}|\d{{1,2}}\.)(?: ?\d{{2,4}})?|\d{{4}}-\d{{2}}-\d{{2}})"
_DATE = rf"(?:{_DAY}|heute|gestern)"
_TIME = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: Uhr)?|\d{1,2} Uhr)"
_AGO = r"vor (?:\d{1,4}|wenigen|einer|einem) (?:Sekunden?|Minuten?|Min\.?|Stunden?|Std\.?|Tag(?:en)?)"
_MOMENT = rf"(?:{_DATE}(?:[,T ]{{0,2}}(?:-|–|\||um)? ?{_TIME})?|{_TIME}(?:[, ]{{1,2}}{_DATE})?|{_AGO})"
_STAMP = (
    r"(?:(?:zu)?letzt aktualisiert|aktualisiert|stand|letzte(?:s)? (?:aktualisierung|update)|updated?|last updated"
    r"|veröffentlicht|erstellt)"
)

_NUMBER = r"\d(?:[\d.,’']{0,12}\d)?"  # bounded: no text from outside may make it slow
_COUNTED = (
    r"(?:(?:leser|nutzer|user)-?)?(?:kommentare?|beiträge|beitrag|antwort(?:en)?|reaktion(?:en)?|bewertung(?:en)?"
    r"|stimmen?|aufrufe?|abrufe?|klicks?|likes?|shares?|leser|posts?|comments?|repl(?:y|ies)|views?)"
)
_TIMES = r"(?:-?mal|x) (?:gelesen|geteilt|aufgerufen|angesehen|kommentiert)"
_READING_TIME = rf"(?:lesezeit|reading time):? {_NUMBER} min[a-z.]*"
_COUNTER = rf"(?:{_NUMBER} {_COUNTED}|{_COUNTED} ?[:(]? ?{_NUMBER}\)?|{_NUMBER} ?{_TIMES}|{_READING_TIME})"

# A stamp counts where it stands in brackets, or is all of a line, or ends one behind a sign that sets it off; within a
# sentence a number or a date is what the sentence says.
_SAID = rf"(?:{_STAMP} ?:? ?(?:am |vom |um )?{_MOMENT}|{_COUNTER})"
_IDLE = rf"[(\[] ?{_SAID} ?[)\]]|^ ?(?:{_SAID}|{_MOMENT}) ?$|(?:(?: ?[|·•]|(?<=[.!?…])| [–-]) ?{_SAID} ?){{1,4}}$"
_MAY_BE_IDLE = re.compile(r"\d|vor (?:wenigen|eine)|heute|gestern", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")


def essence(text: str | None) -> str:
    """The words of a text that tell news, parted by single spaces.

    Left out are counters ("(12 Kommentare)", "345-mal gelesen"), stamps ("Stand: 13.09.2023, 10.15 Uhr", "vor 5
    Minuten") and a line that is nothing but a date or a time. Two texts with the same essence read the same.
    """
    if not text:
        return ""
    if _MAY_BE_IDLE.search(text):
        text = _idle().sub(" ", _SPACES.sub(" ", text))
    return " ".join(text.split())


@functools.cache
def _idle() -> re.Pattern[str]:
    # Most polls bring no text to look at, and a start without it is 10 ms shorter.
    return re.compile(_IDLE, re.IGNORECASE | re.MULTILINE)


_OF_DAY = re.compile(rf"[ ,:|–-]+(?:(?:vom|am|für|zum) )?{_DAY}$", re.IGNORECASE)


def without_date(title: str | None) -> str | None:
    """A feed's title without the day that some put at its end ("Nachrichten vom 21. Dezember 2024")."""
    if not title:
        return title
    return _OF_DAY.sub("", title) or title
